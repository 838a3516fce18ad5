"""How each kind of key is written. The first letter tells the kind, so that kinds can't be mixed up."""

from __future__ import annotations

Day = tuple[int, int, int]

# What stands for the year of a birth that is not known to the year.
NO_YEAR = "?"


def word(skeleton: str) -> str:
    """One word of a name alone."""
    return f"w:{skeleton}"


def start(skeleton: str) -> str:
    """How a word begins: two or three consonants, or all of a shorter one."""
    return f"w:{skeleton}*"


def year(number: int | str) -> str:
    """The birth year alone, or that none is known: asked together with a word only."""
    return f"a:{number}"


def day(born: Day) -> str:
    """The birth date alone, the same when day and month are exchanged: for a search by nothing else."""
    return f"a:{_day(born)}"


def pair(one: str, two: str) -> str:
    """Two words of a name in whatever order and roles."""
    return "n:" + "|".join(sorted((one, two)))


def half(whole: str, other: str) -> str:
    """A word, and the first two consonants of another: for a slip in the other's end."""
    return f"h:{whole}|{other[:2]}"


def half_begun(whole: str, other: str) -> str:
    """A word, and the first consonant of another: for a search only, since very many share it."""
    return f"w:{whole}|{other[:1]}*"


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


def word_year_and_initial(skeleton: str, year: int, other: str) -> str:
    """A word, the birth year, and the first consonant of another word: for a slip in that one."""
    return f"v:{skeleton}|{year}|{other[:1]}"


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
