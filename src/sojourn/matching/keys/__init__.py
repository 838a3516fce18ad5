"""Keys: short texts that two records of one person share even when names are misspelt, reordered or in another script.

One mechanism for two uses: records with a key in common are compared (blocking), and a search looks its
query's keys up in an index. Keys that begin with "w:" (one word of a name alone) are for searching only: too many
people share them to be compared.
"""

from sojourn.matching.keys.asks import Ask, Step
from sojourn.matching.keys.of_query import Query, query_keys
from sojourn.matching.keys.of_record import KEYS_VERSION, keys, keys_of_traits

__all__ = ["KEYS_VERSION", "Ask", "Query", "Step", "keys", "keys_of_traits", "query_keys"]
