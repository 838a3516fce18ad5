"""The hub's answer to a return: accept it, or ask back."""

from __future__ import annotations

from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import action, note
from sojourn.kernel import moment
from sojourn.kernel.refused import Reason, Refused
from sojourn.reporting.models import Asked, Return
from sojourn.reporting.rights import see_that_hub
from sojourn.reporting.signing import is_signed


@action
def accept_return(*, signed: Return, by: Viewer, message: str = "") -> Return:
    """Accept a signed return; Refused when its signature no longer fits what is kept."""
    return _decided(signed, "accepted", Asked.State.ACCEPTED, message, by)


@action
def ask_back(*, signed: Return, message: str, by: Viewer) -> Return:
    """Ask the member to look again, saying at what; it answers with a new return."""
    if not message.strip():
        raise Refused(Reason("message", "Say what should be looked at again", field="message"))
    return _decided(signed, "asked_back", Asked.State.ASKED_BACK, message, by)


def _decided(signed: Return, decision: str, state: str, message: str, by: Viewer) -> Return:
    asked = Asked.objects.select_for_update(of=("self",)).select_related("round").get(pk=signed.asked_id)
    see_that_hub(by, asked.round)
    signed = Return.objects.select_related("key").get(pk=signed.pk)
    newest = Return.objects.filter(asked=asked).exclude(signed_at=None).first()
    if newest is None or newest.pk != signed.pk or signed.decision:
        raise Refused(Reason("decided_already", "A newer return is here, or this one was answered: look at it again"))
    if signed.key is None or not is_signed(signed.document, signed.signature, signed.key.public):
        raise Refused(
            Reason("wrong_signature", "The signature doesn't fit: the file was changed, or signed by another key")
        )
    signed.decision, signed.message = decision, message.strip()
    signed.decided_at, signed.decided_by = moment.now(), by.user_id
    signed.save(update_fields=["decision", "message", "decided_at", "decided_by"])
    asked.state = state
    asked.save(update_fields=["state"])
    note(f"return.{decision}", by=by, on=signed, office=asked.office_id, detail={"number": signed.number})
    return signed
