"""Birth dates as intervals: what a document or a memory says, and every day it can mean."""

from sojourn.matching.births.birth import Birth
from sojourn.matching.births.reading import read_birth

__all__ = ["Birth", "read_birth"]
