"""How the columns of a spreadsheet become answers of a pack's forms: saved, checked, reusable."""

from sojourn.exchange.mappings.convert import CellProblem, Converter
from sojourn.exchange.mappings.mapping import ColumnRule, Mapping, read_mapping

__all__ = ["CellProblem", "ColumnRule", "Converter", "Mapping", "read_mapping"]
