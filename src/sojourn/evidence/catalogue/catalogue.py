"""Loading the whole catalogue: all files together, so that formulas may reach across them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from sojourn.evidence.catalogue.formulas import mentioned, scope_of
from sojourn.evidence.catalogue.model import Catalogue, Due, Indicator, Words
from sojourn.evidence.catalogue.reading import Vocabulary, files_in, indicator_of, words_of
from sojourn.grammar.expressions import ExpressionError, order
from sojourn.grammar.faults import Fault, GrammarErrors
from sojourn.grammar.source import Section, read_yaml

HERE = Path(__file__).parent
INDICATORS, WORDS = HERE / "indicators", HERE / "words.yaml"


@cache
def catalogue() -> Catalogue:
    """The catalogue of the house."""
    return read_catalogue(INDICATORS)


def read_catalogue(folder: Path) -> Catalogue:
    """Read every file of a folder; GrammarErrors with every fault of all of them."""
    words = read_yaml(WORDS)
    vocabulary = _vocabulary(words)
    files = [read_yaml(path) for path in files_in(folder)]
    sections = [(name, file) for file in files for name in file.get("indicators") or ()]
    scope = scope_of(name for name, _ in sections)
    themes = {file.text("theme"): words_of(file, "label", vocabulary) for file in files}
    found: dict[str, Indicator] = {}
    for name, file in sections:
        section = file["indicators"][name]
        if name in found:
            vocabulary.fault(file["indicators"], name, "twice", f"{name} stands already in {found[name].place}")
        elif read := indicator_of(name, section, file.text("theme"), vocabulary, scope):
            found[name] = read
    vocabulary.faults += list(_faults_across(found))
    if vocabulary.faults:
        raise GrammarErrors(vocabulary.faults)
    return Catalogue(
        indicators={name: found[name] for name in sorted(found, key=_place_in_list)},
        themes={
            one.theme: themes[one.theme] for one in sorted(found.values(), key=lambda each: _place_in_list(each.id))
        },
        units=vocabulary.units,
        counts=vocabulary.counts,
        details=vocabulary.details,
        dues=vocabulary.dues,
        frequencies=vocabulary.frequencies,
        frameworks={name: each.text("title") for name, each in words["frameworks"].items()},
    )


def _vocabulary(words: Section) -> Vocabulary:
    def named(key: str) -> Mapping[str, Words]:
        return {name: dict(each) for name, each in words[key].items()}

    return Vocabulary(
        units=named("units"),
        counts=named("counts"),
        details=named("details"),
        dues={name: _due(name, each) for name, each in words["dues"].items()},
        frequencies=dict(words["frequencies"]),
        frameworks={name: tuple(each["values"]) for name, each in words["frameworks"].items()},
        levels={name: tuple(each) for name, each in words["levels"].items()},
    )


def _due(name: str, section: Section) -> Due:
    return Due(name, section.text("title"), section.get("months"), tuple(section.get("binds") or ()))


def _faults_across(found: Mapping[str, Indicator]) -> Iterable[Fault]:
    for one in found.values():
        if not (one.queries or one.formula or one.method):
            yield Fault(one.place, "no_source", f"{one.id} needs `queries`, a `formula` or a `method`")
        for name in mentioned(one.formula) if one.formula else ():
            if name == one.id:
                yield Fault(one.formula.place if one.formula else one.place, "circle", f"{name} needs itself")
    try:
        in_order(found)
    except ExpressionError as error:
        yield Fault(error.place, error.code, error.message)


def in_order(found: Mapping[str, Indicator]) -> list[str]:
    """The ids of the indicators that have a formula, each after those it needs."""
    return order({one.id: one.formula for one in found.values() if one.formula})


def _place_in_list(name: str) -> tuple[str, str]:
    number, _, rest = name.partition("_")
    return number, rest
