"""The operator's commands over accounts and the audit trail: what they do, and what they say when they can't."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.fixtures.signing_in import PASSWORD, with_second_factor

from sojourn.accounts.models import User
from sojourn.accounts.viewer import viewer_of
from sojourn.config.command import sojourn

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sojourn.config.start.start_django", lambda: None)


def run(words: str, *, typed: str = "") -> Result:
    return CliRunner().invoke(sojourn, words.split(), input=typed)


def office() -> None:
    assert run("office add ber --name Berlin --country DEU --zone Europe/Berlin").exit_code == 0


def user(email: str = "alder@sojourn.example") -> User:
    result = run(f"user add {email} --name Testperson --password-stdin", typed=f"{PASSWORD}\n")
    assert result.exit_code == 0, result.output
    return User.objects.get(email=email)


def test_a_first_administrator_comes_to_be() -> None:
    office()
    admin = user()

    result = run("user post alder@sojourn.example ber administrator --compartment thb")

    assert result.output == "alder@sojourn.example is administrator in ber from today.\n"
    assert viewer_of(admin).posts[0].role == "administrator"
    assert viewer_of(admin).compartments == {"thb"}
    assert "administrator@ber" in run("user list").output
    assert json.loads(run("user list --json").output)[0]["posts"] == ["administrator@ber"]
    assert "Europe/Berlin" in run("office list").output


def test_a_password_is_asked_twice_when_it_is_typed() -> None:
    result = run("user add birch@sojourn.example --name Testperson", typed=f"{PASSWORD}\n{PASSWORD}\n")

    assert result.exit_code == 0
    assert User.objects.get().check_password(PASSWORD)
    assert PASSWORD not in result.output


def test_somebody_leaves_comes_back_and_forgets_everything() -> None:
    office()
    alder = with_second_factor(user())
    run("user post alder@sojourn.example ber counsellor")

    assert run("user end alder@sojourn.example ber counsellor").exit_code == 0
    assert run("user deactivate alder@sojourn.example").exit_code == 0
    assert run("user activate alder@sojourn.example").exit_code == 0
    assert run("user reset-second-factor alder@sojourn.example").exit_code == 0
    new = "another sentence of mine"
    assert run("user password alder@sojourn.example --password-stdin", typed=f"{new}\n").exit_code == 0

    alder.refresh_from_db()
    assert alder.is_active
    assert alder.check_password(new)
    assert not alder.authenticator_set.exists()
    assert viewer_of(alder).posts == ()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("user post nobody@sojourn.example ber counsellor", "sojourn user list"),
        ("user post alder@sojourn.example nowhere counsellor", "sojourn office list"),
        ("user post alder@sojourn.example ber king", "There is no role “king”"),
        ("user end alder@sojourn.example ber counsellor", "does not exist"),
        ("office add ber --name Berlin --country DEU", "an office with the code “ber” already"),
        ("office add x1 --name X --country Germany", "no three-letter country code"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(words: str, said: str) -> None:
    office()
    user()

    result = run(words)

    assert result.exit_code == 1
    assert said in result.output
    assert "Traceback" not in result.output


def test_the_trail_is_checked_and_anchored(tmp_path: Path) -> None:
    file = tmp_path / "anchors"
    assert run(f"audit anchor {file}").output == "Nothing to anchor yet: the trail is empty.\n"
    office()

    assert run(f"audit anchor {file}").output == "Anchored entry 1.\n"
    user()
    checked = run(f"audit verify --anchor {file} --json")

    assert checked.exit_code == 0
    assert json.loads(checked.output) == {"ok": True, "checked": 2, "first_bad": None, "why": ""}
    assert run("audit verify").output == "The trail holds: 2 entries checked.\n"


def test_a_trail_that_does_not_hold_is_not_anchored(tmp_path: Path) -> None:
    office()
    file = tmp_path / "anchors"
    run(f"audit anchor {file}")
    line = json.loads(file.read_text())
    file.write_text(json.dumps({**line, "hash": "00" * 32}) + "\n")

    verdict, anchored = run(f"audit verify --anchor {file}"), run(f"audit anchor {file}")

    assert (verdict.exit_code, anchored.exit_code) == (1, 1)
    assert "does NOT hold at entry 1" in verdict.output
    assert "Not anchored" in anchored.output
    assert len(file.read_text().splitlines()) == 1


@pytest.mark.parametrize("content", ["not json", '{"seq": 1}'])
def test_an_anchor_file_that_is_none_is_named(tmp_path: Path, content: str) -> None:
    file = tmp_path / "anchors"
    file.write_text(content)

    result = run(f"audit verify --anchor {file}")

    assert result.exit_code == 1
    assert "line 1 of anchors is no anchor" in result.output


def test_the_permissions_page_is_printed() -> None:
    result = run("permissions")

    assert result.output.startswith("# Permissions")
    assert "| `sojourn audit verify` |" in result.output
