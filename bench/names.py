"""How well writings of one name are recognised: `python bench/names.py [PAIRS.tsv] [--half tuning|held_out]`.

Prints, for each group, the recall at the score that at most 1 % of all non-pairs reach, and how often the right
partner is the very first of all. The half a pair belongs to is drawn from its text, so that tuning sees one half only.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from hashlib import sha256
from itertools import product
from pathlib import Path

from rapidfuzz.distance import JaroWinkler

from sojourn.matching.names import Name, NamePart, read_name

PAIRS = Path(__file__).parent.parent / "tests/rooms/matching/names/pairs.tsv"
Pair = tuple[str, str, str]


def pairs_of(path: Path, half: str) -> list[Pair]:
    """Read pairs of the chosen half, or all of them."""
    lines = (line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    pairs: list[Pair] = [tuple(line.split("\t")) for line in lines]  # type: ignore[misc]
    return [pair for pair in pairs if half in ("all", half_of(pair))]


def half_of(pair: Pair) -> str:
    """`tuning` or `held_out`, by the text alone."""
    return ("tuning", "held_out")[sha256(pair[1].encode()).digest()[0] % 2]


def likeness(one: Name, other: Name) -> float:
    """A plain mean over the parts of the best partner, weighted by length; no order, no frequencies."""
    if not one.parts or not other.parts:
        return 0.0
    table = {(a, b): part_likeness(a, b) for a, b in product(one.parts, other.parts)}
    there = sum(max(table[a, b] for b in other.parts) * len(a.roman) for a in one.parts) / _letters(one)
    back = sum(max(table[a, b] for a in one.parts) * len(b.roman) for b in other.parts) / _letters(other)
    whole = JaroWinkler.similarity(*("".join(sorted(part.skeleton for part in name.parts)) for name in (one, other)))
    return max((there + back) / 2, 0.8 * whole)


def part_likeness(one: NamePart, other: NamePart) -> float:
    """Sound for half, letters for half; the best of all readings."""
    roman = max(
        JaroWinkler.similarity(*pair) for pair in product((one.roman, *one.others), (other.roman, *other.others))
    )
    if one.variant and one.variant == other.variant:
        return max(roman, 0.95)
    sound = max(JaroWinkler.similarity(*pair) for pair in product(one.skeletons, other.skeletons))
    return 0.5 * roman + 0.5 * sound


def _letters(name: Name) -> int:
    return sum(len(part.roman) for part in name.parts)


def figures(pairs: list[Pair]) -> tuple[float, dict[str, list[tuple[bool, bool, Pair]]]]:
    """The score at 1 % false positives, and per group whether each pair is above it and first."""
    left = [read_name(one) for _, one, _ in pairs]
    right = [read_name(other) for _, _, other in pairs]
    scores = [[likeness(one, other) for other in right] for one in left]
    wrong = sorted((row[j] for i, row in enumerate(scores) for j in range(len(pairs)) if i != j), reverse=True)
    threshold = wrong[int(len(wrong) * 0.01)]
    found: dict[str, list[tuple[bool, bool, Pair]]] = defaultdict(list)
    for place, pair in enumerate(pairs):
        own = scores[place][place]
        found[pair[0]].append((own > threshold, own >= max(scores[place]), pair))
    return threshold, found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", nargs="?", type=Path, default=PAIRS)
    parser.add_argument("--half", choices=("tuning", "held_out", "all"), default="all")
    parser.add_argument("--misses", action="store_true")
    chosen = parser.parse_args()
    threshold, found = figures(pairs_of(chosen.pairs, chosen.half))
    groups = {**found, "all": [one for many in found.values() for one in many]}
    print(f"{'group':14} pairs  skeleton in common  recall at 1 % false positives (>{threshold:.2f})  rank 1")
    for group, results in groups.items():
        same = sum(_one_skeleton(pair) for *_, pair in results)
        recall = sum(above for above, *_ in results) / len(results)
        first = sum(first for _, first, _ in results) / len(results)
        print(f"{group:14} {len(results):5}  {same / len(results):18.2f}  {recall:39.2f}  {first:6.2f}")
    if chosen.misses:
        for above, first, pair in groups["all"]:
            if not (above and first and _one_skeleton(pair)):
                print("above" if above else "BELOW", "first" if first else "NOT FIRST", *pair, *map(_shown, pair[1:]))


def _one_skeleton(pair: Pair) -> bool:
    """Whether every part of the shorter writing has a skeleton in common with a part of the other."""
    one, other = sorted((read_name(text).parts for text in pair[1:]), key=len)
    return all(
        any(set(a.skeletons) & set(b.skeletons) or (a.variant and a.variant == b.variant) for b in other) for a in one
    )


def _shown(text: str) -> str:
    return str([(part.roman, *part.others, part.skeletons) for part in read_name(text).parts])


if __name__ == "__main__":
    main()
