"""What is claimed of a person, as matching reads it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field

from sojourn.kernel.partial_date import PartialDate
from sojourn.kernel.refused import Refused
from sojourn.matching.births import Birth, read_birth
from sojourn.matching.contacts import documents_of, phones_of
from sojourn.matching.keys import KEYS_VERSION, keys
from sojourn.matching.names import Name, read_name
from sojourn.matching.records import Record
from sojourn.matching.search import card_of
from sojourn.subjects.particulars import Particulars

RULES = KEYS_VERSION
_SEXES = {"F": "F", "M": "M"}


@dataclass(frozen=True)
class Index:
    """The keys a person is found by, in order, and the card by which a search ranks them."""

    keys: list[str]
    card: str


@dataclass
class Known:
    """The plain values claimed of one person, gathered from wherever they are kept.

    `names` are (full, family, given); `births` partial dates as written; `papers` (issuing state, number).
    """

    id: str = ""
    sex: str = ""
    names: list[tuple[str, str, str]] = field(default_factory=list)
    births: list[str] = field(default_factory=list)
    nationalities: set[str] = field(default_factory=set)
    languages: set[str] = field(default_factory=set)
    phones: set[str] = field(default_factory=set)
    papers: set[tuple[str, str]] = field(default_factory=set)

    @classmethod
    def of(cls, said: Particulars, id: str = "") -> Known:
        """What one source says."""
        names = [(said.full_name, said.family_name, said.given_names), (said.document_name, "", "")]
        papers = {(paper.issuing_state, paper.number) for paper in said.papers}
        return cls(
            id, said.sex, names, [said.birth], set(said.nationalities), set(said.languages), {said.phone}, papers
        )

    def record(self) -> Record:
        """The record to be compared; empty values say nothing."""
        return Record(
            self.id,
            names=tuple(_names(self.names)),
            births=tuple(_births(self.births)),
            sex=_SEXES.get(self.sex, ""),  # type: ignore[arg-type]
            nationalities=frozenset(self.nationalities - {""}),
            languages=frozenset(self.languages - {""}),
            phones=frozenset[str]().union(*map(phones_of, self.phones)),
            documents=frozenset[str]().union(*(documents_of(number, state) for state, number in self.papers)),
        )

    def index(self) -> Index:
        """What finds this person."""
        record = self.record()
        return Index(sorted(keys(record)), card_of(record))


def _names(names: Iterable[tuple[str, str, str]]) -> Iterable[Name]:
    """Read each name once; with its parts where they were told apart."""
    for full, family, given in dict.fromkeys(names):
        if family or given:
            yield read_name(given=given, family=family)
        elif full:
            yield read_name(full)


def _births(births: Iterable[str]) -> Iterable[Birth]:
    """Read each birth once; one that cannot be (a file may say anything) finds nobody and stops nothing."""
    for written in filter(None, dict.fromkeys(births)):
        known = PartialDate.parse(written)
        with suppress(Refused):
            yield read_birth(year=known.year, month=known.month, day=known.day, estimated=known.estimated)
