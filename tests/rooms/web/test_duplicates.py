"""The pages about duplicates: the queue, a pair side by side, a decision with its reason, and taking it back."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse
from tests.fixtures.signing_in import signed_in

from sojourn.accounts.actions import add_office, add_user, post_user
from sojourn.accounts.viewer import Viewer, viewer_of
from sojourn.cases.actions import Joining, open_case, place_case
from sojourn.cases.models import Case
from sojourn.cases.queries.identities import holding_pairs
from sojourn.protection.scope import seen_by
from sojourn.subjects.actions import Seal, claim_channel, claim_particulars, judge_pair, suggest_pairs
from sojourn.subjects.models import ContactChannel, PersonKeys
from sojourn.subjects.particulars import Particulars
from sojourn.web.duplicates import present

from .conftest import OPERATOR

ONE = Particulars(family_name="Hazel", given_names="Amina", birth="1985-03-04", sex="F", nationalities=("SYR",))
OTHER = Particulars(family_name="هازل", given_names="أمينة", birth="1985-03-04", sex="F", nationalities=("SYR",))


@pytest.fixture
def twice(berlin):
    """Amina Hazel is here twice, once in Arabic; the worker has seen it. `officer` holds the seal."""
    with seen_by(berlin.by):
        joining = [[Joining("principal", None, said)] for said in (ONE, OTHER)]
        pair = [open_case(pack="avrr", office=berlin.office, members=one, by=berlin.by).subject for one in joining]
    compare(berlin)
    one, other = sorted(pair, key=lambda subject: subject.pk)
    url = reverse("web:same-person", args=[one.pk])
    return SimpleNamespace(berlin=berlin, one=one, other=other, url=url, client=berlin.client("caseworker"))


def compare(berlin):
    machine = Viewer.machine("test", [berlin.office], ["thb"])
    with seen_by(machine):
        suggest_pairs()


def decide(twice, verdict, reason="the same passport", seen="0", client=None):
    words = {"with": twice.other.pk, "verdict": verdict, "reason": reason, "seen": seen, "then": "next"}
    return (client or twice.client).post(twice.url, words, follow=True)


def text(response):
    return response.content.decode()


def test_the_queue_shows_the_pair_and_why(twice):
    page = text(twice.client.get(reverse("web:duplicates")))

    assert "1 pair waits for a decision" in page
    assert "Amina Hazel" in page
    assert "Birth: the same day" in page


def test_a_pair_stands_side_by_side_with_what_speaks_for_it(twice):
    page = text(twice.client.get(twice.url, {"with": twice.other.pk}))

    assert "أمينة هازل" in page
    assert 'data-head="1 · ' in page
    assert 'data-head="2 · ' in page
    assert "the same in another script" in page
    assert "speaks strongly for it" in page


def test_a_decision_is_kept_and_the_pair_leaves_the_queue(twice):
    page = text(decide(twice, "same"))

    assert "Kept: they are the same person" in page
    assert "Nobody seems to be here twice" in page
    assert "the same passport" in text(twice.client.get(reverse("web:duplicates-decided")))


def test_a_decision_without_a_reason_is_not_kept_and_what_was_typed_stays(twice):
    answer = twice.client.post(twice.url, {"with": twice.other.pk, "verdict": "same", "reason": " ", "seen": "0"})

    assert answer.status_code == 422
    assert "Say why" in text(answer)
    assert 'value="same" required checked' in text(answer)


def test_a_decision_is_taken_back_from_the_history(twice):
    decide(twice, "same")
    assert "Take the last decision back" in text(twice.client.get(twice.url, {"with": twice.other.pk}))
    page = text(decide(twice, "open", reason="mixed up", seen="1"))

    assert "Taken back" in page
    assert "Are they one person?" not in text(twice.client.get(reverse("web:duplicates-decided")))
    assert "1 pair waits" in text(twice.client.get(reverse("web:duplicates")))


def test_who_judges_second_sees_the_first_decision_instead(twice):
    decide(twice, "different")
    answer = decide(twice, "same", seen="0")

    assert answer.status_code == 422
    assert "Somebody else has judged this pair" in text(answer)


def test_filters_and_the_page_of_one_person(twice):
    assert "No pair fits" in text(twice.client.get(reverse("web:duplicates"), {"unsure": "yes"}))
    decide(twice, "unsure", reason="no papers")
    assert "Looked at before, not clear yet" in text(twice.client.get(reverse("web:duplicates"), {"unsure": "yes"}))
    assert "Who may be the same person as" in text(twice.client.get(twice.url))


@pytest.mark.parametrize("role", ["counsellor", "finance", "hub_analyst"])
def test_who_may_not_judge_finds_no_page(twice, role):
    client = twice.berlin.client(role)

    assert client.get(reverse("web:duplicates")).status_code == 404
    assert client.get(twice.url, {"with": twice.other.pk}).status_code == 404
    assert decide(twice, "same", client=client).status_code == 404


def test_who_does_not_read_sensitive_answers_is_not_told_nationalities(twice):
    page = text(twice.berlin.client("office_manager").get(twice.url, {"with": twice.other.pk}))

    assert "Syrian" not in page
    assert "Nationality" not in page.replace("Nationalities", "")


@pytest.fixture
def across(twice):
    """A third record of hers, known to sealed cases alone, and the officer who holds the seal."""
    berlin = twice.berlin
    officer = add_user(email="officer@sojourn.example", name="Testperson Officer", by=OPERATOR)
    holder = add_user(email="holder@sojourn.example", name="Testperson Holder", by=OPERATOR)
    post_user(user=officer, office=berlin.office, role="protection_officer", compartments=["thb"], by=OPERATOR)
    post_user(user=holder, office=berlin.office, role="caseworker", compartments=["thb"], by=OPERATOR)
    by = viewer_of(officer)
    with seen_by(by):
        members = [Joining("principal", None, ONE)]
        case = open_case(pack="counter_trafficking", office=berlin.office, members=members, by=by)
    compare(berlin)
    clients = {"officer": signed_in(Client(), officer), "holder": signed_in(Client(), holder)}
    return SimpleNamespace(twice=twice, sealed=case.subject, by=by, **clients)


def test_a_pair_across_a_seal_is_for_the_protection_officer_alone(across):
    queue = reverse("web:duplicates")

    assert "3 pairs wait" in text(across.officer.get(queue))
    assert "1 pair waits" in text(across.holder.get(queue))
    assert "1 pair waits" in text(across.twice.client.get(queue))
    pair = {"with": across.sealed.pk}
    assert "The other side learns nothing" in text(across.officer.get(across.twice.url, pair))
    assert across.holder.get(across.twice.url, pair).status_code == 404


def test_a_decision_across_a_seal_changes_no_page_of_the_other_side(across):
    client, twice = across.twice.client, across.twice
    pages = [reverse("web:duplicates"), reverse("web:duplicates-decided"), twice.url,
             reverse("web:show-person", args=[twice.one.pk])]  # fmt: skip
    before = [client.get(page).content for page in pages]
    with seen_by(across.by):
        judge_pair(one=twice.one, other=across.sealed, verdict="same", reason="she said so", by=across.by)

    def plain(content):
        return [line for line in content.decode().splitlines() if "csrf" not in line.lower() and "nonce" not in line]

    after = [client.get(page).content for page in pages]
    assert [plain(one) for one in before] == [plain(one) for one in after]


def test_the_protection_officer_is_asked_on_the_page_of_work_and_nobody_else(across):
    assert "One person or two?" in text(across.officer.get("/"))
    assert "One person or two?" not in text(across.holder.get("/"))
    assert "One person or two?" not in text(across.twice.client.get("/"))


@pytest.fixture
def by_sealed_words(across):
    """Two records in the open that look alike only by what a sealed case heard; judged by nobody yet."""
    berlin = across.twice.berlin
    former = Particulars(family_name="Zelkova", given_names="Bertrada", birth="1971-08-09", sex="F")
    with seen_by(berlin.by):
        members = [[Joining("principal", None, said)] for said in (former, Particulars(family_name="Rowanberry"))]
        pair = [open_case(pack="avrr", office=berlin.office, members=one, by=berlin.by).subject for one in members]
    with seen_by(across.by):
        seal = Seal("thb", berlin.office.pk)
        claim_particulars(person=pair[1].person, particulars=former, by=across.by, seal=seal)
    compare(berlin)
    one, other = sorted(pair, key=lambda subject: subject.pk)
    return SimpleNamespace(one=one, other=other, url=reverse("web:same-person", args=[one.pk]))


def _places(across):
    """Everybody who might look, by name; the officer of another office holds that office's seal of the same name."""
    elsewhere = add_office(code="south", name="South", country="DEU", by=OPERATOR)
    foreign = add_user(email="foreign@sojourn.example", name="Testperson Foreign", by=OPERATOR)
    post_user(user=foreign, office=elsewhere, role="protection_officer", compartments=["thb"], by=OPERATOR)
    berlin = across.twice.berlin
    return {
        "officer": across.officer, "holder": across.holder, "caseworker": across.twice.client,
        "officer without the seal": berlin.client("protection_officer"), "manager": berlin.client("office_manager"),
        "officer elsewhere": signed_in(Client(), foreign),
    }  # fmt: skip


