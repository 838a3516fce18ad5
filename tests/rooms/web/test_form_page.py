"""A form as a page: what is drawn, what is hidden, what changes while one answers."""

from zoneinfo import ZoneInfo

import pytest
from django.http import QueryDict

from sojourn.grammar.forms import compile_form, read_form
from sojourn.web.forms.draw import draw
from sojourn.web.forms.filling import filled
from sojourn.web.forms.reading import raw_answers, with_row_added, with_row_removed
from sojourn.web.forms.region import changed, walk

BERLIN = ZoneInfo("Europe/Berlin")
FORM = read_form(
    """
form: visit
version: "1"
label: Visit
survey:
  - {type: date, name: day, label: Day, required: yes, sensitive: ordinary, guidance_hint: So that we know when.}
  - {type: select_one way, name: way, label: How?, required: yes, sensitive: ordinary}
  - {type: text, name: number, label: "Number for ${way}", relevant: "${way} = 'phone'", sensitive: identifying}
  - {type: select_multiple need, name: needs, label: Needs, sensitive: ordinary}
  - {type: rank need, name: first, label: What comes first?, sensitive: ordinary}
  - {type: text, name: story, label: Story, appearance: multiline, sensitive: sensitive}
  - type: begin_group
    name: more
    label: More
    relevant: "selected(${needs}, 'home')"
    children:
      - {type: integer, name: rooms, label: Rooms, constraint: ". > 0", constraint_message: More than none.,
         sensitive: ordinary}
  - type: begin_repeat
    name: document
    label: Document
    children:
      - {type: text, name: paper, label: Number of the document, sensitive: identifying}
      - {type: dateTime, name: seen, label: Seen at, sensitive: ordinary}
choices:
  way: {closed: yes, codes: [{name: office, label: At the office}, {name: phone, label: By telephone}]}
  need: {closed: yes, codes: [{name: home, label: A home}, {name: food, label: Food}]}
"""
)
COMPILED = compile_form(FORM, {})


def shown(typed, **words):
    raw = raw_answers(FORM, QueryDict(typed), BERLIN)
    return draw(filled(COMPILED, raw, outside={}, language="en", zone=BERLIN, reader_zone=BERLIN, **words))


def by_name(regions):
    return {region.name: region for region in walk(regions)}


def test_a_question_whose_condition_is_not_met_is_an_empty_place():
    assert not by_name(shown("way=office"))["number"].visible


def test_it_appears_with_its_label_filled_in_when_the_condition_is_met():
    number = by_name(shown("way=phone"))["number"]

    assert number.visible
    assert number.label == "Number for By telephone"


def test_a_group_is_hidden_as_one_place():
    regions = by_name(shown("needs=food"))

    assert not regions["more"].visible
    assert "rooms" not in regions


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("day", "date"), ("way", "radios"), ("needs", "checks"), ("first", "rank"), ("story", "area"),
        ("document", "repeat"),
    ],
)
def test_each_type_has_its_control(name, kind):
    assert by_name(shown("way=phone"))[name].kind == kind


@pytest.mark.parametrize(
    ("typed", "order"),
    [("first=food&first=home", ["food", "home"]), ("first=&first=home", ["home", ""]), ("", ["", ""])],
)
def test_a_ranking_keeps_the_order_in_which_it_was_given(typed, order):
    first = by_name(shown(typed))["first"]

    assert [place.chosen for place in first.places] == order
    assert [place.number for place in first.places] == [1, 2]
    assert COMPILED.clean(raw_answers(FORM, QueryDict(typed), BERLIN)).answers.get("first", []) == [
        code for code in order if code
    ]


def test_a_sensitive_question_says_so():
    assert "Sensitive" in by_name(shown(""))["story"].guard
    assert by_name(shown(""))["day"].guard == ""


def test_the_reason_for_a_question_is_there_to_open():
    assert by_name(shown(""))["day"].why == "So that we know when."


def test_missing_answers_are_named_only_after_an_attempt_to_save():
    assert by_name(shown(""))["day"].problems == ()
    assert by_name(shown("", checked=True))["day"].problems != ()


def test_an_impossible_answer_is_named_at_once_and_what_was_typed_stays():
    rooms = by_name(shown("needs=home&rooms=-2"))["rooms"]

    assert rooms.problems == ("More than none.",)
    assert rooms.value == "-2"


def test_text_that_is_no_number_stays_as_it_was_typed():
    rooms = by_name(shown("needs=home&rooms=two"))["rooms"]

    assert rooms.value == "two"
    assert "whole number" in rooms.problems[0]


def test_rows_are_numbered_and_read_back():
    regions = by_name(shown("document.rows=2&document.1.paper=A1&document.2.paper=B2"))

    assert [row.label for row in regions["document"].rows] == ["Document 1", "Document 2"]
    assert regions["document.2.paper"].value == "B2"


def test_an_added_row_is_drawn_though_it_is_empty():
    raw = raw_answers(FORM, QueryDict("document.rows=1&document.1.paper=A1"), BERLIN)

    regions = draw(
        filled(
            COMPILED, with_row_added(raw, FORM, "document"), outside={}, language="en", zone=BERLIN, reader_zone=BERLIN
        )
    )

    assert len(by_name(regions)["document"].rows) == 2


def test_a_removed_row_takes_its_answers_with_it():
    raw = raw_answers(FORM, QueryDict("document.rows=2&document.1.paper=A1&document.2.paper=B2"), BERLIN)

    assert with_row_removed(raw, FORM, "document.1")["document"] == [{"paper": "B2"}]


@pytest.mark.parametrize("place", ["document.9", "document.0", "document.x", "nothing.1", "", "way.1"])
def test_removing_what_is_not_there_changes_nothing(place):
    raw = raw_answers(FORM, QueryDict("document.rows=1&document.1.paper=A1"), BERLIN)

    assert with_row_removed(raw, FORM, place)["document"] == [{"paper": "A1"}]


def test_a_local_time_is_the_offices_own():
    raw = raw_answers(FORM, QueryDict("document.rows=1&document.1.seen=2026-07-01T10:00"), BERLIN)

    assert raw["document"][0]["seen"] == "2026-07-01T10:00:00+02:00"


def test_a_time_elsewhere_keeps_the_offset_chosen_beside_it():
    typed = QueryDict(mutable=True)
    typed.update({"document.rows": "1", "document.1.seen": "2026-07-01T10:00", "document.1.seen.offset": "+04:00"})

    raw = raw_answers(FORM, typed, BERLIN)
    seen = by_name(draw(filled(COMPILED, raw, outside={}, language="en", zone=BERLIN, reader_zone=BERLIN)))[
        "document.1.seen"
    ]

    assert raw["document"][0]["seen"] == "2026-07-01T10:00:00+04:00"
    assert (seen.value, seen.extra["offset"]) == ("2026-07-01T10:00", "+04:00")


def test_only_what_changed_is_sent_to_the_page():
    before = {region.id: region.signature for region in walk(shown("way=office"))}

    after = [region.name for region in changed(shown("way=phone"), before)]

    assert after == ["number"]


def test_typing_alone_changes_nothing_on_the_page():
    before = {region.id: region.signature for region in walk(shown("story=a"))}

    assert list(changed(shown("story=ab"), before)) == []


def test_a_withheld_answer_is_not_in_the_page():
    story = by_name(shown("story=secret", withheld=frozenset({"story"})))["story"]

    assert story.kind == "withheld"
    assert story.value == ""


def test_rows_beyond_the_most_are_not_read():
    assert len(raw_answers(FORM, QueryDict("document.rows=100000"), BERLIN)["document"]) == 200
