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

    assert not Office.objects.filter(code__in=("sending", "receiving")).exists()
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


@pytest.fixture
def beside(tmp_path):
    """Write a pack into a folder that no setting names."""

    def write(where, pack=PACK):
        folder = tmp_path / where / "recruiter"
        (folder / "forms").mkdir(parents=True)
        (folder / "stories").mkdir()
        files = {"pack.yaml": pack, "forms/ask.yaml": FORM, "codes.yaml": CODES, "measures.yaml": MEASURES,
                 "stories/fees.yaml": STORY}  # fmt: skip
        for name, text in files.items():
            (folder / name).write_text(dedent(text))
        return folder

    return write


@pytest.mark.django_db
def test_stories_in_a_packs_folder_are_played_with_that_very_pack(beside):
    assert run_stories([beside("one")]).summary == "1 passed, 0 failed"
    other = beside("other", pack=PACK.replace("${ask.fee} = 0", "${ask.fee} = 1"))
    assert run_stories([other]).summary == "0 passed, 1 failed"


@pytest.mark.django_db
def test_an_overlay_is_at_work_in_the_office_it_names(beside):
    folder = beside("here")
    north = folder.parent / "north"
    (north / "stories").mkdir(parents=True)
    (north / "pack.yaml").write_text(
        "extends: recruiter\noverlay: north\nversion: 1\noffices: [north-berlin]\n"
        "parameters: {answer_days: {value: 5}}\n"
    )
    story = north / "stories" / "sooner.yaml"
    story.write_text(SOONER)
    assert run_stories([north]).summary == "1 passed, 0 failed"
    story.write_text(SOONER.replace("north-berlin", "south"))
    assert run_stories([north]).summary == "0 passed, 1 failed"


SOONER = """\
story: The northern office answers sooner
pack: recruiter
given:
  at: 2026-03-02T09:00+01:00
  offices: {north-berlin: {country: DEU, zone: Europe/Berlin}}
  case: {office: north-berlin}
then: {clocks: {answer: {due: 2026-03-09T09:00+01:00}}}
"""


@pytest.mark.django_db
def test_names_that_are_not_there_are_told_before_a_story_is_played(recruiters):
    story = recruiters / "stories" / "typo.yaml"
    story.write_text("story: x\ngiven: {stage: askd}\nsteps:\n  - fill: {form: aks}\n  - expect: {stage: asked}\n")
    (result,) = run_stories([story]).results
    assert [failure.actual for failure in result.failures] == [
        'there is no stage "askd"; did you mean "asked"?',
        'there is no form "aks"; did you mean "ask"?',
    ]


@pytest.mark.django_db
def test_every_verb_that_does_something_may_say_what_comes_of_it(recruiters):
    story = recruiters / "stories" / "outcomes.yaml"
    story.write_text(OUTCOMES)
    assert run_stories([story]).summary == "1 passed, 0 failed"


OUTCOMES = """\
story: Own tasks and alerts, and an answer to a question that nobody asks
given: {as: caseworker}
steps:
  - task: {code: call_back, label: Call back, role: reviewer, allowed: yes}
  - expect: {tasks: [call_back]}
  - cancel_task: {code: call_back, allowed: yes}
  - cancel_task: {code: call_back, refused: [not_there], says: no open task}
  - alert: {code: storm, allowed: yes}
  - clear_alert: storm
  - fill: {form: ask, answers: {name: x, workers: 1, fee: 0, colour: red}, problems: {colour: unknown_question}}
"""


@pytest.mark.django_db
def test_members_need_not_be_persons(recruiters):
    (recruiters / "pack.yaml").write_text(PACK.replace("members: no", "members: {of: place, at_least: 1}"))
    site = "  members: {site: {family_name: Site One}}\n"
    story = STORY.replace("  as: reviewer\nsteps:", f"{site}  as: reviewer\nsteps:", 1)
    (recruiters / "stories" / "fees.yaml").write_text(story)
    reset_catalogue()
    played = run_stories([recruiters])
    assert [str(one) for result in played.results for one in result.failures] == []
