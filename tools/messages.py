"""Keep the translations of the pages in step with the code: `python tools/messages.py` rewrites the .po files.

Reads every Python file and template of the package: calls of gettext and its kin, the words of a `Reason`, and
translate tags. What is no longer used leaves the files; what is new comes in without a translation.
"""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parents[1] / "src" / "sojourn"
LOCALES = SOURCE / "locale"
LANGUAGES = ("ar", "fr")
# Which arguments of which call hold words; a Reason's message is its second.
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None, "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3), "Reason": (2,),
}  # fmt: skip
# Programmes bring their own translations, and so do the forms of the grammar.
BEGINNING = datetime(2026, 11, 22, tzinfo=UTC)
ELSEWHERE = ("packs",)
FORMS = ("grammar", "forms")
# There a Reason's second argument is often a level, one word of code: what people read are sentences.
WEIGHED = "matching"
# The names of variables under which the words of a reason are sometimes made ready.
MADE_READY = frozenset({"words", "message"})

Found = tuple[str, int, str | tuple[str, ...], str | None]


def main() -> int:
    """Rewrite every .po file; return how many words wait for a translation."""
    template = found()
    waiting = 0
    for language in LANGUAGES:
        catalog = updated(language, template)
        path = po_file(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as out:
            write_po(out, _plain(catalog), width=110, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
        waiting += len(untranslated(catalog))
    sys.stdout.write(f"{len(template)} texts; {waiting} translations are missing\n")
    return waiting


def found() -> Catalog:
    """Every text that a person may read and that the code brings itself."""
    template = Catalog(project="Sojourn", charset="utf-8", fuzzy=False)
    for path, line, words, context in _every():
        template.add(words, locations=[(path, line)], context=context)
    return template


def updated(language: str, template: Catalog) -> Catalog:
    """The catalogue of a language brought in step with the texts found."""
    path = po_file(language)
    if path.exists():
        with path.open("rb") as file:
            catalog = read_po(file, locale=language)
    else:
        catalog = Catalog(locale=language, project="Sojourn", charset="utf-8", fuzzy=False)
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    return catalog


def _plain(catalog: Catalog) -> Catalog:
    """A heading without dates and addresses, so that a file changes only when a text does."""
    catalog.header_comment = f"# What the pages of Sojourn say, in {catalog.locale}."
    catalog.creation_date = catalog.revision_date = BEGINNING
    catalog.last_translator = catalog.language_team = "Sojourn"
    catalog.msgid_bugs_address = ""
    return catalog


def untranslated(catalog: Catalog) -> list[str]:
    """The texts that have no translation, or not in every plural form."""
    return [
        str(message.id)
        for message in catalog
        if message.id and not (all(message.string) if isinstance(message.string, tuple) else message.string)
    ]


def po_file(language: str) -> Path:
    """Where the translations of a language stand."""
    return LOCALES / language / "LC_MESSAGES" / "django.po"


def _every() -> Iterator[Found]:
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE)
        if name.parts[0] not in ELSEWHERE and name.parts[:2] != FORMS and "migrations" not in name.parts:
            yield from _in_python(str(name), path.read_bytes())
            yield from _made_ready(str(name), path.read_text())
    for path in sorted((SOURCE / "web" / "templates").rglob("*.html")):
        yield from _in_template(str(path.relative_to(SOURCE)), path.read_text())


def _in_python(name: str, source: bytes) -> Iterator[Found]:
    for line, words, _comments, context in extract("python", io.BytesIO(source), keywords=KEYWORDS):
        if words and not (name.startswith(WEIGHED) and " " not in words):
            yield name, line, words, context


def _made_ready(name: str, source: str) -> Iterator[Found]:
    """Texts given to a variable called `words` or `message`, in modules that speak of reasons."""
    if "Reason(" not in source:
        return
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assign) and MADE_READY.issuperset(ast.unparse(one) for one in node.targets):
            for text in ast.walk(node.value):
                if isinstance(text, ast.Constant) and isinstance(text.value, str) and " " in text.value:
                    yield name, node.lineno, text.value, None


def _in_template(name: str, source: str) -> Iterator[Found]:
    # Django turns its tags into calls; what stands around them means nothing, nor does its indentation.
    calls = "\n".join(line.strip() for line in templatize(source, origin=name).splitlines())
    yield from _in_python(name, calls.encode())


if __name__ == "__main__":
    settings.configure()
    main()
