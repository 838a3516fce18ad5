"""Evaluate on judged pairs in OpenSanctions' format: two entities and a judgement, one pair a line."""

from __future__ import annotations

import gzip
import json
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, cast

import numpy as np

from sojourn.kernel.refused import Reason, Refused
from sojourn.matching.evaluate.entities import record_of_entity
from sojourn.matching.evaluate.figures import THRESHOLDS, figures_of
from sojourn.matching.evaluate.report import Report
from sojourn.matching.evaluate.timing import Stopwatch
from sojourn.matching.score import score

# Judged pairs were chosen because they are alike: each stands among about so many others.
JUDGED_AMONG = 1_000
TRUE = frozenset({"positive", "match", "same", "true", "1", "yes"})
FALSE = frozenset({"negative", "no_match", "different", "false", "0", "no"})
UNSURE = frozenset({"unsure", "unknown", "no_judgement", "undecided"})


def evaluate_pairs(path: Path, thresholds: Sequence[float] = THRESHOLDS) -> Report:
    """Score every judged pair of a file (.json, .jsonl, .ijson; also .gz); raise Refused naming the line at fault."""
    watch = Stopwatch()
    chances: list[float] = []
    truth: list[bool] = []
    schemata: Counter[str] = Counter()
    unsure = 0
    for row, pair in _pairs(path):
        said = _judgement(path, row, pair)
        if said is None:
            unsure += 1
            continue
        left, right = (_entity(path, row, pair, side) for side in ("left", "right"))
        match = score(record_of_entity(left), record_of_entity(right), population=JUDGED_AMONG)
        chances.append(match.probability)
        truth.append(said)
        schemata[str(left.get("schema", "?"))] += 1
    if not chances:
        raise Refused(_fault(path, 0, "judgement", "there is no pair judged positive or negative"))
    watch.lap("scored")
    figures = figures_of(np.array(chances), np.array(truth), sum(truth), len(chances), None, thresholds)
    kinds = ", ".join(f"{kind} {count}" for kind, count in schemata.most_common(8))
    notes = [f"kinds of entities: {kinds}"] + ([f"{unsure} unsure pairs were left out"] if unsure else [])
    return Report(path.name, "pairs", len(chances), ["left", "right"], figures, watch.laps, notes)


def _pairs(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield line numbers (or places in an array, from 1) and pairs."""
    lines = _lines(path)
    for at, line in lines:
        if line.startswith("["):
            yield from enumerate(_array(path, at, line + "".join(more for _, more in lines)), 1)
        elif line.strip():
            yield at, _mapping(path, at, _json(path, at, line.strip()))


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines of a file with their numbers; those before the first that says something are left out."""
    row, begun = 0, False
    try:
        with gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb") as lines:
            for row, line in enumerate(cast(IO[bytes], lines), 1):
                text = line.decode("utf-8-sig" if row == 1 else "utf-8")
                begun = begun or bool(text.strip())
                if begun:
                    yield row, text if row > 1 else text.lstrip()
    except UnicodeDecodeError as error:
        raise Refused(_fault(path, row, "", "this is no UTF-8; save the file as UTF-8")) from error
    except (OSError, EOFError, zlib.error) as error:
        raise Refused(_fault(path, row, "", f"the file can’t be read ({error}); fetch it again")) from error


def _array(path: Path, row: int, text: str) -> list[Mapping[str, Any]]:
    return [_mapping(path, at, each) for at, each in enumerate(_json(path, row, text), 1)]


def _json(path: Path, row: int, text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise Refused(_fault(path, row + error.lineno - 1, "", f"this is no JSON: {error.msg}")) from error
    except RecursionError as error:
        raise Refused(_fault(path, row, "", "its brackets stand too deep in one another")) from error


def _mapping(path: Path, row: int, found: object) -> Mapping[str, Any]:
    if not isinstance(found, Mapping):
        raise Refused(_fault(path, row, "", "a pair must be an object with left, right and judgement"))
    return found


def _judgement(path: Path, row: int, pair: Mapping[str, Any]) -> bool | None:
    said = str(pair.get("judgement", pair.get("judgment", ""))).strip().lower()
    if said in UNSURE:
        return None
    if said not in TRUE | FALSE:
        why = f"“{said}” is no judgement; say positive, negative or unsure"
        raise Refused(_fault(path, row, "judgement", why))
    return said in TRUE


def _entity(path: Path, row: int, pair: Mapping[str, Any], side: str) -> Mapping[str, Any]:
    entity = pair.get(side)
    if not isinstance(entity, Mapping):
        raise Refused(_fault(path, row, side, "the entity is missing"))
    return entity


def _fault(path: Path, row: int, field: str, why: str) -> Reason:
    at = f"{path.name}" + (f", line {row}" if row else "") + (f", field “{field}”" if field else "")
    params = {"at": at, "file": path.name, "row": row, "field": field, "why": why}
    return Reason("pairs_unreadable", "{at}: {why}", params, field=field)
