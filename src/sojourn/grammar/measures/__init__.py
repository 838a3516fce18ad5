"""Measures: indicators over fact rows, compiled to SQL from the one expression tree."""

from sojourn.grammar.measures.columns import Dialect
from sojourn.grammar.measures.facts import FactRows, codes_of, fact_builder, fact_names
from sojourn.grammar.measures.sql import PERIODS, Column, Filters, MeasureSql, measure_sql

__all__ = [
    "PERIODS",
    "Column",
    "Dialect",
    "FactRows",
    "Filters",
    "MeasureSql",
    "codes_of",
    "fact_builder",
    "fact_names",
    "measure_sql",
]
