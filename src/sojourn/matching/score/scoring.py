"""Score two records."""

from __future__ import annotations

from sojourn.matching.compare import Compared, Feature, compare, features
from sojourn.matching.explain import reason_of
from sojourn.matching.match import Band, Match
from sojourn.matching.records import Record
from sojourn.matching.score.total import prior, probability, share_of_relatives
from sojourn.matching.traits import Traits, traits_of
from sojourn.matching.weights import Against, weights

LIKELY = 0.8
POSSIBLE = 0.2


def score(a: Record, b: Record, *, population: int | None = None) -> Match:
    """Return how probable it is that `a` and `b` are one person, with reasons.

    `population`: among how many people the pair was found (the weights' own, 20,000, unless it is given).
    """
    return score_traits(traits_of(a), traits_of(b), population=population)


def score_traits(a: Traits, b: Traits, *, population: int | None = None) -> Match:
    """Score two coded records: for callers that compare one record with many."""
    return match_of(compare(a, b), population)


def match_of(compared: Compared, population: int | None = None) -> Match:
    """Weigh a comparison. A reason weighs against strangers and relatives in the shares that these have."""
    table = weights()
    found = list(features(compared))
    strangers = prior(table, population) + sum(_weight(table.strangers, feature) for feature in found)
    relatives = table.relatives.prior + sum(_weight(table.relatives, feature) for feature in found)
    chance, share = probability(strangers, relatives, table), share_of_relatives(strangers, relatives)
    weighed = [
        (feature, share * _weight(table.relatives, feature) + (1.0 - share) * _weight(table.strangers, feature))
        for feature in found
    ]
    reasons = [reason_of(feature, weight) for feature, weight in weighed]
    reasons.sort(key=lambda reason: -abs(reason.weight))
    return Match(chance, tuple(reasons), band_of(chance))


def _weight(against: Against, feature: Feature) -> float:
    return against.of.get(feature.name, 0.0) * feature.amount


def band_of(chance: float) -> Band:
    """Return the band of a probability."""
    if chance >= LIKELY:
        return "likely"
    return "possible" if chance >= POSSIBLE else "unlikely"
