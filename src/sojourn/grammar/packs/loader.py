"""Load a pack: read its files, lay overlays and words over them, resolve every name, compile every expression."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol, TypeVar

from sojourn.grammar.codes import ChoiceList, code_lists
from sojourn.grammar.faults import GrammarErrors
from sojourn.grammar.forms import CompiledForm, Form, compile_form, placement_faults
from sojourn.grammar.forms.checks import name_faults
from sojourn.grammar.forms.reading import form_of
from sojourn.grammar.packs.compiling import Compiler
from sojourn.grammar.packs.consequences import Consequences, Targets
from sojourn.grammar.packs.declared import Listed, Parameter, Stage, Transition, Value
from sojourn.grammar.packs.deriving import compile_values, declare_values
from sojourn.grammar.packs.folder import fingerprint, gather, shown
from sojourn.grammar.packs.head import (
    SUBJECTS,
    check_documents,
    check_head,
    earlier_help_of,
    listed,
    members_of,
    parameters_of,
    purposes_of,
)
from sojourn.grammar.packs.indicators import MeasureReader
from sojourn.grammar.packs.journey import JourneyReader
from sojourn.grammar.packs.names import Lists, Named, case_scope, facts_of, member_scope
from sojourn.grammar.packs.pack import Pack
from sojourn.grammar.packs.reading import Reader, plain
from sojourn.grammar.packs.rules import load_rules
from sojourn.grammar.packs.texts import apply_words
from sojourn.grammar.packs.watching import Watchers
from sojourn.grammar.roles import ROLES
from sojourn.grammar.source import Items, Section


class _Named(Protocol):
    @property
    def name(self) -> str: ...


T = TypeVar("T", bound=_Named)


def load_pack(folder: Path, *, overlays: Sequence[Path] = (), roles: Collection[str] = ROLES) -> Pack:
    """Load the pack in `folder` with overlays laid over it in their order.

    Raises GrammarErrors with every fault that can be found in one reading.
    """
    loading = _Loading(folder, overlays, roles)
    pack = loading.pack()
    if loading.reader.faults:
        raise GrammarErrors(loading.reader.faults)
    return pack


class _Loading:
    """One reading of one pack; each part is read when another first needs it."""

    def __init__(self, folder: Path, overlays: Sequence[Path], roles: Collection[str]) -> None:
        self.files = gather(folder, overlays)
        self.reader = Reader()
        self.reader.faults = self.files.faults
        self.top = self.files.pack
        self.roles = roles
        self.texts = apply_words(self.files)
        self.fingerprint = fingerprint(self.files.folders)
        check_head(self.reader, self.top)

    @cached_property
    def forms(self) -> dict[str, Form]:
        return dict(self._forms())

    @cached_property
    def codes(self) -> dict[str, ChoiceList]:
        return code_lists(self.files.lists["codes"], self.reader.faults)

    @cached_property
    def parameters(self) -> dict[str, Parameter]:
        return _by_name(parameters_of(self.reader, self.top))

    @cached_property
    def services(self) -> dict[str, Listed]:
        return listed(self.reader, self.files.lists["services"], "services")

    @cached_property
    def referrals(self) -> dict[str, Listed]:
        return listed(self.reader, self.files.lists["referrals"], "referrals")

    @cached_property
    def named(self) -> Named:
        held = {
            key: self.reader.section(self.top, key) for key in ("stages", "side_states", "transitions", "approvals")
        }
        clocks = {name: section.text("each") == "member" for name, section in self.reader.named(self.top, "clocks")}
        return Named(
            forms=self.forms,
            parameters=self.parameters,
            stages=list(held["stages"]),
            side_states=list(held["side_states"]),
            transitions=list(held["transitions"]),
            clocks=clocks,
            tasks=_codes_of(self.top, "task"),
            alerts=_codes_of(self.top, "alert"),
            approvals=list(held["approvals"]),
            referrals=[*self.referrals, *self.services],
            services=list(self.services),
        )

    @cached_property
    def lists(self) -> Lists:
        return Lists(self.named, self.codes)

    @cached_property
    def declared_values(self) -> dict[str, Value]:
        return declare_values(self.reader, self.top, self.lists)

    @cached_property
    def compiler(self) -> Compiler:
        values = self.declared_values.values()
        case = case_scope(self.named, values, self.lists)
        member = member_scope(self.named, values, self.lists)
        path = self.files.folders[0] / "rules.py"
        return Compiler(self.reader, case, member, load_rules(self.reader, path, shown(path), self.fingerprint))

    @cached_property
    def consequences(self) -> Consequences:
        reasons = {
            name: self._reasons(section) for name, section in self.reader.section(self.top, "side_states").items()
        }
        targets = Targets(self.roles, reasons, self.services, self.named.referrals)
        return Consequences(self.reader, targets, self.compiler.length)

    def _reasons(self, state: object) -> Collection[str] | None:
        name = state.text("reasons") if isinstance(state, Section) else ""
        return self.lists.get(name)

    def pack(self) -> Pack:
        reader, top = self.reader, self.top
        journey = JourneyReader(reader, top, self.forms, self.lists, self.roles, self.consequences)
        stages, moves = _by_name(journey.stages()), _by_name(journey.transitions())
        side_states, watching = _by_name(journey.side_states()), self._watching(moves)
        values = compile_values(reader, top, self.declared_values, self.compiler)
        parts: dict[str, Any] = {
            "stages": stages,
            "side_states": side_states,
            "transitions": moves,
            "four_eyes": _by_name(journey.four_eyes(stages, moves)),
            "approvals": _by_name(journey.approvals()),
            "decisions": _by_name(journey.decisions()),
            "values": values,
            "anytime": self._anytime(journey),
            **watching,
            **self._measured(values.values()),
            **self._head(journey),
        }
        self.consequences.finish()
        parts |= {"tasks": self.consequences.task_labels, "alerts": self.consequences.alert_labels}
        return Pack(**parts, **self._plain_lists(stages), forms=self._compiled(), **self._of_folder())

    def _head(self, journey: JourneyReader) -> dict[str, Any]:
        reader, top = self.reader, self.top
        start = reader.text(top, "start", required=True)
        if start:
            reader.target(start, journey.stage_names, top.place("start"), "stage")
        return {
            "name": top.text("pack"),
            "version": top.text("version"),
            "labels": reader.labels(top, required=True),
            "description": reader.labels(top, "description"),
            "owner": top.text("owner"),
            "purpose": top.text("purpose"),
            "purposes": _by_name(purposes_of(reader, top)),
            "languages": tuple(word for word, _ in reader.words(top, "languages")) or ("en",),
            "subject": reader.one_of(top, "subject", SUBJECTS, "person"),
            "members": members_of(reader, top),
            "compartment": reader.text(top, "compartment"),
            "number": top.text("number"),
            "suppress_below": reader.whole(top, "suppress_below", 5),
            "quality": plain(reader.section(top, "quality")),
            "start": start,
            "earlier_help": earlier_help_of(reader, top, self.parameters, journey.stage_names),
        }

    def _watching(self, moves: Mapping[str, Transition]) -> dict[str, Any]:
        named = self.named
        known: dict[str, Collection[str]] = {
            "form": named.forms,
            "stage": named.stages,
            "transition": moves,
            "clock": named.clocks,
        }
        member_forms = {form.name for form in self.forms.values() if form.about == "member"}
        watchers = Watchers(
            self.reader, self.top, self.compiler, self.consequences, known, member_forms, named.side_states
        )
        return {
            "guards": _by_name(watchers.guards()),
            "clocks": _by_name(watchers.clocks()),
            "reactions": _by_name(watchers.reactions()),
        }

    def _measured(self, values: Iterable[Value]) -> dict[str, Any]:
        values = list(values)
        case = facts_of(self.compiler.case_scope, self.named, values)
        member = facts_of(self.compiler.member_scope, self.named, values)
        measures = MeasureReader(self.reader, self.compiler, case, member).measures(self.files.lists["measures"])
        return {"measures": _by_name(measures), "case_facts": case, "member_facts": member}

    def _plain_lists(self, stages: Mapping[str, Stage]) -> dict[str, Any]:
        check_documents(self.reader, self.files.lists["documents"], self.forms, stages)
        return {
            "codes": self.codes,
            "parameters": self.parameters,
            "services": self.services,
            "referrals": self.referrals,
            "documents": listed(self.reader, self.files.lists["documents"], "documents"),
        }

    def _of_folder(self) -> dict[str, Any]:
        folder = self.files.folders[0]
        return {
            "overlays": tuple(self.files.overlays),
            "rules": self.compiler.rules,
            "stories": tuple(path for one in self.files.folders for path in sorted(one.glob("stories/**/*.yaml"))),
            "case_scope": self.compiler.case_scope,
            "member_scope": self.compiler.member_scope,
            "texts": tuple(self.texts),
            "folder": folder,
            "fingerprint": self.fingerprint,
        }

    def _anytime(self, journey: JourneyReader) -> tuple[str, ...]:
        words = self.reader.words(self.top, "anytime")
        return tuple(word for word, place in words if self.reader.target(word, self.forms, place, "form"))

    def _forms(self) -> Iterator[tuple[str, Form]]:
        for stem, section in self.files.forms.items():
            before = len(self.reader.faults)
            form = form_of(section, self.reader.faults)
            self.reader.faults.extend(name_faults(form))
            self.reader.faults.extend(placement_faults(form))
            if form.name and form.name != stem:
                message = f'the form is called "{form.name}" but its file {stem}.yaml: use one name'
                self.reader.fault(section.place("form"), "name", message)
            if len(self.reader.faults) == before or form.name:
                yield stem, form

    def _compiled(self) -> dict[str, CompiledForm]:
        compiled = {}
        for name, form in self.forms.items():
            try:
                compiled[name] = compile_form(form, self.codes, self.compiler.scope(form.about == "member"))
            except GrammarErrors as errors:
                self.reader.faults.extend(errors.faults)
        return compiled


def _by_name(read: Iterable[T]) -> dict[str, T]:
    return {one.name: one for one in read}


def _codes_of(value: object, kind: str) -> list[str]:
    """The codes of all tasks or alerts below a mapping, found before any of them is read."""
    found: dict[str, None] = {}
    if isinstance(value, Items):
        for item in value:
            found |= dict.fromkeys(_codes_of(item, kind))
    elif isinstance(value, Section):
        for key, held in value.items():
            declares = [held] if key == kind else held if key == f"{kind}s" and isinstance(held, Items) else []
            found |= {one.text("code"): None for one in declares if isinstance(one, Section) and one.text("code")}
            found |= dict.fromkeys(_codes_of(held, kind))
    return list(found)
