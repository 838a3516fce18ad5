"""From draft to edition: written by one, reviewed by another, approved by one who did not write it; then frozen."""

from __future__ import annotations

import json
from datetime import date

from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import action, note
from sojourn.evidence.profile.editions import freeze, keep_card
from sojourn.evidence.store import Store
from sojourn.kernel import moment
from sojourn.kernel.refused import Reason, Refused
from sojourn.profiles.models import Edition, Profile
from sojourn.profiles.queries import printed_texts
from sojourn.profiles.rights import see_that_another, see_that_approver, see_that_writer

S = Edition.State


@action
def draft_edition(*, profile: Profile, as_of: date, by: Viewer) -> Edition:
    """Begin an edition and hand it in for review; Refused while another one is on its way."""
    see_that_writer(by, profile.office_id)
    profile = Profile.objects.select_for_update(of=("self",)).get(pk=profile.pk)
    if profile.approved_at is None:
        raise Refused(Reason("no_list", "The list of indicators must be approved before an edition is begun"))
    if profile.editions.exclude(state=S.APPROVED).exists():
        raise Refused(Reason("on_its_way", "Another edition is on its way: finish it first"))
    last = profile.editions.first()
    edition = Edition.objects.create(
        profile=profile, number=last.number + 1 if last else 1, state=S.IN_REVIEW, as_of=as_of, drafted_by=by.user_id
    )
    note("edition.drafted", by=by, on=edition, office=profile.office_id, detail={"number": edition.number})
    return edition


@action
def review_edition(*, edition: Edition, by: Viewer, message: str = "") -> Edition:
    """Say that the draft was reviewed and may be approved; Refused for whoever drafted it."""
    see_that_writer(by, edition.profile.office_id)
    edition = _in_state(edition, S.IN_REVIEW)
    see_that_another(by, edition.drafted_by)
    edition.state, edition.reviewed_at, edition.reviewed_by = S.REVIEWED, moment.now(), by.user_id
    edition.message = message.strip()
    edition.save(update_fields=["state", "reviewed_at", "reviewed_by", "message"])
    note("edition.reviewed", by=by, on=edition, office=edition.profile.office_id)
    return edition


@action
def send_back_edition(*, edition: Edition, message: str, by: Viewer) -> Edition:
    """Ask for changes: the edition waits for review again."""
    see_that_approver(by, edition.profile.office_id)
    if not message.strip():
        raise Refused(Reason("message", "Say what should be changed", field="message"))
    edition = _in_state(edition, S.REVIEWED)
    edition.state, edition.reviewed_at, edition.reviewed_by = S.IN_REVIEW, None, None
    edition.message = message.strip()
    edition.save(update_fields=["state", "reviewed_at", "reviewed_by", "message"])
    note("edition.sent_back", by=by, on=edition, office=edition.profile.office_id)
    return edition


@action
def approve_edition(*, edition: Edition, store: Store, by: Viewer) -> Edition:
    """Freeze the edition: pin the vintages known on its day, and the texts signed off; Refused for its author."""
    see_that_approver(by, edition.profile.office_id)
    edition = _in_state(edition, S.REVIEWED)
    see_that_another(by, edition.drafted_by)
    profile = edition.profile
    card = freeze(
        store, profile.country, number=edition.number, as_of=edition.as_of, approved_on=moment.today(),
        texts=printed_texts(profile, signed_only=True), indicators=profile.indicators,
    )  # fmt: skip
    edition.card, edition.card_sha256 = json.loads(card.as_json()), card.digest
    edition.state, edition.approved_at, edition.approved_by = S.APPROVED, moment.now(), by.user_id
    edition.save()
    keep_card(store, card, profile.office.code)
    detail = {"number": edition.number, "card": card.digest}
    note("edition.approved", by=by, on=edition, office=profile.office_id, detail=detail)
    return edition


def _in_state(edition: Edition, state: str) -> Edition:
    known = Edition.objects.select_for_update(of=("self",)).select_related("profile", "profile__office")
    edition = known.get(pk=edition.pk)
    if edition.state != state:
        raise Refused(Reason("state", "This edition is no longer where it was: look at it again"))
    return edition
