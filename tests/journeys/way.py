"""The way of a family through the return programme, walked by the engine, so that a journey can begin in its middle."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sojourn.cases import actions
from sojourn.cases.models import Case
from sojourn.grammar.packs import catalogue
from sojourn.jobs.stories.drawing import with_drawings
from sojourn.protection.scope import seen_by

POINTS = ["right_to_remain_options", "asylum_effect", "appeal_rights", "free_of_charge", "assistance_and_limits",
          "travel_steps", "origin_conditions", "withdraw_any_time", "data_use", "complaints"]  # fmt: skip
CONTACT = {"contact_on": "2026-02-20", "channel": "visit", "language": "kat", "interpreter_needed": "no",
           "notice_given": "yes"}  # fmt: skip
SESSION = {
    "date": "2026-03-02", "mode": "in_person", "language": "kat", "interpreter": "staff", "info_items": POINTS,
    "alternatives": ["asylum", "regularisation", "appeal", "victim_protection"], "understands": "yes",
    "independent_legal_advice": "taken", "pressure_by": ["nobody"], "capacity_concern": "no",
    "session_end": "2026-03-02T10:00+01:00",
}  # fmt: skip
APPLICATION = {
    "programme": "national", "programme_type": "avrr", "host_country": "DEU", "country_of_return": "GEO",
    "return_to_third_country": "no", "place_of_return": "Testtown", "legal_situation": "regular",
    "previous_avrr": "no",
}  # fmt: skip
DECLARATION = {"read_aloud_in": "kat", "understood_points": POINTS, "own_free_will": "yes",
               "signature": "signature.png", "signed_at": "2026-03-05T10:00+01:00"}  # fmt: skip
FOR_A_CHILD = {"guardian_signature": "signature.png", "child_view": "I like to go with my parents."}
NO_RISK = dict.fromkeys(
    ("fear_of_return", "thb_indicator", "survivor_violence_torture", "gbv", "sogiesc_risk", "detained",
     "single_parent", "stateless", "destitute", "illiterate", "serious_illness", "mental_health_need",
     "substance_use"), "no",
) | dict.fromkeys(
    ("seeing", "hearing", "walking", "remembering", "self_care", "communicating"), "none"
) | {"urgent_risk": "none", "pregnant": "no", "unaccompanied_or_separated": "no"}  # fmt: skip
SCREENED = dict.fromkeys(
    ("needs_and_risks", "health", "safety_in_origin", "family_and_child", "protection"), "complete"
)
DECIDED = {"outcome": "eligible", "reasons": ["meets_criteria"], "explanation": "You meet all conditions.",
           "notice_language": "kat", "review_route_told": "yes"}  # fmt: skip
PAPERS = {"document": [{"doc_type": "passport", "number": "T0000001", "issuing_state": "GEO",
                        "issue_date": "2020-01-01", "expiry_date": "2030-01-01"}]}  # fmt: skip
JOURNEY = {
    "segment": [{"carrier": "ZZ", "flight": "ZZ101", "from": "BER", "to": "TBS",
                 "departs": "2026-04-10T10:00+02:00", "arrives": "2026-04-10T16:00+04:00"}],
    "ticket_no": "TEST-1", "transit_visa_needed": "no", "transit_assistance": "no", "escort_type": "none",
    "meet_and_greet": "yes",
}  # fmt: skip
WISH = {"still_wishes": "yes", "asked_alone": "yes", "language": "kat", "confirmed_at": "2026-04-08T09:00+02:00"}


class Way:
    """Walks one case; every act by the colleague whose role it needs."""

    def __init__(self, house: Any, case: Case, clock: Callable[[str], None]) -> None:
        self.house, self.case, self.clock = house, case, clock
        self.members = house.members(case)

    def fill(self, form: str, answers: dict[str, Any], role: str = "caseworker", member: Any = None) -> None:
        """Record an entry."""
        viewer = self.house.viewer(role)
        declared = catalogue().pack(self.case.pack).form(form).form
        with seen_by(viewer):
            answers = with_drawings(declared, answers, case=self.case, member=member, by=viewer)
            actions.record_entry(case=self.case, form=form, answers=answers, member=member, by=viewer)

    def each(self, form: str, answers: dict[str, Any], *, for_a_child: dict[str, Any] | None = None) -> None:
        """Record an entry for every member."""
        for member in self.members:
            more = (for_a_child or {}) if member.relation == "child" else {}
            self.fill(form, answers | more, member=member)

    def move(self, transition: str, role: str = "caseworker", office: str = "berlin", **words: Any) -> None:
        """Take a step."""
        viewer = self.house.viewer(role, office)
        with seen_by(viewer):
            actions.move_case(case=self.case, transition=transition, by=viewer, **words)

    def to_cooling_off(self) -> Way:
        """Counselled on 2 March, free to sign on the 5th."""
        self.clock("2026-02-20T09:00+01:00")
        self.fill("contact", CONTACT)
        self.move("start_counselling")
        self.clock("2026-03-02T10:30+01:00")
        self.fill("counselling_session", SESSION)
        self.move("end_counselling")
        return self

    def to_approved(self) -> Way:
        """Applied, screened and approved by three people."""
        self.to_cooling_off()
        self.clock("2026-03-05T11:00+01:00")
        self.fill("application", APPLICATION)
        self.each("declaration", DECLARATION, for_a_child=FOR_A_CHILD)
        self.move("apply")
        self.fill("application_check", {"identity_captured": "yes", "duplicates_checked": "yes"})
        self.move("start_screening")
        self.each("vulnerability", NO_RISK)
        self.each("screening", SCREENED)
        self.move("submit_for_decision")
        self.move("approve", "reviewer", answers=DECIDED)
        self.fill("budget", {"budget_line": "T-1", "reserved": "yes", "amount": "1800", "currency": "EUR"})
        return self

    def to_pre_departure(self) -> Way:
        """Accepted by the receiving office."""
        self.to_approved()
        self.move("prepare")
        viewer = self.house.viewer("caseworker", "tbilisi")
        with seen_by(viewer):
            actions.accept_handover(handover=self.case.handovers.get(), by=viewer)
        return self

    def to_travel_cleared(self) -> Way:
        """Ticket in hand, asked once more, two days before the flight."""
        return self.to_pre_departure().prepared()

    def prepared(self) -> Way:
        """From the acceptance to the clearance."""
        self.clock("2026-04-08T12:00+02:00")
        self.each("travel_documents", PAPERS)
        self.each("fitness", {"fit": "fit", "valid_until": "2026-05-01"})
        self.fill("movement", JOURNEY)
        self.each("reconfirmation", WISH)
        self.move("clear_travel", "operations")
        return self
