"""Set the stage of a story: offices, subject, members, the case at its stage, entries made before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sojourn.accounts.actions import add_office
from sojourn.accounts.viewer import Viewer
from sojourn.cases.actions import About, Joining, open_case, place_case, record_entry
from sojourn.cases.queries import members_of, pack_of
from sojourn.grammar.source import Items, Section
from sojourn.grammar.stories import SOMEBODY
from sojourn.jobs.stories.world import World, plain
from sojourn.subjects.particulars import Particulars

if TYPE_CHECKING:
    from sojourn.accounts.models import Office

OFFICES: Mapping[str, Mapping[str, str]] = {
    "sending": {"country": "DEU", "zone": "Europe/Berlin"},
    "receiving": {"country": "GEO", "zone": "Asia/Tbilisi"},
}
NOBODY_NAMED = {SOMEBODY: {"family_name": "Testperson", "given_names": "Somebody", "relation": "principal"}}


def set_up(world: World) -> None:
    """Make everything that the story takes for given, as a machine, at its first instant."""
    named = {**OFFICES, **{name: plain(words) for name, words in world.story.given.offices.items()}}
    set_up_in(world, {name: _office(name, words) for name, words in named.items()})


def set_up_in(world: World, offices: Mapping[str, Office]) -> None:
    """The same in offices that are there already, by their names in the story."""
    given = world.story.given
    world.travel(given.at)
    world.offices |= offices
    world.act_as(world.machine)
    _open(world)
    _fill(world)
    if given.stage:
        entered = {stage: datetime.fromisoformat(given.entered.text(stage)) for stage in given.entered}
        place_case(case=world.handle, stage=given.stage, entered=entered, by=world.hand)
        world.result.notes.append(f"the case was put at {given.stage}, it did not walk there")
    world.act_as(world.hand_of(given.hand))


def _office(name: str, words: Mapping[str, Any]) -> Office:
    country, zone = str(words.get("country", "DEU")), str(words.get("zone", "UTC"))
    by = Viewer.machine("story", [])
    return add_office(code=name.lower(), name=name.capitalize(), country=country, zone=zone, by=by)


def _open(world: World) -> None:
    given = world.story.given
    receiving = given.case.text("receiving_office")
    named: dict[str, Mapping[str, Any]] = {name: plain(words) for name, words in given.members.items()}
    if world.pack.subject == "person" and not named:
        named = dict(NOBODY_NAMED)
    case = open_case(
        pack=world.pack.name, office=world.case_office, by=world.machine,
        receiving_office=world.office(receiving) if receiving else None,
        members=[_joining(words) for words in named.values()],
        about=None if world.pack.subject == "person" else About(values=_about(given.subject)),
    )  # fmt: skip
    world.case_id, world.opened, world.pack = case.pk, case, pack_of(case)
    world.members = dict(zip(named, members_of(case), strict=True))


def _joining(words: Mapping[str, Any]) -> Joining:
    return Joining(str(words.get("relation", "principal")), None, particulars(words))


def particulars(words: Mapping[str, Any]) -> Particulars:
    """What a story says of a person; a birth year may be written without quotes."""
    texts = {name: str(value) if isinstance(value, int) else value for name, value in words.items()}
    return Particulars.of(texts)


def _about(subject: Section) -> dict[str, Any]:
    return {key: value for key, value in plain(subject).items() if key != "kind"} or {"name": "Something"}


def _fill(world: World) -> None:
    forms = world.story.given.forms
    for form in forms:
        held = forms[form]
        if world.pack.forms[form].form.about != "member":
            _each(world, form, held, None)
            continue
        for name in held:
            _each(world, form, held[name], name)


def _each(world: World, form: str, held: Any, member: str | None) -> None:
    for answers in held if isinstance(held, Items) else [held]:
        who = world.members[member] if member else None
        handed = world.handed_in(form, answers, who)
        record_entry(case=world.handle, form=form, answers=handed, member=who, by=world.hand)
