"""Forms: read, checked and compiled, so that answers can be asked for, cleaned and kept."""

from sojourn.grammar.codes.model import Choice, ChoiceList
from sojourn.grammar.faults import Fault, GrammarErrors
from sojourn.grammar.forms.checks import placement_faults
from sojourn.grammar.forms.compiled import Cleaned, CompiledForm
from sojourn.grammar.forms.compiling import compile_form
from sojourn.grammar.forms.filed import asks_for_a_file, with_files
from sojourn.grammar.forms.model import Form, Question
from sojourn.grammar.forms.problems import Problem
from sojourn.grammar.forms.reading import read_form
from sojourn.grammar.forms.state import FormState

__all__ = [
    "Choice",
    "ChoiceList",
    "Cleaned",
    "CompiledForm",
    "Fault",
    "Form",
    "FormState",
    "GrammarErrors",
    "Problem",
    "Question",
    "asks_for_a_file",
    "compile_form",
    "placement_faults",
    "read_form",
    "with_files",
]
