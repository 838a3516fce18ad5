"""Fill an empty database with the demonstration, and say who may sign in."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sojourn.accounts.queries import roster
from sojourn.accounts.viewer import Viewer
from sojourn.cases.actions.copying import Master, copy_case
from sojourn.grammar.packs import Pack, catalogue
from sojourn.grammar.source import Section, read_yaml
from sojourn.jobs.demo import signing_in
from sojourn.jobs.demo.copying import change_into
from sojourn.jobs.demo.names import invent
from sojourn.jobs.demo.offices import SEAL, make_colleagues, make_offices
from sojourn.jobs.demo.playing import Life, Place, play_life
from sojourn.jobs.worker import keep_identities
from sojourn.kernel import moment
from sojourn.protection.scope import seen_by
from sojourn.subjects.actions import rewrite_older_keys

SEED = 20260701
MASTERS = 2
COPIES_AT_ONCE = 40
COMPARING_SECONDS = 8.0
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Plan:
    """What a pack wants shown."""

    cases: int
    offices: dict[str, str]
    lives: list[Life]


def fill(tell: Tell = print, *, cases: int = 0) -> None:
    """Fill the demonstration unless it is there; `cases` overrides how many. Leaves any other database alone."""
    people = roster()
    if people and not signing_in.is_demo(people):
        tell("This database is in use; nothing was filled in.")
        return
    if not people:
        _fill(tell, cases)
    signing_in.show(roster(), tell)


def _fill(tell: Tell, cases: int) -> None:
    operator = Viewer.machine("demo", [])
    offices = make_offices(operator)
    colleagues = make_colleagues(offices, operator)
    users = {(one.role, one.office.code): one.user.pk for one in colleagues}
    for pack, path in _planned():
        plan = read_plan(path)
        place = Place({name: offices[code] for name, code in plan.offices.items()}, users)
        _fill_pack(pack, plan, place, Viewer.machine("demo", offices.values(), [SEAL]), cases or plan.cases, tell)
    _make_findable(Viewer.machine("demo", offices.values(), [SEAL]), tell)


def _make_findable(by: Viewer, tell: Tell) -> None:
    """Write the keys of everybody, and compare people for a while; the worker goes on where this stops."""
    with seen_by(by):
        while rewrite_older_keys():
            pass
    kept = keep_identities(by, seconds=COMPARING_SECONDS)
    tell(f"  {kept.pairs:5} pairs of people who look alike wait for a decision")


def _planned() -> Iterator[tuple[Pack, Path]]:
    for name in catalogue().names():
        pack = catalogue().pack(name)
        if (pack.folder / "demo" / "plan.yaml").is_file():
            yield pack, pack.folder / "demo" / "plan.yaml"


def read_plan(path: Path) -> Plan:
    """Read a pack's demo plan."""
    top = read_yaml(path)
    return Plan(int(top.text("cases")), {name: top["offices"].text(name) for name in top["offices"]},
                [_life(line) for line in top["lives"]])  # fmt: skip


def _life(line: Section) -> Life:
    return Life(line.text("life"), line.text("until"), int(line.text("weight")), int(line.text("weeks")),
                line.text("then"), line.text("reason"))  # fmt: skip


def _fill_pack(pack: Pack, plan: Plan, place: Place, by: Viewer, cases: int, tell: Tell) -> None:
    chance = random.Random(SEED)  # noqa: S311 - the same demonstration everywhere
    total = sum(life.weight for life in plan.lives)
    made = 0
    for life in plan.lives:
        wanted = max(1, round(cases * life.weight / total))
        masters = min(MASTERS, wanted)
        for part in range(masters):
            share = wanted // masters + (part < wanted % masters)
            with seen_by(by):
                made += _lived(pack, life, place, by, chance, share, made)
        tell(f"  {made:5} cases: {life.life} until {life.until}{', then ' + life.then if life.then else ''}")


def _lived(pack: Pack, life: Life, place: Place, by: Viewer, chance: random.Random, share: int, serial: int) -> int:
    """Play one life and copy it, so that there are `share` of them; return how many there are."""
    who = invent(chance, serial)
    case_id = play_life(pack, life, who, place, moment.today() - timedelta(days=1))
    master = Master(case_id)
    for start in range(1, share, COPIES_AT_ONCE):
        changes = [
            change_into(who, invent(chance, serial + number), chance.randrange(life.weeks + 1))
            for number in range(start, min(share, start + COPIES_AT_ONCE))
        ]
        copy_case(master=master, changes=changes, by=by)
    return share
