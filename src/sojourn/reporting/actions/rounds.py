"""Ask members for figures: a template, a period, a day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from django.db import IntegrityError, transaction

from sojourn.accounts.models import Office
from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import action, note
from sojourn.evidence.templates import Template
from sojourn.evidence.templates.model import period_end
from sojourn.kernel.refused import Reason, Refused
from sojourn.reporting.models import Asked, Round
from sojourn.reporting.rights import hubs_of, members_below

_FORMS = {"annual": r"\d{4}", "quarterly": r"\d{4}-Q[1-4]", "monthly": r"\d{4}-(0[1-9]|1[0-2])"}


@action
def ask_figures(
    *,
    template: Template,
    period: str,
    hub: Office,
    members: Iterable[Office],
    by: Viewer,
    due_on: date | None = None,
    remark: str = "",
) -> Round:
    """Send a template for a period to members; due on `due_on`, else as many days after the period as it declares.

    Refused when the hub isn't the viewer's, a member isn't below it, the period has another form, or the same was
    asked before.
    """
    chosen = list(members)
    _may_ask(hub, chosen, by)
    if re.fullmatch(_FORMS[template.period], period) is None:
        raise Refused(_period_reason(template))
    due = due_on or period_end(period) + timedelta(days=template.due_after_days)
    try:
        with transaction.atomic():
            asked_round = Round.objects.create(
                hub=hub, template=template.name, template_version=template.version, period=period, due_on=due,
                note=remark.strip(), asked_by=by.user_id,
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused(
            Reason("asked_before", "These figures were asked for {period} before", {"period": period})
        ) from error
    Asked.objects.bulk_create(Asked(round=asked_round, hub=hub, office=office) for office in chosen)
    detail = {"template": template.name, "period": period, "members": [office.code for office in chosen]}
    note("figures.asked", by=by, on=asked_round, office=hub, detail=detail)
    return asked_round


def _may_ask(hub: Office, chosen: list[Office], by: Viewer) -> None:
    if hub.pk not in hubs_of(by):
        raise Refused(Reason("role", "You may not ask for figures in the name of this office"))
    if not chosen:
        raise Refused(Reason("nobody", "Choose at least one office to ask", field="members"))
    reach = {office.pk for office in members_below(by)}
    if any(office.pk not in reach for office in chosen):
        raise Refused(Reason("not_below", "An office may only be asked by the hub above it", field="members"))


def _period_reason(template: Template) -> Reason:
    if template.period == "annual":
        return Reason("period", "Write the period as a year, such as 2025", field="period")
    if template.period == "quarterly":
        return Reason("period", "Write the period as a quarter, such as 2025-Q3", field="period")
    return Reason("period", "Write the period as a month, such as 2025-07", field="period")
