"""Editions: the same bytes whatever was loaded since; two of them side by side."""

from __future__ import annotations

import json
import re
import zlib
from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest
from tests.rooms.evidence.small_store import put

from sojourn.evidence.profile.comparing import compared
from sojourn.evidence.profile.editions import FORMATS, card_of, freeze, live, read_card, rebuilt, written
from sojourn.evidence.profile.model import Text
from sojourn.kernel.refused import Refused

AS_OF = date(2025, 7, 1)
TEXTS = {"A.1": Text("People come for work.", "Testperson Alder", date(2025, 6, 1))}


def frozen(store, number=1, as_of=AS_OF, indicators=()):
    approved_on = date(2025, 7, 2)
    return freeze(store, "DEU", number=number, as_of=as_of, approved_on=approved_on, texts=TEXTS, indicators=indicators)


def words_in(content):
    """The words that make a PDF a tagged one, as far as its packed streams hold them."""
    assert content.startswith(b"%PDF-")
    wanted = {b"pdfuaid", b"StructTreeRoot", b"MarkInfo"}
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    found = set()
    for stream in streams:
        with suppress(zlib.error):
            unpacked = zlib.decompress(stream)
            found |= {word for word in wanted if word in unpacked}
    return found


def later(store):
    """A revision, new data, and a release dated before the edition that came in after it."""
    refugees = [("DEU", "SYR", "refugees", year, value) for year, value in (("2023", 30), ("2024", 40), ("2025", 50))]
    put(store, "unhcr_population", date(2026, 6, 12), refugees)
    put(store, "unhcr_population", date(2025, 6, 30), [("DEU", "SYR", "refugees", "2024", 1)])
    put(store, "migr_resfirst", date(2025, 6, 1), [("_T", "_T", "_T", "DEU", "2024", 77)])


@pytest.mark.parametrize("format", FORMATS)
def test_an_edition_is_made_again_byte_for_byte(own_store, format):
    card = frozen(own_store, indicators=("MP002", "MP004", "MP070", "MP178"))
    before = written(rebuilt(own_store, card), format)
    later(own_store)
    again = card_of(json.loads(card.as_json()))
    assert written(rebuilt(own_store, again), format) == before
    if format == "pdf":
        assert {b"pdfuaid", b"StructTreeRoot", b"MarkInfo"} <= words_in(before)


def test_a_card_survives_its_file(own_store, tmp_path):
    card = frozen(own_store)
    (tmp_path / "card.json").write_text(card.as_json())
    assert read_card(tmp_path / "card.json") == card
    assert read_card(tmp_path / "card.json").digest == card.digest
    (tmp_path / "card.json").write_text("{}")
    with pytest.raises(Refused, match="not the card of an edition"):
        read_card(tmp_path / "card.json")


def test_an_edition_whose_vintage_is_gone_says_which(own_store):
    card = frozen(own_store)
    gone = replace(card, pins={**card.pins, "unhcr_population": "1999-01-01"})
    with pytest.raises(Refused, match="1999-01-01 of unhcr_population"):
        rebuilt(own_store, gone)


def test_nothing_loaded_is_said(tmp_path):
    from sojourn.evidence.store import Store

    with pytest.raises(Refused, match="Nothing is loaded"):
        live(Store(tmp_path), "DEU", AS_OF, {})


def test_what_changed_between_two_editions_and_why(own_store):
    first = frozen(own_store)
    later(own_store)
    put(own_store, "undesa_stock_destination", date(2025, 12, 1), [("DEU", "_T", "2020", 500)])
    second = frozen(own_store, 2, date(2026, 7, 1))
    second = replace(second, rules={**second.rules, "MP070_from": "another"})
    old, new = (rebuilt(own_store, card).figures for card in (first, second))
    changes = {(one.indicator, one.year): one for one in compared(old, new, (first.rules, second.rules))}
    assert changes["MP070", 2024].cause == "revision"
    assert changes["MP070", 2024].share == pytest.approx(40 / 33 - 1)
    assert changes["MP070", 2025].cause == "new"
    assert changes["MP040", 2024].cause == "new"
    assert changes["MP002", 2020].cause == "source"
    assert changes["MP004", 2020].cause == "inputs"
    assert ("MP066", 2024) not in changes


def test_a_changed_rule_is_a_changed_method(own_store):
    card = frozen(own_store)
    figures = rebuilt(own_store, card).figures
    moved = [replace(one, value=1.0) if one.indicator == "MP070" else one for one in figures]
    changes = compared(figures, moved, (card.rules, {**card.rules, "MP070": "another"}))
    assert {one.cause for one in changes} == {"method"}
