"""Measure matching against the truth: tables of people with true entities, and judged pairs."""

from __future__ import annotations

from pathlib import Path

from sojourn.kernel.refused import Reason, Refused
from sojourn.matching.evaluate.figures import THRESHOLDS, Figures, figures_of
from sojourn.matching.evaluate.pairs import evaluate_pairs
from sojourn.matching.evaluate.people import evaluate_people
from sojourn.matching.evaluate.report import Report

__all__ = ["Figures", "Report", "evaluate", "figures_of"]

_TABLES = (".csv", ".tsv", ".txt", ".parquet", ".pq")
_PAIRS = (".json", ".jsonl", ".ijson", ".ndjson")


def evaluate(path: Path, threshold: float | None = None) -> Report:
    """Evaluate on a file of either kind, told by its ending; raise Refused when it is neither or can't be read.

    The figures are for `threshold`, or for the usual ones.
    """
    thresholds = THRESHOLDS if threshold is None else (threshold,)
    if not path.is_file():
        raise Refused(Reason("evaluation_missing", "There is no file {file}", {"file": str(path)}))
    endings = [suffix.lower() for suffix in path.suffixes if suffix.lower() != ".gz"]
    ending = endings[-1] if endings else ""
    if ending in _PAIRS:
        return evaluate_pairs(path, thresholds)
    if ending in _TABLES:
        return evaluate_people(path, thresholds)
    says = "{file} is neither a table of people ({tables}) nor judged pairs ({pairs})"
    params = {"file": path.name, "tables": ", ".join(_TABLES), "pairs": ", ".join(_PAIRS)}
    raise Refused(Reason("evaluation_kind", says, params))
