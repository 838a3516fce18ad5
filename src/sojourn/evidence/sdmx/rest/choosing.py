"""From the words of a question to what is wanted of a dataset: keys, components, periods, counts."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sojourn.evidence.loading.periods import period
from sojourn.evidence.sdmx.concepts import concept
from sojourn.evidence.sdmx.extract import Wanted
from sojourn.evidence.sdmx.rest.fault import not_offered, syntax
from sojourn.evidence.sdmx.rest.question import ANY, Question
from sojourn.evidence.store import Dataset

Key = dict[str, list[str]]
_COMPONENT = re.compile(r"c\[([\w@$-]+)\]")
_RANGE = re.compile(r"(ge|le|eq):(.+)")


def wanted_of(question: Question, dataset: Dataset) -> Wanted:
    """What is asked of this dataset. Raises Fault for a key of the wrong length, a code or word that can't be read."""
    words = question.words
    if words.get("detail", "full") not in ("full", "dataonly"):
        raise not_offered(f"detail={words['detail']} is not offered here; full and dataonly are.")
    key, start, end = _components(words, dataset)
    keys = tuple(each for each in _keys(question, dataset))
    return Wanted(
        key, keys, start or _period(words, "startPeriod"), end or _period(words, "endPeriod"),
        _count(words, "firstNObservations", "firstNObs"), _count(words, "lastNObservations", "lastNObs"),
    )  # fmt: skip


def _keys(question: Question, dataset: Dataset) -> list[Key]:
    """The keys of the path: `A.DEU+FRA..` in 2.1, `A.DEU.*,A.FRA.*` in 3.0."""
    if question.key in ANY:
        return []
    written = question.key.split(",") if question.version == "3.0" else [question.key]
    return [_key(each, dataset) for each in written]


def _key(written: str, dataset: Dataset) -> Key:
    places = written.split(".")
    if len(places) != len(dataset.names):
        order = ".".join(concept(name).id for name in dataset.names)
        raise syntax(f"The key {written} has {len(places)} places where {len(dataset.names)} are expected: {order}.")
    pairs = zip(dataset.names, places, strict=True)
    return {name: place.split("+") for name, place in pairs if place not in ANY}


def _components(words: Mapping[str, str], dataset: Dataset) -> tuple[Key, str, str]:
    """`c[REF_AREA]=DEU,FRA` and `c[TIME_PERIOD]=ge:2020+le:2021` of 3.0."""
    names = {concept(name).id: name for name in dataset.names} | {name.upper(): name for name in dataset.names}
    key: Key = {}
    start = end = ""
    for word, value in words.items():
        found = _COMPONENT.fullmatch(word)
        if found is None:
            continue
        component = found[1].upper()
        if component == "TIME_PERIOD":
            start, end = _span(value)
        elif component in names:
            key[names[component]] = [each.removeprefix("eq:") for each in re.split("[,+ ]", value)]
        else:
            raise syntax(f"{dataset.id.upper()} has no component {component}; it has {', '.join(names)}.")
    return key, start, end


def _span(value: str) -> tuple[str, str]:
    start = end = ""
    for each in re.split("[+, ]", value):
        found = _RANGE.fullmatch(each)
        sign, text = (found[1], found[2]) if found else ("eq", each)
        read = _read(text)
        start, end = (read if sign in ("ge", "eq") else start), (read if sign in ("le", "eq") else end)
    return start, end


def _period(words: Mapping[str, str], name: str) -> str:
    return _read(words[name]) if words.get(name) else ""


def _read(text: str) -> str:
    found = period(text)
    if found is None:
        raise syntax(f"“{text}” is no time period; write 2020, 2020-03, 2020-Q1 or 2020-03-31.")
    return found


def _count(words: Mapping[str, str], *names: str) -> int:
    text = next((words[name] for name in names if words.get(name)), "0")
    if not text.isdigit() or len(text) > 9:
        raise syntax(f"{names[0]}={text}: a whole number was expected.")
    return int(text)
