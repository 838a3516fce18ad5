"""What a cell of Eurostat's means: a figure, or `:` with the flag that says why there is none.

Flags as in Eurostat's list of observation flags: c confidential, z not applicable, n not significant, b break,
d definition differs, e estimated, f forecast, i see metadata, p provisional, r revised, s estimated by Eurostat,
u low reliability. `: c` is suppressed, `: z` not applicable, a bare `:` missing; 0 is a figure.
"""

from __future__ import annotations

# Which status is kept when a cell has several flags: what a reader must know first.
GRAVEST = (("u", "U"), ("e", "E"), ("s", "E"), ("f", "F"), ("p", "P"), ("b", "B"), ("d", "D"))
SUPPRESSED, NOT_APPLICABLE, MISSING = "Q", "M", "O"


def figure(value: str, flag: str, confidential: str = "NULL") -> str:
    """SQL for `obs_value, obs_status, flags` from the SQL of a value's, a flag's and a confidentiality's text.

    A flag may also stand in the value's cell, as it does in bulk files (`418769 bp`, `: c`, `:c`); what is neither is
    left as it is, for the engine to refuse. Nearly all cells are a figure and nothing else: they are told first,
    because looking for flags takes many times as long.
    """
    plain = f"TRY_CAST({value} AS DOUBLE) IS NOT NULL"
    text = f"trim(coalesce({value}, ''))"
    bare = f"CASE WHEN starts_with({text}, ':') THEN ':' ELSE split_part({text}, ' ', 1) END"
    behind = f"CASE WHEN starts_with({text}, ':') THEN trim({text}[2:]) ELSE trim(split_part({text}, ' ', 2)) END"
    beside = f"trim(coalesce({flag}, ''))"
    flags = f"concat({beside}, {behind})"
    nothing = f"(({bare}) IN ('', ':'))"
    odd = (
        f"CASE WHEN {nothing} AND {_closed(flags, confidential)} THEN '{SUPPRESSED}' "
        f"WHEN {nothing} AND contains({flags}, 'z') THEN '{NOT_APPLICABLE}' WHEN {nothing} THEN '{MISSING}' "
        f"ELSE {_graded(flags)} END"
    )
    return (
        f"CASE WHEN {plain} THEN trim({value}) WHEN {nothing} THEN NULL ELSE {bare} END AS obs_value, "
        f"CASE WHEN {plain} THEN CASE WHEN {flag} IS NULL THEN 'A' ELSE {_graded(beside)} END ELSE {odd} END "
        f"AS obs_status, CASE WHEN {plain} THEN {beside} ELSE {flags} END AS flags"
    )


def _graded(flags: str) -> str:
    """SQL for the status of a figure with these flags."""
    cases = " ".join(f"WHEN contains({flags}, '{letter}') THEN '{status}'" for letter, status in GRAVEST)
    return f"CASE {cases} ELSE 'A' END"


def _closed(flags: str, confidential: str) -> str:
    return f"(contains({flags}, 'c') OR upper(trim(coalesce({confidential}, ''))) IN ('C', 'D', 'N', 'S'))"
