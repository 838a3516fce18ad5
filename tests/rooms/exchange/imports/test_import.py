"""Rows become cases or come back with reason and fix; what is in is in once."""

from __future__ import annotations

from datetime import date

import pytest

from sojourn.audit.models import Event
from sojourn.cases.models import Alert, Case, ClockRun, Entry, Fact, Member, Task
from sojourn.cases.queries import measure_table
from sojourn.exchange import queries
from sojourn.exchange.imports.run import try_import
from sojourn.exchange.models import ImportRun
from sojourn.exchange.tables import FileFault
from sojourn.kernel.refused import Refused
from sojourn.subjects.models import NameClaim, Person

COLUMNS = """columns:
  Name: person.family_name
  Sex: {question: person.sex, codes: {f: F, m: M}}
  Born: person.born
  Visit: visit.visited_on
"""
LIVE = f"mapping: visits\npack: visits\ndates: dmy\n{COLUMNS}"
CLOSED = f"{LIVE}stage: closed\n"
HEADER = "Name,Sex,Born,Visit\n"
TWO = HEADER + "Testperson Alder,f,02/05/1985,01/03/2026\nTestperson Birch,m,01/01/2015,01/03/2026\n"


@pytest.mark.parametrize("mapping", [LIVE, CLOSED])
def test_rows_become_cases_with_members_entries_and_claims(desk, mapping):
    run = desk.take(desk.plan(TWO, mapping))

    assert (run.rows_seen, run.cases_opened, run.rows_refused) == (2, 2, 0)
    assert run.finished_at is not None
    names = sorted(Person.objects.values_list("family_name", "birth", "sex"))
    assert names == [("Testperson Alder", "1985-05-02", "F"), ("Testperson Birch", "2015-01-01", "M")]
    assert NameClaim.objects.count() == 2
    assert Entry.objects.filter(form="visit").first().answers == {"visited_on": "2026-03-01"}
    assert Member.objects.count() == 2


def test_live_cases_follow_every_rule(desk):
    columns = COLUMNS + "  Danger: person.danger\n"
    text = "Name,Sex,Born,Visit,Danger\nTestperson Alder,f,02/05/1985,01/03/2026,yes\n"
    desk.take(desk.plan(text, f"mapping: v\npack: visits\ndates: dmy\n{columns}"))

    assert Case.objects.get().stage == "asked"
    assert Alert.objects.get().code == "danger"
    assert Task.objects.get().code == "welcome"
    assert ClockRun.objects.get().clock == "answer"


def test_closed_cases_are_kept_as_they_stand(desk):
    desk.take(desk.plan(TWO, CLOSED))

    assert set(Case.objects.values_list("stage", flat=True)) == {"closed"}
    assert not Task.objects.exists()
    assert not ClockRun.objects.exists()


def test_facts_of_sets_equal_those_the_engine_would_keep(desk):
    """Taking in as a set is only a faster way to the same facts."""
    from sojourn.cases.actions.keeping import builder_of
    from sojourn.cases.queries.facts import facts_of
    from sojourn.cases.queries.packs import pack_of

    desk.take(desk.plan(TWO, CLOSED))

    for case in Case.objects.select_related("office"):
        built = builder_of(pack_of(case))(facts_of(case))
        assert Fact.objects.get(case=case, member=None).facts == built.case
        for member in Member.objects.filter(case=case):
            assert Fact.objects.get(member=member).facts == built.members[str(member.pk)]


def test_every_case_has_its_audit_event(desk):
    run = desk.take(desk.plan(TWO, CLOSED))

    events = Event.objects.filter(action="case.imported")
    assert {event.object_id for event in events} == {str(pk) for pk in Case.objects.values_list("id", flat=True)}
    assert all(f"import:{run.id}" in event.detail for event in events)
    assert [event.action for event in Event.objects.filter(kind="importrun")] == [
        "import.begun", "import.batch", "import.finished",
    ]  # fmt: skip


def test_refused_rows_come_back_with_reason_and_fix_and_the_others_are_kept(desk):
    text = TWO + ",f,02/05/1985,01/03/2026\nTestperson Cedar,x,31/02/1990,01/03/2099\n"
    run = desk.take(desk.plan(text, CLOSED))

    problems = [(one.row, one.column, one.value, one.code) for one in queries.problems_of(run)]
    assert problems == [
        (4, "Name", "", "required"),
        (5, "Sex", "x", "unknown_value"),
        (5, "Born", "31/02/1990", "date"),
        (5, "Visit", "2099-03-01", "constraint"),
    ]
    assert all(one.why and one.fix for one in queries.problems_of(run))
    assert (run.cases_opened, run.rows_refused) == (2, 2)


def test_a_trial_writes_nothing(desk):
    trial = try_import(desk.plan(TWO + ",f,,\n", CLOSED))

    assert (trial.rows, trial.cases, trial.refused) == (3, 2, 1)
    assert not ImportRun.objects.exists()
    assert not Case.objects.exists()


def test_the_same_file_is_not_taken_twice(desk):
    first = desk.take(desk.plan(TWO, CLOSED))
    again = desk.take(desk.plan(TWO, CLOSED))

    assert again.id == first.id
    assert Case.objects.count() == 2


