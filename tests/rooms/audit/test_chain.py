"""The chain: whatever is done to it is found, and the first bad entry is named (fault F8)."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import ProgrammingError, connection, transaction
from tests.rooms.audit.conftest import MACHINE, Chain, read

from sojourn.accounts.models import Office
from sojourn.audit.actions import record
from sojourn.audit.chain import Anchor, BadAnchor, anchor, judge, verify
from sojourn.audit.models import Event
from sojourn.kernel import moment
from sojourn.protection.scope import seen_by, whole_chain

Row = tuple[Any, ...]
Tampering = Callable[[list[Row], random.Random], tuple[list[Row], int]]


def test_an_untouched_chain_holds(chain: Chain) -> None:
    with whole_chain():
        verdict = verify()

    assert (verdict.ok, verdict.checked, verdict.first_bad) == (True, 20, None)


def flip_a_bit(rows: list[Row], chance: random.Random) -> tuple[list[Row], int]:
    """Change one bit somewhere in one column of one row."""
    place, column = chance.randrange(len(rows)), chance.randrange(len(rows[0]))
    row = list(rows[place])
    row[column] = flipped(row[column], chance)
    bad = rows[place][0]
    return [*rows[:place], tuple(row), *rows[place + 1 :]], bad


def flipped(value: Any, chance: random.Random) -> Any:
    """The value with one bit changed."""
    if isinstance(value, bytes | memoryview):
        changed = bytearray(value)
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
        return bytes(changed)
    if isinstance(value, int):
        return value ^ (1 << chance.randrange(20))
    if isinstance(value, UUID):
        return UUID(int=value.int ^ (1 << chance.randrange(128)))
    if isinstance(value, str):
        place = chance.randrange(len(value) + 1)
        letter = chr(ord(value[place]) ^ 1) if place < len(value) else "\x01"
        return value[:place] + letter + value[place + 1 :]
    return value + timedelta(microseconds=1 << chance.randrange(30))


def delete_one(rows: list[Row], chance: random.Random) -> tuple[list[Row], int]:
    """Take one row out, not the last."""
    place = chance.randrange(len(rows) - 1)
    return rows[:place] + rows[place + 1 :], rows[place][0]


def delete_one_and_close_ranks(rows: list[Row], chance: random.Random) -> tuple[list[Row], int]:
    """Take one row out and number the rest anew."""
    left, bad = delete_one(rows, chance)
    return [(number, *row[1:]) for number, row in enumerate(left, start=1)], bad


def insert_one(rows: list[Row], chance: random.Random) -> tuple[list[Row], int]:
    """Put a copy of a row somewhere else and number the rest anew."""
    place = chance.randrange(1, len(rows))
    more = [*rows[:place], rows[chance.randrange(place)], *rows[place:]]
    return [(number, *row[1:]) for number, row in enumerate(more, start=1)], place + 1


def swap_two(rows: list[Row], chance: random.Random) -> tuple[list[Row], int]:
    """Exchange what two rows say, keeping their numbers."""
    first, second = sorted(chance.sample(range(len(rows)), 2))
    more = list(rows)
    more[first] = (rows[first][0], *rows[second][1:])
    more[second] = (rows[second][0], *rows[first][1:])
    return more, rows[first][0]


def cut_the_tail(rows: list[Row], chance: random.Random) -> tuple[list[Row], int]:
    """Take the last rows away."""
    left = chance.randrange(len(rows))
    return rows[:left], left + 1


TAMPERINGS = [flip_a_bit, delete_one, delete_one_and_close_ranks, insert_one, swap_two, cut_the_tail]


@pytest.mark.parametrize("tamper", TAMPERINGS)
def test_every_tampering_is_found_and_named(chain: Chain, tamper: Tampering) -> None:
    trials(chain, tamper, 60)


@pytest.mark.nightly
@pytest.mark.parametrize("tamper", TAMPERINGS)
def test_every_tampering_is_found_and_named_a_thousand_times(chain: Chain, tamper: Tampering) -> None:
    trials(chain, tamper, 1_000)


def trials(chain: Chain, tamper: Tampering, count: int) -> None:
    """Tamper `count` times, each time with the untouched chain."""
    head, rows = chain
    chance = random.Random(20261122)
    for trial in range(count):
        changed, bad = tamper(rows, chance)
        verdict = judge(head, changed)
        assert not verdict.ok, f"trial {trial}: not found"
        assert verdict.first_bad == bad, f"trial {trial}: {verdict}"


def test_a_changed_head_is_found(chain: Chain) -> None:
    head, rows = chain
    head.hash = flipped(bytes(head.hash), random.Random(1))

    assert judge(head, rows).first_bad == 20


def test_a_forged_entry_with_a_fitting_hash_beyond_the_head_is_found(chain: Chain) -> None:
    from sojourn.audit.chain import link

    head, rows = chain
    forged = (21, *rows[-1][1:])
    forged = (*forged[:-1], link(bytes(rows[-1][-1]), forged))

    verdict = judge(head, [*rows, forged], later_head=lambda: head)

    assert (verdict.ok, verdict.first_bad) == (False, 21)


def test_a_missing_head_and_an_emptied_trail_are_found(chain: Chain) -> None:
    head, rows = chain

    assert judge(None, rows).first_bad == 1
    assert judge(head, []).first_bad == 1
    assert judge(None, []).ok
    assert not judge(None, [], [Anchor(head.chain, 3, "00", "then")]).ok


def test_an_anchor_shows_a_tail_that_was_cut_with_its_head(write, tmp_path: Path) -> None:
    """Whoever may write the head too can cut the tail without a trace inside; the anchor outside shows it."""
    write(10)
    older_head, older_rows = read()
    write(10)
    file = tmp_path / "anchors"
    with whole_chain():
        made = anchor(file)
        assert verify(file).ok

    from sojourn.audit.chain import read_anchors

    verdict = judge(older_head, older_rows, read_anchors(file))

    assert made is not None
    assert made.seq == 20
    assert judge(older_head, older_rows).ok, "inside, the older copy looks sound"
    assert (verdict.ok, verdict.first_bad) == (False, 11)


def test_an_anchor_shows_a_chain_that_was_wholly_rewritten(chain: Chain) -> None:
    head, rows = chain

    rewritten = judge(head, rows, [Anchor(head.chain, 7, "ab" * 32, "then")])
    stranger = judge(head, rows, [Anchor(UUID(int=1), 7, bytes(rows[6][-1]).hex(), "then")])

    assert rewritten.first_bad == 7
    assert not stranger.ok


def test_anchors_gather_line_by_line(write, tmp_path: Path) -> None:
    file = tmp_path / "anchors"
    with whole_chain():
        assert anchor(file) is None
    for _ in range(3):
        write(5)
        with whole_chain():
            anchor(file)

    with whole_chain():
        assert len(file.read_text().splitlines()) == 3
        assert verify(file).ok
    file.write_text(file.read_text() + "not json\n")
    with whole_chain(), pytest.raises(BadAnchor, match="line 4"):
        verify(file)


def test_whoever_sees_a_part_only_cannot_pronounce_on_the_whole(chain: Chain, tmp_path: Path) -> None:
    with seen_by(MACHINE):
        with pytest.raises(PermissionError):
            verify()
        with pytest.raises(PermissionError):
            anchor(tmp_path / "anchors")


def test_events_written_during_the_check_are_no_fault(chain: Chain, write) -> None:
    head, _ = chain
    write(3)
    later, rows = read()

    assert judge(head, rows, later_head=lambda: later).ok


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET detail = '{}'",
        "DELETE FROM audit_event",
        "TRUNCATE audit_event",
        "INSERT INTO audit_event SELECT * FROM audit_event",
        "UPDATE audit_head SET seq = 1",
        "DELETE FROM audit_head",
        "DROP TABLE audit_event",
        "ALTER TABLE audit_event DISABLE ROW LEVEL SECURITY",
        "DROP FUNCTION audit_append(timestamptz, jsonb)",
        "CREATE OR REPLACE FUNCTION audit_append(timestamptz, jsonb) RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint'",
    ],
)
def test_the_app_role_can_only_add(chain: Chain, statement: str) -> None:
    with (
        whole_chain(),
        connection.cursor() as cursor,
        pytest.raises(ProgrammingError, match=r"permission denied|must be owner"),
        transaction.atomic(),
    ):
        cursor.execute(statement)


def test_order_and_instants_go_forward_when_the_clock_jumps_back(office: Office) -> None:
    noon = moment.now()
    for said in (noon, noon - timedelta(days=1), noon + timedelta(seconds=1)):
        with moment.travelling(said):
            record("case.moved", by=MACHINE, on=("case", "1"), office=office)

    with whole_chain():
        events = list(Event.objects.order_by("seq"))
        assert verify().ok
    assert [event.ordered_at for event in events] == [noon, noon, noon + timedelta(seconds=1)]
    assert events[1].at == noon - timedelta(days=1), "what the clock said is kept as well"


def test_what_is_rolled_back_leaves_no_event(office: Office) -> None:
    record("case.opened", by=MACHINE, on=("case", "1"), office=office)
    with pytest.raises(ZeroDivisionError), transaction.atomic():  # noqa: PT012
        record("case.moved", by=MACHINE, on=("case", "1"), office=office)
        1 / 0  # noqa: B018

    with whole_chain():
        assert [event.action for event in Event.objects.all()] == ["case.opened"]
        assert verify().ok


@pytest.mark.django_db(transaction=True)
def test_tampering_by_the_owner_of_the_tables_is_found(office: Office, write, owner_dsn: str) -> None:
    write(5)
    with psycopg.connect(owner_dsn, autocommit=True) as owner:
        owner.execute("UPDATE audit_event SET actor = 'somebody else' WHERE seq = 3")

    with whole_chain():
        assert verify().first_bad == 3


@pytest.mark.django_db(transaction=True)
def test_many_writers_at_once_make_one_sound_chain(office: Office) -> None:
    def write(writer: int) -> None:
        try:
            for number in range(15):
                with transaction.atomic():
                    record("case.moved", by=MACHINE, on=("case", f"{writer}-{number}"), office=office)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(8)))

    with whole_chain():
        verdict = verify()
    assert (verdict.ok, verdict.checked) == (True, 120)
