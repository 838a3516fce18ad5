"""The manual's page and the translations say everything the code can say."""

import re
from pathlib import Path

import pytest

from sojourn.grammar.codes import shared_names
from sojourn.grammar.forms.columns import FIELDS, KEPT, KEPT_FAMILIES, OURS, TRANSLATED
from sojourn.grammar.forms.kinds import KINDS, REFUSED
from sojourn.grammar.forms.problems import TEMPLATES, templates

PAGE = (Path(__file__).parents[4] / "docs" / "reference" / "forms.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "words",
    [
        KINDS,
        REFUSED.keys() - {"begin loop"},
        FIELDS,
        TRANSLATED,
        OURS,
        KEPT,
        {family + "…" for family in KEPT_FAMILIES} - {"media::…"},
        shared_names(),
        {template.code for template in TEMPLATES.values()},
    ],
)
def test_the_page_names_every(words):
    assert [word for word in words if not re.search(rf"`{re.escape(word)}[` ]", PAGE)] == []


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_every_message_is_translated_with_the_same_places(language):
    translated = templates(language)

    for key, template in TEMPLATES.items():
        found = translated[key]
        assert found.message != template.message, key
        for english, other in ((template.message, found.message), (template.fix, found.fix)):
            assert set(re.findall(r"\{\w+\}", english)) == set(re.findall(r"\{\w+\}", other)), key
            assert bool(english) == bool(other), key
