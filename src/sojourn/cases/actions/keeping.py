"""Keep the pseudonymised facts of a case in step with it, in the same transaction."""

from __future__ import annotations

from sojourn.cases.actions.working import Work


def keep_facts(work: Work) -> None:
    """Temporary."""
    work.facts
