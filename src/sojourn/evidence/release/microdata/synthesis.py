"""A synthetic file under differential privacy (pac-synth), its budget reserved before the first noise is drawn."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass

from pacsynth import (
    AccuracyMode,
    Dataset,
    DpAggregateSeededParametersBuilder,
    DpAggregateSeededSynthesizer,
    FabricationMode,
)

from sojourn.evidence.release.microdata.budget import Ledger
from sojourn.evidence.release.microdata.noise import Outlook, Plan, outlook
from sojourn.evidence.release.microdata.quality import Quality, quality
from sojourn.evidence.release.microdata.records import Records, records_of
from sojourn.kernel.refused import Reason, Refused


@dataclass(frozen=True)
class Synthetic:
    """A file fit to give away, what was foreseen, how near it came, and the spending that paid for it."""

    records: Records
    outlook: Outlook
    quality: Quality
    number: str
    digest: str


def synthesise(
    records: Records, plan: Plan, ledger: Ledger, *, facts: str, by: str, accept_warnings: bool = False,
    made: Callable[[Records, Plan], Records] | None = None,
) -> Synthetic:  # fmt: skip
    """Make a synthetic file of `records`, which belong to the body of facts that the ledger knows as `facts`.

    Raises Refused: the outlook's warnings unless they are accepted (nothing is spent then), `budget_spent`,
    `budget_not_open`, `nothing_survived` (the budget stays spent: drawing noise was the release). `made` replaces
    the synthesiser in tests.
    """
    expected = outlook(records, plan)
    if expected.warnings and not accept_warnings:
        raise Refused(expected.warnings)
    number = ledger.reserve(facts, plan.epsilon, by=by, what=f"synthetic file, {len(records.columns)} columns")
    drawn = (made or _draw)(records, plan)
    if not drawn.rows:
        raise Refused(Reason("nothing_survived", "no value survived the noise: the file would be empty"))
    digest = hashlib.sha256(json.dumps([drawn.columns, drawn.rows], ensure_ascii=False).encode()).hexdigest()
    ledger.done(facts, number, digest, by=by)
    return Synthetic(drawn, expected, quality(records, drawn, plan.length), number, digest)


def _draw(records: Records, plan: Plan) -> Records:
    parameters = (
        DpAggregateSeededParametersBuilder()
        .reporting_length(plan.length)
        .epsilon(plan.epsilon)
        .delta(plan.delta)
        .percentile_percentage(plan.percentile)
        .percentile_epsilon_proportion(plan.quantile_share)
        .accuracy_mode(AccuracyMode.balanced())
        .number_of_records_epsilon_proportion(plan.count_share)
        .fabrication_mode(FabricationMode.balanced())
        .build()
    )
    synthesiser = DpAggregateSeededSynthesizer(parameters)
    synthesiser.fit(Dataset([list(records.columns), *(list(row) for row in records.rows)]))
    # The library's own noisy number of records: the true one would be told beside the budget.
    header, *rows = synthesiser.sample()
    order = [header.index(name) for name in records.columns if name in header]
    full = [[row[at] for at in order] for row in rows]
    if not full:
        return Records(records.columns, ())
    return records_of([name for name in records.columns if name in header], full)
