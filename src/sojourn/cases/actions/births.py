"""A reaction opens a further case about the same member, sealed if its programme is: the first never knows."""

from __future__ import annotations

from collections.abc import Callable

from sojourn.accounts.viewer import Viewer
from sojourn.cases.actions.opening_row import begin, join
from sojourn.cases.actions.working import Work
from sojourn.cases.models import Case, Member
from sojourn.grammar.lifecycle import Effect
from sojourn.grammar.packs import Pack, catalogue
from sojourn.protection.scope import seen_by
from sojourn.subjects.models import Subject


def bear_case(work: Work, effect: Effect, settle: Callable[[Work], None]) -> bool:
    """Open the case that an effect asks for, unless one about the same subject is open; return whether it did.

    Whoever triggered it may lack the seal, so the rows are written, and looked for, as a machine that holds it.
    """
    pack = catalogue().pack(str(effect.params["pack"]), office=work.case.office.code)
    member = Member.objects.select_related("subject").filter(pk=effect.member).first() if effect.member else None
    subject = member.subject if member else work.case.subject
    keeper = Viewer.machine(
        f"reaction {effect.reaction}", [work.case.office], [pack.compartment] if pack.compartment else []
    )
    with seen_by(keeper):
        if Case.objects.filter(pack=pack.name, subject=subject, office=work.case.office, closed_at=None).exists():
            return False
        _bear(work, pack, subject, keeper, settle)
    return True


def _bear(work: Work, pack: Pack, subject: Subject, keeper: Viewer, settle: Callable[[Work], None]) -> None:
    born = begin(pack, work.case.office, subject, None, keeper, opened_from=work.case.pk)
    if pack.members is not None:
        join(born, subject, "principal", 1)
    born.happened("stage", born.case.stage)
    settle(born)
