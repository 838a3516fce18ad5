"""Recording: what an event says, who reads it, and many at once."""

from __future__ import annotations

from sojourn.accounts.models import Office, User
from sojourn.accounts.viewer import Post, Viewer
from sojourn.audit.actions import Happening, record, record_many, record_read
from sojourn.audit.chain import verify
from sojourn.audit.queries import events, events_of
from sojourn.kernel.ids import new_id
from sojourn.protection.scope import seen_by, whole_chain


def viewer(office: Office, role: str, *held: str) -> Viewer:
    """A viewer with one post."""
    return Viewer(new_id(), "Testperson Alder", "en", (Post(office.id, office.code, role, frozenset(held)),))


def test_an_event_says_who_what_where_and_never_a_name(office: Office) -> None:
    by = viewer(office, "counsellor")
    subject = User.objects.create(email="birch@sojourn.example", name="Testperson Birch")

    record("user.looked_at", by=by, on=subject, office=office, detail={"fields": ["name"]})

    with seen_by(by):
        (told,) = events_of("user", subject.pk, by)
    assert (told.actor, told.action, told.office_id) == (str(by.user_id), "user.looked_at", office.id)
    assert told.detail == {"fields": ["name"]}
    assert "Birch" not in repr(told)


def test_reading_sensitive_fields_is_recorded_by_their_names(office: Office) -> None:
    by = viewer(office, "counsellor")

    record_read(by=by, on=("case", "7"), fields=["pregnant", "hiv"], office=office)

    with seen_by(by):
        (told,) = events_of("case", 7, by)
    assert (told.action, told.detail) == ("read.sensitive", {"fields": ["hiv", "pregnant"]})


def test_a_machine_is_named_by_its_purpose(office: Office) -> None:
    worker = Viewer.machine("worker", [office])

    record("clock.escalated", by=worker, on=("case", "7"), office=office)

    with seen_by(worker):
        assert events_of("case", "7", worker)[0].actor == "machine:worker"


def test_the_row_itself_brings_its_office_and_its_seal(office: Office) -> None:
    class Row:
        pk, office_id, compartment = "9", office.id, "thb"

        class _meta:
            model_name = "case"

    record("case.opened", by=viewer(office, "counsellor", "thb"), on=Row())

    assert len(read_by(viewer(office, "counsellor", "thb"))) == 1
    assert not read_by(viewer(office, "counsellor"))


def read_by(by: Viewer) -> list[str]:
    """What this viewer reads about case 9."""
    with seen_by(by):
        return [told.action for told in events_of("case", "9", by)]


def test_the_trail_is_read_by_auditors_of_the_office_and_by_nobody_else(office: Office) -> None:
    elsewhere = Office.objects.create(code="tbs", name="Tbilisi", country="GEO")
    for place, seal in ((office, ""), (office, "thb"), (elsewhere, ""), (None, "")):
        record("case.opened", by=viewer(office, "counsellor"), on=("case", "9"), office=place, compartment=seal)

    def count(by: Viewer) -> int:
        with seen_by(by):
            return len(events(by))

    assert count(viewer(office, "data_protection_officer")) == 2, "the office's own, and those of no office"
    assert count(viewer(office, "data_protection_officer", "thb")) == 3
    for role in ("counsellor", "office_manager", "administrator", "hub_analyst"):
        assert count(viewer(office, role)) == 0


def test_whoever_reads_neither_cases_nor_the_trail_reads_no_event(office: Office) -> None:
    record("case.opened", by=viewer(office, "counsellor"), on=("case", "9"), office=office)

    assert not read_by(viewer(office, "administrator"))
    assert not read_by(viewer(office, "hub_analyst"))


def test_the_page_of_an_auditor_is_cut_and_goes_on(office: Office) -> None:
    by = viewer(office, "data_protection_officer")
    record_many(Happening(f"case.a{n % 2}", by, ("case", str(n)), office) for n in range(130))

    with seen_by(by):
        page = events(by)
        rest = events(by, before=page[-1].seq)
        odd = events(by, actions=["case.a1"], actor=str(by.user_id))

    assert [len(page), len(rest), len(odd)] == [100, 30, 65]
    assert page[0].seq > page[-1].seq > rest[0].seq


def test_five_thousand_events_at_once_are_one_question_and_hold(office: Office, django_assert_num_queries) -> None:
    by = viewer(office, "office_manager")
    many = [Happening("case.imported", by, ("case", str(new_id())), office, "", {"pack": "x"}) for _ in range(5_000)]
    record("case.opened", by=by, on=("case", "warm"), office=office)

    with django_assert_num_queries(1):
        record_many(many)

    with whole_chain():
        assert verify().checked == 5_001


def test_nothing_to_record_asks_nothing_of_the_database(office: Office, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        record_many([])
