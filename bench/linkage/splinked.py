"""Splink on prepared columns, in a process of its own: `python -m bench.linkage.splinked FILE KEYS TRAINING`.

KEYS: `own` (simple rules as its documentation advises) or `ours`; TRAINING: `em` or `labels`.
"""

from __future__ import annotations

import json
import logging
import sys

import duckdb
import numpy as np
import splink.comparison_level_library as levels
import splink.comparison_library as comparisons
from bench.linkage.processor import processor_seconds
from splink import Linker, SettingsCreator, block_on
from splink.backends.duckdb import DuckDBAPI

from sojourn.matching.evaluate.figures import figures_of
from sojourn.matching.evaluate.report import Report
from sojourn.matching.evaluate.timing import Stopwatch, peak_memory
from sojourn.matching.evaluate.truth import true_pairs

OWN_KEYS = [
    block_on("skeleton_1", "skeleton_2"),
    block_on("born_on", "skeleton_1"),
    block_on("born_on", "skeleton_2"),
    block_on("phone"),
    block_on("document"),
]
OUR_KEYS = [block_on("keys", arrays_to_explode=["keys"])]
LEAST = 0.01


def word(place: int) -> comparisons.CustomComparison:
    """One word of a name: romanised form and skeleton are levels of one comparison, since they are one evidence."""
    roman, skeleton = f"roman_{place}", f"skeleton_{place}"
    return comparisons.CustomComparison(
        output_column_name=f"word_{place}",
        comparison_levels=[
            levels.NullLevel(roman),
            levels.ExactMatchLevel(roman),
            levels.ExactMatchLevel(skeleton),
            levels.JaroWinklerLevel(roman, 0.9),
            levels.ElseLevel(),
        ],
    )


def settings(keys: str) -> SettingsCreator:
    """Splink's settings for these columns."""
    birth = comparisons.CustomComparison(
        output_column_name="birth",
        comparison_levels=[
            levels.NullLevel("birth_year"),
            levels.ExactMatchLevel("born_on"),
            levels.ExactMatchLevel("birth_year"),
            levels.ElseLevel(),
        ],
    )
    plain = [comparisons.ExactMatch(field) for field in ("sex", "nationality", "phone", "document", "place")]
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="unique_id",
        blocking_rules_to_generate_predictions=OWN_KEYS if keys == "own" else OUR_KEYS,
        comparisons=[word(1), word(2), word(3), birth, *plain],
        additional_columns_to_retain=["entity"],
    )


def train(linker: Linker, training: str, size: int) -> None:
    """Train by expectation maximisation, or from the labels themselves."""
    sure = [block_on("phone", "skeleton_1"), block_on("document")]
    linker.training.estimate_probability_two_random_records_match(sure, recall=0.3)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    if training == "labels":
        linker.training.estimate_m_from_label_column("entity")
        return
    for rule in (block_on("skeleton_1", "skeleton_2"), block_on("born_on")):
        linker.training.estimate_parameters_using_expectation_maximisation(
            rule, record_sample_proportion=1.0 if size < 5_000_000 else 0.2
        )


def main() -> None:
    """Register, train, predict, cluster; then (outside the measured time and memory) compare with the truth."""
    logging.disable(logging.WARNING)
    path, keys, training = sys.argv[1:4]
    watch = Stopwatch()
    connection = duckdb.connect()
    connection.execute("SET threads = 2")
    connection.execute("CREATE TABLE people AS SELECT * FROM read_parquet(?)", [path]).fetchall()
    size = connection.execute("SELECT count(*) FROM people").fetchall()[0][0]
    linker = Linker(DuckDBAPI(connection=connection).register("people"), settings(keys), log_level="ERROR")
    watch.lap("read")
    train(linker, training, size)
    watch.lap("training")
    predicted = linker.inference.predict(threshold_match_probability=LEAST)
    watch.lap("pairs")
    linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, 0.9)
    watch.lap("groups")
    memory, cpu = peak_memory(), processor_seconds()
    columns = predicted.as_pandas_dataframe()
    blocked = linker.inference.compute_blocked_pairs_for_predict().physical_name
    compared = connection.execute(f'SELECT count(*) FROM "{blocked}"').fetchall()[0][0]  # noqa: S608
    entities = connection.execute("SELECT entity FROM people ORDER BY unique_id").fetchnumpy()["entity"]
    truth = entities[columns["unique_id_l"]] == entities[columns["unique_id_r"]]
    chances = columns["match_probability"].to_numpy(dtype=np.float64)
    true = len(true_pairs(np.asarray(entities))[0])
    figures = figures_of(chances, np.asarray(truth), true, compared, None, (0.5, 0.9))
    report = Report(path, "people", size, (), figures, watch.laps, ())
    print(json.dumps({**report.as_json(), "peak_memory_mb": memory, "cpu_s": cpu, "names_cpu_s": 0.0}))


if __name__ == "__main__":
    main()
