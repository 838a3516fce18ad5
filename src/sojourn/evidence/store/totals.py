"""Sums that refuse to count twice: totals, regions, groups and countries of one dimension are never added together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from sojourn.evidence.codes import Codelist, codelist
from sojourn.evidence.store.model import Dataset
from sojourn.kernel.refused import Reason, Refused

PERIOD = "time_period"
GAPS = ("Q", "O", "L", "M")
"""Statuses of an observation without a figure, gravest first: suppressed, missing, not collected, not applicable."""


@dataclass(frozen=True)
class Sum:
    """One sum. `key` gives the codes of the dimensions asked for; `value` is None when no member has a figure.

    `status` is "A" when every member had a figure; else the gravest reason why one had none (Q suppressed, O missing,
    L exists but not collected, M not applicable), so that `value` is then a lower bound. `counts` says how many
    members had a figure ("figures") and how many were missing for which reason.
    """

    key: Mapping[str, str]
    value: float | None
    status: str
    counts: Mapping[str, int]


def total_of(
    connection: duckdb.DuckDBPyConnection,
    dataset: Dataset,
    *,
    where: Mapping[str, str | Collection[str]],
    by: Sequence[str] = (),
    levels: Mapping[str, str | Collection[str]],
) -> tuple[Sum, ...]:
    """Sum `obs_value` for the observations that `where` keeps, one sum per combination of `by`.

    `levels` chooses, per dimension, the levels of its codelist to keep (`{"geo": "country"}`; several as a tuple).
    For time_period a level is a frequency letter (A, S, Q, M, W, D).

    Raises Refused `unknown_dimension` for a name the dataset does not have, `unknown_code` for a code of `where`
    outside its codelist, `mixed_levels` when the codes summed over overlap, `mixed_periods` when several periods of a
    stock (or of several frequencies) would be added.
    """
    source, params = summable(connection, dataset, where=where, by=by, levels=levels)
    return _sums(connection, source, params, by)


def summable(
    connection: duckdb.DuckDBPyConnection,
    dataset: Dataset,
    *,
    where: Mapping[str, str | Collection[str]],
    by: Sequence[str],
    levels: Mapping[str, str | Collection[str]],
) -> tuple[str, list[Any]]:
    """The observations of `total_of` as a SELECT with its parameters, proved to add up: for sums made in SQL.

    Raises what `total_of` raises.
    """
    known = (*dataset.names, PERIOD)
    _refuse_unknown(known, (*where, *by, *levels), dataset)
    clauses, params = _kept(dataset, where, levels)
    source = f'SELECT * FROM "{dataset.id}" WHERE {" AND ".join(clauses) or "true"}'  # noqa: S608 names are checked
    for dimension in dataset.names:
        if dimension not in by:
            _see_that_they_add_up(connection, source, params, dimension, codelist(dataset.codelist_of(dimension)))
    if PERIOD not in by:
        _see_that_periods_add_up(connection, source, params, dataset)
    return source, params


def _refuse_unknown(known: Iterable[str], asked: Iterable[str], dataset: Dataset) -> None:
    if stray := [name for name in asked if name not in set(known)]:
        message = "{dataset} has no dimension {name}; it has {known}."
        params = {"dataset": dataset.id, "name": stray[0], "known": ", ".join(known)}
        raise Refused(Reason("unknown_dimension", message, params, field=stray[0]))


def _kept(
    dataset: Dataset, where: Mapping[str, str | Collection[str]], levels: Mapping[str, str | Collection[str]]
) -> tuple[list[str], list[Any]]:
    clauses: list[str] = []
    params: list[Any] = []
    for name, asked in where.items():
        codes = _several(asked)
        if name != PERIOD:
            _refuse_strange(codes, name, codelist(dataset.codelist_of(name)))
        clauses.append(f'list_contains(?, "{name}")')
        params.append(codes)
    for name, asked in levels.items():
        if name == PERIOD:
            clauses.append(f"list_contains(?, {_frequency()})")
            params.append(_several(asked))
        else:
            clauses.append(f'list_contains(?, "{name}")')
            params.append(_codes_at(codelist(dataset.codelist_of(name)), _several(asked)))
    return clauses, params


def _several(asked: str | Collection[str]) -> list[str]:
    return [asked] if isinstance(asked, str) else list(asked)


def _refuse_strange(codes: Iterable[str], dimension: str, known: Codelist) -> None:
    if strange := [code for code in codes if code not in known]:
        message = "{code} is not a code of {dimension} (codelist {codelist})."
        params = {"code": strange[0], "dimension": dimension, "codelist": known.name}
        raise Refused(Reason("unknown_code", message, params, field=dimension))


def _codes_at(known: Codelist, levels: Iterable[str]) -> list[str]:
    there = {code.level for code in known.codes.values()}
    wanted = set(levels)
    if stray := sorted(wanted - there):
        message = "The codelist {codelist} has no level {level}; it has {known}."
        params = {"codelist": known.name, "level": stray[0], "known": ", ".join(sorted(there))}
        raise Refused(Reason("unknown_level", message, params))
    return [code.code for code in known.codes.values() if code.level in wanted]


def _see_that_they_add_up(
    connection: duckdb.DuckDBPyConnection, source: str, params: list[Any], dimension: str, known: Codelist
) -> None:
    rows = connection.execute(f'SELECT DISTINCT "{dimension}" FROM ({source})', params).fetchall()  # noqa: S608
    codes = [code for (code,) in rows]
    # A vintage may be older than a change of the codelist.
    _refuse_strange(codes, dimension, known)
    if pair := known.first_overlap(codes):
        levels = sorted({known.level(code) for code in codes})
        message = (
            "A sum over {dimension} would count the same people twice: {one} ({one_label}) and {other} ({other_label})"
            " overlap. Choose a level, one of {levels}, or name codes that do not overlap."
        )
        labels = {"one_label": known.label(pair[0]), "other_label": known.label(pair[1])}
        named = {"dimension": dimension, "one": pair[0], "other": pair[1], "levels": ", ".join(levels), **labels}
        raise Refused(Reason("mixed_levels", message, named, field=dimension))


def _see_that_periods_add_up(
    connection: duckdb.DuckDBPyConnection, source: str, params: list[Any], dataset: Dataset
) -> None:
    query = f"SELECT DISTINCT {PERIOD}, {_frequency()} FROM ({source}) ORDER BY 1"  # noqa: S608
    rows = connection.execute(query, params).fetchall()
    if len(rows) < 2 or (dataset.adds_over_time and len({frequency for _, frequency in rows}) == 1):
        return
    message = (
        "A sum over {count} periods ({first} to {last}) of {dataset} means nothing: its figures are stocks, or of"
        " different frequencies. Choose one period, or ask by time_period."
    )
    named = {"count": len(rows), "first": rows[0][0], "last": rows[-1][0], "dataset": dataset.id}
    raise Refused(Reason("mixed_periods", message, named, field=PERIOD))


def _frequency() -> str:
    """SQL that tells the frequency of an SDMX time period: 2020, 2020-S1, 2020-Q1, 2020-03, 2020-W07, 2020-03-31."""
    return (
        f"CASE WHEN length({PERIOD}) = 4 THEN 'A' WHEN regexp_matches({PERIOD}, '^[0-9]{{4}}-[SQTWDMA]')"
        f" THEN {PERIOD}[6] WHEN length({PERIOD}) = 7 THEN 'M' ELSE 'D' END"
    )


def _sums(connection: duckdb.DuckDBPyConnection, source: str, params: list[Any], by: Sequence[str]) -> tuple[Sum, ...]:
    names = "".join(f'"{name}", ' for name in by)
    gaps = ", ".join(f"count(*) FILTER (obs_value IS NULL AND obs_status = '{gap}')" for gap in GAPS)
    groups = f"GROUP BY {names.rstrip(', ')} ORDER BY {names.rstrip(', ')}" if by else ""
    query = f"SELECT {names} sum(obs_value), count(obs_value), {gaps} FROM ({source}) {groups}"  # noqa: S608
    found = connection.execute(query, params).fetchall()
    return tuple(_sum(row[: len(by)], row[len(by) :], by) for row in found if any(row[len(by) + 1 :]))


def _sum(key: Sequence[str], figures: Sequence[Any], by: Sequence[str]) -> Sum:
    value, count, *missing = figures
    counts = {"figures": count} | {gap: number for gap, number in zip(GAPS, missing, strict=True) if number}
    status = next((gap for gap in GAPS if counts.get(gap)), "A")
    if status == "M" and count:
        status = "A"
    return Sum(dict(zip(by, key, strict=True)), value, status, counts)
