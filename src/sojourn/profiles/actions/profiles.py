"""Begin a profile, and agree on the indicators it answers to."""

from __future__ import annotations

from collections.abc import Sequence

from sojourn.accounts.models import Office
from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import action, note
from sojourn.evidence.catalogue import catalogue
from sojourn.evidence.codes import codelist
from sojourn.kernel import moment
from sojourn.kernel.refused import Reason, Refused
from sojourn.profiles.models import Profile
from sojourn.profiles.rights import see_that_another, see_that_approver, see_that_writer


@action
def start_profile(*, office: Office, country: str, by: Viewer) -> Profile:
    """Begin the profile of a country in an office; the one that is there already if there is one."""
    see_that_writer(by, office.id)
    if country not in codelist("area").at_level("country"):
        raise Refused(Reason("unknown_country", "{country} is no country", {"country": country}, field="country"))
    profile, made = Profile.objects.get_or_create(
        office=office, country=country, defaults={"started_by": by.user_id, "started_at": moment.now()}
    )
    if made:
        note("profile.started", by=by, on=profile, office=office.id, detail={"country": country})
    return profile


@action
def list_indicators(*, profile: Profile, indicators: Sequence[str], by: Viewer) -> Profile:
    """Propose the list of indicators; an approval given before no longer holds."""
    see_that_writer(by, profile.office_id)
    known = catalogue().indicators
    if strange := [one for one in indicators if one not in known]:
        message = "There is no indicator {indicator}"
        raise Refused(Reason("unknown_indicator", message, {"indicator": strange[0]}, field="indicators"))
    profile = Profile.objects.select_for_update(of=("self",)).get(pk=profile.pk)
    profile.indicators = [one for one in known if one in set(indicators)]
    profile.listed_at, profile.listed_by = moment.now(), by.user_id
    profile.approved_at = profile.approved_by = None
    profile.save()
    detail = {"indicators": len(profile.indicators)}
    note("profile.indicators_listed", by=by, on=profile, office=profile.office_id, detail=detail)
    return profile


@action
def approve_indicators(*, profile: Profile, by: Viewer) -> Profile:
    """Approve the list; Refused for whoever proposed it."""
    see_that_approver(by, profile.office_id)
    profile = Profile.objects.select_for_update(of=("self",)).get(pk=profile.pk)
    if not profile.indicators or profile.listed_at is None:
        raise Refused(Reason("no_list", "Propose a list of indicators first"))
    see_that_another(by, profile.listed_by)
    profile.approved_at, profile.approved_by = moment.now(), by.user_id
    profile.save(update_fields=["approved_at", "approved_by"])
    note("profile.indicators_approved", by=by, on=profile, office=profile.office_id)
    return profile
