"""What `once()` kept stays through every correction, whatever comes with it."""

from __future__ import annotations

from sojourn.cases.actions.veiled import kept_first


def test_the_first_value_stays_and_nothing_is_made_up():
    assert kept_first({"first": 9, "other": 2}, {"first": 1, "other": 1}, ("first",)) == {"first": 1, "other": 2}
    assert kept_first({"other": 2}, {"other": 1}, ("first",)) == {"other": 2}
