"""Reads offices, users and postings, for those who may keep them, and what pages need to know about a place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from sojourn.accounts.models import Office, Posting, SignInFailures, User
from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer, viewer_of
from sojourn.kernel import moment


def office_by(code: str) -> Office:
    """The office with this code; raise Office.DoesNotExist."""
    return Office.objects.get(code=code)


def user_by(email: str) -> User:
    """The user with this address, whatever its capitals; raise User.DoesNotExist."""
    return User.objects.get_by_natural_key(email)


def every_office() -> list[Office]:
    """All offices by code: names of places, not of people."""
    return list(Office.objects.all())


def office_zone(office_id: UUID) -> str:
    """The IANA time zone of an office; UTC when there is no such office."""
    return Office.objects.filter(pk=office_id).values_list("zone", flat=True).first() or "UTC"


def managed_offices(viewer: Viewer) -> frozenset[UUID]:
    """The offices whose postings the viewer keeps: those of their administrator's posts and all below."""
    posts = viewer.posts_with(Permission.USERS_MANAGE)
    return frozenset(office for post in posts for office in post.region | {post.office_id})


def colleagues(viewer: Viewer) -> QuerySet[User]:
    """Users that the viewer keeps, with their postings in reach: posted to a managed office, or nowhere yet."""
    offices = managed_offices(viewer)
    if not offices:
        return User.objects.none()
    reach = Posting.objects.filter(office__in=offices).select_related("office")
    found = User.objects.filter(Q(postings__office__in=offices) | Q(postings__isnull=True)).distinct()
    return found.prefetch_related(Prefetch("postings", reach))


def open_posting(email: str, office_code: str, role: str) -> Posting:
    """The user's posting without an end, in this role and office; raise Posting.DoesNotExist."""
    found = Posting.objects.select_related("office")
    return found.get(user=user_by(email), office__code=office_code, role=role, until_on__isnull=True)


def roster() -> list[dict[str, Any]]:
    """Every user with the posts in force today, for the operator of the machine."""
    rows = []
    for user in User.objects.order_by("email"):
        posts = [f"{post.role}@{post.office_code}" for post in viewer_of(user).posts]
        rows.append({"email": user.email, "name": user.name, "active": user.is_active, "posts": posts})
    return rows


def names_of(user_ids: Iterable[UUID | str]) -> Mapping[str, str]:
    """Names by id as text, for "who did it" beside an event; ids that are no user's are left out."""
    wanted = {str(one) for one in user_ids}
    ids = {one for one in wanted if _is_uuid(one)}
    return {str(pk): name for pk, name in User.objects.filter(pk__in=ids).values_list("pk", "name")}


def rests(user: User) -> bool:
    """Whether signing in to this account is refused for now, after too many wrong tries."""
    failures = SignInFailures.objects.filter(user=user).first()
    return failures is not None and failures.rests(moment.now())


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
