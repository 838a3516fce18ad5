"""Find stories, play them one after the other, and report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sojourn.grammar.faults import GrammarErrors
from sojourn.grammar.packs import UnknownPack, catalogue, pack_at_hand
from sojourn.grammar.packs.folder import shown
from sojourn.grammar.roles import ROLES
from sojourn.grammar.source import read_yaml
from sojourn.grammar.stories import read_story, story_faults
from sojourn.jobs.stories.play import play
from sojourn.jobs.stories.result import Failure, Result


@dataclass
class Played:
    """Every story that was played, and those whose files could not be used."""

    results: list[Result] = field(default_factory=list)

    @property
    def failed(self) -> int:
        """How many did not pass."""
        return sum(1 for result in self.results if not result.passed)

    @property
    def summary(self) -> str:
        """The last line of the report."""
        return f"{len(self.results) - self.failed} passed, {self.failed} failed"

    def as_json(self) -> dict[str, Any]:
        """The report for machines."""
        return {
            "passed": len(self.results) - self.failed,
            "failed": self.failed,
            "stories": [
                {
                    "story": result.title, "file": str(result.path), "passed": result.passed,
                    "checked": result.checked, "notes": result.notes,
                    "failures": [
                        {"place": str(one.place), "what": one.what, "expected": one.expected, "actual": one.actual}
                        for one in result.failures
                    ],
                }
                for result in self.results
            ],
        }  # fmt: skip


def run_stories(paths: Sequence[Path], word: str = "", tell: Callable[[str], object] | None = None) -> Played:
    """Play the stories in `paths` (all packs' when empty) whose title or file name holds `word`."""
    played = Played()
    for path in story_files(paths):
        result = _one(path, word)
        if result is None:
            continue
        played.results.append(result)
        if tell is not None:
            tell(_line(result))
    return played


def story_files(paths: Sequence[Path]) -> list[Path]:
    """The story files in some files and folders, in the order of their names; those of all packs without any."""
    if not paths:
        return [story for name in catalogue().names() for story in catalogue().pack(name).stories]
    return [file for path in paths for file in _below(path)]


def _below(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    for file in sorted(path.rglob("*.yaml")):
        inside_a_pack = any((parent / "pack.yaml").exists() for parent in file.parents)
        if file.parent.name == "stories" or not inside_a_pack:
            yield file


def _one(path: Path, word: str) -> Result | None:
    folder = _pack_folder(path)
    try:
        story = read_story(path, _named_in(folder))
        if word and word.lower() not in f"{story.title} {path.name}".lower():
            return None
        with _at_hand(folder):
            faults = story_faults(story, catalogue().pack(story.pack), ROLES, claims=False)
            if faults:
                raise GrammarErrors(faults)
            return play(story)
    except GrammarErrors as errors:
        return _unusable(path, [Failure(fault.place, "the file can be read", "no fault", fault.message)
                                for fault in errors.faults])  # fmt: skip
    except UnknownPack as error:
        return _unusable(path, [Failure(story.place, "the pack is there", story.pack or "pack: …", str(error))])


def _pack_folder(path: Path) -> Path | None:
    """The folder of the pack (or overlay) that holds the story; its stories are played with it wherever it lies."""
    return next((folder for folder in path.resolve().parents if (folder / "pack.yaml").exists()), None)


def _named_in(folder: Path | None) -> str:
    if folder is None:
        return ""
    top = read_yaml(folder / "pack.yaml", shown(folder / "pack.yaml"))
    return top.text("extends") or top.text("pack")


def _at_hand(folder: Path | None) -> AbstractContextManager[None]:
    return pack_at_hand(folder) if folder else nullcontext()


def _unusable(path: Path, failures: list[Failure]) -> Result:
    return Result(path.stem, path, failures)


def _line(result: Result) -> str:
    if result.passed:
        return f"  ok    {result.title}"
    failures = "\n".join(f"        {line}" for one in result.failures for line in str(one).splitlines())
    return f"  FAIL  {result.title}  ({result.path.name})\n{failures}"
