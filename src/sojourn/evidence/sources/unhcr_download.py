"""What UNHCR's website and API hand out beside the tables: the download with headings in words, and pages as JSON."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from dataclasses import replace

from sojourn.evidence.loading.problems import refuse
from sojourn.evidence.loading.raw import DuckSource, Opened, RawCube, literal
from sojourn.evidence.sources import looking
from sojourn.evidence.sources.unhcr_tables import LAYOUTS as LAYOUTS_OF_TABLES

# Our name of a group, and the headings that the website has given it.
HEADINGS = {
    "refugees": ("Refugees under UNHCR's mandate", "Refugees"),
    "asylum_seekers": ("Asylum-seekers", "Asylum seekers"),
    "returned_refugees": ("Returned refugees",),
    "idps": ("IDPs of concern to UNHCR", "Internally displaced persons"),
    "returned_idps": ("Returned IDPs", "Returned IDPss"),
    "stateless": ("Stateless persons", "Stateless people"),
    "oip": ("Other people in need of international protection",),
    "ooc": ("Others of concern", "Others of concern to UNHCR"),
    "hst": ("Host community", "Host Community"),
}
ORIGIN, ASYLUM = "Country of origin (ISO)", "Country of asylum (ISO)"


class Download:
    """The website's CSV: `Year,Country of origin,Country of origin (ISO),…,Refugees under UNHCR's mandate,…`."""

    name = "unhcr_download"

    def recognises(self, opened: Opened) -> bool:
        """Whether year, both ISO codes and refugees are among the headings."""
        return opened.has_columns("Year", ORIGIN, ASYLUM) and bool(_groups(opened))

    def cubes(self, opened: Opened) -> Iterable[RawCube]:
        """Yield the groups that the file has; `-` and empty cells are missing."""
        cells = ", ".join(f"{{k: {literal(ours)}, v: {looking.column(opened, name)}}}"
                          for ours, name in _groups(opened).items())  # fmt: skip
        origin, asylum = looking.column(opened, ORIGIN), looking.column(opened, ASYLUM)
        select = (
            "SELECT line, geo, origin, time_period, cell.k AS measure, "  # noqa: S608 names are quoted
            "nullif(replace(trim(cell.v), ',', ''), '-') AS obs_value, "
            "CASE WHEN geo = origin THEN 'same_country' END AS flags FROM ("
            f"SELECT line, {asylum} AS geo, {origin} AS origin, {looking.column(opened, 'Year')} AS time_period, "
            f"unnest([{cells}]) AS cell FROM {looking.numbered(opened)})"
        )
        yield RawCube("unhcr_population", DuckSource(select), crosswalk="unhcr_iso")


class ApiPage:
    """A page of the API as it came: `{"items": [{"year": …, "coo": …}], "maxPages": 1}`."""

    name = "unhcr_api_page"

    def recognises(self, opened: Opened) -> bool:
        """Whether the JSON holds items with origin and asylum."""
        start = opened.head[:20000]
        return opened.kind == "json" and all(
            word in start for word in ('"items"', '"coo_iso"', '"coa_iso"', '"maxPages"')
        )

    def cubes(self, opened: Opened) -> Iterable[RawCube]:
        """Yield what the table of the same columns would. Raises LoadRefused for one page of several."""
        try:
            content = json.loads(opened.path.read_bytes())
        except ValueError as error:
            why, line = f"the JSON is cut off or damaged ({error}).", getattr(error, "lineno", 1)
            raise refuse("broken_json", opened.name, why, "Fetch the file again.", line=line) from error
        items, pages = content.get("items") or [], int(content.get("maxPages") or 1)
        if pages > 1:
            why = f"this is page {content.get('page', 1)} of {pages}: the others are missing."
            raise refuse("one_page", opened.name, why, "Fetch all of them: sojourn evidence fetch unhcr", line=1)
        if not items:
            raise refuse("no_rows", opened.name, "there is not a single item.", "Check the codes of countries.", line=1)
        table = _as_table(opened, items)
        for layout in LAYOUTS_OF_TABLES:
            if layout.recognises(table):
                yield from layout.cubes(table)
                return
        why = f"these items are none of the tables we know ({', '.join(table.header[:12])})."
        raise refuse("no_layout", opened.name, why, "Ask for population, asylum-applications or -decisions.", line=1)


def _as_table(opened: Opened, items: list[dict[str, object]]) -> Opened:
    header, target = tuple(dict.fromkeys(name for item in items for name in item)), opened.scratch / "items.csv"
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(items)
    return replace(opened, path=target, kind="text", header=header, delimiter=",")


def _groups(opened: Opened) -> dict[str, str]:
    return {ours: name for ours, names in HEADINGS.items() for name in names if opened.has_columns(name)}


LAYOUTS = (Download(), ApiPage())
