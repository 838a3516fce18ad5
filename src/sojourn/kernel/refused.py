"""How the house says no: one exception that carries rules, words and fields, translated at the door."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Reason:
    """One ground for a refusal.

    `code` is stable (a rule number such as "AVRR-R02", or a word such as "four_eyes");
    `message` is an English template with `{name}` places filled from `params`;
    `field` names the question or column at fault, `subject` the member it is about.
    """

    code: str
    message: str
    params: Mapping[str, Any] = field(default_factory=dict)
    field: str = ""
    subject: str = ""

    def __str__(self) -> str:
        return self.message.format_map(_Forgiving(self.params))


class _Forgiving(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


class Refused(Exception):
    """An action was not done, and nothing changed; `reasons` say why and what would help."""

    def __init__(self, reasons: Reason | Iterable[Reason]) -> None:
        self.reasons: tuple[Reason, ...] = (reasons,) if isinstance(reasons, Reason) else tuple(reasons)
        super().__init__("; ".join(str(reason) for reason in self.reasons))

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the reasons, in their order."""
        return tuple(reason.code for reason in self.reasons)
