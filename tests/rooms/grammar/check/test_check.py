"""`check_pack`: what a pack must be beyond being readable."""

# ruff: noqa: E501 - tables and files are kept as they are

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.rooms.grammar.examples import ACCREDITATION, write

from sojourn.config.command.pack import command
from sojourn.grammar.check import check_pack
from sojourn.grammar.packs.catalogue import BUILT_IN, pack_folders


def test_a_pack_in_order_has_no_faults(tmp_path: Path):
    assert check_pack(write(tmp_path / "accreditation", ACCREDITATION)) == []


@pytest.mark.parametrize(
    ("stem", "before", "after", "code", "says"),
    [
        ("pack", "from: submitted, to: assessing", "from: assessing, to: submitted", "unreachable", '"assessing"'),
        ("pack", "refused: {label: Refused, final: yes}", "refused: {label: Refused}", "no_way_out", '"refused"'),
        ("pack", "    roles: [reviewer]\n    guards: [no_fees]\n    exit: yes", "    guards: [no_fees]", "exit", "say `exit: yes`"),
        ("pack", "guards: [profile_filled]}", "}", "unused", 'no transition asks the guard "profile_filled"'),
        ("pack", "forms: [profile]", "forms: []", "unused", 'offers the form "profile"'),
        ("pack", "languages: [en, fr]", "languages: [en, fr, ar]", "untranslated", "words/ar.yaml"),
        ("fr", "  Refused: Refusé\n", "", "untranslated", "(stages.refused.label)"),
        ("fr", "fait payer {case.fee_text}", "fait payer", "braces", "{case.fee_text}"),
        ("accredited", "exits: [accredited]", "exits: []", "no_story", 'no story leaves by "accredit"'),
        ("accredited", "transition: accredit, allowed: yes", "transition: refuse, reason: fees, allowed: yes", "no_story", '"accredit"'),
        ("pack", "rule: ACC-R02, acts", "rule: ACC-R09, acts", "no_story", "ACC-R09"),
        ("refused", "transition: refuse, reason: fees", "transition: refuse, reason: fee", "no_target", 'did you mean "fees"'),
        ("refused", "charges_workers: yes", "charge_workers: yes", "no_target", 'did you mean "charges_workers"'),
        ("refused", "then: {stage: refused", "then: {stage: refuse", "no_target", 'did you mean "refused"'),
        ("refused", "refused: [ACC-R01]", "refused: [ACC-R77]", "no_target", "ACC-R77"),
        ("refused", "  - lift: {", "  - lifted: {", "no_target", 'did you mean "lift"'),
        ("refused", "no_tasks: [hurry]", "no_task: [hurry]", "unknown_key", 'did you mean "no_tasks"'),
        ("assessment", "${charges_workers} = 'yes'", "${charges_workers} = 'yess'", "not_in_list", "'yess' is not a code"),
        ("pack", "forms: [assessment]", "forms: []", "unreachable", 'the reaction "complaint"'),
        ("measures", "${stage.accredited.entered} != ''", "${stage.accredited.entered} = string(${stage.accredited.entered})", "no_sql", "measures.yaml:5"),
    ],
)  # fmt: skip
def test_what_does_not_hold_together_is_told(tmp_path: Path, stem: str, before: str, after: str, code: str, says: str):
    faults = check_pack(write(tmp_path / "accreditation", ACCREDITATION, **{stem: (before, after)}))
    found = [fault for fault in faults if fault.code == code and says in fault.message + str(fault.place)]
    assert found, [str(fault) for fault in faults]
    assert all(fault.place.file for fault in found)


def test_a_pack_without_its_papers(tmp_path: Path):
    folder = write(tmp_path / "accreditation", ACCREDITATION)
    (folder / "CHANGES.md").unlink()
    assert [fault.code for fault in check_pack(folder)] == ["no_paper"]


