"""Duplicates among invented people: Sojourn beside Splink, on the same columns, in one run.

Run: python -m bench.match [10000 100000 1000000] [--out FOLDER]   (FOLDER gets reliability diagrams and figures)

Splink gets what Sojourn's engine reads as ready columns (romanised words, skeletons, codes); preparing them is not
counted for it; Sojourn's own reading of names (the file included) stands in columns of its own. Each engine runs
in a process of its own; memory is the most that process held (VmHWM), of Sojourn once its names were read.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.linkage.diagram import reliability_svg
from bench.people.__main__ import write_files

# Other seeds and rates than those of learning (tools/learning/drawing.py).
SETS = {10_000: ("field", 907), 100_000: ("field", 908), 1_000_000: ("field", 909)}
SPLINKS = (("own", "em"), ("own", "labels"), ("ours", "em"), ("ours", "labels"))
HEAD = ("engine", "precision", "recall", "F1", "best F1", "R@P≥.95", "blocking", "pairs", "names cpu", "cpu s",
        "cpu/Mpair", "clock s", "MB")  # fmt: skip


def run(module: str, *words: str) -> dict[str, Any]:
    """Run an engine in a process of its own and return what it prints; an engine that fails says so in the table."""
    done = subprocess.run([sys.executable, "-m", module, *words], capture_output=True, text=True, check=False)
    if done.returncode:
        return {"failed": done.stderr.strip().splitlines()[-1:]}
    return dict(json.loads(done.stdout.strip().splitlines()[-1]))


def row(name: str, found: dict[str, Any]) -> list[str]:
    """One line of the table: figures at probability 0.5, or why there are none."""
    if "failed" in found:
        return [name, f"failed: {found['failed']}"]
    figures, seconds = found["figures"], found["seconds"]
    at, best, reached = figures["at"][0], figures["best"], figures["recall_at_precision"]
    clock = sum(seconds.values()) - (seconds["read"] + seconds["names"] if "names" in seconds else 0.0)
    cpu, pairs = found["cpu_s"] - found["names_cpu_s"], figures["compared"]
    return [
        name, _share(at["precision"]), _share(at["recall"]), _share(at["f1"]), _share(best["f1"]),
        _share(reached and reached["recall"]), _share(figures["blocking"]), str(pairs),
        f"{found['names_cpu_s']:.1f}", f"{cpu:.1f}", f"{cpu / max(1, pairs) * 1e6:.2f}", f"{clock:.1f}",
        f"{found['peak_memory_mb']:.0f}",
    ]  # fmt: skip


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def measure(size: int, out: Path | None) -> None:
    """Draw people of one size and print the table."""
    profile, seed = SETS.get(size, ("field", 910))
    with tempfile.TemporaryDirectory() as folder:
        people, columns = Path(folder) / "people.parquet", Path(folder) / "columns.parquet"
        write_files(Path(folder), size, seed, profile, 1, "parquet")
        ours = run("bench.linkage.ours", str(people))
        print(f"\n{size} rows, {profile}, seed {seed}; figures at probability ≥ 0.5")
        _print(HEAD)
        _print(row("Sojourn", ours))
        subprocess.run([sys.executable, "-m", "bench.linkage.prepared", str(people), str(columns)], check=True)
        for keys, training in SPLINKS:
            _print(row(f"Splink {keys} keys, {training}", run("bench.linkage.splinked", str(columns), keys, training)))
    if "figures" in ours:
        print(
            "in groups:", {name: round(share, 3) for name, share in ours["groups"].items()},
            "seconds:", ours["seconds"],
            "MB while names were read:", ours["names_mb"], "in helpers:", ours["helper_mb"],
        )  # fmt: skip
    if "figures" in ours and out:
        out.mkdir(exist_ok=True, parents=True)
        (out / f"reliability-{size}.svg").write_text(reliability_svg(ours["figures"]["reliability"]), encoding="utf-8")
        (out / f"match-{size}.json").write_text(json.dumps(ours, indent=1), encoding="utf-8")


def _print(cells: list[str] | tuple[str, ...]) -> None:
    print(f"{cells[0]:26}" + "".join(f"{cell:>10}" for cell in cells[1:]), flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--out", type=Path)
    chosen = parser.parse_args()
    for wanted in chosen.sizes:
        measure(wanted, chosen.out)
