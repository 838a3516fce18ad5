"""Publishers that hand out whole files at fixed addresses: UN DESA's workbooks, Missing Migrants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sojourn.evidence.connectors import refusals, sound
from sojourn.evidence.connectors.asking import Session
from sojourn.evidence.connectors.fetching import Fetched, Question, Report

WORKBOOK = b"PK\x03\x04"
UN = "development/desa/pd/sites/www.un.org.development.desa.pd/files"
UN_FILES = {
    "stock-2020-destination": f"{UN}/undesa_pd_2020_ims_stock_by_sex_and_destination.xlsx",
    "stock-2024-destination": f"{UN}/undesa_pd_2024_ims_stock_by_sex_and_destination.xlsx",
}


@dataclass(frozen=True)
class PlainFiles:
    """`sojourn evidence fetch un-desa stock-2020-destination`. `files` are addresses below the base, by name."""

    name: str
    title: str
    base: str
    licence: str
    files: Mapping[str, str]

    @property
    def example(self) -> str:
        """The first of its files."""
        return next(iter(self.files))

    def fetch(self, session: Session, question: Question, folder: Path, report: Report) -> tuple[Fetched, ...]:
        """Bring one file; it is asked for again only when it changed. Raises Refused for another kind of file."""
        known = ", ".join(self.files)
        wanted = question.dataset or (known if len(self.files) == 1 else "")
        if wanted not in self.files:
            message = "{title} has no file {name}. Name one of: {known}."
            raise refusals.refused(
                "unknown_table", message, title=self.title, name=wanted or "without a name", known=known
            )
        url = self.address(wanted, question.base)
        answer = session.get(url, folder / f"{self.name}_{wanted}{Path(self.files[wanted]).suffix}")
        sound.no_page(answer)
        if answer.path.suffix == ".xlsx" and not answer.start().startswith(WORKBOOK):
            sound.forget(answer.path)
            raise refusals.refused(
                "no_workbook", "{url} sent something that is no workbook. Check the address.", url=url
            )
        return (Fetched(answer.path, answer.url, answer.unchanged),)

    def address(self, wanted: str, base: str = "") -> str:
        """The address of a file."""
        return f"{base or self.base}/{self.files[wanted]}"


PUBLISHERS = (
    PlainFiles("un-desa", "UN DESA, International Migrant Stock", "https://www.un.org", "cc_by_3_igo", UN_FILES),
    PlainFiles("missing-migrants", "IOM, Missing Migrants Project", "https://missingmigrants.iom.int", "cc_by_4",
               {"incidents": "sites/g/files/tmzbdl601/files/Missing_Migrants_Global_Figures_allData.csv"}),
)  # fmt: skip
