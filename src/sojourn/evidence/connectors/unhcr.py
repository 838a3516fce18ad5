"""UNHCR's Refugee Data Finder: pages of JSON, put together in the columns of its download.

A question for some countries is asked with UNHCR's own codes; without countries the whole matrix is asked for with
`coo_all` and `coa_all`. The two are never mixed: with them the API leaves `coo` and `coa` out of account in silence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from sojourn.evidence.connectors import refusals, sound
from sojourn.evidence.connectors.asking import Session
from sojourn.evidence.connectors.fetching import Fetched, Question, Report, needs, write_rows

NAMES = ("year", "coo_name", "coo", "coo_iso", "coa_name", "coa", "coa_iso")
# Columns of the download by the API's name of a table; the API's own names differ where a pair is given.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "population": (
        "refugees", "asylum_seekers", "returned_refugees", "idps", "returned_idps", "stateless", "ooc", "oip", "hst",
    ),
    "asylum-applications": ("procedure_type", "app_type", "dec_level", "app_pc", "applied"),
    "asylum-decisions": (
        "procedure_type", "dec_level", "dec_pc", "dec_recognized", "dec_other", "dec_rejected", "dec_closed",
        "dec_total",
    ),
    "solutions": ("returned_refugees", "resettlement", "naturalisation", "returned_idps"),
}  # fmt: skip
COUNTRIES = ("coo", "coa")
PAGE = 10_000
HINT = f"Name a table: {', '.join(COLUMNS)}. For example  sojourn evidence fetch unhcr population --first 2020"


@dataclass(frozen=True)
class Unhcr:
    """`sojourn evidence fetch unhcr population --only coa=GFR`."""

    name: str = "unhcr"
    title: str = "UNHCR Refugee Data Finder"
    base: str = "https://api.unhcr.org/population/v1"
    licence: str = "cc_by_4"
    example: str = "population --only coa=GFR --first 2020"

    def fetch(self, session: Session, question: Question, folder: Path, report: Report) -> tuple[Fetched, ...]:
        """Bring all pages as one CSV. Raises Refused for an unknown table, and for a total of zero."""
        needs(question, "dataset", source=self.title, hint=HINT)
        if question.dataset not in COLUMNS:
            raise refusals.refused(
                "unknown_table", "There is no table {table}. {hint}", table=question.dataset, hint=HINT
            )
        path = folder / question.file_name(self.name, ".csv")
        rows = self._rows(session, question, folder, report)
        count = write_rows(path, rows, (*NAMES, *COLUMNS[question.dataset]))
        if not count:
            path.unlink()
            message = (
                "{title} has nothing for this question. Countries are asked for by UNHCR's own codes: Germany is GFR, "
                "Egypt ARE, the United Arab Emirates UAE. Look the code up in the table of countries."
            )
            raise refusals.refused("empty_answer", message, title=self.title)
        return (Fetched(path, self.address(question, 1), rows=count),)

    def address(self, question: Question, page: int) -> str:
        """The address of one page."""
        words: dict[str, str | int] = {"limit": PAGE, "page": page}
        words |= {"yearFrom": question.first} if question.first else {}
        words |= {"yearTo": question.last} if question.last else {}
        asked = {name: ",".join(codes) for name, codes in question.filters.items()}
        if not set(COUNTRIES) & set(asked):
            asked |= {"coo_all": "true", "coa_all": "true"}
        return f"{question.base or self.base}/{question.dataset}/?{urlencode(words | asked, safe=',')}"

    def _rows(self, session: Session, question: Question, folder: Path, report: Report) -> Iterator[Mapping[str, Any]]:
        page, pages = 1, 1
        part = folder / question.file_name(self.name, ".page.json")
        while page <= pages:
            answer = session.get(self.address(question, page), part)
            items = sound.items_of(answer, "items", "Ask again later.")
            pages = int(sound.json_of(answer).get("maxPages") or 1)
            report(f"page {page} of {pages}")
            yield from (_cleaned(item) for item in items)
            page += 1
            sound.forget(part)


def _cleaned(item: Mapping[str, Any]) -> dict[str, Any]:
    """An item with `-`, which stands for no figure, left empty."""
    return {key: "" if value in ("-", None) else value for key, value in item.items()}
