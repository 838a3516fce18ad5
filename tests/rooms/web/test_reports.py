"""Three offices on one machine: a hub asks, its members give, sign and are answered, and all read the table."""

from __future__ import annotations

import io
import json
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from tests.fixtures.signing_in import signed_in

from sojourn.accounts.actions import add_office, add_user, post_user
from sojourn.accounts.viewer import Viewer
from sojourn.evidence.templates import Figure, Issue, declared_templates, workbook_bytes
from sojourn.evidence.templates.layout import joined, lines

OPERATOR = Viewer.machine("test", [])
TEMPLATE = declared_templates()["reg862_permits"]


@pytest.fixture
def region(db):
    """A hub, two members and somebody in each; a fourth office that has nothing to do with them."""
    hub = add_office(code="hub", name="Hub", country="XAH", kind="hub", by=OPERATOR)
    places = {"hub": (hub, "hub_analyst")}
    for code, country, parent in (("north", "XAN", hub), ("south", "XAS", hub), ("far", "XAF", None)):
        office = add_office(code=code, name=f"Office {code}", country=country, parent=parent, by=OPERATOR)
        places[code] = (office, "me_officer")
    clients = {}
    for code, (office, role) in places.items():
        user = add_user(email=f"{code}@sojourn.example", name=f"Testperson {code}", by=OPERATOR)
        post_user(user=user, office=office, role=role, by=OPERATOR)
        clients[code] = signed_in(Client(), user)
    offices = {code: office for code, (office, _role) in places.items()}
    return SimpleNamespace(offices=offices, clients=clients, **clients)


def asked(region):
    """Ask both members for the permits of 2025; return the address of the round."""
    answer = region.hub.post(reverse("web:report-ask"), {
        "hub": region.offices["hub"].pk, "template": TEMPLATE.name, "period": "2025",
        "members": [region.offices[code].pk for code in ("north", "south")], "remark": "Two offices first",
    })  # fmt: skip
    assert answer.status_code == 302, answer.content.decode()
    return answer.url


def part_url(client):
    """The address of the only part the member is asked."""
    parts = client.get(reverse("web:reports")).context["page"]["parts"]
    return parts[0]["url"]


def filled(country, family=7, total=None, period="2025"):
    """A workbook in which everybody came for family reasons, from outside the Union, for more than a year."""
    figures = {}
    for table in TEMPLATE.tables:
        for row in lines(table, "rows"):
            for column in lines(table, "columns"):
                names = [code.name for code in (*row, *column)]
                in_it = all(name in ("_T", "NEU", "TOTAL", "FAM", "M_GE12", "F") for name in names)
                cell = joined(table, tuple(one.name for one in row), tuple(one.name for one in column))
                figures[table.name, cell] = Figure(float(family if in_it else 0))
    if total is not None:
        figures["first_permits", ("_T", "TOTAL", "TOTAL")] = Figure(float(total))
    return SimpleUploadedFile("filled.xlsx", workbook_bytes(TEMPLATE, Issue(period, country, figures=figures)))


def give(client, url, country, **words):
    """Make a key, bring the file, sign."""
    offices = client.get(reverse("web:reports")).context["page"]["keys"]
    client.post(reverse("web:report-key"), {"office": offices[0]["office"].pk})
    client.post(f"{url}fill/", {"file": filled(country, **words)})
    return client.post(f"{url}sign/", follow=True)


def said(answer):
    return " ".join(str(message) for message in answer.context["messages"])


def test_a_round_from_asking_to_the_published_table(region):
    round_url = asked(region)
    for code, country, family in (("north", "XAN", 7), ("south", "XAS", 11)):
        client = region.clients[code]
        url = part_url(client)
        assert "signed and submitted" in said(give(client, url, country, family=family))
        assert "accepted" in said(region.hub.post(f"{url}decide/", {"number": 1, "decision": "accept"}, follow=True))

    region.hub.post(f"{round_url}publish/", {})
    page = region.north.get(f"{round_url}table/?table=first_permits").content.decode()
    sheet = region.south.get(f"{round_url}table.csv").content.decode().splitlines()

    assert "XAN" in page
    assert "XAS" in page
    assert "dataflow,SOJOURN:REG862_PERMITS(1),I,first_permits,XAS,_T,TOTAL,TOTAL,_Z,2025,11,A" in sheet
    assert len(sheet) == 1 + 2 * sum(1 for table in TEMPLATE.tables for _cell in table.cells())


def test_the_template_goes_out_in_the_readers_language(region):
    asked(region)
    url = part_url(region.north)
    region.north.cookies["django_language"] = "fr"

    book = load_workbook(io.BytesIO(region.north.get(f"{url}template.xlsx").content))

    assert book["first_permits"]["A1"].value == "Premiers titres délivrés dans l'année par motif, durée et nationalité"
    assert dict(zip(*([cell.value for cell in book["About"][column]] for column in "AB"), strict=True))["area"] == "XAN"


