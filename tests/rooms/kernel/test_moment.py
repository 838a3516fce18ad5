"""Time in the house can be made to stand still."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from sojourn.kernel import moment


def test_now_is_aware_and_in_utc():
    assert moment.now().tzinfo is UTC


def test_travelling_makes_time_stand_still_and_comes_back():
    noon = datetime(2026, 3, 1, 12, tzinfo=UTC)

    with moment.travelling(noon):
        assert moment.now() == noon
        with moment.travelling(noon + timedelta(hours=49)):
            assert moment.now() == datetime(2026, 3, 3, 13, tzinfo=UTC)
        assert moment.now() == noon

    assert moment.now() != noon


def test_the_day_depends_on_the_zone():
    late_evening = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    with moment.travelling(late_evening):
        assert moment.today().day == 1
        assert moment.today(timezone(timedelta(hours=4))).day == 2


def test_an_instant_without_offset_is_refused():
    with pytest.raises(ValueError, match="no offset"), moment.travelling(datetime(2026, 3, 1, 12)):
        pass
