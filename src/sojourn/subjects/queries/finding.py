"""Find one subject, or people by words of their names in any script."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.db.models import Q

from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.subjects.models import NameWord, Subject
from sojourn.subjects.names import words_of

# The last letter there is: a word starts with `alder` when it lies between "alder" and "alder" + this.
LAST = "\U0010ffff"
NOTHING = Q(pk__in=())
# More people than those of the viewer's offices; made only when it is needed, since it costs time to make.
Also = Callable[[], Q]


def nowhere() -> Q:
    """Nobody besides."""
    return NOTHING


def home_scope(viewer: Viewer) -> Q:
    """The subjects whose home is an office where the viewer reads cases; sealed ones where the seal is held there."""
    scope = NOTHING
    for post in viewer.posts_with(Permission.CASE_READ):
        scope |= Q(office=post.office_id, compartment__in=("", *post.compartments))
    return scope


def subject_for(viewer: Viewer, id: UUID, *, also: Q = NOTHING) -> Subject:
    """Return a subject of the viewer's offices, or in the scope `also` (a co-owned case's, for instance).

    Raises Subject.DoesNotExist for any other, absent or hidden alike.
    """
    return Subject.objects.filter(home_scope(viewer) | also).get(pk=id)


def people_named(viewer: Viewer, text: str, *, also: Q = NOTHING, limit: int = 50) -> list[Subject]:
    """Return people of whose names every word of `text` begins a word, newest first; none for an empty text.

    Comparisons, not patterns: under row security PostgreSQL uses an index only for operators that leak nothing.
    """
    words = words_of(text)
    if not words:
        return []
    found = Subject.objects.filter(home_scope(viewer) | also, kind="person")
    for word in words:
        begins = NameWord.objects.filter(word__gte=word, word__lt=word + LAST).filter(seals_held(viewer))
        found = found.filter(pk__in=begins.values("subject_id"))
    return list(found.select_related("person").order_by("-created_at", "-id")[:limit])


def seals_held(viewer: Viewer) -> Q:
    """The claims that are not sealed, or whose seal the viewer holds in the office that put it."""
    scope = Q(compartment="")
    for post in viewer.posts_with(Permission.CASE_READ):
        scope |= Q(sealed_by=post.office_id, compartment__in=post.compartments)
    return scope
