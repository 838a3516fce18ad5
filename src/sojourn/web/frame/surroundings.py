"""What every template may say about the house and the person looking."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

import sojourn
from sojourn.accounts.roles import ROLES, Permission
from sojourn.accounts.viewer import NOBODY, Viewer
from sojourn.web.frame.navigation import links_for, own_links


def house(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `house`, worked out only where a template asks for it."""
    return {"house": SimpleLazyObject(lambda: _surroundings(request))}


def _surroundings(request: HttpRequest) -> dict[str, Any]:
    viewer: Viewer = getattr(request, "viewer", NOBODY)
    return {
        "version": sojourn.__version__,
        "name": viewer.name,
        "posts": [f"{ROLES[post.role].label}, {post.office_code}" for post in viewer.posts if post.role in ROLES],
        "links": links_for(viewer, request.path),
        "own_links": own_links() if viewer.user_id else [],
        "may_search": viewer.may(Permission.CASE_READ),
        "search_url": reverse("web:search"),
        "searched": request.GET.get("q", "") if request.path == reverse("web:search") else "",
    }
