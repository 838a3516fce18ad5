"""Why two records look alike or not, in the reader's words: one line per field, each with how much it says."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sojourn.matching.match import Match, Reason
from sojourn.web.wording import isolated

# What is told of these fields only to whoever reads sensitive answers.
SENSITIVE = ("nationality", "language")
STRONG, WEAK = 3.0, 0.3

FIELDS: dict[str, Promise] = {
    "given": gettext_lazy("Given name"),
    "father": gettext_lazy("Father's name"),
    "grandfather": gettext_lazy("Grandfather's name"),
    "family": gettext_lazy("Family name"),
    "crossed": gettext_lazy("Name in another place"),
    "unknown": gettext_lazy("Name"),
    "name": gettext_lazy("Names"),
    "birth": gettext_lazy("Birth"),
    "sex": gettext_lazy("Sex"),
    "nationality": gettext_lazy("Nationality"),
    "language": gettext_lazy("Language"),
    "phone": gettext_lazy("Telephone"),
    "document": gettext_lazy("Document"),
    "place": gettext_lazy("Place"),
    "mother": gettext_lazy("Mother's name"),
}
NAMES: dict[str, Promise] = {
    "spelling": gettext_lazy("written the same: %(a)s"),
    "roman": gettext_lazy("the same, written %(a)s and %(b)s"),
    "script": gettext_lazy("the same in another script: %(a)s and %(b)s"),
    "skeleton": gettext_lazy("the same, spelt differently: %(a)s and %(b)s"),
    "variant": gettext_lazy("two forms of one name: %(a)s and %(b)s"),
    "near": gettext_lazy("nearly the same, perhaps a slip: %(a)s and %(b)s"),
    "loose": gettext_lazy("only loosely alike: %(a)s and %(b)s"),
    "conflict": gettext_lazy("different: %(a)s and %(b)s"),
}
OTHERS: dict[str, Promise] = {
    "name.nothing": gettext_lazy("no part agrees"),
    "name.crossed": gettext_lazy("the same in other places, as when given and family name are exchanged"),
    "name.alike": gettext_lazy("those that differ are written somewhat alike"),
    "name.gendered": gettext_lazy("names of a man and a woman that differ in their ending"),
    "name.extra": gettext_lazy("one record has a name more"),
    "name.twin": gettext_lazy("other given names and one day of birth, as twins have"),
    "name.reversed": gettext_lazy("the first two are exchanged, as those of father and son are"),
    "name.kin": gettext_lazy("one is called like the other's father, as father and child are"),
    "birth.same_day": gettext_lazy("the same day"),
    "birth.swapped": gettext_lazy("the same day, with day and month exchanged"),
    "birth.year_slip": gettext_lazy("the same day and month; the year may be a slip"),
    "birth.near_days": gettext_lazy("a few days apart"),
    "birth.one_part": gettext_lazy("the same year; the day or the month differs"),
    "birth.same_default": gettext_lazy("the same year; the day is not known"),
    "birth.compatible": gettext_lazy("can be the same day; at least one is not exact"),
    "birth.about": gettext_lazy("years one or two apart; at least one is not exact"),
    "birth.same_year": gettext_lazy("the same year, another day and month"),
    "birth.near_years": gettext_lazy("one or two years apart"),
    "birth.apart": gettext_lazy("three to nine years apart"),
    "birth.far": gettext_lazy("ten years apart or more"),
    "document.different": gettext_lazy("different numbers of one state"),
    "document.other_state": gettext_lazy("of different states, which says little"),
    "mother.near": gettext_lazy("nearly the same"),
    "same": gettext_lazy("the same"),
    "different": gettext_lazy("different"),
}


@dataclass(frozen=True)
class Said:
    """One line of evidence: about what, what, how much it says in words, and its tone (good, warn or none)."""

    field: str
    text: str
    force: str
    tone: str


def evidence_lines(match: Match, *, sensitive: bool) -> tuple[Said, ...]:
    """The lines of a comparison, the most telling first; sensitive fields only for whoever reads them."""
    return tuple(said(reason) for reason in match.reasons if sensitive or reason.field not in SENSITIVE)


def in_short(match: Match, *, sensitive: bool, most: int = 3) -> str:
    """The most telling of what speaks for a match, in one line."""
    lines = (line for line in evidence_lines(match, sensitive=sensitive) if line.tone == "good")
    return " · ".join(f"{line.field}: {line.text}" for line, _place in zip(lines, range(most), strict=False))


def said(reason: Reason) -> Said:
    """One reason as a line."""
    field, text = _words(reason)
    force, tone = force_words(reason.weight)
    return Said(field, text, force, tone)


def _words(reason: Reason) -> tuple[str, str]:
    parts = reason.code.split(".")
    if len(parts) == 3:
        template = NAMES.get(parts[2], NAMES["conflict"])
        return str(FIELDS.get(parts[1], FIELDS["name"])), str(template) % _Names(reason.params)
    template = OTHERS.get(reason.code) or OTHERS.get(parts[-1]) or OTHERS["different"]
    return str(FIELDS.get(parts[0], FIELDS["name"])), str(template)


class _Names(dict[str, str]):
    """What the two records say, each keeping its own direction; empty where a reason names none."""

    def __missing__(self, key: str) -> str:
        return ""

    def __getitem__(self, key: str) -> str:
        return isolated(str(super().__getitem__(key)))


def force_words(weight: float) -> tuple[str, str]:
    """How much a weight in log2 odds says, in words, and its tone (good, warn or none)."""
    steps: Iterable[tuple[float, Callable[[], str], str]] = (
        (STRONG, lambda: _("speaks strongly for it"), "good"),
        (WEAK, lambda: _("speaks for it"), "good"),
        (-WEAK, lambda: _("says little"), ""),
        (-STRONG, lambda: _("speaks against it"), "warn"),
    )
    for least, words, tone in steps:
        if weight >= least:
            return words(), tone
    return _("speaks strongly against it"), "warn"


def band_words(band: str) -> str:
    """How likely it is, in words."""
    return {"likely": _("Likely"), "possible": _("Possible"), "unlikely": _("Unlikely")}.get(band, band)


def verdict_words(verdict: str) -> str:
    """What somebody decided, in words."""
    return {
        "same": _("The same person"),
        "different": _("Different people"),
        "unsure": _("Not clear yet"),
        "open": _("Taken back"),
    }.get(verdict, verdict)
