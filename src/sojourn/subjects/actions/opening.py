"""Open a subject of any kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Model

from sojourn.accounts.models import Office
from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import action, note
from sojourn.kernel import ids, moment
from sojourn.kernel.refused import Reason, Refused
from sojourn.subjects.actions.claiming import Seal, claim_particulars
from sojourn.subjects.models import Country, Household, Initiative, Organisation, Person, Place, Subject
from sojourn.subjects.particulars import Particulars

_WIDER: Mapping[str, tuple[type[Model], tuple[str, ...]]] = {
    "household": (Household, ("name",)),
    "organisation": (Organisation, ("name", "kind", "country")),
    "place": (Place, ("name", "kind", "country", "latitude", "longitude")),
    "country": (Country, ("name", "country")),
    "initiative": (Initiative, ("name", "kind", "country")),
}


@action
def open_person(
    *, office: Office, particulars: Particulars, by: Viewer, source: str = "person_said", compartment: str = ""
) -> Subject:
    """Open a person with first claims; raise Refused when the particulars cannot be right."""
    if faults := particulars.faults():
        raise Refused(faults)
    subject = _open(office, "person", particulars.full_name, compartment, by)
    person = Person.objects.create(subject=subject)
    seal = Seal(compartment, office.pk) if compartment else None
    claim_particulars(person=person, particulars=particulars, by=by, source=source, seal=seal)
    return subject


@action
def open_subject(*, kind: str, office: Office, values: Mapping[str, Any], by: Viewer, compartment: str = "") -> Subject:
    """Open a subject of `kind` with plain values (name, country, …); a person goes through its particulars."""
    if kind == "person":
        return open_person(office=office, particulars=Particulars.of(values), by=by, compartment=compartment)
    if kind not in _WIDER:
        raise Refused(Reason("subject_kind", "There is no kind of subject called {kind}", {"kind": kind}))
    table, words = _WIDER[kind]
    subject = _open(office, kind, str(values.get("name") or values.get("country") or ""), compartment, by)
    table._default_manager.create(subject=subject, **{word: values[word] for word in words if values.get(word)})
    return subject


def _open(office: Office, kind: str, label: str, compartment: str, by: Viewer) -> Subject:
    subject = Subject.objects.create(
        id=ids.new_id(), kind=kind, label=label, office=office, compartment=compartment,
        created_at=moment.now(), created_by=by.user_id,
    )  # fmt: skip
    note(
        "subject.opened", by=by, on=("subject", subject.pk), office=office.pk, compartment=compartment,
        detail={"kind": kind},
    )  # fmt: skip
    return subject


@action
def name_subject(*, subject: Subject, values: Mapping[str, Any], by: Viewer) -> None:
    """Let the latest words about an organisation, place and so on hold."""
    table, words = _WIDER[subject.kind]
    changed = {word: values[word] for word in words if values.get(word)}
    if not changed:
        return
    table._default_manager.filter(subject=subject).update(**changed)
    if changed.get("name"):
        Subject.objects.filter(pk=subject.pk).update(label=changed["name"])
    note(
        "subject.named", by=by, on=("subject", subject.pk), office=subject.office_id,
        compartment=subject.compartment, detail={"fields": sorted(changed)},
    )  # fmt: skip
