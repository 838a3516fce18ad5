"""From the YAML files of the catalogue to indicators; every fault is reported with its file and line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sojourn.evidence.catalogue.formulas import compiled
from sojourn.evidence.catalogue.model import LANGUAGES, Due, Indicator, Query, Words
from sojourn.grammar.expressions import Scope
from sojourn.grammar.faults import Fault
from sojourn.grammar.nearest import did_you_mean
from sojourn.grammar.source import Section

NEEDED = ("name", "definition", "unit", "counts", "reference", "by", "frequency", "due", "maps")
KNOWN = (*NEEDED, "queries", "formula", "within", "method", "fold", "rounding")
QUERY = ("dataset", "country", "where", "levels", "scale", "differs")
RETURNS = "national_returns"
FOLDS = ("last", "sum")
METHODS = ("fresh_share", "available_share", "mirror_discrepancy", "revision_size")


@dataclass
class Vocabulary:
    """What an indicator may say: the words of `words.yaml`, and the faults found so far."""

    units: Mapping[str, Words]
    counts: Mapping[str, Words]
    details: Mapping[str, Words]
    dues: Mapping[str, Due]
    frequencies: Mapping[str, int]
    frameworks: Mapping[str, tuple[str, ...]]
    levels: Mapping[str, tuple[str, ...]]
    faults: list[Fault] = field(default_factory=list)

    def one_of(self, section: Section, key: str, known: Iterable[str]) -> str:
        """The word at `key`; a fault with the nearest known word when it is none of them."""
        word, words = section.text(key), tuple(known)
        if word not in words:
            self.fault(section, key, "unknown_word", f"`{word}` is not known as `{key}`{_meant(word, words)}")
        return word

    def fault(self, section: Section, key: str | None, code: str, message: str) -> None:
        """Note a fault at the value of a key."""
        self.faults.append(Fault(section.place(key), code, message))


def _meant(word: str, known: Iterable[str]) -> str:
    words = tuple(known)
    return did_you_mean(word, words) or f": write one of {', '.join(words)}"


def words_of(section: Section, key: str, vocabulary: Vocabulary) -> Words:
    """A name in every language of the house."""
    words = section.get(key)
    found = words if isinstance(words, Section) else Section(section.place(key))
    for word in found:
        if word not in LANGUAGES:
            message = f"`{word}` is no language of the house: put a text that has a comma in quotes"
            vocabulary.faults.append(Fault(found.key_place(word), "unknown_language", message))
    for language in LANGUAGES:
        if not found.text(language):
            vocabulary.fault(section, key, "missing_language", f"`{key}` is missing in {language}")
    return {language: found.text(language) for language in LANGUAGES}


def indicator_of(name: str, section: Section, theme: str, vocabulary: Vocabulary, scope: Scope) -> Indicator | None:
    """Read one indicator; None when too much is missing to go on."""
    for key in section:
        if key not in KNOWN:
            vocabulary.faults.append(
                Fault(section.key_place(key), "unknown_key", f"`{key}` is no word of an indicator{_meant(key, KNOWN)}")
            )
    if absent := [key for key in NEEDED if key not in section]:
        vocabulary.fault(section, None, "missing_key", f"{name} lacks {', '.join(f'`{key}`' for key in absent)}")
        return None
    if section.get("method"):
        vocabulary.one_of(section, "method", METHODS)
    if section.get("fold"):
        vocabulary.one_of(section, "fold", FOLDS)
    due = vocabulary.one_of(section, "due", vocabulary.dues)
    text = section.text("formula")
    return Indicator(
        id=name,
        theme=theme,
        names=words_of(section, "name", vocabulary),
        definition=section.text("definition"),
        unit=vocabulary.one_of(section, "unit", vocabulary.units),
        counts=vocabulary.one_of(section, "counts", vocabulary.counts),
        reference=section.text("reference"),
        by=tuple(_listed(section, "by", vocabulary.details, vocabulary)),
        frequency=vocabulary.one_of(section, "frequency", vocabulary.frequencies),
        due=vocabulary.dues.get(due) or Due(due, due),
        maps=_maps(section, vocabulary),
        queries=_queries(name, section, vocabulary),
        formula=compiled(text, scope, section.place("formula"), vocabulary.faults) if text else None,
        within=int(section.get("within") or 0),
        method=section.text("method"),
        fold=section.text("fold"),
        rounding=section.text("rounding"),
        place=section.own_place,
    )


def _listed(section: Section, key: str, known: Iterable[str], vocabulary: Vocabulary) -> list[str]:
    words, allowed = [str(word) for word in section.get(key) or ()], tuple(known)
    for word in words:
        if word not in allowed:
            vocabulary.fault(section, key, "unknown_word", f"`{word}` is not known in `{key}`{_meant(word, allowed)}")
    return words


def _maps(section: Section, vocabulary: Vocabulary) -> Mapping[str, tuple[str, ...]]:
    maps = section["maps"]
    if not isinstance(maps, Section):
        vocabulary.fault(section, "maps", "not_a_mapping", "`maps` must name frameworks with their places")
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for framework in maps:
        if framework not in vocabulary.frameworks:
            message = f"there is no framework `{framework}`{_meant(framework, vocabulary.frameworks)}"
            vocabulary.fault(maps, framework, "unknown_framework", message)
            continue
        found[framework] = tuple(_listed(maps, framework, vocabulary.frameworks[framework], vocabulary))
    return found


def _queries(name: str, section: Section, vocabulary: Vocabulary) -> tuple[Query, ...]:
    """The queries as written; what national institutions return on request is the last source of every count."""
    found = [_query(each, vocabulary) for each in section.get("queries") or ()]
    if not section.get("formula") and not section.get("method") and all(one.dataset != RETURNS for one in found):
        where = {"indicator": (name,), "sex": ("_T",), "age": ("_T",), "partner": ("_T",)}
        found.append(Query(RETURNS, where=where, place=section.own_place))
    return tuple(found)


def _query(section: Section, vocabulary: Vocabulary) -> Query:
    for key in section:
        if key not in QUERY:
            vocabulary.fault(section, key, "unknown_key", f"`{key}` is no word of a query{_meant(key, QUERY)}")
    if not section.text("dataset"):
        vocabulary.fault(section, None, "missing_key", "a query lacks `dataset`")
    return Query(
        dataset=section.text("dataset"),
        country=section.text("country", "geo"),
        where={key: _codes(code) for key, code in (section.get("where") or {}).items()},
        levels={key: _levels(word, vocabulary) for key, word in (section.get("levels") or {}).items()},
        scale=float(section.get("scale") or 1),
        differs=section.text("differs"),
        place=section.own_place,
    )


def _codes(code: object) -> tuple[str, ...]:
    return tuple(str(one) for one in code) if isinstance(code, list) else (str(code),)


def _levels(word: object, vocabulary: Vocabulary) -> tuple[str, ...]:
    plain = _codes(word)
    return vocabulary.levels.get(plain[0], plain) if len(plain) == 1 else plain


def files_in(folder: Path) -> list[Path]:
    """The files of indicators, in alphabetical order."""
    return sorted(folder.glob("*.yaml"))
