"""What a return of a data request is checked against."""

from __future__ import annotations

from collections.abc import Sequence

from sojourn.evidence.catalogue.compute import Figures
from sojourn.evidence.profile.editions import KEPT
from sojourn.evidence.profile.requests import before_of, request_template
from sojourn.evidence.store import Store
from sojourn.evidence.templates import Figures as Filled
from sojourn.evidence.templates import Issue, Problem, Template, check, workbook_bytes
from sojourn.profiles.models import DataRequest


def template_of(request: DataRequest) -> Template:
    """The template of a request: the same each time it is asked for."""
    years = range(request.first_year, request.last_year + 1)
    return request_template(
        f"request_{request.pk}", request.institution, request.indicators, list(years), request.partners
    )


def workbook_of(request: DataRequest) -> bytes:
    """The workbook to send."""
    period = f"{request.first_year}–{request.last_year}"
    issue = Issue(period, request.profile.country, request.institution, request.due_on)
    return workbook_bytes(template_of(request), issue)


def checked(request: DataRequest, template: Template, figures: Filled, store: Store) -> Sequence[Problem]:
    """Every problem of the figures: within themselves, against the year before and against other sources."""
    with store.reading() as reading:
        known = Figures(reading, keep=store.folder / KEPT)
        before = before_of(known, request.profile.country, figures, template)
    return check(template, figures, before)
