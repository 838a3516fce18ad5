"""What a pack declares, read and checked: small frozen classes that know their place in the author's files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from sojourn.grammar.expressions import Expression, Type
from sojourn.grammar.packs.length import Length
from sojourn.grammar.place import Place

Labels: TypeAlias = Mapping[str, str]
Rule: TypeAlias = Callable[..., Any]


# Open questions about a case's people that a step or a service can wait for; whether one is open, the engine says.
HOLDS = ("open_duplicate",)


@dataclass(frozen=True)
class Parameter:
    """A value an office may argue about: `value` is text, a number, or a list or mapping for rules.py alone."""

    name: str
    value: Any
    type: Type
    unit: str
    source: str
    labels: Labels
    place: Place


@dataclass(frozen=True)
class Do:
    """One consequence: `kind` is hold, lift, task, done, cancel, alert, clear, referral, open_case or service.

    `params` hold its words as declared; `within` is a task's time limit; `labels` what a person reads.
    """

    kind: str
    params: Mapping[str, Any]
    labels: Labels
    within: Length | None
    place: Place


@dataclass(frozen=True)
class Stage:
    """A place in the journey; `tasks` are raised when a case enters it."""

    name: str
    labels: Labels
    forms: tuple[str, ...]
    tasks: tuple[Do, ...]
    final: bool
    place: Place


@dataclass(frozen=True)
class LiftRule:
    """Who may end a side state (None = anyone), and whether that person must say why."""

    roles: frozenset[str] | None
    needs_reason: bool
    rule: str


@dataclass(frozen=True)
class SideState:
    """A state beside the stage; `blocks` is None for every transition, else the blocked ones."""

    name: str
    labels: Labels
    reasons: str
    roles: frozenset[str] | None
    blocks: frozenset[str] | None
    lift: LiftRule
    lift_by_reason: Mapping[str, LiftRule]
    place: Place


@dataclass(frozen=True)
class Transition:
    """A way from stages (`sources`) to the stage `to`; `broad` when it was declared from `any` or `any_before`.

    `held_by` names the open questions (of HOLDS) while which it waits.
    """

    name: str
    labels: Labels
    sources: frozenset[str]
    broad: bool
    to: str
    roles: frozenset[str] | None
    form: str
    reason: str
    reason_required: bool
    guards: tuple[str, ...]
    rule: str
    always: bool
    exit: bool
    accepted_by: str
    held_by: tuple[str, ...]
    place: Place


@dataclass(frozen=True)
class Guard:
    """What must be true before a transition: an expression (`need`) or a function of rules.py (`check`)."""

    name: str
    rule: str
    each: bool
    when: Expression | None
    need: Expression | None
    check: Rule | None
    message: Labels
    shows: Mapping[str, Expression | str]
    place: Place


@dataclass(frozen=True)
class FourEyes:
    """Groups of acts (`form:x`, `transition:y`, `approval:z`); nobody may act in two groups of one case.

    Acts count since the case last entered the stage `since` (empty: ever).
    """

    name: str
    rule: str
    acts: tuple[tuple[str, ...], ...]
    since: str
    message: Labels
    place: Place


@dataclass(frozen=True)
class Approval:
    """A decision that can be asked for."""

    name: str
    labels: Labels
    roles: frozenset[str] | None
    reasons: str
    place: Place


@dataclass(frozen=True)
class Purpose:
    """What a member is asked to allow, one by one: the programme itself, research, a photograph."""

    name: str
    labels: Labels
    place: Place


@dataclass(frozen=True)
class Decision:
    """A kind of decision about one member; `outcomes` and `reasons` name code lists."""

    name: str
    labels: Labels
    outcomes: str
    reasons: str
    roles: frozenset[str] | None
    place: Place


@dataclass(frozen=True)
class Value:
    """A derived name: of each member, of the case, or of the case over its members (`over` names the fold)."""

    name: str
    each: bool
    over: str
    expression: Expression | None
    where: Expression | None
    rule: Rule | None
    needs: tuple[str, ...]
    type: Type
    list_name: str
    labels: Labels
    in_evidence: bool
    place: Place


@dataclass(frozen=True)
class Mark:
    """What starts or stops a clock: `kind` is form, stage, transition, value or when."""

    kind: str
    name: str
    expression: Expression | None
    place: Place


@dataclass(frozen=True)
class Step:
    """What happens around the due instant: `side` is before, due or after; `key` is stable."""

    key: str
    side: str
    span: Length | None
    do: tuple[Do, ...]
    place: Place


@dataclass(frozen=True)
class Clock:
    """A deadline; `pauses` is None when every side state pauses it, else the side states that do.

    `side` says by which office's calendar and hour it runs: `office`, or `receiving_office` where there is one.
    """

    name: str
    labels: Labels
    kind: str
    basis: str
    rule: str
    each: bool
    starts: tuple[Mark, ...]
    stops: tuple[Mark, ...]
    lengths: tuple[Length, ...]
    pauses: frozenset[str] | None
    steps: tuple[Step, ...]
    side: str
    place: Place


@dataclass(frozen=True)
class Reaction:
    """Consequences of an event: `on` are pairs of kind and name; ("any", "change") hears everything."""

    name: str
    rule: str
    on: tuple[tuple[str, str], ...]
    each: bool
    when: Expression | None
    once: bool
    do: tuple[Do, ...]
    place: Place


@dataclass(frozen=True)
class Listed:
    """A service, referral or document: a label and free columns that other rooms read."""

    name: str
    labels: Labels
    columns: Mapping[str, Any]
    place: Place


@dataclass(frozen=True)
class Measure:
    """An indicator: `kind` is count, share, median, mean or sum.

    `of` is the condition of a share's denominator, `number` what a median, mean or sum is taken of.
    """

    name: str
    labels: Labels
    definition: Labels
    watch: Labels
    source: str
    unit: str
    kind: str
    where: Expression | None
    at: Expression
    of: Expression | None
    number: Expression | None
    by: tuple[str, ...]
    place: Place


@dataclass(frozen=True)
class Members:
    """Whether cases of the pack have members, of which kind, and how many at least."""

    of: str = "person"
    at_least: int = 1


@dataclass(frozen=True)
class EarlierHelp:
    """What counts as having been helped before: `months` names the parameter, `reached` the stages that tell of help.

    A suggestion for those who decide, never a ground against anybody.
    """

    months: str
    reached: frozenset[str]
    rule: str
    place: Place
