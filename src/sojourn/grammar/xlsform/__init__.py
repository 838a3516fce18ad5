"""XLSForm workbooks in and out."""

from sojourn.grammar.xlsform.reading import read_xlsform
from sojourn.grammar.xlsform.writing import write_xlsform

__all__ = ["read_xlsform", "write_xlsform"]
