"""The tables of UNHCR's Refugee Data Finder, as downloaded or as its API pages are put together.

Countries are read from UNHCR's own codes (`coo`, `coa`), in which GFR is Germany and ARE is Egypt. Where the ISO codes
stand beside them, every pair is compared, because a file saved with ISO codes in both places would be misread in
silence: Egypt's refugees would become those of the United Arab Emirates.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sojourn.evidence.codes import crosswalk
from sojourn.evidence.loading.raw import DuckSource, Opened, RawCube, csv_relation, literal
from sojourn.evidence.sources import looking

COUNTRIES = ("coo", "coa")
MEASURES = (
    "refugees", "asylum_seekers", "returned_refugees", "idps", "returned_idps", "stateless", "ooc", "oip", "hst",
)  # fmt: skip
BANDS = ("0_4", "5_11", "12_17", "18_59", "60", "other", "total")
SAME = "CASE WHEN coo = coa THEN 'same_country' END"


class _Groups:
    """A table with one column per group of people; long after reading. `-` and empty cells are missing, zero is zero.

    `needed` tells it from other tables, `groups` are its columns of figures by our codes, `dimension` is what the
    groups are codes of, and `beside` are further dimensions with the columns they stand in.
    """

    name = ""
    needed: tuple[str, ...] = ()
    groups: Mapping[str, str] = {}
    dimension = "measure"
    beside: Mapping[str, str] = {}

    def recognises(self, opened: Opened) -> bool:
        """Whether the columns that tell this table from others are there."""
        return opened.has_columns("year", *COUNTRIES, *self.needed)

    def cubes(self, opened: Opened) -> Iterable[RawCube]:
        """Yield every group that the file has."""
        looking.refuse_without(opened, *self.beside.values())
        there = {code: name for code, name in self.groups.items() if opened.has_columns(name)}
        cells = ", ".join(_cell(literal(code), looking.column(opened, name)) for code, name in there.items())
        beside = "".join(f"{column} AS {name}, " for name, column in self.beside.items())
        select = _long(opened, cells, f"{beside}cell.k AS {self.dimension}, {SAME} AS flags, {_figure('cell.v')}")
        yield RawCube(self.name, DuckSource(select), crosswalk=_crosswalk(opened))


class Population(_Groups):
    """Year-end figures, one column per group of people."""

    name = "unhcr_population"
    needed = ("refugees", "asylum_seekers")
    groups = {name: name for name in MEASURES}


class Solutions(_Groups):
    """Solutions during the year: returns, resettlement, naturalisation, one column each."""

    name = "unhcr_solutions"
    needed = ("resettlement", "naturalisation")
    groups = {name: name for name in ("returned_refugees", "resettlement", "naturalisation", "returned_idps")}


class Decisions(_Groups):
    """Asylum decisions by procedure, level, and what was counted, one column per outcome."""

    name = "unhcr_asylum_decisions"
    needed = ("dec_recognized", "dec_rejected")
    groups = {
        "recognised": "dec_recognized", "complementary": "dec_other", "rejected": "dec_rejected",
        "closed": "dec_closed", "_T": "dec_total",
    }  # fmt: skip
    dimension = "decision"
    beside = {"procedure": "procedure_type", "decision_level": "dec_level", "counted": "dec_pc"}


class Applications:
    """Asylum applications by procedure, kind of application, level of decision, and what was counted."""

    name = "unhcr_asylum_applications"

    def recognises(self, opened: Opened) -> bool:
        """Whether the columns of procedures and applications are there."""
        return opened.has_columns("year", *COUNTRIES, "procedure_type", "app_type", "applied")

    def cubes(self, opened: Opened) -> Iterable[RawCube]:
        """Yield the applications; persons and cases stay apart."""
        looking.refuse_without(opened, "dec_level", "app_pc")
        select = (
            "SELECT coa AS geo, coo AS origin, year AS time_period, procedure_type AS procedure, "  # noqa: S608
            f"app_type AS application, dec_level AS decision_level, app_pc AS counted, {_figure('applied')}, "
            f"{SAME} AS flags FROM {csv_relation(opened)}"
        )
        yield RawCube("unhcr_asylum_applications", DuckSource(select), crosswalk=_crosswalk(opened))


class Demographics:
    """People of concern by place, age and sex: fifteen columns of figures to a row."""

    name = "unhcr_demographics"

    def recognises(self, opened: Opened) -> bool:
        """Whether the columns of ages and sexes are there."""
        return opened.has_columns("year", *COUNTRIES, "pop_type", "f_0_4", "m_60", "total")

    def cubes(self, opened: Opened) -> Iterable[RawCube]:
        """Yield totals, sexes and ages, summed over the places within a country.

        Where no age or sex is known the source writes zeros beside a total: read as missing. Where that holds in some
        places only, the sum is a lower bound, and marked so.
        """
        looking.refuse_without(opened, "location", "loc_type", "acc_type", "f_total", "m_total")
        names = [f"{sex}_{band}" for sex in ("f", "m") for band in BANDS if opened.has_columns(f"{sex}_{band}")]
        looking.refuse_where(opened, *(_no_number(opened, name) for name in (*names, "total")))
        cells = [_cell("'_T', a: '_T'", looking.column(opened, "total"))]
        cells += [_cell(_sex_and_age(name), looking.column(opened, name)) for name in names]
        unknown = (
            "(coalesce(TRY_CAST(f_total AS DOUBLE), 0) = 0 AND coalesce(TRY_CAST(m_total AS DOUBLE), 0) = 0 "
            "AND TRY_CAST(total AS DOUBLE) > 0 AND cell.k <> '_T')"
        )
        columns = (
            f"pop_type, loc_type, acc_type, cell.k AS sex, cell.a AS age, {unknown} AS unknown, "
            f"CASE WHEN NOT {unknown} THEN TRY_CAST(cell.v AS DOUBLE) END AS v, coo = coa AS same"
        )
        yield RawCube("unhcr_demographics", DuckSource(_over_places(_long(opened, ", ".join(cells), columns))),
                      crosswalk=_crosswalk(opened))  # fmt: skip


def _over_places(cells: str) -> str:
    return (
        "SELECT min(line) AS line, geo, origin, time_period, pop_type AS population_type, "  # noqa: S608 own names
        "loc_type AS location_type, acc_type AS accommodation, sex, age, sum(v) AS obs_value, "
        "CASE WHEN bool_and(unknown) THEN 'not_broken_down' WHEN bool_or(unknown) THEN 'partly_broken_down' "
        f"WHEN bool_and(same) THEN 'same_country' END AS flags FROM ({cells}) GROUP BY ALL"
    )


def _no_number(opened: Opened, name: str) -> looking.Fault:
    shown = f"nullif(trim({looking.column(opened, name)}), '-')"
    condition = f"{shown} IS NOT NULL AND TRY_CAST({shown} AS DOUBLE) IS NULL"
    return looking.Fault(name, condition, "wrong_number", "“{value}” is not a number.", "Fetch the file again.")


def _sex_and_age(name: str) -> str:
    sex, _, band = name.partition("_")
    return f"{literal(sex.upper())}, a: {literal(_age(band))}"


def _age(band: str) -> str:
    return {"total": "_T", "other": "_U", "60": "60+"}.get(band, band.replace("_", "-"))


def _cell(key: str, column: str) -> str:
    return f"{{k: {key}, v: {column}}}"


def _figure(value: str) -> str:
    return f"nullif(trim({value}), '-') AS obs_value, CASE WHEN trim({value}) = '-' THEN 'O' END AS obs_status"


def _long(opened: Opened, cells: str, columns: str) -> str:
    """A SELECT with one row per cell; `cells` are structs of `k` (what it is) and `v` (what stands there)."""
    return (
        f"SELECT line, coa AS geo, coo AS origin, year AS time_period, {columns} "  # noqa: S608 names are quoted
        f"FROM (SELECT *, unnest([{cells}]) AS cell FROM {looking.numbered(opened)})"
    )


def _crosswalk(opened: Opened) -> str:
    """Which codes the file is written in; LoadRefused when its two kinds of codes contradict each other."""
    names = [name for name in COUNTRIES if opened.has_columns(f"{name}_iso")]
    if not names:
        return "unhcr"
    pairs = [(f"{name}", f"{name}_iso") for name in names]
    sets = ", ".join(f"({own}, {iso})" for own, iso in pairs)
    columns = ", ".join(name for pair in pairs for name in pair)
    query = f"SELECT {columns} FROM {csv_relation(opened)} GROUP BY GROUPING SETS ({sets})"  # noqa: S608 own names
    found = looking.rows(opened, query)
    beside = [(names[place // 2], *row[place : place + 2]) for row in found for place in range(0, len(row), 2)]
    beside = [(name, own, iso) for name, own, iso in beside if own is not None and iso is not None]
    if all(own == iso for _name, own, iso in beside):
        return "unhcr_iso"
    _compare(opened, beside)
    return "unhcr"


def _compare(opened: Opened, beside: Iterable[tuple[str, str, str]]) -> None:
    """Raise LoadRefused for a pair of codes that means two countries."""
    own, iso = crosswalk("unhcr"), crosswalk("unhcr_iso")
    for name, code, other in beside:
        means, says = own.code("area", code), iso.code("area", other)
        if means is not None and says is not None and means != says:
            condition = f"{name} = {literal(code)} AND {name}_iso = {literal(other)}"
            why = f"{name} says {code}, which is {means} in UNHCR's codes, and {name}_iso says {other}."
            fix = "One of the two columns was changed. Download the file again with both kinds of codes."
            looking.refuse_where(opened, looking.Fault(name, condition, "codes_contradict", why, fix))


LAYOUTS = (Demographics(), Applications(), Decisions(), Solutions(), Population())
