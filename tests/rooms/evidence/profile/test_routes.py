"""Routes: lists as data over the same figures as profiles."""

from __future__ import annotations

from datetime import date

from tests.rooms.evidence.small_store import put

from sojourn.evidence.catalogue.compute import Figures
from sojourn.evidence.codes import codelist
from sojourn.evidence.profile.routes import DEATHS, deaths_of, routes, rows_of


def test_every_route_has_an_origin_a_destination_and_a_source():
    for one in routes().values():
        assert one.countries["origin"]
        assert one.countries["destination"]
        assert one.source
        assert set(one.title) == {"en", "fr", "ar"}
        assert set(one.deaths) <= set(codelist("migration_route").codes)


def test_a_country_may_have_several_parts():
    rows = [(row.country, row.part) for row in rows_of_empty("central_mediterranean")]
    assert ("TUN", "origin") in rows
    assert ("TUN", "transit") in rows


def rows_of_empty(id):
    class Nothing:
        def newest(self, indicator, country):
            return None

    return rows_of(Nothing(), routes()[id])


def test_a_route_shows_the_figures_of_profiles(figures):
    rows = {(row.country, row.part): row for row in rows_of(figures, routes()["western_balkans"])}
    assert rows["DEU", "destination"].figures["MP002"].value == 480
    assert rows["DEU", "destination"].figures["MP080"] is None


def test_deaths_are_added_up_by_year(own_store):
    rows = [
        ("GRC", "_U", "western_balkans", "drowning", "dead", day, 2)
        for day in ("2023-01-05", "2023-02-01", "2024-03-01")
    ]
    put(own_store, DEATHS, date(2024, 5, 6), rows)
    with own_store.reading() as reading:
        found = deaths_of(reading, routes()["western_balkans"])
        assert deaths_of(reading, routes()["western_mediterranean"]) == ()
        assert Figures(reading).newest("MP088", "GRC").value == 2
    assert [(one.year, one.number, one.until) for one in found] == [(2023, 4, "2023-02"), (2024, 2, "2024-03")]
