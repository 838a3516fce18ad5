"""The names that guards, values, clocks, reactions and measures of a pack may mention, with their types.

Names are flat and dotted. Those of the case are seen everywhere; those of a member only under `each: member`.
docs/reference/packs.md lists them for authors.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sojourn.grammar.codes import ChoiceList, opened, shared_list, shared_names
from sojourn.grammar.expressions import Name, Scope, Type
from sojourn.grammar.forms import Form, Question
from sojourn.grammar.packs.declared import Parameter, Value

YES_NO = "yes_no"
CASE: Mapping[str, Type] = {
    "case.number": Type.TEXT,
    "case.stage": Type.CHOICE,
    "case.side_state": Type.CHOICE,
    "case.side_reason": Type.CHOICE,
    "case.opened_on": Type.DATE,
    "case.opened_at": Type.DATETIME,
    "case.closed_at": Type.DATETIME,
    "case.office": Type.CHOICE,
    "case.office_country": Type.CHOICE,
    "case.receiving_office": Type.CHOICE,
    "case.members": Type.INTEGER,
}
MEMBER: Mapping[str, Type] = {
    "member.name": Type.TEXT,
    "member.age": Type.INTEGER,
    "member.age_oldest": Type.INTEGER,
    "member.is_child": Type.CHOICE,
    "member.age_group": Type.CHOICE,
    "member.sex": Type.CHOICE,
    "member.relation": Type.CHOICE,
    "member.nationality": Type.CHOICES,
}
_LISTS = {"case.stage": "stages", "case.side_state": "side_states", "member.is_child": YES_NO, "member.sex": "sex"}
_STAGE = ("entered", "left", "last_entered")
_CLOCK: Mapping[str, Type] = {
    "started": Type.DATETIME,
    "due": Type.DATETIME,
    "stopped": Type.DATETIME,
    "running": Type.CHOICE,
    "over": Type.CHOICE,
    "hours_left": Type.NUMBER,
    "days_left": Type.NUMBER,
}
_FORM: Mapping[str, Type] = {
    "filled": Type.CHOICE,
    "at": Type.DATETIME,
    "by": Type.TEXT,
    "count": Type.INTEGER,
}


@dataclass(frozen=True)
class Named:
    """The words a pack brings along, before any expression is read; clocks and forms say whether each member's."""

    forms: Mapping[str, Form]
    parameters: Mapping[str, Parameter]
    stages: Collection[str]
    side_states: Collection[str]
    transitions: Collection[str]
    clocks: Mapping[str, bool]
    tasks: Collection[str]
    alerts: Collection[str]
    approvals: Collection[str]
    referrals: Collection[str]
    services: Collection[str]


class Lists(Mapping[str, Collection[str]]):
    """The codes of every list an expression may compare with; shared lists are only built when asked for."""

    def __init__(self, named: Named, codes: Mapping[str, ChoiceList]) -> None:
        own = {f"{form.name}.{name}": held for form in named.forms.values() for name, held in form.choices.items()}
        self._lists = {**codes, **own}
        self._plain = {"stages": (*named.stages,), "side_states": (*named.side_states,)}

    def __getitem__(self, name: str) -> Collection[str]:
        if name in self._plain:
            return self._plain[name]
        found = self._lists.get(name) or shared_list(name)
        if found is None:
            raise KeyError(name)
        return opened(found).by_name

    def __iter__(self) -> Iterator[str]:
        return iter((*self._plain, *self._lists, *shared_names()))

    def __len__(self) -> int:
        return len(tuple(iter(self)))

    def __contains__(self, name: object) -> bool:
        return name in self._plain or name in self._lists or name in shared_names()


def case_scope(named: Named, values: Iterable[Value], choices: Lists) -> Scope:
    """What may be mentioned about a case as a whole."""
    return Scope([*_of_case(named), *_of_values(values, each=False)], choices=choices)


def member_scope(named: Named, values: Iterable[Value], choices: Lists) -> Scope:
    """What may be mentioned about one member: everything of the case, and what is the member's own."""
    values = list(values)
    own = [*_of_member(named), *_of_values(values, each=True), *_of_values(values, each=False)]
    return Scope([*_of_case(named), *own], choices=choices)


