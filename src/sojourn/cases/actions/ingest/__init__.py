"""Take many cases in at once: live ones through the engine, closed ones as whole sets of rows."""

from sojourn.cases.actions.ingest.asked import NewCase, NewEntry, NewMember
from sojourn.cases.actions.ingest.taking import ingest_cases

__all__ = ["NewCase", "NewEntry", "NewMember", "ingest_cases"]
