"""The codes of the roles that packs may name; the room of accounts gives each its label and permissions."""

from __future__ import annotations

ROLES = (
    "counsellor",
    "caseworker",
    "reviewer",
    "operations",
    "finance",
    "protection_officer",
    "me_officer",
    "office_manager",
    "hub_analyst",
    "administrator",
    "data_protection_officer",
)