def test_what_looks_alike_by_sealed_words_alone_is_asked_of_the_officer_alone(across, by_sealed_words):
    pair = by_sealed_words
    href = f"{pair.url}?with={pair.other.pk}"
    seen = {
        name: [
            href in text(client.get(page)).replace("&amp;", "&") for page in (reverse("web:duplicates"), pair.url, "/")
        ]
        for name, client in _places(across).items()
    }

    assert seen.pop("officer") == [True, True, True]
    assert set(map(tuple, seen.values())) == {(False, False, False)}


def test_the_officer_is_told_that_it_rests_on_what_is_sealed(across, by_sealed_words):
    page = text(across.officer.get(by_sealed_words.url, {"with": by_sealed_words.other.pk}))

    assert "They look alike only by what is sealed" in page
    assert "the same day" in page
    birth = page[page.index("1971-08-09") :]
    assert birth.index("1971-08-09") < birth.index("Sealed"), "what is sealed of an open record is marked"


def test_what_the_officer_decides_by_sealed_words_is_known_to_no_other_page(across, by_sealed_words):
    pair = by_sealed_words
    words = {"with": pair.other.pk, "verdict": "same", "reason": "said in the sealed case", "seen": "0"}
    assert across.officer.post(pair.url, words).status_code == 302

    assert "said in the sealed case" in text(across.officer.get(reverse("web:duplicates-decided")))
    for name, client in _places(across).items():
        if name != "officer":
            pages = [reverse("web:duplicates-decided"), pair.url, reverse("web:show-person", args=[pair.one.pk]), "/"]
            assert not any("said in the sealed case" in text(client.get(page)) for page in pages), name
            looks = [text(client.get(page)) for page in pages]
            assert not any("Look at the decision" in page for page in looks), name
            assert name == "holder" or not any("Other records of this person</h2></div><ul" in page for page in looks)


