"""Labels in other languages."""

import pytest

from sojourn.evidence.codes.labels import label


@pytest.mark.parametrize(
    ("code", "language", "expected"),
    [
        ("DEU", "en", "Germany"),
        ("DEU", "fr", "Allemagne"),
        ("DEU", "ar", "ألمانيا"),
        ("150", "fr", "Europe"),
        ("XKX", "fr", "Kosovo"),
        ("EU27_2020", "fr", "European Union, 27 countries (from 1 February 2020)"),
        ("_S", "fr", "Stateless"),
        ("NOPE", "fr", "NOPE"),
        ("DEU", "no such language", "Germany"),
    ],
)
def test_countries_and_regions_are_named_in_the_readers_language(code: str, language: str, expected: str) -> None:
    assert label("area", code, language) == expected


def test_other_lists_keep_their_own_words() -> None:
    assert label("sex", "F", "fr") == "Female"
