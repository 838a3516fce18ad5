"""Write a section's text, and sign it off with a second pair of eyes."""

from __future__ import annotations

from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import action, note
from sojourn.evidence.profile.structure import parts
from sojourn.kernel import moment
from sojourn.kernel.refused import Reason, Refused
from sojourn.profiles.models import Profile, SectionText
from sojourn.profiles.rights import see_that_another, see_that_approver, see_that_writer

LONGEST = 100_000


@action
def write_text(*, profile: Profile, section: str, body: str, by: Viewer) -> SectionText:
    """Keep a new version of a section's text; what was signed off before stays, but no longer stands."""
    see_that_writer(by, profile.office_id)
    if section not in {each.id for part in parts() for each in part.sections if each.text}:
        raise Refused(Reason("unknown_section", "A profile has no text for {section}", {"section": section}))
    body = body.replace("\r\n", "\n").strip()
    if len(body) > LONGEST:
        message = "The text has more than {most} characters"
        raise Refused(Reason("too_long", message, {"most": LONGEST}, field="body"))
    text = SectionText.objects.create(profile=profile, section=section, body=body, written_by=by.user_id)
    note("profile.text_written", by=by, on=profile, office=profile.office_id, detail={"section": section})
    return text


@action
def sign_text(*, profile: Profile, section: str, by: Viewer) -> SectionText:
    """Sign the newest version off; Refused for whoever wrote it."""
    see_that_approver(by, profile.office_id)
    text = SectionText.objects.filter(profile=profile, section=section).first()
    if text is None or not text.body:
        raise Refused(Reason("no_text", "There is no text to sign off"))
    see_that_another(by, text.written_by)
    text.signed_at, text.signed_by, text.signer = moment.now(), by.user_id, by.name
    text.save(update_fields=["signed_at", "signed_by", "signer"])
    note("profile.text_signed", by=by, on=profile, office=profile.office_id, detail={"section": section})
    return text
