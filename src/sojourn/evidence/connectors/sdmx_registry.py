"""Publishers that speak plain SDMX REST: OECD, ILO, the United Nations, UNICEF, IMF. The answer is SDMX-CSV."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote, urlencode

from sojourn.evidence.connectors import refusals, sound
from sojourn.evidence.connectors.asking import Session
from sojourn.evidence.connectors.fetching import Fetched, Question, Report, gate, needs

CSV = "application/vnd.sdmx.data+csv; version=1.0.0; charset=utf-8"


@dataclass(frozen=True)
class SdmxRegistry:
    """`sojourn evidence fetch oecd OECD.ELS.IMD,DSD_MIG@DF_MIG,1.0 --only key=DEU.SYR.A.B11.._T....`.

    `extra` are words that this publisher wants in the query; `terms` is empty when its data are open.
    """

    name: str
    title: str
    base: str
    licence: str
    example: str
    extra: tuple[tuple[str, str], ...] = ()
    terms: str = ""

    def fetch(self, session: Session, question: Question, folder: Path, report: Report) -> tuple[Fetched, ...]:
        """Bring the extract as SDMX-CSV, in halves of its years where the server finds the whole too large."""
        if self.terms:
            gate(question, self.licence, self.terms, self.title)
        needs(question, "dataset", source=self.title, hint=f"Name the dataflow, for example {self.example}")
        return tuple(self._pieces(session, question, folder, report))

    def address(self, question: Question) -> str:
        """The address that answers the question; the filter `key` is the dotted key of SDMX 2.1, all when absent."""
        key = ".".join("+".join(codes) for codes in (question.filters.get("key", ("all",)),))
        words = dict(self.extra)
        words |= {"startPeriod": str(question.first)} if question.first else {}
        words |= {"endPeriod": str(question.last)} if question.last else {}
        where = f"{quote(question.dataset, safe=',@')}/{quote(key, safe='.+')}"
        return f"{question.base or self.base}/data/{where}" + (f"?{urlencode(words)}" if words else "")

    def _pieces(self, session: Session, question: Question, folder: Path, report: Report) -> Iterator[Fetched]:
        path = folder / question.file_name(self.name, ".csv")
        try:
            answer = sound.rows_of_text(session.get(self.address(question), path, {"Accept": CSV}))
        except refusals.TooMuch:
            if question.first is None or question.last is None or question.first >= question.last:
                raise
            middle = (question.first + question.last) // 2
            for half in (replace(question, last=middle), replace(question, first=middle + 1)):
                report(f"too large, asking for {half.first}-{half.last}")
                yield from self._pieces(session, half, folder, report)
            return
        yield Fetched(path, answer.url, answer.unchanged)


REGISTRIES = (
    SdmxRegistry("oecd", "OECD", "https://sdmx.oecd.org/public/rest", "oecd_terms",
                 "OECD.ELS.IMD,DSD_MIG@DF_MIG,1.0", (("format", "csvfile"),)),
    SdmxRegistry("ilostat", "ILOSTAT", "https://sdmx.ilo.org/rest", "cc_by_4",
                 "ILO,DF_MST_TPOP_SEX_AGE_CBR_NB", (("format", "csv"),)),
    SdmxRegistry("undata", "UNdata", "https://data.un.org/ws/rest", "cc_by_3_igo", "UNSD,DF_UNDATA_COUNTRYDATA"),
    SdmxRegistry("unicef", "UNICEF", "https://sdmx.data.unicef.org/ws/public/sdmxapi/rest", "cc_by_3_igo",
                 "UNICEF,GLOBAL_DATAFLOW,1.0", (("format", "csv"),)),
    SdmxRegistry("imf", "IMF", "https://api.imf.org/external/sdmx/2.1", "imf_terms", "IMF.STA,BOP", (),
                 "its terms allow commercial reuse by permission only"),
)  # fmt: skip
