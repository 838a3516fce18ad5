"""Keeping accounts: what is refused, by whom it may be done, and what the trail says."""

from __future__ import annotations

from datetime import date

import pytest
from tests.fixtures.signing_in import PASSWORD, with_second_factor

from sojourn.accounts.actions import (
    activate_user,
    add_office,
    add_user,
    choose_language,
    deactivate_user,
    end_posting,
    forget_failures,
    note_failure,
    post_user,
    remember_office,
    reset_second_factor,
    set_password,
)
from sojourn.accounts.models import Office, Posting, SignInFailures, User
from sojourn.accounts.queries import (
    colleagues,
    every_office,
    managed_offices,
    names_of,
    office_by,
    office_zone,
    open_posting,
    roster,
    user_by,
)
from sojourn.accounts.viewer import Viewer, viewer_of
from sojourn.audit.models import Event
from sojourn.kernel.ids import new_id
from sojourn.kernel.refused import Refused
from sojourn.protection.scope import whole_chain

pytestmark = pytest.mark.django_db
OPERATOR = Viewer.machine("test", [])


@pytest.fixture
def hub() -> Office:
    return add_office(code="hub", name="Hub", country="DEU", kind="hub", by=OPERATOR)


@pytest.fixture
def below(hub: Office) -> Office:
    return add_office(code="tbs", name="Tbilisi", country="GEO", zone="Asia/Tbilisi", parent=hub, by=OPERATOR)


@pytest.fixture
def elsewhere() -> Office:
    return add_office(code="acc", name="Accra", country="GHA", by=OPERATOR)


@pytest.fixture
def admin(hub: Office, below: Office) -> Viewer:
    return viewer_of(posted("admin", hub, "administrator"))


def posted(name: str, office: Office, role: str) -> User:
    """A user with one post."""
    user = add_user(email=f"{name}@sojourn.example", name=f"Testperson {name.title()}", by=OPERATOR)
    post_user(user=user, office=office, role=role, by=OPERATOR)
    return user


def recorded() -> list[tuple[str, str]]:
    """What the trail tells: action and actor."""
    with whole_chain():
        return list(Event.objects.order_by("seq").values_list("action", "actor"))


def test_an_administrator_posts_in_the_own_office_and_below(admin: Viewer, below: Office) -> None:
    user = add_user(email="Birch@Sojourn.example ", name=" Testperson Birch ", by=admin)

    post_user(user=user, office=below, role="counsellor", compartments=["thb"], by=admin)

    assert (user.email, user.name) == ("birch@sojourn.example", "Testperson Birch")
    assert viewer_of(user).roles_in(below.id) == {"counsellor"}
    assert recorded()[-2:] == [("user.added", str(admin.user_id)), ("user.posted", str(admin.user_id))]


def test_an_administrator_keeps_no_other_office(admin: Viewer, elsewhere: Office) -> None:
    stranger = posted("stranger", elsewhere, "counsellor")

    for deed in (
        lambda: post_user(user=stranger, office=elsewhere, role="reviewer", by=admin),
        lambda: end_posting(posting=Posting.objects.get(user=stranger), by=admin),
        lambda: deactivate_user(user=stranger, by=admin),
        lambda: activate_user(user=stranger, by=admin),
        lambda: set_password(user=stranger, password=PASSWORD, by=admin),
        lambda: reset_second_factor(user=stranger, by=admin),
        lambda: forget_failures(user=stranger, by=admin),
        lambda: add_office(code="new", name="New", country="GHA", parent=elsewhere, by=admin),
    ):
        with pytest.raises(Refused) as refused:
            deed()
        assert refused.value.codes == ("not_yours_to_keep",)


@pytest.mark.parametrize("role", ["counsellor", "office_manager", "data_protection_officer", "hub_analyst"])
def test_other_roles_keep_nobody(hub: Office, role: str) -> None:
    by = viewer_of(posted("alder", hub, role))

    with pytest.raises(Refused, match="don't keep"):
        add_user(email="birch@sojourn.example", name="Testperson Birch", by=by)
    assert not colleagues(by)
    assert not managed_offices(by)


