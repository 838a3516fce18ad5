"""The small functions behind the guards of the return programme."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from sojourn.grammar.lifecycle import Facts, MemberFacts
from sojourn.grammar.packs import Pack

NOW = datetime(2026, 4, 9, 9, tzinfo=UTC)


def facts(case: dict[str, Any]) -> Facts:
    return Facts(case=case, members=(), acts=(), parameters={}, now=NOW)


def member(values: dict[str, Any]) -> MemberFacts:
    return MemberFacts("1", "Testperson Alder", values)


def document(kind: str, expires: str) -> dict[str, str]:
    return {"travel_documents.doc_type": kind, "travel_documents.expiry_date": expires}


@pytest.mark.parametrize(
    ("documents", "answer"),
    [
        ([document("passport", "2026-04-10")], "yes"),
        ([document("passport", "2026-04-09")], "no"),
        ([document("birth_cert", "2030-01-01")], "no"),
        ([document("passport", "2020-01-01"), document("laissez_passer", "2026-05-01")], "yes"),
        ([], "no"),
    ],
)
def test_a_document_must_cover_the_day_of_travel(avrr: Pack, documents: list[dict[str, str]], answer: str) -> None:
    case = facts({"movement.first_departure": "2026-04-10T10:00:00+02:00"})

    assert avrr.rules["travel_document_valid"](case, member({"travel_documents.document": documents})) == answer


def test_without_a_journey_no_document_is_valid(avrr: Pack) -> None:
    holder = member({"travel_documents.document": [document("passport", "2030-01-01")]})

    assert avrr.rules["travel_document_valid"](facts({}), holder) == "no"


@pytest.mark.parametrize(
    ("suspension", "free"),
    [
        ({"country": "ATA", "area": "", "from": "2026-01-01", "to": ""}, False),
        ({"country": "ATA", "area": "", "from": "2026-01-01", "to": "2026-04-08"}, True),
        ({"country": "ATA", "area": "testtown", "from": "2026-01-01", "to": "2026-12-31"}, False),
        ({"country": "ATA", "area": "elsewhere", "from": "2026-01-01", "to": "2026-12-31"}, True),
        ({"country": "ATA", "area": "", "from": "2026-04-10", "to": ""}, True),
        ({"country": "GEO", "area": "", "from": "2026-01-01", "to": ""}, True),
    ],
)
def test_suspensions_hold_in_their_place_and_time(avrr: Pack, suspension: dict[str, str], free: bool) -> None:
    case = {
        "application.country_of_return": "ATA",
        "application.place_of_return": "Upper Testtown",
        "parameter.return_suspensions": [suspension],
    }

    assert avrr.rules["return_not_suspended"](facts(case)) is free


def test_the_day_of_departure_counts_before_today(avrr: Pack) -> None:
    case = {
        "application.country_of_return": "ATA",
        "movement.first_departure": "2026-06-01T10:00:00+02:00",
        "parameter.return_suspensions": [{"country": "ATA", "area": "", "from": "2026-05-01", "to": ""}],
    }

    assert avrr.rules["return_not_suspended"](facts(case)) is False


def test_each_condition_needs_its_own_service(avrr: Pack) -> None:
    traveller = member({"fitness.conditions": ["wheelchair", "oxygen"]})

    assert avrr.rules["conditions_booked"](facts({"service.WCH.state": "booked"}), traveller) is False
    both = {"service.WCH.state": "booked", "service.OXY.state": "delivered"}
    assert avrr.rules["conditions_booked"](facts(both), traveller) is True


def test_every_condition_of_the_form_has_a_service(avrr: Pack) -> None:
    """A condition without a service would be booked by nobody and checked by nobody."""
    codes = avrr.codes["travel_condition"].names

    assert all(
        avrr.rules["conditions_booked"](facts({}), member({"fitness.conditions": [code]})) is False for code in codes
    )


@pytest.mark.parametrize(
    ("attempts", "enough"),
    [
        ([("2026-05-10", "phone"), ("2026-05-11", "message"), ("2026-05-12", "phone")], True),
        ([("2026-05-10", "phone"), ("2026-05-10", "message"), ("2026-05-12", "phone")], False),
        ([("2026-05-10", "phone"), ("2026-05-11", "phone"), ("2026-05-12", "phone")], False),
        ([], False),
    ],
)
def test_contact_is_tried_on_different_days_and_ways(avrr: Pack, attempts: list[tuple[str, str]], enough: bool) -> None:
    rows = [{"closure.tried_on": day, "closure.channel": channel} for day, channel in attempts]

    assert (
        avrr.rules["contact_tried"](facts({"closure.contact_attempt": rows, "parameter.contact_attempts": 3})) is enough
    )
