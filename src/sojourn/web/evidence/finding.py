"""Find what an address names, or answer as if it had never been."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest

from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.evidence.catalogue import Indicator, catalogue
from sojourn.evidence.codes import codelist
from sojourn.evidence.profile.wording import place_name
from sojourn.profiles.queries import ProfileSeen, RequestSeen, profile_of, request_of
from sojourn.web.wording import language


def viewer_in(request: HttpRequest) -> Viewer:
    """Who is looking."""
    found: Viewer = request.viewer  # type: ignore[attr-defined]
    return found


def country_or_404(code: str) -> str:
    """The code of a country, as it stands in an address."""
    if code not in codelist("area").at_level("country"):
        raise Http404
    return code


def country_name(code: str) -> str:
    """A country in the reader's language."""
    return place_name(code, language())


def indicator_or_404(id: str) -> Indicator:
    """An indicator of the catalogue."""
    if id not in catalogue().indicators:
        raise Http404
    return catalogue()[id]


def profile_or_404(request: HttpRequest, country: str) -> ProfileSeen:
    """The profile that one of the viewer's offices keeps of a country."""
    found = profile_of(viewer_in(request), country_or_404(country))
    if found is None:
        raise Http404
    return found


def request_or_404(request: HttpRequest, country: str, wanted: UUID) -> RequestSeen:
    """A request for data of that country's profile."""
    found = request_of(viewer_in(request), wanted)
    if found is None or found.profile.country != country:
        raise Http404
    return found


def rights_in(request: HttpRequest, profile: ProfileSeen) -> dict[str, bool]:
    """What buttons to show: whether the viewer writes and approves for the office that keeps the profile."""
    viewer = viewer_in(request)
    return {
        "may_write": viewer.may(Permission.PROFILE_WRITE, profile.office_id),
        "may_approve": viewer.may(Permission.PROFILE_APPROVE, profile.office_id),
    }
