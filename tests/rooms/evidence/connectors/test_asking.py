"""One question over HTTP: polite, patient, resumed, unpacked, capped."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.rooms.evidence.connectors.conftest import Asked, Publisher, Said

from sojourn.evidence.connectors.asking import Session
from sojourn.evidence.connectors.manners import Manners, Pace, retry_after
from sojourn.evidence.connectors.refusals import TooMuch
from sojourn.kernel import moment
from sojourn.kernel.refused import Refused

TABLE = b"geo,value\n" + b"DEU,1\n" * 1000


def test_says_who_is_asking(publisher: Publisher, session: Session, tmp_path: Path) -> None:
    publisher.says("/t", Said(TABLE))

    answer = session.get(publisher.base + "/t", tmp_path / "t.csv")

    assert answer.path.read_bytes() == TABLE
    assert publisher.asked[0].headers["user-agent"].startswith("sojourn/")


def test_keeps_a_distance_between_two_questions(publisher: Publisher, tmp_path: Path) -> None:
    waits: list[float] = []
    manners = Manners(pause=0.5)
    session = Session(manners, Pace(manners, sleep=waits.append, ticking=lambda: 100.0))
    publisher.says("/t", Said(TABLE))

    for name in ("a", "b"):
        session.get(publisher.base + "/t", tmp_path / name)

    assert waits == [0.5]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_asks_again_after_the_time_the_server_names(
    publisher: Publisher, session: Session, waits: list[float], tmp_path: Path, status: int
) -> None:
    publisher.says("/t", Said(b"busy", status, {"Retry-After": "7"}), Said(TABLE))

    assert session.get(publisher.base + "/t", tmp_path / "t").path.read_bytes() == TABLE
    assert waits == [7.0]


def test_reads_a_retry_after_that_is_an_instant() -> None:
    with moment.travelling(datetime(2026, 3, 31, 12, 0, 0, tzinfo=UTC)):
        assert retry_after("Tue, 31 Mar 2026 12:00:30 GMT") == 30.0
        assert retry_after("Tue, 31 Mar 2026 11:00:00 GMT") == 0.0
        assert retry_after("soon") is None


def test_waits_longer_each_time_and_gives_up(
    publisher: Publisher, session: Session, waits: list[float], tmp_path: Path
) -> None:
    publisher.says("/t", Said(b"down", 503))

    with pytest.raises(Refused) as refused:
        session.get(publisher.base + "/t", tmp_path / "t")

    assert refused.value.codes == ("unreachable",)
    assert len(publisher.asked) == 4
    assert waits == sorted(waits)


def test_never_waits_longer_than_its_patience(publisher: Publisher, tmp_path: Path) -> None:
    waits: list[float] = []
    manners = Manners(pause=0.0, patience=5.0)
    publisher.says("/t", Said(b"", 429, {"Retry-After": "86400"}), Said(TABLE))

    Session(manners, Pace(manners, sleep=waits.append)).get(publisher.base + "/t", tmp_path / "t")

    assert waits == [5.0]


def test_an_error_is_said_and_nothing_is_kept(publisher: Publisher, session: Session, tmp_path: Path) -> None:
    publisher.says("/t", Said(b"unknown dimension asyl_app", 400))

    with pytest.raises(Refused, match="400: unknown dimension asyl_app"):
        session.get(publisher.base + "/t", tmp_path / "t")

    assert list(tmp_path.iterdir()) == []
    assert len(publisher.asked) == 1


def test_too_large_a_question_is_told_apart(publisher: Publisher, session: Session, tmp_path: Path) -> None:
    publisher.says("/t", Said(b"EXTRACTION_TOO_BIG", 413))

    with pytest.raises(TooMuch):
        session.get(publisher.base + "/t", tmp_path / "t")


def test_a_broken_line_is_taken_up_where_it_broke(publisher: Publisher, session: Session, tmp_path: Path) -> None:
    tag = {"ETag": '"v1"', "Accept-Ranges": "bytes"}

    def answer(asked: Asked) -> Said:
        if "range" not in asked.headers:
            return Said(TABLE, 200, tag, cut=2500)
        assert asked.headers["if-range"] == '"v1"'
        first = int(asked.headers["range"].removeprefix("bytes=").rstrip("-"))
        return Said(TABLE[first:], 206, tag | {"Content-Range": f"bytes {first}-{len(TABLE) - 1}/{len(TABLE)}"})

    publisher.answers["/t"] = answer

    assert session.get(publisher.base + "/t", tmp_path / "t").path.read_bytes() == TABLE
    assert [asked.headers.get("range") for asked in publisher.asked] == [None, "bytes=2500-"]


def test_a_part_of_an_earlier_run_is_taken_up(publisher: Publisher, tmp_path: Path) -> None:
    manners = Manners(pause=0.0, tries=1)
    once = Session(manners, Pace(manners, sleep=lambda _: None))
    tag = {"ETag": '"v1"'}
    rest = Said(TABLE[2500:], 206, tag | {"Content-Range": f"bytes 2500-{len(TABLE) - 1}/{len(TABLE)}"})
    publisher.says("/t", Said(TABLE, 200, tag, cut=2500), rest)

    with pytest.raises(Refused):
        once.get(publisher.base + "/t", tmp_path / "t")

    assert once.get(publisher.base + "/t", tmp_path / "t").path.read_bytes() == TABLE


def test_a_file_that_changed_meanwhile_begins_anew(publisher: Publisher, session: Session, tmp_path: Path) -> None:
    changed = TABLE.replace(b"DEU", b"FRA")
    publisher.says("/t", Said(TABLE, 200, {"ETag": '"v1"'}, cut=2500), Said(changed, 200, {"ETag": '"v2"'}))

    assert session.get(publisher.base + "/t", tmp_path / "t").path.read_bytes() == changed


def test_a_server_that_knows_no_parts_begins_anew(publisher: Publisher, session: Session, tmp_path: Path) -> None:
    publisher.says("/t", Said(TABLE, cut=2500), Said(TABLE))

    assert session.get(publisher.base + "/t", tmp_path / "t").path.read_bytes() == TABLE
    assert all("range" not in asked.headers for asked in publisher.asked)


def test_an_unchanged_file_is_not_sent_again(publisher: Publisher, session: Session, tmp_path: Path) -> None:
    day = {"ETag": '"v1"', "Last-Modified": "Tue, 31 Mar 2026 12:00:00 GMT"}
    publisher.says("/t", Said(TABLE, 200, day), Said(b"", 304))

    session.get(publisher.base + "/t", tmp_path / "t")
    again = session.get(publisher.base + "/t", tmp_path / "t")

    assert again.unchanged
    assert again.path.read_bytes() == TABLE
    assert publisher.asked[1].headers["if-none-match"] == '"v1"'
    assert publisher.asked[1].headers["if-modified-since"] == "Tue, 31 Mar 2026 12:00:00 GMT"


@pytest.mark.parametrize("headers", [{}, {"Content-Encoding": "gzip"}, {"Content-Type": "text/csv"}])
def test_packed_bytes_are_seen_whatever_the_header_says(
    publisher: Publisher, session: Session, tmp_path: Path, headers: dict[str, str]
) -> None:
    publisher.says("/t", Said(gzip.compress(TABLE), 200, headers))

    assert session.get(publisher.base + "/t", tmp_path / "t").path.read_bytes() == TABLE


def test_plain_bytes_under_a_gzip_header_are_left_as_they_are(
    publisher: Publisher, session: Session, tmp_path: Path
) -> None:
    publisher.says("/t", Said(TABLE, 200, {"Content-Encoding": "gzip"}))

    assert session.get(publisher.base + "/t", tmp_path / "t").path.read_bytes() == TABLE


def test_broken_packing_is_refused(publisher: Publisher, session: Session, tmp_path: Path) -> None:
    publisher.says("/t", Said(gzip.compress(TABLE)[:60]))

    with pytest.raises(Refused) as refused:
        session.get(publisher.base + "/t", tmp_path / "t")

    assert refused.value.codes == ("broken_packing",)
    assert not (tmp_path / "t").exists()


@pytest.mark.parametrize("body", [b"x" * 1_000_001, gzip.compress(b"x" * 1_000_001)])
def test_more_than_the_cap_is_refused_packed_or_not(
    publisher: Publisher, session: Session, tmp_path: Path, body: bytes
) -> None:
    publisher.says("/t", Said(body))

    with pytest.raises(Refused) as refused:
        session.get(publisher.base + "/t", tmp_path / "t")

    assert refused.value.codes == ("too_big",)
    assert not (tmp_path / "t").exists()


@pytest.mark.parametrize("url", ["file:///etc/hostname", "ftp://example.org/x"])
def test_only_http_is_asked(session: Session, tmp_path: Path, url: str) -> None:
    with pytest.raises(Refused, match="no http address"):
        session.get(url, tmp_path / "t")


def test_a_redirect_to_a_file_is_not_followed(publisher: Publisher, session: Session, tmp_path: Path) -> None:
    publisher.says("/t", Said(b"", 302, {"Location": "file:///etc/hostname"}))

    with pytest.raises(Refused):
        session.get(publisher.base + "/t", tmp_path / "t")

    assert not (tmp_path / "t").exists()


def test_another_host_is_not_told_the_key(publisher: Publisher, session: Session, tmp_path: Path) -> None:
    elsewhere = publisher.base.replace("127.0.0.1", "localhost")
    publisher.says("/t", Said(b"", 302, {"Location": elsewhere + "/there"}))
    publisher.says("/there", Said(TABLE))

    session.get(publisher.base + "/t", tmp_path / "t", {"Ocp-Apim-Subscription-Key": "secret"})

    assert [asked.headers.get("ocp-apim-subscription-key") for asked in publisher.asked] == ["secret", None]


def test_the_same_host_is_told_the_key_again(publisher: Publisher, session: Session, tmp_path: Path) -> None:
    publisher.says("/t", Said(b"", 302, {"Location": "/there"}))
    publisher.says("/there", Said(TABLE))

    session.get(publisher.base + "/t", tmp_path / "t", {"Ocp-Apim-Subscription-Key": "secret"})

    assert publisher.asked[1].headers["ocp-apim-subscription-key"] == "secret"


def test_keys_in_addresses_are_not_shown(publisher: Publisher, session: Session, tmp_path: Path) -> None:
    publisher.says("/t", Said(b"no", 400))

    with pytest.raises(Refused) as refused:
        session.get(publisher.base + "/t?limit=5&app_identifier=secret", tmp_path / "t")

    assert "secret" not in str(refused.value)
    assert "limit=5" in str(refused.value)
