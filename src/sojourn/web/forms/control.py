"""Which control asks which question, and what stands in it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from sojourn.grammar.forms import Question
from sojourn.grammar.languages import text_in
from sojourn.web.forms.instants import local, place_of
from sojourn.web.forms.region import FEW, Option, Place, Region
from sojourn.web.forms.view import FormView, path_of

_PLAIN = {
    "text": "text", "barcode": "text", "geotrace": "text", "geoshape": "text", "integer": "integer",
    "decimal": "decimal", "range": "decimal", "date": "date", "time": "time", "geopoint": "geopoint",
}  # fmt: skip
_ACCEPTED = {"image": "image/jpeg,image/png", "audio": "audio/*", "video": "video/*"}
_A_FILE = "image/jpeg,image/png,application/pdf"


def control(view: FormView, question: Question, value: Any, name: str) -> Region:
    """Draw one question of any type but groups and repeats."""
    region = _asked(view, question, name)
    if question.type == "note":
        return replace(region, kind="note", guard="", why="")
    if question.name in view.withheld:
        return replace(region, kind="withheld", required=True)
    if question.type == "calculate" or question.read_only.startswith(("yes", "true")):
        return replace(region, kind="output", shown=_written(view.state.answer(path_of(name))), required=True)
    return _FILLERS.get(question.type, _plain)(view, question, region, value)


def _asked(view: FormView, question: Question, name: str) -> Region:
    return Region(
        name,
        _PLAIN.get(question.type, "text"),
        label=view.text(name) or question.name,
        hint=view.text(name, "hint"),
        why=view.text(name, "guidance_hint"),
        guard=_guard(question),
        required=path_of(name) in view.state.required,
        problems=view.problems_at(name),
    )


def _guard(question: Question) -> str:
    if question.sensitive == "sensitive":
        return _("Sensitive: few roles read this, and each reading is recorded.")
    return ""


def _plain(view: FormView, question: Question, region: Region, value: Any) -> Region:
    kind = "area" if question.type == "text" and "multiline" in question.appearance else region.kind
    return replace(region, kind=kind, value=_written(value))


def _instant(view: FormView, question: Question, region: Region, value: Any) -> Region:
    split = local(_written(value), view.zone)
    extra = {"offset": split.offset, "place": place_of(view.zone)}
    return replace(region, kind="datetime", value=split.value, extra=extra)


def _one(view: FormView, question: Question, region: Region, value: Any) -> Region:
    options = _options(view, region, {_written(value)})
    chosen = next((option.name for option in options if option.chosen), "")
    return replace(region, kind="radios" if len(options) <= FEW else "select", options=options, value=chosen)


def _several(view: FormView, question: Question, region: Region, value: Any) -> Region:
    chosen = value.split() if isinstance(value, str) else [_written(one) for one in value or ()]
    return replace(region, kind="checks", options=_options(view, region, chosen), value=" ".join(chosen))


def _ranked(view: FormView, question: Question, region: Region, value: Any) -> Region:
    """A list to choose from for each place, in the order of the ranking: boxes to tick would forget it."""
    chosen = value.split() if isinstance(value, str) else [_written(one) for one in value or ()]
    options = _options(view, region, ())
    places = tuple(
        Place(f"{region.input_id}-{number}", number, chosen[number - 1] if number <= len(chosen) else "")
        for number in range(1, len(options) + 1)
    )
    return replace(region, kind="rank", options=options, places=places, value=" ".join(chosen))


def _acknowledge(view: FormView, question: Question, region: Region, value: Any) -> Region:
    option = Option(region.input_id, "OK", _("Yes, understood"), _written(value) == "OK")
    return replace(region, kind="checks", options=(option,), value=_written(value))


def _file(view: FormView, question: Question, region: Region, value: Any) -> Region:
    kept = _written(value)
    file = view.file_of(kept) if kept else None
    return replace(
        region,
        kind="file",
        value=kept,
        accept=_ACCEPTED.get(question.type, _A_FILE),
        file_url=file.url if file else "",
        file_name=file.name if file else kept,
    )


def _options(view: FormView, region: Region, chosen: Collection[str]) -> tuple[Option, ...]:
    offered = view.state.options.get(path_of(region.name), ())
    return tuple(
        Option(
            id=f"{region.input_id}-{number}",
            name=choice.name,
            label=text_in(choice.labels, view.language, otherwise=choice.name),
            chosen=choice.name in chosen,
        )
        for number, choice in enumerate(offered, start=1)
    )


def _written(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return " ".join(str(one) for one in value)
    return str(value)


_Filler = Callable[[FormView, Question, Region, Any], Region]
_FILLERS: dict[str, _Filler] = {
    "dateTime": _instant,
    "select_one": _one,
    "select_multiple": _several,
    "rank": _ranked,
    "acknowledge": _acknowledge,
    **dict.fromkeys(("image", "audio", "video", "file"), _file),
}
