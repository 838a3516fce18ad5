"""Find a person for a page: the one asked for, or nothing at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404

from sojourn.accounts.viewer import Viewer


def person_or_404(find: Callable[[Viewer, UUID], Any], viewer: Viewer, key: str | UUID) -> Any:
    """Return the person; raises Http404 when there is none in sight, or the key is none."""
    try:
        return find(viewer, key if isinstance(key, UUID) else UUID(key))
    except (ValueError, ObjectDoesNotExist):
        raise Http404 from None
