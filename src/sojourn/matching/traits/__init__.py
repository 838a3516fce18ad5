"""A record as the comparison sees it: words with roles and rarity, births as calendar parts, plain sets."""

from sojourn.matching.traits.of_record import birth_trait, traits_of
from sojourn.matching.traits.shapes import BirthTrait, Traits, Word

__all__ = ["BirthTrait", "Traits", "Word", "birth_trait", "traits_of"]
