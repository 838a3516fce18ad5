"""The number functions of the list: always floats, NaN instead of an exception."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Context, Decimal
from typing import Any

from sojourn.grammar.expressions.instants import NAN
from sojourn.grammar.expressions.library.texts import flat
from sojourn.grammar.expressions.values import number_of

# Enough digits for the largest double and thirty decimals.
_EXACT = Context(prec=400)
_UNITS = {places: Decimal(1).scaleb(-places) for places in range(-30, 31)}


def divide(left: float, right: float) -> float:
    """IEEE division, but zero has no sign: 1 div 0 is Infinity, 0 div 0 is NaN."""
    if right:
        return left / right
    return math.copysign(math.inf, left) if left == left and right == right and left else NAN


def modulo(left: float, right: float) -> float:
    """The remainder with the sign of the dividend (XPath 1.0 section 3.5)."""
    if right == 0 or left != left or right != right or math.isinf(left):
        return NAN
    return math.fmod(left, right)


def whole(number: float) -> float:
    """Without the fraction, towards zero."""
    return number if number != number or math.isinf(number) else float(math.trunc(number))


def rounded(number: float, places: float = 0.0) -> float:
    """Round to so many decimals; halves go up: 2.5 is 3, -2.5 is -2 (XPath 1.0 section 4.4), 1.005 at 2 is 1.01."""
    if number - number != 0:
        return number
    if places == 0:
        floor = math.floor(number)
        return float(floor + 1 if number - floor >= 0.5 else floor)
    if not -30 <= places <= 30:
        return NAN
    half = ROUND_HALF_UP if number >= 0 else ROUND_HALF_DOWN
    return float(Decimal(repr(number)).quantize(_UNITS[int(places)], half, _EXACT))


def power(base: float, exponent: float) -> float:
    """`base` to the power `exponent`; NaN where there is no real answer."""
    try:
        return math.pow(base, exponent)
    except OverflowError:
        return math.inf if base > 0 or exponent % 2 == 0 else -math.inf
    except ValueError:
        return math.inf if base == 0 else NAN


def exp(number: float) -> float:
    """e to the power."""
    try:
        return math.exp(number)
    except OverflowError:
        return math.inf


def exp10(number: float) -> float:
    """10 to the power."""
    return power(10.0, number)


def log(number: float) -> float:
    """The natural logarithm; of 0 it is -Infinity."""
    return -math.inf if number == 0 else _real(math.log)(number)


def log10(number: float) -> float:
    """The logarithm to base 10; of 0 it is -Infinity."""
    return -math.inf if number == 0 else _real(math.log10)(number)


def _real(function: Callable[[float], float]) -> Callable[[float], float]:
    def checked(number: float) -> float:
        try:
            return function(number)
        except ValueError:
            return NAN

    return checked


square_root, sine, cosine, tangent = (_real(one) for one in (math.sqrt, math.sin, math.cos, math.tan))
arc_sine, arc_cosine, arc_tangent = (_real(one) for one in (math.asin, math.acos, math.atan))


def chance() -> float:
    """A number from 0 up to but without 1."""
    return random.SystemRandom().random()


def present(values: tuple[Any, ...]) -> list[float]:
    """The numbers among the values; what is missing or unreadable is left out, as in Collect."""
    return [number for number in map(number_of, flat(values)) if number == number]


def least(*values: Any) -> float:
    """The smallest of what is there; NaN of nothing."""
    return min(present(values), default=NAN)


def greatest(*values: Any) -> float:
    """The greatest of what is there; NaN of nothing."""
    return max(present(values), default=NAN)


def checklist(low: float, high: float, *conditions: bool) -> bool:
    """Whether the count of true conditions lies between the bounds; a negative bound does not count, NaN fails."""
    count = sum(conditions)
    return (low < 0 or count >= low) and (high < 0 or count <= high)
