"""The pages for authors say what the code does."""

from __future__ import annotations

import re
from pathlib import Path

from sojourn.grammar.check import check_pack
from sojourn.grammar.packs import UNITS
from sojourn.grammar.packs.consequences import _KEYS as CONSEQUENCES
from sojourn.grammar.packs.deriving import _KEYS as VALUE_KEYS
from sojourn.grammar.packs.head import _LISTED_KEYS, KEYS
from sojourn.grammar.packs.indicators import _KEYS as MEASURE_KEYS
from sojourn.grammar.packs.journey import _LIFT_KEYS, _SIDE_KEYS, _STAGE_KEYS, _TRANSITION_KEYS
from sojourn.grammar.packs.names import CASE, MEMBER
from sojourn.grammar.packs.watching import _CLOCK_KEYS, _GUARD_KEYS, _REACTION_KEYS

DOCS = Path(__file__).parents[4] / "docs"
EVERY_KEY = {
    *KEYS, *VALUE_KEYS, *MEASURE_KEYS, *_STAGE_KEYS, *_SIDE_KEYS, *_LIFT_KEYS, *_TRANSITION_KEYS, *_CLOCK_KEYS,
    *_GUARD_KEYS, *_REACTION_KEYS, *UNITS, *CONSEQUENCES, *CASE, *MEMBER,
    *(key for keys in _LISTED_KEYS.values() for key in keys), *(key for keys in CONSEQUENCES.values() for key in keys),
}  # fmt: skip


def test_the_reference_names_every_key():
    page = (DOCS / "reference" / "packs.md").read_text(encoding="utf-8")
    prose = re.sub(r"```.*?```", "", page, flags=re.DOTALL)
    coded = " ".join(re.findall(r"`([^`]+)`", prose))
    missing = {key for key in EVERY_KEY if not re.search(rf"(?<![\w.]){re.escape(key)}(?!\w)", coded)}
    assert missing == set()


def test_the_pack_of_the_how_to_is_in_order(tmp_path: Path):
    page = (DOCS / "how-to" / "write-a-pack.md").read_text(encoding="utf-8")
    pack, profile, assessment, accredited, refused = re.findall(r"```yaml\n(.*?)```", page, flags=re.DOTALL)
    files = {
        "pack.yaml": pack,
        "forms/profile.yaml": profile,
        "forms/assessment.yaml": assessment,
        "stories/accredited.yaml": accredited,
        "stories/refused.yaml": refused,
        "README.md": "",
        "CHANGES.md": "",
    }
    for name, text in files.items():
        path = tmp_path / "accreditation" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert [str(fault) for fault in check_pack(tmp_path / "accreditation")] == []
