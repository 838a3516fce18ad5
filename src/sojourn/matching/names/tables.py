"""The version of the name tables: stored keys are rebuilt when it changes."""

from __future__ import annotations

RULES_VERSION = "2026.11.1"
