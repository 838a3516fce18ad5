"""Let a person judge whether two records are of one person, and take such a judgement back. Nothing else is changed."""

from __future__ import annotations

from django.db import connection
from django.db.models import Q

from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import action, note
from sojourn.kernel import moment
from sojourn.kernel.refused import Reason, Refused
from sojourn.subjects.models import Judgement, LikelyPair, Subject
from sojourn.subjects.queries.finding import NOTHING
from sojourn.subjects.queries.identity import components, identities_of, judgements_of, ordered, verdicts_about

DECISIONS = ("same", "different", "unsure")
SHORTEST = 3
JUDGING = 7_040


@action
def judge_pair(
    *, one: Subject, other: Subject, verdict: str, reason: str, by: Viewer, seen: int | None = None, also: Q = NOTHING
) -> Judgement:
    """Keep what `by` decides about two records they see: `same`, `different` or `unsure`, with a reason.

    `seen` is the place of the newest judgement that the decider had before them (0: none); Refused when somebody
    judged meanwhile, when the reason is missing, and when the verdict contradicts what holds between other records
    of the two. `also` widens whom `by` may see, as for the queries.
    """
    if verdict not in DECISIONS:
        raise Refused(Reason("verdict_unknown", 'A judgement cannot be "{verdict}".', {"verdict": verdict}, "verdict"))
    if one.pk == other.pk:
        raise Refused(Reason("same_record", "These are not two records, but one.", field="other"))
    _must_say_why(reason)
    _one_after_the_other()
    before = judgements_of(by, one.pk, other.pk, also=also)
    _must_be_unchanged(before, seen)
    _must_not_contradict(one, other, verdict, by, also)
    return _write(one, other, verdict, reason, before, by)


@action
def take_back_judgement(*, one: Subject, other: Subject, reason: str, by: Viewer, seen: int | None = None,
                        also: Q = NOTHING) -> Judgement:  # fmt: skip
    """Take the judgement that holds back: everything reads again as it read before it.

    Refused when nothing is judged, or was meanwhile, and without a reason.
    """
    _must_say_why(reason)
    _one_after_the_other()
    before = judgements_of(by, one.pk, other.pk, also=also)
    _must_be_unchanged(before, seen)
    if not before or before[0].verdict == "open":
        raise Refused(Reason("not_judged", "Nobody has judged these two records."))
    return _write(one, other, "open", reason, before, by)


def _write(one: Subject, other: Subject, verdict: str, reason: str, before: list[Judgement], by: Viewer) -> Judgement:
    left, right = ordered(one.pk, other.pk)
    seals = _seals(left, right)
    place = max((row.place for row in before), default=0) + 1
    made = Judgement.objects.create(
        left_id=left, right_id=right, seals=seals, place=place, verdict=verdict, reason=reason.strip(),
        at=moment.now(), by=by.user_id,
    )  # fmt: skip
    office, compartment = _whose(one, other, seals, by)
    detail = {"verdict": verdict, "before": before[0].verdict if before else ""}
    note("identity.judged", by=by, on=("judgement", made.pk), office=office, compartment=compartment, detail=detail)
    return made


def _seals(left: object, right: object) -> list[str]:
    """A judgement is as hidden as the suggestion it answers; the widest that the decider can see."""
    known = LikelyPair.objects.filter(left=left, right=right).values_list("seals", flat=True)
    return sorted(min(known, key=len, default=[]))


def _whose(one: Subject, other: Subject, seals: list[str], by: Viewer) -> tuple[object, str]:
    """The office and seal that the trail files it under: the sealed side's, or else the office of the decider."""
    for subject in (one, other):
        if subject.compartment:
            return subject.office_id, subject.compartment
    if seals:
        office, _, compartment = seals[0].partition("/")
        return office, compartment
    posts = by.posts_with(Permission.IDENTITY_JUDGE) or by.posts_with(Permission.CASE_READ)
    own = [post.office_id for post in posts]
    return next((office for office in (one.office_id, other.office_id) if office in own), own[0] if own else None), ""


def _one_after_the_other() -> None:
    """Let whoever judges wait for the one before: what each of them sees is then whole."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [JUDGING])


def _must_say_why(reason: str) -> None:
    if len(reason.strip()) < SHORTEST:
        raise Refused(Reason("reason_missing", "Say why, so that others can follow the decision.", field="reason"))


def _must_be_unchanged(before: list[Judgement], seen: int | None) -> None:
    if seen is not None and seen != (before[0].place if before else 0):
        raise _judged_meanwhile()


def _judged_meanwhile() -> Refused:
    words = "Somebody else has judged this pair in the meantime. Look at their decision first."
    return Refused(Reason("judged_meanwhile", words))


def _must_not_contradict(one: Subject, other: Subject, verdict: str, by: Viewer, also: Q) -> None:
    """`same` must not join records that somebody holds apart; `different` must not part records joined over a third."""
    sets = identities_of(by, [one.pk, other.pk], also=also)
    pair = ordered(one.pk, other.pk)
    verdicts = verdicts_about(by, sets[one.pk] | sets[other.pk], also=also)
    if verdict == "same":
        apart = {ids for ids, row in verdicts.items() if row.verdict == "different"} - {pair}
        joined = sets[one.pk] | sets[other.pk]
        if any(left in joined and right in joined for left, right in apart):
            words = "Other records of these two were judged to be different people. Take that judgement back first."
            raise Refused(Reason("contradiction", words))
    if verdict == "different":
        edges = {ids for ids, row in verdicts.items() if row.verdict == "same"} - {pair}
        if other.pk in components([one.pk, other.pk], edges)[one.pk]:
            words = "The two are joined over another record. Take one of those judgements back first."
            raise Refused(Reason("contradiction", words))
