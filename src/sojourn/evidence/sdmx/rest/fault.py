"""Why a question in SDMX REST can't be answered; codes from the SDMX web services guidelines."""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape

_SCHEMAS = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1"


@dataclass
class Fault(Exception):
    """`status` of HTTP, `code` of SDMX (100 no results, 110 not allowed, 140 syntax, 150 semantic, 501 not offered)."""

    status: int
    code: int
    text: str

    def message(self) -> str:
        """The SDMX-ML 2.1 error message."""
        return (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<message:Error xmlns:message="{_SCHEMAS}/message"'
            f' xmlns:common="{_SCHEMAS}/common"><message:ErrorMessage code="{self.code}">'
            f"<common:Text>{escape(self.text)}</common:Text></message:ErrorMessage></message:Error>\n"
        )


def syntax(text: str) -> Fault:
    """The address can't be read."""
    return Fault(400, 140, text)


def no_results(text: str) -> Fault:
    """There is nothing of the kind."""
    return Fault(404, 100, text)


def not_offered(text: str) -> Fault:
    """The standard has it and this door does not."""
    return Fault(501, 501, text)
