"""Read a regular expression; refuse, at its place, what Collect, Python and browsers do not read alike."""

from __future__ import annotations

import re

from sojourn.grammar.expressions.library.patterns.escapes import escaped
from sojourn.grammar.expressions.library.patterns.parts import (
    LINE_ENDS,
    Edge,
    Group,
    OneOf,
    Part,
    PatternError,
    Range,
    Repeated,
)

MOST_TIMES = 1000
DEEPEST = 20
_TIMES = re.compile(r"\{([0-9]+)(,?)([0-9]*)\}")
_OPENINGS = ("(?:", "(?=", "(?!", "(?<=", "(?<!")


class Reader:
    """Reads one pattern from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.depth = 0

    def whole(self) -> Group:
        """The pattern as one group; raise PatternError at the first character that does not fit."""
        found = Group("(?:", self.branches())
        if self.at < len(self.text):
            raise PatternError(self.at, "this closing bracket has no opening one")
        return found

    def branches(self) -> tuple[tuple[Part, ...], ...]:
        """Everything up to a closing bracket or the end, split at `|`."""
        found: list[tuple[Part, ...]] = []
        branch: list[Part] = []
        while self.at < len(self.text) and self.text[self.at] != ")":
            if self.text[self.at] == "|":
                self.at += 1
                found.append(tuple(branch))
                branch = []
            else:
                branch.append(self.repeated(self.part()))
        return (*found, tuple(branch))

    def part(self) -> Part:
        """The next part, without its repetition."""
        char = self.text[self.at]
        if char == "(":
            return self.group()
        if char == "[":
            return self.one_of()
        if char == "\\":
            part, self.at = escaped(self.text, self.at, inside=False)
            return part
        if char in "*+?{":
            raise PatternError(self.at, f"there is nothing before this {char} to repeat")
        self.at += 1
        if char in "^$":
            return Edge(char)
        return OneOf(LINE_ENDS, negated=True) if char == "." else OneOf(((ord(char), ord(char)),))

    def group(self) -> Group:
        """A group in round brackets."""
        start, self.depth = self.at, self.depth + 1
        kind = next((opening for opening in _OPENINGS if self.text.startswith(opening, start)), "(")
        if kind == "(" and self.text.startswith("(?", start):
            raise PatternError(start, "this kind of group is not read everywhere: for both cases write [Aa]")
        if self.depth > DEEPEST:
            raise PatternError(start, f"more than {DEEPEST} groups inside each other")
        self.at += len(kind)
        branches = self.branches()
        if self.at >= len(self.text):
            raise PatternError(start, "this bracket is never closed")
        self.at, self.depth = self.at + 1, self.depth - 1
        return Group(kind, branches)

    def repeated(self, part: Part) -> Part:
        """The part with the repetition written after it; lazy ones (`+?`) mean the same here, for a whole match."""
        bounds = self.bounds()
        if bounds is None:
            return part
        if isinstance(part, Edge):
            raise PatternError(self.at - 1, "a place such as ^ or $ cannot be repeated")
        self.at += self.text.startswith("?", self.at)
        if self.text[self.at : self.at + 1] in ("*", "+", "{"):
            raise PatternError(self.at, "two repetitions in a row: put the first into brackets")
        return Repeated(part, *bounds)

    def bounds(self) -> tuple[int, int | None] | None:
        """How often the part before may stand, when a repetition is written here."""
        sign = self.text[self.at : self.at + 1]
        if sign in ("*", "+", "?"):
            self.at += 1
            return {"*": (0, None), "+": (1, None), "?": (0, 1)}[sign]
        if sign != "{":
            return None
        match = _TIMES.match(self.text, self.at)
        if match is None:
            raise PatternError(self.at, "write {2}, {2,} or {2,5}; a bracket itself is written \\{")
        least, most = int(match[1]), int(match[3]) if match[3] else None if match[2] else int(match[1])
        if max(least, most or 0) > MOST_TIMES or (most is not None and most < least):
            raise PatternError(self.at, f"the numbers must rise, up to {MOST_TIMES}")
        self.at = match.end()
        return least, most

    def one_of(self) -> OneOf:
        """A set in square brackets."""
        start = self.at
        self.at += 1
        negated = self.text.startswith("^", self.at)
        self.at += negated
        ranges: list[Range] = []
        while not self.text.startswith("]", self.at):
            if self.at >= len(self.text):
                raise PatternError(start, "this bracket is never closed")
            ranges.extend(self.range())
        self.at += 1
        if not ranges:
            raise PatternError(start, "there is nothing in these brackets")
        return OneOf(tuple(sorted(ranges)), negated)

    def range(self) -> tuple[Range, ...]:
        """A character of a set, a range such as a-z, or a shorthand such as \\d."""
        start = self.at
        first = self.set_member()
        is_range = self.text.startswith("-", self.at) and not self.text.startswith("-]", self.at)
        if not is_range:
            return first
        self.at += 1
        last = self.set_member()
        if len(first) != 1 or len(last) != 1 or first[0][0] != first[0][1] or last[0][0] != last[0][1]:
            raise PatternError(
                start, "a range goes from one character to another; a plain - stands last or is written \\-"
            )
        if last[0][0] < first[0][0]:
            raise PatternError(start, "this range runs backwards")
        return ((first[0][0], last[0][0]),)

    def set_member(self) -> tuple[Range, ...]:
        """One character or shorthand inside square brackets."""
        if self.at >= len(self.text):
            raise PatternError(self.at, "the bracket is never closed")
        char = self.text[self.at]
        if char == "[":
            raise PatternError(self.at, "inside square brackets write \\[")
        if char == "\\":
            part, self.at = escaped(self.text, self.at, inside=True)
            assert isinstance(part, OneOf)
            return part.ranges
        self.at += 1
        return ((ord(char), ord(char)),)
