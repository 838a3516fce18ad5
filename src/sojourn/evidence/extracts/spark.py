"""The same measures for Spark, where the facts of many offices are too many for one machine.

The DuckDB statement is rewritten by sqlglot, which is asked for only here: whoever runs Spark installs it.
"""

from __future__ import annotations

from collections.abc import Sequence

from sojourn.evidence.extracts.measuring import statement
from sojourn.grammar.measures import Filters
from sojourn.grammar.packs import Pack
from sojourn.kernel.refused import Reason, Refused

# Spark must read texts as instants and days without raising, as DuckDB's facts are typed already.
SETTINGS = {"spark.sql.ansi.enabled": "false", "spark.sql.session.timeZone": "UTC"}


def spark_sql(
    pack: Pack, measure: str, by: Sequence[str] = (), filters: Filters | None = None, zone: str = "UTC"
) -> str:
    """The Spark SQL of a measure over a view named `facts`. Raises Refused (`no_sqlglot`) when it is not installed."""
    try:
        import sqlglot
    except ImportError as fault:
        raise Refused(Reason("no_sqlglot", "measures for Spark need sqlglot: install it beside pyspark")) from fault
    written = sqlglot.transpile(str(statement(pack, measure, by, filters, zone)), read="duckdb", write="spark")
    return str(written[0])
