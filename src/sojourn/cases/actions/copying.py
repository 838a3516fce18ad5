"""Copies of a case with words and days changed: how a demonstration comes to have thousands of cases."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, models
from psycopg import sql

from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import action, note
from sojourn.cases import models as cases
from sojourn.cases.actions.attachments import keep_again
from sojourn.cases.actions.numbers import reserve_numbers
from sojourn.cases.models import Case
from sojourn.kernel import ids, moment
from sojourn.subjects import models as subjects

_OF_PEOPLE: tuple[tuple[type[models.Model], str], ...] = (
    (subjects.Subject, "id"), (subjects.Person, "subject_id"), (subjects.NameClaim, "person_id"),
    (subjects.BirthClaim, "person_id"), (subjects.NationalityClaim, "person_id"),
    (subjects.LanguageSpoken, "person_id"), (subjects.IdentityDocument, "person_id"),
    (subjects.ContactChannel, "person_id"), (subjects.NameWord, "subject_id"),
)  # fmt: skip
_OF_CASE = (
    cases.Member, cases.StageEntry, cases.Handover, cases.Entry, cases.ClockRun, cases.Pause, cases.Task, cases.Alert,
    cases.Attachment, cases.Approval, cases.Referral, cases.ServiceLine, cases.Consent, cases.MemberDecision,
    cases.Fact,
)  # fmt: skip
_UUID = re.compile(r'"([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12})"')
Tables = list[tuple[type[models.Model], str]]


@dataclass(frozen=True)
class Change:
    """What differs in a copy: whole words, and what is then done to the text of its rows (to move days)."""

    words: Mapping[str, str]
    move: Callable[[str], str]


class Master:
    """A case as text, table by table, ready to be copied; its people must have no other case."""

    def __init__(self, case_id: UUID) -> None:
        self.case = Case.objects.get(pk=case_id)
        people = list(cases.Member.objects.filter(case=case_id).values_list("subject_id", flat=True))
        self.tables: Tables = [(model, _rows(model, column, people)) for model, column in _OF_PEOPLE]
        self.tables.append((subjects.PersonKeys, _unwritten(people)))
        self.tables.append((Case, _rows(Case, "id", [case_id])))
        self.tables += [(model, _rows(model, "case_id", [case_id])) for model in _OF_CASE]
        self.files = list(cases.Attachment.objects.filter(case=case_id).values_list("path", flat=True))
        kept = {str(self.case.office_id), str(self.case.receiving_office_id)} | _users(case_id)
        self.fresh = sorted({found for _, text in self.tables for found in _UUID.findall(text)} - kept)

    def copied(self, change: Change, number: str) -> tuple[str, Tables]:
        """Return the id of a copy, and its rows; its files are there from now on."""
        swap = dict(zip(self.fresh, ids.new_ids(len(self.fresh)), strict=True))
        swap |= {**change.words, self.case.number: number} | {path: keep_again(path) for path in self.files}
        known = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(swap, key=len, reverse=True))) + r")\b")
        rows = [(model, change.move(known.sub(lambda found: swap[found[0]], text))) for model, text in self.tables]
        return swap[str(self.case.pk)], rows


@action
def copy_case(*, master: Master, changes: Sequence[Change], by: Viewer) -> int:
    """Write a copy of the case, its people, entries, files and facts for each change; return how many."""
    numbers = reserve_numbers(master.case.number.split("-")[0], moment.today().year, len(changes))
    gathered: dict[type[models.Model], list[str]] = {}
    for change, number in zip(changes, numbers, strict=True):
        case_id, rows = master.copied(change, number)
        for model, text in rows:
            gathered.setdefault(model, []).extend(_each(text))
        note("case.copied", by=by, on=("case", case_id), office=master.case.office_id,
             compartment=master.case.compartment, detail={"from": str(master.case.pk)})  # fmt: skip
    for model, texts in gathered.items():
        _write(model, texts)
    return len(changes)


def _each(text: str) -> Iterator[str]:
    return (json.dumps(row) for row in json.loads(text))


def _rows(model: type[models.Model], column: str, values: Sequence[UUID]) -> str:
    query = sql.SQL("SELECT coalesce(jsonb_agg(to_jsonb(t)), '[]')::text FROM {} t WHERE {} = ANY(%s)")
    with connection.cursor() as cursor:
        cursor.execute(query.format(sql.Identifier(model._meta.db_table), sql.Identifier(column)), [list(values)])
        return str(cursor.fetchone()[0])


def _unwritten(people: Sequence[UUID]) -> str:
    """The rows of keys of these people, empty and of no version: a copy has names of its own, and is written anew."""
    rows = json.loads(_rows(subjects.PersonKeys, "subject_id", people))
    return json.dumps([row | {"keys": [], "card": "", "rules": "", "compared": False} for row in rows])


def _users(case_id: UUID) -> set[str]:
    """Who did something in the case: users stay themselves in a copy."""
    entries = cases.Entry.objects.filter(case=case_id).values_list("by", flat=True)
    stages = cases.StageEntry.objects.filter(case=case_id).values_list("by", flat=True)
    return {str(user) for user in (*entries, *stages) if user}


def _write(model: type[models.Model], rows: Sequence[str]) -> None:
    serial = isinstance(model._meta.pk, models.AutoField)
    columns = [field.column for field in model._meta.concrete_fields if not (serial and field.primary_key)]
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    table = sql.Identifier(model._meta.db_table)
    query = "INSERT INTO {} ({}) SELECT {} FROM jsonb_populate_recordset(NULL::{}, %s::jsonb)"
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(query).format(table, names, names, table), ["[" + ",".join(rows) + "]"])
