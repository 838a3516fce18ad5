"""What holds a case's steps and services from outside the case: the open question whether somebody is here twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sojourn.accounts.roles import ROLES, Permission
from sojourn.accounts.viewer import Viewer
from sojourn.cases.models import Case
from sojourn.cases.queries.identities import holding_pairs, is_across
from sojourn.grammar.packs import Pack
from sojourn.kernel.refused import Reason
from sojourn.subjects.models import LikelyPair

OPEN_DUPLICATE = "open_duplicate"


def holds_of(viewer: Viewer, case: Case, pack: Pack) -> Mapping[str, Reason]:
    """The holds that are open now in a case, by name, as this viewer may know them; none is asked for in vain."""
    if not _is_held_somewhere(pack, case.stage) or not (pairs := holding_pairs(viewer, case)):
        return {}
    people = set(case.members.filter(left_at=None).values_list("subject_id", flat=True))
    names = {side.label for pair in pairs for side in (pair.left, pair.right) if side.pk in people}
    words = (
        "It is still open whether {people} is here twice. This waits until somebody has judged it, on the page of "
        "possible duplicates: {roles}."
    )
    params = {"people": ", ".join(sorted(names)), "roles": ", ".join(_deciders(pairs))}
    return {OPEN_DUPLICATE: Reason(OPEN_DUPLICATE, words, params)}


def _deciders(pairs: Iterable[LikelyPair]) -> list[str]:
    """The roles that may judge these pairs."""
    across = any(is_across(pair.left, pair.right, pair.seals) for pair in pairs)
    needed = Permission.IDENTITY_JUDGE_SEALED if across else Permission.IDENTITY_JUDGE
    return [code for code, role in ROLES.items() if needed in role.permissions]


def _is_held_somewhere(pack: Pack, stage: str) -> bool:
    moves = any(move.held_by and stage in move.sources for move in pack.transitions.values())
    return moves or any(service.columns.get("held_by") for service in pack.services.values())
