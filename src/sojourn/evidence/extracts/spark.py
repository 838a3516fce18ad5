"""The same measures for Spark, where the facts of many offices are too many for one machine.

The DuckDB statement is rewritten by sqlglot, which is asked for only here: whoever runs Spark installs it. What sqlglot
does not know of our statements is told it below; a function that Spark lacks is refused before Spark is asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sojourn.evidence.extracts.measuring import statement
from sojourn.grammar.measures import Filters
from sojourn.grammar.packs import Pack
from sojourn.kernel.refused import Reason, Refused

if TYPE_CHECKING:
    from sqlglot import exp

# Texts that are no instant or day are empty, as in DuckDB's typed columns, and not an error.
SETTINGS = {"spark.sql.ansi.enabled": "false", "spark.sql.session.timeZone": "UTC"}
# Functions that sqlglot passes through unchanged, and Spark's word for each; `{n}` is the n-th argument.
_WORDS = {
    "EPOCH_US": "UNIX_MICROS({0})",
    "TIMEZONE": "FROM_UTC_TIMESTAMP({1}, {0})",
    "REGEXP_FULL_MATCH": "({0} RLIKE CONCAT('^(?:', {1}, ')$'))",
    "SUFFIX": "ENDSWITH({0}, {1})",
    "LIST_HAS_ANY": "ARRAYS_OVERLAP({0}, {1})",
    "LIST_SIZE": "SIZE({0})",
    "TRUNC": "CAST({0} AS BIGINT)",
}
_KNOWN = {"UNIX_MICROS", "FROM_UTC_TIMESTAMP", "ENDSWITH", "ARRAYS_OVERLAP", "SIZE", "PERCENTILE", "RLIKE", "CONCAT"}
# A quoted text or name is left alone; `len` is DuckDB's length of a list, which sqlglot takes for that of a text.
_LENGTH_OF_LIST = re.compile(r"""('(?:[^']|'')*'|"(?:[^"]|"")*")|\blen\(""")


def spark_sql(
    pack: Pack, measure: str, by: Sequence[str] = (), filters: Filters | None = None, zone: str = "UTC"
) -> str:
    """The Spark SQL of a measure over a view named `facts`.

    Raises Refused: `no_sqlglot` when it is not installed, `not_in_spark` naming the function that Spark lacks.
    """
    try:
        import sqlglot
    except ImportError as fault:
        raise Refused(Reason("no_sqlglot", "measures for Spark need sqlglot: install it beside pyspark")) from fault
    text = _LENGTH_OF_LIST.sub(lambda found: found[1] or "list_size(", str(statement(pack, measure, by, filters, zone)))
    tree: Any = sqlglot.parse_one(text, read="duckdb")
    return str(tree.transform(_rewritten).sql(dialect="spark"))


def _rewritten(node: exp.Expression) -> exp.Expression:
    """One node in Spark's words."""
    import sqlglot
    from sqlglot import exp

    if isinstance(node, exp.WithinGroup) and isinstance(node.this, exp.PercentileCont):
        # Spark's percentile interpolates as percentile_cont does; what sqlglot would write only comes near.
        column = node.expression.expressions[0].this.transform(_rewritten)
        found: exp.Expression = exp.Anonymous(this="PERCENTILE", expressions=[column, node.this.this.copy()])
        return found
    if isinstance(node, exp.Anonymous):
        name = str(node.this).upper()
        if name in _WORDS:
            # A node that is replaced is not walked into, so its parts are rewritten first.
            parts = [argument.transform(_rewritten).sql(dialect="spark") for argument in node.expressions]
            written: Any = sqlglot.parse_one(_WORDS[name].format(*parts), read="spark")
            return written  # type: ignore[no-any-return]
        if name not in _KNOWN:
            raise Refused(Reason("not_in_spark", "Spark has no {function}: compute this measure in DuckDB",
                                 {"function": name}))  # fmt: skip
    return node
