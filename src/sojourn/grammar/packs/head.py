"""Read the head of pack.yaml: who the programme is for, its parameters, and its plain lists."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from sojourn.grammar.expressions import Type
from sojourn.grammar.packs.declared import HOLDS, EarlierHelp, Listed, Members, Parameter, Purpose
from sojourn.grammar.packs.reading import Reader, plain
from sojourn.grammar.source import Section

SUBJECTS = ("person", "household", "organisation", "place", "country", "initiative")
KEYS = (
    "pack", "version", "extends", "overlay", "offices", "label", "description", "owner", "purpose", "languages",
    "subject", "members", "compartment", "number", "suppress_below", "quality", "parameters", "start", "stages",
    "side_states", "transitions", "guards", "four_eyes", "approvals", "values", "clocks", "reactions", "anytime",
    "earlier_help", "purposes", "decisions",
)  # fmt: skip
_LISTED_KEYS: Mapping[str, tuple[str, ...]] = {
    "services": ("label", "unit", "cost_low", "cost_high", "currency", "control", "source", "refer", "held_by"),
    "referrals": ("label", "to", "data", "urgency", "source", "consent"),
    "documents": ("label", "about", "template", "stages", "never_shows", "languages"),
}
# Purposes that no programme needs to declare.
EVERYWHERE: Mapping[str, Mapping[str, str]] = {
    "tracing": {"en": "Look for family members", "fr": "Rechercher la famille", "ar": "البحث عن أفراد الأسرة"},
    "tracing_contact": {
        "en": "Tell family members who look for the person where they are",
        "fr": "Dire à la famille qui cherche la personne où elle se trouve",
        "ar": "إخبار أفراد الأسرة الذين يبحثون عن الشخص بمكانه",
    },
    "research": {"en": "Research", "fr": "Recherche", "ar": "البحث العلمي"},
    "photograph": {"en": "A photograph or a story to be shown", "fr": "Une photographie ou un témoignage à montrer",
                   "ar": "صورة أو قصة للعرض"},
}  # fmt: skip
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_VERSION = re.compile(r"\d+(\.\d+)*(\+[a-z0-9_.]+)?")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_PREFIX = re.compile(r"[A-Z][A-Z0-9]{1,7}")


def check_head(reader: Reader, top: Section) -> None:
    """Refuse unknown keys and a head that does not say what it must."""
    reader.keys(top, KEYS, "pack.yaml")
    for key, shape, example in (
        ("pack", _NAME, "avrr"),
        ("version", _VERSION, "1.0.0"),
        ("number", _PREFIX, "AVRR"),
        ("purpose", _NAME, "return_assistance"),
    ):
        text = reader.text(top, key, required=True)
        if text and not shape.fullmatch(text):
            reader.fault(top.place(key), "shape", f'"{text}" cannot be the {key}: write it like {example}')
    reader.text(top, "owner", required=True)
    for section in ("stages", "transitions"):
        if not reader.section(top, section):
            reader.fault(top.place(), "missing_key", f'"{section}" is missing: a programme moves through stages')


def members_of(reader: Reader, top: Section) -> Members | None:
    """Whether cases have members: `no`, or of which kind and how many."""
    held = top.get("members")
    if held is None or held is False or held == "no":
        return None
    if not isinstance(held, Section):
        reader.fault(top.place("members"), "shape", '"members" is no, or {of: person, at_least: 1}')
        return None
    reader.keys(held, ("of", "at_least"), "members")
    return Members(reader.one_of(held, "of", SUBJECTS, "person"), reader.whole(held, "at_least", 1))


def parameters_of(reader: Reader, top: Section) -> Iterator[Parameter]:
    """Every parameter; each says where its value comes from."""
    for name, section in reader.named(top, "parameters"):
        reader.keys(section, ("value", "unit", "source", "label"), "a parameter")
        place = top["parameters"].key_place(name)
        if "value" not in section:
            reader.fault(place, "missing_key", f'parameter {name} has no "value"')
        value = plain(section.get("value"))
        source = reader.text(section, "source", required=True)
        unit = reader.text(section, "unit")
        yield Parameter(name, value, _type(value), unit, source, reader.labels(section), place)


def purposes_of(reader: Reader, top: Section) -> Iterator[Purpose]:
    """What a member may be asked to allow: the programme itself first, then its own, then those of every programme."""
    yield Purpose(top.text("purpose"), reader.labels(top), top.place("purpose"))
    declared = dict(reader.named(top, "purposes", bare="label"))
    for name, section in declared.items():
        reader.keys(section, ("label",), "a purpose")
        yield Purpose(name, reader.labels(section, required=True), top["purposes"].key_place(name))
    for name, labels in EVERYWHERE.items():
        if name not in declared:
            yield Purpose(name, labels, top.place("purpose"))


def earlier_help_of(
    reader: Reader, top: Section, parameters: Collection[str], stages: Collection[str]
) -> EarlierHelp | None:
    """Whether the programme looks for help given before, how far back, and which stages tell of it."""
    section = reader.section(top, "earlier_help")
    if not section:
        return None
    reader.keys(section, ("months", "reached", "rule"), "earlier_help")
    months = reader.text(section, "months", required=True)
    if months:
        reader.target(months, parameters, section.place("months"), "parameter")
    if not reader.words(section, "reached"):
        reader.fault(section.place(), "missing_key", '"reached" is missing: name the stages that tell of help')
    reached = {word for word, place in reader.words(section, "reached") if reader.target(word, stages, place, "stage")}
    return EarlierHelp(months, frozenset(reached), reader.text(section, "rule"), section.place())


def listed(reader: Reader, section: Section, kind: str) -> dict[str, Listed]:
    """The entries of services.yaml, referrals.yaml or documents.yaml."""
    found = {}
    for name, held in reader.entries(section, bare="label"):
        reader.keys(held, _LISTED_KEYS[kind], f"{kind}.yaml")
        for word, place in reader.words(held, "held_by"):
            reader.target(word, HOLDS, place, "hold")
        columns = {key: plain(value) for key, value in held.items() if key.split("::")[0] != "label"}
        found[name] = Listed(name, reader.labels(held, required=True), columns, section.key_place(name))
    return found


def check_documents(reader: Reader, section: Section, forms: Collection[str], stages: Collection[str]) -> None:
    """Refuse documents that name a form or a stage that is not there."""
    for _, held in reader.entries(section, bare="label"):
        for word, place in reader.words(held, "never_shows"):
            reader.target(word.partition(".")[0], forms, place, "form")
        for word, place in reader.words(held, "stages"):
            reader.target(word, stages, place, "stage")
        reader.one_of(held, "about", ("case", "member"), "case")


def _type(value: Any) -> Type:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return Type.ANY
    if isinstance(value, int):
        return Type.INTEGER
    if isinstance(value, float) or _NUMBER.fullmatch(value):
        return Type.DECIMAL
    return Type.DATE if _is_date(value) else Type.TEXT


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
