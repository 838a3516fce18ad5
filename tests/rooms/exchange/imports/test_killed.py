"""F1: whatever is killed in mid-import, every row comes in once, and nothing tells the result from a calm run's."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest
from django.db import Error, connection

from sojourn.accounts.models import Office
from sojourn.accounts.viewer import Viewer
from sojourn.audit.models import Event
from sojourn.audit.queries import verify
from sojourn.cases.actions.ingest import sets
from sojourn.cases.models import Case, Entry, Fact, Member
from sojourn.exchange.imports.plan import make_plan
from sojourn.exchange.imports.run import import_file
from sojourn.exchange.mappings import read_mapping
from sojourn.exchange.models import ImportProblem, ImportRun
from sojourn.protection.scope import seen_by, whole_chain
from sojourn.subjects.models import NameClaim, Person

PACK = Path(__file__).parent / "packs" / "visits"
ROOT = Path(__file__).parents[4]
FEW, MANY = 600, 1_000
BATCH = 100
MAPPING = """mapping: visits
pack: visits
dates: dmy
stage: closed
opened_on: Visit
columns:
  Name: person.family_name
  Sex: {question: person.sex, codes: {f: F, m: M}}
  Born: person.born
  Visit: visit.visited_on
"""


@pytest.fixture
def caseload(transactional_db, tmp_path, request):
    """A file in which every seventh row is refused, and its mapping."""
    lines = ["Name,Sex,Born,Visit"]
    for n in range(getattr(request, "param", FEW)):
        lines.append(
            f"Testperson {n},{'q' if n % 7 == 3 else 'fm'[n % 2]},02/05/{1950 + n % 60},{1 + n % 28:02}/03/2026"
        )
    (tmp_path / "visits.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (tmp_path / "visits.yaml").write_text(MAPPING, encoding="utf-8")
    tmp_path.chmod(0o755)
    return tmp_path / "visits.csv"


class Nursery:
    """Children that import, one at a time."""

    def __init__(self, file: Path) -> None:
        self.file = file
        words = [sys.executable, "-m", "tests.rooms.exchange.imports.nursery", connection.settings_dict["NAME"]]
        self._process = subprocess.Popen(
            [*words, str(PACK), str(file.with_suffix(".yaml"))], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True, cwd=ROOT, env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"},
        )  # fmt: skip
        self.rows = len(file.read_text(encoding="utf-8").splitlines()) - 1
        assert self._heard() == "ready"

    def _heard(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def bear(self, office: str) -> int:
        """Let a child begin; return its number."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{office}\t{self.file}\t{BATCH}\n")
        self._process.stdin.flush()
        return int(self._heard())

    def end_of_child(self) -> int:
        """Wait until the child has ended; 0 when it took everything in."""
        return int(self._heard())

    def close(self) -> None:
        """Let the nursery go home."""
        self._process.communicate(timeout=30)


@pytest.fixture
def nursery(caseload):
    made = Nursery(caseload)
    yield made
    made.close()


def office(code):
    return Office.objects.create(code=code, name=code, country="DEU", zone="Europe/Berlin")


def result(where):
    """All that an import left behind in an office, but for ids and instants, in the order of the file."""
    with seen_by(Viewer.machine("test", [where])):
        cases = list(Case.objects.order_by("number").values_list("id", "stage", "opened_at", "closed_at"))
        members = {one["case_id"]: one for one in Member.objects.values("case_id", "id", "subject_id", "relation")}
        people = {one.subject_id: (one.family_name, one.birth, one.sex) for one in Person.objects.all()}
        claims = sorted(NameClaim.objects.values_list("family", flat=True))
        entries, facts = {}, {}
        for one in Entry.objects.order_by("form"):
            entries.setdefault(one.case_id, []).append((one.form, one.answers, one.at))
        for one in Fact.objects.order_by("member_id"):
            facts.setdefault(one.case_id, []).append(one.facts | {"case.office": ""})
        rows = [
            (stage, opened, closed, members[pk]["relation"], people[members[pk]["subject_id"]], entries[pk],
             sorted(facts[pk], key=len))
            for pk, stage, opened, closed in cases
        ]  # fmt: skip
        problems = list(ImportProblem.objects.order_by("id").values_list("row", "column", "value", "code", "row_cells"))
        run = ImportRun.objects.get()
        figures = (run.rows_seen, run.cases_opened, run.rows_refused, run.rows_known, run.finished_at is not None)
        told = Event.objects.filter(action="case.imported", office_id=where.id).values_list("object_id", flat=True)
        assert sorted(told) == sorted(str(pk) for pk, *_ in cases)
    return rows, claims, problems, figures