def test_nobody_widens_or_unlocks_the_own_account(admin: Viewer, hub: Office) -> None:
    own = User.objects.get(pk=admin.user_id)

    for deed in (
        lambda: post_user(user=own, office=hub, role="counsellor", by=admin),
        lambda: end_posting(posting=own.postings.get(), by=admin),
        lambda: reset_second_factor(user=own, by=admin),
        lambda: activate_user(user=own, by=admin),
    ):
        with pytest.raises(Refused) as refused:
            deed()
        assert refused.value.codes == ("four_eyes",)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"email": "no address"}, "bad_email"),
        ({"email": "ADMIN@sojourn.example"}, "email_taken"),
        ({"name": "  "}, "name_missing"),
        ({"password": "short"}, "weak_password"),
        ({"password": "testperson birch"}, "weak_password"),
    ],
)
def test_a_user_is_refused_with_the_reason(admin: Viewer, changes: dict, code: str) -> None:
    words = {"email": "birch@sojourn.example", "name": "Testperson Birch", "password": PASSWORD, **changes}

    with pytest.raises(Refused) as refused:
        add_user(**words, by=admin)

    assert set(refused.value.codes) == {code}
    assert str(refused.value)
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"code": "Big Office"}, "bad_code"),
        ({"code": "hub"}, "code_taken"),
        ({"country": "DE"}, "bad_country"),
        ({"zone": "Europe/Nowhere"}, "bad_zone"),
    ],
)
def test_an_office_is_refused_with_the_reason(hub: Office, changes: dict, code: str) -> None:
    with pytest.raises(Refused) as refused:
        add_office(**{"code": "ber", "name": "Berlin", "country": "DEU", **changes}, by=OPERATOR)

    assert refused.value.codes == (code,)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"role": "king"}, "unknown_role"),
        ({"role": "administrator"}, "posted_already"),
        ({"compartments": ["T H B"]}, "bad_compartment"),
        ({"from_on": date(2026, 3, 2), "until_on": date(2026, 3, 1)}, "ends_before_start"),
    ],
)
def test_a_post_is_refused_with_the_reason(hub: Office, admin: Viewer, changes: dict, code: str) -> None:
    user = User.objects.get(pk=admin.user_id)

    with pytest.raises(Refused) as refused:
        post_user(**{"user": user, "office": hub, "role": "counsellor", **changes}, by=OPERATOR)

    assert refused.value.codes == (code,)


def test_a_post_of_the_past_keeps_its_days_when_it_ends(hub: Office) -> None:
    user = add_user(email="birch@sojourn.example", name="Testperson Birch", by=OPERATOR)
    old = post_user(user=user, office=hub, role="counsellor", from_on=date(2026, 1, 1), by=OPERATOR)
    new = post_user(user=user, office=hub, role="reviewer", by=OPERATOR)

    end_posting(posting=old, on=date(2026, 3, 31), by=OPERATOR)
    end_posting(posting=new, by=OPERATOR)

    assert [(one.role, one.until_on) for one in user.postings.all()] == [("counsellor", date(2026, 3, 31))]


def test_a_lost_second_factor_is_reset_by_somebody_else(admin: Viewer, below: Office) -> None:
    user = with_second_factor(posted("birch", below, "counsellor"))

    reset_second_factor(user=user, by=admin)

    assert not user.authenticator_set.exists()
    assert recorded()[-1] == ("account.second_factor_reset", str(admin.user_id))


def test_an_administrator_lets_a_resting_account_try_again(admin: Viewer, below: Office) -> None:
    user = posted("birch", below, "counsellor")
    for _ in range(5):
        note_failure(user=user, kind="password", by=OPERATOR)

    forget_failures(user=user, by=admin)

    assert not SignInFailures.objects.exists()
    assert recorded()[-1] == ("account.unlocked", str(admin.user_id))


def test_wrong_tries_of_another_day_are_forgotten(below: Office) -> None:
    from datetime import timedelta

    from sojourn.kernel import moment

    user = posted("birch", below, "counsellor")
    for _ in range(4):
        note_failure(user=user, kind="password", by=OPERATOR)

    with moment.travelling(moment.now() + timedelta(hours=25)):
        note_failure(user=user, kind="password", by=OPERATOR)

    assert SignInFailures.objects.get().count == 1
    assert SignInFailures.objects.get().rests_until_at is None


def test_an_own_password_and_language_are_ones_own_to_choose(below: Office) -> None:
    user = posted("birch", below, "counsellor")
    by = viewer_of(user)

    set_password(user=user, password=PASSWORD, by=by)
    choose_language(user=user, language="ar", by=by)
    remember_office(user=user, office=below, by=by)

    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert (user.language, user.last_office) == ("ar", below)


def test_colleagues_in_reach_are_those_below_and_those_not_posted_yet(
    admin: Viewer, below: Office, elsewhere: Office
) -> None:
    near, far = posted("near", below, "counsellor"), posted("far", elsewhere, "counsellor")
    new = add_user(email="new@sojourn.example", name="Testperson New", by=admin)

    reach = set(colleagues(admin))

    assert {near, new} <= reach
    assert far not in reach


def test_lookups_answer_or_say_that_there_is_none(hub: Office, below: Office) -> None:
    user = posted("birch", below, "counsellor")

    assert user_by("Birch@SOJOURN.example") == user
    assert office_by("tbs") == below
    assert [office.code for office in every_office()] == ["hub", "tbs"]
    assert office_zone(below.id) == "Asia/Tbilisi"
    assert office_zone(new_id()) == "UTC"
    assert open_posting(user.email, "tbs", "counsellor").user == user
    assert names_of([user.pk, "machine:worker", str(new_id())]) == {str(user.pk): "Testperson Birch"}
    assert roster()[0]["posts"] == ["counsellor@tbs"]
    with pytest.raises(User.DoesNotExist):
        user_by("nobody@sojourn.example")
