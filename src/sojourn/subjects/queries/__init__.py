"""The only reader of subjects: one of them, what is claimed of them, and who is found by a name."""

from sojourn.subjects.queries.claims import ClaimsOf, claims_of, gathered
from sojourn.subjects.queries.finding import people_named, subject_for
from sojourn.subjects.queries.identity import identities_of, identity_of, judgements_of, waiting_for, waiting_pairs

__all__ = [
    "ClaimsOf",
    "claims_of",
    "gathered",
    "identities_of",
    "identity_of",
    "judgements_of",
    "people_named",
    "subject_for",
    "waiting_for",
    "waiting_pairs",
]
