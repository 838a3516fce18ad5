"""What waits, in words: each kind a part of the page, each row a line that leads to its case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.cases.queries.packs import pack_of
from sojourn.cases.queries.work import WorkList
from sojourn.grammar.packs import Pack, catalogue
from sojourn.kernel import moment
from sojourn.protection import policy
from sojourn.web.cases.attention import TONES, label_in_pack, severity_name
from sojourn.web.cases.clocks import clock_shown, waits
from sojourn.web.templatetags.house import figure
from sojourn.web.wording import isolated, language, role_name, when

# More than this of a kind is folded away.
SHOWN = 8


@dataclass(frozen=True)
class Item:
    """One line: what it is, of which case, until when, and perhaps one press."""

    title: str
    url: str
    number: str
    who: str
    note: str = ""
    when: str = ""
    late: bool = False
    chip: str = ""
    tone: str = ""
    do_url: str = ""
    do_label: str = ""
    buttons: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Part:
    """One kind of things that wait; `more` says that there are still more than were read."""

    anchor: str
    title: str
    nothing: str
    items: tuple[Item, ...]
    more: str = ""

    @property
    def first(self) -> tuple[Item, ...]:
        """Those shown at once."""
        return self.items[:SHOWN]

    @property
    def rest(self) -> tuple[Item, ...]:
        """Those shown when asked for."""
        return self.items[SHOWN:]

    @property
    def count(self) -> str:
        """How many there are; "50+" where not all were read."""
        return figure(len(self.items)) + ("+" if self.more else "")


@dataclass(frozen=True)
class Tile:
    """How many of a kind, as a link to them."""

    part: Part
    tone: str = ""


@dataclass(frozen=True)
class WorkPage:
    """The whole page."""

    lead: str
    tiles: tuple[Tile, ...]
    alerts: Part
    tasks: Part
    clocks: Part
    answers: Part
    drafts: Part
    may_open: bool


def work_page(viewer: Viewer, work: WorkList, drafts: Iterable[Any], lead: str, across: Iterable[Any] = ()) -> WorkPage:
    """Build the page from what waits; `across` are pairs of records across a seal, for the protection officer."""

    def more(kind: str) -> str:
        return _("There are more than are shown here.") if kind in work.more else ""

    alerts = tuple(_alert(row) for row in sorted(work.alerts, key=lambda row: list(TONES).index(row.severity)))
    tasks = tuple(_task(viewer, row) for row in work.tasks)
    clocks = tuple(_clock(row) for row in work.clocks)
    answers = (
        *map(_pair, across), *map(_referral, work.referrals), *map(_handover, work.handovers),
        *map(_approval, work.approvals),
    )  # fmt: skip
    late = sum(item.late for item in tasks)
    of_alerts = Part("alerts", _("Alerts"), _("No alerts"), alerts, more("alerts"))
    of_tasks = Part("tasks", _("Tasks"), _("No tasks wait for you"), tasks, more("tasks"))
    of_clocks = Part("clocks", _("Clocks running out"), _("No clock ends within a week"), clocks, more("clocks"))
    of_answers = Part("answers", _("Waiting for your answer"), _("Nothing waits for an answer"), answers)
    return WorkPage(
        lead=lead,
        tiles=(
            Tile(of_alerts, "danger" if alerts else ""),
            Tile(of_tasks, "danger" if late else ""),
            Tile(of_clocks, "warn" if clocks else ""),
            Tile(of_answers),
        ),
        alerts=of_alerts,
        tasks=of_tasks,
        clocks=of_clocks,
        answers=of_answers,
        drafts=Part("drafts", _("My drafts"), _("No drafts"), tuple(map(_draft, drafts))),
        may_open=viewer.may(Permission.CASE_OPEN),
    )


def _pack(case: Any) -> Pack:
    return pack_of(case)


def _about(case: Any) -> Mapping[str, str]:
    return {"number": case.number, "who": case.subject.label, "url": reverse("web:show-case", args=[case.pk])}


def _label(row: Any, kind: str) -> str:
    return label_in_pack(_pack(row.case), kind, row, language())


def _alert(row: Any) -> Item:
    return Item(
        _label(row, "alert"), when=when(row.raised_at), chip=severity_name(row.severity),
        tone=TONES.get(row.severity, "warn"), note=role_name(row.role), **_about(row.case),
    )  # fmt: skip


def _task(viewer: Viewer, row: Any) -> Item:
    may_write = policy.may(viewer, Permission.CASE_WRITE, row.case)
    return Item(
        _label(row, "task"),
        note=role_name(row.role),
        when=_("due %(when)s") % {"when": when(row.due_at)} if row.due_at else "",
        late=bool(row.due_at and row.due_at < moment.now()),
        do_url=reverse("web:finish-task", args=[row.case_id, row.pk]) if may_write else "",
        do_label=_("Done"),
        **_about(row.case),
    )


def _clock(row: Any) -> Item:
    pack = _pack(row.case)
    label, waiting = pack.label_of("clock", row.clock, language()), waits(pack.clocks.get(row.clock))
    shown = clock_shown(label, row.due_at, waits=waiting)
    return Item(shown.label, when=shown.left, note=shown.due, late=shown.tone == "over", **_about(row.case))


def _referral(row: Any) -> Item:
    """Another office's referral: its case is out of sight, so it has no number and no link."""
    accepted = row.state == "accepted"
    buttons = (("done", _("Done")),) if accepted else (("accept", _("Accept")), ("decline", _("Decline")))
    return Item(
        _("Referral: %(service)s") % {"service": _service(row.service)},
        url="",
        number="",
        who="",
        note=" · ".join(part for part in (row.office.name, row.note) if part),
        when=when(row.offered_at),
        do_url=reverse("web:answer-referral", args=[row.pk]),
        buttons=buttons,
    )


def _service(code: str) -> str:
    """What a service is called in the first programme that knows it."""
    for pack in (catalogue().pack(name) for name in catalogue().names()):
        for kind, known in (("referral", pack.referrals), ("service", pack.services)):
            if code in known:
                return pack.label_of(kind, code, language())
    return code


def _pair(row: Any) -> Item:
    """Two records across a seal: nobody else is asked, and nothing tells of it elsewhere."""
    url = f"{reverse('web:same-person', args=[row.left_id])}?with={row.right_id}"
    names = " · ".join(isolated(side.label) for side in (row.left, row.right))
    chip = _("Across a seal")
    return Item(_("One person or two?"), url, "", names, when=when(row.found_at), chip=chip, tone="sealed")


def _handover(row: Any) -> Item:
    label = _pack(row.case).label_of("transition", row.transition, language())
    return Item(_("Hand-over: %(step)s") % {"step": label}, when=when(row.asked_at), note=row.note, **_about(row.case))


def _approval(row: Any) -> Item:
    label = _pack(row.case).label_of("approval", row.kind, language())
    about = {**_about(row.case), "url": reverse("web:case-work", args=[row.case_id])}
    return Item(_("Approval: %(what)s") % {"what": label}, when=when(row.asked_at), note=row.note, **about)


def _draft(row: Any) -> Item:
    label = _pack(row.case).label_of("form", row.form, language())
    url = reverse("web:fill-form", args=[row.case_id, row.form]) + (f"?member={row.member_id}" if row.member_id else "")
    return Item(label, when=when(row.saved_at), **{**_about(row.case), "url": url})
