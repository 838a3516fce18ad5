"""Sojourn's engine on a file of people, in a process of its own: `python -m bench.linkage.ours FILE`."""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

from bench.linkage.processor import forget_peak, processor_seconds

from sojourn.matching.dedupe import found_in
from sojourn.matching.dedupe.coding_table import people_in
from sojourn.matching.dedupe.reading_table import open_people
from sojourn.matching.evaluate.figures import figures_of
from sojourn.matching.evaluate.people import LEAST, blocking_recall
from sojourn.matching.evaluate.report import Report
from sojourn.matching.evaluate.timing import Stopwatch, peak_memory
from sojourn.matching.evaluate.truth import numbered, true_pairs


def main() -> None:
    """Find duplicates, then (outside the measured time and memory) compare them with the truth."""
    watch = Stopwatch()
    table = open_people(Path(sys.argv[1]))
    entities = numbered(table.columns.pop("entity")[0].to_pylist())
    watch.lap("read")
    people = people_in(table.columns, table.size)
    del table
    watch.lap("names")
    names_cpu, names_mb = processor_seconds(), peak_memory()
    forget_peak()
    found = found_in(people, LEAST)
    watch.lap("pairs")
    clusters = found.clusters()
    watch.lap("groups")
    own, helpers = peak_memory(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    cpu = processor_seconds()
    left, right = true_pairs(entities)
    truth = entities[found.left] == entities[found.right]
    figures = figures_of(
        found.probability, truth, len(left), found.compared, blocking_recall(people, left, right), (0.5, 0.9)
    )
    grouped = numbered([str(number) for number in clusters])
    in_groups = true_pairs(grouped)
    right_ones = int((entities[in_groups[0]] == entities[in_groups[1]]).sum())
    report = Report(sys.argv[1], "people", people.size, (), figures, watch.laps, ())
    grouping = {"precision": right_ones / max(1, len(in_groups[0])), "recall": right_ones / max(1, len(left))}
    measured = {
        "peak_memory_mb": own,
        "names_mb": names_mb,
        "helper_mb": helpers,
        "cpu_s": cpu,
        "names_cpu_s": names_cpu,
    }
    print(json.dumps({**report.as_json(), **measured, "groups": grouping}))


if __name__ == "__main__":
    main()
