"""Say in a sentence what each field has to do with a suggestion."""

from sojourn.matching.explain.reasons import reason_of, sentence
from sojourn.matching.explain.sentences import SENTENCES

__all__ = ["SENTENCES", "reason_of", "sentence"]
