"""The one expression language of the house: XPath as XLSForm cells write it, compiled once and used three ways."""

from sojourn.grammar.expressions.compiler import Expression, compile
from sojourn.grammar.expressions.env import Env
from sojourn.grammar.expressions.faults import ExpressionError, Notice
from sojourn.grammar.expressions.functions import FUNCTIONS
from sojourn.grammar.expressions.functions.row import Function
from sojourn.grammar.expressions.ordering import order
from sojourn.grammar.expressions.scope import Name, Scope, Type
from sojourn.grammar.expressions.sql.answers import SQL_TYPES
from sojourn.grammar.expressions.tree import Node
from sojourn.grammar.place import Place

__all__ = [
    "FUNCTIONS",
    "SQL_TYPES",
    "Env",
    "Expression",
    "ExpressionError",
    "Function",
    "Name",
    "Node",
    "Notice",
    "Place",
    "Scope",
    "Type",
    "compile",
    "order",
]
