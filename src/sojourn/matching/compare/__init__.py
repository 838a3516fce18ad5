"""Compare two records field by field: levels and features, no weights yet."""

from sojourn.matching.compare.compared import Compared, compare
from sojourn.matching.compare.features import Feature, features, summed
from sojourn.matching.compare.names import Alignment, Met
from sojourn.matching.compare.words import WordLevel, word_level

__all__ = ["Alignment", "Compared", "Feature", "Met", "WordLevel", "compare", "features", "summed", "word_level"]
