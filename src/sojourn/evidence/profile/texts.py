"""Texts of a profile from a YAML file: `A.2.1: {text: …, signed_by: …, signed_on: 2026-03-01}`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from sojourn.evidence.profile.model import Text
from sojourn.evidence.profile.structure import parts
from sojourn.grammar.faults import Fault, GrammarErrors
from sojourn.grammar.nearest import did_you_mean
from sojourn.grammar.source import Section, read_yaml


def read_texts(path: Path) -> Mapping[str, Text]:
    """The texts by section; GrammarErrors naming file and line for a section that a profile does not have."""
    found = read_yaml(path)
    known = [section.id for part in parts() for section in part.sections if section.text]
    faults: list[Fault] = []
    texts: dict[str, Text] = {}
    for name, one in found.items():
        if name not in known:
            hint = did_you_mean(name, known) or f": a profile has texts for {', '.join(known)}"
            faults.append(Fault(found.key_place(name), "unknown_section", f"there is no section `{name}`{hint}"))
        elif isinstance(one, Section):
            texts[name] = Text(one.text("text"), one.text("signed_by"), _day(one, faults))
        else:
            texts[name] = Text(found.text(name))
    if faults:
        raise GrammarErrors(faults)
    return texts


def _day(section: Section, faults: list[Fault]) -> date | None:
    written = section.text("signed_on")
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        faults.append(Fault(section.place("signed_on"), "no_date", f"`{written}` is no date: write it as 2026-03-01"))
        return None
