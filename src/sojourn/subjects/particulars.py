"""What somebody says of a person: the plain values that become identity claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sojourn.kernel import moment
from sojourn.kernel.partial_date import PartialDate
from sojourn.kernel.refused import Reason
from sojourn.subjects.mrz import read_zone

OLDEST = 110


@dataclass(frozen=True)
class Paper:
    """An identity document as said or read; dates are ISO text or empty."""

    kind: str = ""
    number: str = ""
    issuing_state: str = ""
    issued_on: str = ""
    expires_on: str = ""
    mrz: str = ""

    def faults(self) -> list[Reason]:
        """What cannot be right about it."""
        found = []
        if self.mrz:
            found += _zone_faults(self.mrz)
        if self.issued_on and self.expires_on and self.expires_on < self.issued_on:
            found.append(Reason("expiry_before_issue", "The document expires before it was issued", field="expires_on"))
        return found


@dataclass(frozen=True)
class Particulars:
    """Names, birth, sex and so on as one source says them; empty means: nothing said.

    `birth` is a partial date in its written form ("2008", "~1990", "2008-05-17").
    """

    family_name: str = ""
    given_names: str = ""
    document_name: str = ""
    birth: str = ""
    sex: str = ""
    gender: str = ""
    nationalities: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    phone: str = ""
    marital_status: str = ""
    education: str = ""
    occupation: str = ""
    papers: tuple[Paper, ...] = field(default=())

    @property
    def full_name(self) -> str:
        """Given names, then family name."""
        return f"{self.given_names} {self.family_name}".strip()

    def faults(self, today: date | None = None) -> list[Reason]:
        """What cannot be right about it (avrr.md section 9: a birth in the future, an age over the possible)."""
        found = [reason for paper in self.papers for reason in paper.faults()]
        if self.birth:
            found += _birth_faults(self.birth, today or moment.today())
        return found

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Particulars:
        """Build from plain words, such as a story's; `nationality` and `language` may be one code or several."""
        words = {name: value for name, value in values.items() if name in cls.__dataclass_fields__}
        for many, one in (("nationalities", "nationality"), ("languages", "language")):
            words[many] = _several(values.get(many) or values.get(one))
        words["papers"] = tuple(Paper(**paper) for paper in values.get("papers") or ())
        return cls(**words)


def _several(value: Any) -> tuple[str, ...]:
    if not value:
        return ()
    return tuple(value.split()) if isinstance(value, str) else tuple(value)


def _birth_faults(birth: str, today: date) -> list[Reason]:
    try:
        read = PartialDate.parse(birth)
    except ValueError as error:
        return [Reason("birth_unreadable", "{why}", {"why": str(error)}, field="birth_date")]
    if read.earliest() > today:
        return [Reason("birth_in_future", "The birth date {birth} lies in the future", {"birth": birth}, "birth_date")]
    if read.youngest_age(today) > OLDEST:
        words = "The birth date {birth} makes the person older than {oldest}"
        return [Reason("birth_too_early", words, {"birth": birth, "oldest": OLDEST}, "birth_date")]
    return []


def _zone_faults(mrz: str) -> list[Reason]:
    try:
        zone = read_zone(mrz)
    except ValueError as error:
        return [Reason("mrz_unreadable", "{why}", {"why": str(error)}, field="mrz")]
    if zone.wrong:
        words = "The check digits of the machine-readable zone do not agree: {parts}"
        return [Reason("mrz_check_digit", words, {"parts": ", ".join(zone.wrong)}, field="mrz")]
    return []
