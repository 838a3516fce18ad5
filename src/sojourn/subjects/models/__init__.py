"""The tables of subjects: one base, one extension per kind, and the claims about persons."""

from sojourn.subjects.models.claims import (
    BirthClaim,
    ContactChannel,
    IdentityDocument,
    LanguageSpoken,
    NameClaim,
    NationalityClaim,
)
from sojourn.subjects.models.identity import Judgement, LikelyPair, PersonKeys
from sojourn.subjects.models.person import NameWord, Person
from sojourn.subjects.models.subject import Subject
from sojourn.subjects.models.wider import Country, Household, HouseholdTie, Initiative, Organisation, Place

__all__ = [
    "BirthClaim",
    "ContactChannel",
    "Country",
    "Household",
    "HouseholdTie",
    "IdentityDocument",
    "Initiative",
    "Judgement",
    "LanguageSpoken",
    "LikelyPair",
    "NameClaim",
    "NameWord",
    "NationalityClaim",
    "Organisation",
    "Person",
    "PersonKeys",
    "Place",
    "Subject",
]
