"""Starting, moving and stopping clocks, and what they ask for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.rooms.grammar.lifecycle.facts import NOW, facts, person

from sojourn.grammar.clocks import Run, clock_events, due_of, length_of, next_step_at, steps
from sojourn.grammar.packs import Pack, Span

TALKED = {"talk.filled": "yes", "talk.at": "2026-03-01T11:00:00+00:00", "talk.ended_at": "2026-03-01T10:00:00+01:00"}
STARTED = datetime(2026, 3, 1, 9, tzinfo=UTC)


def changes(pack: Pack, case) -> list[tuple[str, str | None, str, datetime]]:
    return [(change.clock, change.member, change.what, change.at) for change in clock_events(pack, case)]


def test_a_clock_starts_at_the_instant_an_answer_gives(family: Pack):
    case = facts(person("alder", 40), case=TALKED)
    assert changes(family, case) == [("waiting", None, "start", STARTED)]


def test_carried_out_and_asked_again_nothing_changes(family: Pack):
    case = facts(person("alder", 40), case=TALKED | {"clock.waiting.started": STARTED.isoformat()})
    assert changes(family, case) == []


def test_a_later_talk_moves_the_clock(family: Pack):
    later = TALKED | {"talk.ended_at": "2026-03-03T10:00:00+01:00", "clock.waiting.started": STARTED.isoformat()}
    assert changes(family, facts(case=later)) == [("waiting", None, "move", STARTED + timedelta(days=2))]


def test_a_stage_stops_it_and_it_does_not_start_again(family: Pack):
    helped = TALKED | {
        "clock.waiting.started": STARTED.isoformat(),
        "stage.helped.last_entered": "2026-03-04T10:00:00+00:00",
    }
    assert changes(family, facts(stage="helped", case=helped)) == [
        ("waiting", None, "stop", datetime(2026, 3, 4, 10, tzinfo=UTC))
    ]
    stopped = helped | {"clock.waiting.stopped": "2026-03-04T10:00:00+00:00"}
    assert changes(family, facts(stage="helped", case=stopped)) == []


def test_an_end_stops_every_clock(family: Pack):
    left = TALKED | {"clock.waiting.started": STARTED.isoformat()}
    assert changes(family, facts(stage="left", case=left)) == [("waiting", None, "stop", NOW)]


def test_a_condition_stops_a_clock(family: Pack):
    begun = {"transition.wait.at": "2026-03-02T09:00:00+00:00", "clock.visit.started": "2026-03-02T09:00:00+00:00"}
    fares = {"ticket.leg": [{"ticket.fare": "900"}, {"ticket.fare": "200"}]}
    assert changes(family, facts(case=begun)) == []
    assert changes(family, facts(case=begun | fares)) == [("visit", None, "stop", NOW)]


def test_a_clock_of_each_member_that_begins_with_a_day_begins_at_its_end(family: Pack):
    berlin = ZoneInfo("Europe/Berlin")
    case = facts(person("alder", 40, needs__papers_until="2026-03-20"), person("birch", 38))
    case = type(case)(case.case, case.members, (), {}, case.now, berlin)
    end = datetime(2026, 3, 20, 22, 59, 59, tzinfo=UTC)
    assert changes(family, case) == [("papers_end", "alder", "start", end)]
    assert due_of(family, case, "papers_end", "alder", end, country="DEU", zone=berlin) == end


def test_a_value_that_is_taken_back_stops_its_clock(family: Pack):
    alder = person("alder", 40, clock__papers_end__started="2026-03-20T22:59:59+00:00")
    assert changes(family, facts(alder)) == [("papers_end", "alder", "stop", NOW)]


def test_the_length_follows_the_facts(family: Pack):
    assert length_of(family, facts(person("alder", 40)), "waiting") == Span("hours", 72)
    assert length_of(family, facts(person("cedar", 9)), "waiting") == Span("hours", 168)


def test_side_states_pause_limits_but_never_waits_and_legal_clocks(family: Pack):
    held = [("on_hold", STARTED + timedelta(hours=1), STARTED + timedelta(hours=49))]
    case = facts(person("alder", 40))
    waiting = due_of(family, case, "waiting", None, STARTED, pauses=held)
    visit = due_of(family, case, "visit", None, STARTED, pauses=held)
    papers = due_of(family, case, "papers_end", "alder", STARTED, pauses=held)
    assert waiting == STARTED + timedelta(hours=72)
    # A Sunday: five working days from Monday, and one more because the hold took Monday to Tuesday 10:00.
    assert visit == datetime(2026, 3, 10, 10, tzinfo=UTC)
    assert papers == STARTED


class TestSteps:
    DUE = datetime(2026, 3, 10, 9, tzinfo=UTC)

    def run(self, *escalated: str) -> Run:
        return Run("visit", None, STARTED, self.DUE, escalated)

    def test_nothing_before_its_time(self, family: Pack):
        assert steps(family, facts(), self.run(), self.DUE - timedelta(days=3)) == []
        assert next_step_at(family, facts(), self.run()) == self.DUE - timedelta(days=1)

    def test_a_warning_then_the_due_step_with_its_reactions_then_the_rest(self, family: Pack):
        taken = steps(family, facts(person("alder", 40)), self.run(), self.DUE + timedelta(days=2))
        assert [(step.key, step.at) for step in taken] == [
            ("before_1_working_days", self.DUE - timedelta(days=1)),
            ("due", self.DUE),
            ("after_2_days", self.DUE + timedelta(days=2)),
        ]
        assert [[effect.kind for effect in step.effects] for step in taken] == [
            ["task"],
            ["alert", "referral", "service"],
            ["hold"],
        ]

    def test_kept_keys_never_come_twice(self, family: Pack):
        once = {step.key for step in steps(family, facts(), self.run(), self.DUE + timedelta(days=9))}
        assert steps(family, facts(), self.run(*once), self.DUE + timedelta(days=9)) == []
        assert next_step_at(family, facts(), self.run(*once)) is None

    def test_a_clock_without_steps_still_comes_due_once(self, family: Pack):
        run = Run("papers_end", "alder", STARTED, self.DUE)
        assert [step.key for step in steps(family, facts(person("alder", 40)), run, self.DUE)] == ["due"]
