"""SDMX REST without a web server: addresses as the standard and two client libraries write them."""

import io
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pysdmx.io
import pytest
import sdmx
from pysdmx.api.qb import ApiVersion, AvailabilityQuery, DataContext, DataQuery, StructureQuery, StructureType

from sojourn.evidence.sdmx.rest.answering import answer
from sojourn.evidence.sdmx.rest.fault import Fault
from sojourn.evidence.sdmx.rest.question import read_question
from sojourn.evidence.store import Store

NOW = datetime(2022, 2, 3, tzinfo=UTC)
CSV = "text/csv"
ML = "application/vnd.sdmx.structurespecificdata+xml;version=2.1"


def asked(store: Store, scratch: Path, address: str, accept: str = CSV) -> str:
    """The text of the answer to an address below the root."""
    parts = urlsplit(address)
    words = dict(parse_qsl(parts.query))
    with store.reading() as reading:
        found = answer(read_question(parts.path, words), accept, reading, scratch, NOW)
    return found.file.read_text(encoding="utf-8") if found.file else found.text


def periods(text: str) -> list[str]:
    header, *lines = text.splitlines()
    place = header.split(",").index("TIME_PERIOD")
    return [line.split(",")[place] for line in lines]


@pytest.mark.parametrize(
    ("address", "count"),
    [
        ("2.1/data/STOCK", 7),
        ("2.1/data/SOJOURN,STOCK,1.0/all", 7),
        ("2.1/data/SOJOURN,STOCK,latest/DEU...", 4),
        ("2.1/data/STOCK/DEU+FRA...", 6),
        ("2.1/data/STOCK/.EU27_2020.M.", 2),
        ("2.1/data/STOCK/DEU._T.F._T?startPeriod=2020&endPeriod=2020", 1),
        ("2.1/data/STOCK/DEU._T.F._T?endPeriod=2020", 2),
        ("2.1/data/STOCK/all?lastNObservations=1", 4),
        ("2.1/data/STOCK/DEU._T.F._T?firstNObservations=2", 2),
        ("3.0/data/dataflow/SOJOURN/STOCK/1.0", 7),
        ("3.0/data/dataflow/SOJOURN/STOCK/~/*.*.F.*", 3),
        ("3.0/data/dataflow/SOJOURN/STOCK/+/DEU.*.*.*,FRA.EU27_2020.*.*", 6),
        ("3.0/data/dataflow/SOJOURN/STOCK/1.0/*?c[REF_AREA]=DEU,XKX", 5),
        ("3.0/data/dataflow/*/STOCK/*/*?c[TIME_PERIOD]=ge:2020%2Ble:2020", 4),
    ],
)
def test_keys_periods_and_counts(store: Store, tmp_path: Path, address: str, count: int) -> None:
    assert len(periods(asked(store, tmp_path, address))) == count


def test_last_means_last(store: Store, tmp_path: Path) -> None:
    assert periods(asked(store, tmp_path, "2.1/data/STOCK/DEU._T.F._T?lastNObservations=2")) == ["2020", "2021-03"]


@pytest.mark.parametrize(
    ("address", "accept", "status"),
    [
        ("2.1/data/NOTHING", CSV, 404),
        ("2.1/data/OTHER,STOCK", CSV, 404),
        ("2.1/data/STOCK/XKX...?startPeriod=2024", CSV, 404),
        ("2.1/data/STOCK/DEU..", CSV, 400),
        ("2.1/data/STOCK/all?startPeriod=soon", CSV, 400),
        ("2.1/data/STOCK/all?lastNObservations=-1", CSV, 400),
        ("3.0/data/dataflow/SOJOURN/STOCK/1.0/*?c[NOPE]=1", CSV, 400),
        ("2.1/data/STOCK", "image/png", 406),
        ("2.1/data/STOCK?format=pdf", CSV, 406),
        ("2.1/data/STOCK?detail=serieskeysonly", CSV, 501),
        ("2.1/metadata/STOCK", CSV, 501),
        ("3.0/data/provisionagreement/A/B/C", CSV, 501),
        ("1.0/data/STOCK", CSV, 400),
        ("2.1/codelist/SOJOURN/CL_NOPE", "*/*", 404),
        ("2.1/availableconstraint/STOCK/all/all/NOPE", "*/*", 404),
    ],
)
def test_what_cannot_be_answered_says_why(store: Store, tmp_path: Path, address: str, accept: str, status: int) -> None:
    with pytest.raises(Fault) as fault:
        asked(store, tmp_path, address, accept)
    assert fault.value.status == status
    assert "ErrorMessage" in fault.value.message()


