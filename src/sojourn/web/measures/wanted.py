"""What a page of measures was asked for: a period, filters, rows and columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _

from sojourn.cases.queries.measures import Wanted
from sojourn.grammar.measures import codes_of
from sojourn.grammar.packs import Measure, Pack
from sojourn.web.choosing import Choice
from sojourn.web.measures.dimensions import AGE, OFFICE, SEX, code_names, dimension_name, dimensions

NOTHING = "-"
FILTERED = (OFFICE, SEX, AGE)
FIELDS = {OFFICE: "office", SEX: "sex", AGE: "age"}
BANDS = ("0-17", "18-59", "60+")


@dataclass(frozen=True)
class Filter:
    """A field of the form above the figures."""

    name: str
    label: str
    value: str = ""
    type: str = "text"
    options: tuple[Choice, ...] = ()
    all_label: str = ""


def wanted_of(measure: Measure, query: QueryDict) -> Wanted:
    """Read what is wanted from the address; what makes no sense there is left out."""
    possible = dimensions(measure)
    rows = query.get("rows", possible[0] if measure.by else "quarter")
    by = [name for name in dict.fromkeys((rows, query.get("columns", NOTHING))) if name in possible]
    codes = {name: [query[field]] for name, field in FIELDS.items() if name in measure.by and query.get(field)}
    return Wanted(by, _day(query.get("from", "")), _day(query.get("to", "")), codes)


def filters_of(pack: Pack, measure: Measure, wanted: Wanted, offices: Sequence[Choice], language: str) -> list[Filter]:
    """The fields, with what is chosen in them."""
    found = [
        Filter("from", _("From"), wanted.from_on.isoformat() if wanted.from_on else "", "date"),
        Filter("to", _("Until"), wanted.to_on.isoformat() if wanted.to_on else "", "date"),
    ]
    for name in FILTERED:
        if name in measure.by:
            chosen = next(iter(wanted.codes.get(name, ())), "")
            options = offices if name == OFFICE else _codes(pack, name, language)
            picked = tuple(Choice(one.value, one.label, one.value == chosen) for one in options)
            label = dimension_name(pack, name, language)
            found.append(Filter(FIELDS[name], label, options=picked, all_label=_("All")))
    return [*found, *_axes(pack, measure, wanted, language)]


def _axes(pack: Pack, measure: Measure, wanted: Wanted, language: str) -> list[Filter]:
    by = [*wanted.by, "", ""]
    axes = (("rows", _("Rows"), by[0]), ("columns", _("Columns"), by[1]))
    return [
        Filter(
            field,
            label,
            options=(
                Choice(NOTHING, _("Nothing"), not chosen),
                *(Choice(one, dimension_name(pack, one, language), one == chosen) for one in dimensions(measure)),
            ),
        )
        for field, label, chosen in axes
    ]


def _codes(pack: Pack, name: str, language: str) -> tuple[Choice, ...]:
    codes = codes_of(pack.member_scope, name) if name in pack.member_scope else ()
    codes = codes or (BANDS if name == AGE else ())
    return tuple(Choice(code, label, False) for code, label in code_names(pack, name, codes, language).items())


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
