"""Take many cases in at once: live ones through the engine, closed ones as whole sets of rows."""

from sojourn.cases.actions.ingest.asked import NewCase, NewEntry, NewMember
from sojourn.cases.actions.ingest.closed import ClosedCases
from sojourn.cases.actions.ingest.taking import ingest_cases, make_ready

__all__ = ["ClosedCases", "NewCase", "NewEntry", "NewMember", "ingest_cases", "make_ready"]
