"""The only writers of rounds and returns."""

from sojourn.reporting.actions.deciding import accept_return, ask_back
from sojourn.reporting.actions.filling import discard_draft, explain_warnings, sign_return, store_return
from sojourn.reporting.actions.keys import keep_public_key, make_key
from sojourn.reporting.actions.publishing import publish_table
from sojourn.reporting.actions.receiving import receive_return
from sojourn.reporting.actions.rounds import ask_figures

__all__ = [
    "accept_return",
    "ask_back",
    "ask_figures",
    "discard_draft",
    "explain_warnings",
    "keep_public_key",
    "make_key",
    "publish_table",
    "receive_return",
    "sign_return",
    "store_return",
]
