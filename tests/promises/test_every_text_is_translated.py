"""Every text that the code brings is there in Arabic and French, with the same places to fill in."""

from __future__ import annotations

import re

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from tools.messages import LANGUAGES, found, po_file, untranslated, updated

HOW = "write it anew:  .venv/bin/python tools/messages.py   and fill in what is missing"
PLACE = re.compile(r"%\((\w+)\)s|\{(\w+)\}")


@pytest.fixture(scope="module")
def texts() -> Catalog:
    """Every text there is; looking for them takes seconds."""
    return found()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_waits_for_a_translation(language: str, texts: Catalog) -> None:
    assert untranslated(updated(language, texts)) == [], HOW


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_left_over(language: str, texts: Catalog) -> None:
    with po_file(language).open("rb") as file:
        written = {message.id for message in read_po(file)}

    assert written == {message.id for message in texts}


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_fill_in_the_same_places(language: str, texts: Catalog) -> None:
    wrong = [message.id for message in updated(language, texts) if message.id and not same_places(message)]

    assert wrong == []


def same_places(message: Message) -> bool:
    """A plural form may leave its number out, where the word itself says how many; nothing else may differ."""
    plural = not isinstance(message.id, str)
    wanted = places(" ".join(message.id) if plural else message.id)
    forms = [form or "" for form in (message.string if plural else (message.string,))]
    return all(places(form) <= wanted and (plural or places(form) == wanted) for form in forms)


def places(text: str) -> set[str]:
    return {one or other for one, other in PLACE.findall(text)}
