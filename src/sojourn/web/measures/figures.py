"""A table of figures in words: withheld is said, nought is nought, and nothing to say is neither."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from babel.numbers import format_decimal, format_percent
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sojourn.cases.queries.measures import Cell, Table
from sojourn.web.charts.bars import Point
from sojourn.web.measures.dimensions import code_names, dimension_name, in_order

TOTAL = ""


@dataclass(frozen=True)
class Figure:
    """One figure as it is read."""

    shown: str
    note: str
    withheld: bool
    value: float | None


@dataclass(frozen=True)
class Line:
    """A row of the table."""

    label: str
    cells: tuple[Figure, ...]


@dataclass(frozen=True)
class Figures:
    """The table as a page shows it: one column of labels, then one per code of the second dimension, then all."""

    row_name: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    foot: tuple[Figure, ...]
    total: Figure
    withheld: int
    hidden_share: float

    @property
    def points(self) -> list[Point]:
        """The last column, for a chart."""
        return [Point(line.label, _drawn(line.cells[-1]), line.cells[-1].shown) for line in self.lines]


def figures_of(table: Table, language: str) -> Figures:
    """Put a table into words."""
    names = [*table.by, "", ""]
    rows = in_order(table.pack, names[0], table.rows) if table.by else []
    columns = in_order(table.pack, names[1], table.columns) if len(table.by) > 1 else []
    row_names = code_names(table.pack, names[0], rows, language) if rows else {}
    column_names = code_names(table.pack, names[1], columns, language) if columns else {}

    def line(row: str) -> tuple[Figure, ...]:
        return tuple(figure(table, table.cell(row, column), language) for column in (*columns, TOTAL))

    lines = tuple(Line(row_names[row], line(row)) for row in rows)
    every = [cell for one in lines for cell in one.cells] + list(line(TOTAL))
    return Figures(
        row_name=dimension_name(table.pack, names[0], language) if table.by else "",
        columns=(*(column_names[column] for column in columns), unit_name(table)),
        lines=lines,
        foot=line(TOTAL),
        total=figure(table, table.cell(), language),
        withheld=sum(cell.withheld for cell in every),
        hidden_share=table.hidden_share,
    )


def figure(table: Table, cell: Cell, language: str) -> Figure:
    """Put one cell into words."""
    if cell.suppressed:
        return Figure(_("withheld"), "", True, None)
    if cell.value is None:
        return Figure(_("nothing to say"), "", False, None)
    if table.measure.kind == "share":
        some, every = (format_decimal(count or 0, locale=language) for count in (cell.numerator, cell.denominator))
        note = _("%(some)s of %(all)s") % {"some": some, "all": every}
        return Figure(format_percent(cell.value, "#,##0.#%", locale=language), note, False, cell.value)
    many = format_decimal(cell.n or 0, locale=language)
    note = "" if table.measure.kind == "count" else _("of %(count)s") % {"count": many}
    return Figure(format_decimal(cell.value, "#,##0.##", locale=language), note, False, cell.value)


def scale_words(table: Table, language: str) -> Callable[[float], str]:
    """How the scale of a chart writes its values: shares as per cent."""
    pattern = "#0.#%" if table.measure.kind == "share" else "#,##0.##"
    write = format_percent if table.measure.kind == "share" else format_decimal
    return lambda value: str(write(value, pattern, locale=language))


def unit_name(table: Table) -> str:
    """What the figures are."""
    if table.measure.kind == "share":
        return _("Share")
    if table.measure.kind in ("median", "mean"):
        return {"median": _("Median"), "mean": _("Mean")}[table.measure.kind]
    return _("People") if table.measure.unit == "member" else _("Cases")


def withheld_words(figures: Figures, threshold: int, language: str) -> str:
    """How many figures are withheld and why; '' for none."""
    if not figures.withheld:
        return ""
    words = ngettext(
        "%(count)s figure is withheld: it counts fewer than %(least)s, or would give such a number away.",
        "%(count)s figures are withheld: they count fewer than %(least)s, or would give such a number away.",
        figures.withheld,
    ) % {"count": figures.withheld, "least": threshold}
    share = format_percent(figures.hidden_share, "#0%", locale=language)
    return f"{words} " + _("Withheld share of the table: %(share)s.") % {"share": share}


def _drawn(figure: Figure) -> float | None:
    return figure.value
