"""The only reader of subjects: one of them, what is claimed of them, and who is found by a name."""

from sojourn.subjects.queries.claims import ClaimsOf, claims_of
from sojourn.subjects.queries.finding import people_named, subject_for

__all__ = ["ClaimsOf", "claims_of", "people_named", "subject_for"]
