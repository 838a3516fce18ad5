"""What the rules of assisted return say beyond one readable line: pure functions of the facts of a case."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sojourn.grammar.lifecycle import Facts, MemberFacts
from sojourn.grammar.source import read_yaml
from sojourn.kernel.refused import Reason, Refused

_FOLDER = Path(__file__).parent
_TRAVEL_DOCUMENTS = frozenset(
    {"passport", "national_id", "laissez_passer", "eu_travel_document_return", "emergency_travel_doc", "icrc"}
)
_SERVICE_OF: Mapping[str, str] = MappingProxyType(
    {
        "wheelchair": "WCH", "oxygen": "OXY", "nurse_escort": "ESC-M", "doctor_escort": "ESC-M", "stretcher": "STR",
        "social_escort": "ESC-S", "medication_supply": "MDS", "seat_extra": "SEA", "sign_language": "SGN",
    }
)  # fmt: skip
_DIMENSIONS = ("economic", "social", "psychosocial")


def travel_document_valid(facts: Facts, member: MemberFacts) -> str:
    """Say "yes" when a travel document of the member covers the day of departure, else "no" (avrr.md §1, F6)."""
    day = str(facts.case.get("movement.first_departure") or "")[:10]
    documents = _rows(member.values, "travel_documents.document")
    return "yes" if day and any(_covers(row, day) for row in documents) else "no"


def return_not_suspended(facts: Facts) -> bool:
    """Whether no suspension of returns covers the place on the day of departure, or today (avrr.md, AVRR-R06)."""
    day = str(facts.case.get("movement.first_departure") or facts.now.isoformat())[:10]
    country = facts.case.get("application.country_of_return")
    place = str(facts.case.get("application.place_of_return") or "").casefold()
    return not any(
        row.get("country") == country
        and str(row.get("area") or "").casefold() in place
        and str(row.get("from") or "") <= day <= (str(row.get("to") or "") or day)
        for row in _parameter(facts, "return_suspensions") or ()
    )


def conditions_booked(facts: Facts, member: MemberFacts) -> bool:
    """Whether each condition of travel has its booked service (avrr.md, AVRR-R08; services §4)."""
    needed = {_SERVICE_OF[code] for code in member.values.get("fitness.conditions") or () if code in _SERVICE_OF}
    return all(_is_booked(f"service.{code}.state", facts.case, member.values) for code in needed)


def contact_tried(facts: Facts) -> bool:
    """Whether contact was tried often enough, on different days and by two ways at least (avrr.md, F14)."""
    rows = _rows(facts.case, "closure.contact_attempt")
    days = {day for row in rows if (day := row.get("closure.tried_on"))}
    channels = {channel for row in rows if (channel := row.get("closure.channel"))}
    return len(days) >= int(_parameter(facts, "contact_attempts")) and len(channels) >= 2


@dataclass(frozen=True)
class Scores:
    """Scores of one survey between 0 and 1, unrounded; None where too little was answered.

    `profile` names the weights and their version.
    """

    profile: str
    economic: Decimal | None
    social: Decimal | None
    psychosocial: Decimal | None
    composite: Decimal | None


def rss_scores(
    answers: Mapping[str, Any],
    profile: str,
    *,
    loaded: Mapping[str, Any] | None = None,
    least: Decimal = Decimal("0.70"),
) -> Scores:
    """Score the survey `answers` (question → code) under a weight profile (avrr.md §2b).

    A dimension is Σ(weight × score) / Σ(weight) over its answered, applicable items, and None when less than `least`
    of its weight is answered; an unanswered item is left out, never scored as zero (AVRR-R20). `loaded` holds weights
    that an administrator has loaded, by profile. Raises Refused "weights_not_loaded" for a profile without weights.
    """
    declared = _profile(profile)
    weights = (loaded or {}).get(profile) or declared["weights"]
    if not weights:
        message = "weights not loaded: the profile {profile} cannot score before its table of weights is loaded"
        raise Refused(Reason("weights_not_loaded", message, {"profile": profile}))
    scored = {item: score for item in _items() if (score := _score(item, answers.get(item))) is not None}
    applicable = {item for item in _items() if answers.get(item) != "not_applicable"}
    economic, social, psychosocial = by_dimension = [
        _mean(weights["dimensions"], scored, applicable, name, least) for name in _DIMENSIONS
    ]
    composite = _composite(weights, scored, by_dimension)
    return Scores(f"{profile}@{declared['version']}", economic, social, psychosocial, composite)


def rss_economic(facts: Facts, member: MemberFacts) -> str | None:
    """The economic score of the latest survey (avrr.md §2b)."""
    return _stored(scores.economic) if (scores := _scores_of(facts, member)) else None


def rss_social(facts: Facts, member: MemberFacts) -> str | None:
    """The social score of the latest survey (avrr.md §2b)."""
    return _stored(scores.social) if (scores := _scores_of(facts, member)) else None


def rss_psychosocial(facts: Facts, member: MemberFacts) -> str | None:
    """The psychosocial score of the latest survey (avrr.md §2b)."""
    return _stored(scores.psychosocial) if (scores := _scores_of(facts, member)) else None


def rss_composite(facts: Facts, member: MemberFacts) -> str | None:
    """The composite score of the latest survey (avrr.md §2b)."""
    return _stored(scores.composite) if (scores := _scores_of(facts, member)) else None


def rss_profile_used(facts: Facts, member: MemberFacts) -> str | None:
    """The profile and version behind the scores, to be printed beside them (avrr.md §2b)."""
    return scores.profile if (scores := _scores_of(facts, member)) else None


def rss_result(facts: Facts, member: MemberFacts) -> str:
    """What became of the survey: scored, too_few_answers, weights_not_loaded or not_asked (avrr.md §2b, AVRR-R20)."""
    if not _asked(member):
        return "not_asked"
    try:
        scores = _scored(facts, member)
    except Refused as refusal:
        return refusal.codes[0]
    return "too_few_answers" if scores.composite is None else "scored"


def rss_support(facts: Facts, member: MemberFacts) -> str | None:
    """Suggested intensity of support: high, medium or low, by the composite (avrr.md §2b [R]); a person decides."""
    scores = _scores_of(facts, member)
    if scores is None or scores.composite is None:
        return None
    shown = shown_score(scores.composite)
    if shown <= _number(facts, "rss_high_upto"):
        return "high"
    return "low" if shown >= _number(facts, "rss_low_from") else "medium"


def rss_dimension_low(facts: Facts, member: MemberFacts) -> str:
    """Say "yes" when any one dimension calls for intensive support, whatever the composite says (avrr.md §2b [R])."""
    scores = _scores_of(facts, member)
    if scores is None:
        return "no"
    found = [scores.economic, scores.social, scores.psychosocial]
    limit = _number(facts, "rss_high_upto")
    return "yes" if any(score is not None and shown_score(score) <= limit for score in found) else "no"


def shown_score(score: Decimal) -> Decimal:
    """A score as people see it: two decimals, halves up (avrr.md §2b)."""
    return score.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _stored(score: Decimal | None) -> str | None:
    return None if score is None else format(score.normalize(), "f")


def _scores_of(facts: Facts, member: MemberFacts) -> Scores | None:
    if not _asked(member):
        return None
    try:
        return _scored(facts, member)
    except Refused:
        return None


def _asked(member: MemberFacts) -> bool:
    return member.values.get("rss.filled") == "yes" and member.values.get("rss.agrees") == "yes"


def _scored(facts: Facts, member: MemberFacts) -> Scores:
    said = (member.values.get(f"rss.{item}") for item in _items())
    answers = tuple(tuple(one) if isinstance(one, list) else one for one in said)
    profile = str(member.values.get("rss.profile") or _parameter(facts, "rss_profile"))
    loaded = _parameter(facts, "rss_weights")
    return _scores_for(answers, profile, json.dumps(loaded) if loaded else "", _number(facts, "rss_answered_share"))


@lru_cache(maxsize=64)
def _scores_for(answers: tuple[Any, ...], profile: str, loaded: str, least: Decimal) -> Scores:
    """One survey is asked for by eight values, one after the other; only the first computes."""
    given = dict(zip(_items(), answers, strict=True))
    return rss_scores(given, profile, loaded=json.loads(loaded) if loaded else None, least=least)


def _mean(
    weights: Mapping[str, Any], scored: Mapping[str, Decimal], applicable: set[str], dimension: str, least: Decimal
) -> Decimal | None:
    items = [item for item, name in _items().items() if name == dimension and item in weights]
    own = {item: Decimal(str(weights[item])) for item in items}
    whole = sum((weight for item, weight in own.items() if item in applicable), Decimal(0))
    answered = sum((weight for item, weight in own.items() if item in scored), Decimal(0))
    if not answered or answered < least * whole:
        return None
    return _weighted(own, scored)


def _weighted(weights: Mapping[str, Decimal], scored: Mapping[str, Decimal]) -> Decimal | None:
    used = {item: weight for item, weight in weights.items() if item in scored}
    whole = sum(used.values(), Decimal(0))
    return sum((weight * scored[item] for item, weight in used.items()), Decimal(0)) / whole if whole else None


def _composite(
    weights: Mapping[str, Any], scored: Mapping[str, Decimal], by_dimension: Sequence[Decimal | None]
) -> Decimal | None:
    known = [score for score in by_dimension if score is not None]
    if len(known) < len(_DIMENSIONS):
        return None
    own = weights.get("composite")
    if not own:
        return sum(known, Decimal(0)) / len(known)
    return _weighted({item: Decimal(str(weight)) for item, weight in own.items()}, scored)


def _score(item: str, answer: Any) -> Decimal | None:
    """The best score among the chosen codes; None when none of them has a score."""
    chosen = answer if isinstance(answer, list | tuple) else [answer]
    worth = _worth()[item]
    return max((worth[code] for code in chosen if code in worth), default=None)


@lru_cache(maxsize=1)
def _items() -> Mapping[str, str]:
    items: Mapping[str, Any] = read_yaml(_FOLDER / "rss" / "items.yaml")["items"]
    return MappingProxyType({name: item["dimension"] for name, item in items.items()})


@lru_cache(maxsize=1)
def _worth() -> Mapping[str, Mapping[str, Decimal]]:
    codes = read_yaml(_FOLDER / "codes.yaml")
    items: Mapping[str, Any] = read_yaml(_FOLDER / "rss" / "items.yaml")["items"]
    return {
        name: {code["name"]: Decimal(code["score"]) for code in codes[item["list"]] if "score" in code}
        for name, item in items.items()
    }


@lru_cache(maxsize=8)
def _profile(name: str) -> Mapping[str, Any]:
    path = _FOLDER / "rss" / f"{name}.yaml"
    if not name.replace("-", "").isalnum() or not path.is_file():
        raise Refused(Reason("unknown_profile", "there is no weight profile {profile}", {"profile": name}))
    return read_yaml(path)


def _parameter(facts: Facts, name: str) -> Any:
    return facts.case[f"parameter.{name}"]


def _number(facts: Facts, parameter: str) -> Decimal:
    return Decimal(str(_parameter(facts, parameter)))


def _rows(values: Mapping[str, Any], name: str) -> Sequence[Mapping[str, Any]]:
    return values.get(name) or ()


def _is_booked(name: str, *held: Mapping[str, Any]) -> bool:
    return any(values.get(name) in ("booked", "delivered") for values in held)


def _covers(row: Mapping[str, Any], day: str) -> bool:
    kind, last_day = row.get("travel_documents.doc_type"), str(row.get("travel_documents.expiry_date") or "")
    return kind in _TRAVEL_DOCUMENTS and last_day >= day
