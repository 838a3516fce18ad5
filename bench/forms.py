"""Submissions per second of a flat form with twenty questions: cleaned one by one, in bulk, and described.

Run with `python -m bench.forms` from the project's folder. Times are processor times, so that a busy machine does
not change them much.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from sojourn.grammar.forms import compile_form, read_form

KINDS = ("text", "integer", "select_one yes_no", "date", "select_multiple country")
VALUES = ("Testperson Alder", "14", "yes", "2020-01-01", "DEU FRA")
MORE = {"integer": ', constraint: ". >= 0 and . < 120"', "date": ', constraint: ". <= today()"'}
ROUNDS = 3_000


def form_text() -> str:
    """The YAML of the form."""
    rows = [
        f"  - {{type: {kind}, name: q{number}, label: Q{MORE.get(kind, '')}}}" for number, kind in enumerate(KINDS * 4)
    ]
    return "\n".join(['form: bench\nversion: "1"\nlabel: Bench\nsurvey:', *rows])


def microseconds(work: Callable[[], object]) -> float:
    """The least processor time of one call in three runs."""
    runs = []
    for _run in range(3):
        began = time.process_time()
        for _round in range(ROUNDS):
            work()
        runs.append((time.process_time() - began) / ROUNDS * 1e6)
    return min(runs)


def main() -> None:
    """Print one line per way."""
    form = compile_form(read_form(form_text()), {})
    raw = {f"q{number}": value for number, value in enumerate(VALUES * 4)}
    answers = form.clean(raw).answers
    clean_row, values = form.bulk_cleaner(list(raw)), list(raw.values())
    ways = {
        "clean": lambda: form.clean(raw),
        "bulk_cleaner": lambda: clean_row(values),
        "state": lambda: form.state(answers),
    }
    for name, work in ways.items():
        spent = microseconds(work)
        print(f"{name:14} {spent:7.1f} µs   {1e6 / spent:9,.0f} per second")


if __name__ == "__main__":
    main()
