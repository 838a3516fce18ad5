"""Every declared dataset can be loaded: its codelists are there, its crosswalk leads into them."""

from __future__ import annotations

import pytest

from sojourn.evidence.codes import codelist, crosswalk
from sojourn.evidence.codes.crosswalk import BY_RULE, LEFT_OUT, SAME
from sojourn.evidence.store.declared import declared_datasets

DATASETS = declared_datasets()


@pytest.mark.parametrize("dataset", DATASETS, ids=lambda each: each.id)
def test_a_declaration_is_whole(dataset) -> None:  # type: ignore[no-untyped-def]
    assert dataset.title
    assert dataset.licence.attribution
    assert dataset.unit
    assert all(codelist(each.codelist).codes for each in dataset.dimensions)


@pytest.mark.parametrize("source", sorted({each.crosswalk for each in DATASETS}))
def test_a_crosswalk_leads_into_its_lists(source: str) -> None:
    for name, pairs in crosswalk(source).maps.items():
        codes = {code for code in pairs.values() if code not in (LEFT_OUT, SAME, BY_RULE)}
        assert codes <= set(codelist(name).codes), (name, codes - set(codelist(name).codes))


def test_there_is_a_dataset_for_every_source_of_the_reference() -> None:
    sources = {each.source.partition(",")[0] for each in DATASETS}

    assert {"UN DESA", "UNHCR Refugee Data Finder", "Eurostat", "World Bank / KNOMAD", "IOM"} <= sources
