"""Loading a pack: what is understood, and what is refused where."""

# ruff: noqa: E501 - tables and files are kept as they are

from __future__ import annotations

from pathlib import Path

import pytest
from tests.rooms.grammar.examples import ACCREDITATION, FAMILY, write

from sojourn.grammar.expressions import Type
from sojourn.grammar.faults import GrammarErrors
from sojourn.grammar.packs import Pack, load_pack


def test_a_pack_knows_its_words(accreditation: Pack):
    assert (accreditation.name, accreditation.version, accreditation.subject) == (
        "accreditation",
        "1.0.0",
        "organisation",
    )
    assert accreditation.members is None
    assert accreditation.label_of("stage", "assessing", "fr") == "En évaluation"
    assert accreditation.label_of("stage", "assessing", "ar") == "Being assessed"
    assert accreditation.label_of("transition", "refuse", "fr") == "Refuser"
    assert accreditation.label_of("task", "hurry", "fr") == "Répondre bientôt"
    assert accreditation.form("profile").form.label("fr") == "Profil"
    assert accreditation.codes["refusal_reason"].label("fees", "fr") == "Les travailleurs paient"


def test_sources_of_transitions_are_resolved(family: Pack):
    assert family.transitions["leave"].sources == {"talking", "waiting"}
    assert family.transitions["leave"].broad
    assert family.transitions["reopen"].sources == {"closed", "left"}


def test_values_stand_in_the_order_of_their_needs(family: Pack):
    names = list(family.values)
    assert names.index("member.vulnerable") < names.index("case.any_vulnerable") < names.index("member.first_guess")
    assert names.index("case.any_vulnerable") < names.index("member.score")


def test_scopes_are_typed_and_members_are_seen_only_in_theirs(family: Pack):
    assert family.case_scope["parameter.wait_hours"].type is Type.INTEGER
    assert family.case_scope["ticket.fare"].rows == ("ticket.leg",)
    assert "needs.fear" not in family.case_scope
    assert family.member_scope["needs.kinds"].type is Type.CHOICES


@pytest.mark.parametrize(
    ("stem", "before", "after", "at", "says"),
    [
        ("pack", "from: submitted", "from: submited", "submited", 'did you mean "submitted"?'),
        ("pack", "[caseworker], guards", "[casework], guards", "casework]", 'did you mean "caseworker"?'),
        ("pack", "to: refused", "too: refused", "too: refused", 'did you mean "to"?'),
        ("pack", "guards: [no_fees]", "guards: [no_fee]", "no_fee]", 'did you mean "no_fees"?'),
        ("pack", "${profile.filled}", "${profil.filled}", "${profil.filled}", "there is no ${profil.filled} here"),
        ("pack", "> 0, concat", "> 0 concat", "concat", ""),
        ("pack", "reasons: hold_reason", "reasons: hold_reasons", "hold_reasons", 'did you mean "hold_reason"?'),
        ("pack", "reason: complaint", "reason: complain", "complain}", 'did you mean "complaint"?'),
        ("pack", "role: caseworker, within", "role: case_worker, within", "case_worker", "there is no role"),
        ("pack", "{days: 3}", "{dayss: 3}", "dayss", 'did you mean "days"?'),
        ("pack", "    stops: [{stage: accredited}, {stage: refused}]\n", "", "reply:", "add `stops:`"),
        ("pack", '    length: {working_days: "${parameter.reply_days}"}\n', "", "reply:", "no length"),
        ("pack", "starts: {stage: submitted}", "starts: {stages: submitted}", "stages: submitted}", 'mean "stage"?'),
        ("pack", "on: {form: assessment}", "on: {forms: assessment}", "forms: assessment", 'did you mean "form"?'),
        ("pack", "form:assessment", "from:assessment", "from:assessment", "an act is"),
        ("pack", "{case.fee_text}", "{case.fee}", "The recruiter", 'did you mean "case.fee_text"?'),
        ("pack", "label: Reply\n", "label: Reply\n    label: Again\n", "label: Again", "stands already on line"),
        ("pack", "number: ACC", "number: acc", "acc\n", "write it like AVRR"),
        ("pack", "version: 1.0.0", "version: one", "one", "write it like 1.0.0"),
        ("pack", "start: submitted", "start: begin", "begin", "there is no stage"),
        ("pack", "  submitted: {", "\tsubmitted: {", "\tsubmitted", "a tab"),
        ("measures", "by: [profile.country]", "by: [profile.name]", "profile.name", "in_evidence: yes"),
        ("measures", "${stage.accredited.entered} != ''", "${profile.name} != ''", "${profile.name}", "stays in the case file"),
        ("measures", "unit: case", "unit: cases", "cases", 'did you mean "case"?'),
        ("profile", "sensitive: ordinary, maps_to", "maps_to", "{type: text", "is not placed"),
        ("profile", "select_one country", "select_one contry", "select_one contry", "contry"),
        ("assessment", "${charges_workers} = 'yes'", "${charges} = 'yes'", "${charges}", "charges"),
        ("fr", "Refuse: Refuser", "Refuse it: Refuser", "Refuse it", "no text of the pack is"),
        ("codes", "fees: Workers", "fees: A, fees: Workers", "fees: Workers", "stands already"),
    ],
)  # fmt: skip
def test_mistakes_are_refused_with_their_place(tmp_path: Path, stem: str, before: str, after: str, at: str, says: str):
    folder = write(tmp_path / "accreditation", ACCREDITATION, **{stem: (before, after)})
    with pytest.raises(GrammarErrors) as caught:
        load_pack(folder)
    path = next(folder.rglob(f"{stem}.yaml"))
    text = path.read_text(encoding="utf-8")
    lines = text[: text.index(at)].split("\n")
    found = [fault for fault in caught.value.faults if says in fault.message and fault.place.file == str(path)]
    assert [(fault.place.line, fault.place.column) for fault in found] == [(len(lines), len(lines[-1]) + 1)]


