"""The viewer: what a user holds today, office by office."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from sojourn.accounts.actions import add_office, add_user, deactivate_user, end_posting, post_user
from sojourn.accounts.models import Office, User
from sojourn.accounts.roles import ROLES, WORDS, Permission
from sojourn.accounts.viewer import NOBODY, Viewer, viewer_of
from sojourn.kernel import moment

pytestmark = pytest.mark.django_db
OPERATOR = Viewer.machine("test", [])


@pytest.fixture
def berlin() -> Office:
    return add_office(code="ber", name="Berlin", country="DEU", zone="Europe/Berlin", by=OPERATOR)


@pytest.fixture
def tbilisi(berlin: Office) -> Office:
    return add_office(code="tbs", name="Tbilisi", country="GEO", zone="Asia/Tbilisi", parent=berlin, by=OPERATOR)


@pytest.fixture
def user() -> User:
    return add_user(email="alder@sojourn.example", name="Testperson Alder", by=OPERATOR)


def test_a_user_without_posts_may_nothing(user: User) -> None:
    viewer = viewer_of(user)

    assert viewer.posts == ()
    assert not any(viewer.may(permission) for permission in Permission)


def test_permissions_count_in_the_office_of_the_post(user: User, berlin: Office, tbilisi: Office) -> None:
    post_user(user=user, office=berlin, role="counsellor", by=OPERATOR)
    post_user(user=user, office=tbilisi, role="me_officer", by=OPERATOR)

    viewer = viewer_of(user)

    assert viewer.offices == {berlin.id, tbilisi.id}
    assert viewer.roles_in(berlin.id) == {"counsellor"}
    assert viewer.may(Permission.CASE_READ, berlin.id)
    assert not viewer.may(Permission.CASE_READ, tbilisi.id)
    assert viewer.may(Permission.MEASURES_READ, tbilisi.id)
    assert not viewer.may(Permission.MEASURES_READ, berlin.id)


def test_compartments_are_held_per_post(user: User, berlin: Office, tbilisi: Office) -> None:
    post_user(user=user, office=berlin, role="counsellor", compartments=["thb"], by=OPERATOR)
    post_user(user=user, office=tbilisi, role="counsellor", by=OPERATOR)

    by_office = {post.office_id: post.compartments for post in viewer_of(user).posts}

    assert by_office == {berlin.id: {"thb"}, tbilisi.id: set()}
    assert viewer_of(user).compartments == {"thb"}


@pytest.mark.parametrize(
    ("day", "held"),
    [(date(2026, 3, 1), False), (date(2026, 3, 2), True), (date(2026, 3, 5), True), (date(2026, 3, 6), False)],
)
def test_a_post_holds_from_its_first_to_its_last_day(user: User, berlin: Office, day: date, held: bool) -> None:
    post_user(
        user=user, office=berlin, role="counsellor", from_on=date(2026, 3, 2), until_on=date(2026, 3, 5), by=OPERATOR
    )

    with moment.travelling(datetime(day.year, day.month, day.day, 12, tzinfo=UTC)):
        assert bool(viewer_of(user).posts) is held


def test_days_begin_at_the_midnight_of_the_office(user: User, tbilisi: Office) -> None:
    post_user(user=user, office=tbilisi, role="counsellor", from_on=date(2026, 3, 2), by=OPERATOR)

    with moment.travelling(datetime(2026, 3, 1, 19, 59, tzinfo=UTC)):
        assert not viewer_of(user).posts
    with moment.travelling(datetime(2026, 3, 1, 20, 0, tzinfo=UTC)):
        assert viewer_of(user).posts


def test_whoever_left_holds_nothing(user: User, berlin: Office) -> None:
    post_user(user=user, office=berlin, role="counsellor", by=OPERATOR)

    deactivate_user(user=user, by=OPERATOR)

    assert viewer_of(user) is NOBODY


def test_an_ended_post_is_over_at_once(user: User, berlin: Office) -> None:
    posting = post_user(user=user, office=berlin, role="counsellor", by=OPERATOR)

    end_posting(posting=posting, by=OPERATOR)

    assert not viewer_of(user).posts


def test_a_region_is_the_office_and_all_below_even_in_a_circle(user: User, berlin: Office, tbilisi: Office) -> None:
    batumi = add_office(code="bus", name="Batumi", country="GEO", parent=tbilisi, by=OPERATOR)
    Office.objects.filter(pk=berlin.pk).update(parent=batumi)
    post_user(user=user, office=tbilisi, role="hub_analyst", by=OPERATOR)
    post_user(user=user, office=tbilisi, role="counsellor", by=OPERATOR)

    regions = {post.role: post.region for post in viewer_of(user).posts}

    assert regions == {"hub_analyst": {tbilisi.id, batumi.id, berlin.id}, "counsellor": frozenset()}


def test_a_machine_may_everything_only_where_it_was_sent(berlin: Office, tbilisi: Office) -> None:
    worker = Viewer.machine("worker", [berlin], ["thb"])

    assert worker.may(Permission.CASE_WRITE, berlin.id)
    assert not worker.may(Permission.CASE_WRITE, tbilisi.id)
    assert worker.compartments == {"thb"}


def test_picturing_a_counsellor_takes_one_query(user: User, berlin: Office, django_assert_num_queries) -> None:
    post_user(user=user, office=berlin, role="counsellor", by=OPERATOR)

    with django_assert_num_queries(1):
        viewer_of(user)


def test_roles_hold_what_the_house_promises() -> None:
    sensitive = {code for code, role in ROLES.items() if role.sees_sensitive}
    without_cases = {code for code, role in ROLES.items() if Permission.CASE_READ not in role.permissions}

    assert sensitive == {"counsellor", "caseworker", "reviewer", "protection_officer"}
    assert without_cases == {"me_officer", "hub_analyst", "administrator", "data_protection_officer"}
    assert all(ROLES[code].needs_second_factor for code in sensitive | {"administrator", "data_protection_officer"})
    assert ROLES["administrator"].permissions == {Permission.USERS_MANAGE}
    assert set(WORDS) == set(Permission)


def test_every_right_over_cases_comes_with_reading_them() -> None:
    over_cases = {
        Permission.CASE_OPEN, Permission.CASE_WRITE, Permission.CASE_MOVE, Permission.DECIDE,
        Permission.SENSITIVE_READ, Permission.ATTACHMENT_READ, Permission.REFER, Permission.IMPORT, Permission.EXPORT,
    }  # fmt: skip

    for role in ROLES.values():
        assert Permission.CASE_READ in role.permissions or not role.permissions & over_cases, role.code
