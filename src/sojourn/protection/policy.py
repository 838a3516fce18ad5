"""The one place that says who may see and do what. The database repeats the office and compartment part of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, Protocol
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext

from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Post, Viewer


class Sealed(Protocol):
    """What policy needs to know of a case (or of any row that an office holds)."""

    office_id: UUID
    compartment: str


class Hidden:
    """Stands where a sensitive answer would stand, for whoever may not read it. There is one of it: HIDDEN."""

    def __str__(self) -> str:
        return gettext("hidden")

    def __repr__(self) -> str:
        return "HIDDEN"

    def __bool__(self) -> bool:
        return False


HIDDEN: Final = Hidden()


def may_see_case(viewer: Viewer, case: Sealed) -> bool:
    """Whether the case is there at all for this viewer; if not, every door answers as if it had never been."""
    return may(viewer, Permission.CASE_READ, case)


def may(viewer: Viewer, permission: Permission, case: Sealed | None = None) -> bool:
    """Whether some post carries the permission, in an office of the case, with its compartment held there.

    Doing anything in a case needs reading it. Without a case: whether any post carries the permission.
    """
    posts = viewer.posts_with(permission)
    if case is None:
        return bool(posts)
    readable = any(_reaches(post, case) for post in viewer.posts_with(Permission.CASE_READ))
    return readable and any(_reaches(post, case) for post in posts)


def roles_for(viewer: Viewer, case: Sealed) -> frozenset[str]:
    """The viewer's roles as far as this case is concerned; a machine has none."""
    reading = viewer.posts_with(Permission.CASE_READ)
    return frozenset(post.role for post in reading if post.role and _reaches(post, case))


def cases_scope(viewer: Viewer) -> Q:
    """The cases in reach, as a filter on `office_id`, `receiving_office_id` and `compartment`."""
    return _either(_rule(post) for post in viewer.posts_with(Permission.CASE_READ))


def statistics_scope(viewer: Viewer) -> Q:
    """The facts that may be counted, as a filter on the same columns; a region where the role reaches down."""
    return _either(
        _rule(Post(office, "", post.role, post.compartments))
        for post in viewer.posts_with(Permission.MEASURES_READ)
        for office in (post.region | {post.office_id} if post.may(Permission.MEASURES_REGION) else {post.office_id})
    )


def may_read_sensitive(viewer: Viewer, case: Sealed | None) -> bool:
    """Whether sensitive answers are shown; without a case, only if every office the viewer reads would show them."""
    if case is not None:
        return may(viewer, Permission.SENSITIVE_READ, case)
    reading = viewer.posts_with(Permission.CASE_READ)
    return bool(reading) and all(viewer.may(Permission.SENSITIVE_READ, post.office_id) for post in reading)


def sensitive_names(compiled_form: Any) -> frozenset[str]:
    """The names of the form's sensitive questions, those inside groups and repeats included."""
    return frozenset(question.name for question in compiled_form.form.walk() if question.sensitive == "sensitive")


def mask(viewer: Viewer, compiled_form: Any, answers: Mapping[str, Any], case: Sealed | None = None) -> dict[str, Any]:
    """Copy the answers, with HIDDEN in place of each sensitive one that the viewer may not read."""
    if may_read_sensitive(viewer, case):
        return dict(answers)
    hidden = sensitive_names(compiled_form)
    return {name: _masked(name, value, hidden) for name, value in answers.items()}


def _masked(name: str, value: Any, hidden: frozenset[str]) -> Any:
    if name in hidden:
        return HIDDEN
    if isinstance(value, Mapping):
        return {inner: _masked(inner, one, hidden) for inner, one in value.items()}
    if isinstance(value, list | tuple):
        return [_masked("", one, hidden) for one in value]
    return value


def _reaches(post: Post, case: Sealed) -> bool:
    offices = (case.office_id, getattr(case, "receiving_office_id", None))
    return post.office_id in offices and (not case.compartment or case.compartment in post.compartments)


def _rule(post: Post) -> Q:
    held = Q(compartment__in=["", *sorted(post.compartments)])
    return held & (Q(office_id=post.office_id) | Q(receiving_office_id=post.office_id))


def _either(rules: Iterable[Q]) -> Q:
    """True where any rule is; nothing at all when there is no rule."""
    together = Q(pk__in=[])
    for rule in rules:
        together |= rule
    return together
