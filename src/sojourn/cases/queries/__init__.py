"""The only reader of cases, always in the scope of a viewer."""

from sojourn.cases.queries.cases import case_for, count_cases, members_of, waiting_handover
from sojourn.cases.queries.entries import current_entry, draft_of, entries_of, outside_of
from sojourn.cases.queries.facts import facts_of
from sojourn.cases.queries.measures import Cell, Table, Wanted, measure_table
from sojourn.cases.queries.packs import pack_of
from sojourn.cases.queries.referrals import referral_for, referrals_received
from sojourn.cases.queries.rows import Rows, current_entries, rows_of

__all__ = [
    "Cell",
    "Rows",
    "Table",
    "Wanted",
    "case_for",
    "count_cases",
    "current_entries",
    "current_entry",
    "draft_of",
    "entries_of",
    "facts_of",
    "measure_table",
    "members_of",
    "outside_of",
    "pack_of",
    "referral_for",
    "referrals_received",
    "rows_of",
    "waiting_handover",
]
