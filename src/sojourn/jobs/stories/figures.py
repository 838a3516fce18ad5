"""Measures in a story: the plain number over this story's cases, since a story proves arithmetic, not hiding."""

from __future__ import annotations

from typing import Any

from django.db import connection

from sojourn.accounts.viewer import Viewer
from sojourn.grammar.measures import measure_sql
from sojourn.jobs.stories.world import World
from sojourn.protection.scope import seen_by


def figure_of(world: World, measure: str, eyes: Viewer | None = None) -> Any:
    """The value of a measure over the facts of this story's offices, or over those that `eyes` see of them.

    None when there is nothing to say, e.g. a share of nobody.
    """
    declared = world.pack.measures[measure]
    kind = "IS NOT NULL" if declared.unit == "member" else "IS NULL"
    rows = f"(SELECT facts FROM cases_fact WHERE pack = %s AND member_id {kind} AND office_id = ANY(%s))"  # noqa: S608
    sql = measure_sql(world.pack, measure, dialect="postgresql", facts_table=rows)
    offices = [office.pk for office in world.offices.values()]
    with seen_by(eyes or world.machine), connection.cursor() as cursor:
        cursor.execute(str(sql), [world.pack.name, offices])
        row = cursor.fetchone()
    return row[0] if row else None
