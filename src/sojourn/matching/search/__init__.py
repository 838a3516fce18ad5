"""Find a person among very many by what somebody types: look keys up step by step, then rank what was found.

Where the keys are kept is none of this room's business: `find` is given a function that looks them up.
"""

from sojourn.matching.keys import Query, query_keys
from sojourn.matching.search.cards import card_of, card_of_traits
from sojourn.matching.search.finding import Hit, LookUp, find
from sojourn.matching.search.ranking import closeness

__all__ = ["Hit", "LookUp", "Query", "card_of", "card_of_traits", "closeness", "find", "query_keys"]
