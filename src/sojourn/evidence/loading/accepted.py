"""Crosswalk entries that a data officer accepted for one load, read from the CSV of `--map`."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

from sojourn.evidence.codes import codelist
from sojourn.evidence.codes.crosswalk import LEFT_OUT
from sojourn.evidence.loading.problems import LoadProblem, LoadRefused, refuse

NEEDED = ("codelist", "source_code", "code")


def read_accepted(path: Path) -> Mapping[str, Mapping[str, str]]:
    """Return source code → our code, by codelist; Refused for every row that is not filled in or names no code of ours.

    The code `-` says that rows with this source code are left out on purpose.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise refuse("map", path.name, f"the map can't be read ({error}).", "Give a CSV file in UTF-8.") from error
    if not rows or any(name not in rows[0] for name in NEEDED):
        raise refuse("map", path.name, "these are not the columns of a map.", f"Write {','.join(NEEDED)}.", line=1)
    problems = [each for line, row in enumerate(rows, start=2) if (each := _problem(row, line, path.name))]
    if problems:
        raise LoadRefused(problems)
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        found.setdefault(row["codelist"], {})[row["source_code"]] = row["code"].strip()
    return found


def _problem(row: Mapping[str, str], line: int, file: str) -> LoadProblem | None:
    code, value = (row["code"] or "").strip(), row["source_code"]
    if not code:
        why = f"nobody has said yet what “{value}” stands for."
        fix = "Fill the column code in, or write - to leave its rows out."
        return LoadProblem("map", file, why, fix, (line,), "code")
    if code != LEFT_OUT and code not in codelist(row["codelist"]):
        why = f"{code} is no code of {row['codelist']}."
        return LoadProblem("map", file, why, "Use a code of that list.", (line,), "code", code)
    return None
