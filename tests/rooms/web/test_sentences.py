"""Every reason that matching can give has words of its own on the pages."""

from __future__ import annotations

import pytest

from sojourn.matching.explain import SENTENCES
from sojourn.matching.match import Reason
from sojourn.web.people.sentences import NAMES, OTHERS, said

PLAIN = ("same", "different")
CODES = sorted(code for code in SENTENCES if not code.startswith("relation."))


@pytest.mark.parametrize("code", CODES)
def test_every_reason_has_words(code: str) -> None:
    kind = code.rpartition(".")[2]

    assert kind in PLAIN or code in OTHERS or (code.count(".") == 2 and kind in NAMES)
    assert said(Reason("name", kind, 1.0, code, {"a": "alder", "b": "birch"})).text
