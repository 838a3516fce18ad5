"""The world of one story: its offices, people and case, who acts, and what time it is."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, UUID, uuid5

from sojourn.accounts.viewer import Post, Viewer
from sojourn.cases.queries import case_for, facts_of
from sojourn.grammar.lifecycle import Facts, with_values
from sojourn.grammar.packs import Pack, catalogue
from sojourn.grammar.source import Section
from sojourn.grammar.stories import Story
from sojourn.jobs.stories.drawing import with_drawings
from sojourn.jobs.stories.result import Result
from sojourn.kernel import moment
from sojourn.protection.scope import seen_by

if TYPE_CHECKING:
    from sojourn.accounts.models import Office
    from sojourn.cases.models import Case, Member
    from sojourn.subjects.models import Subject

DEFAULT_ROLE = "caseworker"


@dataclass
class World:
    """Everything a verb needs; it is a context: inside it time stands still and one person's eyes are open."""

    story: Story
    pack: Pack
    result: Result
    offices: dict[str, Office] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)
    known_before: dict[str, Subject] = field(default_factory=dict)
    case_id: UUID | None = None
    opened: Case | None = None
    hand: Viewer = field(default_factory=lambda: Viewer.machine("story", []))
    _time: ExitStack = field(default_factory=ExitStack)
    _eyes: ExitStack = field(default_factory=ExitStack)

    def close(self) -> None:
        """Give time and eyes back."""
        self._eyes.close()
        self._time.close()

    def travel(self, to: datetime) -> None:
        """Let it be another time, until the next journey."""
        self._time.close()
        self._time.enter_context(moment.travelling(to))

    def act_as(self, viewer: Viewer) -> None:
        """Look through other eyes, until the next change."""
        self._eyes.close()
        self._eyes.enter_context(seen_by(viewer))
        self.hand = viewer

    @property
    def machine(self) -> Viewer:
        """A machine that sees everything in the story, sealed cases too."""
        seals = {catalogue().pack(name).compartment for name in catalogue().names()} - {""}
        return Viewer.machine("story", self.offices.values(), seals)

    def hand_of(self, words: Section) -> Viewer:
        """The person that `as:` means; the same user name is the same person in every role."""
        office = self.office(words.text("office")) if words.text("office") else self.case_office
        role = words.text("role", DEFAULT_ROLE)
        user = words.text("user", f"{role} of {office.code}")
        given = words.get("compartments")
        seals = frozenset(given) if isinstance(given, list) else frozenset({self.pack.compartment} - {""})
        post = Post(office.pk, office.code, role, seals)
        return Viewer(uuid5(NAMESPACE_URL, f"story:{user}"), f"Testperson {user}", "en", (post,))

    def office(self, name: str) -> Office:
        """An office of the story; raise KeyError with the names there are."""
        if name not in self.offices:
            raise KeyError(f'there is no office "{name}"; the story has: {", ".join(self.offices)}')
        return self.offices[name]

    @property
    def case_office(self) -> Office:
        """The office that owns the story's case."""
        return self.office(self.story.given.case.text("office", next(iter(self.offices))))

    @property
    def handle(self) -> Case:
        """The story's case as it was opened: what actions need to find it."""
        assert self.opened is not None
        return self.opened

    @property
    def case(self) -> Case:
        """The story's case as it is now."""
        with seen_by(self.machine):
            return case_for(self.machine, self.handle.pk)

    def member(self, words: Section, key: str = "member") -> Member | None:
        """The member that a step names; the only one when there is one and none is named for a member's form."""
        name = words.text(key)
        if not name:
            return None
        if name not in self.members:
            raise KeyError(f'there is no member "{name}"; the story has: {", ".join(self.members)}')
        return self.members[name]

    def handed_in(self, form: str, answers: Section, member: Member | None) -> dict[str, Any]:
        """Answers as written, with a drawing attached to the case for each file that they name."""
        written: dict[str, Any] = plain(answers)
        if form not in self.pack.forms:
            return written
        return with_drawings(self.pack.forms[form].form, written, case=self.handle, member=member, by=self.hand)

    def facts(self) -> Facts:
        """The facts with their derived values, as the machine sees them."""
        with seen_by(self.machine):
            return with_values(self.pack, facts_of(self.case, self.pack))


def plain(value: Any) -> Any:
    """Answers as written in YAML, without their places."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    return [plain(inner) for inner in value] if isinstance(value, list) else value
