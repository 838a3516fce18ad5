"""Score a relation. The weights are set by hand (log2 odds), since no families are invented to learn from.

They follow the shares that caseworkers give to names, age, origin and relatives' names when they compare a tracing
request with a registered child.
"""

from __future__ import annotations

from collections.abc import Iterator

from sojourn.matching.compare import compare, features
from sojourn.matching.compare.names import Pool, align
from sojourn.matching.compare.sides import shared
from sojourn.matching.compare.words import WordLevel
from sojourn.matching.explain import reason_of, sentence
from sojourn.matching.match import Match, Reason
from sojourn.matching.records import Record
from sojourn.matching.relations.kinds import Kind, kind_of
from sojourn.matching.score import band_of
from sojourn.matching.traits import Traits, Word, traits_of
from sojourn.matching.weights import weights

# Of a few thousand registered people, one is sought.
PRIOR = -11.0
PER_BIT = {"named": 0.9, "father": 0.6, "mother": 0.9, "family": 0.45}
OTHERWISE = {"named": -5.0, "father": -3.0, "mother": -4.0}
AGES_FIT, AGES_ODD = 1.0, -6.0
PLAIN = {"nationality": (1.0, -3.0), "language": (1.0, -2.0), "place": (2.5, 0.0), "phone": (8.0, 0.0)}
# A name said twice in one family is the same evidence: words beyond these bits say nothing more.
MOST_NAMED = 16.0
# What is remembered of somebody counts half as much for them as what was written down; against them it counts in full.
REMEMBERED = 0.5


def score_relation(seeker: Record, sought: Record, relation: str, *, described: Record | None = None) -> Match:
    """Return how probable it is that `sought`, a registered person, is whom the seeker means.

    `relation`: what the seeker is to the person sought ("mother": the seeker is the mother). `described`: what the
    seeker says of the person: names, birth, sex. A suggestion to check with both sides, never proof.
    """
    a, b, kind = traits_of(seeker), traits_of(sought), kind_of(relation)
    reasons = [*_names(a, b, kind), *_ages(a, b, kind), *_plain(a, b)]
    if described is not None:
        reasons += _described(traits_of(described), b)
    total = PRIOR + sum(reason.weight for reason in reasons)
    odds: float = 2.0 ** max(-60.0, min(60.0, total))
    chance = odds / (1 + odds)
    return Match(chance, tuple(sorted(reasons, key=lambda reason: -abs(reason.weight))), band_of(chance))


def _names(a: Traits, b: Traits, kind: Kind) -> Iterator[Reason]:
    if kind.claim:
        parent, child = (a, b) if kind.claim == "sought" else (b, a)
        yield from _parent(parent, child, kind)
    elif kind.name == "sibling":
        yield from _alike("father", _of_role(a, "father"), _of_role(b, "father"))
        yield from _alike("mother", a.mother, b.mother)
    yield from _family(a, b)


def _parent(parent: Traits, child: Traits, kind: Kind) -> Iterator[Reason]:
    """The child names its mother or father: is the other one called so?"""
    own = next(iter(parent.pools), ())
    named = {"F": child.mother, "M": _of_role(child, "father")}
    sex = {"mother": "F", "father": "M"}.get(kind.parent, parent.sex)
    said = named.get(sex, ()) or (() if sex else child.mother or _of_role(child, "father"))
    if said and own:
        yield from _named(own, said)
    elif sex == "M" and own:
        yield from _patronymic(own, child)


def _named(own: Pool, said: Pool) -> Iterator[Reason]:
    met = align(own, said).met
    if met and any(one.level >= WordLevel.NEAR for one in met):
        bits = min(MOST_NAMED, sum(one.bits * _sure(one.level) for one in met))
        yield _reason("parent_named", PER_BIT["named"] * bits, own, said)
    else:
        yield _reason("parent_other", OTHERWISE["named"], own, said)


def _patronymic(own: Pool, child: Traits) -> Iterator[Reason]:
    """Without a father named: his own name may stand second in the child's."""
    given = tuple(word for word in own if word.role == "given") or own[:1]
    later = tuple(word for pool in child.pools[:1] for word in pool[1:])
    for met in align(given, later).met:
        if met.level >= WordLevel.SKELETON:
            yield _reason("patronymic", PER_BIT["father"] * met.bits, (met.a,), (met.b,))


def _alike(who: str, one: Pool, two: Pool) -> Iterator[Reason]:
    if not one or not two:
        return
    met = [met for met in align(one, two).met if met.level >= WordLevel.NEAR]
    if met:
        bits = min(MOST_NAMED, sum(each.bits * _sure(each.level) for each in met))
        yield _reason(f"{who}_same", PER_BIT[who] * bits, one, two)
    else:
        yield _reason(f"{who}_other", OTHERWISE[who], one, two)


def _family(a: Traits, b: Traits) -> Iterator[Reason]:
    """Family names in common; a missing or different one says nothing, since many families share none."""
    one, two = _of_role(a, "family"), _of_role(b, "family")
    met = [met for met in align(one, two).met if met.level >= WordLevel.NEAR]
    if met:
        bits = sum(each.bits * _sure(each.level) for each in met[:1])
        yield _reason("family_same", PER_BIT["family"] * bits, (met[0].a,), (met[0].b,))


def _ages(a: Traits, b: Traits, kind: Kind) -> Iterator[Reason]:
    """Years the seeker is older, at least and at most, against what the relation allows."""
    gaps = [(y.earliest[0] - x.latest[0], y.latest[0] - x.earliest[0]) for x in a.births for y in b.births]
    if not gaps:
        return
    fits = any(low <= kind.most and high >= kind.least for low, high in gaps)
    years = min((abs(low) for low, _ in gaps), default=0)
    if fits:
        yield Reason("birth", "fits", AGES_FIT, "relation.ages_fit", {"years": str(years)})
    else:
        yield Reason("birth", "odd", AGES_ODD, "relation.ages_odd", {"years": str(years)})


def _plain(a: Traits, b: Traits) -> Iterator[Reason]:
    sides = {
        "nationality": (a.nationalities, b.nationalities), "language": (a.languages, b.languages),
        "place": (a.places, b.places), "phone": (a.phones, b.phones),
    }  # fmt: skip
    for field, (one, two) in sides.items():
        level = shared(one, two)
        weight = dict(zip(("same", "different"), PLAIN[field], strict=True)).get(level, 0.0)
        if weight:
            yield Reason(field, level, weight, f"relation.{field}.{level}")


def _described(described: Traits, sought: Traits) -> Iterator[Reason]:
    """What the seeker says of the person, compared as two records of one person are."""
    for feature in features(compare(described, sought)):
        weight = weights().strangers.of.get(feature.name, 0.0) * feature.amount
        weight = weight * REMEMBERED if weight > 0 else weight
        reason = reason_of(feature, weight)
        yield Reason(reason.field, reason.level, weight, "relation.described", {"what": sentence(reason)})


def _of_role(traits: Traits, role: str) -> Pool:
    return tuple(word for pool in traits.pools[:1] for word in pool if word.role == role)


def _sure(level: WordLevel) -> float:
    """The share of a name's rarity that counts at a level."""
    return {WordLevel.NEAR: 0.7, WordLevel.LOOSE: 0.3}.get(level, 1.0)


def _reason(code: str, weight: float, a: tuple[Word, ...], b: tuple[Word, ...]) -> Reason:
    params = {"a": " ".join(word.text for word in a), "b": " ".join(word.text for word in b)}
    return Reason("name", code, weight, f"relation.{code}", params)
