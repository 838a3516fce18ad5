"""A form while it is being filled: what a page shows."""

from datetime import date

from tests.rooms.grammar.forms.written import FAMILY, TRAVEL, compiled

FAMILY_FORM, TRAVEL_FORM = compiled(FAMILY), compiled(TRAVEL)


def test_visible_paths_come_in_reading_order_with_their_rows():
    state = FAMILY_FORM.state({"has_children": "yes", "child": [{"given": "Ash", "age": 9}, {}]})

    assert state.visible == [
        "has_children", "children", "child",
        "child[1].given", "child[1].age", "child[1].minor", "child[1].school", "child[1].vaccination",
        "child[2].given", "child[2].age", "child[2].minor", "child[2].vaccination",
        "minors", "summary",
    ]  # fmt: skip
    assert state.hidden == {"child[2].school"}
    assert state.rows == {"child": 2, "child[1].vaccination": 0, "child[2].vaccination": 0}
    assert state.required == {"has_children", "child[1].given", "child[2].given"}
    assert state.answer("child[1].minor") == 1
    assert state.question("child[2].age").name == "age"


def test_a_hidden_group_hides_all_below_it():
    state = FAMILY_FORM.state({"has_children": "no", "child": [{"given": "Ash"}]})

    assert state.visible == ["has_children", "minors", "summary"]
    assert state.hidden == {"children", "child"}


def test_labels_show_the_answers_they_mention():
    state = FAMILY_FORM.state({"has_children": "yes", "child": [{"given": "Ash", "age": 9}]}, language="ar")

    assert state.text("child[1].age") == "How old is Ash?"
    assert state.text("summary") == "Children under 14: 1"
    assert state.text("summary", "hint") == ""


def test_options_follow_the_other_answers_and_the_day():
    state = TRAVEL_FORM.state({"region": "north"}, on=date(2026, 7, 1))

    assert [choice.name for choice in state.options["town"]] == ["hill"]
    assert [choice.name for choice in state.options["needs"]] == ["food", "health", "legal", "unknown", "declined"]


def test_problems_met_while_taking_answers_stand_beside_the_others():
    taken = TRAVEL_FORM.take({"region": "", "fare": "1.000", "town": "nowhere"})
    state = TRAVEL_FORM.state(taken.answers, problems=taken.problems)

    assert [(problem.path, problem.code) for problem in state.problems] == [
        ("region", "required"),
        ("town", "choice"),
        ("fare", "ambiguous"),
    ]
    assert [problem.code for problem in state.problems_at("fare")] == ["ambiguous"]


def test_problems_of_hidden_questions_are_forgotten():
    taken = FAMILY_FORM.take({"has_children": "no", "child": [{"age": "old"}]})

    assert FAMILY_FORM.state(taken.answers, problems=taken.problems).problems == []


def test_an_answer_from_another_form_is_left_out():
    assert FAMILY_FORM.state({"has_children": "no", "stray": 1}).answers == {"has_children": "no", "minors": 0}
