"""Write a regular expression for Python and for the databases, so that all find the same whole matches."""

from __future__ import annotations

from sojourn.grammar.expressions.library.patterns.parts import Again, Edge, Group, OneOf, Part, Repeated

_SPECIAL = frozenset("\\^$.|?*+()[]{}-/&~#")
_END = {"python": r"\Z", "postgresql": "$", "duckdb": "$"}


def written(part: Part, dialect: str) -> str:
    """The pattern in the words of "python", "postgresql" or "duckdb"."""
    match part:
        case OneOf(ranges=((low, high),), negated=False) if low == high:
            return _character(low)
        case OneOf(ranges=ranges, negated=negated):
            return f"[{'^' if negated else ''}{''.join(_range(low, high) for low, high in ranges)}]"
        case Edge(sign="$"):
            return _END[dialect]
        case Edge(sign=sign):
            return sign
        case Again(group=number):
            return f"(?:\\{number})"
        case Group(kind=kind, branches=branches):
            opening = "(?:" if kind == "(" and dialect != "python" else kind
            return opening + "|".join("".join(written(one, dialect) for one in branch) for branch in branches) + ")"
        case Repeated(part=inner, least=least, most=most):
            return written(inner, dialect) + _times(least, most)


def _times(least: int, most: int | None) -> str:
    match least, most:
        case 0, None:
            return "*"
        case 1, None:
            return "+"
        case 0, 1:
            return "?"
        case _:
            upper = "" if most == least else "," if most is None else f",{most}"
            return f"{{{least}{upper}}}"


def _range(low: int, high: int) -> str:
    return _character(low) if low == high else f"{_character(low)}-{_character(high)}"


def _character(code: int) -> str:
    char = chr(code)
    if char in _SPECIAL:
        return "\\" + char
    return {9: r"\t", 10: r"\n", 11: r"\v", 12: r"\f", 13: r"\r"}.get(code, char)
