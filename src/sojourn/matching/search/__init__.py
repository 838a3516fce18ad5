"""Find a person among very many by what somebody types: look keys up step by step, then rank what was found.

Where the keys are kept is none of this room's business: `find` is given a function that looks them up.
"""

from sojourn.matching.keys import Query, query_keys
from sojourn.matching.search.cards import Card, card_of, card_of_traits, read_card
from sojourn.matching.search.finding import Hit, find
from sojourn.matching.search.ranking import closeness

__all__ = ["Card", "Hit", "Query", "card_of", "card_of_traits", "closeness", "find", "query_keys", "read_card"]
