"""How each kind of key is written. The first letter tells the kind, so that kinds can't be mixed up."""

from __future__ import annotations

Day = tuple[int, int, int]


def word(skeleton: str) -> str:
    """One word of a name alone."""
    return f"w:{skeleton}"


def start(skeleton: str) -> str:
    """How a word begins, for a single one that is still being typed."""
    return f"w:{skeleton}*"


def pair(one: str, two: str) -> str:
    """Two words of a name in whatever order and roles."""
    return "n:" + "|".join(sorted((one, two)))


def half(whole: str, other: str) -> str:
    """A word, and how another begins: for a slip in the other's end, or while it is still being typed."""
    return f"h:{whole}|{other[:2]}"


def word_and_day(skeleton: str, day: Day) -> str:
    """A word and the birth date, the same when day and month are exchanged."""
    return f"b:{skeleton}|{_day(day)}"


def beginnings_and_year(one: str, two: str, year: int) -> str:
    """How two words begin, and the birth year: for slips in both words."""
    return "y:" + "|".join(sorted((one[:2], two[:2]))) + f"|{year}"


def initials_and_day(initials: list[str], day: Day) -> str:
    """The first letters of two words and the birth date: for names written quite differently."""
    return "i:" + "".join(sorted(initials)) + f"|{_day(day)}"


def word_and_year(skeleton: str, year: int) -> str:
    """A word and the birth year."""
    return f"v:{skeleton}|{year}"


def phone(digits: str) -> str:
    """The last nine digits: with or without the country's code."""
    return "p:" + "".join(char for char in digits if char.isdigit())[-9:]


def document(text: str) -> str:
    """A document's number without its state, which one side may not know."""
    return "d:" + text.rpartition(":")[2]


def _day(day: Day) -> str:
    year, month, of_month = day
    low, high = sorted((month, of_month))
    return f"{year}{low:02}{high:02}" if high <= 12 else f"{year}{month:02}{of_month:02}"