def test_an_overlay_is_checked_over_its_pack(tmp_path: Path):
    write(tmp_path / "accreditation", ACCREDITATION)
    overlay = {
        "pack.yaml": "extends: accreditation\noverlay: north\nversion: 1\nparameters: {reply_days: {value: 20}}\n"
    }
    assert check_pack(write(tmp_path / "north", overlay)) == []
    stray = {"pack.yaml": "extends: accreditatio\noverlay: north\nversion: 1\n"}
    assert 'did you mean "accreditation"' in check_pack(write(tmp_path / "stray", stray))[0].message


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("  reply_dayz: {value: 20, source: office}\n", 'did you mean "reply_days"'),
        ("  ward_days: {value: 20, source: office}\nguards: {no_fees: {need: '${parameter.ward_days} > 0'}}\n", ""),
    ],
)
def test_a_parameter_that_an_overlay_adds_is_used_or_misspelt(tmp_path: Path, more: str, told: str):
    write(tmp_path / "accreditation", ACCREDITATION)
    text = f"extends: accreditation\noverlay: north\nversion: 1\nparameters:\n{more}"
    faults = [
        fault for fault in check_pack(write(tmp_path / "north", {"pack.yaml": text})) if "parameter" in str(fault)
    ]

    assert bool(faults) == bool(told)
    assert all(told in fault.message and fault.place.line == 5 for fault in faults)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("import os", "may not import os"),
        ("import subprocess", "may not import subprocess"),
        ("from socket import socket", "may not import socket"),
        ("from . import beside", r"may not import \."),
        ("import maths", 'maths; did you mean "math"'),
        ("from sojourn.grammars import x", "may not import sojourn.grammars"),
        ("TEXT = open('/etc/hosts').read()", "may not use open"),
        ("RUN = eval('1')", "may not use eval"),
        ("WRITE = Path('x').write_text", "may not use write_text"),
    ],
)
def test_rules_only_compute(tmp_path: Path, line: str, said: str):
    folder = write(tmp_path / "accreditation", ACCREDITATION)
    rules = folder / "rules.py"
    rules.write_text(f"{rules.read_text() if rules.exists() else ''}\n{line}\n")

    assert any(re.search(said, fault.message) for fault in check_pack(folder))


def test_rules_may_use_what_computes(tmp_path: Path):
    folder = write(tmp_path / "accreditation", ACCREDITATION)
    rules = folder / "rules.py"
    rules.write_text(f"{rules.read_text() if rules.exists() else ''}\nimport math\nfrom datetime import date\n")

    assert check_pack(folder) == []


class TestReleased:
    def test_a_released_version_cannot_change(self, tmp_path: Path):
        folder = write(tmp_path / "accreditation", ACCREDITATION)
        runner = CliRunner()
        assert runner.invoke(command, ["release", str(folder)]).exit_code == 0
        assert check_pack(folder) == []
        write(folder, {"codes.yaml": ACCREDITATION["codes.yaml"].replace("Another reason", "Another one")})
        write(folder, {"words/fr.yaml": ACCREDITATION["words/fr.yaml"].replace("Another reason", "Another one")})
        assert [fault.code for fault in check_pack(folder)] == ["released"]

    def test_its_words_and_stories_may(self, tmp_path: Path):
        folder = write(tmp_path / "accreditation", ACCREDITATION)
        CliRunner().invoke(command, ["release", str(folder)])
        write(folder, {"words/fr.yaml": ACCREDITATION["words/fr.yaml"].replace("Réponse", "La réponse")})
        assert check_pack(folder) == []

    def test_a_new_version_may_change(self, tmp_path: Path):
        folder = write(tmp_path / "accreditation", ACCREDITATION)
        CliRunner().invoke(command, ["release", str(folder)])
        write(folder, {"pack.yaml": ACCREDITATION["pack.yaml"].replace("version: 1.0.0", "version: 1.1.0")})
        assert check_pack(folder) == []


class TestCommand:
    def test_check_says_where_and_fails(self, tmp_path: Path):
        folder = write(tmp_path / "accreditation", ACCREDITATION, pack=("from: submitted", "from: submited"))
        result = CliRunner().invoke(command, ["check", str(folder)])
        assert result.exit_code == 1
        assert 'pack.yaml:21:47: there is no stage "submited"; did you mean "submitted"?' in result.output

    def test_check_as_json(self, tmp_path: Path):
        folder = write(tmp_path / "accreditation", ACCREDITATION, pack=("from: submitted", "from: submited"))
        fault = json.loads(CliRunner().invoke(command, ["check", "--json", str(folder)]).output)[0]
        assert (fault["line"], fault["column"], fault["code"]) == (21, 47, "no_target")

    def test_a_folder_of_packs_is_checked_whole(self, tmp_path: Path):
        write(tmp_path / "accreditation", ACCREDITATION)
        result = CliRunner().invoke(command, ["check", str(tmp_path)])
        assert (result.exit_code, result.output) == (0, "accreditation: in order\n")

    def test_list_names_the_packs(self):
        assert "avrr" in CliRunner().invoke(command, ["list"]).output


def test_all_built_in_packs_are_checked_in_less_than_five_seconds():
    begin = time.process_time()
    for folder in pack_folders([BUILT_IN]):
        check_pack(folder)
    assert time.process_time() - begin < 5