def test_a_corrected_file_doubles_nothing_when_the_sender_numbers_cases(desk):
    mapping = CLOSED.replace("pack: visits\n", "pack: visits\nkey: No\n")
    header, rows = "No,Name,Sex,Born,Visit\n", "1,Testperson Alder,f,02/05/1985,01/03/2026\n"
    desk.take(desk.plan(header + rows + "2,,m,,01/03/2026\n", mapping))
    run = desk.take(desk.plan(header + rows + "2,Testperson Birch,m,,01/03/2026\n", mapping))

    assert (run.rows_seen, run.rows_known, run.cases_opened) == (2, 1, 1)
    assert Case.objects.count() == 2


def test_neighbouring_rows_of_one_group_are_one_family(desk):
    mapping = LIVE.replace("pack: visits\n", "pack: visits\ngroup_by: Family\n")
    text = (
        "Family,Name,Sex,Born,Visit\n"
        "A,Testperson Alder,f,,01/03/2026\n"
        "A,Testperson Aspen,m,,01/03/2026\n"
        "B,Testperson Birch,m,,01/03/2026\n"
    )
    desk.take(desk.plan(text, mapping))

    assert sorted(Member.objects.filter(case=case).count() for case in Case.objects.all()) == [1, 2]


def test_a_family_is_not_taken_in_parts(desk):
    mapping = CLOSED.replace("pack: visits\n", "pack: visits\ngroup_by: Family\n")
    text = "Family,Name,Sex,Born,Visit\nA,Testperson Alder,f,,01/03/2026\nA,,m,,01/03/2026\n"
    run = desk.take(desk.plan(text, mapping))

    assert not Case.objects.exists()
    assert [(one.row, one.code) for one in queries.problems_of(run)] == [(2, "group_incomplete"), (3, "required")]


def test_a_scattered_family_is_noticed(desk):
    mapping = CLOSED.replace("pack: visits\n", "pack: visits\ngroup_by: Family\n")
    row = ",Testperson Alder,f,,01/03/2026\n"
    run = desk.take(desk.plan(f"Family,Name,Sex,Born,Visit\nA{row}B{row}A{row}", mapping))

    assert [one.code for one in queries.problems_of(run)] == ["scattered_group"]


def test_an_undeclared_order_of_dates_is_asked_about_before_anything_is_written(desk):
    with pytest.raises(FileFault) as caught:
        desk.plan(TWO, CLOSED.replace("dates: dmy\n", ""))
    assert caught.value.code == "date_order"
    assert caught.value.place == "line 2, column Born"


def test_damage_at_the_end_of_a_file_is_found_before_anything_is_written(desk):
    with pytest.raises(FileFault) as caught:
        desk.plan(TWO + "a,b,c,d,e,f\n", CLOSED)
    assert caught.value.place == "line 4"


@pytest.mark.parametrize(
    ("mapping", "codes"),
    [
        (CLOSED.replace("person.born", "person.birth"), ("unknown_question",)),
        (CLOSED.replace("person.born", "persn.born"), ("unknown_form",)),
        (CLOSED.replace("visit.visited_on", "visit.scan"), ("file_column",)),
        (CLOSED + "constants: {visit.scan: page.png}\n", ("file_column",)),
        (CLOSED.replace("m: M", "m: Male"), ("unknown_code",)),
        (CLOSED.replace("  Born: person.born\n", ""), ("unmapped_column",)),
        (CLOSED.replace("Born:", "Birth:"), ("missing_column", "unmapped_column")),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused_at_once(desk, mapping, codes):
    with pytest.raises(Refused) as caught:
        desk.plan(TWO, mapping)
    assert caught.value.codes == codes


def test_a_stage_in_the_middle_is_refused(desk):
    with pytest.raises(Refused):
        desk.take(desk.plan(TWO, f"{LIVE}stage: somewhere\n"))
    assert not Case.objects.exists()


def test_measures_see_what_was_imported(desk):
    rows = "".join(f"Testperson {n},{'f' if n % 3 else 'm'},02/05/1985,01/03/2026\n" for n in range(30))
    desk.take(desk.plan(HEADER + rows, CLOSED))

    table = measure_table(desk.by, "visits", "visits")
    assert table.cell().value == 30


def test_arabic_digits_are_read(desk):
    run = desk.take(desk.plan(HEADER + "تجربة,f,٠٢/٠٥/١٩٨٥,٠١/٠٣/٢٠٢٦\n", CLOSED))

    assert run.rows_refused == 0
    assert Person.objects.get().birth == str(date(1985, 5, 2))


def test_text_that_looks_like_a_formula_stays_text_and_is_escaped_on_its_way_out(desk, tmp_path):
    from sojourn.exchange.imports.report import write_refused

    run = desk.take(desk.plan(HEADER + "=HYPERLINK(1),q,,01/03/2026\n", CLOSED))
    target = tmp_path / "refused.csv"
    write_refused(target, ["Name"], [one.row_cells[:1] for one in queries.problems_of(run)])

    assert "'=HYPERLINK(1)" in target.read_text(encoding="utf-8-sig")
