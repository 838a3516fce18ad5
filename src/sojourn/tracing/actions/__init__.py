"""The only writers of requests and pairs."""

from sojourn.tracing.actions.comparing import compare_requests
from sojourn.tracing.actions.deciding import confirm_pair, reject_pair, reunite, take_up_pair
from sojourn.tracing.actions.requesting import Described, change_request, clear_contact, follow_request, open_request
from sojourn.tracing.actions.unsealing import tell_the_other_side
from sojourn.tracing.actions.verifying import answer_proof, ask_proof, judge_proof

__all__ = [
    "Described",
    "answer_proof",
    "ask_proof",
    "change_request",
    "clear_contact",
    "compare_requests",
    "confirm_pair",
    "follow_request",
    "judge_proof",
    "open_request",
    "reject_pair",
    "reunite",
    "take_up_pair",
    "tell_the_other_side",
]
