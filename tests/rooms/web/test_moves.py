"""Steps of a case, sorted for its page."""

from __future__ import annotations

import pytest

from sojourn.grammar.lifecycle import Offer
from sojourn.grammar.packs import catalogue
from sojourn.kernel.ids import new_id
from sojourn.kernel.refused import Reason
from sojourn.web.cases.moves import moves_of

NOT_MINE = (Reason("role", "This step belongs to: {roles}.", {"roles": "office_manager"}),)


@pytest.fixture(scope="module")
def returns():
    return catalogue().pack("avrr")


def sorted_at(pack, stage, blocked=()):
    offers = [
        Offer(move, NOT_MINE if move.name in blocked else ())
        for move in pack.transitions.values()
        if stage in move.sources
    ]
    return moves_of(pack, new_id(), offers, stage, "en")


def test_a_withdrawal_is_an_exit_and_no_step_among_others(returns):
    moves = sorted_at(returns, "screening")

    assert [move.label for move in moves.exits] == [returns.label_of("transition", "withdraw")]
    assert moves.exits[0] not in moves.others


def test_steps_of_other_roles_stand_back_where_this_person_can_do_one(returns):
    moves = sorted_at(returns, "cooling_off", blocked=["apply_with_waiver"])

    assert [move.label for move in moves.ahead] == [returns.label_of("transition", "apply")]
    assert returns.label_of("transition", "apply_with_waiver") in [move.label for move in moves.others]


def test_a_step_that_only_others_may_take_is_still_named(returns):
    moves = sorted_at(returns, "decision", blocked=["approve", "find_ineligible", "back_to_screening"])

    assert [move.allowed for move in moves.ahead] == [False]
    assert moves.ahead[0].reasons[0].text == "This step belongs to: Office manager."


def test_every_offer_is_shown_once(returns):
    for stage in returns.stages:
        moves = sorted_at(returns, stage)
        urls = [move.url.rpartition("/move/")[2] for move in (*moves.ahead, *moves.others, *moves.exits)]
        assert len(urls) == len(set(urls))
        assert len(urls) == sum(stage in move.sources for move in returns.transitions.values())
