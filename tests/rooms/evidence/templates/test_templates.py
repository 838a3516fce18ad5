"""A ministry fills a template: what comes back is read cell by cell, and what can't be right is named."""

from __future__ import annotations

import re

import pytest
from openpyxl import load_workbook

from sojourn.evidence.templates import (
    Before,
    Figure,
    Issue,
    check,
    csv_text,
    declared_templates,
    figures_from_csv,
    figures_from_workbook,
    read_template,
    workbook_bytes,
)
from sojourn.evidence.templates.model import period_before, period_end
from sojourn.evidence.templates.words import in_language, texts_of, words_in
from sojourn.grammar.source import GrammarErrors
from sojourn.kernel.refused import Refused

TEXT = """
template: tiny
version: "1"
title: Arrivals
period: annual
due_after_days: 90
codes:
  sex:
    label: Sex
    codes:
      - {code: _T, label: Total, of: [F, M]}
      - {code: F, label: Women}
      - {code: M, label: Men}
  origin:
    label: Country of origin
    codes:
      - {code: _T, label: Total, of: [AAA, BBB]}
      - {code: AAA, label: Exampleland}
      - {code: BBB, label: Samplestan}
tables:
  - name: arrivals
    title: Arrivals by origin and sex
    rows: [origin]
    columns: [sex]
    compare:
      - {against: previous, ratio: 2, floor: 50}
      - {against: mirror, ratio: 1.5, floor: 50}
"""
TINY = read_template(TEXT, "tiny.yaml")
GOOD = {
    ("_T", "_T"): 100, ("_T", "F"): 40, ("_T", "M"): 60,
    ("AAA", "_T"): 70, ("AAA", "F"): 30, ("AAA", "M"): 40,
    ("BBB", "_T"): 30, ("BBB", "F"): 10, ("BBB", "M"): 20,
}  # fmt: skip


def figures(**changed):
    """The good figures, some of them changed: `AAA_F=31`."""
    found = {("arrivals", cell): Figure(float(value), at=".".join(cell)) for cell, value in GOOD.items()}
    for name, figure in changed.items():
        cell = ("arrivals", tuple(re.match(r"(_T|AAA|BBB)_(_T|F|M)", name).groups()))
        if figure is None:
            del found[cell]
        else:
            found[cell] = figure if isinstance(figure, Figure) else Figure(float(figure), at=".".join(cell[1]))
    return found


def codes(problems):
    return sorted((problem.reason.code, ".".join(problem.coordinates)) for problem in problems)


@pytest.fixture
def filled(tmp_path):
    """Write the tiny workbook filled with the good figures; cells by address may be overwritten before it is read."""

    def make(cells=None, template=TINY):
        path = tmp_path / "filled.xlsx"
        path.write_bytes(workbook_bytes(template, Issue("2024", "XAA", figures=figures())))
        book = load_workbook(path)
        for address, value in (cells or {}).items():
            book["arrivals"][address] = value
        book.save(path)
        return path

    return make


def test_what_was_written_is_read_back_with_its_place(filled):
    returned = figures_from_workbook(TINY, filled())

    assert returned.problems == ()
    assert {cell[1]: figure.value for cell, figure in returned.figures.items()} == GOOD
    assert returned.figures["arrivals", ("AAA", "F")].at == "arrivals!D6"
    assert returned.about["period"] == "2024"
    assert check(TINY, returned.figures) == ()


