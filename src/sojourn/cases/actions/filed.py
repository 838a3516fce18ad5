"""Answers that name files hold only files of their own case: a name alone signs nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sojourn.cases.models import Attachment, Case
from sojourn.grammar.forms import Form, Question, with_files
from sojourn.kernel.refused import Reason

PICTURE = "image/"


def not_of_this_case(case: Case, form: Form, answers: Mapping[str, Any], subject: str, language: str) -> list[Reason]:
    """A reason for each answer that is no file kept with this case, or no picture where one is asked for.

    A file of another case, seen or unseen by whoever hands the form in, is as unknown as one that never was.
    """
    named: list[tuple[Question, str, str]] = []

    def remember(question: Question, path: str, answer: Any) -> Any:
        named.append((question, path, str(answer)))
        return answer

    with_files(form, answers, remember)
    kinds = _kinds(case, [answer for _question, _path, answer in named]) if named else {}
    found: list[Reason] = []
    for question, path, answer in named:
        params, kind = {"question": question.label(language)}, kinds.get(answer)
        if kind is None:
            words = "{question}: this file is not kept with the case. Attach it here, then hand the form in again."
            found.append(Reason("file_unknown", words, params, path, subject))
        elif question.type == "image" and not kind.startswith(PICTURE):
            words = "{question}: this file is no picture. Attach a photograph or a scan as JPEG or PNG."
            found.append(Reason("file_kind", words, params, path, subject))
    return found


def _kinds(case: Case, answers: list[str]) -> dict[str, str]:
    """The content type of each answer that is the id of a file of the case, written as ids are written."""
    wanted = [answer for answer in answers if _is_id(answer)]
    rows = Attachment.objects.filter(case=case, pk__in=wanted).values_list("pk", "content_type")
    return {str(key): kind for key, kind in rows}


def _is_id(answer: str) -> bool:
    try:
        return str(UUID(answer)) == answer
    except ValueError:
        return False
