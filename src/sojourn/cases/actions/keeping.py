"""Keep the pseudonymised facts of a case in step with it, in the same transaction."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any
from uuid import UUID

from sojourn.cases.actions.working import Work
from sojourn.cases.models import Fact
from sojourn.grammar.lifecycle import Facts
from sojourn.grammar.measures import FactRows, fact_builder
from sojourn.grammar.packs import Pack

CHANGING = ("pack_version", "receiving_office", "facts", "updated_at")


def keep_facts(work: Work) -> None:
    """Write one row about the case and one about each member, over those that were there."""
    built = builder_of(work.pack)(work.facts)
    rows = [_row(work, None, built.case)]
    rows += [_row(work, UUID(member), facts) for member, facts in built.members.items()]
    Fact.objects.bulk_create(rows, update_conflicts=True, unique_fields=["case", "member"], update_fields=CHANGING)


@lru_cache(maxsize=64)
def builder_of(pack: Pack) -> Callable[[Facts], FactRows]:
    """The pack's own maker of fact rows, made once."""
    return fact_builder(pack)


def _row(work: Work, member: UUID | None, facts: dict[str, Any]) -> Fact:
    case = work.case
    return Fact(
        case=case, member_id=member, pack=case.pack, pack_version=case.pack_version, office_id=case.office_id,
        receiving_office_id=case.receiving_office_id, compartment=case.compartment, facts=facts, updated_at=work.now,
    )  # fmt: skip
