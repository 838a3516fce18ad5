"""A public caseload goes in, and every figure of the pack equals a plain count of the file; at night, of all of it."""

from __future__ import annotations

import csv
import os
from itertools import islice
from pathlib import Path

import pytest

from sojourn.accounts.models import Office
from sojourn.accounts.viewer import Viewer
from sojourn.cases.models import Case
from sojourn.cases.queries import measure_table
from sojourn.cases.queries.measures import Wanted
from sojourn.exchange.imports.plan import make_plan
from sojourn.exchange.imports.run import import_file
from sojourn.exchange.mappings import read_mapping
from sojourn.grammar.packs import catalogue
from sojourn.jobs.importing import mapping_text
from sojourn.protection.scope import seen_by

SHARED = Path(os.environ.get("SOJOURN_SHARED_DATA") or Path(__file__).parents[5] / "shared" / "data")
FILE = SHARED / "ctdc" / "ctdc2025_north_america_binary_subset.csv"
ROWS, SOME = 91_043, 4_000

# Measure, and the column of the file whose ones it counts.
COUNTED = {
    "forced_labour": "isForcedLabour",
    "sexual_exploitation": "isSexualExploit",
    "means_debt": "Means Debt Bondage Earnings",
    "means_threats": "Means Threats",
    "means_abuse": "Means Abuse",
    "means_false_promises": "Means False Promises",
    "means_substances": "Means Drugs Alcohol",
    "means_basic_needs": "Means Deny Basic Needs",
    "means_work_hours": "Means Excessive Work Hours",
    "means_documents": "Means Withhold Docs",
}
BANDS = {
    "age_0_8": "1", "age_9_17": "2", "age_18_20": "3", "age_21_23": "4", "age_24_26": "5", "age_27_29": "6",
    "age_30_38": "7", "age_39_47": "8", "age_48_plus": "9", "unknown": "0",
}  # fmt: skip


@pytest.fixture
def caseload(request, tmp_path):
    """The first so many rows of the file, as a file."""
    path = tmp_path / FILE.name
    with FILE.open() as whole, path.open("w") as part:
        part.writelines(islice(whole, request.param + 1))
    return path


@pytest.fixture
def counted(caseload):
    """Count the rows of the file in which `column` is `value`."""
    with caseload.open() as stream:
        rows = list(csv.DictReader(stream))
    return lambda column, value="1": sum(row[column] == value for row in rows)


@pytest.mark.skipif(not FILE.exists(), reason=f"the shared data are not here: {FILE.name} was not found")
@pytest.mark.parametrize("caseload", [SOME, pytest.param(ROWS, marks=pytest.mark.nightly)], indirect=True)
def test_all_rows_go_in_and_every_measure_equals_a_count_of_the_file(db, caseload, counted, request):
    rows = request.node.callspec.params["caseload"]
    office = Office.objects.create(code="north", name="North", country="USA", zone="America/New_York")
    pack = catalogue().pack("counter_trafficking")
    path, text = mapping_text(pack, "ctdc")
    by = Viewer.machine("import", [office], [pack.compartment])
    plan = make_plan(path=caseload, mapping=read_mapping(text, str(path)), mapping_text=text, pack=pack)

    with seen_by(by):
        run = import_file(plan, office=office, by=by)

        assert (run.rows_seen, run.cases_opened, run.rows_refused) == (rows, rows, 0)
        assert Case.objects.count() == rows
        assert measure_table(by, pack.name, "records").cell().value == rows
        found = {name: measure_table(by, pack.name, name).cell().value for name in COUNTED}
        assert found == {name: counted(column) for name, column in COUNTED.items()}
        by_age = measure_table(by, pack.name, "records", Wanted(by=["intake.age_band"]))
        assert {band: by_age.cell(band).value for band in BANDS} == {
            band: counted("Age Band", code) for band, code in BANDS.items()
        }
    with seen_by(Viewer.machine("import", [office])):
        assert not Case.objects.exists(), "a sealed caseload does not exist for those without the seal"
