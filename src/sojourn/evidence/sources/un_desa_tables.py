"""UN DESA's migrant stock and population as plain tables: tidy, and wide with one column per origin."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sojourn.evidence.loading.raw import DuckSource, Opened, RawCube, csv_relation, identifier, literal
from sojourn.evidence.sources import looking, revisions

TIDY = {"to", "from", "t", "sex", "v"}
SINGLE_AGE = {"iso", "t", "sex", "age", "v"}
# Fewer columns than this are no matrix of origins.
FEWEST_ORIGINS = 100


class TidyStock:
    """Residence `to`, birthplace `from`, year, sex, figure: men and women, no total of both."""

    name = "un_desa_tidy"

    def recognises(self, opened: Opened) -> bool:
        """Whether the header is exactly these five columns."""
        return {name.casefold() for name in opened.header} == TIDY

    def cubes(self, opened: Opened) -> Iterable[RawCube]:
        """Yield the bilateral stock; the revision is told by the last year."""
        select = (
            'SELECT "to" AS geo, "from" AS origin, sex AS sex, t AS time_period, v AS obs_value '  # noqa: S608 own names
            f"FROM {csv_relation(opened)}"
        )
        released_on = _released(opened, "t", revisions.MIGRANT_STOCK)
        yield RawCube("undesa_stock_bilateral", DuckSource(select), released_on=released_on)


class WideStock:
    """Year, destination, then one column per origin: totals of both sexes, `..` where nothing is known."""

    name = "un_desa_wide"

    def recognises(self, opened: Opened) -> bool:
        """Whether year and destination are followed by more columns than anything but origins could have."""
        start = tuple(name.casefold() for name in opened.header[:2])
        return start == ("year", "dest") and len(opened.header) > FEWEST_ORIGINS

    def cubes(self, opened: Opened) -> Iterable[RawCube]:
        """Yield the bilateral stock, made long."""
        origins = opened.columns[2:]
        pairs = ", ".join(f"{{'origin': {literal(name)}, 'v': {identifier(name)}}}" for name in origins)
        select = (
            "SELECT line, geo, time_period, cell.origin AS origin, "  # noqa: S608 names are quoted
            "CASE WHEN trim(cell.v) IN ('..', '-') THEN NULL ELSE cell.v END AS obs_value, "
            "CASE WHEN trim(cell.v) IN ('..', '-') THEN 'O' END AS obs_status FROM ("
            f'SELECT line, "Dest" AS geo, "Year" AS time_period, unnest([{pairs}]) AS cell '
            f"FROM {looking.numbered(opened)})"
        )
        released_on = _released(opened, "Year", revisions.MIGRANT_STOCK)
        yield RawCube("undesa_stock_bilateral", DuckSource(select), fixed={"sex": "_T"}, released_on=released_on)


class SingleAge:
    """Population in thousands by country, year, sex and single year of age."""

    name = "wpp_single_age"

    def recognises(self, opened: Opened) -> bool:
        """Whether the header is exactly these five columns."""
        return {name.casefold() for name in opened.header} == SINGLE_AGE

    def cubes(self, opened: Opened) -> Iterable[RawCube]:
        """Yield the population; the revision is told by the last year of the estimates."""
        select = (
            "SELECT iso AS geo, sex AS sex, age AS age, t AS time_period, v AS obs_value "  # noqa: S608 own names
            f"FROM {csv_relation(opened)}"
        )
        yield RawCube("wpp_population", DuckSource(select), released_on=_released(opened, "t", revisions.PROSPECTS))


class ProspectsDownload:
    """The Prospects' own CSV: `…,LocID,…,Variant,Time,…,AgeGrp,…,PopMale,PopFemale,PopTotal`."""

    name = "wpp_download"

    def recognises(self, opened: Opened) -> bool:
        """Whether the columns of places, ages and the three sexes are there."""
        return opened.has_columns("LocID", "Variant", "Time", "AgeGrp", "PopMale", "PopFemale", "PopTotal")

    def cubes(self, opened: Opened) -> Iterable[RawCube]:
        """Yield the population by single age. Raises LoadRefused for groups of ages, which count the same people."""
        if opened.has_columns("AgeGrpSpan"):
            condition = "TRY_CAST(AgeGrpSpan AS INTEGER) NOT IN (1, -1)"
            why, fix = "“{value}” years make a group of ages.", "Load the file by single ages; groups can be added up."
            looking.refuse_where(opened, looking.Fault("AgeGrpSpan", condition, "grouped_ages", why, fix))
        cells = "[{k: 'M', v: PopMale}, {k: 'F', v: PopFemale}, {k: '_T', v: PopTotal}]"
        select = (
            "SELECT line, geo, age, time_period, variant, cell.k AS sex, cell.v AS obs_value FROM ("  # noqa: S608
            "SELECT line, LocID AS geo, AgeGrp AS age, Time AS time_period, Variant AS variant, "
            f"unnest({cells}) AS cell FROM {looking.numbered(opened)})"
        )
        yield RawCube(
            "wpp_population", DuckSource(select), released_on=_released(opened, "Time", revisions.PROSPECTS),
            constants={"variant": frozenset()},
        )  # fmt: skip


def _released(opened: Opened, year: str, known: dict[str, date]) -> date | None:
    last = looking.one(opened, f"SELECT max({looking.column(opened, year)}) FROM {csv_relation(opened)}")  # noqa: S608
    return known.get(str(last))


LAYOUTS = (TidyStock(), WideStock(), SingleAge(), ProspectsDownload())
