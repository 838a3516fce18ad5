"""IOM's Missing Migrants Project: one row per incident, counted into a dataset by place, route, cause and month.

Two shapes are read: the project's own download, with one column per kind of count, and a long one with one row per
kind. Incidents themselves, with their coordinates and sources, stay outside the store.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sojourn.evidence.codes import crosswalk
from sojourn.evidence.loading.problems import refuse
from sojourn.evidence.loading.raw import DuckSource, Opened, RawCube, literal
from sojourn.evidence.sources import looking

DATASET, CROSSWALK = "iom_missing_migrants", "iom"
# Columns of codes, and their codelists; an empty route is no named route, an empty origin an unknown one.
CODED = {
    "geo": "area", "origin": "area", "route": "migration_route", "cause": "death_cause", "measure": "death_count",
}  # fmt: skip
MAY_BE_EMPTY = ("origin", "route")
# Kinds of count: ours, and the columns of the download that hold it.
COUNTS = {
    "dead": ("Number of Dead",),
    "missing": ("Minimum Estimated Number of Missing",),
    "survivors": ("Number of Survivors", "Survivors"),
    "women": ("Number of Females", "Females"),
    "men": ("Number of Males", "Males"),
    "children": ("Number of Children", "Children"),
}
NO_COUNT = ("wrong_number", "“{value}” is no count.", "Correct the figure, or fetch the file again.")
DATES = ["%Y-%m-%d", "%a, %m/%d/%Y", "%m/%d/%Y", "%d %B %Y"]


@dataclass(frozen=True)
class Incidents:
    """A FROM clause of incidents with the columns geo, origin, route, cause, day (a DATE or NULL), measure, v, line."""

    select: str


class LongIncidents:
    """`location,origin,longitude,latitude,date,route,cause_of_death,count,v`: the count's kind is a column."""

    name = "missing_migrants_long"

    def recognises(self, opened: Opened) -> bool:
        """Whether the columns of incidents and kinds of count are there."""
        return opened.has_columns("location", "origin", "date", "route", "cause_of_death", "count", "v")

    def cubes(self, opened: Opened) -> Iterable[RawCube]:
        """Yield the counts. Raises LoadRefused for a figure or a date that is none, naming its line."""
        no_figure = "v IS NOT NULL AND (TRY_CAST(v AS DOUBLE) IS NULL OR TRY_CAST(v AS DOUBLE) < 0)"
        wrong_day = "date IS NOT NULL AND TRY_CAST(date AS DATE) IS NULL"
        fix = "Write dates as 2024-03-31, or leave the cell empty where the day is unknown."
        looking.refuse_where(
            opened,
            looking.Fault("v", no_figure, *NO_COUNT),
            looking.Fault("date", wrong_day, "wrong_period", "“{value}” is no date.", fix),
        )
        select = (
            "SELECT line, location AS geo, origin AS origin, route AS route, cause_of_death AS cause, "  # noqa: S608 own names
            f"TRY_CAST(date AS DATE) AS day, count AS measure, CAST(v AS DOUBLE) AS v FROM {looking.numbered(opened)}"
        )
        yield _counted(opened, Incidents(select))


class PublishedIncidents:
    """The download of missingmigrants.iom.int: `Main ID,Incident ID,…`, one column per kind of count."""

    name = "missing_migrants_published"

    def recognises(self, opened: Opened) -> bool:
        """Whether the download's columns are there."""
        return opened.has_columns("Main ID", "Incident Date", "Migration Route", "Cause of Death")

    def cubes(self, opened: Opened) -> Iterable[RawCube]:
        """Yield the counts. Raises LoadRefused for a figure that is none, naming its line and column."""
        looking.refuse_without(opened, "Country of Incident", "Country of Origin", "Number of Dead")
        columns = {
            kind: next((name for name in names if opened.has_columns(name)), "") for kind, names in COUNTS.items()
        }
        numbers = {
            kind: f"TRY_CAST(replace({looking.column(opened, name)}, ',', '') AS DOUBLE)"
            for kind, name in columns.items() if name
        }  # fmt: skip
        looking.refuse_where(opened, *(
            looking.Fault(
                columns[kind], f"{looking.column(opened, columns[kind])} IS NOT NULL AND {number} IS NULL", *NO_COUNT
            )
            for kind, number in numbers.items()
        ))  # fmt: skip
        cells = [f"{{k: {literal(kind)}, v: {number}}}" for kind, number in numbers.items()]
        select = (
            "SELECT line, geo, origin, route, cause, day, cell.k AS measure, cell.v AS v FROM ("  # noqa: S608 quoted
            f"SELECT line, {_named(opened, 'Country of Incident', 'geo')}, "
            f"{_named(opened, 'Country of Origin', 'origin')}, "
            f"{_named(opened, 'Migration Route', 'route')}, {_named(opened, 'Cause of Death', 'cause')}, "
            f"CAST(try_strptime({looking.column(opened, 'Incident Date')}, {DATES!r}) AS DATE) AS day, "
            f"unnest([{', '.join(cells)}]) AS cell FROM {looking.numbered(opened)}) WHERE cell.v IS NOT NULL"
        )
        yield _counted(opened, Incidents(select))


def _named(opened: Opened, name: str, ours: str) -> str:
    return f"{looking.column(opened, name)} AS {ours}"


def _counted(opened: Opened, incidents: Incidents) -> RawCube:
    """The cube of an incident table; incidents without a date stand under the years of the whole file."""
    years = looking.rows(opened, f"SELECT min(year(day)), max(year(day)) FROM ({incidents.select})")[0]  # noqa: S608
    if years[0] is None:
        raise refuse("no_rows", opened.name, "no incident has a date.", "Fetch the file again.", line=1)
    whole = f"{years[0]}-01-01/P{years[1] - years[0] + 1}Y"
    coded = ", ".join(f"{_coded(opened, incidents, name, kind)} AS {name}" for name, kind in CODED.items())
    select = (
        f"SELECT min(line) AS line, {coded}, "  # noqa: S608 literals are quoted
        f"coalesce(strftime(day, '%Y-%m'), {literal(whole)}) AS time_period, sum(v) AS obs_value "
        f"FROM ({incidents.select}) GROUP BY ALL"
    )
    return RawCube(DATASET, DuckSource(select), crosswalk=CROSSWALK)


def _coded(opened: Opened, incidents: Incidents, name: str, codelist: str) -> str:
    """SQL for a column in our codes, so that two spellings of one thing are counted together.

    What the crosswalk does not know is left as it is, for the engine to refuse with its lines.
    """
    known = crosswalk(CROSSWALK)
    found = looking.rows(opened, f"SELECT DISTINCT {name} FROM ({incidents.select})")  # noqa: S608 own names
    codes = {text: known.code(codelist, text) or _several(text, name) for (text,) in found if text}
    pairs = "".join(f" WHEN {literal(text)} THEN {literal(code)}" for text, code in codes.items() if code != text)
    case = f"CASE trim({name}){pairs} ELSE {name} END" if pairs else name
    return f"coalesce({case}, '_U')" if name in MAY_BE_EMPTY else case


def _several(text: str, name: str) -> str:
    """The code for several countries in one cell, as in `Egypt,Unknown`, when every part is known."""
    known, parts = crosswalk(CROSSWALK), [part.strip() for part in text.replace("/", ",").split(",")]
    all_known = len(parts) > 1 and all(part == "" or known.code("area", part) is not None for part in parts)
    return "_O" if name == "origin" and all_known else text


LAYOUTS = (LongIncidents(), PublishedIncidents())
