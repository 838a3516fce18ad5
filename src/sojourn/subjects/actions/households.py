"""Who lives with whom."""

from __future__ import annotations

from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import action, note
from sojourn.kernel import moment
from sojourn.kernel.refused import Reason, Refused
from sojourn.subjects.models import Household, HouseholdTie, Person


@action
def tie_to_household(*, household: Household, person: Person, relation: str, by: Viewer) -> HouseholdTie:
    """Say that a person belongs to a household now; raise Refused when that is already said."""
    if HouseholdTie.objects.filter(household=household, person=person, until_at=None).exists():
        raise Refused(Reason("already_tied", "This person already belongs to the household"))
    tie = HouseholdTie.objects.create(
        household=household, person=person, relation=relation, from_at=moment.now(), by=by.user_id
    )
    _record("household.tied", household, by, relation)
    return tie


@action
def untie_from_household(*, tie: HouseholdTie, by: Viewer) -> None:
    """Say that a person no longer belongs to a household; the time they did stays known."""
    if not HouseholdTie.objects.filter(pk=tie.pk, until_at=None).update(until_at=moment.now()):
        raise Refused(Reason("already_untied", "This person has already left the household"))
    _record("household.untied", tie.household, by, tie.relation)


def _record(action: str, household: Household, by: Viewer, relation: str) -> None:
    subject = household.subject
    note(
        action, by=by, on=("subject", subject.pk), office=subject.office_id, compartment=subject.compartment,
        detail={"relation": relation},
    )  # fmt: skip