def test_an_open_case_says_nothing_of_help_that_only_a_sealed_judgement_leads_to(across, by_sealed_words):
    pair, machine = by_sealed_words, Viewer.machine("test", [across.twice.berlin.office])
    with seen_by(machine):
        one, other = (Case.objects.get(subject=subject) for subject in (pair.one, pair.other))
        place_case(case=other, stage="arrived", by=machine)
    words = {"with": pair.other.pk, "verdict": "same", "reason": "said in the sealed case", "seen": "0"}
    assert across.officer.post(pair.url, words).status_code == 302
    page = text(across.officer.get(reverse("web:show-case", args=[one.pk])))

    assert other.number not in page


def test_the_open_side_is_not_held_by_what_only_a_seal_knows(across, by_sealed_words):
    with seen_by(across.by):
        for case in Case.objects.filter(subject__in=[by_sealed_words.one.pk, by_sealed_words.other.pk]):
            assert holding_pairs(across.by, case) == []


def test_while_many_are_still_compared_the_queue_says_so(twice, monkeypatch):
    assert "They are being compared" not in text(twice.client.get(reverse("web:duplicates")))
    monkeypatch.setattr(present, "MANY", 1)
    with seen_by(twice.berlin.by):
        PersonKeys.objects.update(compared=False)
    assert "They are being compared" in text(twice.client.get(reverse("web:duplicates")))


def test_the_page_of_a_person_reads_all_records_and_a_channel_unsafe_in_one_is_unsafe(twice):
    with seen_by(twice.berlin.by):
        for subject, safe in ((twice.one, True), (twice.other, False)):
            channel = ContactChannel(kind="phone", value="+49 30 5551234", safe=safe)
            claim_channel(person=subject.person, channel=channel, by=twice.berlin.by)
    url = reverse("web:show-person", args=[twice.one.pk])
    alone = text(twice.client.get(url))
    decide(twice, "same")
    joined = text(twice.client.get(url))

    assert "+49 30 5551234 · safe" in alone
    assert "+49 30 5551234 · safe" not in joined
    assert "+49 30 5551234 · not safe" in joined
    assert "Amina Hazel" in joined
    assert "أمينة هازل" in joined
    assert "Look at the decision" in joined


def test_a_case_says_that_somebody_may_be_here_twice_and_was_helped_before(twice):
    berlin = twice.berlin
    machine = Viewer.machine("test", [berlin.office])
    with seen_by(machine):
        earlier, now = Case.objects.filter(subject__in=[twice.one.pk, twice.other.pk]).order_by("number")
        place_case(case=earlier, stage="arrived", by=machine)
        place_case(case=now, stage="pre_departure", by=machine)
    page = text(twice.client.get(reverse("web:show-case", args=[now.pk])))

    pair = re.compile(rf'href="/people/({twice.one.pk}|{twice.other.pk})/same/\?with=')
    assert "Helped before" in page
    assert earlier.number in page
    assert "nobody has judged it yet" in page
    assert "is here twice" in page
    assert len(pair.findall(page)) == 2, "the banner and the suggestion lead to the very pair"
    page = text(berlin.client("counsellor").get(reverse("web:show-case", args=[now.pk])))
    assert "nobody has judged it yet" in page
    assert not pair.search(page), "who may not judge is told, and led nowhere"
    decide(twice, "different")
    page = text(twice.client.get(reverse("web:show-case", args=[now.pk])))
    assert "Helped before" not in page
    assert "is here twice" not in page
