"""Stories are played on the real engine; a programme about organisations needs nothing but its own folder."""

from __future__ import annotations

import json
from textwrap import dedent

import pytest

from sojourn.cases.models import Case
from sojourn.grammar.packs import reset_catalogue
from sojourn.jobs.stories.running import run_stories, story_files
from sojourn.protection.scope import seen_by

PACK = """\
pack: recruiter
version: 1.0.0
label: Recruiters on the list
description: A tiny programme about organisations.
owner: test
purpose: licensing
subject: organisation
members: no
number: RECR
parameters:
  answer_days: {value: 10, unit: working_days, source: invented, label: Days to answer}
start: asked
stages:
  asked: {label: Asked, forms: [ask], tasks: [{code: read, label: Read it, role: reviewer, within: {days: 3}}]}
  listed: {label: Listed}
  refused: {label: Refused, final: yes}
side_states:
  frozen: {label: Frozen, reasons: freeze, blocks: all, lift: {roles: [reviewer]}}
transitions:
  enlist: {label: Put on the list, from: asked, to: listed, roles: [reviewer], guards: [no_fees, asked_first]}
  refuse: {label: Refuse, from: asked, to: refused, roles: [reviewer], reason: refusal, reason_required: yes, exit: yes}
  strike: {label: Strike off, from: listed, to: refused, roles: [reviewer], exit: yes}
guards:
  asked_first: {need: "${ask.filled} = 'yes'", message: Nothing was asked}
  no_fees: {rule: RECR-R01, need: "${ask.fee} = 0", message: "Workers pay {ask.fee}"}
values:
  large: {type: choice, calculation: "if(${ask.workers} > 100, 'yes', 'no')", in_evidence: yes}
clocks:
  answer:
    label: Answer
    kind: limit
    basis: invented
    starts: {stage: asked}
    length: {working_days: "${parameter.answer_days}"}
    stops: [{stage: listed}, {stage: refused}]
    escalate:
      - at: due
        do: [{alert: {code: late, label: Late, severity: high, role: office_manager}}]
reactions:
  fees:
    rule: RECR-R01
    on: {form: ask}
    when: "${ask.fee} > 0"
    do:
      - alert: {code: fees, label: Workers pay, severity: high, role: reviewer}
"""
FORM = """\
form: ask
version: "1"
label: Request of a recruiter
about: case
repeats: no
survey:
  - {type: text, name: name, label: Name, required: yes, sensitive: ordinary, maps_to: organisation.name}
  - {type: integer, name: workers, label: Workers, required: yes, constraint: ". >= 0", sensitive: ordinary}
  - {type: decimal, name: fee, label: What a worker pays, required: yes, sensitive: ordinary}
"""
CODES = """\
freeze: {closed: yes, codes: [{name: complaint, label: A complaint}]}
refusal: {closed: yes, codes: [{name: fees, label: Fees}]}
"""
MEASURES = """\
listed:
  label: Listed
  definition: Recruiters put on the list.
  source: invented
  unit: case
  where: "${stage.listed.entered} != ''"
  at: "${stage.listed.entered}"
  by: [case.large]
"""
STORY = """\
story: A recruiter that takes fees is not listed
rules: [RECR-R01]
exits: [refused]
given:
  at: 2026-03-02T09:00+01:00
  subject: {kind: organisation, name: Fictive Work Ltd, country: DEU}
  as: reviewer
steps:
  - attempt: {transition: enlist, refused: [RECR-R01, asked_first]}
  - as: {role: caseworker, user: cora}
  - fill: {form: ask, answers: {name: Fictive Work, workers: 120}, problems: {fee: required}}
  - fill: {form: ask, answers: {name: Fictive Work, workers: 120, fee: "50.5"}}
  - expect:
      alerts: [fees]
      tasks: [read]
      clocks: {answer: {due: 2026-03-16T09:00+01:00, running: yes}}
      values: {case.large: yes}
      can: []
      cannot: [enlist]
  - as: reviewer
  - attempt: {transition: enlist, refused: [RECR-R01], says: "pay 50.5"}
  - as: {role: caseworker, user: cora}
  - fill: {form: ask, answers: {name: Fictive Work, workers: 120, fee: 0}, version: 1}
  - as: reviewer
  - hold: {state: frozen, reason: complaint}
  - attempt: {transition: enlist, refused: [side_state]}
  - wait: {working_days: 2}
  - lift: {}
  - expect: {clocks: {answer: {due: 2026-03-18T09:00+01:00}}}
  - attempt: {transition: enlist, allowed: yes}
  - expect:
      stage: listed
      side_state: ""
      measures: {listed: 1}
      audit: [case.moved, entry.recorded]
      cases: {recruiter: 1}
      sees: {case: yes, cases: {recruiter: 1}}
      answers: {ask.fee: 0}
  - as: {role: reviewer, office: receiving}
  - expect: {sees: {case: no}}
  - as: reviewer
  - attempt: {transition: strike, allowed: yes}
"""
WRONG = """\
story: This story is wrong on purpose
given:
  as: reviewer
steps:
  - attempt: {transition: refuse, allowed: yes}
  - attempt: {transition: refuse, refused: [RECR-R01]}
  - expect: {stage: listed, tasks: [read]}
"""


