"""Ways to reach a person, and which of them are safe."""

from __future__ import annotations

from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import action, note
from sojourn.kernel import moment
from sojourn.kernel.refused import Reason, Refused
from sojourn.subjects.actions.claiming import Seal
from sojourn.subjects.actions.indexing import index_person
from sojourn.subjects.models import ContactChannel, Person, Subject

KINDS = ("phone", "messenger", "email", "post", "through_somebody", "in_person")


@action
def claim_channel(
    *, person: Person, channel: ContactChannel, by: Viewer, source: str = "person_said", seal: Seal | None = None
) -> ContactChannel:
    """Add a way to reach the person: kind, value, whether it is safe and when; `channel` is not saved yet.

    Raises Refused for an unknown kind, an empty value, or safe hours of a channel that is not safe.
    """
    if reasons := _against(channel):
        raise Refused(reasons)
    subject = Subject.objects.select_for_update().get(pk=person.pk)
    channel.person, channel.source, channel.at, channel.by = person, source, moment.now(), by.user_id
    channel.compartment, channel.sealed_by = (seal.compartment, seal.office_id) if seal else ("", None)
    channel.save(force_insert=True)
    index_person(subject, channel.compartment, channel.sealed_by)
    note(
        "subject.claimed", by=by, on=("subject", subject.pk), office=channel.sealed_by or subject.office_id,
        compartment=channel.compartment, detail={"fields": ["channel"], "source": source, "kind": channel.kind},
    )  # fmt: skip
    return channel


def _against(channel: ContactChannel) -> list[Reason]:
    found = []
    if channel.kind not in KINDS:
        words = 'A way to reach somebody cannot be "{kind}".'
        found.append(Reason("channel_kind", words, {"kind": channel.kind}, "kind"))
    if not channel.value.strip():
        found.append(Reason("channel_value", "Write how the person is reached.", field="value"))
    if channel.safe is False and channel.safe_hours:
        found.append(Reason("channel_hours", "A channel that is not safe has no safe hours.", field="safe_hours"))
    return found
