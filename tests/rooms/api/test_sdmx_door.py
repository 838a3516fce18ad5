"""The SDMX door: open to colleagues who may read statistics, and to nobody else; for reading only."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.fixtures.signing_in import signed_in

from sojourn.accounts.actions import add_office, add_user, post_user
from sojourn.accounts.models import User
from sojourn.accounts.viewer import Viewer
from sojourn.evidence.loading import load_file
from sojourn.evidence.store import Store

OPERATOR = Viewer.machine("test", [])
DECLARED = "title: Stock\nsource: t\nlicence: cc_by_4\nflow: TEST:DF\ndimensions: {geo: area, sex: sex}\n"
ROWS = "DEU,F,2020,1\nDEU,M,2020,2\nFRA,F,2021,3\n"
FLOW = "/sdmx/2.1/data/STOCK"

pytestmark = pytest.mark.django_db


@pytest.fixture
def store(tmp_path: Path, settings: Any) -> Store:
    """The installation's store, with three figures."""
    (tmp_path / "declared").mkdir()
    (tmp_path / "declared" / "stock.yaml").write_text(DECLARED, encoding="utf-8")
    path = tmp_path / "stock.csv"
    rows = "".join(f"dataflow,TEST:DF(1.0),I,{row}\n" for row in ROWS.split())
    path.write_text(f"STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,SEX,TIME_PERIOD,OBS_VALUE\n{rows}", encoding="utf-8")
    made = Store(tmp_path)
    load_file(made, path, by="test", released_on=date(2022, 1, 1))
    settings.EVIDENCE = tmp_path
    return made


def colleague(role: str) -> User:
    office = add_office(code=f"o_{role}", name="Office", country="DEU", kind="country", by=OPERATOR)
    user = add_user(email=f"{role}@sojourn.example", name="Testperson Alder", by=OPERATOR)
    post_user(user=user, office=office, role=role, compartments=[], by=OPERATOR)
    return user


def test_an_analyst_gets_figures_structures_and_faults(store: Store) -> None:
    client = signed_in(Client(), colleague("hub_analyst"))
    figures = client.get(f"{FLOW}/DEU.?startPeriod=2020", headers={"Accept": "text/csv"})
    assert figures.status_code == 200
    assert figures["Content-Type"] == "application/vnd.sdmx.data+csv;version=2.0.0"
    assert len(b"".join(figures.streaming_content).splitlines()) == 3  # type: ignore[attr-defined]
    assert b'id="DSD_STOCK"' in client.get("/sdmx/2.1/dataflow/SOJOURN/STOCK/latest?references=all").content
    assert b"STOCK" in client.get("/sdmx/").content
    fault = client.get(f"{FLOW}/DEU")
    assert (fault.status_code, b"ErrorMessage" in fault.content) == (400, True)
    assert client.get("/sdmx/2.1/data/NOTHING").status_code == 404
    assert client.post(FLOW).status_code == 405


def test_others_are_turned_away(store: Store) -> None:
    assert "account/login" in Client().get(FLOW)["Location"]
    assert signed_in(Client(), colleague("counsellor")).get(FLOW).status_code == 403
