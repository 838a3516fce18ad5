"""What stands in an operator's way, said as a sentence, with the way out."""

from __future__ import annotations


class Trouble(Exception):
    """Something outside the program must change first; `remedy` says what to do, line by line."""

    def __init__(self, sentence: str, *remedy: str) -> None:
        self.sentence = sentence
        self.remedy = remedy
        super().__init__("\n".join((sentence, *remedy)))

    def __str__(self) -> str:
        return "\n".join((self.sentence, *(f"  → {line}" for line in self.remedy)))
