"""Every figure of a profile as JSON and as SDMX-CSV 2.0, each with source, vintage and licence."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from sojourn.evidence.catalogue import catalogue
from sojourn.evidence.catalogue.compute import Figure, Source
from sojourn.evidence.profile.model import Profile

STRUCTURE = "SOJOURN:MIGRATION_PROFILE(1.0)"
COLUMNS = (
    "STRUCTURE", "STRUCTURE_ID", "ACTION", "INDICATOR", "REF_AREA", "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS",
    "UNIT_MEASURE", "SOURCE", "VINTAGE", "LICENCE", "ATTRIBUTION", "COMMENT_OBS",
)  # fmt: skip


def figures_of(profile: Profile) -> list[dict[str, Any]]:
    """The figures as plain mappings; those that may not be passed on keep their place, without value and status.

    `withheld` is then true: the licence of a source forbids it, which is neither suppression nor a missing figure.
    """
    return [_figure(one) for one in profile.figures]


def as_json(profile: Profile) -> str:
    """The whole profile for machines: its stamp, its figures and its sources."""
    stamp = profile.stamp
    content = {
        "country": profile.country,
        "name": profile.name,
        "as_of": stamp.as_of.isoformat(),
        "edition": stamp.edition or None,
        "approved_on": stamp.approved_on.isoformat() if stamp.approved_on else None,
        "figures": figures_of(profile),
        "sources": [source_card(source) for source in profile.sources],
        "texts": [
            {
                "section": section.id, "body": section.text.body, "signed_by": section.text.signed_by or None,
                "signed_on": section.text.signed_on.isoformat() if section.text.signed_on else None,
            }
            for part in profile.parts
            for section in part.sections
            if section.text
        ],
    }  # fmt: skip
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def as_sdmx_csv(profile: Profile) -> str:
    """SDMX-CSV 2.0 (comma, one row per figure); what may not be passed on is left out altogether."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in figures_of(profile):
        if not one["withheld"]:
            value = "" if one["value"] is None else repr(one["value"]).removesuffix(".0")
            writer.writerow(
                ["dataflow", STRUCTURE, "I", one["indicator"], one["country"], one["period"], value, one["status"],
                 one["unit"], ";".join(one["datasets"]), ";".join(one["vintages"]), ";".join(one["licences"]),
                 "; ".join(one["attributions"]), "; ".join(one["notes"])]
            )  # fmt: skip
    return out.getvalue()


def source_card(source: Source) -> dict[str, Any]:
    """A source as a plain mapping."""
    licence = source.licence
    return {
        "dataset": source.dataset, "title": source.title, "publisher": source.publisher, "url": source.url,
        "vintage": source.vintage, "released_on": source.released_on.isoformat(), "attribution": source.attribution,
        "licence": {
            "id": licence.id, "title": licence.title, "url": licence.url, "redistributable": licence.redistributable,
            "commercial": licence.commercial,
        },
    }  # fmt: skip


def _figure(figure: Figure) -> dict[str, Any]:
    indicator = catalogue()[figure.indicator]
    withheld = not figure.redistributable
    notes = [figure.note, *(source.differs for source in figure.sources)]
    return {
        "indicator": figure.indicator,
        "name": indicator.name(),
        "unit": indicator.unit,
        "country": figure.country,
        "year": figure.year,
        "period": figure.period,
        "value": None if withheld else figure.value,
        "status": "" if withheld else figure.status,
        "withheld": withheld,
        "commercial": figure.commercial,
        "formula": figure.formula or None,
        "datasets": _unique(source.dataset for source in figure.sources),
        "vintages": _unique(f"{source.dataset}={source.vintage}" for source in figure.sources),
        "licences": _unique(source.licence.id for source in figure.sources),
        "attributions": _unique(source.attribution for source in figure.sources),
        "notes": _unique(note for note in notes if note),
    }


def _unique(words: Any) -> list[str]:
    return list(dict.fromkeys(words))
