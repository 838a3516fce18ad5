"""Eurostat's dissemination API: SDMX-CSV and bulk TSV, answers that come later, and questions that are too large.

Addresses and limits as documented by Eurostat for its API (SDMX 2.1 and 3.0, asynchronous answers, 413 for extracts
over five million cells). A body that is only an identifier means that the extract is being prepared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote, urlencode

from sojourn.evidence.connectors import refusals, sound
from sojourn.evidence.connectors.asking import Answer, Session
from sojourn.evidence.connectors.fetching import Fetched, Question, Report, needs

IDENTIFIER = re.compile(rb"\s*(?:<[^>]*>\s*)*([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", re.IGNORECASE)
HINT = "Name the dataset, for example  sojourn evidence fetch eurostat migr_imm1ctz --only geo=DE"


@dataclass(frozen=True)
class Eurostat:
    """`sojourn evidence fetch eurostat CODE`: a filtered extract, or with `bulk` the whole table as TSV."""

    bulk: bool = False
    version: str = "3.0"
    name: str = "eurostat"
    title: str = "Eurostat"
    base: str = "https://ec.europa.eu/eurostat/api/dissemination"
    licence: str = "eurostat_reuse"
    example: str = "migr_asyappctza --only geo=DE,FR --first 2015 --last 2024"

    def fetch(self, session: Session, question: Question, folder: Path, report: Report) -> tuple[Fetched, ...]:
        """Bring one file, or one per half of the years where the server finds the whole too large."""
        needs(question, "dataset", source=self.title, hint=HINT)
        return tuple(self._pieces(session, question, folder, report))

    def address(self, question: Question) -> str:
        """The address that answers the question."""
        base, code = question.base or self.base, quote(question.dataset.upper(), safe="$")
        if self.bulk:
            return f"{base}/sdmx/2.1/data/{code}?format=TSV&compressed=true"
        if self.version == "2.1":
            return f"{base}/sdmx/2.1/data/{code}/{_dotted(question)}?{urlencode(_years_21(question))}"
        words = {f"c[{name}]": ",".join(codes) for name, codes in question.filters.items()} | _years_30(question)
        words |= {"format": "csvdata", "formatVersion": "2.0", "compress": "true"}
        return f"{base}/sdmx/3.0/data/dataflow/ESTAT/{code}/1.0/?{urlencode(words, safe='[],+:')}"

    def _pieces(self, session: Session, question: Question, folder: Path, report: Report) -> Iterator[Fetched]:
        url = self.address(question)
        path = folder / question.file_name(self.name, ".tsv" if self.bulk else ".csv")
        try:
            answer = session.get(url, path)
        except refusals.TooMuch:
            for half in _halves(question):
                report(f"too large, asking for {half.first}-{half.last}")
                yield from self._pieces(session, half, folder, report)
            return
        answer = self._awaited(session, question, answer, report)
        sound.rows_of_text(answer)
        yield Fetched(path, answer.url, answer.unchanged)

    def _awaited(self, session: Session, question: Question, answer: Answer, report: Report) -> Answer:
        """The extract itself: asked for again until it is ready when only its identifier came."""
        found = IDENTIFIER.search(answer.start(4000)) if answer.status == 202 or _is_short(answer) else None
        if not found:
            return sound.no_page(answer)
        root = f"{question.base or self.base}/sdmx/{'2.1' if self.bulk else self.version}/async"
        ticket = found.group(1).decode()
        _await(session, f"{root}/status/{ticket}", answer, report)
        return session.get(f"{root}/data/{ticket}", answer.path)


def _await(session: Session, url: str, answer: Answer, report: Report) -> None:
    """Ask for the state of an extract until it is ready; raises Refused when it failed, expired, or takes too long."""
    assert session.pace is not None
    state, beside = "", answer.path.with_name(answer.path.name + ".state")
    try:
        for poll in range(session.manners.most_polls):
            text = session.get(url, beside).start().decode("utf-8", "replace")
            state = next((word for word in ("AVAILABLE", "PROCESSING", "SUBMITTED", "ERROR", "EXPIRED", "UNKNOWN")
                          if word in text.upper()), "")  # fmt: skip
            if state == "AVAILABLE":
                answer.path.unlink(missing_ok=True)
                return
            if state not in {"PROCESSING", "SUBMITTED"}:
                break
            report("the publisher prepares the extract")
            session.pace.after(min(poll, 5), {})
    finally:
        for path in (beside, beside.with_name(beside.name + ".asked"), answer.path):
            path.unlink(missing_ok=True)
    message = "{url}: the extract did not become ready (last state: {state}). Ask for less, or try again later."
    raise refusals.refused("extract_not_ready", message, url=url, state=state or "none that is known")


def _is_short(answer: Answer) -> bool:
    return answer.path.stat().st_size < 4000


def _halves(question: Question) -> tuple[Question, Question]:
    """The question for the first and for the second half of its years; raises Refused when one year is too much."""
    first, last = question.first, question.last
    if first is None or last is None or first >= last:
        message = (
            "The extract of {dataset} is too large for the publisher{years}. Give the years (--first, --last) so that "
            "it can be asked for in pieces, or filter further (--only geo=DE), or take the whole table (--bulk)."
        )
        years = f" even for {first} alone" if first is not None and first == last else ""
        raise refusals.refused("extract_too_large", message, dataset=question.dataset, years=years)
    middle = (first + last) // 2
    return replace(question, last=middle), replace(question, first=middle + 1)


def _dotted(question: Question) -> str:
    """The key of SDMX 2.1: codes in the order given, dimensions divided by dots, `+` between codes."""
    return ".".join("+".join(codes) for codes in question.filters.values())


def _years_21(question: Question) -> dict[str, str]:
    words = {"format": "SDMX-CSV", "compressed": "true"}
    words |= {"startPeriod": str(question.first)} if question.first else {}
    return words | ({"endPeriod": str(question.last)} if question.last else {})


def _years_30(question: Question) -> dict[str, str]:
    bounds = [f"ge:{question.first}"] if question.first else []
    bounds += [f"le:{question.last}"] if question.last else []
    return {"c[TIME_PERIOD]": "+".join(bounds)} if bounds else {}
