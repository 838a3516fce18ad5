"""The shared global caseload, read with this pack's mapping, counts as the file itself does."""

from __future__ import annotations

import csv
import os
from collections import Counter
from pathlib import Path

import pytest

from sojourn.exchange.mappings import Converter
from sojourn.exchange.mappings.mapping import Mapping, read_mapping
from sojourn.grammar.lifecycle import Facts, MemberFacts
from sojourn.grammar.lifecycle.facts import entry_facts
from sojourn.grammar.lifecycle.values import with_values
from sojourn.grammar.packs import Pack
from sojourn.kernel import moment

FOLDER = Path(os.environ.get("SOJOURN_SHARED_DATA") or Path(__file__).parents[5] / "shared" / "data")
FILE = FOLDER / "ctdc" / "ctdc2025_north_america_binary_subset.csv"
BANDS = ["unknown", "age_0_8", "age_9_17", "age_18_20", "age_21_23", "age_24_26", "age_27_29", "age_30_38", "age_39_47",
         "age_48_plus"]  # fmt: skip
GROUPS = {
    "Means Debt Bondage Earnings": "member.means_debt",
    "Means Threats": "member.means_threats",
    "Means Abuse": "member.means_abuse",
    "Means False Promises": "member.means_false_promises",
    "Means Drugs Alcohol": "member.means_substances",
    "Means Deny Basic Needs": "member.means_basic_needs",
    "Means Excessive Work Hours": "member.means_work_hours",
    "Means Withhold Docs": "member.means_documents",
}

pytestmark = pytest.mark.skipif(not FILE.is_file(), reason="the shared data are not here: set SOJOURN_SHARED_DATA")


@pytest.fixture(scope="module")
def mapping(counter_trafficking: Pack) -> Mapping:
    return read_mapping(counter_trafficking.folder / "mappings" / "ctdc.yaml")


def different_rows(mapping: Mapping) -> tuple[list[str], Counter[tuple[str, ...]]]:
    """Many rows are alike, so each kind of row is read once and counted."""
    with FILE.open(newline="", encoding="utf-8") as stream:
        reader = csv.reader(stream)
        header = next(reader)
        return header, Counter(tuple(row) for row in reader)


def test_every_row_is_taken_and_counted_as_in_the_file(counter_trafficking: Pack, mapping: Mapping) -> None:
    header, rows = different_rows(mapping)
    form = counter_trafficking.form("intake")
    converter = Converter(mapping, header, {})
    found: Counter[str] = Counter()
    expected: Counter[str] = Counter()

    for row, times in rows.items():
        raw, problems = converter.convert(row, {})
        cleaned = form.clean(raw.get("intake", {}))
        assert not problems
        assert cleaned.ok, cleaned.problems
        found.update(dict.fromkeys(_counted(counter_trafficking, form.form, cleaned.answers), times))
        expected.update(dict.fromkeys(_in_the_file(dict(zip(header, row, strict=True))), times))

    assert sum(rows.values()) == 91_043
    assert found == expected


def _counted(pack: Pack, form: object, answers: dict[str, object]) -> list[str]:
    now = moment.now()
    values = entry_facts(form, answers, now.isoformat(), "importer", 1)  # type: ignore[arg-type]
    facts = with_values(pack, Facts({}, (MemberFacts("1", "", values),), (), {}, now)).members[0].values
    kinds = [f"kind {kind}" for kind in facts.get("intake.vic_TypeOfExploitation") or ()]
    relations = [f"recruiter {relation}" for relation in facts.get("intake.recruiter_relation") or ()]
    groups = [name for name in GROUPS.values() if facts[name] == "yes"]
    counted = ["counted"] if facts["member.counted"] == "yes" else []
    return [str(facts["intake.age_band"]), *kinds, *relations, *groups, *counted, *_said(facts, "prs_Gender")]


def _said(facts: object, question: str) -> list[str]:
    value = facts.get(f"intake.{question}")  # type: ignore[attr-defined]
    return [f"gender {value}"] if value else []


def _in_the_file(row: dict[str, str]) -> list[str]:
    marks = {
        "isForcedLabour": "kind ForcedLabour", "isSexualExploit": "kind SexualExploitation",
        "Recruiter Relation Intimate Partner": "recruiter intimate_partner",
        "Recruiter Relation Friend": "recruiter friend", "Recruiter Relation Family": "recruiter family",
        "Recruiter Relation Other": "recruiter other", "Woman": "gender Feminine",
        "Trans/NonConforming": "gender TransgenderOrNonConforming", **GROUPS,
    }  # fmt: skip
    return [BANDS[int(row["Age Band"])], "counted", *(name for column, name in marks.items() if row[column] == "1")]
