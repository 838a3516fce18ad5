"""Fact rows as columns of their declared types, with a pseudonym instead of an id."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa

from sojourn.evidence.extracts.columns import KEY
from sojourn.kernel.refused import Reason, Refused


def pseudonym(secret: bytes, row_id: str) -> str:
    """40 hexadecimal digits that only the holder of the secret could trace back; the secret is thrown away."""
    return hmac.new(secret, row_id.encode(), hashlib.sha256).hexdigest()[:40]


def table_of(schema: pa.Schema, rows: Iterable[tuple[str, Mapping[str, Any]]]) -> pa.Table:
    """One table of (pseudonym, facts). Facts that are not declared are refused, never dropped.

    Raises Refused: `unknown_column`, `wrong_type` (naming the column, not the value).
    """
    columns: dict[str, list[Any]] = {name: [] for name in schema.names}
    for key, facts in rows:
        if strange := sorted(set(facts) - set(schema.names)):
            raise Refused(Reason("unknown_column", "the facts hold {column}, which the pack does not declare",
                                 {"column": strange[0]}, strange[0]))  # fmt: skip
        columns[KEY].append(key)
        for field in schema:
            if field.name != KEY:
                columns[field.name].append(_typed(field, facts.get(field.name)))
    return pa.table([pa.array(columns[field.name], field.type) for field in schema], schema=schema)


def _typed(field: pa.Field, value: Any) -> Any:
    if value is None or value == "":
        return None
    try:
        return _reader(field.type)(value)
    except (TypeError, ValueError, OverflowError) as fault:
        raise Refused(Reason("wrong_type", "{column} holds a value that is not {wanted}",
                             {"column": field.name, "wanted": str(field.type)}, field.name)) from fault  # fmt: skip


def _reader(type_: pa.DataType) -> Callable[[Any], Any]:
    if pa.types.is_int64(type_):
        return _whole
    if pa.types.is_float64(type_):
        return float
    if pa.types.is_date32(type_):
        return lambda value: date.fromisoformat(str(value)[:10])
    if pa.types.is_timestamp(type_):
        return lambda value: datetime.fromisoformat(str(value)).astimezone(UTC)
    return _texts if pa.types.is_list(type_) else _text


def _whole(value: Any) -> int:
    if float(value) != int(float(value)):
        raise ValueError("not whole")
    return int(float(value))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def _texts(value: Any) -> list[str]:
    if not isinstance(value, list):
        raise TypeError("no list")
    return [_text(one) for one in value]
