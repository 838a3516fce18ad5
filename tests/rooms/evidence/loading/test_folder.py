"""A folder of files: what is known goes in, what is not is listed, and nothing stops the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from sojourn.evidence.loading.folder import Outcome, load_folder
from sojourn.evidence.store import Store

GOOD = "to,from,t,sex,v\nDEU,TUR,2020,Male,5\nDEU,TUR,2020,Female,6\n"
BROKEN = "to,from,t,sex,v\nDEU,TUR,2020,Male,many\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a good file, a broken one below it, a note, a page, and a hidden file."""
    files = {"a.csv": GOOD, "below/b.csv": BROKEN, "note.md": "# What lies here\n", ".hidden/c.csv": GOOD,
             "page.csv": "<!DOCTYPE html><html><title>Gone</title></html>"}  # fmt: skip
    for name, text in files.items():
        path = tmp_path / "files" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "files"


def states(outcomes: list[Outcome]) -> dict[str, str]:
    return {each.file: each.state for each in outcomes}


def test_a_broken_file_does_not_stop_the_rest(folder: Path, tmp_path: Path) -> None:
    outcomes = list(load_folder(Store(tmp_path / "store"), folder, by="Testperson Alder"))

    assert states(outcomes) == {
        "a.csv": "loaded", "below/b.csv": "refused", "note.md": "unknown", "page.csv": "refused",
    }  # fmt: skip
    assert "line 2" in outcomes[1].why[0]


def test_a_second_run_leaves_alone_what_is_in(folder: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    list(load_folder(store, folder, by="Testperson Alder"))

    again = list(load_folder(store, folder, by="Testperson Alder"))

    assert states(again)["a.csv"] == "already"
    assert len(store.vintages("undesa_stock_bilateral")) == 1


def test_a_stopped_run_is_taken_up(folder: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    (folder / "z.csv").write_text(GOOD.replace("5", "7"), encoding="utf-8")
    run = load_folder(store, folder, by="Testperson Alder")
    next(run)
    run.close()

    rest = list(load_folder(store, folder, by="Testperson Alder"))

    assert (states(rest)["a.csv"], states(rest)["z.csv"]) == ("already", "loaded")


def test_links_out_of_the_folder_are_not_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "outside.csv").write_text(GOOD, encoding="utf-8")
    (folder / "link.csv").symlink_to(tmp_path / "outside.csv")

    outcomes = list(load_folder(Store(tmp_path / "store"), folder, by="Testperson Alder"))

    assert "link.csv" not in states(outcomes)
