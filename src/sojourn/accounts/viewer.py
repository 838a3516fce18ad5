"""Who is looking: a frozen picture of a user's postings today, which every query and action is given."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from sojourn.accounts.models import Office, Posting, User
from sojourn.accounts.roles import ROLES, Permission
from sojourn.kernel import moment

_REACHES_DOWN = {Permission.MEASURES_REGION, Permission.AUDIT_READ, Permission.USERS_MANAGE}


@dataclass(frozen=True, slots=True)
class Post:
    """One role in one office, the sealed compartments held there, and the offices below, if the role reads those."""

    office_id: UUID
    office_code: str
    role: str
    compartments: frozenset[str] = frozenset()
    region: frozenset[UUID] = frozenset()

    def may(self, permission: str) -> bool:
        """Whether the role carries this permission."""
        role = ROLES.get(self.role)
        return role is not None and permission in role.permissions


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person, or a machine acting for a stated purpose (`system`), with what they hold at this moment.

    A machine may do everything, but only in the offices and compartments it was given.
    """

    user_id: UUID | None
    name: str
    language: str
    posts: tuple[Post, ...]
    system: bool = False

    @classmethod
    def machine(cls, purpose: str, offices: Iterable[Office], compartments: Iterable[str] = ()) -> Viewer:
        """A viewer for commands and the worker; `purpose` is what the audit trail names."""
        held = frozenset(compartments)
        posts = tuple(Post(office.id, office.code, "", held) for office in offices)
        return cls(None, purpose, "en", posts, system=True)

    @property
    def offices(self) -> frozenset[UUID]:
        """The offices of all postings, whatever the role."""
        return frozenset(post.office_id for post in self.posts)

    @property
    def compartments(self) -> frozenset[str]:
        """Every sealed compartment held somewhere; whether it opens a case is policy's question."""
        return frozenset(code for post in self.posts for code in post.compartments)

    def roles_in(self, office_id: UUID) -> frozenset[str]:
        """The role codes held in this office."""
        return frozenset(post.role for post in self.posts if post.office_id == office_id)

    def posts_with(self, permission: str) -> tuple[Post, ...]:
        """The posts whose role carries this permission."""
        return tuple(post for post in self.posts if self.system or post.may(permission))

    def may(self, permission: str, office_id: UUID | None = None) -> bool:
        """Whether some post, or a post in this office, carries the permission."""
        return any(office_id in (None, post.office_id) for post in self.posts_with(permission))

    def __str__(self) -> str:
        return self.name


NOBODY = Viewer(None, "", "en", ())


def viewer_of(user: User) -> Viewer:
    """Picture the user's postings in force today (in each office's own zone); an inactive user holds none."""
    if not getattr(user, "is_active", False):
        return NOBODY
    postings = Posting.objects.filter(user=user).select_related("office").order_by("office__code", "role")
    held = [one for one in postings if one.role in ROLES and one.holds_on(moment.today(ZoneInfo(one.office.zone)))]
    reaching = {one.office_id for one in held if ROLES[one.role].permissions & _REACHES_DOWN}
    below = _offices_below(reaching) if reaching else {}
    posts = tuple(
        Post(
            one.office_id,
            one.office.code,
            one.role,
            frozenset(one.compartments),
            below[one.office_id] if ROLES[one.role].permissions & _REACHES_DOWN else frozenset(),
        )
        for one in held
    )
    return Viewer(user.id, user.name, user.language, posts)


def _offices_below(roots: set[UUID]) -> dict[UUID, frozenset[UUID]]:
    children: dict[UUID | None, list[UUID]] = {}
    for office_id, parent_id in Office.objects.values_list("id", "parent_id"):
        children.setdefault(parent_id, []).append(office_id)
    return {root: frozenset(_walk(root, children)) for root in roots}


def _walk(root: UUID, children: dict[UUID | None, list[UUID]]) -> list[UUID]:
    found, seen = [root], {root}
    for office_id in found:
        new = [child for child in children.get(office_id, ()) if child not in seen]
        seen.update(new)
        found.extend(new)
    return found
