"""The World Bank's indicators: API v2 in pages of JSON, and the tables of Data360."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from sojourn.evidence.connectors import sound
from sojourn.evidence.connectors.asking import Session
from sojourn.evidence.connectors.fetching import Fetched, Question, Report, needs, write_rows

COLUMNS = ("indicator", "countryiso3code", "country", "date", "value", "unit", "obs_status")
PAGE = 20_000
# The server of Data360 gives at most this many rows at once.
STEP = 1_000
HINT = "Name an indicator, for example  sojourn evidence fetch world-bank SM.POP.NETM --first 2000 --last 2024"


@dataclass(frozen=True)
class WorldBank:
    """`sojourn evidence fetch world-bank INDICATOR --only country=DEU,MDA`."""

    name: str = "world-bank"
    title: str = "World Bank"
    base: str = "https://api.worldbank.org/v2"
    licence: str = "cc_by_4"
    example: str = "SM.POP.NETM --only country=DEU,MDA --first 2000 --last 2024"

    def fetch(self, session: Session, question: Question, folder: Path, report: Report) -> tuple[Fetched, ...]:
        """Bring all pages as one CSV. Raises Refused for the one-element list that stands for an error."""
        needs(question, "dataset", source=self.title, hint=HINT)
        path = folder / question.file_name(self.name, ".csv")
        count = write_rows(path, self._rows(session, question, folder, report), COLUMNS)
        return (Fetched(path, self.address(question, 1), rows=count),)

    def address(self, question: Question, page: int) -> str:
        """The address of one page."""
        countries = ";".join(question.filters.get("country", ("all",)))
        words: dict[str, str | int] = {"format": "json", "per_page": PAGE, "page": page}
        if question.first and question.last:
            words["date"] = f"{question.first}:{question.last}"
        where = f"country/{quote(countries, safe=';')}/indicator/{quote(question.dataset)}"
        return f"{question.base or self.base}/{where}?{urlencode(words, safe=':')}"

    def _rows(self, session: Session, question: Question, folder: Path, report: Report) -> Iterator[Mapping[str, Any]]:
        page, pages = 1, 1
        part = folder / question.file_name(self.name, ".page.json")
        while page <= pages:
            paging, rows = sound.pair_of_world_bank(session.get(self.address(question, page), part))
            pages = int(paging.get("pages") or 1)
            report(f"page {page} of {pages}")
            yield from (
                {**row, "indicator": row["indicator"]["id"], "country": row["country"]["value"]} for row in rows
            )
            page += 1
            sound.forget(part)


@dataclass(frozen=True)
class Data360:
    """`sojourn evidence fetch data360 WB_KNOMAD --only INDICATOR=WB_KNOMAD_BRE --only REF_AREA=USA`."""

    name: str = "data360"
    title: str = "World Bank Data360"
    base: str = "https://data360api.worldbank.org/data360"
    licence: str = "cc_by_4"
    example: str = "WB_KNOMAD --only INDICATOR=WB_KNOMAD_BRE --only REF_AREA=USA"

    def fetch(self, session: Session, question: Question, folder: Path, report: Report) -> tuple[Fetched, ...]:
        """Bring all rows as one CSV; figures come as text and stay as they came."""
        needs(question, "dataset", source=self.title, hint="Name a database, for example WB_KNOMAD.")
        rows = list(self._rows(session, question, folder, report))
        path = folder / question.file_name(self.name, ".csv")
        count = write_rows(path, rows, sorted({name for row in rows for name in row}))
        return (Fetched(path, self.address(question, 0), rows=count),)

    def address(self, question: Question, skip: int) -> str:
        """The address of the rows from `skip` on."""
        words = {name: ",".join(codes) for name, codes in question.filters.items()}
        words |= {"DATABASE_ID": question.dataset, "top": str(STEP), "skip": str(skip)}
        words |= {"timePeriodFrom": str(question.first)} if question.first else {}
        words |= {"timePeriodTo": str(question.last)} if question.last else {}
        return f"{question.base or self.base}/data?{urlencode(words, safe=',')}"

    def _rows(self, session: Session, question: Question, folder: Path, report: Report) -> Iterator[Mapping[str, Any]]:
        part, skip = folder / question.file_name(self.name, ".page.json"), 0
        while True:
            rows = sound.items_of(session.get(self.address(question, skip), part), "value", "Check the indicator.")
            sound.forget(part)
            report(f"{skip + len(rows)} rows")
            yield from rows
            if len(rows) < STEP:
                return
            skip += STEP
