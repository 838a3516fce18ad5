"""Comparing people goes on beside the rounds of the worker: once at a time, told of, and stopped between two steps."""

from __future__ import annotations

import threading

from sojourn.accounts.viewer import Viewer
from sojourn.jobs.worker import Kept, beside
from sojourn.jobs.worker.beside import Beside

MACHINE = Viewer.machine("test", [])


def test_a_second_round_waits_for_nobody_and_starts_nothing(monkeypatch):
    begun, over, told = [], threading.Event(), []

    def keep(by, *, seconds, tell):
        begun.append(by)
        over.wait(10)
        return Kept(compared=3, pairs=1)

    monkeypatch.setattr(beside, "keep_identities", keep)
    one = Beside(lambda: False, told.append)
    one.begin(MACHINE)
    one.begin(MACHINE)
    over.set()
    one.end(10)

    assert len(begun) == 1
    assert told == ["0 rows of keys written anew, 3 compared, 1 pairs alike"]
    one.begin(MACHINE)
    one.end(10)
    assert len(begun) == 2


def test_told_to_stop_it_stops_between_two_steps(monkeypatch):
    steps, stopping = [], []

    def keep(by, *, seconds, tell):
        for step in range(3):
            steps.append(step)
            stopping.append(True)
            tell(Kept(stage="keep", done=step, of=3))
        return Kept()

    monkeypatch.setattr(beside, "keep_identities", keep)
    one = Beside(lambda: bool(stopping), lambda words: None)
    one.begin(MACHINE)
    one.end(10)

    assert steps == [0]


def test_an_error_is_logged_and_the_next_round_tries_again(monkeypatch, caplog):
    def keep(by, *, seconds, tell):
        raise ValueError("unreadable")

    monkeypatch.setattr(beside, "keep_identities", keep)
    one = Beside(lambda: False, lambda words: None)
    one.begin(MACHINE)
    one.end(10)

    assert "people could not be compared" in caplog.text


def test_how_far_it_has_come_is_said_in_words():
    assert beside.said(Kept(stage="read", done=2000, of=20000)) == "2,000 of 20,000 people read to be compared"
    assert beside.said(Kept(written=5, compared=1200)) == "5 rows of keys written anew, 1,200 people compared"
