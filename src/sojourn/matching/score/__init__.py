"""Weigh what was compared: the probability that two records are one person, and the reasons."""

from sojourn.matching.match import Band, Match, Reason
from sojourn.matching.score.scoring import LIKELY, POSSIBLE, band_of, score, score_traits
from sojourn.matching.score.total import probability

__all__ = ["LIKELY", "POSSIBLE", "Band", "Match", "Reason", "band_of", "probability", "score", "score_traits"]
