"""A small house for the promises: three offices, an open and a sealed case with something of everything in them."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Any

from PIL import Image

from sojourn.accounts.actions import add_office, add_user, post_user
from sojourn.accounts.models import Office, User
from sojourn.accounts.viewer import Viewer, viewer_of
from sojourn.cases import actions
from sojourn.cases.actions import Joining
from sojourn.cases.models import Case, Entry, Member
from sojourn.evidence.templates import declared_templates
from sojourn.kernel import moment
from sojourn.kernel.ids import new_id
from sojourn.protection.scope import seen_by
from sojourn.reporting.actions import ask_figures
from sojourn.subjects.particulars import Particulars
from sojourn.tracing.actions import Described, open_request
from sojourn.tracing.models import TracePair, TraceRequest, TraceSide

OPERATOR = Viewer.machine("test", [])
SEAL = "thb"
PACKS = {"open": "avrr", "sealed": "counter_trafficking"}


@dataclass(frozen=True)
class Place:
    """Where somebody stands towards the cases: office code, and whether they hold the seal there."""

    role: str
    office: str = "own"
    sealed: bool = False

    def __str__(self) -> str:
        return f"{self.role} in the {self.office} office{', holding the seal' if self.sealed else ''}"


FORMS = {"avrr": "contact", "counter_trafficking": "signal"}
STEPS = {"avrr": "start_counselling", "counter_trafficking": "start_intake"}
MEASURES = {"avrr": "assisted_returns", "counter_trafficking": "records"}
WRITER = Place("protection_officer", "own", sealed=True)


@dataclass
class House:
    """Offices by code, cases by name, and what an address may ask for."""

    offices: dict[str, Office]
    cases: dict[str, Case] = field(default_factory=dict)
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    people: dict[Place, User] = field(default_factory=dict)
    figures: dict[str, Any] = field(default_factory=dict)

    def open_case(self, name: str) -> None:
        """Open the case of this name, `open` or `sealed`, and hang one of everything on it."""
        writer = viewer_of(self.somebody(WRITER))
        with seen_by(writer):
            self.cases[name] = _case(self, PACKS[name], name, writer)
            self.rows[name] = _rows(self.cases[name], writer)

    def somebody(self, place: Place) -> User:
        """The user who stands there, made when first asked for."""
        if place not in self.people:
            number = len(self.people)
            user = add_user(email=f"p{number}@sojourn.example", name=f"Testperson {number}", by=OPERATOR)
            held = [SEAL] if place.sealed else []
            post_user(user=user, office=self.offices[place.office], role=place.role, compartments=held, by=OPERATOR)
            self.people[place] = user
        return self.people[place]


def build(*cases: str) -> House:
    """Make offices and cases. They belong to `own` and are received by `co`; `other` has nothing to do with them."""
    hub = add_office(code="hub", name="Hub", country="DEU", kind="hub", by=OPERATOR)
    offices = {"hub": hub} | {
        code: add_office(code=code, name=f"Office {code}", country="DEU", zone="Europe/Berlin", parent=hub, by=OPERATOR)
        for code in ("own", "co", "other")
    }
    house = House(offices)
    house.somebody(WRITER)
    _ask_for_figures(house)
    for name in cases:
        house.open_case(name)
    return house


def _case(house: House, pack: str, name: str, writer: Viewer) -> Case:
    person = Particulars(family_name=f"Quercus{name}", given_names="Testperson", birth="1985", sex="F")
    own, co = house.offices["own"], house.offices["co"]
    return actions.open_case(
        pack=pack, office=own, receiving_office=co, members=[Joining("principal", None, person)], by=writer
    )


def _ask_for_figures(house: House) -> None:
    """A round that the hub asks of `own` and `co`; `other` has nothing to do with it."""
    analyst = viewer_of(house.somebody(Place("hub_analyst", "hub")))
    template = declared_templates()["reg862_permits"]
    members = [house.offices["own"], house.offices["co"]]
    with seen_by(analyst):
        asked = ask_figures(template=template, period="2025", hub=house.offices["hub"], members=members, by=analyst)
        house.figures = {"round": asked, "part": asked.asked.get(office=house.offices["own"])}


def _rows(case: Case, writer: Viewer) -> dict[str, Any]:
    """One of everything that hangs on a case and has an address of its own."""
    member = case.members.get()
    request, pair = _sought(member, writer)
    picture = io.BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "PNG")
    picture.seek(0)
    return {
        "case": case,
        "member": member,
        "person": case.subject,
        "task": actions.add_task(case=case, code="call_back", label="Call back", by=writer),
        "alert": actions.raise_alert(case=case, code="look", label="Look at this", by=writer),
        "file": actions.attach_file(case=case, upload=picture, filename="leaf.png", by=writer),
        "service": actions.add_service(case=case, code="MHP", by=writer),
        "request": request,
        "pair": pair,
        "consent": actions.give_consent(member=member, purpose="photograph", by=writer),
        "referral": actions.refer(case=case, service="health", to_name="Invented Clinic", by=writer),
        "entry": Entry.objects.create(
            case=case, form=FORMS[case.pack], form_version="1", pack_version=case.pack_version, answers={},
            at=moment.now(), by=writer.user_id,
        ),
    }  # fmt: skip


def _sought(member: Member, writer: Viewer) -> tuple[TraceRequest, TracePair]:
    """Somebody whom the member seeks, and a candidate of whom this case holds both sides."""
    actions.give_consent(member=member, purpose="tracing", by=writer)
    request = open_request(member=member, relation="sibling", described=Described(given="Testsister"), by=writer)
    case = member.case
    pair = TracePair(
        request_ref=request.pk, person_ref=member.subject_id, relation="sibling", score=0.5, band="possible"
    )
    TraceSide.objects.bulk_create(
        TraceSide(pair=pair, role=role, office=case.office, compartment=case.compartment, case=case, member=member)
        for role in ("seeker", "sought")
    )
    pair.save(force_insert=True)
    return request, pair


def words_of(house: House, case: str) -> dict[str, Any]:
    """The words that addresses may ask for, with what stands for them in this case."""
    rows = house.rows[case]
    pack = PACKS[case]
    return {f"{name}_id": row.pk for name, row in (rows | house.figures).items()} | {
        "approval_id": new_id(),
        "form": FORMS[pack],
        "transition": STEPS[pack],
        "pack": pack,
        "measure": MEASURES[pack],
        "country": "DEU",
        "indicator": "MP002",
        "route": "western_balkans",
        "section": "A.1",
        "ending": "csv",
        "asked": new_id(),
    }
