"""What our connectors put together from the pages of an API: World Bank indicators, rounds of IOM's DTM."""

from __future__ import annotations

from collections.abc import Iterable

from sojourn.evidence.loading.raw import DuckSource, Opened, RawCube, csv_relation
from sojourn.evidence.sources import looking

PEOPLE = {"_T": "numPresentIdpInd", "M": "numberMales", "F": "numberFemales"}


class Indicators:
    """`indicator,countryiso3code,country,date,value,unit,obs_status`: World Bank API v2."""

    name = "world_bank_indicators"

    def recognises(self, opened: Opened) -> bool:
        """Whether the columns of the API's rows are there."""
        return opened.has_columns("indicator", "countryiso3code", "date", "value")

    def cubes(self, opened: Opened) -> Iterable[RawCube]:
        """Yield the indicators; a year without a value is missing. Groups that are the bank's own are left out."""
        looking.refuse_without(opened, "country")
        select = (
            "SELECT coalesce(countryiso3code, country) AS geo, indicator AS indicator, date AS time_period, "  # noqa: S608 own names
            f"value AS obs_value FROM {csv_relation(opened)}"
        )
        yield RawCube("wdi", DuckSource(select))


class Rounds:
    """Internally displaced people by country and round: DTM's admin 0."""

    name = "dtm_rounds"

    def recognises(self, opened: Opened) -> bool:
        """Whether the columns of rounds are there."""
        return opened.has_columns("admin0Pcode", "numPresentIdpInd", "reportingDate")

    def cubes(self, opened: Opened) -> Iterable[RawCube]:
        """Yield people by reason and sex on the day of each round, operations within a country added up.

        Raises LoadRefused for finer places than countries, and for figures or days that are none.
        """
        faults = [_FINER] if opened.has_columns(_FINER.name) else []
        there = {sex: name for sex, name in PEOPLE.items() if opened.has_columns(name)}
        faults += [_no_count(opened, name) for name in there.values()]
        no_day = "TRY_CAST(left(reportingDate, 10) AS DATE) IS NULL"
        looking.refuse_where(opened, *faults, looking.Fault(
            "reportingDate", no_day, "wrong_period", "“{value}” is no day.", "Fetch the file again."
        ))  # fmt: skip
        cells = ", ".join(f"{{k: '{sex}', v: {looking.column(opened, name)}}}" for sex, name in there.items())
        reason = "displacementReason" if opened.has_columns("displacementReason") else "NULL"
        select = (
            "SELECT min(line) AS line, geo, reason, cell.k AS sex, day AS time_period, "  # noqa: S608 own names
            f"sum(CAST(cell.v AS DOUBLE)) AS obs_value FROM (SELECT line, admin0Pcode AS geo, "
            f"coalesce({reason}, 'Unknown') AS reason, left(reportingDate, 10) AS day, unnest([{cells}]) AS cell "
            f"FROM {looking.numbered(opened)}) GROUP BY ALL"
        )
        yield RawCube("iom_dtm", DuckSource(select))


def _no_count(opened: Opened, name: str) -> looking.Fault:
    shown = looking.column(opened, name)
    condition = f"{shown} IS NOT NULL AND coalesce(TRY_CAST({shown} AS DOUBLE), -1) < 0"
    return looking.Fault(name, condition, "wrong_number", "“{value}” is no count.", "Fetch the file again.")


_FINER = looking.Fault(
    "admin1Pcode", "admin1Pcode IS NOT NULL", "too_fine", "“{value}” is a place within a country.",
    "Fetch admin0: rounds cover only some places of a country.",
)  # fmt: skip
LAYOUTS = (Indicators(), Rounds())
