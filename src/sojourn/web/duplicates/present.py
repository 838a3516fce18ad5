"""What the pages about duplicates show: rows of the queue, one pair in full, decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sojourn.accounts.queries import every_office, names_of
from sojourn.accounts.viewer import Viewer
from sojourn.cases.queries import identities
from sojourn.cases.queries.identities import PairPage, Wish
from sojourn.cases.queries.persons import cases_about
from sojourn.matching.match import Match
from sojourn.subjects.queries.alike import evidence, evidence_of
from sojourn.subjects.queries.keeping import are_many_to_compare
from sojourn.subjects.records import RULES
from sojourn.web.choosing import Choice
from sojourn.web.duplicates.sides import Line, Side, lines_of, may_read_sensitive, name_of, side_of
from sojourn.web.measures.wanted import Filter
from sojourn.web.paging import Pages, page_number
from sojourn.web.people.sentences import Said, band_words, evidence_lines, in_short, verdict_words
from sojourn.web.templatetags.house import figure
from sojourn.web.wording import Why, when

# So many who still wait to be compared are worth a word.
MANY = 100


@dataclass(frozen=True)
class Row:
    """One pair of a list."""

    url: str
    left: str
    right: str
    band: str
    tone: str
    why: str
    sealed: bool
    note: str = ""


@dataclass(frozen=True)
class Past:
    """One judgement: what, by whom and when, and why."""

    verdict: str
    tone: str
    words: str
    reason: str
    left: str = ""
    right: str = ""
    url: str = ""


@dataclass(frozen=True)
class PairShown:
    """Two records side by side."""

    left: Side
    right: Side
    lines: tuple[Line, ...]
    evidence: tuple[Said, ...]
    band: str
    tone: str
    rules: str
    history: tuple[Past, ...]
    holds: str
    seen: int
    other: UUID
    url: str
    reason: str
    verdict: str
    keep: tuple[tuple[str, str], ...]
    refusals: tuple[Why, ...]
    seal: str


def wish_of(query: QueryDict) -> Wish:
    """Read which pairs are wished for."""
    band = query.get("band", "")
    try:
        office = UUID(query["office"]) if query.get("office") else None
    except ValueError:
        office = None
    return Wish(band if band in identities.BANDS else "", office, query.get("unsure") == "yes")


def queue_page(viewer: Viewer, found: PairPage, wish: Wish, query: QueryDict, size: int) -> Mapping[str, Any]:
    """The queue."""
    return {
        "rows": _rows(viewer, found.rows, query),
        "sentence": _waiting(found.total),
        "pages": Pages(found.total, page_number(query), size, query),
        "filters": _filters(viewer, wish),
        "filtered": any(query.get(name) for name in ("band", "office", "unsure")),
        "done_today": identities.judged_today(viewer),
        "comparing": _comparing(),
    }


def decided_rows(viewer: Viewer, rows: Sequence[Any], total: int, query: QueryDict, size: int) -> Mapping[str, Any]:
    """What was decided."""
    names = names_of({str(row.by) for row in rows if row.by})
    shown = [_past(row, names, of_whom=True) for row in rows]
    return {"rows": shown, "pages": Pages(total, page_number(query), size, query)}


def person_page(viewer: Viewer, subject: Any) -> Mapping[str, Any]:
    """Everybody who may be, or was judged to be, the same person as this one."""
    pairs = identities.waiting_about(viewer, subject.pk)
    return {
        "name": name_of(subject),
        "url": reverse("web:show-person", args=[subject.pk]),
        "rows": _rows(viewer, pairs, QueryDict()),
    }


def pair_page(viewer: Viewer, one: Any, other: Any, query: QueryDict, *, refusals: tuple[Why, ...] = ()) -> PairShown:
    """One pair in full."""
    pair = (one, other)
    about = cases_about(viewer, [one.pk, other.pk])
    cases = [about[one.pk], about[other.pk]]
    match = evidence(viewer, one.pk, other.pk)
    past = identities.history_of(viewer, one.pk, other.pk)
    names = names_of({str(row.by) for row in past if row.by})
    band = identities.band_between(viewer, one.pk, other.pk) or match.band
    return PairShown(
        left=side_of(1, one, cases[0]),
        right=side_of(2, other, cases[1]),
        lines=lines_of(viewer, pair, cases),
        evidence=evidence_lines(match, sensitive=may_read_sensitive(viewer, pair, cases)),
        band=band_words(band),
        tone=_tone(band),
        rules=RULES,
        history=tuple(_past(row, names) for row in past),
        holds=past[0].verdict if past else "",
        seen=past[0].place if past else 0,
        other=other.pk,
        url=reverse("web:same-person", args=[one.pk]),
        reason=query.get("reason", "") if refusals else "",
        verdict=query.get("verdict", "") if refusals else "",
        keep=tuple((name, query[name]) for name in ("band", "office", "unsure") if query.get(name)),
        refusals=refusals,
        seal=_seal_words(viewer, one, other),
    )


def _seal_words(viewer: Viewer, one: Any, other: Any) -> str:
    """What the officer has to know who judges across a seal; nothing where no seal stands between the two."""
    if not identities.is_across(one, other, identities.seals_between(viewer, one.pk, other.pk)):
        return ""
    if one.compartment or other.compartment:
        return _(
            "One of the two is sealed. The other side learns nothing of your decision, not even that somebody asked."
        )
    return _(
        "They look alike only by what is sealed. Whoever does not hold the seal learns nothing of your decision, not "
        "even that somebody asked."
    )


def _rows(viewer: Viewer, pairs: Sequence[Any], query: QueryDict) -> list[Row]:
    """The rows of a list, with everything about everybody read at once."""
    ids = list({id for pair in pairs for id in (pair.left_id, pair.right_id)})
    about, matches = cases_about(viewer, ids) if ids else {}, evidence_of(viewer, pairs)
    return [_row(viewer, pair, query, about, matches[pair.pk]) for pair in pairs]


def _row(viewer: Viewer, pair: Any, query: QueryDict, about: Mapping[UUID, Sequence[Any]], match: Match) -> Row:
    both = (pair.left, pair.right)
    sensitive = may_read_sensitive(viewer, both, [about[side.pk] for side in both])
    kept = "".join(f"&{name}={query[name]}" for name in ("band", "office", "unsure") if query.get(name))
    return Row(
        url=f"{reverse('web:same-person', args=[pair.left_id])}?with={pair.right_id}{kept}",
        left=name_of(pair.left),
        right=name_of(pair.right),
        band=band_words(pair.band),
        tone=_tone(pair.band),
        why=in_short(match, sensitive=sensitive),
        sealed=identities.is_across(pair.left, pair.right, pair.seals),
        note=_("Looked at before, not clear yet") if pair.verdict == "unsure" else "",
    )


def _past(row: Any, names: Mapping[str, str], *, of_whom: bool = False) -> Past:
    words = " · ".join(part for part in (when(row.at), names.get(str(row.by), "")) if part)
    tones = {"same": "good", "different": "info", "unsure": "warn"}
    left, right = (name_of(row.left), name_of(row.right)) if of_whom else ("", "")
    url = f"{reverse('web:same-person', args=[row.left_id])}?with={row.right_id}"
    return Past(verdict_words(row.verdict), tones.get(row.verdict, ""), words, row.reason, left, right, url)


def _tone(band: str) -> str:
    return {"likely": "warn", "possible": "info"}.get(band, "")


def _waiting(total: int) -> str:
    if total > identities.MOST_COUNTED:
        return _("More than %(count)s pairs wait for a decision") % {"count": figure(identities.MOST_COUNTED)}
    words = ngettext("%(count)s pair waits for a decision", "%(count)s pairs wait for a decision", total)
    return words % {"count": figure(total)}


def _comparing() -> str:
    """Said while many people in sight still wait to be compared, as after an import."""
    if not are_many_to_compare(MANY):
        return ""
    return _("Many people were added or changed. They are being compared; more pairs may follow.")


def _filters(viewer: Viewer, wish: Wish) -> list[Filter]:
    bands = tuple(Choice(band, band_words(band), band == wish.band) for band in identities.BANDS)
    unsure = (Choice("yes", _("Looked at, not clear yet"), wish.unsure),)
    offices = [office for office in every_office() if office.pk in viewer.offices]
    found = [
        Filter("band", _("How likely"), options=bands, all_label=_("All")),
        Filter("unsure", _("Decision so far"), options=unsure, all_label=_("All")),
    ]
    if len(offices) > 1:
        choices = tuple(Choice(str(one.pk), one.name, one.pk == wish.office) for one in offices)
        found.append(Filter("office", _("Office"), options=choices, all_label=_("All")))
    return found
