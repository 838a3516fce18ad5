"""What must hold for a form as a whole: unique names, and (for packs) every field placed."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sojourn.grammar.faults import Fault
from sojourn.grammar.forms.kinds import METADATA
from sojourn.grammar.forms.model import Form, Question
from sojourn.grammar.nearest import did_you_mean

DEEPEST_REPEAT = 4

# Where an answer may go in a subject's record besides the entry; written by the room of subjects.
TARGETS: Collection[str] = (
    "person.family_name", "person.given_names", "person.name_as_in_document", "person.sex", "person.gender",
    "person.birth_date", "person.birth_year", "person.birth_month", "person.birth_precision",
    "person.nationalities", "person.languages", "person.phone", "person.marital_status", "person.education",
    "person.occupation", "person.document", "person.document.kind", "person.document.number",
    "person.document.issuing_state", "person.document.issue_date", "person.document.expiry_date",
    "person.document.mrz", "case.receiving_office", "member.relation",
    "organisation.name", "organisation.kind", "organisation.country", "place.name", "place.country",
    "initiative.name",
)  # fmt: skip


def name_faults(form: Form) -> Iterator[Fault]:
    """Names that stand twice (also when only capitals differ: phones and spreadsheets mix them up)."""
    seen: dict[str, Question] = {}
    for question, rows in form.walk_rows():
        lowered = question.name.lower()
        if lowered in seen:
            line = seen[lowered].place.line
            yield Fault(
                question.place_of("name"),
                "duplicate_name",
                f'the name "{question.name}" stands already on line {line}: names are unique in a form',
            )
        seen.setdefault(lowered, question)
        if len(rows) > DEEPEST_REPEAT:
            yield Fault(question.place, "too_deep", f"repeats inside each other: at most {DEEPEST_REPEAT}")


def placement_faults(form: Form, targets: Collection[str] = TARGETS) -> Iterator[Fault]:
    """What a pack's form must say of every field: its sensitivity, and only what may leave the case file."""
    for question in form.walk():
        if question.stores and not question.sensitive:
            words = "sensitive: identifying, sensitive or ordinary"
            yield Fault(question.place, "unplaced", f'"{question.name}" is not placed: say {words}')
        yield from _evidence_faults(question)
        if question.maps_to and question.maps_to not in targets:
            near = did_you_mean(question.maps_to, targets)
            message = f'"{question.maps_to}" is nothing an answer can go to{near}'
            yield Fault(question.place_of("maps_to"), "unknown_target", message)
        if not question.labels and question.stores and question.type not in METADATA | {"calculate", "hidden"}:
            yield Fault(question.place, "no_label", f'"{question.name}" has no label')


def _evidence_faults(question: Question) -> Iterator[Fault]:
    if not question.in_evidence:
        return
    place = question.place_of("in_evidence")
    if question.sensitive == "identifying":
        yield Fault(place, "identifying_in_evidence", f'"{question.name}" identifies: it cannot be in_evidence')
    if question.type in ("text", "barcode", "hidden"):
        yield Fault(place, "text_in_evidence", f'"{question.name}" is free text: it cannot be in_evidence')
    if question.type in ("image", "audio", "video", "file", "geopoint", "geotrace", "geoshape"):
        message = f'"{question.name}" is a {question.type}: it cannot be in_evidence'
        yield Fault(place, "type_in_evidence", message)
    if not question.stores:
        yield Fault(place, "nothing_in_evidence", f'"{question.name}" stores no answer')
