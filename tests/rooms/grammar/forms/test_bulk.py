"""The bulk cleaner is only faster: it says what `clean` says."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rooms.grammar.forms.written import TRAVEL, compiled

FORM = compiled(TRAVEL)
COLUMNS = ("region", "town", "needs", "fare", "leaves_on", "remark")

CELL = st.one_of(
    st.sampled_from(
        ["north", "south", "hill", "bay", "food", "food health", "1.000", "12,5", "2026-03-01", "", " ", "x"]
    ),
    st.text(max_size=8),
    st.none(),
    st.integers(),
    st.lists(st.sampled_from(["food", "health", "legal", "nothing"]), max_size=3),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(*[CELL] * len(COLUMNS)), max_size=6), st.sampled_from(["en", "ar"]))
def test_row_by_row_it_gives_the_same(rows, language):
    clean_row = FORM.bulk_cleaner(COLUMNS, language)

    for row in rows * 2:
        cleaned = FORM.clean(dict(zip(COLUMNS, row, strict=True)), language=language)
        assert clean_row(row) == (cleaned.answers, cleaned.problems)


def test_remembered_lists_are_not_shared_between_rows():
    clean_row = FORM.bulk_cleaner(["region", "needs"])
    first, _none = clean_row(["north", "food legal"])
    first["needs"].append("changed")

    assert clean_row(["north", "food legal"])[0]["needs"] == ["food", "legal"]


def test_unknown_columns_are_a_problem_in_every_row():
    clean_row = FORM.bulk_cleaner(["region", "regoin"])

    assert [clean_row(["north", "x"])[1][0].code for _row in range(2)] == ["unknown_question"] * 2
