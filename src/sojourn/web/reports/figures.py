"""Figures and problems as a page shows them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from sojourn.evidence.templates import Template
from sojourn.evidence.templates.layout import joined, lines
from sojourn.kernel.refused import Reason
from sojourn.reporting.wire import Row, cell_name
from sojourn.web.templatetags.house import figure
from sojourn.web.wording import why


def tables_shown(template: Template, rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Every table of a template with what stands in its cells; a cell without a value says why."""
    given = {(row[0], tuple(row[1])): (row[2], row[3]) for row in rows}
    return [
        {
            "title": table.title,
            "name": table.name,
            "edges": [dimension.label for dimension in table.along("rows")],
            "heads": [" · ".join(code.label for code in column) for column in lines(table, "columns")],
            "rows": [
                {
                    "labels": [code.label for code in line],
                    "cells": [
                        shown(*given.get((table.name, joined(table, _names(line), _names(column))), (None, "")))
                        for column in lines(table, "columns")
                    ],
                }
                for line in lines(table, "rows")
            ],
        }
        for table in template.tables
    ]


def shown(value: int | None, status: str) -> dict[str, Any]:
    """One cell: its figure, or the word for why there is none."""
    if value is not None:
        return {"text": figure(value), "flag": status if status != "A" else "", "hidden": False}
    words = {"Q": _("confidential"), "M": _("can't exist"), "": _("empty")}
    return {"text": words.get(status, _("not available")), "flag": "", "hidden": True}


def problems_shown(one: Any) -> dict[str, list[dict[str, Any]]]:
    """Errors and warnings of a return in the reader's language, warnings with what was said about them."""
    found: dict[str, list[dict[str, Any]]] = {"error": [], "warning": []}
    for number, problem in enumerate(one.problems):
        name = cell_name(problem)
        reason = Reason(problem["code"], problem["message"], problem["params"])
        found[problem["severity"]].append(
            {
                "name": name, "id": f"why-{number}", "at": problem["at"], "text": why(reason).text,
                "said": one.explanations.get(name, ""),
            }
        )  # fmt: skip
    return found


def _names(codes: Iterable[Any]) -> tuple[str, ...]:
    return tuple(code.name for code in codes)
