"""The rail of stages: the main way, where the case stands, and what it went through beside it."""

from __future__ import annotations

import pytest

from sojourn.grammar.packs import catalogue
from sojourn.web.cases.rail import main_way, rail_of


@pytest.fixture(scope="module")
def returns():
    return catalogue().pack("avrr")


def test_the_main_way_leads_from_the_first_stage_to_an_end(returns):
    way = main_way(returns)

    assert way[0] == returns.start
    assert returns.stages[way[-1]].final
    assert len(set(way)) == len(way)


@pytest.mark.parametrize("name", catalogue().names())
def test_every_programme_has_a_way(name):
    pack = catalogue().pack(name)

    assert len(main_way(pack)) >= 2


def test_stages_are_past_here_or_ahead(returns):
    facts = {"case.stage": "applied", "stage.enquiry.entered": "2026-02-20T09:00:00+00:00"}

    states = [stop.state for stop in rail_of(returns, facts, "en").stops]

    assert states.count("here") == 1
    assert states == sorted(states, key=["past", "here", "ahead"].index)


def test_a_side_stage_shows_where_it_was_entered(returns):
    facts = {
        "case.stage": "no_show",
        "stage.travel_cleared.entered": "2026-04-08T10:00:00+00:00",
        "stage.no_show.entered": "2026-04-10T10:00:00+00:00",
    }

    names = [stop.name for stop in rail_of(returns, facts, "en").stops]

    assert names.index("no_show") == names.index("travel_cleared") + 1


def test_a_hold_shows_on_the_present_stage_only(returns):
    facts = {"case.stage": "screening", "case.side_state": "on_hold"}

    held = [stop.name for stop in rail_of(returns, facts, "en").stops if stop.held]

    assert held == ["screening"]


def test_a_case_that_ended_has_no_stages_ahead(returns):
    facts = {
        "case.stage": "withdrawn",
        "stage.enquiry.entered": "2026-02-20T09:00:00+00:00",
        "stage.withdrawn.entered": "2026-03-01T09:00:00+00:00",
    }

    rail = rail_of(returns, facts, "en")

    assert [stop.state for stop in rail.stops] == ["past", "here"]
    assert rail.place == ""
