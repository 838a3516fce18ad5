"""What a strange code may stand for: the codes whose names look most like it. A person decides."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import lru_cache
from io import StringIO

from rapidfuzz import fuzz, process, utils

from sojourn.evidence.codes import Crosswalk, codelist
from sojourn.evidence.loading.problems import LoadProblem, Suggestion

MOST, LEAST_ALIKE, SURE_ENOUGH = 3, 65.0, 90.0
SNIPPET = ("codelist", "source_code", "code", "label", "rows")


def suggestions(value: str, list_name: str, crosswalk: Crosswalk) -> tuple[Suggestion, ...]:
    """Return up to three codes whose label or code, or whose name in this source, is like `value`, best first."""
    found: dict[str, Suggestion] = {}
    known = codelist(list_name)
    own = crosswalk.maps.get(list_name, {})
    words = _words(list_name) | {word: code for word, code in own.items() if code in known}
    plain = utils.default_process
    found_words = process.extract(
        value, list(words), scorer=fuzz.WRatio, processor=plain, limit=MOST * 3, score_cutoff=LEAST_ALIKE
    )
    for word, score, _ in found_words:
        code = words[word]
        found.setdefault(code, Suggestion(code, known.label(code), round(score, 1)))
    return tuple(found.values())[:MOST]


@lru_cache(maxsize=64)
def _words(list_name: str) -> dict[str, str]:
    codes = codelist(list_name).codes.values()
    return {each.code: each.code for each in codes} | {each.label: each.code for each in codes}


def snippet(problems: Iterable[LoadProblem], lists: dict[str, str]) -> str:
    """Write the strange codes as a crosswalk for `--map`: a likely code is filled in, for a person to confirm.

    `lists` gives the codelist of each column. Empty when there is no strange code.
    """
    rows = {
        (lists[each.column], each.value): (_likely(each), each.count)
        for each in problems
        if each.code == "unknown_code" and each.column in lists
    }
    if not rows:
        return ""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(SNIPPET)
    writer.writerows((name, value, code, label, count) for (name, value), ((code, label), count) in rows.items())
    return text.getvalue()


def _likely(problem: LoadProblem) -> tuple[str, str]:
    best = problem.suggestions[0] if problem.suggestions else None
    return (best.code, best.label) if best and best.score >= SURE_ENOUGH else ("", best.label + "?" if best else "")
