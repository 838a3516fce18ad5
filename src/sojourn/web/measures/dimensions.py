"""What figures can be split by, and what its codes are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from babel.dates import format_date
from django.utils.translation import gettext as _

from sojourn.accounts.queries import every_office
from sojourn.grammar.codes import shared_list
from sojourn.grammar.measures import PERIODS
from sojourn.grammar.packs import Measure, Pack
from sojourn.kernel.partial_date import PartialDate

OFFICE, SEX, AGE = "case.office", "member.sex", "member.age_group"
UNKNOWN = "unknown"


def dimensions(measure: Measure) -> tuple[str, ...]:
    """The names a measure may be split by: its declared ones and the periods."""
    return (*measure.by, *PERIODS)


def dimension_name(pack: Pack, name: str, language: str) -> str:
    """What a dimension is called."""
    own = {
        OFFICE: _("Office"), SEX: _("Sex"), AGE: _("Age group"), "month": _("Month"), "quarter": _("Quarter"),
        "year": _("Year"), "case.office_country": _("Country of the office"), "case.stage": _("Stage"),
    }  # fmt: skip
    if name in own:
        return own[name]
    form, _dot, question = name.partition(".")
    if form in pack.forms:
        found = next((one for one in pack.forms[form].form.walk() if one.name == question), None)
        return found.label(language) if found else name
    if question in pack.values:
        return pack.label_of("value", question, language)
    return name


def code_names(pack: Pack, name: str, codes: Sequence[str], language: str) -> Mapping[str, str]:
    """What the codes of a dimension are called; offices and periods included."""
    if name == OFFICE:
        offices = {office.code: office.name for office in every_office()}
        return {code: offices.get(code, code) for code in codes}
    if name in PERIODS:
        return {code: _period(code, language) for code in codes}
    found = _list_of(pack, name)
    choices = (pack.codes.get(found) or shared_list(found)) if found else None
    return {code: _code(choices.label(code, language) if choices else code) for code in codes}


def _code(label: str) -> str:
    return {UNKNOWN: _("Not known"), "yes": _("Yes"), "no": _("No"), "declined": _("Declined")}.get(label, label)


def _list_of(pack: Pack, name: str) -> str:
    for scope in (pack.member_scope, pack.case_scope):
        if name in scope:
            return scope[name].list_name or ""
    return ""


def _period(code: str, language: str) -> str:
    """ "2026-03" as "Mar 2026", "2026-Q1" as it is."""
    if len(code) == 7 and code[5].isdigit():
        return format_date(PartialDate.parse(code).earliest(), "MMM y", locale=language)
    return code.replace("-", " ") if code != UNKNOWN else _("Not known")


def in_order(pack: Pack, name: str, codes: Sequence[str]) -> list[str]:
    """Codes in the order of their list; what is in no list by its letters; not known last."""
    found = _list_of(pack, name)
    choices = (pack.codes.get(found) or shared_list(found)) if found else None
    places = {code: place for place, code in enumerate(choices.names)} if choices else {}
    last = len(places)
    return sorted(codes, key=lambda code: (code == UNKNOWN, places.get(code, last), code))