def _of_case(named: Named) -> Iterator[Name]:
    for name, type_ in CASE.items():
        yield Name(name, type_, list_name=_LISTS.get(name))
    for parameter in named.parameters.values():
        if parameter.type is not Type.ANY:
            yield Name(f"parameter.{parameter.name}", parameter.type)
    for stage in named.stages:
        yield from (Name(f"stage.{stage}.{part}", Type.DATETIME) for part in _STAGE)
    for transition in named.transitions:
        yield Name(f"transition.{transition}.at", Type.DATETIME)
        yield Name(f"transition.{transition}.by", Type.TEXT)
    for approval in named.approvals:
        yield Name(f"approval.{approval}.decision", Type.CHOICE)
        yield Name(f"approval.{approval}.at", Type.DATETIME)
        yield Name(f"approval.{approval}.by", Type.TEXT)
    yield from _of_rows(named)
    yield from _of_forms(named, "case")
    yield from _of_clocks(named, each=False)


def _of_rows(named: Named) -> Iterator[Name]:
    yield from (Name(f"task.{code}.open", Type.CHOICE, list_name=YES_NO) for code in named.tasks)
    yield from (Name(f"alert.{code}.open", Type.CHOICE, list_name=YES_NO) for code in named.alerts)
    yield from (Name(f"referral.{code}.state", Type.CHOICE) for code in named.referrals)
    yield from (Name(f"service.{code}.state", Type.CHOICE) for code in named.services)


def _of_member(named: Named) -> Iterator[Name]:
    for name, type_ in MEMBER.items():
        yield Name(name, type_, list_name=_LISTS.get(name))
    yield from _of_forms(named, "member")
    yield from _of_clocks(named, each=True)


def _of_forms(named: Named, about: str) -> Iterator[Name]:
    for form in named.forms.values():
        if form.about == about:
            for part, type_ in _FORM.items():
                yield Name(f"{form.name}.{part}", type_, list_name=YES_NO if part == "filled" else None)
            yield from form_names(form)


def form_names(form: Form) -> Iterator[Name]:
    """The questions of a form as `form.question`; those in a repeat are sets of answers."""
    yield from _questions(form, form.questions, ())


def _questions(form: Form, questions: Iterable[Question], rows: tuple[str, ...]) -> Iterator[Name]:
    for question in questions:
        name = f"{form.name}.{question.name}"
        if question.is_repeat:
            yield Name(name, Type.ROWS, rows)
            yield from _questions(form, question.children, (*rows, name))
        elif question.is_group:
            yield from _questions(form, question.children, rows)
        elif question.stores:
            own = question.list_name in form.choices
            list_name = f"{form.name}.{question.list_name}" if own else question.list_name
            yield Name(name, question.expression_type, rows, list_name)


def _of_clocks(named: Named, *, each: bool) -> Iterator[Name]:
    for clock, of_member in named.clocks.items():
        if of_member is each:
            for part, type_ in _CLOCK.items():
                yes_no = YES_NO if part in ("running", "over") else None
                yield Name(f"clock.{clock}.{part}", type_, list_name=yes_no)


def _of_values(values: Iterable[Value], *, each: bool) -> Iterator[Name]:
    for value in values:
        if value.each is each:
            yield Name(value.name, value.type, list_name=value.list_name or None)


_CASE_FACTS = frozenset(CASE) - {"case.number"}
_MEMBER_FACTS = frozenset(
    {"member.sex", "member.age_group", "member.is_child", "member.nationality", "member.relation"}
)
_FACT_PARTS: Mapping[str, frozenset[str]] = {
    "stage": frozenset(_STAGE),
    "transition": frozenset({"at"}),
    "clock": frozenset({"started", "due", "stopped"}),
    "service": frozenset({"state"}),
    "referral": frozenset({"state"}),
}
_FORM_FACTS = frozenset({"filled", "at", "count"})


def facts_of(scope: Scope, named: Named, values: Iterable[Value]) -> Scope:
    """The part of a scope that leaves the case file in fact rows: coded, placed `in_evidence`, never identifying.

    Answers inside repeats stay behind: a fact row has one value per name.
    """
    open_values = {value.name for value in values if value.in_evidence}
    answers = {
        f"{form.name}.{question.name}"
        for form in named.forms.values()
        for question in form.walk()
        if question.in_evidence and question.sensitive != "identifying" and question.type != "text"
    }
    answers |= {f"{form}.{part}" for form in named.forms for part in _FORM_FACTS}
    plain = _CASE_FACTS | _MEMBER_FACTS | open_values | answers
    names = [name for name in scope.values() if not name.rows and (name.name in plain or _is_kept_part(name.name))]
    return Scope(names, choices=scope.choices)


def _is_kept_part(name: str) -> bool:
    kind, _, rest = name.partition(".")
    return rest.rpartition(".")[2] in _FACT_PARTS.get(kind, ())
