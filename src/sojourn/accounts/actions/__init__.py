"""The only writers of accounts: offices, users, postings, and the tries to sign in."""

from sojourn.accounts.actions.offices import add_office
from sojourn.accounts.actions.postings import end_posting, post_user
from sojourn.accounts.actions.signing_in import forget_failures, note_failure, reset_second_factor
from sojourn.accounts.actions.users import (
    activate_user,
    add_user,
    choose_language,
    deactivate_user,
    remember_office,
    set_password,
)

__all__ = [
    "activate_user",
    "add_office",
    "add_user",
    "choose_language",
    "deactivate_user",
    "end_posting",
    "forget_failures",
    "note_failure",
    "post_user",
    "remember_office",
    "reset_second_factor",
    "set_password",
]
