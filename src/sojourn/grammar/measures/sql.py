"""A measure as one SQL statement over fact rows, the same in PostgreSQL and DuckDB."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sojourn.grammar.expressions import Expression, Name, Scope, Type
from sojourn.grammar.measures.columns import ROW, Dialect, column_of, identifier, quoted
from sojourn.grammar.packs import Measure, Pack

PERIODS = ("month", "quarter", "year")
MISSING = ""
_PERIOD_SQL: Mapping[Dialect, Mapping[str, str]] = {
    "postgresql": {
        "month": "to_char({0}, 'YYYY-MM')",
        "quarter": "to_char({0}, 'YYYY-\"Q\"Q')",
        "year": "to_char({0}, 'YYYY')",
    },
    "duckdb": {
        "month": "strftime({0}, '%Y-%m')",
        "quarter": "strftime({0}, '%Y') || '-Q' || quarter({0})::text",
        "year": "strftime({0}, '%Y')",
    },
}
_FOLDS: Mapping[str, str] = {
    "median": "percentile_cont(0.5) WITHIN GROUP (ORDER BY x)",
    "mean": "avg(x)",
    "sum": "sum(x)",
}


@dataclass(frozen=True)
class Filters:
    """Which rows: a period of days (both ends in it, in the office's zone), and codes wanted of some names."""

    from_on: date | None = None
    to_on: date | None = None
    codes: Mapping[str, Collection[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Column:
    """One column of the result: `role` is by, value, numerator, denominator or n."""

    name: str
    role: str
    type: Type


class MeasureSql(str):
    """The statement, a text like any other, with the columns of its result."""

    columns: tuple[Column, ...]

    def __new__(cls, sql: str, columns: tuple[Column, ...]) -> MeasureSql:
        made = super().__new__(cls, sql)
        made.columns = columns
        return made


def measure_sql(
    pack: Pack,
    measure: str,
    *,
    dialect: Dialect,
    facts_table: str = "facts",
    by: Sequence[str] = (),
    filters: Filters | None = None,
    zone: str = "UTC",
) -> MeasureSql:
    """Return the statement that computes a measure, one row per combination of `by`, ordered by it.

    `facts_table` is trusted SQL of a table (or a query in parentheses) with the rows of the measure's unit: in
    PostgreSQL with a jsonb column `facts`, in DuckDB with one column per name. `by` are names of facts, or "month",
    "quarter", "year" of the measure's instant in `zone`; a select_multiple gives a row per chosen code, so that its
    rows add up to more than the total. Missing is "".

    Columns after `by`: `value` (count, share or statistic; NULL for no rows), `numerator` (for a statistic: rows with
    a number), `denominator`, and `n`, the number of rows the value stands on.
    Raises KeyError for an unknown measure, ValueError for a `by` or a filter that is no fact of the pack.
    """
    return _Writer(pack, pack.measures[measure], dialect, zone).statement(facts_table, by, filters or Filters())


class _Writer:
    def __init__(self, pack: Pack, measure: Measure, dialect: Dialect, zone: str) -> None:
        self.measure = measure
        self.dialect = dialect
        self.zone = zone
        self.column: Callable[[Name], str] = column_of(dialect)
        self.scope: Scope = pack.member_facts if measure.unit == "member" else pack.case_facts

    def statement(self, table: str, by: Sequence[str], filters: Filters) -> MeasureSql:
        groups = [identifier(name) for name in by]
        inner = [
            f"{self._dimension(name, number)} AS {group}"
            for number, (name, group) in enumerate(zip(by, groups, strict=True))
        ]
        inner += [f"{self._where(self.measure.where)} AS hit", f"{self._number()} AS x"]
        spread = [self._spread(name, number) for number, name in enumerate(by) if self._is_multiple(name)]
        value, numerator, denominator, n = self._results()
        listed = "".join(f"{group}, " for group in groups)
        sql = (
            f"SELECT {listed}{value} AS value, {numerator} AS numerator, {denominator} AS denominator, {n} AS n "  # noqa: S608 - all parts are quoted
            f"FROM (SELECT {', '.join(inner)} FROM {table} AS {ROW}{''.join(spread)} "
            f"WHERE {' AND '.join(self._conditions(filters))}) AS counted"
        )
        if groups:
            sql += f" GROUP BY {', '.join(groups)} ORDER BY {', '.join(groups)}"
        return MeasureSql(sql, (*(Column(name, "by", Type.TEXT) for name in by), *_RESULT))

    def _results(self) -> tuple[str, str, str, str]:
        hits = "count(*) FILTER (WHERE hit)"
        if self.measure.kind == "count":
            return hits, hits, hits, hits
        if self.measure.kind == "share":
            return f"{hits}::double precision / NULLIF(count(*), 0)", hits, "count(*)", "count(*)"
        return _FOLDS[self.measure.kind], "count(x)", "count(*)", "count(x)"

    def _conditions(self, filters: Filters) -> Iterator[str]:
        day = self._day()
        yield f"{day} IS NOT NULL"
        if filters.from_on is not None:
            yield f"{day} >= DATE '{filters.from_on.isoformat()}'"
        if filters.to_on is not None:
            yield f"{day} <= DATE '{filters.to_on.isoformat()}'"
        # Only a share counts rows outside `where`: they stand below its line.
        yield self._where(self.measure.of if self.measure.kind == "share" else self.measure.where)
        for name, codes in filters.codes.items():
            yield self._is_one_of(name, codes)

    def _where(self, expression: Expression | None) -> str:
        return "TRUE" if expression is None else f"({self._sql(expression)})"

    def _number(self) -> str:
        return "NULL" if self.measure.number is None else f"({self._sql(self.measure.number)})"

    def _sql(self, expression: Expression) -> str:
        return expression.sql(self.dialect, self.column, zone=self.zone)

    def _day(self) -> str:
        sql = self._sql(self.measure.at)
        if self.measure.at.type is Type.DATE:
            return f"({sql})"
        return f"(({sql}) AT TIME ZONE {quoted(self.dialect, self.zone)})::date"

    def _dimension(self, name: str, number: int) -> str:
        if name in PERIODS:
            return _PERIOD_SQL[self.dialect][name].format(self._day())
        if self._is_multiple(name):
            return f"COALESCE(spread_{number}.code, '')"
        return f"COALESCE(({self.column(self._name(name))})::text, '')"

    def _spread(self, name: str, number: int) -> str:
        codes = f"CASE WHEN {self._length(name)} > 0 THEN {self.column(self._name(name))} ELSE ARRAY[''] END"
        return f" CROSS JOIN LATERAL (SELECT unnest({codes}) AS code) AS spread_{number}"

    def _length(self, name: str) -> str:
        column = self.column(self._name(name))
        return f"COALESCE({'cardinality' if self.dialect == 'postgresql' else 'len'}({column}), 0)"

    def _is_multiple(self, name: str) -> bool:
        return name not in PERIODS and self._name(name).type is Type.CHOICES

    def _is_one_of(self, name: str, codes: Collection[str]) -> str:
        listed = ", ".join(quoted(self.dialect, code) for code in sorted(codes)) or "NULL"
        column = self.column(self._name(name))
        if self._name(name).type is Type.CHOICES:
            has = "{0} && ARRAY[{1}]" if self.dialect == "postgresql" else "list_has_any({0}, [{1}])"
            return f"COALESCE({has.format(column, listed)}, FALSE)"
        return f"COALESCE(({column})::text, '') IN ({listed})"

    def _name(self, name: str) -> Name:
        if name not in self.scope:
            raise ValueError(f'"{name}" is no fact that the measure {self.measure.name} can see')
        return self.scope[name]


_RESULT = (
    Column("value", "value", Type.DECIMAL),
    Column("numerator", "numerator", Type.INTEGER),
    Column("denominator", "denominator", Type.INTEGER),
    Column("n", "n", Type.INTEGER),
)
