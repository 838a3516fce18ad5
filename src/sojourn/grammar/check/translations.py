"""Can everybody the pack means to serve read it?"""

from __future__ import annotations

from collections.abc import Iterator

from sojourn.grammar.faults import Fault
from sojourn.grammar.packs import Pack, Text, holes
from sojourn.grammar.place import Place

SHOWN = 50


def translation_faults(pack: Pack) -> Iterator[Fault]:
    """Texts without a translation into a declared language, and translations that lost a name in braces."""
    for language in pack.languages:
        if language == "en":
            continue
        missing = [text for text in pack.texts if not text.translations.get(language)]
        yield from (_missing(text, language) for text in missing[:SHOWN])
        if len(missing) > SHOWN:
            message = f"{len(missing) - SHOWN} more texts have no translation into {language}"
            yield Fault(Place(missing[SHOWN].place.file), "untranslated", message)
    for text in pack.texts:
        for language, translation in text.translations.items():
            if holes(text.english) != holes(translation):
                names = ", ".join("{" + name + "}" for name in sorted(holes(text.english))) or "none"
                message = f"the {language} text of {text.path} must hold the same names in braces: {names}"
                yield Fault(text.place, "braces", message)


def _missing(text: Text, language: str) -> Fault:
    english = text.english if len(text.english) <= 60 else text.english[:57] + "…"
    message = f'no {language} text for "{english}" ({text.path}): add it to words/{language}.yaml'
    return Fault(text.place, "untranslated", message)
