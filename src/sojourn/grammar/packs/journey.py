"""Read the lifecycle: stages, side states, transitions, four-eyes rules and approvals."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sojourn.grammar.packs.consequences import Consequences
from sojourn.grammar.packs.declared import HOLDS, Approval, Decision, FourEyes, LiftRule, SideState, Stage, Transition
from sojourn.grammar.packs.reading import Reader
from sojourn.grammar.place import Place
from sojourn.grammar.source import Items, Section

ANY, NONE, ALL = "any", "none", "all"
_STAGE_KEYS = ("label", "description", "forms", "tasks", "final")
_SIDE_KEYS = ("label", "description", "reasons", "blocks", "lift", "roles")
_LIFT_KEYS = ("roles", "by_reason", "needs_reason", "rule")
_TRANSITION_KEYS = (
    "label", "description", "from", "to", "roles", "form", "reason", "reason_required", "guards", "rule", "always",
    "exit", "accepted_by", "any_before", "held_by",
)  # fmt: skip
HANDED_OVER_TO = ("receiving_office", "office")


@dataclass
class JourneyReader:
    """Reads the journey of one pack against the words that the rest of it declares."""

    reader: Reader
    top: Section
    forms: Collection[str]
    lists: Mapping[str, Collection[str]]
    roles: Collection[str]
    consequences: Consequences

    def __post_init__(self) -> None:
        self.stage_names = [name for name, _ in self.reader.named(self.top, "stages", bare="label")]
        self.finals = {
            name
            for name, section in self.reader.named(self.top, "stages", bare="label")
            if section.text("final") in ("yes", "true")
        }
        self.guards = list(self.reader.section(self.top, "guards"))
        self.moves = list(self.reader.section(self.top, "transitions"))

    def stages(self) -> Iterator[Stage]:
        """Every stage, in the order of the file."""
        for name, section in self.reader.named(self.top, "stages", bare="label"):
            self.reader.keys(section, _STAGE_KEYS, "a stage")
            yield Stage(
                name,
                self.reader.labels(section, required=True),
                self._known(section, "forms", self.forms, "form"),
                tuple(self.consequences.tasks(section)),
                self.reader.yes(section, "final"),
                self.top["stages"].key_place(name),
            )

    def side_states(self) -> Iterator[SideState]:
        """Every side state."""
        for name, section in self.reader.named(self.top, "side_states", bare="label"):
            self.reader.keys(section, _SIDE_KEYS, "a side state")
            reasons = self.known_list(section, "reasons")
            yield SideState(
                name,
                self.reader.labels(section, required=True),
                reasons,
                self.who(section),
                self._blocks(section),
                *self._lifts(section, reasons),
                self.top["side_states"].key_place(name),
            )

    def transitions(self) -> Iterator[Transition]:
        """Every transition."""
        for name, section in self.reader.named(self.top, "transitions"):
            self.reader.keys(section, _TRANSITION_KEYS, "a transition")
            yield self._transition(name, section, self.top["transitions"].key_place(name))

    def four_eyes(self, stages: Mapping[str, Stage], transitions: Mapping[str, Transition]) -> Iterator[FourEyes]:
        """Every four-eyes rule, with the stage since whose last entry its acts count."""
        for name, section in self.reader.named(self.top, "four_eyes"):
            self.reader.keys(section, ("rule", "acts", "message", "since"), "a four-eyes rule")
            acts = tuple(group for group in self._acts(section) if group)
            if len(acts) < 2:
                self.reader.fault(section.place("acts"), "shape", "a four-eyes rule needs two acts or more")
                continue
            yield FourEyes(
                name,
                self.reader.text(section, "rule"),
                acts,
                self._since(section) or _since(acts[0][0], stages, transitions),
                self.reader.labels(section, "message", required=True),
                self.top["four_eyes"].key_place(name),
            )

    def approvals(self) -> Iterator[Approval]:
        """Every approval that can be asked for."""
        for name, section in self.reader.named(self.top, "approvals", bare="label"):
            self.reader.keys(section, ("label", "roles", "reasons"), "an approval")
            labels, roles = self.reader.labels(section, required=True), self.who(section)
            reasons = self.known_list(section, "reasons")
            yield Approval(name, labels, roles, reasons, self.top["approvals"].key_place(name))

    def decisions(self) -> Iterator[Decision]:
        """Every kind of decision about one member."""
        for name, section in self.reader.named(self.top, "decisions"):
            self.reader.keys(section, ("label", "outcomes", "reasons", "roles"), "a decision")
            place = self.top["decisions"].key_place(name)
            for key in ("outcomes", "reasons"):
                self.reader.text(section, key, required=True)
            lists = self.known_list(section, "outcomes"), self.known_list(section, "reasons")
            yield Decision(name, self.reader.labels(section, required=True), *lists, self.who(section), place)

    def who(self, section: Section) -> frozenset[str] | None:
        """The roles of a section; None when anyone may."""
        words = self.reader.words(section, "roles")
        if not words or [word for word, _ in words] == [ANY]:
            return None
        return frozenset(word for word, place in words if self.reader.target(word, self.roles, place, "role"))

    def known_list(self, section: Section, key: str) -> str:
        """The name of a code list that exists."""
        word = self.reader.text(section, key)
        if word:
            self.reader.target(word, self.lists, section.place(key), "code list")
        return word

    def _known(self, section: Section, key: str, known: Collection[str], what: str) -> tuple[str, ...]:
        words = self.reader.words(section, key)
        return tuple(word for word, place in words if self.reader.target(word, known, place, what))

    def _blocks(self, section: Section) -> frozenset[str] | None:
        word = self.reader.text(section, "blocks") if not isinstance(section.get("blocks"), list) else ""
        if word in (NONE, ALL) or "blocks" not in section:
            return frozenset() if word == NONE else None
        return frozenset(self._known(section, "blocks", self.moves, "transition"))

    def _lifts(self, section: Section, reasons: str) -> tuple[LiftRule, dict[str, LiftRule]]:
        lift = self.reader.section(section, "lift")
        self.reader.keys(lift, _LIFT_KEYS, "lift")
        by_reason: dict[str, LiftRule] = {}
        for reason, rule in self.reader.named(lift, "by_reason"):
            self.reader.keys(rule, ("roles", "needs_reason", "rule"), "a lift rule")
            place = lift["by_reason"].key_place(reason)
            self.reader.target(reason, self.lists.get(reasons, ()), place, f"code in {reasons or 'reasons'}:")
            by_reason[reason] = self._lift(rule)
        return self._lift(lift), by_reason

    def _lift(self, section: Section) -> LiftRule:
        needs = self.reader.yes(section, "needs_reason")
        return LiftRule(self.who(section), needs, self.reader.text(section, "rule"))

    def _transition(self, name: str, section: Section, place: Place) -> Transition:
        sources, broad = self._sources(section)
        to = self.reader.text(section, "to", required=True)
        if to:
            self.reader.target(to, self.stage_names, section.place("to"), "stage")
        form = self.reader.text(section, "form")
        if form:
            self.reader.target(form, self.forms, section.place("form"), "form")
        accepted_by = self.reader.text(section, "accepted_by")
        if accepted_by:
            self.reader.target(accepted_by, HANDED_OVER_TO, section.place("accepted_by"), "side of a hand-over")
        reason = self.known_list(section, "reason")
        return Transition(
            name=name,
            labels=self.reader.labels(section, required=True),
            sources=sources,
            broad=broad,
            to=to,
            roles=self.who(section),
            form=form,
            reason=reason,
            reason_required=self.reader.yes(section, "reason_required"),
            guards=self._known(section, "guards", self.guards, "guard"),
            rule=self.reader.text(section, "rule"),
            always=self.reader.yes(section, "always"),
            exit=self.reader.yes(section, "exit"),
            accepted_by=accepted_by,
            held_by=self._holds(section, name),
            place=place,
        )

    def _holds(self, section: Section, name: str) -> tuple[str, ...]:
        if "held_by" in section and self.reader.yes(section, "always"):
            self.reader.fault(section.place("held_by"), "shape", f"{name} is always possible, so nothing can hold it")
        return self._known(section, "held_by", HOLDS, "hold")

    def _sources(self, section: Section) -> tuple[frozenset[str], bool]:
        going = [stage for stage in self.stage_names if stage not in self.finals]
        source = section.get("from")
        if isinstance(source, Section) or "any_before" in section:
            before = source if isinstance(source, Section) else section
            stage = self.reader.text(before, "any_before", required=True)
            if stage and self.reader.target(stage, self.stage_names, before.place("any_before"), "stage"):
                going = going[: going.index(stage)] if stage in going else going
            return frozenset(going), True
        if section.text("from") == ANY:
            return frozenset(going), True
        if "from" not in section:
            self.reader.fault(section.place(), "missing_key", '"from" is missing: name the stages, or any')
        return frozenset(self._known(section, "from", self.stage_names, "stage")), False

    def _acts(self, section: Section) -> Iterator[tuple[str, ...]]:
        held = section.get("acts")
        if not isinstance(held, Items):
            return
        for index, item in enumerate(held):
            if isinstance(item, Items):
                words = [(item.text(n), item.place(n)) for n in range(len(item))]
            else:
                words = [(held.text(index), held.place(index))]
            yield tuple(act for act, place in words if self._is_act(act, place))

    def _since(self, section: Section) -> str:
        stage = self.reader.text(section, "since")
        if stage:
            self.reader.target(stage, self.stage_names, section.place("since"), "stage")
        return stage

    def _is_act(self, act: str, place: Place) -> bool:
        kind, _, name = act.partition(":")
        known: Mapping[str, Collection[str]] = {
            "form": self.forms,
            "transition": self.moves,
            "approval": list(self.reader.section(self.top, "approvals")),
        }
        if kind not in known:
            message = f'"{act}": an act is form:<name>, transition:<name> or approval:<kind>'
            self.reader.fault(place, "shape", message)
            return False
        return self.reader.target(name, known[kind], place, kind)


def _since(act: str, stages: Mapping[str, Stage], transitions: Mapping[str, Transition]) -> str:
    """The stage in which an act is done: acts count since the case last entered it."""
    kind, _, name = act.partition(":")
    if kind == "form":
        return next((stage.name for stage in stages.values() if name in stage.forms), "")
    sources: Sequence[str] = sorted(transitions[name].sources) if name in transitions else ()
    return sources[0] if len(sources) == 1 else ""
