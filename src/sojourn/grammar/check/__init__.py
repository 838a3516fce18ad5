"""`check_pack`: everything a pack must be before a person's case may run on it."""

from sojourn.grammar.check.checking import check_pack

__all__ = ["check_pack"]
