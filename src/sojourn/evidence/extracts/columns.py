"""The declared columns of an extract, and the check that both ends make: whoever writes, and whoever reads.

An extract is two Parquet files of one pack, `case.parquet` and `member.parquet`: a row for each case or member, with
a pseudonym that is drawn anew for each extract and the facts that the pack places `in_evidence`. Nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sojourn.grammar.expressions import Type
from sojourn.grammar.measures import fact_names
from sojourn.grammar.packs import Pack
from sojourn.kernel.refused import Reason, Refused

KEY = "key"
UNITS = ("case", "member")
BATCH = 5_000  # rows held at once by either end
# A pseudonym: 40 hexadecimal digits, which no UUID has.
PSEUDONYM = r"^[0-9a-f]{40}$"
RAW_ID = r"(?i)[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}"
_TYPES = {
    Type.INTEGER: pa.int64(), Type.DECIMAL: pa.float64(), Type.NUMBER: pa.float64(), Type.DATE: pa.date32(),
    Type.DATETIME: pa.timestamp("us", tz="UTC"), Type.CHOICES: pa.list_(pa.string()),
}  # fmt: skip


def schema_of(pack: Pack) -> pa.Schema:
    """The columns an extract of this pack has, in their order, with their types."""
    facts = [pa.field(name, _TYPES.get(type_, pa.string())) for name, type_ in fact_names(pack).items()]
    return pa.schema([pa.field(KEY, pa.string(), nullable=False), *facts])


def identifying_names(pack: Pack) -> frozenset[str]:
    """Names that tell who somebody is: answers placed so, and the names and numbers of cases and members."""
    questions = {
        f"{form}.{question.name}"
        for form, compiled in pack.forms.items()
        for question in compiled.form.walk()
        if question.sensitive == "identifying"
    }
    return frozenset(questions | {"case.number", "case.id", "member.name", "member.id", "person.id"})


def check(table: pa.Table, pack: Pack) -> None:
    """Refuse a table that is not an extract of the pack, naming the column.

    Codes: `unknown_column`, `identifying_column`, `missing_column`, `wrong_type`, `raw_id`, `no_pseudonym`.
    """
    if reasons := [*_columns(table.schema, pack)] or [*_values(table)]:
        raise Refused(reasons)


def check_file(path: Path, pack: Pack) -> None:
    """`check` for a Parquet file of any length, batch by batch; pseudonyms must differ over the whole file."""
    with pq.ParquetFile(path) as file:
        if reasons := [*_columns(file.schema_arrow, pack)]:
            raise Refused(reasons)
        for batch in file.iter_batches(batch_size=BATCH):
            check(pa.Table.from_batches([batch]), pack)
    keys = pq.read_table(path, columns=[KEY]).column(KEY)
    if pc.count_distinct(keys).as_py() != len(keys):
        raise Refused(_reason("no_pseudonym", "{column} holds a pseudonym twice", KEY))


def _columns(found: pa.Schema, pack: Pack) -> Iterator[Reason]:
    declared, identifying = schema_of(pack), identifying_names(pack)
    for name in found.names:
        if name in identifying:
            yield _reason("identifying_column", "{column} tells who somebody is: it may not be in an extract", name)
        elif name not in declared.names:
            yield _reason(
                "unknown_column", "{column} is not declared for this pack: place the question in_evidence", name
            )
        elif found.field(name).type != declared.field(name).type:
            yield _reason("wrong_type", "{column} is {found}, declared is {wanted}", name,
                          found=str(found.field(name).type), wanted=str(declared.field(name).type))  # fmt: skip
    for name in sorted(set(declared.names) - set(found.names)):
        yield _reason("missing_column", "{column} is declared for this pack but not there", name)


def _values(table: pa.Table) -> Iterator[Reason]:
    keys = table.column(KEY)
    if keys.null_count or pc.all(pc.match_substring_regex(keys, PSEUDONYM)).as_py() is False:
        yield _reason("no_pseudonym", "{column} must hold a pseudonym in every row", KEY)
    if pc.count_distinct(keys).as_py() != len(keys):
        yield _reason("no_pseudonym", "{column} holds a pseudonym twice", KEY)
    for field in table.schema:
        column = table.column(field.name)
        if pa.types.is_list(field.type):
            column = pc.list_flatten(column)
        elif not pa.types.is_string(field.type) or field.name == KEY:
            continue
        if pc.any(pc.match_substring_regex(column, RAW_ID)).as_py():
            yield _reason("raw_id", "{column} holds something that looks like the id of a row", field.name)


def _reason(code: str, message: str, column: str, **params: str) -> Reason:
    return Reason(code, message, {"column": column, **params}, column)
