"""What a cell of Eurostat's means: a figure, or `:` with the flag that says why there is none.

Flags as in Eurostat's list of observation flags: c confidential, z not applicable, n not significant, b break,
d definition differs, e estimated, f forecast, i see metadata, p provisional, r revised, s estimated by Eurostat,
u low reliability. `: c` is suppressed, `: z` not applicable, a bare `:` missing; 0 is a figure.
"""

from __future__ import annotations

# Which status is kept when a cell has several flags: what a reader must know first.
GRAVEST = (("u", "U"), ("e", "E"), ("s", "E"), ("f", "F"), ("p", "P"), ("b", "B"), ("d", "D"))
# A figure or a colon, and flags behind it; anything else is left as it is, for the engine to refuse.
CELL = r"(:|[-+]?[0-9][0-9.]*(?:[eE][-+]?[0-9]+)?)( *[a-z]+)?"
SUPPRESSED, NOT_APPLICABLE, MISSING = "Q", "M", "O"


def figure(value: str, flag: str, confidential: str = "NULL") -> str:
    """SQL for `obs_value, obs_status, flags` from the SQL of a value's, a flag's and a confidentiality's text.

    A flag may also stand in the value's cell, as it does in bulk files (`418769 bp`, `: c`).
    """
    text = f"trim(coalesce({value}, ''))"
    fits = f"regexp_full_match({text}, '{CELL}')"
    bare = f"CASE WHEN {fits} THEN regexp_extract({text}, '{CELL}', 1) ELSE {text} END"
    behind = f"CASE WHEN {fits} THEN trim(regexp_extract({text}, '{CELL}', 2)) ELSE '' END"
    flags = f"concat(trim(coalesce({flag}, '')), {behind})"
    closed = f"(contains({flags}, 'c') OR upper(trim(coalesce({confidential}, ''))) IN ('C', 'D', 'N', 'S'))"
    nothing = f"(({bare}) IN ('', ':'))"
    graded = " ".join(f"WHEN contains({flags}, '{letter}') THEN '{status}'" for letter, status in GRAVEST)
    status = (
        f"CASE WHEN {nothing} AND {closed} THEN '{SUPPRESSED}' "
        f"WHEN {nothing} AND contains({flags}, 'z') THEN '{NOT_APPLICABLE}' WHEN {nothing} THEN '{MISSING}' "
        f"{graded} ELSE 'A' END"
    )
    figure = f"CASE WHEN {nothing} THEN NULL ELSE {bare} END"
    return f"{figure} AS obs_value, {status} AS obs_status, {flags} AS flags"
