"""A hub asks three members; they fill, sign, are asked back; the regional table is published after an embargo."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from tests.rooms.reporting.conftest import TEMPLATE

from sojourn.audit.models import Event
from sojourn.kernel import moment
from sojourn.kernel.refused import Refused
from sojourn.protection.scope import seen_by, whole_chain
from sojourn.reporting import actions, queries
from sojourn.reporting.actions.keys import private_of
from sojourn.reporting.models import Asked, Publication, Return, Round, SigningKey
from sojourn.reporting.signing import is_signed, new_pair, sign


def part(region, code):
    with seen_by(region.viewers[code]):
        return Asked.objects.select_related("round__hub", "office").get(office=region.offices[code])


def give(region, code, *figures, **words):
    """Fill and sign a return for a member."""
    with seen_by(region.viewers[code]):
        draft = actions.store_return(
            asked=part(region, code), path=region.file(code, *figures, **words), by=region.viewers[code]
        )
        names = {queries_cell(problem): "as counted" for problem in draft.problems if problem["severity"] == "warning"}
        if names:
            draft = actions.explain_warnings(draft=draft, explanations=names, by=region.viewers[code])
        return actions.sign_return(draft=draft, by=region.viewers[code])


def queries_cell(problem):
    return ".".join([problem["code"], problem["table"], *problem["codes"]])


def answer(region, signed, decide, **words):
    with seen_by(region.viewers["hub"]):
        return decide(signed=signed, by=region.viewers["hub"], **words)


def test_three_members_give_their_figures_and_the_hub_publishes_them(region):
    round_ = region.ask()
    for code, women, men in (("a", 40, 60), ("b", 5, 7), ("c", 0, 0)):
        answer(region, give(region, code, women, men), actions.accept_return)

    with seen_by(region.viewers["hub"]):
        made = actions.publish_table(round_=round_, by=region.viewers["hub"])

    assert made.statuses == {"XAA": "accepted", "XAB": "accepted", "XAC": "accepted"}
    assert ["XAA", "arrivals", ["AAA", "F"], 40, "A"] in made.figures
    assert ["XAC", "arrivals", ["AAA", "_T"], 0, "A"] in made.figures
    with seen_by(region.viewers["b"]):
        seen = queries.publications_seen(region.viewers["b"], round_)
    assert [one.sha256 for one in seen] == [made.sha256]


def test_the_deadline_follows_from_the_period_and_lateness_from_the_deadline(region, monkeypatch):
    round_ = region.ask()
    late = part(region, "a")

    assert round_.due_on == date(2026, 3, 31)
    monkeypatch.setattr(moment, "today", lambda: date(2026, 3, 31))
    assert not queries.late(late)
    monkeypatch.setattr(moment, "today", lambda: date(2026, 4, 1))
    assert queries.late(late)


def test_a_workbook_says_the_same_as_a_file(region):
    region.ask()
    by = region.viewers["a"]
    with seen_by(by):
        from_file = actions.store_return(asked=part(region, "a"), path=region.file("a", 40, 60), by=by).figures
        from_book = actions.store_return(asked=part(region, "a"), path=region.workbook("a", 40, 60), by=by)

    assert from_book.figures == from_file
    assert (from_book.number, from_book.problems) == (1, [])


def test_a_return_with_an_error_cannot_be_signed_and_stays_as_a_draft(region):
    region.ask()
    by = region.viewers["a"]
    with seen_by(by):
        draft = actions.store_return(asked=part(region, "a"), path=region.file("a", 40, 60, total=99), by=by)
        with pytest.raises(Refused, match="1 errors must be corrected"):
            actions.sign_return(draft=draft, by=by)

        assert queries.draft_of(part(region, "a")).problems[0]["code"] == "sum"


def test_a_leap_against_the_year_before_wants_an_explanation(region):
    region.ask("2024")
    answer(region, give(region, "a", 40, 60, period="2024"), actions.accept_return)
    with seen_by(region.viewers["hub"]):
        Asked.objects.exclude(office=region.offices["a"]).delete()
    region.ask("2025")
    by = region.viewers["a"]
    with seen_by(by):
        asked = Asked.objects.select_related("round__hub", "office").get(
            office=region.offices["a"], round__period="2025"
        )
        draft = actions.store_return(asked=asked, path=region.file("a", 400, 60), by=by)
        with pytest.raises(Refused, match="2 warnings want an explanation"):
            actions.sign_return(draft=draft, by=by)
        said = {queries_cell(problem): "a new register" for problem in draft.problems}
        draft = actions.explain_warnings(draft=draft, explanations=said, by=by)
        again = actions.store_return(asked=asked, path=region.file("a", 400, 60), by=by)

        assert again.explanations == said, "what was explained stays explained"
        assert actions.sign_return(draft=again, by=by).signature


@pytest.mark.parametrize(("period", "code"), [("2024", "a"), ("2025", "b")])
def test_a_file_about_another_year_or_country_is_refused_and_the_draft_stays(region, period, code):
    region.ask()
    by = region.viewers["a"]
    with seen_by(by):
        kept = actions.store_return(asked=part(region, "a"), path=region.file("a", 1, 2), by=by)
        with pytest.raises(Refused, match="is about"):
            actions.store_return(asked=part(region, "a"), path=region.file(code, 3, 4, period=period), by=by)

        assert queries.draft_of(part(region, "a")).figures == kept.figures


def test_asking_back_brings_a_second_return_and_keeps_the_first(region):
    region.ask()
    first = give(region, "a", 40, 60)
    with seen_by(region.viewers["hub"]), pytest.raises(Refused, match="Say what"):
        actions.ask_back(signed=first, message=" ", by=region.viewers["hub"])
    answer(region, first, actions.ask_back, message="Are these all borders?")
    second = give(region, "a", 41, 60)
    answer(region, second, actions.accept_return)

    with seen_by(region.viewers["hub"]):
        kept = list(queries.returns_of(region.viewers["hub"], part(region, "a")))
        assert [(one.number, one.decision) for one in kept] == [(2, "accepted"), (1, "asked_back")]
        with pytest.raises(Refused, match="newer return"):
            actions.accept_return(signed=first, by=region.viewers["hub"])


def test_a_signature_fits_only_what_was_signed(region):
    region.ask()
    signed = give(region, "a", 40, 60)
    assert is_signed(signed.document, signed.signature, signed.key.public)
    assert not is_signed(signed.document.replace("60", "61"), signed.signature, signed.key.public)

    with seen_by(region.viewers["hub"]):
        Return.objects.filter(pk=signed.pk).update(document=signed.document.replace("60", "61"))
        with pytest.raises(Refused, match="signature doesn't fit"):
            actions.accept_return(signed=signed, by=region.viewers["hub"])


def test_a_private_key_is_not_kept_in_the_open(region):
    with seen_by(region.viewers["a"]):
        key = SigningKey.objects.get(office=region.offices["a"])

    private = private_of(key)

    assert private not in key.private
    assert is_signed("x", sign("x", private), key.public)
    assert not is_signed("x", sign("x", new_pair()[1]), key.public)


def test_an_embargoed_table_is_there_for_the_hub_alone(region, monkeypatch):
    monkeypatch.setattr(moment, "today", lambda: date(2026, 3, 1))
    round_ = region.ask()
    answer(region, give(region, "a", "Q", 60, total=100), actions.accept_return)
    opens = moment.now() + timedelta(days=3)
    with seen_by(region.viewers["hub"]):
        made = actions.publish_table(round_=round_, by=region.viewers["hub"], embargo_until=opens)
        assert queries.publications_seen(region.viewers["hub"], round_) == [made]
    with seen_by(region.viewers["a"]):
        assert queries.publications_seen(region.viewers["a"], round_) == []
        monkeypatch.setattr(moment, "now", lambda: opens)
        assert queries.publications_seen(region.viewers["a"], round_) == [made]
    assert made.statuses == {"XAA": "accepted", "XAB": "waiting", "XAC": "waiting"}
    assert ["XAA", "arrivals", ["AAA", "F"], None, "Q"] in made.figures


def test_a_table_is_published_again_only_when_something_changed(region):
    round_ = region.ask()
    with seen_by(region.viewers["hub"]), pytest.raises(Refused, match="No return is accepted"):
        actions.publish_table(round_=round_, by=region.viewers["hub"])
    answer(region, give(region, "a", 40, 60), actions.accept_return)
    with seen_by(region.viewers["hub"]):
        first = actions.publish_table(round_=round_, by=region.viewers["hub"])
        with pytest.raises(Refused, match="Nothing has changed"):
            actions.publish_table(round_=round_, by=region.viewers["hub"])
    answer(region, give(region, "b", 5, 7), actions.accept_return)
    with seen_by(region.viewers["hub"]):
        second = actions.publish_table(round_=round_, by=region.viewers["hub"])

        assert (first.number, second.number) == (1, 2)
        assert Publication.objects.get(pk=first.pk).figures == first.figures


def test_nobody_sees_or_does_what_is_anothers(region):
    round_ = region.ask()
    signed = give(region, "a", 40, 60)
    for code in ("b", "far"):
        viewer = region.viewers[code]
        with seen_by(viewer):
            assert queries.part_seen(viewer, signed.asked_id) is None
            assert list(Return.objects.all()) == []
            with pytest.raises(Refused):
                actions.store_return(asked=signed.asked, path=region.file("a", 1, 1), by=viewer)
            with pytest.raises(Refused):
                actions.publish_table(round_=round_, by=viewer)
    with seen_by(region.viewers["far"]):
        assert queries.round_seen(region.viewers["far"], round_.pk) is None
        assert list(Round.objects.all()) == []
    with seen_by(region.viewers["b"]):
        assert [one.office_id for one in Asked.objects.all()] == [region.offices["b"].pk]
    with seen_by(region.viewers["hub"]):
        assert list(queries.returns_of(region.viewers["hub"], part(region, "b"))) == []


def test_the_hub_sees_no_draft(region):
    region.ask()
    with seen_by(region.viewers["a"]):
        actions.store_return(asked=part(region, "a"), path=region.file("a", 1, 2), by=region.viewers["a"])
    with seen_by(region.viewers["hub"]):
        assert list(queries.returns_of(region.viewers["hub"], part(region, "a"))) == []


def test_only_a_hub_asks_and_only_those_below_it(region):
    hub, by = region.hub, region.viewers["hub"]
    with seen_by(by):
        with pytest.raises(Refused, match="only be asked by the hub above"):
            actions.ask_figures(template=TEMPLATE, period="2025", hub=hub, members=[region.offices["far"]], by=by)
        with pytest.raises(Refused, match="Write the period as a year"):
            actions.ask_figures(template=TEMPLATE, period="2025-Q1", hub=hub, members=[region.offices["a"]], by=by)
    region.ask()
    with pytest.raises(Refused, match="were asked for 2025 before"):
        region.ask()
    with seen_by(region.viewers["a"]), pytest.raises(Refused, match="in the name of this office"):
        actions.ask_figures(
            template=TEMPLATE, period="2025", hub=hub, members=[region.offices["b"]], by=region.viewers["a"]
        )


def test_every_step_stands_in_the_audit_trail(region):
    round_ = region.ask()
    answer(region, give(region, "a", 40, 60), actions.accept_return)
    with seen_by(region.viewers["hub"]):
        actions.publish_table(round_=round_, by=region.viewers["hub"])
    with whole_chain():
        names = list(Event.objects.order_by("seq").values_list("action", flat=True))

    assert [name for name in names if name.split(".")[0] in ("figures", "return")] == [
        "figures.asked", "return.stored", "return.signed", "return.accepted", "figures.published",
    ]  # fmt: skip


class TestFromAnotherServer:
    """A member runs its own server, and sends the signed file."""

    @pytest.fixture
    def sent(self, region):
        region.ask()
        signed = give(region, "a", 40, 60)
        text = json.dumps({"document": signed.document, "signature": signed.signature})
        with seen_by(region.viewers["a"]):
            public = SigningKey.objects.get(office=region.offices["a"]).public
        with seen_by(region.viewers["hub"]):
            Return.objects.all().delete()
            Asked.objects.update(state="waiting")
            actions.keep_public_key(office=region.offices["a"], public=f" {public}\n", by=region.viewers["hub"])
        return text

    def take(self, region, text, code="a"):
        with seen_by(region.viewers["hub"]):
            return actions.receive_return(asked=part(region, code), text=text, by=region.viewers["hub"])

    def test_it_is_taken_as_if_it_had_been_signed_here(self, region, sent):
        kept = self.take(region, sent)

        assert answer(region, kept, actions.accept_return).decision == "accepted"
        assert ["arrivals", ["AAA", "_T"], 100, "A"] in kept.figures

    def test_it_is_taken_once(self, region, sent):
        self.take(region, sent)
        with pytest.raises(Refused, match="is here already"):
            self.take(region, sent)

    def test_a_changed_file_is_refused(self, region, sent):
        with pytest.raises(Refused, match="signature doesn't fit"):
            self.take(region, sent.replace("60", "61"))

    def test_another_members_file_is_refused(self, region, sent):
        with pytest.raises(Refused, match="signature doesn't fit"):
            self.take(region, sent, "b")

    @pytest.mark.parametrize("text", ["", "{}", "[1]", "<html>", '{"document": "{}"}'])
    def test_what_is_no_signed_file_is_refused(self, region, sent, text):
        with pytest.raises(Refused, match="not a signed return"):
            self.take(region, text)

    def test_a_signed_file_with_errors_is_refused(self, region, sent):
        public, private = new_pair()
        document = json.loads(sent)["document"].replace("100", "101")
        with seen_by(region.viewers["hub"]):
            actions.keep_public_key(office=region.offices["a"], public=public, by=region.viewers["hub"])
        with pytest.raises(Refused, match="1 problems are not corrected"):
            self.take(region, json.dumps({"document": document, "signature": sign(document, private)}))


def test_the_database_itself_keeps_a_member_from_anothers_part(region):
    """Below the application: even a query that forgets the viewer sees nothing, and writes nothing."""
    region.ask()
    signed = give(region, "a", 40, 60)
    with seen_by(region.viewers["b"]), connection.cursor() as cursor:
        cursor.execute("UPDATE reporting_return SET decision = 'accepted'")
        assert cursor.rowcount == 0
        with pytest.raises(DatabaseError), transaction.atomic():
            Return.objects.create(asked_id=signed.asked_id, number=9)
