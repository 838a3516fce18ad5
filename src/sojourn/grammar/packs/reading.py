"""Read keys of a pack's YAML in their right shape and gather a fault for each that is not."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sojourn.grammar.faults import Fault
from sojourn.grammar.nearest import did_you_mean
from sojourn.grammar.place import Place
from sojourn.grammar.source import Items, Section


class Reader:
    """Reads one pack; every mistake becomes a fault in `faults`, and reading goes on with a harmless value."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def fault(self, place: Place, code: str, message: str) -> None:
        """Note one mistake."""
        self.faults.append(Fault(place, code, message))

    def keys(self, section: Section, known: Collection[str], what: str) -> None:
        """Refuse keys that mean nothing here; `label::fr` is known where `label` is."""
        for key in section:
            if key.split("::")[0] not in known:
                message = f'"{key}" is not a key of {what}{did_you_mean(key, known)}; known: {", ".join(sorted(known))}'
                self.fault(section.key_place(key), "unknown_key", message)

    def text(self, section: Section, key: str, default: str = "", *, required: bool = False) -> str:
        """A scalar as the author wrote it."""
        value = section.get(key)
        if isinstance(value, (dict, list)):
            self.fault(section.place(key), "shape", f'"{key}" must be a text')
            return default
        text = section.text(key, "").strip()
        if required and not text:
            place = section.place(key) if key in section else section.place()
            self.fault(place, "missing_key", f'"{key}" is missing: add `{key}: …`')
        return text or default

    def yes(self, section: Section, key: str, default: bool = False) -> bool:
        """`yes` or `no`."""
        value = section.get(key)
        if value is None:
            return default
        if value is True or value == "yes":
            return True
        if value is False or value == "no":
            return False
        self.fault(section.place(key), "shape", f'"{key}" must be yes or no')
        return default

    def whole(self, section: Section, key: str, default: int) -> int:
        """A whole number, not negative."""
        value = section.get(key)
        if value is None:
            return default
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
        self.fault(section.place(key), "shape", f'"{key}" must be a whole number')
        return default

    def words(self, section: Section, key: str) -> list[tuple[str, Place]]:
        """One word or a list of words, each with its place."""
        value = section.get(key)
        if isinstance(value, Items):
            bad = [index for index, item in enumerate(value) if isinstance(item, (dict, list)) or item is None]
            for index in bad:
                self.fault(value.place(index), "shape", f'each item of "{key}" must be a word')
            return [(value.text(n), value.place(n)) for n in range(len(value)) if n not in bad]
        if isinstance(value, dict):
            self.fault(section.place(key), "shape", f'"{key}" must be a word or a list of words')
            return []
        text = section.text(key)
        return [(text, section.place(key))] if text else []

    def section(self, section: Section, key: str) -> Section:
        """A mapping, empty when absent."""
        value = section.get(key)
        if isinstance(value, Section):
            return value
        if value is not None:
            self.fault(section.place(key), "shape", f'"{key}" must hold `key: value` lines')
        return Section(section.place(key))

    def named(self, section: Section, key: str, *, bare: str = "") -> Iterator[tuple[str, Section]]:
        """The entries of a mapping of mappings; with `bare`, a plain text stands for `{bare: text}`."""
        yield from self.entries(self.section(section, key), bare=bare)

    def entries(self, entries: Section, *, bare: str = "") -> Iterator[tuple[str, Section]]:
        """The same for a mapping that is a whole file."""
        for name, value in entries.items():
            if isinstance(value, Section):
                yield name, value
            elif bare and value is not None and not isinstance(value, list):
                yield name, single(entries, name, bare)
            else:
                self.fault(entries.place(name), "shape", f'"{name}" must hold `key: value` lines')

    def sections(self, section: Section, key: str) -> list[Section]:
        """A mapping or a list of mappings, as a list."""
        value = section.get(key)
        if value is None:
            return []
        if isinstance(value, Section):
            return [value]
        if isinstance(value, Items) and all(isinstance(item, Section) for item in value):
            return list(value)
        self.fault(section.place(key), "shape", f'"{key}" must be a mapping or a list of mappings')
        return []

    def labels(self, section: Section, key: str = "label", *, required: bool = False) -> Mapping[str, str]:
        """Texts by language: `label` is English, `label::fr` French."""
        found = {"en": text} if (text := self.text(section, key, required=required)) else {}
        for other in section:
            if other.startswith(key + "::"):
                found[other.split("::", 1)[1].strip()] = self.text(section, other)
        return found

    def one_of(self, section: Section, key: str, known: Sequence[str], default: str) -> str:
        """One of a few words."""
        word = self.text(section, key, default)
        if word not in known:
            message = f'"{key}" must be one of {", ".join(known)}, not "{word}"{did_you_mean(word, known)}'
            self.fault(section.place(key), "unknown_word", message)
            return default
        return word

    def target(self, word: str, known: Collection[str], place: Place, what: str) -> bool:
        """True when `word` names something that exists; else a fault that says what it might have been."""
        if word in known:
            return True
        choose = did_you_mean(word, known) or (f"; known: {', '.join(sorted(known)[:12])}" if known else "")
        self.fault(place, "no_target", f'there is no {what} "{word}"{choose}')
        return False


def plain(value: Any) -> Any:
    """The same value as ordinary lists and dicts, without places."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else value


def single(entries: Section, name: str, key: str) -> Section:
    """The plain text at `name` written out as a mapping with that one key."""
    made = Section(entries.place(name))
    made.put(key, entries.key_place(name), entries[name], entries.place(name), entries.text(name))
    return made
