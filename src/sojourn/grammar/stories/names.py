"""Compare the names in a story with its pack, so that a story cannot prove something that is not there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from sojourn.grammar.faults import Fault
from sojourn.grammar.packs import Pack
from sojourn.grammar.packs.reading import Reader
from sojourn.grammar.place import Place
from sojourn.grammar.source import Items, Section
from sojourn.grammar.stories.story import Story, StoryStep

# Who is in a story about a person that names nobody.
SOMEBODY = "somebody"

_RULE = re.compile(r"[A-Z][A-Z0-9]*-R?\d+")


def rules_of(pack: Pack) -> set[str]:
    """Every rule code a pack names."""
    lifts = [rule for state in pack.side_states.values() for rule in (state.lift, *state.lift_by_reason.values())]
    bearers = (pack.guards, pack.four_eyes, pack.transitions, pack.clocks, pack.reactions)
    found = {bearer.rule for bearers_of in bearers for bearer in bearers_of.values()} | {lift.rule for lift in lifts}
    found |= {pack.earlier_help.rule} if pack.earlier_help else set()
    return found - {""}


def story_faults(story: Story, pack: Pack, roles: Collection[str], *, claims: bool = True) -> list[Fault]:
    """Names of a story that its pack does not have; with `claims` also among the rules and exits it says it proves."""
    checking = _Checking(Reader(), story, pack, roles)
    if claims:
        checking.claims()
    checking.given()
    for step in story.steps:
        checking.step(step)
    return checking.reader.faults


@dataclass
class _Checking:
    reader: Reader
    story: Story
    pack: Pack
    roles: Collection[str]

    def claims(self) -> None:
        rules = rules_of(self.pack)
        for word, place in self.story.rules:
            self.reader.target(word, [*rules, *self.pack.guards], place, "rule or guard of this pack,")
        for word, place in self.story.exits:
            self.reader.target(word, [*self.pack.stages, *self.pack.transitions], place, "stage or transition")

    def given(self) -> None:
        pack, given = self.pack, self.story.given
        if given.stage:
            self.reader.target(given.stage, pack.stages, self.story.place, "stage")
        self._hand(given.hand)
        for stage in given.entered:
            self.reader.target(stage, pack.stages, given.entered.key_place(stage), "stage")
        for form in given.forms:
            place = given.forms.key_place(form)
            if self.reader.target(form, pack.forms, place, "form"):
                self._prefilled(form, given.forms[form])

    def step(self, step: StoryStep) -> None:
        words = step.words
        self._known(words, "member", self._members(), "member of the story,")
        for word, place in self.reader.words(words, "refused"):
            if _RULE.fullmatch(word):
                self.reader.target(word, rules_of(self.pack), place, "rule")
        match step.verb:
            case "as":
                self._hand(words)
            case "fill":
                self._fill(words)
            case "attempt":
                self._attempt(words)
            case "hold":
                self._known(words, "state", self.pack.side_states, "side state")
            case "task_done" | "cancel_task":
                self._known(words, "code", self._made("task"), "task")
            case "clear_alert":
                self._known(words, "code", self._made("alert"), "alert")
            case "refer" | "answer_referral":
                self._known(words, "service", [*self.pack.referrals, *self.pack.services], "referral")
            case "known_before":
                self._known(words, "stage", self.pack.stages, "stage")
            case "judge":
                self._known(words, "person", self._known_before(), "person known before,")
            case "book":
                self._known(words, "service", self.pack.services, "service")
            case "expect":
                self._expect(words)

    def _members(self) -> list[str]:
        added = [step.words.text("member") for step in self.story.steps if step.verb == "add_member"]
        return [*(self.story.given.members or [SOMEBODY]), *added]

    def _known_before(self) -> list[str]:
        return [step.words.text("person") for step in self.story.steps if step.verb == "known_before"]

    def _made(self, verb: str) -> list[str]:
        """The codes of tasks or alerts that the story itself adds, beside those of the pack."""
        own = self.pack.tasks if verb == "task" else self.pack.alerts
        return [*own, *(step.words.text("code") for step in self.story.steps if step.verb == verb)]

    def _known(self, words: Section, key: str, known: Collection[str], what: str) -> None:
        for word, place in self.reader.words(words, key):
            self.reader.target(word, known, place, what)

    def _hand(self, words: Section) -> None:
        self._known(words, "role", self.roles, "role")

    def _fill(self, words: Section) -> None:
        form = words.text("form")
        if self.reader.target(form, self.pack.forms, words.place("form"), "form"):
            self._answers(form, self.reader.section(words, "answers"), self._awaited(words))
            if self.pack.forms[form].form.about == "member" and "member" not in words:
                self.reader.fault(words.place(), "missing_key", f"{form} is about a member: say `member:`")

    def _awaited(self, words: Section) -> set[str]:
        return set(self.reader.section(words, "problems"))

    def _attempt(self, words: Section) -> None:
        name = words.text("transition")
        if not self.reader.target(name, self.pack.transitions, words.place("transition"), "transition"):
            return
        move = self.pack.transitions[name]
        if move.form and "answers" in words:
            self._answers(move.form, self.reader.section(words, "answers"), self._awaited(words))
        if move.reason and words.text("reason"):
            self._known(words, "reason", self.pack.list_of(move.reason), "reason")

    def _prefilled(self, form: str, held: object) -> None:
        if self.pack.forms[form].form.about != "member":
            self._entries(form, held)
        elif isinstance(held, Section):
            for member, entries in held.items():
                self.reader.target(member, self._members(), held.key_place(member), "member of the story,")
                self._entries(form, entries)

    def _entries(self, form: str, held: object) -> None:
        for one in held if isinstance(held, Items) else [held]:
            self._answers(form, one)

    def _answers(self, form: str, answers: object, expected: Collection[str] = ()) -> None:
        """Questions the form does not have, but for those whose very problem the story expects."""
        if isinstance(answers, Section):
            known = {question.name for question in self.pack.forms[form].form.walk()} | set(expected)
            for name in answers:
                self.reader.target(name, known, answers.key_place(name), f"question in {form}:")

    def _expect(self, words: Section) -> None:
        pack = self.pack
        lists: Mapping[str, tuple[Collection[str], str]] = {
            "stage": (pack.stages, "stage"),
            "can": (pack.transitions, "transition"),
            "cannot": (pack.transitions, "transition"),
            "tasks": (self._made("task"), "task"),
            "no_tasks": (self._made("task"), "task"),
            "alerts": (self._made("alert"), "alert"),
            "no_alerts": (self._made("alert"), "alert"),
        }
        for key, (known, what) in lists.items():
            if not isinstance(words.get(key), Section):
                self._known(words, key, known, what)
        for key, known, what in (
            ("clocks", pack.clocks, "clock"),
            ("services", pack.services, "service"),
            ("measures", pack.measures, "measure"),
            ("approvals", pack.approvals, "approval"),
            ("referrals", [*pack.referrals, *pack.services], "referral"),
        ):
            for name, place in _keys(words.get(key)):
                self.reader.target(name, known, place, what)
        self._values(words.get("values"))

    def _values(self, held: object) -> None:
        for name, place in _keys(held):
            inner = held[name] if isinstance(held, Section) else None
            if isinstance(inner, Section) and name in self._members():
                for own, where in _keys(inner):
                    self.reader.target(own, self.pack.member_scope, where, "name")
            else:
                self.reader.target(name, self.pack.case_scope, place, "name")


def _keys(held: object) -> Iterator[tuple[str, Place]]:
    if isinstance(held, Section):
        for name in held:
            yield name, held.key_place(name)
