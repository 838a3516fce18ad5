"""Code lists: three ways to write one, dated codes, and what is refused."""

from datetime import date

import pytest

from sojourn.grammar.codes import Choice, ChoiceList, opened, read_codes, shared_list, shared_names
from sojourn.grammar.faults import GrammarErrors

REASONS = """
reason: {family: Family, work: Work}
outcome:
  closed: yes
  codes:
    - {name: return, label: Return, label::fr: Retour}
    - {name: stay, label: Stay, valid_from: 2026-01-01, valid_to: 2026-12-31, region: north, aliases: [remain, wait]}
"""


def test_a_list_is_a_mapping_or_a_list_of_codes():
    lists = read_codes(REASONS)

    assert lists["reason"] == ChoiceList("reason", (Choice("family", {"en": "Family"}), Choice("work", {"en": "Work"})))
    assert lists["outcome"].closed
    assert lists["outcome"].label("return", "fr") == "Retour"
    assert lists["outcome"].by_name["stay"].extra == {"region": "north", "aliases": "remain | wait"}


def test_a_dated_code_is_valid_on_both_ends_of_its_period():
    stay = read_codes(REASONS)["outcome"].by_name["stay"]

    valid = {
        day: stay.valid_on(date.fromisoformat(day)) for day in ("2025-12-31", "2026-01-01", "2026-12-31", "2027-01-01")
    }

    assert valid == {"2025-12-31": False, "2026-01-01": True, "2026-12-31": True, "2027-01-01": False}


def test_an_old_code_keeps_its_label_and_an_unknown_one_shows_itself():
    outcome = read_codes(REASONS)["outcome"]

    assert outcome.label("stay", "ar") == "Stay"
    assert outcome.label("gone") == "gone"


def test_open_lists_offer_unknown_and_declined_and_closed_ones_do_not():
    lists = read_codes(REASONS)

    assert opened(lists["reason"]).names == ("family", "work", "unknown", "declined")
    assert opened(lists["outcome"]).names == ("return", "stay")
    assert opened(opened(lists["reason"])) == opened(lists["reason"])


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("reason: {a: }", "no_label"),
        ("reason: {'a b': A}", "bad_code"),
        ("reason: [{name: a, label: A}, {name: a, label: B}]", "duplicate_code"),
        ("reason: {a: {label: A, valid_from: 2026-02-30}}", "bad_date"),
        ("reason: {a: {label: A, valid_from: 2026-02-02, valid_to: 2026-02-01}}", "period"),
        ("reason: {}", "codes"),
        ("reason: text", "codes"),
        ("reason: {closed: perhaps, codes: {a: A}}", "bad_value"),
        ("reason: {closed: yes, open: no, codes: {a: A}}", "unknown_key"),
        ("reason: [a]", "bad_code"),
        ("reason: {a: {label: A, more: {b: c}}}", "bad_value"),
    ],
)
def test_a_mistake_in_a_list_has_a_code_and_a_line(written, code):
    with pytest.raises(GrammarErrors) as refused:
        read_codes(written, file="codes.yaml")

    assert [fault.code for fault in refused.value.faults] == [code]
    assert refused.value.faults[0].place.line == 1


def test_the_shared_lists_follow_their_standards():
    assert set(shared_names()) >= {"country", "nationality", "language", "currency", "sex", "yes_no", "yes_no_unknown"}
    assert {"DEU", "GEO", "NOR", "XKX"} <= set(shared_list("country").names)
    assert {"XXA", "XXX"} <= set(shared_list("nationality").names)
    assert {"tir", "prs", "ara"} & set(shared_list("language").names)
    assert {"EUR", "GEL", "XOF"} <= set(shared_list("currency").names)
    assert "XTS" not in shared_list("currency").names
    assert shared_list("sex").names == ("F", "M", "X")
    assert shared_list("planet") is None


def test_shared_names_come_in_the_languages_of_the_people_served():
    labels = {
        language: shared_list("country").label("ERI", language) for language in ("en", "fr", "ar", "fa", "ti", "xx")
    }

    assert labels == {"en": "Eritrea", "fr": "Érythrée", "ar": "إريتريا", "fa": "اریتره", "ti": "ኤርትራ", "xx": "Eritrea"}
    assert shared_list("language").label("ara", "ar") == "العربية"
