"""A case on the desk: everything a page about it needs, read once, for this viewer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from sojourn.accounts.queries import names_of
from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.cases.queries.cases import case_for
from sojourn.cases.queries.facts import facts_of
from sojourn.cases.queries.holds import holds_of
from sojourn.cases.queries.packs import pack_of
from sojourn.cases.queries.rows import Rows, rows_of
from sojourn.grammar.lifecycle import Facts, MemberFacts, with_values
from sojourn.grammar.packs import Pack
from sojourn.kernel.refused import Reason
from sojourn.protection import policy
from sojourn.protection.actions import note_opening
from sojourn.web.wording import isolated, language


@dataclass(frozen=True)
class Desk:
    """One case, its pack, its rows and its facts, as this viewer may see them."""

    viewer: Viewer
    case: Any
    pack: Pack
    rows: Rows

    @cached_property
    def facts(self) -> Facts:
        """The facts with their derived values."""
        return with_values(self.pack, facts_of(self.case, self.pack, self.rows))

    @cached_property
    def holds(self) -> Mapping[str, Reason]:
        """What holds steps and services from outside the case."""
        return holds_of(self.viewer, self.case, self.pack)

    @cached_property
    def roles(self) -> frozenset[str]:
        """The viewer's roles in this case."""
        return policy.roles_for(self.viewer, self.case)

    @cached_property
    def zone(self) -> ZoneInfo:
        """The time zone of the case's office, in which its days begin and end."""
        return ZoneInfo(self.case.office.zone)

    @cached_property
    def reader_zone(self) -> ZoneInfo:
        """The zone in which this viewer writes times: that of their own office in the case."""
        offices = [office for office in (self.case.office, self.case.receiving_office) if office]
        own = next((office for office in offices if office.pk in self.viewer.offices), self.case.office)
        return ZoneInfo(own.zone)

    @property
    def language(self) -> str:
        """The language the page is written in."""
        return language()

    def may(self, permission: Permission) -> bool:
        """Whether the viewer may do this in this case."""
        return policy.may(self.viewer, permission, self.case)

    def label(self, kind: str, name: str) -> str:
        """What a person reads for a name of the pack."""
        return self.pack.label_of(kind, name, self.language)

    def choice(self, list_name: str, code: str) -> str:
        """The label of a code in one of the pack's lists; the code itself when it is in none."""
        found = self.pack.codes.get(list_name)
        return found.label(code, self.language) if found and code else code

    def member(self, member_id: UUID | str | None) -> MemberFacts | None:
        """The facts of a member; None for none or one who left."""
        return self.facts.member(str(member_id)) if member_id else None

    def name(self, member_id: UUID | str | None) -> str:
        """A member's name; '' for none."""
        found = self.member(member_id)
        return (found.name or _("No name yet")) if found else ""

    @cached_property
    def title(self) -> str:
        """Whom or what the case is about, in one line."""
        if not self.facts.members:
            return self.case.subject.label or self.case.number
        first, *others = self.facts.members
        if not others:
            return first.name or _("No name yet")
        name = isolated(first.name or _("No name yet"))
        return _("%(name)s and %(count)s more") % {"name": name, "count": len(others)}


def desk_for(request: HttpRequest, case_id: UUID) -> Desk:
    """Put a case on the viewer's desk; raises Http404 for one that is absent or out of sight, alike.

    Looking at a sealed case leaves a trace.
    """
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    try:
        case = case_for(viewer, case_id)
    except ObjectDoesNotExist:
        raise Http404 from None
    if request.method in ("GET", "HEAD"):
        note_opening(case=case, by=viewer)
    return Desk(viewer, case, pack_of(case), rows_of(case))


def people(ids: Iterable[UUID | str | None]) -> Mapping[str, str]:
    """The names of colleagues by id as text."""
    return names_of({str(one) for one in ids if one})
