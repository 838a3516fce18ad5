"""Forms: read, checked and compiled, so that answers can be asked for, cleaned and kept."""

from sojourn.grammar.codes.model import Choice, ChoiceList
from sojourn.grammar.faults import Fault, GrammarErrors
from sojourn.grammar.forms.checks import placement_faults
from sojourn.grammar.forms.model import Form, Question
from sojourn.grammar.forms.reading import read_form

__all__ = ["Choice", "ChoiceList", "Fault", "Form", "GrammarErrors", "Question", "placement_faults", "read_form"]
