"""The texts that people read, found in every file of a pack, and their translations from words/<language>.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sojourn.grammar.faults import Fault
from sojourn.grammar.packs.folder import Files
from sojourn.grammar.packs.reading import single
from sojourn.grammar.place import Place
from sojourn.grammar.source import Items, Section

READ_BY_PEOPLE = (
    "label", "hint", "guidance_hint", "constraint_message", "required_message", "message", "definition", "watch",
    "description", "unit",
)  # fmt: skip
_UNREAD = frozenset({"parameters", "quality"})
_UNREAD_KEYS = frozenset({"source", "shows", "params"})
# A measure's unit is a code, and the description of a reaction is for authors.
_UNREAD_IN: Mapping[str, str] = {"unit": "measures", "description": "reactions"}
_NOWHERE = "\0"
# Where a plain text may stand for a whole entry, and what that text is.
_BARE = {"stages": "label", "side_states": "label", "approvals": "label", "purposes": "label"}


@dataclass(frozen=True)
class Text:
    """One English text with its translations by language; `path` names it as in words/<language>.yaml `paths`."""

    path: str
    place: Place
    english: str
    translations: Mapping[str, str]


@dataclass
class Words:
    """The entries of one language, and which of them found a text."""

    language: str
    texts: dict[str, tuple[str, Place]] = field(default_factory=dict)
    paths: dict[str, tuple[str, Place]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def translate(self, path: str, english: str) -> str:
        """The translation for this path, else for this English text, else nothing."""
        for entries, key in ((self.paths, path), (self.texts, english)):
            if key in entries:
                self.used.add(key)
                return entries[key][0]
        return ""

    def unused(self) -> Iterator[tuple[str, Place]]:
        """Entries that no text of the pack asked for, with their places."""
        for entries in (self.texts, self.paths):
            yield from ((key, place) for key, (_, place) in entries.items() if key not in self.used)


def apply_words(files: Files) -> list[Text]:
    """Put every translation beside its English text as `label::fr`, and return all texts found.

    Words that no text uses become faults.
    """
    words = [_words(language, sections, files.faults) for language, sections in files.words.items()]
    texts: list[Text] = []
    for path, section, key in list(_found(files)):
        for each in words:
            translation = each.translate(path, section.text(key))
            if translation:
                place = section.place(key)
                section.put(f"{key}::{each.language}", place, translation, place, translation)
        texts.append(Text(path, section.place(key), section.text(key), _translations(section, key)))
    for each in words:
        for key, place in each.unused():
            message = f'no text of the pack is "{key}": correct it or take it out'
            files.faults.append(Fault(place, "unused_words", message))
    return texts


def _words(language: str, sections: list[Section], faults: list[Fault]) -> Words:
    words = Words(language)
    for section in sections:
        for key in section:
            if key not in ("texts", "paths"):
                place = section.key_place(key)
                faults.append(Fault(place, "unknown_key", f'"{key}": words hold `texts` and `paths`'))
        for entries, key in ((words.texts, "texts"), (words.paths, "paths")):
            held = section.get(key)
            if isinstance(held, Section):
                entries.update({name: (held.text(name), held.key_place(name)) for name in held})
    return words


def _translations(section: Section, key: str) -> dict[str, str]:
    return {other.split("::", 1)[1].strip(): section.text(other) for other in section if other.startswith(f"{key}::")}


def _found(files: Files) -> Iterator[tuple[str, Section, str]]:
    for key in ("label", "description"):
        if files.pack.text(key):
            yield f"pack.{key}", files.pack, key
    for key, value in files.pack.items():
        if key not in _UNREAD:
            _write_out(value, _BARE.get(key))
            yield from _in(value, key)
    for name, section in files.lists.items():
        if name == "codes":
            yield from _in_codes(section, "codes")
        else:
            _write_out(section, "label" if name != "measures" else None)
            yield from _in(section, name)
    for form, section in files.forms.items():
        yield from _in_form(section, f"forms.{form}")


def _write_out(entries: object, key: str | None) -> None:
    if not key or not isinstance(entries, Section):
        return
    for name in list(entries):
        if not isinstance(entries[name], Section | Items) and entries.text(name):
            entries.put(name, entries.key_place(name), single(entries, name, key), entries.place(name), None)


def _in(value: object, path: str) -> Iterator[tuple[str, Section, str]]:
    if isinstance(value, Items):
        for item in value:
            yield from _in(item, f"{path}.{_name(item)}" if _name(item) else path)
    elif isinstance(value, Section):
        for key in list(value):
            if key in READ_BY_PEOPLE and value.text(key):
                if not path.startswith(_UNREAD_IN.get(key, _NOWHERE)):
                    yield f"{path}.{key}", value, key
            elif key in ("task", "alert") and isinstance(value[key], Section):
                yield from _in(value[key], f"{key}s.{value[key].text('code')}")
            elif key not in _UNREAD_KEYS:
                yield from _in(value[key], f"{path}.{key}")


def _name(item: object) -> str:
    if not isinstance(item, Section):
        return ""
    return item.text("name") or item.text("code")


def _in_form(section: Section, path: str) -> Iterator[tuple[str, Section, str]]:
    if section.text("label"):
        yield f"{path}.label", section, "label"
    yield from _in_questions(section.get("survey"), f"{path}.questions")
    yield from _in_codes(section.get("choices"), f"{path}.choices")


def _in_questions(items: object, path: str) -> Iterator[tuple[str, Section, str]]:
    for item in items if isinstance(items, Items) else ():
        if isinstance(item, Section):
            for key in list(item):
                if key in READ_BY_PEOPLE and item.text(key):
                    yield f"{path}.{_name(item)}.{key}", item, key
            yield from _in_questions(item.get("children"), path)


def _in_codes(lists: object, path: str) -> Iterator[tuple[str, Section, str]]:
    for name, codes in lists.items() if isinstance(lists, Section) else ():
        held = codes.get("codes", codes) if isinstance(codes, Section) else codes
        if not isinstance(held, Section | Items):
            continue
        for code, choice in _choices(held):
            if choice.text("label"):
                yield f"{path}.{name}.{code}", choice, "label"


def _choices(held: Section | Items) -> Iterator[tuple[str, Section]]:
    if isinstance(held, Items):
        yield from ((item.text("name"), item) for item in held if isinstance(item, Section))
        return
    for code in list(held):
        if not isinstance(held[code], Section) and held.text(code):
            # Written short, `code: Label`; written out, so that translations have a place beside the label.
            held.put(code, held.key_place(code), single(held, code, "label"), held.place(code), None)
        if isinstance(held[code], Section):
            yield code, held[code]
