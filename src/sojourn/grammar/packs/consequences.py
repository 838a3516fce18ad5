"""Read what a pack lets happen: the `do:` lists of reactions and clocks, and the tasks of stages."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sojourn.grammar.packs.declared import Do, Labels
from sojourn.grammar.packs.length import Length
from sojourn.grammar.packs.reading import Reader
from sojourn.grammar.place import Place
from sojourn.grammar.source import Items, Section

SEVERITIES = ("high", "medium", "info")
SERVICE_STATES = ("needed", "booked", "delivered", "cancelled")
_KEYS: Mapping[str, tuple[str, ...]] = {
    "hold": ("state", "reason"),
    "lift": ("state", "reason"),
    "task": ("code", "label", "role", "within", "each"),
    "done": ("task",),
    "cancel": ("tasks",),
    "alert": ("code", "label", "severity", "role"),
    "clear": ("alert",),
    "referral": ("service", "to"),
    "open_case": ("pack",),
    "service": ("code", "state"),
}


@dataclass
class Targets:
    """What consequences may name; `reasons` holds the codes each side state gives as its reasons."""

    roles: Collection[str]
    reasons: Mapping[str, Collection[str] | None]
    services: Collection[str]
    referrals: Collection[str]


@dataclass
class Consequences:
    """Reads consequences and gathers the tasks and alerts they declare, by code."""

    reader: Reader
    targets: Targets
    length: Callable[[Section, str], Length | None]
    task_labels: dict[str, Labels] = field(default_factory=dict)
    alert_labels: dict[str, Labels] = field(default_factory=dict)
    _later: list[tuple[str, str, Place]] = field(default_factory=list)

    def read(self, section: Section, key: str = "do") -> tuple[Do, ...]:
        """The consequences listed at `key`."""
        items = section.get(key)
        if not isinstance(items, Items) or not items:
            place = section.place(key) if key in section else section.place()
            self.reader.fault(place, "shape", f'"{key}" must be a list of consequences')
            return ()
        return tuple(do for item, place in self._pairs(items) if (do := self._one(item, place)))

    def tasks(self, section: Section) -> Iterator[Do]:
        """The tasks that a stage raises when it is entered."""
        for item in self.reader.sections(section, "tasks"):
            yield self._made("task", item, item.place())

    def finish(self) -> None:
        """Check the names that only make sense once every consequence is read."""
        for kind, code, place in self._later:
            known = self.task_labels if kind == "task" else self.alert_labels
            self.reader.target(code, known, place, kind)

    def _pairs(self, items: Items) -> Iterator[tuple[Section, Place]]:
        for index, item in enumerate(items):
            if isinstance(item, Section) and len(item) == 1:
                yield item, items.place(index)
            else:
                self.reader.fault(items.place(index), "shape", "each consequence is one `kind: …`")

    def _one(self, item: Section, place: Place) -> Do | None:
        kind = next(iter(item))
        if not self.reader.target(kind, _KEYS, item.key_place(kind), "consequence"):
            return None
        held = item[kind]
        if isinstance(held, Section):
            return self._made(kind, held, place)
        first = _KEYS[kind][0]
        bare = Section(place)
        bare.put(first, item.key_place(kind), held, item.place(kind), item.text(kind) or None)
        return self._made(kind, bare, place)

    def _made(self, kind: str, held: Section, place: Place) -> Do:
        self.reader.keys(held, _KEYS[kind], f"`{kind}`")
        labels = self._labels(kind, held)
        within = self.length(held, "within") if "within" in held else None
        params: dict[str, Any] = {
            key: held.text(key)
            for key in held
            if key.split("::")[0] not in ("label", "within") and not isinstance(held[key], (dict, list))
        }
        if kind == "cancel":
            params["tasks"] = tuple(word for word, _ in self.reader.words(held, "tasks"))
        self._check(kind, held, params)
        return Do(kind, params, labels, within, place)

    def _labels(self, kind: str, held: Section) -> Labels:
        gathered = {"task": self.task_labels, "alert": self.alert_labels}.get(kind)
        if gathered is None:
            return {}
        code, labels = self.reader.text(held, "code", required=True), self.reader.labels(held)
        if labels:
            gathered[code] = labels
        elif code not in gathered:
            gathered[code] = {}
            self.reader.fault(held.place(), "missing_key", f'"label" is missing: say what the {kind} "{code}" asks')
        return gathered[code]

    def _check(self, kind: str, held: Section, params: Mapping[str, Any]) -> None:
        reader, targets = self.reader, self.targets
        if "role" in held and not isinstance(held["role"], (dict, list)):
            reader.target(params["role"], targets.roles, held.place("role"), "role")
        elif kind == "task":
            reader.fault(held.place(), "missing_key", '"role" is missing: say who is to do the task')
        if kind in ("hold", "lift"):
            self._check_state(kind, held, params)
        elif kind == "referral":
            reader.target(
                reader.text(held, "service", required=True), targets.referrals, held.place("service"), "referral"
            )
        elif kind == "service":
            reader.target(reader.text(held, "code", required=True), targets.services, held.place("code"), "service")
            reader.one_of(held, "state", SERVICE_STATES, "needed")
        elif kind == "alert":
            reader.one_of(held, "severity", SEVERITIES, "medium")
        elif kind == "open_case":
            reader.text(held, "pack", required=True)
        elif kind in ("done", "cancel", "clear"):
            what = "alert" if kind == "clear" else "task"
            key = "tasks" if kind == "cancel" else what
            self._later.extend((what, word, place) for word, place in reader.words(held, key))

    def _check_state(self, kind: str, held: Section, params: Mapping[str, Any]) -> None:
        state = self.reader.text(held, "state", required=True)
        if not self.reader.target(state, self.targets.reasons, held.place("state"), "side state"):
            return
        codes, reason = self.targets.reasons[state], params.get("reason", "")
        if codes is not None and (reason or kind == "hold"):
            self.reader.target(reason, codes, held.place("reason"), f"reason of {state}:")
