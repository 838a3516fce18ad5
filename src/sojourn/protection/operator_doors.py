"""The commands: each is run by the operator of the machine, who holds its files anyway. What each of them touches."""

from __future__ import annotations

from sojourn.protection.doors import Door, adopt

_TOUCHES = {
    "sojourn audit anchor": "reads the end of the audit trail, writes a file",
    "sojourn audit verify": "reads the whole audit trail, which holds no personal values",
    "sojourn backup": "reads everything as the owner of the tables, writes a file",
    "sojourn demo": "fills an empty database with fictitious people",
    "sojourn evidence check": "reads files of statistics, keeps nothing, no database",
    "sojourn evidence export": "reads the store of statistics, writes a file, no database",
    "sojourn evidence fetch": "asks a publisher's server, writes files, no database",
    "sojourn evidence list": "reads the store of statistics, no database",
    "sojourn evidence load": "reads files of statistics, adds vintages to the store, no database",
    "sojourn evidence show": "reads the store of statistics, no database",
    "sojourn extract": "reads facts as a named user, within that user's rights, writes files without names or ids",
    "sojourn form export": "reads a pack, writes a workbook, no database",
    "sojourn form import": "reads a workbook, writes YAML, no database",
    "sojourn gaps": "reads the store of statistics, writes a file, no database",
    "sojourn import": "writes cases as a named user, within that user's rights",
    "sojourn match evaluate": "reads a file of people or judged pairs, no database",
    "sojourn migrate": "changes tables as their owner",
    "sojourn office add": "writes an office",
    "sojourn office list": "reads offices",
    "sojourn pack check": "reads packs, no database",
    "sojourn pack list": "reads packs, no database",
    "sojourn pack release": "writes into a pack's folder, no database",
    "sojourn people index": "reads every claim, writes keys and suggestions, decides nothing",
    "sojourn permissions": "reads the doors, no rows",
    "sojourn profile": "reads the store of statistics, writes files, no database",
    "sojourn restore": "writes everything as the owner of the tables",
    "sojourn serve": "serves pages as the role that row security binds",
    "sojourn story run": "works in a scratch database of its own",
    "sojourn user activate": "writes a user",
    "sojourn user add": "writes a user",
    "sojourn user deactivate": "writes a user",
    "sojourn user end": "writes a posting",
    "sojourn user list": "reads users and their postings",
    "sojourn user password": "writes a user",
    "sojourn user post": "writes a posting",
    "sojourn user reset-second-factor": "takes a second factor away",
    "sojourn worker": "escalates clocks as a machine, in the offices that are there",
}

# By the command as it is typed.
OPERATOR_DOORS: dict[str, Door] = {name: adopt(Door(name, operator=True)) for name in _TOUCHES}


def touches(command: str) -> str:
    """What the command reads or writes, as a phrase."""
    return _TOUCHES[command]
