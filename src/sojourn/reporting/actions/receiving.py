"""Take a return that was signed on another server: the signed file is checked before anything in it is believed."""

from __future__ import annotations

import json
from typing import Any

from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import action, note
from sojourn.evidence.templates import Before, check
from sojourn.kernel import moment
from sojourn.kernel.refused import Reason, Refused
from sojourn.reporting.models import Asked, Return, SigningKey
from sojourn.reporting.queries import figures_before, keys_of, template_of
from sojourn.reporting.rights import see_that_hub
from sojourn.reporting.signing import is_signed
from sojourn.reporting.wire import cell_name, figures_of, problem_rows

MOST_LETTERS = 20_000_000


@action
def receive_return(*, asked: Asked, text: str, by: Viewer) -> Return:
    """Take the signed file of a member: its signature must be by a key of theirs, and it must be about this part.

    Refused when it isn't such a file, isn't signed by a key the hub keeps for the office, was changed, is about
    something else, is not newer than what is here, holds errors, or leaves a warning unexplained.
    """
    see_that_hub(by, asked.round)
    asked = Asked.objects.select_for_update(of=("self",)).select_related("round__hub", "office").get(pk=asked.pk)
    document, signature = _parted(text)
    key = _signer(asked, document, signature)
    content = json.loads(document)
    _see_that_it_fits(asked, content)
    kept = Return(asked=asked, number=content["number"], document=document, signature=signature, key=key)
    kept.figures, kept.explanations = content["figures"], content["explanations"]
    kept.problems = _checked(asked, kept)
    kept.file_name, kept.stored_by, kept.signed_at = "", by.user_id, moment.now()
    kept.save()
    asked.state = Asked.State.SUBMITTED
    asked.save(update_fields=["state"])
    note("return.received", by=by, on=kept, office=asked.office_id, detail={"number": kept.number})
    return kept


def _parted(text: str) -> tuple[str, str]:
    try:
        if len(text) > MOST_LETTERS:
            raise ValueError
        packed = json.loads(text)
        return str(packed["document"]), str(packed["signature"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Refused(
            Reason("not_signed", "This is not a signed return: take the file as the member's page gave it")
        ) from error


def _signer(asked: Asked, document: str, signature: str) -> SigningKey:
    keys = keys_of(asked.office_id)
    if not keys:
        raise Refused(Reason("no_public_key", "No key of this office is kept here: ask it for its public key first"))
    for key in keys:
        if key.retired_at is None and is_signed(document, signature, key.public):
            return key
    raise Refused(
        Reason("wrong_signature", "The signature doesn't fit: the file was changed, or signed by another key")
    )


def _see_that_it_fits(asked: Asked, content: Any) -> None:
    wanted = {
        "template": asked.round.template, "version": asked.round.template_version, "period": asked.round.period,
        "area": asked.office.country, "office": asked.office.code,
    }  # fmt: skip
    if not isinstance(content, dict) or {"number", "figures", "explanations"} - content.keys():
        raise Refused(Reason("not_signed", "This is not a signed return: take the file as the member's page gave it"))
    for name, value in wanted.items():
        if content.get(name) != value:
            raise Refused(Reason(
                "other_return", "{file} is about {found}, but {wanted} was asked for",
                {"file": name, "found": str(content.get(name)), "wanted": value},
            ))  # fmt: skip
    newest = Return.objects.filter(asked=asked).order_by("-number").first()
    if type(content["number"]) is not int or (newest is not None and content["number"] <= newest.number):
        raise Refused(Reason("not_newer", "A return with this number, or a later one, is here already"))


def _checked(asked: Asked, kept: Return) -> list[dict[str, Any]]:
    template = template_of(asked.round)
    if template is None:
        raise Refused(Reason("no_template", "The template of this round is not installed here"))
    try:
        figures = figures_of(kept.figures)
        explained = {str(name): str(text) for name, text in kept.explanations.items()}
    except (ValueError, TypeError, AttributeError) as error:
        raise Refused(
            Reason("not_signed", "This is not a signed return: take the file as the member's page gave it")
        ) from error
    problems = problem_rows(check(template, figures, Before(previous=figures_before(asked))))
    open_ = [one for one in problems if one["severity"] == "error" or not explained.get(cell_name(one))]
    if open_:
        raise Refused(Reason(
            "open_problems", "{count} problems are not corrected or explained; the first: {first}",
            {"count": len(open_), "first": f"{open_[0]['at']} {open_[0]['code']}"},
        ))  # fmt: skip
    return problems
