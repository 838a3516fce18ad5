"""Doors whose views we didn't write: who may knock at the sign-in library's pages and at the choice of a language."""

from __future__ import annotations

from sojourn.protection.doors import Door, adopt

_PUBLIC = (
    "account_login",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    # Half-way through signing in: only with the password given a moment ago.
    "mfa_authenticate",
    "set_language",
)
_SIGNED_IN = (
    "account_logout",
    "account_reauthenticate",
    "account_change_password",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "usersessions_list",
)

# By the name of the address.
FOREIGN_DOORS: dict[str, Door] = {
    **{name: adopt(Door(name, public=True)) for name in _PUBLIC},
    **{name: adopt(Door(name, signed_in=True)) for name in _SIGNED_IN},
}