def kill_child(child):
    # Some come through before they are shot at.
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)


def kill_connections(_child):
    """End the database's side of every connection to the test database but this one."""
    with psycopg.connect(kill_connections.dsn, autocommit=True) as owner:
        owner.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> ALL (%s)",
            [[owner.info.backend_pid, connection.connection.info.backend_pid]],
        )


def disturbed(nursery, where, kills, chance, within):
    """Import into the office, each try killed `within` so many seconds; return how often before one came through."""
    done = 0
    while True:
        child = nursery.bear(where.code)
        if done < kills:
            time.sleep(chance.uniform(0.0, within))
            chance.choice([kill_child, kill_child, kill_connections])(child)
        if nursery.end_of_child() == 0:
            return done
        done += 1


def under_fire(nursery, kills, chance, dsn):
    """Kill so many imports, in as many offices as that takes; each one's result must be the calm one's."""
    kill_connections.dsn = dsn
    calm = office("calm")
    begun = time.monotonic()
    assert disturbed(nursery, calm, 0, chance, 0.0) == 0
    within = time.monotonic() - begun
    expected = result(calm)
    assert expected[3] == (nursery.rows, nursery.rows - len(expected[2]), len(expected[2]), 0, True)
    done = rounds = 0
    while done < kills:
        where = office(f"storm-{rounds}")
        rounds += 1
        done += disturbed(nursery, where, kills - done, chance, within)
        assert result(where) == expected
    with whole_chain():
        assert verify().ok


def test_killed_imports_lose_and_double_nothing(nursery, owner_dsn):
    under_fire(nursery, 4, random.Random(1), owner_dsn)


@pytest.mark.nightly
@pytest.mark.parametrize("caseload", [MANY], indirect=True)
def test_two_hundred_killed_imports_lose_and_double_nothing(nursery, owner_dsn):
    under_fire(nursery, 200, random.Random(2), owner_dsn)


def test_a_full_disk_leaves_whole_batches_and_a_run_that_goes_on(caseload, monkeypatch):
    from sojourn.grammar.packs import load_pack

    where = office("north")
    by = Viewer.machine("import", [where])
    plan = make_plan(path=caseload, mapping=read_mapping(MAPPING, "m"), mapping_text=MAPPING, pack=load_pack(PACK))
    written = []

    def full(model, columns, rows, same):
        written.append(model)
        if written.count(Fact) == 3:
            with connection.cursor() as cursor:
                cursor.execute("DO $$ BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = 'disk_full'; END $$")
        put(model, columns, rows, same)

    put = sets.put
    monkeypatch.setattr(sets, "put", full)
    with seen_by(by):
        with pytest.raises(Error):
            import_file(plan, office=where, by=by, batch=150)
        run = ImportRun.objects.get()
        assert run.finished_at is None
        assert (run.rows_seen, Case.objects.count()) == (run.next_row - 2, run.cases_opened)
        assert Event.objects.filter(action="case.imported").count() == run.cases_opened > 0
        monkeypatch.setattr(sets, "put", put)
        finished = import_file(plan, office=where, by=by, batch=150)
    assert (finished.rows_seen, finished.cases_opened + finished.rows_refused) == (FEW, FEW)
    assert result(where)[3][0] == FEW


def test_interrupted_families_are_noticed_after_a_resumption_too(desk, monkeypatch):
    """A group that began before the cut and goes on behind another one is refused, as it is without a cut."""
    mapping = MAPPING.replace("opened_on: Visit\n", "group_by: Family\n")
    row = ",Testperson Alder,f,,01/03/2026\n"
    plan = desk.plan(f"Family,Name,Sex,Born,Visit\nA{row}B{row}A{row}", mapping)
    from sojourn.exchange import actions

    take, calls = actions.take_batch, []

    def cut(**words):
        calls.append(words)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return take(**words)

    monkeypatch.setattr(actions, "take_batch", cut)
    with pytest.raises(KeyboardInterrupt):
        import_file(plan, office=desk.office, by=desk.by, batch=1)
    monkeypatch.setattr(actions, "take_batch", take)
    import_file(plan, office=desk.office, by=desk.by, batch=1)

    assert list(ImportProblem.objects.values_list("row", "code")) == [(4, "scattered_group")]
