"""The life of a case, as pure functions over facts: what may be done, what follows, and what is derived."""

from sojourn.grammar.lifecycle.attempt import ASKED_WITH_THE_MOVE, Offer, attempt, open_transitions
from sojourn.grammar.lifecycle.facts import Act, Facts, MemberFacts, age_facts, entry_facts, instant_of
from sojourn.grammar.lifecycle.hands import attempt_hold, attempt_lift, four_eyes
from sojourn.grammar.lifecycle.reactions import Effect, Event, effects_of, reactions, span_of
from sojourn.grammar.lifecycle.values import World, with_values

__all__ = [
    "ASKED_WITH_THE_MOVE",
    "Act",
    "Effect",
    "Event",
    "Facts",
    "MemberFacts",
    "Offer",
    "World",
    "age_facts",
    "attempt",
    "attempt_hold",
    "attempt_lift",
    "effects_of",
    "entry_facts",
    "four_eyes",
    "instant_of",
    "open_transitions",
    "reactions",
    "span_of",
    "with_values",
]
