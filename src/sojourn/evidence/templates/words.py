"""A template in the language of whoever fills it: its titles and labels change, its codes never do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from sojourn.evidence.templates.model import Dimension, Table, Template
from sojourn.grammar.source import read_yaml

TRANSLATIONS = Path(__file__).parent / "translations"


def in_language(template: Template, language: str) -> Template:
    """The template with its texts in `language` (two letters); a text without a translation stays as it is."""
    words = words_in(language)
    if not words:
        return template
    return replace(
        template,
        title=words.get(template.title, template.title),
        note=words.get(template.note, template.note),
        tables=tuple(_table(table, words) for table in template.tables),
    )


@cache
def words_in(language: str) -> Mapping[str, str]:
    """English texts and their translations; empty for a language without a file."""
    path = TRANSLATIONS / f"{language}.yaml"
    if not path.is_file():
        return {}
    top = read_yaml(path)
    return {item.text("en"): item.text(language) for item in top["words"]}


def texts_of(template: Template) -> tuple[str, ...]:
    """Every text of a template that a person reads, each once."""
    texts = [template.title, template.note]
    for table in template.tables:
        texts += [table.title, table.unit]
        for dimension in table.dimensions:
            texts += [dimension.label, *(code.label for code in dimension.codes)]
    return tuple(dict.fromkeys(text for text in texts if text))


def _table(table: Table, words: Mapping[str, str]) -> Table:
    return replace(
        table,
        title=words.get(table.title, table.title),
        unit=words.get(table.unit, table.unit),
        dimensions=tuple(_dimension(dimension, words) for dimension in table.dimensions),
    )


def _dimension(dimension: Dimension, words: Mapping[str, str]) -> Dimension:
    return replace(
        dimension,
        label=words.get(dimension.label, dimension.label),
        codes=tuple(replace(code, label=words.get(code.label, code.label)) for code in dimension.codes),
    )
