"""Read what watches a case: guards, clocks and reactions."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from sojourn.grammar.packs.compiling import PERSON, Compiler
from sojourn.grammar.packs.consequences import Consequences
from sojourn.grammar.packs.declared import Clock, Guard, Mark, Reaction, Step
from sojourn.grammar.packs.length import Length
from sojourn.grammar.packs.reading import Reader
from sojourn.grammar.source import Section

KINDS = ("limit", "wait")
_GUARD_KEYS = ("rule", "each", "when", "need", "check", "message", "shows")
SIDES = ("office", "receiving_office")
_CLOCK_KEYS = (
    "label", "description", "kind", "basis", "rule", "each", "starts", "stops", "length", "lengths", "pauses", "legal",
    "escalate", "side",
)  # fmt: skip
_REACTION_KEYS = ("rule", "description", "on", "each", "when", "once", "do")
_HEARD = ("form", "stage", "transition", "clock", "any")


@dataclass
class Watchers:
    """Reads guards, clocks and reactions of one pack; `known` are the names marks and events may point to."""

    reader: Reader
    top: Section
    compiler: Compiler
    consequences: Consequences
    known: Mapping[str, Collection[str]]
    member_forms: Collection[str]
    side_states: Collection[str]

    def guards(self) -> Iterator[Guard]:
        """Every guard."""
        for name, section in self.reader.named(self.top, "guards"):
            self.reader.keys(section, _GUARD_KEYS, "a guard")
            each = self._each(section)
            if ("need" in section) == ("check" in section):
                self.reader.fault(section.place(), "shape", f"guard {name} needs either `need:` or `check:`")
            labels = self.reader.labels(section, "message", required=True)
            message, shows = self.compiler.message(section, labels, each=each)
            yield Guard(
                name=name,
                rule=self.reader.text(section, "rule"),
                each=each,
                when=self.compiler.expression(section, "when", each=each),
                need=self.compiler.expression(section, "need", each=each),
                check=self.compiler.function(section, "check", each=each) if "check" in section else None,
                message=message,
                shows=shows,
                place=self.top["guards"].key_place(name),
            )

    def clocks(self) -> Iterator[Clock]:
        """Every clock."""
        for name, section in self.reader.named(self.top, "clocks"):
            self.reader.keys(section, _CLOCK_KEYS, "a clock")
            place = self.top["clocks"].key_place(name)
            each, kind = self._each(section), self.reader.one_of(section, "kind", KINDS, "limit")
            starts, stops = self._marks(section, "starts", each), self._marks(section, "stops", each)
            if not starts:
                self.reader.fault(place, "missing_key", f"clock {name} never starts: add `starts:`")
            if kind == "limit" and not stops:
                message = f"clock {name} never ends: add `stops:`, or say `kind: wait`"
                self.reader.fault(place, "no_end", message)
            yield Clock(
                name=name,
                labels=self.reader.labels(section, required=True),
                kind=kind,
                basis=self.reader.text(section, "basis", required=True),
                rule=self.reader.text(section, "rule"),
                each=each,
                starts=starts,
                stops=stops,
                lengths=self._lengths(name, section, each),
                pauses=self._pauses(section, kind),
                steps=tuple(self._steps(section, each)),
                side=self.reader.one_of(section, "side", SIDES, "office"),
                place=place,
            )

    def reactions(self) -> Iterator[Reaction]:
        """Every reaction."""
        for name, section in self.reader.named(self.top, "reactions"):
            self.reader.keys(section, _REACTION_KEYS, "a reaction")
            each = self._each(section)
            on = tuple(self._heard(section))
            if not on:
                self.reader.fault(section.place("on"), "unreachable", f"reaction {name} hears nothing: add `on:`")
            yield Reaction(
                name=name,
                rule=self.reader.text(section, "rule"),
                on=on,
                each=each,
                when=self.compiler.expression(section, "when", each=each),
                once=self.reader.yes(section, "once", default=True),
                do=self.consequences.read(section),
                place=self.top["reactions"].key_place(name),
            )

    def _each(self, section: Section) -> bool:
        return "each" in section and self.reader.one_of(section, "each", (PERSON,), PERSON) == PERSON

    def _marks(self, section: Section, key: str, each: bool) -> tuple[Mark, ...]:
        held = self.reader.sections(section, key)
        return tuple(mark for one in held if (mark := self._mark(one, key, each)) is not None)

    def _mark(self, held: Section, key: str, each: bool) -> Mark | None:
        kinds = ("form", "stage", "transition", "value" if key == "starts" else "when")
        self.reader.keys(held, (*kinds, "at") if key == "starts" else kinds, f"`{key}`")
        kind = next((kind for kind in kinds if kind in held), "")
        if not kind:
            self.reader.fault(held.place(), "shape", f"`{key}` names one of {', '.join(kinds)}")
            return None
        if kind in ("value", "when"):
            return Mark(kind, "", self.compiler.expression(held, kind, each=each), held.place())
        name = self.reader.text(held, kind)
        self.reader.target(name, self.known[kind], held.place(kind), kind)
        if kind == "form" and name in self.member_forms and not each:
            message = f"{name} is filled for each member: say `each: member` on the clock"
            self.reader.fault(held.place(kind), "each", message)
        return Mark(kind, name, self.compiler.expression(held, "at", each=each), held.place())

    def _lengths(self, name: str, section: Section, each: bool) -> tuple[Length, ...]:
        held = self.reader.sections(section, "lengths")
        read = [self.compiler.span(one, each=each) for one in held]
        if "length" in section:
            read.append(self.compiler.length(section, "length", each=each))
        elif not held or held[-1].get("when") is not None:
            message = f"clock {name} has no length in every case: add `length: {{days: …}}`"
            self.reader.fault(self.top["clocks"].key_place(name), "no_end", message)
        return tuple(length for length in read if length is not None)

    def _pauses(self, section: Section, kind: str) -> frozenset[str] | None:
        never = self.reader.yes(section, "legal") or (kind == "wait" and "pauses" not in section)
        word = self.reader.text(section, "pauses", "side_states") if not isinstance(section.get("pauses"), list) else ""
        if never or word == "never":
            return frozenset()
        if word == "side_states":
            return None
        words = self.reader.words(section, "pauses")
        return frozenset(one for one, place in words if self.reader.target(one, self.side_states, place, "side state"))

    def _steps(self, section: Section, each: bool) -> Iterator[Step]:
        seen: set[str] = set()
        for held in self.reader.sections(section, "escalate"):
            self.reader.keys(held, ("before", "at", "after", "do"), "`escalate`")
            side = next((side for side in ("before", "after") if side in held), "due")
            span = self.compiler.length(held, side, each=each) if side != "due" else None
            if side == "due" and held.text("at") != "due":
                self.reader.fault(held.place(), "shape", "`escalate` needs `at: due`, `before: {…}` or `after: {…}`")
            key = _key(side, held)
            if key in seen:
                self.reader.fault(held.place(), "duplicate_key", f"the step {key} stands here twice: join its `do:`")
            seen.add(key)
            yield Step(key, side, span, self.consequences.read(held), held.place())

    def _heard(self, section: Section) -> Iterator[tuple[str, str]]:
        for held in self.reader.sections(section, "on"):
            self.reader.keys(held, _HEARD, "`on`")
            for kind in held:
                if kind not in _HEARD:
                    continue
                name = self.reader.text(held, kind)
                known = self.known[kind] if kind != "any" else ("change",)
                self.reader.target(name, known, held.place(kind), kind if kind != "any" else "event")
                yield kind, name


def _key(side: str, held: Section) -> str:
    span = held.get(side)
    if not isinstance(span, Section):
        return "due"
    return f"{side}_" + "_".join(f"{span.text(unit)}_{unit}" for unit in span)
