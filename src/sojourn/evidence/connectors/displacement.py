"""Displacement: HDX HAPI (open, an application name) and IOM's DTM (closed, a key and an accepted licence)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from sojourn.evidence.connectors import refusals, sound
from sojourn.evidence.connectors.asking import Session
from sojourn.evidence.connectors.fetching import Fetched, Question, Report, gate, needs, write_rows

PAGE = 10_000
HAPI_TABLES = ("refugees-persons-of-concern", "idps", "returnees", "humanitarian-needs")
DTM_LEVELS = ("admin0", "admin1", "admin2")
DTM_NEEDS = ("Operation", "CountryName", "Admin0Pcode")


@dataclass(frozen=True)
class Hapi:
    """`sojourn evidence fetch hapi idps --only location_code=SDN --key-file FILE`."""

    name: str = "hapi"
    title: str = "HDX HAPI"
    base: str = "https://hapi.humdata.org/api/v2/affected-people"
    licence: str = "cc_by_4"
    example: str = "idps --only location_code=SDN --key-file FILE"

    def fetch(self, session: Session, question: Question, folder: Path, report: Report) -> tuple[Fetched, ...]:
        """Bring all rows as one CSV."""
        needs(question, "dataset", "key", source=self.title, hint=(
            f"Name a table ({', '.join(HAPI_TABLES)}) and give, with --key-file, the application name HDX made for you."
        ))  # fmt: skip
        rows = list(self._rows(session, question, folder, report))
        if not rows:
            message = "{title} has no row for this question. Check the three-letter location code and the table."
            raise refusals.refused("empty_answer", message, title=self.title)
        path = folder / question.file_name(self.name, ".csv")
        count = write_rows(path, rows, sorted({name for row in rows for name in row}))
        return (Fetched(path, refusals.shown(self.address(question, 0)), rows=count),)

    def address(self, question: Question, offset: int) -> str:
        """The address of the rows from `offset` on."""
        words = {name: ",".join(codes) for name, codes in question.filters.items()}
        words |= {"limit": str(PAGE), "offset": str(offset), "output_format": "json", "app_identifier": question.key}
        return f"{question.base or self.base}/{question.dataset}?{urlencode(words)}"

    def _rows(self, session: Session, question: Question, folder: Path, report: Report) -> Iterator[Mapping[str, Any]]:
        part, offset = folder / question.file_name(self.name, ".page.json"), 0
        while True:
            rows = sound.items_of(session.get(self.address(question, offset), part), "data", "Check the table's name.")
            sound.forget(part)
            report(f"{offset + len(rows)} rows")
            yield from rows
            if len(rows) < PAGE:
                return
            offset += PAGE


@dataclass(frozen=True)
class Dtm:
    """`sojourn evidence fetch dtm admin0 --only Admin0Pcode=SDN --key-file FILE --accept-licence iom_dtm`."""

    name: str = "dtm"
    title: str = "IOM Displacement Tracking Matrix"
    base: str = "https://dtmapi.iom.int/v3"
    licence: str = "iom_dtm"
    example: str = "admin0 --only Admin0Pcode=SDN --key-file FILE --accept-licence iom_dtm"

    def fetch(self, session: Session, question: Question, folder: Path, report: Report) -> tuple[Fetched, ...]:
        """Bring the rounds as one CSV, once the licence is accepted. Stocks at a round: rounds are never summed."""
        gate(question, self.licence, "non-commercial use, no redistribution, no derivative works", self.title)
        needs(
            question,
            "dataset",
            "key",
            source=self.title,
            hint="Name a level (admin0, admin1, admin2) and give --key-file.",
        )
        if question.dataset not in DTM_LEVELS or not set(DTM_NEEDS) & set(question.filters):
            message = "{title} needs a level ({levels}) and one of {needs}: --only Admin0Pcode=SDN"
            raise refusals.refused("incomplete_question", message, title=self.title, levels=", ".join(DTM_LEVELS),
                                   needs=", ".join(DTM_NEEDS))  # fmt: skip
        part = folder / question.file_name(self.name, ".page.json")
        answer = session.get(self.address(question), part, {"Ocp-Apim-Subscription-Key": question.key})
        rows = sound.items_of(answer, "result", "Check the key and the filters.")
        sound.forget(part)
        report(f"{len(rows)} rows")
        if not rows:
            raise refusals.refused("empty_answer", "{title} has no round for this question.", title=self.title)
        path = folder / question.file_name(self.name, ".csv")
        count = write_rows(path, rows, sorted({name for row in rows for name in row}))
        return (Fetched(path, self.address(question), rows=count),)

    def address(self, question: Question) -> str:
        """The address that answers the question; the key travels in a header, never in the address."""
        words = {name: ",".join(codes) for name, codes in question.filters.items()}
        words |= {"FromReportingDate": f"{question.first}-01-01"} if question.first else {}
        words |= {"ToReportingDate": f"{question.last}-12-31"} if question.last else {}
        return f"{question.base or self.base}/displacement/{question.dataset}?{urlencode(words)}"
