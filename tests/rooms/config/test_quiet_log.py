"""The log: where something failed, never what was in it."""

import logging
import sys

from sojourn.config.quiet_log import QuietFormatter


def test_an_exception_s_message_is_withheld_and_its_place_is_not():
    address = "@".join(("testperson.alder", "example.org"))
    try:
        raise ValueError(f"Key (email)=({address}) already exists")
    except ValueError:
        record = logging.LogRecord("sojourn", logging.ERROR, __file__, 1, "A request failed", None, sys.exc_info())

    line = QuietFormatter().format(record)

    assert address not in line
    assert "builtins.ValueError" in line
    assert "test_quiet_log.py" in line
