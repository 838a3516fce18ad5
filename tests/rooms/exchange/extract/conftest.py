"""The office and programme that the tests of the import use."""

from tests.rooms.exchange.imports.conftest import desk, visits

__all__ = ["desk", "visits"]
