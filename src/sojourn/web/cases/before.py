"""What a case's page says of help given before, and of the question whether somebody is here twice: suggestions."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from sojourn.accounts.roles import Permission
from sojourn.cases.queries.earlier import Earlier, earlier_help
from sojourn.cases.queries.identities import holding_pairs, may_judge_known
from sojourn.web.cases.desk import Desk
from sojourn.web.templatetags.house import day
from sojourn.web.wording import isolated, why


@dataclass(frozen=True)
class Before:
    """One earlier case: whose, how far it came and when, and why we think that it is the same person's."""

    number: str
    url: str
    who: str
    words: str
    how: str
    judge_url: str


@dataclass(frozen=True)
class Twice:
    """Somebody may be here twice: in words, and where that is judged (`one_pair`: on the page of the only pair)."""

    text: str
    url: str
    one_pair: bool = False


def before_shown(desk: Desk) -> tuple[tuple[Before, ...], str, str]:
    """The earlier cases, since how many months ago they are looked for, and the rule behind it."""
    declared = desk.pack.earlier_help
    if declared is None:
        return (), "", ""
    rows = tuple(_before(desk, one) for one in earlier_help(desk.viewer, desk.case, desk.pack))
    return rows, str(desk.pack.parameters[declared.months].value), declared.rule


def twice_shown(desk: Desk) -> tuple[Twice, ...]:
    """What holds travel and payments, each with the page where it is judged, for whoever may."""
    url, one_pair = _where_judged(desk) if desk.holds and desk.viewer.may(Permission.IDENTITY_JUDGE) else ("", False)
    return tuple(Twice(why(reason).text, url, one_pair) for reason in desk.holds.values())


def _where_judged(desk: Desk) -> tuple[str, bool]:
    """The page of the only pair, or the queue."""
    pairs = holding_pairs(desk.viewer, desk.case)
    if len(pairs) != 1 or not may_judge_known(desk.viewer, pairs[0].left_id, pairs[0].right_id):
        return reverse("web:duplicates"), False
    return f"{reverse('web:same-person', args=[pairs[0].left_id])}?with={pairs[0].right_id}", True


def _before(desk: Desk, one: Earlier) -> Before:
    words = _("%(stage)s, %(day)s") % {"stage": desk.label("stage", one.stage), "day": day(one.at)}
    may = desk.viewer.may(Permission.IDENTITY_JUDGE) and one.how == "likely"
    may = may and may_judge_known(desk.viewer, one.member.subject_id, one.subject.pk)
    judge = f"{reverse('web:same-person', args=[one.member.subject_id])}?with={one.subject.pk}"
    return Before(
        number=one.case.number, url=reverse("web:show-case", args=[one.case.pk]), who=one.subject.label, words=words,
        how=_how(desk, one), judge_url=judge if may else "",
    )  # fmt: skip


def _how(desk: Desk, one: Earlier) -> str:
    name = isolated(desk.name(one.member.pk))
    return {
        "record": _("An earlier case of %(name)s"),
        "judged": _("Another record, judged to be %(name)s"),
        "likely": _("Another record that looks like %(name)s; nobody has judged it yet"),
    }[one.how] % {"name": name}
