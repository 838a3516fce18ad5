"""A pack: one programme, loaded, checked name by name and compiled."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sojourn.grammar.expressions import Scope
from sojourn.grammar.forms import ChoiceList, CompiledForm
from sojourn.grammar.packs.declared import (
    Approval,
    Clock,
    Decision,
    EarlierHelp,
    FourEyes,
    Guard,
    Labels,
    Listed,
    Measure,
    Members,
    Parameter,
    Purpose,
    Reaction,
    SideState,
    Stage,
    Transition,
    Value,
)
from sojourn.grammar.packs.texts import Text


@dataclass(frozen=True, eq=False)
class Pack:
    """One version of a programme; never changed once loaded, so packs compare by identity.

    `values` stand in the order in which they are to be computed. `case_scope` and `member_scope` are the names
    its expressions may mention; `case_facts` and `member_facts` the part of them that leaves the case file.
    `texts` are the person-facing texts with their places, for the checker.
    """

    name: str
    version: str
    overlays: tuple[str, ...]
    labels: Labels
    description: Labels
    owner: str
    purpose: str
    purposes: Mapping[str, Purpose]
    languages: tuple[str, ...]
    subject: str
    members: Members | None
    compartment: str
    number: str
    suppress_below: int
    quality: Mapping[str, Any]
    parameters: Mapping[str, Parameter]
    start: str
    stages: Mapping[str, Stage]
    side_states: Mapping[str, SideState]
    transitions: Mapping[str, Transition]
    guards: Mapping[str, Guard]
    four_eyes: Mapping[str, FourEyes]
    approvals: Mapping[str, Approval]
    decisions: Mapping[str, Decision]
    values: Mapping[str, Value]
    clocks: Mapping[str, Clock]
    reactions: Mapping[str, Reaction]
    forms: Mapping[str, CompiledForm]
    anytime: tuple[str, ...]
    earlier_help: EarlierHelp | None
    codes: Mapping[str, ChoiceList]
    services: Mapping[str, Listed]
    referrals: Mapping[str, Listed]
    documents: Mapping[str, Listed]
    measures: Mapping[str, Measure]
    tasks: Mapping[str, Labels]
    alerts: Mapping[str, Labels]
    rules: Mapping[str, Any]
    stories: tuple[Path, ...]
    case_scope: Scope
    member_scope: Scope
    case_facts: Scope
    member_facts: Scope
    texts: tuple[Text, ...]
    folder: Path
    fingerprint: str

    def form(self, name: str) -> CompiledForm:
        """The form of that name; raises KeyError when the pack has none."""
        return self.forms[name]

    def list_of(self, name: str) -> Collection[str]:
        """The codes of one of the pack's or the shared lists; raises KeyError when there is none."""
        return self.case_scope.choices[name]

    def label_of(self, kind: str, name: str, language: str = "en") -> str:
        """What a person reads for a name: kind is stage, transition, form, task, alert, measure, value and so on.

        Falls back to English, and to the name itself when there is no label.
        """
        return read_in(self._labels(kind, name), language) or name

    def _labels(self, kind: str, name: str) -> Labels:
        if kind == "pack":
            return self.labels
        if kind == "task":
            return self.tasks.get(name, {})
        if kind == "alert":
            return self.alerts.get(name, {})
        if kind == "form":
            return self.forms[name].form.labels if name in self.forms else {}
        found = self._plural(kind).get(name)
        labels: Labels = found.labels if found is not None else {}
        return labels

    def _plural(self, kind: str) -> Mapping[str, Any]:
        return {
            "stage": self.stages,
            "side_state": self.side_states,
            "transition": self.transitions,
            "approval": self.approvals,
            "decision": self.decisions,
            "purpose": self.purposes,
            "value": self.values,
            "clock": self.clocks,
            "service": self.services,
            "referral": self.referrals,
            "document": self.documents,
            "measure": self.measures,
            "parameter": self.parameters,
        }[kind]


def read_in(texts: Labels, language: str) -> str:
    """The text in a language, else in English, else nothing."""
    return texts.get(language) or texts.get("en", "")
