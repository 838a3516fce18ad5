"""Which database is used, and as whom."""

from pathlib import Path

import pytest

from sojourn.config.postgres.addresses import APP_ROLE, BY_SET_ROLE, addresses
from sojourn.config.postgres.socket_folder import LONGEST, socket_folder
from sojourn.config.trouble import Trouble


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("DATABASE_URL", "SOJOURN_OWNER_DATABASE_URL", "SOJOURN_APP_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SOJOURN_HOME", str(tmp_path))
    return tmp_path


def test_without_an_address_the_embedded_server_is_used(own_home: Path):
    where = addresses()

    assert where.embedded
    assert where.owner.user == "sojourn_owner"
    assert where.app.user == APP_ROLE
    assert where.owner.host == where.app.host == str(socket_folder(own_home / "postgres"))
    assert where.owner.password == where.app.password == ""


def test_one_address_names_the_owner_and_the_app_role_gets_a_kept_password(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://chief:s%40cret@db.example:6543/cases?sslmode=require")

    where = addresses()

    assert (where.owner.user, where.owner.password, where.owner.port) == ("chief", "s@cret", "6543")
    assert where.app.user == APP_ROLE
    assert where.app.password == addresses().app.password != ""
    assert where.app.for_django()["OPTIONS"] == {"sslmode": "require"}
    assert where.app_is_ours


def test_two_addresses_are_used_as_they_are(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://pages:p@db.example/cases")
    monkeypatch.setenv("SOJOURN_OWNER_DATABASE_URL", "postgresql://chief:c@db.example/cases")

    where = addresses()

    assert (where.owner.user, where.app.user, where.app_is_ours) == ("chief", "pages", False)


def test_where_no_password_is_taken_the_owner_takes_on_the_app_role(own_home: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://chief@/cases")
    (own_home / BY_SET_ROLE).touch()

    assert addresses().app.more["options"] == f"-c role={APP_ROLE}"
    assert addresses().app.user == "chief"


@pytest.mark.parametrize("address", ["mysql://a:topsecret@b/c", "postgresql://:topsecret@host/", "nonsense topsecret"])
def test_an_address_that_cannot_be_read_is_refused_without_repeating_its_password(
    address: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("DATABASE_URL", address)

    with pytest.raises(Trouble, match="DATABASE_URL") as trouble:
        addresses()

    assert "topsecret" not in str(trouble.value)


def test_a_password_is_not_shown_when_a_login_is_printed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://chief:topsecret@db.example/cases")
    assert "topsecret" not in repr(addresses())


def test_the_socket_lies_beside_the_server_s_files_unless_that_path_is_too_long():
    short, long = Path("/srv/sojourn/postgres"), Path("/srv") / ("a" * 90) / "postgres"

    assert socket_folder(short) == short
    assert len(str(socket_folder(long) / ".s.PGSQL.5432")) < LONGEST
    assert socket_folder(long) == socket_folder(long) != socket_folder(long / "other")
