"""A hub with three members, a small template, and files filled for it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from sojourn.accounts.actions import add_office, add_user, post_user
from sojourn.accounts.viewer import Viewer, viewer_of
from sojourn.evidence.templates import Figure, Issue, csv_text, read_template, workbook_bytes
from sojourn.protection.scope import seen_by
from sojourn.reporting.actions import ask_figures, make_key

OPERATOR = Viewer.machine("test", [])
TEMPLATE = read_template(
    """
template: arrivals
version: "1"
title: Arrivals
period: annual
due_after_days: 90
codes:
  sex:
    label: Sex
    codes:
      - {code: _T, label: Total, of: [F, M]}
      - {code: F, label: Women}
      - {code: M, label: Men}
  origin:
    label: Country of origin
    codes:
      - {code: AAA, label: Exampleland}
tables:
  - name: arrivals
    title: Arrivals by sex
    rows: [origin]
    columns: [sex]
    compare:
      - {against: previous, ratio: 2, floor: 10}
"""
)


def figures(women, men, total=None):
    """The three figures of the template; a text such as "Q" is a status without a value."""
    given = {"F": women, "M": men, "_T": women + men if total is None else total}
    return {
        ("arrivals", ("AAA", code)): Figure(None, value) if isinstance(value, str) else Figure(float(value))
        for code, value in given.items()
    }


@pytest.fixture
def region(db, tmp_path, monkeypatch):
    """Three members below a hub, a fourth office elsewhere, and who works there."""
    known = {TEMPLATE.name: TEMPLATE}
    monkeypatch.setattr("sojourn.reporting.queries.declared_templates", lambda: known)
    hub = add_office(code="hub", name="Hub", country="XAH", kind="hub", by=OPERATOR)
    offices = {
        code: add_office(code=f"office-{code}", name=f"Office {code}", country=country, parent=parent, by=OPERATOR)
        for code, country, parent in (("a", "XAA", hub), ("b", "XAB", hub), ("c", "XAC", hub), ("far", "XAD", None))
    }

    def somebody(role, office):
        user = add_user(email=f"{role}@{office.code}.example", name=f"Testperson {office.code}", by=OPERATOR)
        post_user(user=user, office=office, role=role, by=OPERATOR)
        return user

    users = {code: somebody("me_officer", office) for code, office in offices.items()} | {
        "hub": somebody("hub_analyst", hub)
    }
    viewers = {code: viewer_of(user) for code, user in users.items()}
    for code in ("a", "b", "c"):
        with seen_by(viewers[code]):
            make_key(office=offices[code], by=viewers[code])

    def ask(period="2025"):
        with seen_by(viewers["hub"]):
            members = [offices[code] for code in ("a", "b", "c")]
            return ask_figures(template=TEMPLATE, period=period, hub=hub, members=members, by=viewers["hub"])

    def file(code, women, men, total=None, period="2025"):
        path = tmp_path / f"{code}.csv"
        text = csv_text(TEMPLATE, figures(women, men, total), period, offices[code].country)
        path.write_text(text, encoding="utf-8")
        return path

    def workbook(code, women, men, total=None, period="2025"):
        path = tmp_path / f"{code}.xlsx"
        issue = Issue(period, offices[code].country, figures=figures(women, men, total))
        path.write_bytes(workbook_bytes(TEMPLATE, issue))
        return path

    return SimpleNamespace(
        hub=hub, offices=offices, users=users, viewers=viewers, ask=ask, file=file, workbook=workbook, tmp=tmp_path
    )
