"""CTDC's synthetic records of trafficking, counted: the records themselves never enter the store.

A record has several traits, so each trait is counted by itself over age, gender, and whether the person was exploited
in their own country. Two shapes are read: the published dataset, and a recode of it to zeros and ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from sojourn.evidence.loading.problems import refuse
from sojourn.evidence.loading.raw import DuckSource, Opened, RawCube, csv_relation, literal
from sojourn.evidence.sources import looking

DATASET = "ctdc_synthetic"
# Our trait → the column of the recode, and the columns of the published dataset.
RECODED = {
    "debt_bondage": "Means Debt Bondage Earnings", "threats": "Means Threats", "abuse": "Means Abuse",
    "false_promises": "Means False Promises", "drugs_alcohol": "Means Drugs Alcohol",
    "denied_basic_needs": "Means Deny Basic Needs", "excessive_hours": "Means Excessive Work Hours",
    "withheld_documents": "Means Withhold Docs", "forced_labour": "isForcedLabour",
    "sexual_exploitation": "isSexualExploit", "recruited_by_partner": "Recruiter Relation Intimate Partner",
    "recruited_by_friend": "Recruiter Relation Friend", "recruited_by_family": "Recruiter Relation Family",
    "recruited_by_other": "Recruiter Relation Other",
}  # fmt: skip
PUBLISHED = {
    "debt_bondage": "meansDebtBondageEarnings", "threats": "meansThreats",
    "abuse": "meansAbusePsyPhySex", "false_promises": "meansFalsePromises", "drugs_alcohol": "meansDrugsAlcohol",
    "denied_basic_needs": "meansDenyBasicNeeds", "excessive_hours": "meansExcessiveWorkHours",
    "withheld_documents": "meansWithholdDocs", "forced_labour": "isForcedLabour",
    "sexual_exploitation": "isSexualExploit", "other_exploitation": "isOtherExploit",
    "recruited_by_partner": "recruiterRelationIntimatePartner", "recruited_by_friend": "recruiterRelationFriend",
    "recruited_by_family": "recruiterRelationFamily", "recruited_by_other": "recruiterRelationOther",
}  # fmt: skip
# The recode numbers the age bands of the codebook in their order; 0 stands for not recorded.
FIX = "Correct the cell, or fetch the file again."
BANDS = ("0--8", "09--17", "18--20", "21--23", "24--26", "27--29", "30--38", "39--47", "48+")


class Recode:
    """`Age Band,Trafficking Duration,Means …,Woman,Is Citizen of Country`: 0 and 1, ages from 0 to 9."""

    name = "ctdc_recoded"

    def recognises(self, opened: Opened) -> bool:
        """Whether the recode's columns are there."""
        return opened.has_columns("Age Band", "isForcedLabour", "isSexualExploit", "Woman")

    def cubes(self, opened: Opened) -> Iterable[RawCube]:
        """Yield the counts of the edition in the file's name. Raises LoadRefused for a cell that is neither 0 nor 1."""
        found = re.search(r"(20\d\d)", opened.given.name)
        if not found:
            fix = "Put the year of the edition into the file's name, such as ctdc2025.csv."
            raise refuse("no_year", opened.name, "the records have no year.", fix, line=1)
        flags = (*RECODED.values(), "Woman", "Trans/NonConforming", "Is Citizen of Country")
        looking.refuse_without(opened, *flags)
        why = f"“{{value}}” is no age band from 0 to {len(BANDS)}."
        no_band = f'coalesce(TRY_CAST("Age Band" AS INTEGER), -1) NOT BETWEEN 0 AND {len(BANDS)}'
        band = looking.Fault("Age Band", no_band, "wrong_code", why, FIX)
        looking.refuse_where(opened, band, *(_no_flag(opened, name) for name in flags))
        bands = " ".join(f"WHEN {place} THEN {literal(band)}" for place, band in enumerate(BANDS, start=1))
        columns = (
            f"CASE CAST(\"Age Band\" AS INTEGER) {bands} ELSE '_U' END AS age, "
            "CASE WHEN \"Trans/NonConforming\" = '1' THEN 'trans_or_nonconforming' "
            "WHEN \"Woman\" = '1' THEN 'woman' ELSE 'man_or_unknown' END AS gender, "
            "CASE WHEN \"Is Citizen of Country\" = '1' THEN 'yes' ELSE 'no' END AS own_country, "
            f"'_U' AS geo, {literal(found.group(1))} AS time_period"
        )
        yield RawCube(DATASET, _counts(opened, columns, RECODED))


class Published:
    """The Global Synthetic Dataset: `yearOfRegistration,gender,ageBroad,citizenship,CountryOfExploitation,…`."""

    name = "ctdc_published"

    def recognises(self, opened: Opened) -> bool:
        """Whether the codebook's columns are there."""
        return opened.has_columns("yearOfRegistration", "gender", "ageBroad", "citizenship", "CountryOfExploitation")

    def cubes(self, opened: Opened) -> Iterable[RawCube]:
        """Yield the counts by year of registration; records without a year stand under the years of the whole file."""
        year = looking.column(opened, "yearOfRegistration")
        first, last = looking.rows(opened, f"SELECT min({year}), max({year}) FROM {csv_relation(opened)}")[0]  # noqa: S608
        if not (first and first.isdecimal() and last.isdecimal()):
            raise refuse(
                "wrong_period", opened.name, "yearOfRegistration holds no years.", "Fetch the file again.", line=2
            )
        looking.refuse_where(
            opened, *(_no_flag(opened, name) for name in PUBLISHED.values() if opened.has_columns(name))
        )
        citizen, where = looking.column(opened, "citizenship"), looking.column(opened, "CountryOfExploitation")
        columns = (
            f"coalesce({looking.column(opened, 'ageBroad')}, '_U') AS age, "
            f"coalesce({looking.column(opened, 'gender')}, '_U') AS gender, "
            f"CASE WHEN {citizen} IS NULL OR {where} IS NULL THEN '_U' "
            f"WHEN {citizen} = {where} THEN 'yes' ELSE 'no' END AS own_country, coalesce({where}, '_U') AS geo, "
            f"coalesce({year}, '{first}-01-01/P{int(last) - int(first) + 1}Y') AS time_period"
        )
        yield RawCube(DATASET, _counts(opened, columns, PUBLISHED))


def _counts(opened: Opened, columns: str, traits: Mapping[str, str]) -> DuckSource:
    cells = ["{k: 'records', v: '1'}"]
    cells += [
        f"{{k: {literal(trait)}, v: {looking.column(opened, name)}}}"
        for trait, name in traits.items() if opened.has_columns(name)
    ]  # fmt: skip
    return DuckSource(
        "SELECT min(line) AS line, age, gender, own_country, geo, time_period, cell.k AS measure, "  # noqa: S608 quoted
        "count(*) FILTER (cell.v = '1') AS obs_value FROM ("
        f"SELECT line, {columns}, unnest([{', '.join(cells)}]) AS cell FROM {looking.numbered(opened)}) GROUP BY ALL"
    )


def _no_flag(opened: Opened, name: str) -> looking.Fault:
    condition = f"coalesce({looking.column(opened, name)}, '0') NOT IN ('0', '1')"
    return looking.Fault(name, condition, "wrong_code", "“{value}” is neither 0 nor 1.", FIX)


LAYOUTS = (Recode(), Published())
