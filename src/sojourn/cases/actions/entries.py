"""Record what was entered on a form: the only way by which answers are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import action
from sojourn.cases.actions.filed import not_of_this_case
from sojourn.cases.actions.said import keep_what_was_said
from sojourn.cases.actions.settling import work_on
from sojourn.cases.actions.veiled import carried_over, kept_first
from sojourn.cases.actions.working import Work
from sojourn.cases.conflict import Conflict
from sojourn.cases.models import Case, Draft, Entry, Member
from sojourn.cases.queries.entries import outside_of
from sojourn.grammar.forms import CompiledForm
from sojourn.grammar.lifecycle import four_eyes
from sojourn.kernel import ids
from sojourn.kernel.refused import Reason, Refused
from sojourn.protection import policy


@action
def record_entry(
    *, case: Case, form: str, answers: Mapping[str, Any], member: Member | None = None,
    expected_version: int | None = None, corrects: Entry | None = None, by: Viewer,
) -> Entry:  # fmt: skip
    """Clean answers through the compiled form and keep them as a new entry.

    `expected_version` is the revision the writer began from (0 for none): when another has been kept since, Conflict
    carries both. `corrects` names an earlier entry of a form that is filled many times. Raises Refused with one
    reason per problem (`field` is the path of the question).
    """
    with work_on(case, by, Permission.CASE_WRITE) as work:
        return keep_entry(work, Handed(form, answers, member, expected_version, corrects))


@dataclass(frozen=True)
class Handed:
    """Answers as handed in, before they are cleaned."""

    form: str
    answers: Mapping[str, Any]
    member: Member | None = None
    expected_version: int | None = None
    corrects: Entry | None = None


def keep_entry(work: Work, handed: Handed) -> Entry:
    """Clean, compare and keep answers on a case in hand."""
    compiled = form_of(work, handed)
    _check_corrected(work, handed)
    current = _current(work, handed)
    if (begun := _begun_from(compiled, handed, current)) and not policy.may_read_sensitive(work.by, work.case):
        hidden = policy.sensitive_names(compiled)
        handed = replace(handed, answers=carried_over(handed.answers, begun.answers, hidden))
    if current is not None and not compiled.form.repeats:
        handed = replace(handed, answers=kept_first(handed.answers, current.answers, compiled.firsts))
    cleaned = clean(work, compiled, handed)
    _same_as_expected(work, handed, current, cleaned)
    if reasons := four_eyes(work.pack, work.facts, f"form:{handed.form}", str(work.by.user_id)):
        raise Refused(reasons)
    entry = Entry.objects.create(
        id=ids.new_id(), case=work.case, member=handed.member, form=handed.form, form_version=compiled.form.version,
        pack_version=work.pack.version, answers=cleaned, revision=current.revision + 1 if current else 1,
        corrects=_corrected(compiled, handed, current), at=work.now, by=work.by.user_id,
    )  # fmt: skip
    keep_what_was_said(work, compiled.form, entry)
    if work.by.user_id is not None:
        Draft.objects.filter(case=work.case, form=handed.form, member=handed.member, author=work.by.user_id).delete()
    work.note("entry.recorded", form=handed.form, revision=entry.revision, member=str(entry.member_id or ""))
    work.changed("entries", "signed")
    work.happened("form", handed.form, entry.member_id)
    return entry


def _current(work: Work, handed: Handed) -> Entry | None:
    member = handed.member.pk if handed.member else None
    return next((one for one in work.rows.entries if (one.form, one.member_id) == (handed.form, member)), None)


def _begun_from(compiled: CompiledForm, handed: Handed, current: Entry | None) -> Entry | None:
    """The entry whose unseen answers stand in the new one: none where a form is filled anew each time."""
    return handed.corrects if compiled.form.repeats else current


def _check_corrected(work: Work, handed: Handed) -> None:
    member = handed.member.pk if handed.member else None
    old = handed.corrects
    if old is not None and (old.case_id, old.form, old.member_id) != (work.case.pk, handed.form, member):
        raise Refused(Reason("corrects", "What is put right must be of the same case, form and person."))


def form_of(work: Work, handed: Handed) -> CompiledForm:
    """The compiled form of what was handed in; Refused when there is none, or the member does not fit."""
    compiled = work.pack.forms.get(handed.form)
    if compiled is None:
        raise Refused(Reason("form_unknown", 'There is no form called "{form}".', {"form": handed.form}))
    if (compiled.form.about == "member") != (handed.member is not None):
        words = "This form is filled for one member." if handed.member is None else "This form is about the whole case."
        raise Refused(Reason("form_member", words, field="member"))
    if handed.member is not None and handed.member.case_id != work.case.pk:
        raise Refused(Reason("form_member", "This person is not a member of the case.", field="member"))
    return compiled


def clean(work: Work, compiled: CompiledForm, handed: Handed) -> dict[str, Any]:
    """Typed answers; Refused with a reason for each problem."""
    zone = ZoneInfo(work.case.office.zone)
    outside = outside_of(work.facts, handed.member)
    cleaned = compiled.clean(
        handed.answers, outside=outside, language=work.by.language, on=work.now.astimezone(zone).date(), zone=zone
    )
    subject = str(handed.member.pk) if handed.member else ""
    if not cleaned.ok:
        raise Refused(
            Reason(one.code, "{message}", {"message": one.message, "fix": one.fix}, one.path, subject)
            for one in cleaned.problems
        )
    if reasons := not_of_this_case(work.case, compiled.form, cleaned.answers, subject, work.by.language):
        raise Refused(reasons)
    return dict(cleaned.answers)


def _same_as_expected(work: Work, handed: Handed, current: Entry | None, mine: Mapping[str, Any]) -> None:
    revision = current.revision if current else 0
    if handed.expected_version is None or handed.expected_version == revision or current is None:
        return
    base = Entry.objects.filter(
        case=work.case, form=handed.form, member=handed.member, revision=handed.expected_version
    ).first()
    raise Conflict(base.answers if base else {}, mine, current.answers, revision=revision, by=current.by, at=current.at)


def _corrected(compiled: CompiledForm, handed: Handed, current: Entry | None) -> UUID | None:
    if handed.corrects is not None:
        return handed.corrects.pk
    return current.pk if current is not None and not compiled.form.repeats else None
