"""The demonstration fills an empty database with lives played on the real engine, and leaves any other alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from sojourn.accounts.actions import add_user
from sojourn.accounts.models import Office, User
from sojourn.accounts.viewer import Viewer
from sojourn.audit.chain import verify
from sojourn.cases.models import Attachment, Case, Entry, Fact, Member
from sojourn.cases.queries.attachments import content_of
from sojourn.cases.queries.lists import search_cases
from sojourn.jobs.demo import filling
from sojourn.jobs.demo.filling import fill, read_plan
from sojourn.protection.scope import seen_by, whole_chain
from sojourn.subjects.models import Person

# A few lives of the plan, so that the test stays quick; that each of them can be played is asked at night.
SHOWN = {("single", "enquiry"), ("child_alone", "cooling_off"), ("fear", "screening"), ("single", "approved")}


@pytest.fixture
def small_plan(monkeypatch):
    """The programme's own plan, with a few of its lives."""

    def read(path):
        plan = read_plan(path)
        return replace(plan, lives=[life for life in plan.lives if (life.life, life.until) in SHOWN])

    monkeypatch.setattr(filling, "read_plan", read)


def test_a_small_demonstration_is_whole(db, small_plan):
    said = []
    fill(said.append, cases=30)

    by = Viewer.machine("test", Office.objects.all(), ["thb"])
    with seen_by(by):
        stages = Counter(Case.objects.values_list("stage", flat=True))
        assert set(stages) == {"enquiry", "cooling_off", "screening", "approved", "withdrawn"}
        assert Case.objects.filter(side_state="on_hold").exists()
        assert Person.objects.filter(family_name="").count() == 0
        assert len(set(Case.objects.values_list("number", flat=True))) == Case.objects.count()
        assert Fact.objects.exclude(member=None).count() == Member.objects.count()
        somebody = Person.objects.order_by("?").first()
        found = search_cases(by, f"{somebody.given_names} {somebody.family_name}").rows
        assert found, "every invented person can be found by name"
        signed = Entry.objects.filter(form="declaration")
        files = {str(file.pk): file for file in Attachment.objects.all()}
        assert {entry.case_id for entry in signed} == {files[entry.answers["signature"]].case_id for entry in signed}
        assert all(content_of(file).read(4) == b"\x89PNG" for file in files.values())
        assert len({file.path for file in files.values()}) == len(files) > signed.count() - 1 > 0
    with whole_chain():
        assert verify().ok

    text = "\n".join(said)
    assert "caseworker@exampleton.demo.example" in text
    assert User.objects.count() == 14


@pytest.mark.nightly
def test_every_life_of_the_plan_can_be_played(db):
    fill(lambda line: None, cases=30)


def test_a_database_in_use_is_left_alone(db):
    add_user(email="someone@office.example", name="Testperson", by=Viewer.machine("test", []))
    lines: list[str] = []
    fill(lines.append)

    assert lines == ["This database is in use; nothing was filled in."]
    assert not Office.objects.exists()
