"""Made-up facts of a shipped pack, written as an extract."""

from __future__ import annotations

import hashlib
import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sojourn.evidence.extracts.columns import KEY, schema_of
from sojourn.grammar.measures import codes_of
from sojourn.grammar.packs import Pack, catalogue


@pytest.fixture(scope="session")
def pack() -> Pack:
    """The shipped programme with most kinds of measures."""
    return catalogue().pack("avrr")


def _value(chance: random.Random, pack: Pack, field: pa.Field):
    name = field.name
    if name == KEY:
        return hashlib.sha256(str(chance.random()).encode()).hexdigest()[:40]
    if chance.random() < 0.3:
        return None
    at = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(hours=chance.randrange(24 * 400))
    if pa.types.is_timestamp(field.type):
        return at
    if pa.types.is_date32(field.type):
        return date(2025, 1, 1) + timedelta(days=chance.randrange(400))
    if pa.types.is_int64(field.type):
        return chance.randrange(0, 60)
    if pa.types.is_float64(field.type):
        return round(chance.random() * 2 - 1, 3)
    scope = pack.member_facts if name in pack.member_facts else pack.case_facts
    codes = codes_of(scope, name) or ("yes", "no")
    if pa.types.is_list(field.type):
        return chance.sample(codes, chance.randint(0, min(2, len(codes))))
    return "yes" if name.endswith(".filled") else chance.choice(codes)


@pytest.fixture(scope="session")
def folder(pack: Pack, tmp_path_factory) -> Path:
    """Four hundred members and as many cases."""
    chance, where, schema = random.Random(11), tmp_path_factory.mktemp("extract"), schema_of(pack)
    for unit in ("case", "member"):
        columns = [pa.array([_value(chance, pack, field) for _ in range(400)], field.type) for field in schema]
        pq.write_table(pa.table(columns, schema=schema), where / f"{unit}.parquet")
    return where
