"""What a page shows of one question, group or repeat, with a signature that changes when it does."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from sojourn.web.forms.instants import OFFSETS

# More choices than this become a list to open; more than LONG get a box to scroll.
FEW = 6
LONG = 20
# Choices up to this many and this short stand side by side.
SIDE_BY_SIDE, SHORT = 4, 16
_MANY = ("radios", "checks", "rank")


@dataclass(frozen=True)
class Option:
    """One choice of a list."""

    id: str
    name: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Place:
    """One place of a ranking, counted from 1, and the code that stands there, if any."""

    id: str
    number: int
    chosen: str


@dataclass(frozen=True)
class Row:
    """One row of a repeat; `name` is its dotted place such as "document.2"."""

    id: str
    name: str
    label: str
    remove_label: str
    children: tuple[Region, ...]


@dataclass(frozen=True)
class Region:
    """A piece of a form page that can be replaced by itself; `name` is the field name, rows counted from 1."""

    name: str
    kind: str
    label: str = ""
    hint: str = ""
    why: str = ""
    guard: str = ""
    value: str = ""
    shown: str = ""
    options: tuple[Option, ...] = ()
    places: tuple[Place, ...] = ()
    required: bool = False
    visible: bool = True
    problems: tuple[str, ...] = ()
    children: tuple[Region, ...] = ()
    rows: tuple[Row, ...] = ()
    may_change_rows: bool = False
    add_label: str = ""
    accept: str = ""
    file_url: str = ""
    file_name: str = ""
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The id of the region in the page."""
        return "r-" + self.name.replace(".", "-")

    @property
    def input_id(self) -> str:
        """The id of the control, and of its first choice without the number."""
        return "f-" + self.name.replace(".", "-")

    @property
    def focus_id(self) -> str:
        """Where a link from the summary of problems leads."""
        return self.options[0].id if self.kind in _MANY and self.options else self.input_id

    @property
    def template(self) -> str:
        """The template of its control."""
        return f"web/forms/kinds/{self.kind}.html"

    @property
    def is_many(self) -> bool:
        """Whether several controls share one label."""
        return self.kind in _MANY

    @property
    def is_long(self) -> bool:
        """Whether the choices need a box to scroll."""
        return len(self.options) > LONG

    @property
    def in_a_row(self) -> bool:
        """Whether the choices are few and short enough to stand side by side."""
        return len(self.options) <= SIDE_BY_SIDE and all(len(option.label) <= SHORT for option in self.options)

    @property
    def may_clear(self) -> bool:
        """Whether to offer taking a chosen answer back, which radio buttons cannot do alone."""
        return self.kind == "radios" and not self.required and bool(self.value)

    @property
    def offsets(self) -> tuple[str, ...]:
        """What may be chosen beside a local time."""
        return OFFSETS

    @property
    def described_by(self) -> str:
        """The ids of the texts that explain the control, for screen readers."""
        texts = (("hint", self.hint), ("guard", self.guard), ("problem", self.problems))
        return " ".join(f"{self.input_id}-{name}" for name, text in texts if text)

    @cached_property
    def signature(self) -> str:
        """A short word over everything shown except what the person types or chooses."""
        if not self.visible:
            return "0"
        if self.kind == "group":
            seen: tuple[object, ...] = (self.label, self.hint)
        elif self.kind == "repeat":
            seen = (self.label, self.hint, self.problems, self.may_change_rows, [row.label for row in self.rows])
        else:
            names = [(option.name, option.label) for option in self.options]
            seen = (self.kind, self.label, self.hint, self.required, self.problems, self.shown, names,
                    self.may_clear, self.file_url)  # fmt: skip
        return hashlib.blake2s(repr(seen).encode(), digest_size=4).hexdigest()


def walk(regions: tuple[Region, ...]) -> Iterator[Region]:
    """Every region, outermost first."""
    for region in regions:
        yield region
        yield from walk(region.children)
        for row in region.rows:
            yield from walk(row.children)


def changed(regions: tuple[Region, ...], have: dict[str, str]) -> Iterator[Region]:
    """The outermost regions whose signature differs from what the page has (`have`: region id to signature)."""
    for region in regions:
        if have.get(region.id) != region.signature:
            yield region
        elif region.visible:
            yield from changed(region.children, have)
            for row in region.rows:
                yield from changed(row.children, have)
