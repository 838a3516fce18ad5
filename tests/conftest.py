"""Fixtures of all tests."""

import os

# A test of our own code never asks the network; a key in the caller's environment must not leak in either.
for _name in ("SOJOURN_SECRET_KEY", "SOJOURN_APP_PASSWORD", "SOJOURN_PACKS"):
    os.environ.pop(_name, None)

pytest_plugins = ["tests.fixtures.database", "tests.fixtures.browser"]
