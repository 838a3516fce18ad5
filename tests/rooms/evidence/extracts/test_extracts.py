"""An extract is checked on arrival, measured in DuckDB, and published only through the gate."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sojourn.evidence.extracts.columns import KEY, check, schema_of
from sojourn.evidence.extracts.measuring import measured, open_extract, released, shares
from sojourn.evidence.release.axes import TOTAL
from sojourn.evidence.release.log import ReleaseLog
from sojourn.kernel.refused import Refused


def refusal(call) -> tuple[str, str]:
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.codes[0], refused.value.reasons[0].field


def test_a_good_extract_is_opened(folder, pack):
    assert open_extract(folder, pack, "2026-01").vintage == "2026-01"


def changed(folder, **columns) -> pa.Table:
    table = pq.read_table(folder / "member.parquet")
    for name, values in columns.items():
        at = table.schema.get_field_index(name)
        table = table.set_column(at, name, values) if at >= 0 else table.append_column(name, values)
    return table


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("case.number", "AVRR-1", "identifying_column"),
        ("member.name", "Testperson Alder", "identifying_column"),
        ("shoe_size", "42", "unknown_column"),
        ("case.stage", 3, "wrong_type"),
        ("case.office", "0b6c2a9e-7d1f-4a55-9d3e-2f6f0a1b2c3d", "raw_id"),
        ("case.office", "0B6C2A9E7D1F4A559D3E2F6F0A1B2C3D", "raw_id"),
        (KEY, "0b6c2a9e-7d1f-4a55-9d3e-2f6f0a1b2c3d", "no_pseudonym"),
        (KEY, "a" * 40, "no_pseudonym"),
    ],
)
def test_what_an_extract_may_not_hold(folder, pack, name, value, code):
    table = changed(folder, **{name: pa.array([value] * 400)})
    assert refusal(lambda: check(table, pack)) == (code, name)


def test_identifying_answers_of_the_pack_are_known_by_name(folder, pack):
    question = next(
        f"{form}.{one.name}" for form, compiled in pack.forms.items() for one in compiled.form.walk()
        if one.sensitive == "identifying"
    )  # fmt: skip
    table = changed(folder, **{question: pa.array(["x"] * 400)})
    assert refusal(lambda: check(table, pack)) == ("identifying_column", question)


def test_a_missing_column_and_a_missing_file(folder, pack, tmp_path):
    table = pq.read_table(folder / "member.parquet").drop_columns(["case.stage"])
    assert refusal(lambda: check(table, pack)) == ("missing_column", "case.stage")
    assert refusal(lambda: open_extract(tmp_path, pack, "1"))[0] == "no_extract"


def test_an_id_in_a_list_is_found(folder, pack):
    name = next(field.name for field in schema_of(pack) if pa.types.is_list(field.type))
    ids = pa.array([["x", "0b6c2a9e-7d1f-4a55-9d3e-2f6f0a1b2c3d"]] * 400, pa.list_(pa.string()))
    assert refusal(lambda: check(changed(folder, **{name: ids}), pack)) == ("raw_id", name)


def test_every_measure_of_the_pack_computes(folder, pack):
    extract = open_extract(folder, pack, "2026-01")
    for name in pack.measures:
        (row,) = measured(extract, name)
        assert row["n"] >= 0


def test_a_count_is_published_safely(folder, pack, tmp_path):
    extract, log = open_extract(folder, pack, "2026-01"), ReleaseLog(tmp_path)
    by = ["member.sex", "case.office_country"] if "member.sex" in pack.member_facts else ["case.stage"]
    release = released(extract, "assisted_returns", by, log, who="officer", to="ministry")
    (row,) = measured(extract, "assisted_returns")
    assert release.figures[(TOTAL,) * len(by)].value == row["n"]
    assert not any(figure.value and figure.value < pack.suppress_below for figure in release.figures.values())
    assert [entry["to"] for entry in log.entries()] == ["ministry"]


def test_a_share_is_published_by_its_parts(folder, pack, tmp_path):
    extract, log = open_extract(folder, pack, "2026-01"), ReleaseLog(tmp_path)
    release = released(extract, "withdrawal_rate", ["case.stage"], log, who="officer", to="ministry")
    (row,) = measured(extract, "withdrawal_rate")
    found = shares(release)
    if found[TOTAL,] is not None:
        assert found[TOTAL,] == pytest.approx(row["value"])
    for cell, share in found.items():
        hidden = {(*cell, "yes"), (*cell, TOTAL)} & release.hidden
        assert (share is None) or not hidden


def test_means_and_several_answers_do_not_pass(folder, pack, tmp_path):
    extract, log = open_extract(folder, pack, "2026-01"), ReleaseLog(tmp_path)
    mean = next(name for name, one in pack.measures.items() if one.kind in ("mean", "median"))
    several = next(name for name, one in pack.member_facts.items() if one.type == "choices")
    assert refusal(lambda: released(extract, mean, [], log, who="o", to="m"))[0] == "not_a_count"
    assert refusal(lambda: released(extract, "assisted_returns", [several], log, who="o", to="m"))[0] == "not_additive"
    assert log.entries() == []


def test_tables_by_other_dimensions_are_judged_together(folder, pack, tmp_path):
    extract, log = open_extract(folder, pack, "2026-01"), ReleaseLog(tmp_path)
    first = released(extract, "assisted_returns", ["case.office_country"], log, who="o", to="ministry")
    second = released(extract, "assisted_returns", ["case.stage"], log, who="o", to="newspaper")
    third = released(extract, "assisted_returns", [], log, who="o", to="all")
    assert (first.earlier, second.earlier, third.earlier) == (0, 1, 2)
    assert first.figures[TOTAL,].value == second.figures[TOTAL,].value == third.figures[()].value


def test_leaving_codes_out_is_a_group_and_not_other_facts(folder, pack, tmp_path):
    extract, log = open_extract(folder, pack, "2026-01"), ReleaseLog(tmp_path)
    whole = released(extract, "assisted_returns", ["case.stage"], log, who="o", to="all")
    stages = sorted(cell[0] for cell in whole.figures if cell != (TOTAL,))
    part = released(extract, "assisted_returns", [], log, who="o", to="all", only={"case.stage": stages[1:]})
    (figure,) = part.figures.values()
    left_out = whole.figures[stages[0],].value
    # The difference of both is the stage that was left out: shown before, or hidden now.
    assert part.earlier == 1
    assert figure.value is None or left_out is not None