@pytest.mark.parametrize("address", ["2.1/", "3.0/", "3.0/structure/dataflow", "2.1/dataflow/all/all/latest"])
def test_an_empty_store_has_an_empty_list(tmp_path: Path, address: str) -> None:
    assert asked(Store(tmp_path), tmp_path, address, "*/*")


def test_a_licence_that_forbids_it_is_403(closed_store: Store, tmp_path: Path) -> None:
    with pytest.raises(Fault) as fault:
        asked(closed_store, tmp_path, "2.1/data/STOCK")
    assert (fault.value.status, fault.value.code) == (403, 110)


@pytest.mark.parametrize(
    ("accept", "begins"),
    [
        ("*/*", "<?xml"),
        ("", "<?xml"),
        ("application/vnd.sdmx.data+json;version=2.0.0", '{"meta"'),
        ("application/vnd.sdmx.data+csv; version=1.0.0, */*;q=0.1", "DATAFLOW"),
        ("application/vnd.sdmx.data+csv;labels=id", "STRUCTURE,"),
        ("text/html;q=0.9, text/csv;q=0.5", "STRUCTURE,"),
    ],
)
def test_what_is_accepted_decides(store: Store, tmp_path: Path, accept: str, begins: str) -> None:
    assert asked(store, tmp_path, "2.1/data/STOCK", accept).startswith(begins)


def test_questions_that_pysdmx_writes_are_answered_and_read_by_it(store: Store, tmp_path: Path) -> None:
    data = DataQuery(DataContext.DATAFLOW, "SOJOURN", "STOCK", "1.0", key="DEU.*.*.*").get_url(ApiVersion.V2_0_0)
    (dataset,) = pysdmx.io.read_sdmx(asked(store, tmp_path, f"3.0{data}"), validate=False).data
    assert set(dataset.data["REF_AREA"]) == {"DEU"}
    old = DataQuery(DataContext.DATAFLOW, "SOJOURN", "STOCK", "1.0", key="DEU...").get_url(ApiVersion.V1_5_0)
    (dataset,) = pysdmx.io.read_sdmx(asked(store, tmp_path, f"2.1{old}", ML), validate=False).data
    assert len(dataset.data) == 4
    structure = StructureQuery(StructureType.DATAFLOW, "SOJOURN", "STOCK").get_url(ApiVersion.V2_0_0)
    text = asked(store, tmp_path, f"3.0{structure}", "application/vnd.sdmx.structure+xml;version=3.0.0")
    assert [flow.id for flow in pysdmx.io.read_sdmx(text, validate=False).get_dataflows()] == ["STOCK"]
    available = AvailabilityQuery(DataContext.DATAFLOW, "SOJOURN", "STOCK", "1.0").get_url(ApiVersion.V2_0_0)
    assert '"TIME_PERIOD"' in asked(store, tmp_path, f"3.0{available}", "*/*")


def test_questions_that_sdmx1_writes_are_answered_and_read_by_it(store: Store, tmp_path: Path) -> None:
    source = {"id": "SOJOURN", "name": "Sojourn", "url": "https://sojourn.example/sdmx/2.1"}
    sdmx.add_source({**source, "supports": {"availableconstraint": True}}, override=True)
    client = sdmx.Client("SOJOURN")

    def get(address: str, accept: str = "*/*") -> sdmx.message.Message:
        below = address.partition("/sdmx/")[2]
        return sdmx.read_sdmx(io.BytesIO(asked(store, tmp_path, below, accept).encode()), structure=dsd)

    dsd = None
    found = get(client.dataflow("STOCK", dry_run=True).url)
    dsd = next(iter(found.structure.values()))
    assert [each.id for each in dsd.dimensions.components][:2] == ["REF_AREA", "CITIZENSHIP"]
    url = client.data("STOCK", key="DEU...", params={"startPeriod": "2020"}, dsd=dsd, dry_run=True).url
    assert len(sdmx.to_pandas(get(url, ML).data[0])) == 3
    constraint = get(client.get("availableconstraint", "STOCK", dry_run=True).url)
    (region,) = next(iter(constraint.constraint.values())).data_content_region
    assert {value.value for value in region.member["REF_AREA"].values} == {"DEU", "FRA", "XKX"}
