"""How rare a name is: names that many people bear say less about who somebody is.

A shipped table gives rough rates of the commonest names (`common_names.tsv`, general knowledge, not counted from
anybody's records). A batch of records knows better: its own counts are added to the table's as if that were so
many records already seen (a Dirichlet prior).
"""

from sojourn.matching.rarity.table import FEWEST_BITS, MOST_BITS, Rarity, counted, shipped

__all__ = ["FEWEST_BITS", "MOST_BITS", "Rarity", "counted", "shipped"]
