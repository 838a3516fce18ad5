"""A mother seeks her child: a candidate is found, both are asked, two people confirm, and only then a place is told."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from sojourn.cases.actions import give_consent, withdraw_consent
from sojourn.cases.models import Consent
from sojourn.kernel.refused import Refused
from sojourn.protection.scope import seen_by
from sojourn.tracing import actions
from sojourn.tracing.models import TracePair, TraceRequest, TraceSide, TraceStep
from sojourn.tracing.queries.pairs import pair_in, pairs_of, proofs_of

SEAL = "thb"


class At:
    """One side at work: `At(world, member, "south")` acts as that office's people on the member's case."""

    def __init__(self, world, member, office, sealed=False):
        self.world, self.case, self.office, self.sealed = world, member.case, office, sealed

    def viewer(self, role="caseworker"):
        return self.world.viewer(self.office, role, self.sealed)

    def pairs(self, role="caseworker"):
        with seen_by(self.viewer(role)):
            return pairs_of(self.case)

    def do(self, action, who="caseworker", **words):
        by = self.viewer(who)
        with seen_by(by):
            return action(case=self.case, by=by, **words)

    def proofs(self):
        with seen_by(self.viewer()):
            (seen,) = pairs_of(self.case)
            return proofs_of(seen)


@pytest.fixture
def sides(world, mother, child):
    """A request, compared: the mother's side and the child's."""
    world.seek(mother)
    assert world.compare().found == 1
    return At(world, mother, "north"), At(world, child, "south")


def asked(seeker, sought, question="Who walked with you?", outcome="yes"):
    """Ask, answer on both sides, and judge."""
    pair = seeker.pairs()[0].pair
    proof = seeker.do(actions.ask_proof, pair=pair, kind="question", question=question)
    seeker.do(actions.answer_proof, proof=proof, role="seeker", answer="An uncle")
    sought.do(actions.answer_proof, proof=proof, role="sought", answer="My uncle")
    return seeker.do(actions.judge_proof, proof=proof, outcome=outcome)


def test_a_mother_and_her_child_are_brought_together(sides):
    seeker, sought = sides
    pair = seeker.pairs()[0].pair
    seeker.do(actions.take_up_pair, pair=pair)
    asked(seeker, sought)
    asked(seeker, sought, "What was the dog called?")
    seeker.do(actions.confirm_pair, "protection_officer", pair=pair, reason="Two answers that nobody else knows")
    reunited = seeker.do(
        actions.reunite, pair=pair, on=date(2026, 5, 1), handed_to="Testmother Maplewood", document="P123"
    )

    assert reunited.state == "reunified"
    assert seeker.pairs()[0].disclosed == [{"office": "Office south", "country": "XAS"}]
    assert sought.pairs()[0].disclosed == [{"office": "Office north", "country": "XAN"}]
    with seen_by(sought.viewer()):
        steps = [(one.came_from, one.came_to) for one in TraceStep.objects.all()]
    assert steps == [("possible", "checking"), ("checking", "confirmed"), ("confirmed", "reunified")]


def test_neither_side_sees_the_others_case_or_place_before(sides):
    for side, other in (sides, sides[::-1]):
        (seen,) = side.pairs()
        assert seen.disclosed == []
        assert {row["field"] for row in seen.pair.reasons}, "why they may belong together is said"
        assert not any("Maplewood" in str(value) for row in seen.pair.reasons for value in row.values())
        with seen_by(side.viewer()):
            assert [row.case_id for row in TraceSide.objects.all()] == [side.case.pk]
            assert not type(side.case).objects.filter(pk=other.case.pk).exists()


def test_an_answer_is_read_by_the_other_side_only_when_both_have_answered(sides):
    seeker, sought = sides
    pair = seeker.pairs()[0].pair
    seeker.do(actions.take_up_pair, pair=pair)
    proof = seeker.do(actions.ask_proof, pair=pair, kind="question", question="Who walked with you?")
    seeker.do(actions.answer_proof, proof=proof, role="seeker", answer="An uncle")

    assert sought.proofs()[0].answers == {}
    assert sought.proofs()[0].waits_for == {"sought"}
    with pytest.raises(Refused, match="Both sides must have answered"):
        seeker.do(actions.judge_proof, proof=proof, outcome="yes")
    with pytest.raises(Refused, match="Only the office of that side"):
        sought.do(actions.answer_proof, proof=proof, role="seeker", answer="An aunt")
    sought.do(actions.answer_proof, proof=proof, role="sought", answer="My uncle")
    with pytest.raises(Refused, match="not changed afterwards"):
        sought.do(actions.answer_proof, proof=proof, role="sought", answer="A neighbour")
    assert seeker.proofs()[0].answers == {"seeker": "An uncle", "sought": "My uncle"}


class TestConfirming:
    """What a confirmation asks for; each lack is named."""

    @pytest.fixture
    def checking(self, sides):
        seeker, sought = sides
        seeker.do(actions.take_up_pair, pair=seeker.pairs()[0].pair)
        return seeker, sought, seeker.pairs()[0].pair

    def confirm(self, side, pair, role="protection_officer"):
        return side.do(actions.confirm_pair, role, pair=pair, reason="It fits")

    def test_two_proofs_are_needed(self, checking):
        seeker, sought, pair = checking
        asked(seeker, sought)
        with pytest.raises(Refused) as caught:
            self.confirm(seeker, pair)
        assert caught.value.codes == ("proofs",)

    def test_a_document_and_a_neighbour_are_not_enough_without_asking_both(self, checking):
        seeker, _sought, pair = checking
        for kind in ("document", "community"):
            proof = seeker.do(actions.ask_proof, pair=pair, kind=kind, question="A school card")
            with pytest.raises(Refused, match="Say what was seen"):
                seeker.do(actions.judge_proof, proof=proof, outcome="yes")
            seeker.do(actions.judge_proof, proof=proof, outcome="yes", remark="Seen by both offices")
        with pytest.raises(Refused) as caught:
            self.confirm(seeker, pair)
        assert caught.value.codes == ("both_asked",)

    def test_what_speaks_against_it_must_be_cleared_up(self, checking):
        seeker, sought, pair = checking
        for outcome in ("yes", "yes", "no"):
            asked(seeker, sought, outcome=outcome)
        with pytest.raises(Refused) as caught:
            self.confirm(seeker, pair)
        assert caught.value.codes == ("against",)

    def test_whoever_took_it_up_does_not_confirm_it(self, sides):
        seeker, sought = sides
        pair = seeker.pairs()[0].pair
        seeker.do(actions.take_up_pair, "protection_officer", pair=pair)
        asked(seeker, sought), asked(seeker, sought)
        with pytest.raises(Refused) as caught:
            self.confirm(seeker, pair)
        assert caught.value.codes == ("four_eyes",)

    def test_a_caseworker_does_not_confirm(self, checking):
        seeker, sought, pair = checking
        asked(seeker, sought), asked(seeker, sought)
        with pytest.raises(Refused, match="may not do this"):
            self.confirm(seeker, pair, "caseworker")

    def test_both_must_have_agreed_to_contact(self, world):
        mother = world.person("north", "Testmother", "Maplewood", "1986", "F", consents=world.both)
        child = world.person("south", "Testkid", "Maplewood", "2014-05", "M")
        world.seek(mother)
        world.compare()
        seeker, sought = At(world, mother, "north"), At(world, child, "south")
        pair = seeker.pairs()[0].pair
        seeker.do(actions.take_up_pair, pair=pair)
        asked(seeker, sought), asked(seeker, sought)
        with pytest.raises(Refused) as caught:
            self.confirm(seeker, pair)
        assert caught.value.codes == ("no_contact_consent",)
        with seen_by(sought.viewer()):
            give_consent(member=child, purpose="tracing_contact", by=sought.viewer())
        assert self.confirm(seeker, pair).state == "confirmed"


def test_a_rejected_candidate_never_returns(world, sides):
    seeker, sought = sides
    with pytest.raises(Refused, match="Say why"):
        sought.do(actions.reject_pair, pair=sought.pairs()[0].pair, reason=" ")
    sought.do(actions.reject_pair, pair=sought.pairs()[0].pair, reason="His mother is with him")
    with seen_by(seeker.viewer()):
        TraceRequest.objects.update(compared_at=None)

    assert world.compare().found == 0
    assert seeker.pairs() == sought.pairs() == []


def test_a_consent_taken_back_hides_the_candidate_at_once_for_both(world, sides, child):
    seeker, sought = sides
    pair = seeker.pairs()[0].pair
    with seen_by(sought.viewer()):
        withdraw_consent(consent=Consent.objects.get(member=child, purpose="tracing"), by=sought.viewer())

    assert seeker.pairs() == sought.pairs() == []
    with pytest.raises(Refused, match="no longer there"):
        seeker.do(actions.take_up_pair, pair=pair)


def test_nobody_is_compared_who_has_not_agreed(world, mother):
    world.person("south", "Testkid", "Maplewood", "2014-05", "M", consents=())
    world.seek(mother)

    assert world.compare().found == 0


def test_nobody_seeks_for_a_member_who_has_not_agreed(world):
    mother = world.person("north", "Testmother", "Maplewood", "1986", "F", consents=())
    with pytest.raises(Refused, match="has not agreed to tracing"):
        world.seek(mother)


def test_somebody_too_old_to_be_the_child_is_no_candidate(world, mother):
    world.person("south", "Testkid", "Maplewood", "1980", "M")
    world.seek(mother, birth="")

    assert world.compare().found == 0


def test_a_mothers_name_told_by_both_speaks_for_it(world, mother):
    child = world.person("south", "Testkid", "Maplewood", "2014-05", "M")
    world.seek(child, "mother", "south", given="Testmother", family="Maplewood", birth="", sex="F")
    world.seek(mother)
    world.compare()

    (seen,) = [one for one in At(world, mother, "north").pairs() if one.roles == {"seeker"}]
    weights = {row["code"]: row["weight"] for row in seen.pair.reasons}
    assert weights["relation.parent_named"] > 0
    assert weights["relation.ages_fit"] > 0


def test_contact_waits_for_the_protection_officer(world, mother, child):
    request = world.seek(mother, risk=True)
    world.compare()
    seeker, sought = At(world, mother, "north"), At(world, child, "south")
    pair = sought.pairs()[0].pair
    with pytest.raises(Refused, match="contact is safe"):
        sought.do(actions.take_up_pair, pair=pair)
    officer = world.viewer("north", "protection_officer")
    with seen_by(world.viewer("north")), pytest.raises(Refused, match="may not do this"):
        actions.clear_contact(request=request, safe=True, reason="x", by=world.viewer("north"))
    with seen_by(officer):
        actions.clear_contact(request=request, safe=True, reason="Spoke to the aunt", by=officer)

    assert sought.do(actions.take_up_pair, pair=pair).state == "checking"
    assert seeker.pairs()[0].pair.state == "checking"


def test_the_other_side_of_a_sealed_case_learns_nothing_before_it_is_told(world, mother):
    child = world.person(
        "south", "Testkid", "Maplewood", "2014-05", "M", pack="counter_trafficking", consents=world.both
    )
    world.seek(mother)
    assert world.compare().found == 1
    seeker, sought = At(world, mother, "north"), At(world, child, "south", sealed=True)

    assert seeker.pairs() == []
    assert len(sought.pairs("protection_officer")) == 1
    outsider = At(world, child, "south")
    assert outsider.pairs() == [], "in the same office, but without the seal"
    pair = sought.pairs("protection_officer")[0].pair
    sought.do(actions.tell_the_other_side, "protection_officer", pair=pair, reason="He asks for her")
    assert len(seeker.pairs()) == 1


def test_a_request_that_is_closed_takes_its_possible_candidates_with_it(world, sides):
    seeker, _sought = sides
    by = seeker.viewer()
    with seen_by(by):
        request = TraceRequest.objects.get()
        with pytest.raises(Refused, match="why the request is closed"):
            actions.follow_request(request=request, status="closed", by=by)
        actions.follow_request(request=request, status="closed", reason="taken_back", by=by)
        assert list(TracePair.objects.all()) == []
    assert world.compare().found == 0


@pytest.mark.parametrize(
    ("said", "code"),
    [({"given": "", "family": ""}, "name"), ({"birth": "last spring"}, "date"), ({"last_seen_on": "2025-13"}, "date")],
)
def test_a_description_that_cannot_be_is_refused_with_its_field(world, mother, said, code):
    with pytest.raises(Refused) as caught:
        world.seek(mother, **said)

    assert caught.value.codes == (code,)
    assert caught.value.reasons[0].field


def test_the_database_itself_keeps_the_sides_apart(sides):
    seeker, sought = sides
    pair = seeker.pairs()[0].pair
    with seen_by(seeker.viewer()), connection.cursor() as cursor:
        cursor.execute("UPDATE tracing_traceside SET open = true")
        assert cursor.rowcount == 1
        with pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute("DELETE FROM tracing_tracestep")
        cursor.execute("SELECT count(*) FROM tracing_tracerequest")
        assert cursor.fetchone() == (1,)
    with seen_by(sought.viewer()), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM tracing_tracerequest")
        assert cursor.fetchone() == (0,), "the child's side can't read the mother's request"
        assert pair_in(seeker.case, pair.pk) is None
