"""Writes the codelist of indicators from the catalogue, so that figures can be kept by indicator."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from sojourn.evidence.catalogue import catalogue

TARGET = Path(__file__).resolve().parent.parent / "src/sojourn/evidence/codes/lists/indicator.csv"


def content() -> str:
    """The file as it should be."""
    out = io.StringIO()
    out.write("# Indicators of the catalogue, written by tools/indicator_codes.py\n")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["code", "level", "parents", "label"])
    writer.writerows([one.id, "apart", "", one.name()] for one in catalogue().indicators.values())
    return out.getvalue()


if __name__ == "__main__":
    TARGET.write_text(content(), encoding="utf-8")
