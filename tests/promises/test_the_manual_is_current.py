"""The manual says what the code does: generated pages are up to date, every setting is named, every link leads on."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(path for path in (ROOT / "docs").rglob("*.md")) + [
    ROOT / name for name in ("README.md", "CONTRIBUTING.md")
]


def test_generated_pages_are_what_the_code_says():
    # Other tests bring small programmes of their own, which are not in the manual.
    plain = {name: value for name, value in os.environ.items() if name != "SOJOURN_PACKS"}
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "reference_pages.py", "--check"],
        capture_output=True, text=True, check=False, env=plain,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_setting_the_code_reads_is_in_the_manual():
    source = "\n".join(path.read_text() for path in (ROOT / "src" / "sojourn").rglob("*.py"))
    read = set(re.findall(r"environ(?:\.get\(|\[)\"([A-Z_]+)\"", source)) | {"SOJOURN_PACKS"}
    named = set(re.findall(r"^\| `([A-Z_]+)`", (ROOT / "docs" / "reference" / "settings.md").read_text(), re.M))
    assert read - {"DJANGO_SETTINGS_MODULE"} == named


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(page):
    for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
        if "://" not in target and not target.startswith("mailto:"):
            assert (page.parent / target).exists(), f"{page.name} links to {target}, which is not there"
