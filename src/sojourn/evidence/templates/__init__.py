"""Statistical templates: tables that somebody fills, on a sheet or as SDMX-CSV, and what is checked on their return."""

from sojourn.evidence.templates.check import Before, check
from sojourn.evidence.templates.declare import declared_templates, read_template
from sojourn.evidence.templates.model import Code, Coordinates, Dimension, Figure, Figures, Problem, Table, Template
from sojourn.evidence.templates.read_csv import csv_rows, csv_text, figures_from_csv
from sojourn.evidence.templates.read_sheet import Returned, figures_from_workbook
from sojourn.evidence.templates.write_sheet import Issue, workbook_bytes

__all__ = [
    "Before",
    "Code",
    "Coordinates",
    "Dimension",
    "Figure",
    "Figures",
    "Issue",
    "Problem",
    "Returned",
    "Table",
    "Template",
    "check",
    "csv_rows",
    "csv_text",
    "declared_templates",
    "figures_from_csv",
    "figures_from_workbook",
    "read_template",
    "workbook_bytes",
]
