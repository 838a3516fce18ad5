"""From the words of an expression to its tree, by precedence climbing (XPath 1.0 section 3, operators)."""

from __future__ import annotations

from difflib import get_close_matches

from sojourn.grammar.expressions.faults import Mistake
from sojourn.grammar.expressions.scope import Type
from sojourn.grammar.expressions.tokens import Kind, Token, tokens_of
from sojourn.grammar.expressions.tree import (
    Binary,
    Call,
    Column,
    Current,
    Logic,
    Mention,
    Minus,
    Node,
    Number,
    Parent,
    Sum,
    Text,
)

DEEPEST = 60

_STRENGTH = {
    "or": 1, "and": 2, "=": 3, "!=": 3, "<": 4, "<=": 4, ">": 4, ">=": 4, "+": 5, "-": 5, "*": 6, "div": 6, "mod": 6,
}  # fmt: skip
_PRODUCTS = {"*", "div", "mod"}
_COMPARISONS = {"=", "!=", "<", "<=", ">", ">="}
_REFUSED_SIGNS = {
    "/": "a path such as /data/age cannot be used: write the question as {example}",
    "//": "a path such as //age cannot be used: write the question as {example}",
    "[": "a condition in square brackets cannot be used: add a calculate inside the repeat and count or sum that",
    "@": "attributes cannot be used: write the question as {example}",
    "|": "sets cannot be joined with |: use the functions one after the other",
}


def parse(text: str) -> Node:
    """Read a whole expression; raise Mistake at the first character that does not fit."""
    reader = _Reader(tokens_of(text))
    if reader.now.kind is Kind.END:
        raise Mistake(0, "empty", "there is no expression here")
    tree = reader.expression(0)
    reader.finish()
    return tree


class _Reader:
    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._index = 0
        self._depth = 0

    def finish(self) -> None:
        if self.now.kind is not Kind.END:
            raise self.surprise()

    @property
    def now(self) -> Token:
        return self._tokens[self._index]

    def take(self) -> Token:
        token = self.now
        self._index += token.kind is not Kind.END
        return token

    def sees(self, sign: str) -> bool:
        return self.now.kind is Kind.SIGN and self.now.value == sign

    def expression(self, floor: int) -> Node:
        self._depth += 1
        if self._depth > DEEPEST:
            raise _too_deep(self.now)
        left = self.operand()
        compared = False
        products = 0
        while (operator := self.operator()) and _STRENGTH[operator.value] > floor:
            if compared and operator.value in _COMPARISONS:
                raise Mistake(operator.at, "chained", "two comparisons in a row: write a < b and b < c")
            compared = operator.value in _COMPARISONS
            products += operator.value in _PRODUCTS
            if products > DEEPEST:
                raise _too_deep(operator)
            self.take()
            left = _join(operator, left, self.expression(_STRENGTH[operator.value]))
        self._depth -= 1
        return left

    def operator(self) -> Token | None:
        token = self.now
        if token.kind in (Kind.SIGN, Kind.NAME) and token.value in _STRENGTH:
            return token
        return None

    def operand(self) -> Node:
        token = self.take()
        match token.kind:
            case Kind.NUMBER:
                whole = "." not in token.value
                return Number(token.at, Type.INTEGER if whole else Type.DECIMAL, float(token.value))
            case Kind.TEXT:
                return Text(token.at, Type.TEXT, token.value)
            case Kind.MENTION:
                return Mention(token.at, Type.ANY, token.value)
            case Kind.NAME:
                return self.call(token) if self.sees("(") else Column(token.at, Type.TEXT, token.value)
            case Kind.SIGN:
                return self.signed(token)
        raise Mistake(token.at, "ends_early", "the expression ends too early: something is missing here")

    def signed(self, token: Token) -> Node:
        if token.value == "(":
            inner = self.expression(0)
            self.close(token)
            return inner
        if token.value == "-":
            return Minus(token.at, Type.NUMBER, self.expression(_STRENGTH["*"]))
        if token.value == ".":
            return Current(token.at, Type.ANY, None)
        if token.value == "..":
            return self.parent(token)
        self._index -= 1
        raise self.surprise()

    def parent(self, token: Token) -> Node:
        levels = 1
        while self.sees("/") and self._tokens[self._index + 1].value == "..":
            self._index += 2
            levels += 1
        return Parent(token.at, Type.ANY, levels)

    def call(self, name: Token) -> Node:
        opening = self.take()
        arguments: list[Node] = []
        while not self.sees(")"):
            arguments.append(self.expression(0))
            if self.sees(","):
                comma = self.take()
                if self.sees(")"):
                    raise Mistake(comma.at, "loose_comma", "a value is missing after this comma")
            elif not self.sees(")"):
                break
        self.close(opening)
        return Call(name.at, Type.ANY, name.value, tuple(arguments))

    def close(self, opening: Token) -> None:
        if self.sees(")"):
            self.take()
        elif self.now.kind is Kind.END:
            raise Mistake(opening.at, "open_bracket", "this bracket is never closed")
        else:
            raise self.surprise()

    def surprise(self) -> Mistake:
        token = self.now
        if token.kind is Kind.SIGN and token.value in _REFUSED_SIGNS:
            return Mistake(token.at, "refused_sign", _REFUSED_SIGNS[token.value], example="${age}")
        if (
            self._index
            and token.kind is Kind.SIGN
            and token.value == "="
            and self._tokens[self._index - 1].value == "="
        ):
            return Mistake(token.at, "double_equals", "write one = to compare")
        if token.kind is Kind.END:
            return Mistake(token.at, "ends_early", "the expression ends too early: something is missing here")
        return _unexpected(token)


def _too_deep(token: Token) -> Mistake:
    sentence = "more than {most} levels inside each other: split the expression into calculates"
    return Mistake(token.at, "too_deep", sentence, most=DEEPEST)


def _unexpected(token: Token) -> Mistake:
    near = get_close_matches(token.value.lower(), ["and", "or", "div", "mod"], n=1) if token.kind is Kind.NAME else []
    if near:
        return Mistake(
            token.at, "unexpected_near", "unexpected {found}: did you mean {near}?", found=token.value, near=near[0]
        )
    shown = (
        f"'{token.value}'"
        if token.kind is Kind.TEXT
        else f"${{{token.value}}}"
        if token.kind is Kind.MENTION
        else token.value
    )
    return Mistake(token.at, "unexpected", "unexpected {found}", found=shown)


def _join(operator: Token, left: Node, right: Node) -> Node:
    sign = operator.value
    if sign in ("and", "or"):
        before = left.parts if isinstance(left, Logic) and left.operator == sign else (left,)
        return Logic(left.at, Type.BOOLEAN, sign, (*before, right))
    if sign in ("+", "-"):
        if isinstance(left, Sum):
            return Sum(left.at, Type.NUMBER, left.first, (*left.rest, (sign, right)))
        return Sum(left.at, Type.NUMBER, left, ((sign, right),))
    return Binary(operator.at, Type.BOOLEAN if sign in _COMPARISONS else Type.NUMBER, sign, left, right)