@pytest.mark.parametrize(
    ("stem", "before", "after", "says"),
    [
        ("pack", 'any: "${member.vulnerable}', 'any: "${member.first_guess}', "case.any_vulnerable → member.first_guess"),
        ("pack", "rule: score", "rule: scores", 'did you mean "score"?'),
        ("pack", "check: carer_known", 'check: carer_known, need: "true()"', "either `need:` or `check:`"),
        ("pack", 'need: "${clock.waiting.over}', 'need: "${needs.fear}', "belongs to each member"),
        ("pack", "starts: {form: talk, at", "starts: {form: needs, at", "say `each: member` on the clock"),
        ("pack", "lift: {roles: [caseworker, office_manager], by_reason: {unsafe", "lift: {roles: [caseworker], by_reason: {unsave", 'did you mean "unsafe"?'),
        ("pack", "{cancel: {tasks: [visit, explain]}}", "{cancel: {tasks: [visits]}}", 'did you mean "visit"?'),
        ("pack", "{service: {code: FOOD", "{service: {code: FOODS", 'did you mean "FOOD"?'),
        ("pack", "working_days: 5", "working_days: 2.5", "no length"),
        ("pack", "over: member, any", "over: cases, any", '"over" must be one of member'),
        ("rules", "from sojourn.grammar.lifecycle import Facts, MemberFacts", "import django", "may not import django"),
        ("rules", '    """Whether a child has a carer (example)."""\n', "", "needs a docstring"),
        ("rules", "member: MemberFacts) -> bool:", "member: MemberFacts, more: int) -> bool:", "called with (facts, member) but takes 3"),
        ("rules", "def score(", "def score)(", "not Python"),
        ("measures", "share: {of:", "share: {off:", 'did you mean "of"?'),
        ("needs", "name: carer, label: Carer, sensitive: identifying", "name: carer, label: Carer, sensitive: identifying, in_evidence: yes", "cannot be in_evidence"),
    ],
)  # fmt: skip
def test_mistakes_about_members_rules_and_values(tmp_path: Path, stem: str, before: str, after: str, says: str):
    folder = write(tmp_path / "family_help", FAMILY, **{stem: (before, after)})
    with pytest.raises(GrammarErrors) as caught:
        load_pack(folder)
    assert says in str(caught.value), str(caught.value)


def test_every_mistake_is_told_in_one_reading(tmp_path: Path):
    text = ACCREDITATION["pack.yaml"].replace("from: submitted", "from: x").replace("guards: [no_fees]", "guards: [y]")
    folder = write(tmp_path / "accreditation", {**ACCREDITATION, "pack.yaml": text})
    with pytest.raises(GrammarErrors) as caught:
        load_pack(folder)
    assert len(caught.value.faults) == 2


def test_long_packs_may_be_spread_over_files(tmp_path: Path):
    whole = ACCREDITATION["pack.yaml"]
    head, clocks = whole.split("clocks:\n")
    clocks, reactions = clocks.split("reactions:\n")
    files = {
        **ACCREDITATION,
        "pack.yaml": head,
        "clocks.yaml": "clocks:\n" + clocks,
        "reactions.yaml": "reactions:\n" + reactions,
    }
    pack = load_pack(write(tmp_path / "accreditation", files))
    assert list(pack.clocks) == ["reply"]
    assert pack.clocks["reply"].place.file.endswith("clocks.yaml")


def test_a_key_stands_in_one_file_only(tmp_path: Path):
    folder = write(tmp_path / "accreditation", {**ACCREDITATION, "clocks.yaml": "clocks: {}\nstages: {}\n"})
    with pytest.raises(GrammarErrors) as caught:
        load_pack(folder)
    said = str(caught.value)
    assert "keep it in one file" in said
    assert "clocks.yaml holds clocks" in said


def test_country_codes_stay_text(tmp_path: Path):
    changed = ACCREDITATION["codes.yaml"] + "country_code: {closed: yes, codes: {NO: Norway, yes: Really}}\n"
    text = ACCREDITATION["words/fr.yaml"] + "  Norway: Norvège\n  Really: Vraiment\n"
    pack = load_pack(write(tmp_path / "accreditation", {**ACCREDITATION, "codes.yaml": changed, "words/fr.yaml": text}))
    assert pack.codes["country_code"].names == ("NO", "yes")
