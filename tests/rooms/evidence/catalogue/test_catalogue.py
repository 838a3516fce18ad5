"""The catalogue: whole, checked at load, and honest about what it cannot compute."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sojourn.evidence.catalogue import catalogue
from sojourn.evidence.catalogue.catalogue import INDICATORS, read_catalogue
from sojourn.evidence.catalogue.missing import lacks
from sojourn.evidence.codes import codelist, codelist_names
from sojourn.evidence.codes.lists import FOLDER
from sojourn.evidence.store import Store
from sojourn.grammar.faults import GrammarErrors

# The list of the migration profile: MP001 to MP179 as far as numbers were given out.
RANGES = [(1, 12), (20, 32), (40, 50), (60, 74), (80, 89), (95, 98), (110, 125), (130, 134), (140, 147), (160, 166),
          (170, 179)]  # fmt: skip
NUMBERS = {f"MP{number:03}" for first, last in RANGES for number in range(first, last + 1)}

ONE = """
theme: t
label: {en: T, fr: T, ar: ت}
indicators:
  MP001:
    name: {en: People, fr: Gens, ar: ناس}
    definition: People.
    unit: UNIT
    counts: stock
    reference: 1 January
    by: [sex]
    frequency: annual
    due: none
    maps: {emp: [key]}
    FROM
"""


def test_every_number_of_the_list_is_there():
    assert NUMBERS - {one.number for one in catalogue().indicators.values()} == set()


def test_every_indicator_computes_or_says_what_is_missing(store, figures):
    declared = {dataset.id: dataset for dataset in store.datasets()}
    silent = [
        one.id
        for one in catalogue().indicators.values()
        for country in ("DEU", "FRA", "TUV")
        if not any(figure.value is not None for figure in figures.series(one.id, country))
        and not lacks(figures, declared, one, country)
    ]
    assert silent == []


def test_queries_name_only_dimensions_and_codes_that_declared_datasets_have(tmp_path):
    declared = {dataset.id: dataset for dataset in Store(tmp_path).datasets()}
    strange = []
    for one in catalogue().indicators.values():
        for query in one.queries:
            dataset = declared.get(query.dataset)
            for key, codes in query.where.items() if dataset else ():
                if key not in dataset.names:
                    strange.append(f"{one.id}: {dataset.id} has no {key}")
                elif (name := dataset.codelist_of(key)) in codelist_names():
                    strange += [f"{one.id}: {code} is not in {name}" for code in codes if code not in codelist(name)]
    assert strange == []


def test_the_codelist_of_indicators_is_the_catalogue():
    listed = re.findall(r"^(MP[^,]+),", (FOLDER / "indicator.csv").read_text(), re.MULTILINE)
    assert listed == list(catalogue().indicators), "write it anew: python tools/indicator_codes.py"


@pytest.mark.parametrize(
    ("unit", "source", "line", "what"),
    [
        ("person", "queries: []", 8, 'did you mean "persons"'),
        ("persons", "formula: 2 * ${MP999}", 15, "MP999"),
        ("persons", "formula: (2 * ${MP001}", 15, ""),
        ("persons", "formula: 2 * ${MP001}", 15, "itself"),
        ("persons", "quarries: []", 15, 'did you mean "queries"'),
    ],
)
def test_a_fault_names_file_and_line(tmp_path: Path, unit, source, line, what):
    (tmp_path / "t.yaml").write_text(ONE.replace("UNIT", unit).replace("FROM", source))

    with pytest.raises(GrammarErrors) as caught:
        read_catalogue(tmp_path)

    assert re.search(rf"t\.yaml:{line}:", str(caught.value)), caught.value
    assert what in str(caught.value)


def test_nothing_runs_that_a_formula_could_say():
    assert all("eval(" not in path.read_text() for path in INDICATORS.parent.glob("*.py"))
