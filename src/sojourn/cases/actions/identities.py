"""Judge whether two people of the office's cases are one person; across a seal, as the officer of the sealed side."""

from __future__ import annotations

from uuid import UUID

from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import action
from sojourn.cases.queries.identities import judge_of, may_judge, person_judged
from sojourn.cases.queries.persons import through_cases
from sojourn.subjects.actions import judge_pair, take_back_judgement
from sojourn.subjects.models import Judgement, Subject

TAKEN_BACK = "open"


@action
def judge_people(
    *, one: UUID, other: UUID, verdict: str, reason: str, by: Viewer, seen: int | None = None
) -> Judgement:
    """Keep a judgement of two records (`same`, `different`, `unsure`), or take the one that holds back (`open`).

    Raises Subject.DoesNotExist when `by` does not see both as one who judges, and Refused for the grounds of
    `judge_pair`; across a seal also unless `by` is a protection officer of the sealed side.
    """
    pair = person_judged(by, one), person_judged(by, other)
    if not may_judge(by, *pair):
        # Somebody who may not judge across a seal is answered as if one of the two were not there.
        raise Subject.DoesNotExist
    words = {"one": pair[0], "other": pair[1], "reason": reason, "by": judge_of(by), "seen": seen}
    also = through_cases(judge_of(by))
    if verdict == TAKEN_BACK:
        return take_back_judgement(**words, also=also)
    return judge_pair(**words, verdict=verdict, also=also)
