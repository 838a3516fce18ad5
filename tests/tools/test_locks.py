"""The lock files: pinned by hash, naming no host, and under licences that leave the product Apache-2.0."""

import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-nightly.lock")
PINNED = re.compile(r"^([a-z0-9.-]+)==(\S+)(.*(?:\n    .*)+)", re.MULTILINE)


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_has_a_version_and_hashes_and_no_host(name: str):
    text = (ROOT / name).read_text()

    assert "http:" not in text
    assert "https:" not in text
    pinned = PINNED.findall(text)
    assert len(pinned) == len(re.findall(r"^[a-z0-9]", text, re.MULTILINE)) > 50
    assert all("--hash=sha256:" in hashes for _name, _version, hashes in pinned)


def test_a_larger_lock_holds_the_smaller_one_at_the_same_versions():
    small, dev, nightly = (_versions(name) for name in LOCKS)

    assert small < dev < nightly


def test_the_large_engine_is_installed_for_the_night_alone():
    assert not any(name == "pyspark" for name, _version in _versions("requirements-dev.lock"))
    assert any(name == "pyspark" for name, _version in _versions("requirements-nightly.lock"))


def test_no_requirement_is_under_the_gpl_alone():
    names = {name for name, _version in _versions("requirements-nightly.lock")}

    assert not {name: said for name in names if (said := _licence(name)) and _gpl_alone(said)}


@pytest.mark.parametrize(
    ("said", "expected"),
    [("GPL-3.0-only", True), ("AGPL-3.0", True), ("LGPL-3.0-only", False), ("GPLv2+ | LGPLv2+ | MPL 1.1", False)],
)
def test_a_licence_of_several_may_be_chosen(said: str, expected: bool):
    assert _gpl_alone(said) is expected


def _versions(lock: str) -> set[tuple[str, str]]:
    return {(name, version) for name, version, _hashes in PINNED.findall((ROOT / lock).read_text())}


def _licence(name: str) -> str:
    try:
        said = metadata(name)
    except PackageNotFoundError:
        return ""
    kinds = [line.rpartition("::")[2] for line in said.get_all("Classifier", []) if line.startswith("License")]
    return said.get("License-Expression") or " | ".join([(said.get("License") or "").split("\n")[0][:80], *kinds])


def _gpl_alone(said: str) -> bool:
    choices = [choice.strip() for choice in re.split(r"\||\bOR\b", said) if choice.strip()]
    return all(re.search(r"(?<!L)(?<!Lesser )\b(A?GPL|General Public)", choice) for choice in choices)
