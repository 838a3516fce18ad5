"""The only writers of profiles and what belongs to them."""

from sojourn.profiles.actions.editions import approve_edition, draft_edition, review_edition, send_back_edition
from sojourn.profiles.actions.gaps import change_gap, close_gap, open_gap
from sojourn.profiles.actions.group import join_group, leave_group
from sojourn.profiles.actions.profiles import approve_indicators, list_indicators, start_profile
from sojourn.profiles.actions.requests import accept_return, ask_back, send_request, store_return
from sojourn.profiles.actions.texts import sign_text, write_text

__all__ = [
    "accept_return", "approve_edition", "approve_indicators", "ask_back", "change_gap", "close_gap", "draft_edition",
    "join_group", "leave_group", "list_indicators", "open_gap", "review_edition", "send_back_edition", "send_request",
    "sign_text", "start_profile", "store_return", "write_text",
]  # fmt: skip
