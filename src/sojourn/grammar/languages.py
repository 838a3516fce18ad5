"""Texts in several languages; languages from what a heading calls them to a code, and back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from babel import Locale, UnknownLocaleError

_WITH_CODE = re.compile(r"^(?P<name>.*?)\s*\((?P<code>[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\)$")
_CODE = re.compile(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")


# Languages of people served and of staff: their own names are recognised, and shared lists carry them.
LANGUAGES = ("en", "fr", "ar", "fa", "ps", "ti", "am", "so", "es", "pt", "ru", "uk", "tr", "ur", "bn", "ku", "ha", "sw")

Labels = Mapping[str, str]  # language code -> text


def text_in(texts: Labels, language: str, default_language: str = "en", otherwise: str = "") -> str:
    """The text in `language`, else in the form's own language, else in the first by its code, else `otherwise`."""
    found = texts.get(language) or texts.get(language.partition("-")[0]) or texts.get(default_language)
    return found or next((texts[code] for code in sorted(texts) if texts[code]), otherwise)


def code_of(heading: str) -> str:
    """The code of a language as a heading names it: "Français (fr)", "fr" and "French" all give "fr".

    A name nobody knows is its own code, so that no text is ever lost.
    """
    written = heading.strip()
    if match := _WITH_CODE.match(written):
        return match["code"].lower() if "-" not in match["code"] else match["code"]
    if _CODE.match(written):
        return written
    return _codes_by_name().get(written.casefold(), written)


@cache
def heading_of(code: str) -> str:
    """The usual heading: the language's own name and its code, e.g. "العربية (ar)"; else the code."""
    name = _own_name(code)
    return f"{name[:1].upper()}{name[1:]} ({code})" if name else code


def _own_name(code: str) -> str:
    try:
        return Locale.parse(code, sep="-").get_language_name() or ""
    except (ValueError, UnknownLocaleError):
        return ""


@cache
def _codes_by_name() -> Mapping[str, str]:
    english = Locale.parse("en").languages
    names = {str(name).casefold(): code.replace("_", "-") for code, name in english.items()}
    return {**{_own_name(code).casefold(): code for code in LANGUAGES}, **names}
