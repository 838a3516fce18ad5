"""The people of a case in a line each."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from sojourn.grammar.lifecycle import MemberFacts
from sojourn.grammar.packs import Pack
from sojourn.protection import policy
from sojourn.web.cases.desk import Desk
from sojourn.web.wording import label_in


@dataclass(frozen=True)
class MemberShown:
    """A member in short; `child` by the protective reading of the birth date."""

    id: str
    name: str
    url: str
    words: str
    child: bool


def members_shown(desk: Desk) -> tuple[MemberShown, ...]:
    """The present members in their order."""
    subjects = {str(member.pk): member.subject_id for member in desk.rows.members}
    return tuple(
        MemberShown(
            member.id,
            desk.name(member.id),
            reverse("web:show-person", args=[subjects[member.id]]),
            _words(desk, member),
            member.values.get("member.is_child") == "yes",
        )
        for member in desk.facts.members
    )


def _words(desk: Desk, member: MemberFacts) -> str:
    values = member.values
    age = values.get("member.age")
    parts = [
        relation_label(desk, str(values.get("member.relation") or "")),
        _("%(age)s years") % {"age": age} if age not in (None, "") else _("age unknown"),
        label_in("sex", str(values.get("member.sex") or ""), desk.language),
        *_nationalities(desk, member),
    ]
    return " · ".join(part for part in parts if part)


def _nationalities(desk: Desk, member: MemberFacts) -> list[str]:
    """A sensitive answer, so only for whoever reads those."""
    if not policy.may_read_sensitive(desk.viewer, desk.case):
        return []
    return [label_in("nationality", code, desk.language) for code in member.values.get("member.nationality") or ()]


def relation_label(desk: Desk, code: str) -> str:
    """What a relation is called in this programme: by the list of the question that asks for it."""
    return desk.choice(relation_list(desk.pack), code)


def relation_list(pack: Pack) -> str:
    """The name of the code list of relations; '' when no form of the programme asks for them."""
    asked = (question for compiled in pack.forms.values() for question in compiled.form.walk())
    return next((question.list_name or "" for question in asked if question.maps_to == "member.relation"), "")
