"""An evaluation as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sojourn.matching.evaluate.figures import WANTED_PRECISION, At, Figures
from sojourn.matching.evaluate.timing import peak_memory
from sojourn.matching.weights import weights


@dataclass(frozen=True, slots=True)
class Report:
    """What was evaluated (`kind`: "people" or "pairs", so many `rows`), the figures, seconds by step, warnings."""

    file: str
    kind: str
    rows: int
    fields: Sequence[str]
    figures: Figures
    seconds: Mapping[str, float]
    warnings: Sequence[str]

    def as_json(self) -> dict[str, Any]:
        """Return everything as plain values."""
        return {
            **{name: getattr(self, name) for name in ("file", "kind", "rows", "fields", "seconds", "warnings")},
            "figures": asdict(self.figures),
            "peak_memory_mb": peak_memory(),
            "weights": weights().version,
        }

    def lines(self) -> Iterator[str]:
        """Yield the report as lines of text."""
        found = self.figures
        yield f"{self.file}: {self.rows} {self.kind}, fields {', '.join(self.fields)}"
        yield f"true pairs {found.true_pairs}, compared {found.compared}, blocking recall {_share(found.blocking)}"
        yield ""
        yield "probability ≥  precision   recall       F1"
        yield from map(_row, found.at)
        yield f"best F1     {_row(found.best)}"
        at = found.recall_at_precision
        reached = f"{at.recall:.3f} (from probability {at.threshold:.3f})" if at else "not reached"
        yield f"recall at precision ≥ {WANTED_PRECISION}: {reached}"
        yield ""
        yield "said probability   pairs   mean   truly"
        for each in found.reliability:
            yield f"  {each.low:.1f} to {each.high:.1f}   {each.pairs:9}   {each.mean:.3f}   {each.true:.3f}"
        yield ""
        memory = peak_memory()
        yield "seconds: " + ", ".join(f"{name} {taken:.1f}" for name, taken in self.seconds.items())
        yield f"peak memory: {memory:.0f} MB" if memory else "peak memory: not told here"
        yield from (f"note: {warning}" for warning in self.warnings)


def _row(at: At) -> str:
    return f"{at.threshold:13.3f}  {_share(at.precision):>9}  {_share(at.recall):>7}  {_share(at.f1):>7}"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
