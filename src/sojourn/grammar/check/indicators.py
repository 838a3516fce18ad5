"""Can every measure be computed where it will be computed?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from sojourn.grammar.expressions import ExpressionError
from sojourn.grammar.faults import Fault
from sojourn.grammar.measures import Dialect, measure_sql
from sojourn.grammar.packs import Pack


def measure_faults(pack: Pack) -> Iterator[Fault]:
    """Measures that one of the two dialects cannot say, and facts that a database would take for one another."""
    yield from _twins(pack)
    for measure in pack.measures.values():
        for dialect in get_args(Dialect):
            try:
                measure_sql(pack, measure.name, dialect=dialect, by=measure.by)
            except ExpressionError as error:
                yield Fault(error.place, error.code, f"{error.message} (measures run as SQL in {dialect})")
            except ValueError as error:
                yield Fault(measure.place, "no_sql", str(error))


def _twins(pack: Pack) -> Iterator[Fault]:
    """Names that differ by capitals only: columns of DuckDB do not."""
    seen: dict[str, str] = {}
    for name in (*pack.member_facts, *pack.case_facts):
        first = seen.setdefault(name.lower(), name)
        if first != name:
            place = next(iter(pack.stages.values())).place
            yield Fault(place, "twins", f'the facts "{first}" and "{name}" differ by capitals only: rename one of them')
