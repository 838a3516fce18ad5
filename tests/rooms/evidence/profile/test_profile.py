"""A profile: its sections, its charts with tables, its files, and what is not there said in words."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from html.parser import HTMLParser

import pytest
from tests.rooms.evidence.small_store import put

from sojourn.evidence.catalogue.compute import Figures
from sojourn.evidence.profile.build import build_profile
from sojourn.evidence.profile.exports import as_json, as_sdmx_csv
from sojourn.evidence.profile.html import whole_page
from sojourn.evidence.profile.model import Stamp, Text
from sojourn.evidence.profile.structure import parts, views
from sojourn.evidence.profile.texts import read_texts
from sojourn.grammar.faults import GrammarErrors

STAMP = Stamp(date(2025, 12, 1))


def built(store, figures, country="DEU", language="en", texts=None):
    declared = {dataset.id: dataset for dataset in store.datasets()}
    return build_profile(figures, declared, country, language=language, stamp=STAMP, texts=texts)


def section(profile, id):
    return next(section for part in profile.parts for section in part.sections if section.id == id)


def test_the_structure_is_that_of_the_extended_profile():
    ids = [section.id for part in parts() for section in part.sections]
    assert [id for id in ids if id.startswith("A")] == ["A.1", "A.2", "A.2.1", "A.2.2", "A.2.3", "A.2.4", "A.2.5"]
    assert [part.id for part in parts()] == ["key", "introduction", "A", "B", "C", "D"]
    assert {name for part in parts() for each in part.sections for name in each.charts} == set(views())


def test_an_indicator_stands_where_its_framework_places_it(store, figures):
    rows = {row.indicator: row for row in section(built(store, figures), "A.2.1").rows}
    assert rows["MP002"].value == "480"
    assert rows["MP002"].year == "2020"
    assert rows["MP002"].before == "380 (2015)"
    assert "MP144" not in rows


def test_another_source_is_shown_with_its_difference(store, figures):
    rows = {row.indicator: row for row in section(built(store, figures), "A.2.1").rows}
    (other,) = rows["MP060"].others
    assert re.fullmatch(r"110 \[\d+\] \(\+10 %\)", other)


def test_a_ranking_is_ordered_and_has_its_table(store, figures):
    chart = next(one for one in section(built(store, figures), "A.2.1").charts if one.name == "origins_of_migrants")
    assert [row[0] for row in chart.rows] == ["Türkiye", "Poland", "Others"]
    assert chart.svg.startswith("<svg")
    assert chart.title.endswith("(2020)")


def test_every_chart_has_a_name_for_those_who_do_not_see_it(store, figures):
    page = whole_page(built(store, figures))
    charts = re.findall(r"<svg.*?</svg>", page)
    assert charts
    for svg in charts:
        labelled = re.search(r'aria-labelledby="(\S+) (\S+)"', svg)
        assert f'<title id="{labelled[1]}">' in svg
        assert f'<desc id="{labelled[2]}">' in svg
    assert page.count("<figure>") == len(charts)
    assert len(re.findall(r"<figure>.*?<table.*?</figure>", page, re.DOTALL)) == len(charts)


def test_suppressed_missing_nought_and_absent_read_differently(store, figures):
    france = built(store, figures, "FRA")
    rows = {row.indicator: row.value for row in section(france, "A.2.1").rows}
    assert rows["MP060"] == "suppressed"
    assert rows["MP070_other"] == "missing"
    assert rows["MP070"] == "0"
    assert "MP040" in {one.indicator for one in section(france, "A.2.1").lacking}


@pytest.mark.parametrize(
    ("language", "title"), [("fr", "Profil migratoire : Allemagne"), ("ar", "الملف الوطني للهجرة: ألمانيا")]
)
def test_it_speaks_the_readers_language(store, figures, language, title):
    page = whole_page(built(store, figures, language=language))
    assert title in page
    assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in page


def test_a_country_without_any_figure_is_no_error(store, figures):
    page = whole_page(built(store, figures, "TUV"))
    assert "0 of 139 indicators" in page or "0 of " in page


def test_texts_are_escaped_and_lists_are_lists(store, figures):
    texts = {"A.1": Text("<script>x</script>\n\n- one\n- two", "Testperson Alder", date(2025, 1, 2))}
    page = whole_page(built(store, figures, texts=texts))
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "<ul><li>one</li><li>two</li></ul>" in page
    assert "Testperson Alder" in page


def test_the_page_is_well_formed(store, figures):
    class Balanced(HTMLParser):
        open: list[str] = []

        def handle_starttag(self, tag, attrs):
            if tag not in ("meta", "rect", "line", "path", "circle", "polyline"):
                self.open.append(tag)

        def handle_endtag(self, tag):
            if tag not in ("rect", "line", "path", "circle", "polyline"):
                assert self.open.pop() == tag

    reader = Balanced()
    reader.feed(whole_page(built(store, figures)))
    assert reader.open == []


def test_json_has_source_vintage_and_licence_of_every_figure(store, figures):
    found = json.loads(as_json(built(store, figures)))
    assert found["country"] == "DEU"
    for one in found["figures"]:
        assert one["datasets"]
        assert one["vintages"]
        assert one["licences"]
    assert {"value": 100.0, "status": "A"}.items() <= next(
        one for one in found["figures"] if (one["indicator"], one["year"]) == ("MP060", 2024)
    ).items()


def test_sdmx_csv_has_a_row_per_figure(store, figures):
    profile = built(store, figures, "FRA")
    rows = list(csv.DictReader(io.StringIO(as_sdmx_csv(profile))))
    assert len(rows) == len(profile.figures)
    suppressed = next(row for row in rows if row["INDICATOR"] == "MP060")
    assert (suppressed["OBS_VALUE"], suppressed["OBS_STATUS"]) == ("", "Q")
    assert {row["STRUCTURE"] for row in rows} == {"dataflow"}


def test_what_may_not_be_passed_on_stays_out_of_files(store, figures, monkeypatch):
    monkeypatch.setattr(
        "sojourn.evidence.catalogue.compute.Figure.redistributable", property(lambda one: one.indicator != "MP060")
    )
    profile = built(store, figures)
    found = json.loads(as_json(profile))["figures"]
    withheld = [one for one in found if one["withheld"]]
    assert {one["indicator"] for one in withheld} == {"MP060"}
    assert all(one["value"] is None and one["status"] == "" for one in withheld)
    assert "MP060," not in as_sdmx_csv(profile)


def test_texts_are_read_from_a_file_and_strangers_named(tmp_path):
    path = tmp_path / "texts.yaml"
    path.write_text('A.1: {text: Work., signed_by: Testperson Alder, signed_on: 2025-01-02}\n"A.3": x\n')
    with pytest.raises(GrammarErrors, match=r"texts\.yaml:2:\d+: there is no section `A\.3`"):
        read_texts(path)
    path.write_text("A.1: {text: Work., signed_by: Testperson Alder, signed_on: 2025-01-02}\n")
    assert read_texts(path)["A.1"] == Text("Work.", "Testperson Alder", date(2025, 1, 2))


def test_the_quality_of_the_evidence_is_part_of_the_profile(store):
    from sojourn.evidence.gaps.quality import add_quality

    with store.reading() as reading:
        own = Figures(reading)
        add_quality(own, date(2025, 12, 1))
        rows = {row.indicator for row in section(built(store, own), "C.5").rows}
    assert {"MP175", "MP176"} <= rows


def test_a_line_follows_one_source_and_so_does_the_figure_before(own_store):
    # Another source knows 2017; its figure would bend the line of the United Nations.
    put(own_store, "worldbank_migrant_stock", date(2018, 4, 1), [("TUR", "DEU", "2017", 9000)])
    with own_store.reading() as reading:
        own = Figures(reading)
        assert [one.year for one in own.series("MP002", "DEU")] == [2010, 2015, 2017, 2020]
        profile = built(own_store, own)
    rows = {row.indicator: row for row in section(profile, "A.2.1").rows}
    assert rows["MP002"].before == "380 (2015)"
    chart = next(one for one in section(profile, "key").charts if one.name == "migrants_and_emigrants")
    assert "2017" not in [row[0] for row in chart.rows]


def test_a_pyramid_without_an_open_age_promises_none(store, figures):
    chart = next(one for one in section(built(store, figures), "introduction").charts)
    assert chart.rows[0] == ("0–4", "200", "200")
    assert chart.rows[-1][0] == "95–99"
