"""The relations a member may have to the first one, as the programme names them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from sojourn.grammar.codes import shared_list
from sojourn.grammar.packs import Pack
from sojourn.web.cases.members import relation_list
from sojourn.web.choosing import Choice


def relations(pack: Pack, language: str) -> tuple[Choice, ...]:
    """The choices of the programme's list; three plain ones when it has none."""
    name = relation_list(pack)
    found = (pack.codes.get(name) or shared_list(name)) if name else None
    if found is None:
        plain = {"principal": _("First person"), "child": _("Child"), "other": _("Other")}
        return tuple(Choice(code, label, False) for code, label in plain.items())
    return tuple(Choice(choice.name, found.label(choice.name, language), False) for choice in found.choices)
