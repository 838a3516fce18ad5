"""Somebody known in the open and to sealed cases too: no search, suggestion, count, queue or delay tells of it (F6)."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from statistics import quantiles

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.fixtures.signing_in import signed_in
from tests.promises.answers import read
from tests.promises.house import SEAL, WRITER, House, Place, build

from sojourn.accounts.viewer import Viewer, viewer_of
from sojourn.cases.actions import Joining, open_case
from sojourn.cases.actions.identities import judge_people
from sojourn.cases.queries.persons import people_alike, people_searched
from sojourn.kernel import moment
from sojourn.protection.scope import seen_by
from sojourn.subjects.actions import suggest_pairs
from sojourn.subjects.particulars import Paper, Particulars

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
OUTSIDE = [
    Place("caseworker"),
    Place("protection_officer"),
    Place("office_manager", "co"),
    Place("reviewer", "other", sealed=True),
]
SEARCHES = ["Quercusopen", "testperson quercus", "1985", "T1234567", "+49 30 7654321", "q"]
TWIN = Particulars(
    family_name="Quercusopen", given_names="Testperson", birth="1985", sex="F", phone="+49 30 7654321",
    papers=(Paper(kind="passport", number="T1234567", issuing_state="GEO"),),
)  # fmt: skip
MILLISECONDS = 5


def add_sealed_twin(house: House) -> None:
    """Open a sealed case of the same person under a record of its own, let the worker look, and let somebody join."""
    writer = viewer_of(house.somebody(WRITER))
    with seen_by(writer):
        members = [Joining("principal", None, TWIN)]
        case = open_case(pack="counter_trafficking", office=house.offices["own"], members=members, by=writer)
    compare(house)
    with seen_by(writer):
        one, other = house.cases["open"].subject_id, case.subject_id
        judge_people(one=one, other=other, verdict="same", reason="she said so", by=writer)


def compare(house: House) -> None:
    with seen_by(Viewer.machine("worker", house.offices.values(), [SEAL])):
        suggest_pairs()


def seen(house: House, place: Place) -> dict[str, object]:
    """Everything about the person that this one gets to read."""
    client = signed_in(Client(), house.somebody(place))
    subject = house.cases["open"].subject_id
    asks = [("search", [], {"q": text}) for text in SEARCHES] + [
        ("duplicates", [], {}), ("duplicates-decided", [], {}), ("same-person", [subject], {}),
        ("show-person", [subject], {}), ("show-case", [house.cases["open"].pk], {}), ("work", [], {}),
    ]  # fmt: skip
    found: dict[str, object] = {}
    for name, parts, words in asks:
        answer = read(client.get(reverse(f"web:{name}", args=parts), words))
        found[f"{name} {words}"] = (answer.status, answer.text, answer.headers)
    posted = {"pack": "avrr", "family_name": "Quercusopen", "given_names": "Testperson", "birth_year": "1985"}
    answer = read(client.post(reverse("web:new-case"), posted | {"office": str(house.offices[place.office].pk)}))
    return found | {"new person": (answer.status, answer.text, answer.headers)}


def test_pages_read_the_same_with_and_without_a_sealed_twin() -> None:
    with moment.travelling(NOON):
        house = build("open")
        compare(house)
        before = {place: seen(house, place) for place in OUTSIDE}
        add_sealed_twin(house)
        after = {place: seen(house, place) for place in OUTSIDE}

    changed = [(page, str(one)) for one in OUTSIDE for page in before[one] if before[one][page] != after[one][page]]
    assert changed == []


def test_whoever_holds_the_seal_does_see_the_twin() -> None:
    """Otherwise the test above would prove nothing."""
    with moment.travelling(NOON):
        house = build("open")
        before = seen(house, WRITER)
        add_sealed_twin(house)
        after = seen(house, WRITER)

    assert {"search {'q': 'Quercusopen'}", "duplicates-decided {}", "new person"} <= {
        page for page in before if before[page] != after[page]
    }


def test_the_database_is_asked_as_often_with_and_without_a_sealed_twin() -> None:
    house = build("open")
    outsider = viewer_of(house.somebody(Place("caseworker")))

    def asked() -> int:
        with seen_by(outsider), CaptureQueriesContext(connection) as context:
            people_searched(outsider, "Quercusopen 1985")
            people_alike(outsider, TWIN)
        return len(context)

    before = asked()
    add_sealed_twin(house)
    assert asked() == before


READ = """
SELECT relname, pg_stat_get_xact_tuples_returned(oid), pg_stat_get_xact_tuples_fetched(oid)
FROM pg_class WHERE relname IN ('subjects_personkeys', 'subjects_keys', 'subjects_keys_sealed') ORDER BY relname
"""


def rows_read(viewer: Viewer) -> list[tuple[str, int, int]]:
    """Entries of the indexes of keys, and rows, that the server looks at for a search and for a new person."""

    def counted() -> list[tuple[str, int, int]]:
        with connection.cursor() as cursor:
            cursor.execute(READ)
            return list(cursor.fetchall())

    with seen_by(viewer):
        before = counted()
        people_searched(viewer, "Quercusopen 1985")
        people_searched(viewer, "quercus")
        people_alike(viewer, TWIN)
        after = counted()
    return [(name, one - was, two - had) for (name, one, two), (_, was, had) in zip(after, before, strict=True)]


@pytest.mark.parametrize("sealed_elsewhere", [False, True])
def test_the_server_looks_at_as_many_rows_with_and_without_sealed_twins(sealed_elsewhere: bool) -> None:
    """Not only are sealed rows left out: nothing is done for them, so that no time tells."""
    house = build("open")
    place = Place("reviewer", "other", sealed=True) if sealed_elsewhere else Place("caseworker")
    outsider = viewer_of(house.somebody(place))
    before = rows_read(outsider)
    for _ in range(3):
        add_sealed_twin(house)

    assert rows_read(outsider) == before
    if not sealed_elsewhere:
        assert before[1] > ("subjects_keys", 0, 0)


@pytest.mark.nightly
def test_a_sealed_twin_takes_no_time() -> None:
    """Names in turn, of which one has twenty sealed twins and the other none."""
    house = build()
    machine = Viewer.machine("worker", house.offices.values(), [SEAL])
    own = house.offices["own"]
    names = {"hidden": Particulars(family_name="Quercus", given_names="Amina", birth="1985"),
             "absent": Particulars(family_name="Salix", given_names="Dimitri", birth="1985")}  # fmt: skip
    with seen_by(machine):
        for said in names.values():
            open_case(pack="avrr", office=own, members=[Joining("principal", None, said)], by=machine)
        for _ in range(20):
            members = [Joining("principal", None, names["hidden"])]
            open_case(pack="counter_trafficking", office=own, members=members, by=machine)
    outsider = viewer_of(house.somebody(Place("caseworker")))
    taken: dict[str, list[float]] = {kind: [] for kind in names}
    with seen_by(outsider):
        for _ in range(300):
            for kind, said in names.items():
                started = time.perf_counter()
                assert len(people_searched(outsider, said.full_name)) == 1
                people_alike(outsider, said)
                taken[kind].append((time.perf_counter() - started) * 1000)
    slow = {kind: quantiles(times, n=20)[18] for kind, times in taken.items()}
    print("p95 in milliseconds:", slow)
    assert abs(slow["hidden"] - slow["absent"]) < MILLISECONDS, slow