def test_rows_that_were_sorted_differently_are_read_by_their_codes(filled):
    path = filled()
    book = load_workbook(path)
    sheet = book["arrivals"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    for number, row in enumerate(reversed(rows), start=5):
        for column, value in enumerate(row, start=1):
            sheet.cell(number, column, value)
    book.save(path)

    returned = figures_from_workbook(TINY, path)

    assert {cell[1]: figure.value for cell, figure in returned.figures.items()} == GOOD


@pytest.mark.parametrize(
    ("written", "value", "status"),
    [("1234", 1234, "A"), ("12 400", 12400, "A"), ("12\u202f400", 12400, "A"), ("٤٢", 42, "A"), ("۴۲ e", 42, "E"),
     ("17p", 17, "P"), (0, 0, "A"), (":", None, "O"), ("c", None, "Q"), (" Z ", None, "M"), (12.0, 12, "A")],
)  # fmt: skip
def test_the_signs_a_statistician_writes(filled, written, value, status):
    figure = figures_from_workbook(TINY, filled({"D6": written})).figures["arrivals", ("AAA", "F")]

    assert (figure.value, figure.status) == (value, status)


@pytest.mark.parametrize(
    ("written", "code"),
    [("12,400", "ambiguous_number"), ("12.400", "ambiguous_number"), ("many", "not_a_count"), (-3, "negative"),
     (2.5, "not_whole"), (True, "not_a_count"), ("12x", "not_a_count")],
)  # fmt: skip
def test_what_nobody_could_read_is_named_with_its_cell(filled, written, code):
    returned = figures_from_workbook(TINY, filled({"D6": written}))

    assert [(problem.reason.code, problem.at) for problem in returned.problems] == [(code, "arrivals!D6")]
    assert len(returned.figures) == len(GOOD) - 1


def test_a_code_that_was_typed_over_is_refused_and_the_other_rows_count(filled):
    returned = figures_from_workbook(TINY, filled({"A6": "AAB"}))

    assert [str(problem) for problem in returned.problems] == [
        "arrivals!A6: “AAB” is not a code of “Country of origin”: put back the code that was sent"
    ]
    assert len(returned.figures) == 6


def test_a_row_that_stands_twice_is_named_with_both_places(filled):
    returned = figures_from_workbook(TINY, filled({"A8": "AAA", "D8": 30}))

    assert [(problem.reason.code, problem.at) for problem in returned.problems] == [("twice", "arrivals!D8")]
    assert "arrivals!D6" in str(returned.problems[0])


def test_another_templates_workbook_is_refused(filled, tmp_path):
    path = tmp_path / "other.xlsx"
    path.write_bytes(workbook_bytes(declared_templates()["reg862_permits"], Issue("2024", "XAA")))

    with pytest.raises(Refused, match="reg862_permits version 1, but tiny version 1"):
        figures_from_workbook(TINY, path)


@pytest.mark.parametrize("content", [b"", b"<html>", b"PK\x03\x04 broken"])
def test_a_file_that_is_no_workbook_is_refused_with_its_name(tmp_path, content):
    path = tmp_path / "report.xlsx"
    path.write_bytes(content)

    with pytest.raises(Refused, match=r"report\.xlsx is not an Excel workbook"):
        figures_from_workbook(TINY, path)


def test_figures_that_agree_have_no_problem():
    assert check(TINY, figures()) == ()


def test_women_and_men_must_make_the_total():
    problems = check(TINY, figures(AAA_F=31))

    assert codes(problems) == [("sum", "AAA._T"), ("sum", "_T.F")]
    assert "the total is 70, but its parts F + M add up to 71" in [str(problem.reason) for problem in problems]


def test_an_empty_cell_is_an_error_and_zero_is_not():
    assert codes(check(TINY, figures(BBB_F=None))) == [("empty", "BBB.F")]
    assert codes(check(TINY, figures(BBB_F=0, BBB_M=30, _T_F=30, _T_M=70))) == []


def test_a_confidential_part_leaves_the_total_free_but_not_below_the_known_parts():
    hidden = Figure(None, "Q")
    problems = check(TINY, figures(BBB_F=hidden, AAA_F=hidden, BBB_M=hidden, AAA_M=hidden))
    too_low = check(TINY, figures(BBB_F=hidden, BBB_M=31, _T_M=71))

    assert problems == ()
    assert codes(one for one in too_low if one.severity == "error") == [("sum", "BBB._T"), ("sum", "_T._T")]


def test_a_confidential_figure_that_follows_from_its_total_is_a_warning():
    problems = check(TINY, figures(BBB_F=Figure(None, "Q", "arrivals!D7")))

    assert codes(problems) == [("pinned", "BBB._T"), ("pinned", "_T.F")]
    assert {problem.severity for problem in problems} == {"warning"}
    assert "arrivals!D7 can be worked out" in str(problems[0])


def test_what_cannot_exist_counts_as_nobody():
    assert codes(check(TINY, figures(BBB_F=Figure(None, "M")))) == [("sum", "BBB._T"), ("sum", "_T.F")]


def test_rounded_figures_may_miss_their_total_by_the_rounding():
    rounded = read_template(TEXT.replace("    rows:", "    rounding: 5\n    rows:"))

    assert check(rounded, figures(AAA_F=35)) == ()
    assert codes(check(rounded, figures(AAA_F=40))) == [("sum", "AAA._T"), ("sum", "_T.F")]


def test_a_leap_against_last_year_or_a_partner_is_a_warning():
    before = Before(
        previous={("arrivals", ("_T", "M")): Figure(20.0), ("arrivals", ("BBB", "F")): Figure(1.0)},
        mirror={("arrivals", ("_T", "_T")): (160.0, "Samplestan")},
    )

    problems = check(TINY, figures(), before)

    assert {problem.severity for problem in problems} == {"warning"}
    assert codes(problems) == [("mirror", "_T._T"), ("previous", "_T.M")]
    assert "160 according to Samplestan" in " ".join(str(problem) for problem in problems)


def test_the_same_figure_in_two_tables_must_be_the_same():
    permits = declared_templates()["reg862_permits"]
    given = {
        ("first_permits", ("NEU", "FAM", "TOTAL")): Figure(10.0, at="first_permits!E9"),
        ("first_permits_by_sex", ("NEU", "FAM", "_T")): Figure(11.0, at="first_permits_by_sex!E9"),
    }

    differing = [problem for problem in check(permits, given) if problem.reason.code == "differs"]

    assert [problem.at for problem in differing] == ["first_permits_by_sex!E9"]
    assert "first_permits!E9" in str(differing[0])


def test_a_file_from_a_database_says_the_same(tmp_path):
    given = figures(BBB_F=Figure(None, "Q"), AAA_F=Figure(30.0, "E"))
    path = tmp_path / "sent.csv"
    path.write_text(csv_text(TINY, given, "2024", "XAA"), encoding="utf-8")

    returned = figures_from_csv(TINY, path)

    assert returned.problems == ()
    assert {key: (figure.value, figure.status) for key, figure in returned.figures.items()} == {
        key: (figure.value, figure.status) for key, figure in given.items()
    }
    assert returned.about["period"] == "2024"


def test_a_wrong_line_of_such_a_file_is_named(tmp_path):
    path = tmp_path / "sent.csv"
    path.write_text(
        "origin;sex;time_period;obs_value;obs_status\nAAA;F;2024;3;\nAAA;X;2024;3;\nAAA;M;2024;three;\nAAA;F;2024;4;\n"
        "BBB;F;2024;4;nope\n",
        encoding="utf-8",
    )

    returned = figures_from_csv(TINY, path)

    assert [(problem.reason.code, problem.at) for problem in returned.problems] == [
        ("unknown_code", "sent.csv, line 3"), ("not_a_count", "sent.csv, line 4"), ("twice", "sent.csv, line 5"),
        ("unknown_status", "sent.csv, line 6"),
    ]  # fmt: skip


def test_a_file_without_a_column_is_refused(tmp_path):
    path = tmp_path / "sent.csv"
    path.write_text("ORIGIN,TIME_PERIOD\n", encoding="utf-8")

    with pytest.raises(Refused, match="the column SEX, OBS_VALUE is missing"):
        figures_from_csv(TINY, path)


def test_a_wrong_declaration_is_named_with_its_line():
    with pytest.raises(GrammarErrors) as caught:
        read_template(TEXT.replace("of: [F, M]", "of: [F, W]").replace("rows: [origin]", "rows: [origins]"), "t.yaml")

    assert [(fault.code, fault.place.line) for fault in caught.value.faults] == [
        ("unknown_code", 11), ("unknown_list", 23),
    ]  # fmt: skip


@pytest.mark.parametrize("name", sorted(declared_templates()))
def test_every_template_of_the_house_goes_out_and_comes_back(name, tmp_path):
    template = declared_templates()[name]
    zeroes = {(table.name, cell): Figure(0.0) for table in template.tables for cell in table.cells()}
    path = tmp_path / "blank.xlsx"
    path.write_bytes(workbook_bytes(template, Issue("2024", "XAA", figures=zeroes)))

    returned = figures_from_workbook(template, path)

    assert returned.problems == ()
    assert check(template, returned.figures) == ()
    assert len(returned.figures) == len(zeroes) > 100


def test_periods_know_their_end_and_the_one_before():
    assert [period_end(period).isoformat() for period in ("2024", "2024-Q1", "2024-02")] == [
        "2024-12-31", "2024-03-31", "2024-02-29",
    ]  # fmt: skip
    assert [period_before(period) for period in ("2024", "2024-Q1", "2024-Q3", "2024-01", "2024-12")] == [
        "2023", "2023-Q4", "2024-Q2", "2023-12", "2024-11",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_every_text_of_a_template_is_said_in_every_language(language):
    texts = {text for template in declared_templates().values() for text in texts_of(template)}

    assert {text for text in texts if not words_in(language).get(text)} == set()
    said = in_language(declared_templates()["reg862_permits"], language)
    assert said.tables[0].dimensions[0].codes[0].name == "_T"
    assert said.title != declared_templates()["reg862_permits"].title