def test_an_error_is_shown_with_its_cell_and_cannot_be_signed(region):
    asked(region)
    url = part_url(region.north)
    answer = give(region.north, url, "XAN", total=8)

    assert "4 errors must be corrected" in said(answer)
    page = answer.content.decode()
    assert "first_permits!E5" in page
    assert "the total is 8, but its parts FAM + EDUC + EMP + OTH add up to 7" in page


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (SimpleUploadedFile("filled.pdf", b"%PDF-1.7"), "Bring the workbook"),
        (SimpleUploadedFile("filled.xlsx", b"<html>"), "not an Excel workbook"),
        (SimpleUploadedFile("filled.csv", b"\xff\xfe\x00"), "is not UTF-8"),
        (None, "Choose the filled file"),
    ],
)
def test_a_wrong_file_says_what_to_bring(region, file, words):
    asked(region)
    url = part_url(region.north)

    answer = region.north.post(f"{url}fill/", {"file": file} if file else {}, follow=True)

    assert words in said(answer)
    assert answer.context["page"]["draft"] is None


def test_asking_back_needs_words_and_opens_the_part_again(region):
    asked(region)
    url = part_url(region.north)
    give(region.north, url, "XAN")

    assert "Say what should" in said(region.hub.post(f"{url}decide/", {"number": 1, "decision": "back"}, follow=True))
    region.hub.post(f"{url}decide/", {"number": 1, "decision": "back", "message": "All borders?"})
    page = region.north.get(url).content.decode()

    assert "All borders?" in page
    assert "Asked back" in page


def test_a_signed_file_can_be_sent_from_another_server(region):
    asked(region)
    url = part_url(region.north)
    give(region.north, url, "XAN")
    file = region.north.get(f"{url}signed.json").content
    public = json.loads(file)["public_key"]

    assert "public key is kept" in said(region.hub.post(f"{url}public-key/", {"public": public}, follow=True))
    again = region.hub.post(f"{url}receive/", {"file": SimpleUploadedFile("s.json", file)}, follow=True)
    assert "is here already" in said(again)
    changed = SimpleUploadedFile("s.json", file.replace(b",7,", b",8,"))
    assert "signature doesn" in said(region.hub.post(f"{url}receive/", {"file": changed}, follow=True))


def test_what_is_anothers_is_not_there(region):
    round_url = asked(region)
    url = part_url(region.north)
    give(region.north, url, "XAN")

    for code in ("south", "far"):
        client = region.clients[code]
        assert [client.get(f"{url}{path}").status_code for path in ("", "template.xlsx", "signed.json")] == [404] * 3
        assert client.post(f"{url}fill/", {"file": filled("XAN")}).status_code == 404
        assert client.post(f"{url}sign/").status_code == 404
        assert client.post(f"{url}decide/", {"number": 1, "decision": "accept"}).status_code == 403
    assert region.far.get(round_url).status_code == 404
    assert region.far.get(f"{round_url}table/").status_code == 404
    assert region.north.post(f"{round_url}publish/").status_code == 403
    assert region.south.get(f"{round_url}table/").status_code == 404, "nothing is published yet"


def test_an_embargoed_table_is_not_there_for_members(region):
    round_url = asked(region)
    url = part_url(region.north)
    give(region.north, url, "XAN")
    region.hub.post(f"{url}decide/", {"number": 1, "decision": "accept"})
    region.hub.post(f"{round_url}publish/", {"embargo": "2099-01-01T10:00"})

    assert "Under embargo until" in region.hub.get(f"{round_url}table/").content.decode()
    assert region.north.get(f"{round_url}table/").status_code == 404
    assert region.north.get(f"{round_url}table.csv").status_code == 404
    assert region.north.get(round_url).context["page"]["publications"] == []


def test_a_wrong_period_is_said_beside_what_was_typed(region):
    answer = region.hub.post(reverse("web:report-ask"), {
        "hub": region.offices["hub"].pk, "template": "reg862_asylum", "period": "2025",
        "members": [region.offices["north"].pk],
    })  # fmt: skip

    assert answer.status_code == 422
    assert "Write the period as a month" in answer.content.decode()
    assert 'value="2025"' in answer.content.decode()


def test_who_gives_and_asks_nothing_sees_no_door(region):
    user = add_user(email="fin@sojourn.example", name="Testperson fin", by=OPERATOR)
    post_user(user=user, office=region.offices["north"], role="finance", by=OPERATOR)

    assert signed_in(Client(), user).get(reverse("web:reports")).status_code == 403
