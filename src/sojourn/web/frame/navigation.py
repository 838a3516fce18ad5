"""Where a viewer may go: only the pages that their roles open."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer


@dataclass(frozen=True)
class Link:
    """One entry of the navigation; `here` when this page is it or lies below it."""

    label: str
    url: str
    icon: str = ""
    here: bool = False
    count: int = 0


def links_for(viewer: Viewer, path: str) -> list[Link]:
    """The main navigation, in the order of a working day."""
    places = [
        (Permission.CASE_READ, _("My work"), "web:work"),
        (Permission.CASE_READ, _("Cases"), "web:cases"),
        (Permission.CASE_OPEN, _("New case"), "web:new-case"),
        (Permission.IDENTITY_JUDGE, _("Duplicates"), "web:duplicates"),
        (Permission.BOARD_READ, _("Board"), "web:board"),
        (Permission.MEASURES_READ, _("Measures"), "web:measures"),
        (Permission.MEASURES_READ, _("Reporting"), "web:reports"),
        (Permission.EVIDENCE_READ, _("Evidence"), "web:countries"),
    ]
    links = [Link(label, reverse(name)) for permission, label, name in places if viewer.may(permission)]
    return _with_here(links, path)


def own_links() -> list[Link]:
    """The pages about the user's own account."""
    return [
        Link(_("Two-step sign-in"), reverse("mfa_index"), "lock"),
        Link(_("Change password"), reverse("account_change_password"), "edit"),
        Link(_("Devices signed in"), reverse("usersessions_list"), "person"),
    ]


def _with_here(links: list[Link], path: str) -> list[Link]:
    """Mark the link with the longest address that this page begins with."""
    fitting = [link for link in links if path == link.url or (link.url != "/" and path.startswith(link.url))]
    here = max(fitting, key=lambda link: len(link.url), default=None)
    return [replace(link, here=link is here) for link in links]
