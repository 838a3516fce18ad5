"""From what a page, a phone or a file gives to the answer that is kept."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sojourn.grammar.codes.model import ChoiceList
from sojourn.grammar.forms.cleaning.choices import one_of, several_of
from sojourn.grammar.forms.cleaning.dates import clean_date, clean_datetime, clean_time
from sojourn.grammar.forms.cleaning.numbers import clean_decimal, clean_integer
from sojourn.grammar.forms.cleaning.positions import clean_geopoint, clean_geotrace
from sojourn.grammar.forms.cleaning.texts import clean_acknowledge, clean_file, clean_text
from sojourn.grammar.forms.cleaning.unclean import Cleaner, Manner, Unclean
from sojourn.grammar.forms.model import Question

__all__ = ["Cleaner", "Manner", "Unclean", "cleaner_of"]

_PLAIN: Mapping[str, Cleaner] = {
    "integer": clean_integer, "decimal": clean_decimal,
    "date": clean_date, "dateTime": clean_datetime, "time": clean_time,
    "image": clean_file, "audio": clean_file, "video": clean_file, "file": clean_file, "audit": clean_file,
    "geopoint": clean_geopoint, "geotrace": clean_geotrace, "geoshape": clean_geotrace,
    "start-geopoint": clean_geopoint, "acknowledge": clean_acknowledge,
    "start": clean_datetime, "end": clean_datetime, "today": clean_date,
}  # fmt: skip


def cleaner_of(question: Question, choices: ChoiceList | None) -> Cleaner:
    """The cleaner for answers to `question`, whose list as offered is `choices`."""
    if choices is not None:
        if question.type == "select_one":
            return one_of(choices)
        return several_of(choices, ranked=question.type == "rank")
    if question.type == "range":
        return _between(question)
    return _PLAIN.get(question.type, clean_text)


def _between(question: Question) -> Cleaner:
    words = dict(part.split("=", 1) for part in question.columns.get("parameters", "").split() if "=" in part)
    start, end = Decimal(words.get("start", "1")), Decimal(words.get("end", "10"))

    def clean(raw: Any, manner: Manner) -> str | None:
        text = clean_decimal(raw, manner)
        if text is not None and not start <= Decimal(text) <= end:
            raise Unclean("range", start=start, end=end)
        return text

    return clean
