"""Find duplicates in bulk: up to a million records and more, on whole columns."""

from sojourn.matching.dedupe.coding_records import people_of
from sojourn.matching.dedupe.engine import Found, duplicates, duplicates_in, found_in

__all__ = ["Found", "duplicates", "duplicates_in", "found_in", "people_of"]
