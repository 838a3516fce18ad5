"""Spreadsheets read as streams of rows, with every trap of such files named instead of guessed at."""

from sojourn.exchange.tables.faults import FileFault
from sojourn.exchange.tables.opening import open_table
from sojourn.exchange.tables.rows import Row, Table

__all__ = ["FileFault", "Row", "Table", "open_table"]
