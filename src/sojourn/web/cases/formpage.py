"""A form page: its regions, what is wrong, what differs from what somebody else saved, and where its buttons lead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sojourn.cases.actions import Conflict
from sojourn.kernel.refused import Reason
from sojourn.web.cases.desk import people
from sojourn.web.cases.filling import Filling
from sojourn.web.forms.answers import plain
from sojourn.web.forms.draw import draw
from sojourn.web.forms.region import Region, walk
from sojourn.web.forms.view import FormView, name_of, path_of
from sojourn.web.wording import when, why

# After these a label needs no colon.
ENDS = ("?", "؟", "!", ".", ":")


@dataclass(frozen=True)
class ProblemLine:
    """One line of the summary of problems; `href` is the id it leads to."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class DifferenceLine:
    """One question on which two people's answers differ."""

    label: str
    href: str
    before: str
    theirs: str
    mine: str
    theirs_changed: bool
    mine_changed: bool


@dataclass(frozen=True)
class FormPage:
    """What `web/cases/form.html` shows."""

    label: str
    member: str
    words: str
    regions: tuple[Region, ...]
    url: str
    state_url: str
    discard_url: str
    back_url: str
    base: str
    checked: bool
    summary: tuple[ProblemLine, ...]
    difference: tuple[DifferenceLine, ...] = ()
    difference_title: str = ""
    draft_words: str = ""
    draft_state: str = ""

    @property
    def summary_title(self) -> str:
        """How many problems there are, in words."""
        count = len(self.summary)
        return ngettext("There is %(count)s problem", "There are %(count)s problems", count) % {"count": count}


def form_page(
    filling: Filling, view: FormView, *, reasons: Sequence[Reason] = (), conflict: Conflict | None = None
) -> FormPage:
    """Build the page of a form; `reasons` are those for which saving was refused."""
    regions = draw(view)
    case_id = filling.desk.case.pk
    query = address_words(filling)
    base = conflict.revision if conflict else filling.base
    return FormPage(
        label=filling.compiled.form.label(filling.desk.language),
        member=filling.desk.name(filling.member.pk) if filling.member else "",
        words=_words(filling),
        regions=regions,
        url=reverse("web:fill-form", args=[case_id, filling.name]) + query,
        state_url=reverse("web:form-state", args=[case_id, filling.name]) + query,
        discard_url=reverse("web:discard-draft", args=[case_id, filling.name]) + query,
        back_url=reverse("web:show-case", args=[case_id]),
        base="" if base is None else str(base),
        checked=view.checked,
        summary=_summary(view, regions, reasons) if view.checked else (),
        difference=tuple(_differences(filling, conflict)) if conflict else (),
        difference_title=_title(conflict) if conflict else "",
        draft_words="" if view.checked or conflict else _draft_words(filling),
        draft_state=_("What you type is kept as your draft."),
    )


def address_words(filling: Filling) -> str:
    """What stands behind the question mark in the addresses of this form."""
    words = {"member": filling.member.pk} if filling.member else {}
    if filling.corrects is not None:
        words["corrects"] = filling.corrects.pk
    return f"?{urlencode(words)}" if words else ""


def _words(filling: Filling) -> str:
    if filling.corrects is not None:
        return _("You are putting right what was entered %(when)s.") % {"when": when(filling.corrects.at)}
    if filling.current is not None:
        return _("Last saved %(when)s. Saving adds a new version; the old one stays readable.") % {
            "when": when(filling.current.at)
        }
    return ""


def _draft_words(filling: Filling) -> str:
    if filling.draft is None:
        return ""
    return _("You are going on with your draft of %(when)s. Nobody else sees it.") % {
        "when": when(filling.draft.saved_at)
    }


def _summary(view: FormView, regions: tuple[Region, ...], reasons: Iterable[Reason]) -> tuple[ProblemLine, ...]:
    lines = [
        ProblemLine(f"{region.label}{'' if region.label.endswith(ENDS) else ':'} {problem}", region.focus_id)
        for region in walk(regions)
        for problem in region.problems
    ]
    shown = {problem.path for problem in view.state.problems}
    return (*lines, *(ProblemLine(why(reason).text) for reason in reasons if reason.field not in shown))


def _title(conflict: Conflict) -> str:
    name = people([conflict.by]).get(str(conflict.by), _("Somebody else"))
    return _("%(name)s saved this form while you were filling it (%(when)s)") % {
        "name": name,
        "when": when(conflict.at),
    }


def _differences(filling: Filling, conflict: Conflict) -> Iterable[DifferenceLine]:
    for one in conflict.differences:
        if one.question in filling.withheld:
            continue
        question = next((each for each in filling.compiled.form.walk() if each.name == one.question), None)
        if question is None:
            continue
        before, theirs, mine = (plain(filling.desk.pack, question, value, filling.desk.language)
                                for value in (one.base, one.theirs, one.mine))  # fmt: skip
        label = question.label(filling.desk.language)
        href = Region(name_of(path_of(one.question)), "").id
        yield DifferenceLine(label, href, before, theirs, mine, theirs != before, mine != before)
