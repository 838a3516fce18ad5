"""Code lists: read from packs, and the lists all programmes share."""

from sojourn.grammar.codes.model import Choice, ChoiceList
from sojourn.grammar.codes.reading import code_lists, read_codes
from sojourn.grammar.codes.shared import opened, shared_list, shared_names

__all__ = ["Choice", "ChoiceList", "code_lists", "opened", "read_codes", "shared_list", "shared_names"]
