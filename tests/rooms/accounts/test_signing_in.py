"""Signing in: a second factor where the role needs one, patience with wrong tries, and a trail of both."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from tests.fixtures.signing_in import PASSWORD, SECRET, code_now, sign_in_by_hand, signed_in, with_second_factor

from sojourn.accounts.actions import add_office, add_user, deactivate_user, post_user
from sojourn.accounts.models import Office, SignInFailures, User
from sojourn.accounts.queries import rests
from sojourn.accounts.second_factor import KeptSecrets
from sojourn.accounts.viewer import Viewer
from sojourn.audit.models import Event
from sojourn.kernel import moment
from sojourn.protection.scope import whole_chain

pytestmark = pytest.mark.django_db
OPERATOR = Viewer.machine("test", [])
HOME = "/account/password/change/"


@pytest.fixture(autouse=True)
def _fresh_rate_limits() -> None:
    cache.clear()


@pytest.fixture
def office() -> Office:
    return add_office(code="ber", name="Berlin", country="DEU", zone="Europe/Berlin", by=OPERATOR)


def colleague(office: Office, role: str) -> User:
    user = add_user(email=f"{role}@sojourn.example", name="Testperson Alder", password=PASSWORD, by=OPERATOR)
    post_user(user=user, office=office, role=role, by=OPERATOR)
    return user


def actions_about(user: User) -> list[str]:
    with whole_chain():
        return list(Event.objects.filter(object_id=str(user.pk)).order_by("seq").values_list("action", flat=True))


def test_a_password_alone_lets_nobody_see_sensitive_fields(office: Office, client: Client) -> None:
    user = with_second_factor(colleague(office, "counsellor"))

    answer = client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})

    assert answer.headers["Location"] == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session


def test_password_and_code_let_in(office: Office, client: Client) -> None:
    user = with_second_factor(colleague(office, "counsellor"))

    sign_in_by_hand(client, user)

    assert client.session["_auth_user_id"] == str(user.pk)
    assert client.get(HOME).status_code == 200
    assert actions_about(user)[-1] == "account.signed_in"


def test_without_a_second_factor_the_role_is_led_to_set_one_up_before_anything_else(office, client) -> None:
    user = colleague(office, "caseworker")
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})

    for path in (HOME, reverse("mfa_index"), reverse("usersessions_list"), "/cases/", "/nowhere/"):
        assert client.get(path).headers["Location"] == reverse("mfa_activate_totp"), path
    assert client.get(reverse("mfa_activate_totp")).headers["Location"].startswith(reverse("account_reauthenticate"))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


def test_setting_up_a_second_factor_opens_the_house_and_shows_recovery_codes(office, client) -> None:
    user = colleague(office, "caseworker")
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    session = client.session
    session["mfa.totp.secret"] = SECRET
    session.save()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.db.transaction.on_commit", lambda call, **_: call())
        answer = client.post(reverse("mfa_activate_totp"), {"code": code_now()})

    assert answer.headers["Location"] == reverse("mfa_view_recovery_codes")
    assert client.get(answer.headers["Location"]).status_code == 200
    assert "account.second_factor_added" in actions_about(user)


def test_a_session_from_before_the_second_factor_must_prove_it(office: Office, client: Client) -> None:
    user = colleague(office, "counsellor")
    client.force_login(with_second_factor(user))

    answer = client.get(HOME)

    assert answer.headers["Location"].startswith(reverse("mfa_reauthenticate"))
    client.post(reverse("mfa_reauthenticate"), {"code": code_now()})
    assert client.get(HOME).status_code == 200


def test_a_role_that_sees_nothing_sensitive_may_do_without(office: Office, client: Client) -> None:
    user = colleague(office, "me_officer")

    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})

    assert client.get(HOME).status_code == 200


def test_a_second_factor_that_is_needed_cannot_be_taken_off(office: Office, client: Client) -> None:
    user = colleague(office, "counsellor")
    signed_in(client, user)

    client.post(reverse("mfa_deactivate_totp"))

    assert Authenticator.objects.filter(user=user).exists()
    adapter = KeptSecrets()
    assert not adapter.can_delete_authenticator(Authenticator.objects.get(user=user))


def test_the_secret_is_not_readable_in_the_database(office: Office) -> None:
    user = with_second_factor(colleague(office, "counsellor"))

    kept = Authenticator.objects.get(user=user).data["secret"]

    assert SECRET not in kept
    assert KeptSecrets().decrypt(kept) == SECRET


def test_a_second_factor_from_another_installation_is_told_kindly(office: Office, client: Client, settings) -> None:
    user = colleague(office, "caseworker")
    with_second_factor(user)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another installation's key", []
    answer = sign_in_by_hand(client, user)
    assert answer.status_code == 200
    assert "Ask your administrator to reset it" in answer.content.decode()


def test_five_wrong_passwords_let_the_account_rest_even_for_the_right_one(office: Office, client: Client) -> None:
    user = colleague(office, "me_officer")
    for _ in range(5):
        cache.clear()
        client.post(reverse("account_login"), {"login": user.email, "password": "not the sentence"})
    cache.clear()

    answer = client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})

    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session
    assert actions_about(user)[-5:] == ["account.sign_in_failed"] * 4 + ["account.rests"]
    with moment.travelling(moment.now() + timedelta(minutes=16)):
        client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
        assert client.session["_auth_user_id"] == str(user.pk)
    assert not SignInFailures.objects.filter(user=user).exists()


def test_wrong_codes_count_too(office: Office, client: Client) -> None:
    user = with_second_factor(colleague(office, "counsellor"))
    for _ in range(5):
        sign_in_by_hand(client, user, code="000000")

    assert rests(user)
    sign_in_by_hand(client, user)
    assert "_auth_user_id" not in client.session


def test_unknown_address_wrong_password_and_resting_account_read_the_same(office: Office, client: Client) -> None:
    user = colleague(office, "me_officer")

    def answer_to(email: str) -> str:
        cache.clear()
        page = client.post(reverse("account_login"), {"login": email, "password": "not the sentence"})
        return "|".join(page.context["form"].non_field_errors())

    unknown = answer_to("nobody@sojourn.example")
    wrong = [answer_to(user.email) for _ in range(6)]

    assert rests(user)
    assert set(wrong) == {unknown}


def test_a_colleague_who_left_is_out_at_the_next_request(office: Office, client: Client) -> None:
    user = colleague(office, "counsellor")
    signed_in(client, user)
    assert client.get(HOME).status_code == 200

    deactivate_user(user=user, by=OPERATOR)

    assert client.get(HOME).headers["Location"].startswith(reverse("account_login"))


def test_nobody_signs_up(client: Client) -> None:
    client.post(reverse("account_signup"), {"email": "x@sojourn.example", "password1": PASSWORD, "password2": PASSWORD})

    assert not User.objects.exists()
