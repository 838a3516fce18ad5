"""Makes every request somebody's: the viewer, the database's scope, the language and the office's time."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.views.defaults import bad_request

from sojourn.accounts.viewer import NOBODY, Viewer, viewer_of
from sojourn.protection.scope import seen_by
from sojourn.web.frame.clean_text import carries_nul
from sojourn.web.frame.zones import zone_of

Answer = Callable[[HttpRequest], HttpResponse]


class ViewerMiddleware:
    """Gives the request a `viewer` and opens the database to what that viewer may see, until the answer is made."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer inside the viewer's scope, in the office's own time."""
        viewer = viewer_of(request.user) if request.user.is_authenticated else NOBODY
        request.viewer = viewer  # type: ignore[attr-defined]
        with seen_by(viewer), timezone.override(zone_of(viewer)), _language_of(request, viewer):
            response = self._answer(request)
        # Pages about people are never kept by a browser or by anything between.
        if viewer.user_id:
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        if carries_nul(request):
            return bad_request(request, SuspiciousOperation("NUL in a request"))
        return self.get_response(request)


class _language_of(translation.override):
    """The language chosen on this device; else the user's own."""

    def __init__(self, request: HttpRequest, viewer: Viewer) -> None:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        known = {tag for tag, _ in settings.LANGUAGES}
        own = viewer.language if viewer.user_id and viewer.language in known else translation.get_language()
        super().__init__(translation.get_language() if chosen in known else own)


