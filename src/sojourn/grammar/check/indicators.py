"""Can every measure be computed where it will be computed?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from sojourn.grammar.expressions import ExpressionError
from sojourn.grammar.faults import Fault
from sojourn.grammar.measures import Dialect, measure_sql
from sojourn.grammar.packs import Pack


def measure_faults(pack: Pack) -> Iterator[Fault]:
    """Measures that one of the two dialects cannot say."""
    for measure in pack.measures.values():
        for dialect in get_args(Dialect):
            try:
                measure_sql(pack, measure.name, dialect=dialect, by=measure.by)
            except ExpressionError as error:
                yield Fault(error.place, error.code, f"{error.message} (measures run as SQL in {dialect})")
            except ValueError as error:
                yield Fault(measure.place, "no_sql", str(error))