@pytest.fixture
def recruiters(tmp_path, monkeypatch):
    """A folder with one small programme about organisations."""
    folder = tmp_path / "recruiter"
    files = {"pack.yaml": PACK, "forms/ask.yaml": FORM, "codes.yaml": CODES, "measures.yaml": MEASURES,
             "stories/fees.yaml": STORY}  # fmt: skip
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(dedent(text))
    monkeypatch.setenv("SOJOURN_PACKS", str(tmp_path))
    reset_catalogue()
    yield folder
    monkeypatch.undo()
    reset_catalogue()


@pytest.mark.django_db
def test_a_programme_about_organisations_runs_from_its_folder_alone(recruiters):
    played = run_stories([recruiters])
    assert [str(one) for result in played.results for one in result.failures] == []
    assert played.summary == "1 passed, 0 failed"
    assert played.results[0].checked > 20


@pytest.mark.django_db
def test_nothing_of_a_story_stays(recruiters):
    run_stories([recruiters])
    from sojourn.accounts.models import Office

    assert not Office.objects.filter(code__startswith="story-").exists()
    from sojourn.accounts.viewer import Viewer

    with seen_by(Viewer.machine("test", Office.objects.all())):
        assert not Case.objects.exists()


@pytest.mark.django_db
def test_a_story_that_fails_shows_what_was_expected_beside_what_was_found(recruiters):
    wrong = recruiters / "stories" / "wrong.yaml"
    wrong.write_text(WRONG)
    played = run_stories([wrong])
    assert played.failed == 1
    told = {(one.what, one.expected) for one in played.results[0].failures}
    assert told == {
        ("attempt refuse is allowed", "it is done"),
        ("attempt refuse is refused", "[RECR-R01]"),
        ("stage", "listed"),
    }
    assert "reason_required" in played.results[0].failures[0].actual
    assert played.results[0].failures[-1].actual == "asked"
    assert json.loads(json.dumps(played.as_json()))["failed"] == 1


@pytest.mark.django_db
def test_a_file_that_cannot_be_read_fails_with_its_place(recruiters):
    broken = recruiters / "stories" / "broken.yaml"
    broken.write_text("story: x\nsteps:\n  - jump: high\n")
    (result,) = run_stories([broken]).results
    assert not result.passed
    assert any("broken.yaml:3:5" in str(failure) for failure in result.failures)


def test_files_are_found_in_folders_by_name_and_one_by_one(recruiters):
    story = recruiters / "stories" / "fees.yaml"
    assert story_files([recruiters.parent]) == [story]
    assert story_files([story]) == [story]


@pytest.mark.django_db
def test_a_word_chooses_stories(recruiters):
    assert run_stories([recruiters], "fees").summary == "1 passed, 0 failed"
    assert run_stories([recruiters], "cows").summary == "0 passed, 0 failed"
