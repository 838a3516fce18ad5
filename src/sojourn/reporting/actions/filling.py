"""Fill a return: take a file, explain what is unusual, sign. A signed return never changes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import action, note
from sojourn.evidence.templates import (
    Before,
    Template,
    check,
    figures_from_csv,
    figures_from_workbook,
)
from sojourn.evidence.templates.read_sheet import Returned
from sojourn.kernel import moment
from sojourn.kernel.refused import Reason, Refused
from sojourn.reporting.actions.keys import private_of
from sojourn.reporting.models import Asked, Return
from sojourn.reporting.queries import draft_of, figures_before, key_of, template_of
from sojourn.reporting.rights import see_that_member
from sojourn.reporting.signing import document_of, sign
from sojourn.reporting.wire import cell_name, problem_rows, rows_of

LONGEST_EXPLANATION = 2000


@action
def store_return(*, asked: Asked, path: Path, by: Viewer, file_name: str = "") -> Return:
    """Read and check a filled template (.xlsx, or SDMX-CSV); keep it as the draft, with its problems.

    What was explained before stays explained where the same warning comes again. Refused when the file can't be read
    at all, is another template's or another period's; then the draft stays as it was.
    """
    see_that_member(by, asked)
    asked = _held(asked)
    template = _template(asked)
    returned = _read(template, path)
    _same_period(asked, returned, file_name or path.name)
    problems = [*returned.problems, *check(template, returned.figures, Before(previous=figures_before(asked)))]
    kept = problem_rows(_told_once(problems))
    draft = draft_of(asked) or Return(asked=asked, number=_next_number(asked))
    names = {cell_name(problem) for problem in kept}
    draft.figures, draft.problems = rows_of(returned.figures), kept
    draft.explanations = {name: text for name, text in draft.explanations.items() if name in names}
    draft.file_name, draft.file_sha256 = file_name or path.name, hashlib.sha256(path.read_bytes()).hexdigest()
    draft.stored_at, draft.stored_by = moment.now(), by.user_id
    draft.save()
    detail: dict[str, str | int] = {"number": draft.number, "file": draft.file_sha256, "problems": len(kept)}
    note("return.stored", by=by, on=draft, office=asked.office_id, detail=detail)
    return draft


@action
def explain_warnings(*, draft: Return, explanations: Mapping[str, str], by: Viewer) -> Return:
    """Keep what the member says about its warnings; an empty explanation takes an earlier one away."""
    see_that_member(by, draft.asked)
    draft = _open_draft(draft)
    names = {cell_name(problem) for problem in draft.problems if problem["severity"] == "warning"}
    for name, text in explanations.items():
        if name in names:
            draft.explanations[name] = text.strip()[:LONGEST_EXPLANATION]
    draft.explanations = {name: text for name, text in draft.explanations.items() if text}
    draft.save(update_fields=["explanations"])
    note("return.explained", by=by, on=draft, office=draft.asked.office_id, detail={"said": len(draft.explanations)})
    return draft


@action
def sign_return(*, draft: Return, by: Viewer) -> Return:
    """Sign the draft with the office's key and submit it.

    Refused while an error stands, a warning isn't explained, or the office has no key here.
    """
    see_that_member(by, draft.asked)
    asked = _held(draft.asked)
    draft = _open_draft(draft)
    _see_that_it_may_go(draft)
    key = key_of(asked.office_id)
    if key is None or not key.private:
        raise Refused(Reason("no_key", "Your office has no signing key here: make one first"))
    signed_at = moment.now()
    draft.document = document_of(content_of(draft, signed_at.isoformat(), by.name))
    draft.signature = sign(draft.document, private_of(key))
    draft.key, draft.signed_at, draft.signed_by = key, signed_at, by.user_id
    draft.save()
    asked.state = Asked.State.SUBMITTED
    asked.save(update_fields=["state"])
    note("return.signed", by=by, on=draft, office=asked.office_id, detail={"number": draft.number})
    return draft


@action
def discard_draft(*, draft: Return, by: Viewer) -> None:
    """Throw the draft away; what was signed stays."""
    see_that_member(by, draft.asked)
    draft = _open_draft(draft)
    note("return.discarded", by=by, on=draft, office=draft.asked.office_id, detail={"number": draft.number})
    draft.delete()


def content_of(draft: Return, signed_at: str, signed_by: str) -> dict[str, Any]:
    """What a signature stands under: which template, whose, for when, every figure and explanation."""
    asked = draft.asked
    return {
        "template": asked.round.template,
        "version": asked.round.template_version,
        "period": asked.round.period,
        "area": asked.office.country,
        "office": asked.office.code,
        "hub": asked.round.hub.code,
        "number": draft.number,
        "figures": draft.figures,
        "explanations": draft.explanations,
        "signed_at": signed_at,
        "signed_by": signed_by,
    }


def _held(asked: Asked) -> Asked:
    """The part, kept from others until the transaction ends; Refused when nothing may be given any more."""
    fresh = Asked.objects.select_for_update(of=("self",)).select_related("round", "round__hub", "office")
    return fresh.get(pk=asked.pk)


def _open_draft(draft: Return) -> Return:
    fresh = Return.objects.select_for_update(of=("self",)).select_related("asked__round__hub", "asked__office")
    found = fresh.filter(pk=draft.pk, signed_at=None).first()
    if found is None:
        raise Refused(Reason("signed_already", "This return is signed, or gone: look at the page again"))
    return found


def _see_that_it_may_go(draft: Return) -> None:
    errors = [problem for problem in draft.problems if problem["severity"] == "error"]
    if errors:
        raise Refused(Reason("errors", "{count} errors must be corrected first", {"count": len(errors)}))
    silent = [
        problem
        for problem in draft.problems
        if problem["severity"] == "warning" and not draft.explanations.get(cell_name(problem))
    ]
    if silent:
        raise Refused(Reason("unexplained", "{count} warnings want an explanation first", {"count": len(silent)}))


def _template(asked: Asked) -> Template:
    template = template_of(asked.round)
    if template is None:
        raise Refused(Reason("no_template", "The template of this round is not installed here"))
    return template


def _read(template: Template, path: Path) -> Returned:
    if path.suffix.lower() in (".csv", ".txt"):
        return figures_from_csv(template, path)
    return figures_from_workbook(template, path)


def _same_period(asked: Asked, returned: Returned, file: str) -> None:
    for name, wanted in (("period", asked.round.period), ("area", asked.office.country)):
        found = returned.about.get(name, "")
        if found and found != wanted:
            raise Refused(Reason(
                "other_return", "{file} is about {found}, but {wanted} was asked for",
                {"file": file, "found": found, "wanted": wanted},
            ))  # fmt: skip


def _told_once(problems: list[Any]) -> list[Any]:
    """A cell that can't be read isn't called empty too."""
    unread = {(one.table, one.coordinates) for one in problems if one.reason.code != "empty"}
    return [one for one in problems if one.reason.code != "empty" or (one.table, one.coordinates) not in unread]


def _next_number(asked: Asked) -> int:
    newest = Return.objects.filter(asked=asked).order_by("-number").first()
    return newest.number + 1 if newest else 1
