"""Pages of evidence over the small store: what they show, what they refuse, and what they give as files."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.test import Client
from tests.fixtures.signing_in import signed_in
from tests.rooms.evidence.small_store import put, small_store

from sojourn.accounts.actions import add_office, add_user, post_user
from sojourn.accounts.viewer import Viewer

OPERATOR = Viewer.machine("test", [])


@pytest.fixture
def statistics(settings, tmp_path):
    settings.EVIDENCE = tmp_path / "evidence"
    return small_store(settings.EVIDENCE)


@pytest.fixture
def client(db):
    office = add_office(code="own", name="Own", country="DEU", by=OPERATOR)
    user = add_user(email="p@sojourn.example", name="Testperson Writer", by=OPERATOR)
    post_user(user=user, office=office, role="me_officer", by=OPERATOR)
    return signed_in(Client(), user)


def text(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, answer.content[:300]
    return answer.content.decode()


def test_countries_are_found_by_name(client, statistics):
    assert "Germany" in text(client, "/evidence/")
    assert "Germany" not in text(client, "/evidence/?q=fran")
    assert "No country is called that" in text(client, "/evidence/?q=zzz")


def test_a_profile_is_shown_as_known_on_a_day(client, statistics):
    assert "Asylum applicants" in text(client, "/evidence/DEU/")
    old = text(client, "/evidence/DEU/?as_of=2021-06-01")
    assert "480" in old
    assert "migr_asyappctza</span>" not in old
    assert "Nothing is loaded as of 1999-01-01" in text(client, "/evidence/DEU/?as_of=1999-01-01")


@pytest.mark.parametrize(
    "address", ["/evidence/XYZ/", "/evidence/EU/", "/evidence/DEU/?edition=1", "/evidence/DEU/profile.exe"]
)
def test_what_is_not_there_is_not_there(client, statistics, address):
    text(client, address, 404)


def test_the_profile_comes_as_files(client, statistics):
    answer = client.get("/evidence/DEU/profile.json")
    assert json.loads(answer.content)["country"] == "DEU"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert text(client, "/evidence/DEU/profile.csv").startswith("STRUCTURE,STRUCTURE_ID,ACTION,")
    assert "<svg" in text(client, "/evidence/DEU/profile.html")
    assert "Nothing is loaded" in text(client, "/evidence/DEU/profile.json?as_of=1999-01-01", 409)


def test_gaps_of_a_country_an_indicator_and_all(client, statistics):
    assert "second source: +10.0 %" in text(client, "/evidence/gaps/?country=DEU&theme=protection&first=2022&last=2025")
    assert "Germany" in text(client, "/evidence/gaps/?indicator=MP060&first=2022&last=2025")
    assert "Asylum and protection" in text(client, "/evidence/gaps/?first=2000")
    assert text(client, "/evidence/gaps.csv?country=DEU&indicator=MP060").startswith("indicator,country,year")
    text(client, "/evidence/gaps.xlsx", 409)


def test_mirrors_stand_below_the_gaps_of_a_country(client, statistics):
    common = ("REACH", "_T", "_T")
    put(statistics, "migr_imm5prv", date(2025, 1, 1), [("FRA", *common, "DEU", "2023", 1300)])
    put(statistics, "migr_emi3nxt", date(2025, 1, 1), [("DEU", *common, "FRA", "2023", 1200)])
    page = text(client, "/evidence/gaps/?country=DEU")
    assert "The same moves, counted on both sides" in page
    assert "1,300" in page
    assert "1,200" in page


def test_nonsense_in_an_address_is_passed_over(client, statistics):
    text(client, "/evidence/gaps/?country=x&indicator=<b>&first=abc&last=99999999999&theme=x")
    text(client, "/evidence/DEU/?as_of=tomorrow")
    text(client, "/evidence/DEU/editions/", 404)


def test_an_indicator_names_its_sources_and_countries(client, statistics):
    page = text(client, "/evidence/indicators/MP002/")
    assert "2021-01-15" in page
    assert "Germany" in page
    assert "not loaded" in page


def test_the_register_takes_gaps_up_and_comes_as_files(client, statistics):
    client.post("/evidence/DEU/work/", {"do": "start"})
    words = {"do": "open", "indicator": "MP020", "kind": "absent", "owner": "=1+1", "due_on": "2026-12-01"}
    client.post("/evidence/DEU/register/", words)
    assert "Immigration" in text(client, "/evidence/DEU/register/")
    (row,) = json.loads(client.get("/evidence/DEU/register.json").content)
    assert (row["indicator"], row["owner"], row["due_on"], row["state"]) == ("MP020", "=1+1", "2026-12-01", "open")
    assert "'=1+1" in text(client, "/evidence/DEU/register.csv")
    assert client.get("/evidence/DEU/register.xlsx").content.startswith(b"PK")
    text(client, "/evidence/DEU/register.exe", 404)


def test_a_step_that_may_not_be_is_said(client, statistics):
    client.post("/evidence/DEU/work/", {"do": "start"})
    answer = client.post("/evidence/DEU/editions/", {"do": "draft", "as_of": "2026-01-01"}, follow=True)
    assert "must be approved before an edition is begun" in answer.content.decode()
    answer = client.post("/evidence/DEU/requests/", {"first": "x"}, follow=True)
    assert "Write years as 2024" in answer.content.decode()
