"""Family tracing: how probable it is that a registered person is the relative whom somebody seeks."""

from sojourn.matching.relations.kinds import KINDS, kind_of
from sojourn.matching.relations.scoring import score_relation

__all__ = ["KINDS", "kind_of", "score_relation"]
