"""Each publisher's door, against answers of its shape with invented figures."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.rooms.evidence.connectors.conftest import Asked, Publisher, Said

from sojourn.evidence.connectors.asking import Session
from sojourn.evidence.connectors.fetching import Fetched, Question, silently
from sojourn.evidence.connectors.sources import connector, connectors
from sojourn.kernel.refused import Refused

TICKET = "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"
CSV = b"DATAFLOW,LAST UPDATE,freq,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS\nESTAT:X(1.0),,A,DE,2020,1,,\n"


def fetch(name: str, session: Session, folder: Path, question: Question, *, bulk: bool = False) -> tuple[Fetched, ...]:
    return connector(name, bulk=bulk).fetch(session, question, folder, silently)


def words(asked: Asked) -> dict[str, list[str]]:
    return parse_qs(urlsplit(asked.path).query)


def reply(content: object, **more: object) -> Said:
    return Said(json.dumps(content).encode(), **more)  # type: ignore[arg-type]


def test_eurostat_is_asked_for_what_is_wanted(publisher: Publisher, session: Session, tmp_path: Path) -> None:
    publisher.says("/", Said(CSV))
    question = Question("migr_x", {"geo": ("DE", "FR")}, 2015, 2020, base=publisher.base)

    (found,) = fetch("eurostat", session, tmp_path, question)

    assert found.path.read_bytes() == CSV
    assert urlsplit(publisher.asked[0].path).path == "/sdmx/3.0/data/dataflow/ESTAT/MIGR_X/1.0/"
    assert words(publisher.asked[0])["c[geo]"] == ["DE,FR"]
    assert "c[TIME_PERIOD]=ge:2015+le:2020" in publisher.asked[0].path


@pytest.mark.parametrize("first", [
    Said(TICKET.encode(), 202), Said(f"<queued><id>{TICKET}</id></queued>".encode(), 202), Said(TICKET.encode()),
])  # fmt: skip
def test_eurostat_is_waited_for(
    publisher: Publisher, session: Session, waits: list[float], tmp_path: Path, first: Said
) -> None:
    publisher.says("/sdmx/3.0/data", first)
    publisher.says(f"/sdmx/3.0/async/status/{TICKET}", Said(b"<status>PROCESSING</status>"), Said(b"<s>AVAILABLE</s>"))
    publisher.says(f"/sdmx/3.0/async/data/{TICKET}", Said(CSV))

    (found,) = fetch("eurostat", session, tmp_path, Question("migr_x", base=publisher.base))

    assert found.path.read_bytes() == CSV
    assert len(waits) == 1
    assert [path.name for path in tmp_path.iterdir() if "state" in path.name] == []


@pytest.mark.parametrize("state", [b"<s>EXPIRED</s>", b"<s>ERROR</s>", b"<s>PROCESSING</s>"])
def test_an_extract_that_never_comes_is_given_up(
    publisher: Publisher, session: Session, tmp_path: Path, state: bytes
) -> None:
    publisher.says("/sdmx/3.0/data", Said(TICKET.encode(), 202))
    publisher.says("/sdmx/3.0/async", Said(state))

    with pytest.raises(Refused, match="did not become ready"):
        fetch("eurostat", session, tmp_path, Question("migr_x", base=publisher.base))


def test_too_large_an_extract_is_asked_for_in_halves(publisher: Publisher, session: Session, tmp_path: Path) -> None:
    def answer(asked: Asked) -> Said:
        return Said(b"EXTRACTION_TOO_BIG", 413) if "ge:2010+le:2013" in asked.path else Said(CSV)

    publisher.answers["/"] = answer

    found = fetch("eurostat", session, tmp_path, Question("migr_x", first=2010, last=2013, base=publisher.base))

    assert [each.path.name for each in found] == ["eurostat_migr_x_2010_2011.csv", "eurostat_migr_x_2012_2013.csv"]


def test_too_large_an_extract_without_years_says_how_to_ask(
    publisher: Publisher, session: Session, tmp_path: Path
) -> None:
    publisher.says("/", Said(b"EXTRACTION_TOO_BIG", 413))

    with pytest.raises(Refused, match="--first, --last"):
        fetch("eurostat", session, tmp_path, Question("migr_x", base=publisher.base))


def test_whole_tables_of_eurostat_come_as_tsv(publisher: Publisher, session: Session, tmp_path: Path) -> None:
    publisher.says("/sdmx/2.1/data/MIGR_X", Said(b"freq,geo\\TIME_PERIOD\t2020 \nA,DE\t1 \n"))

    (found,) = fetch("eurostat", session, tmp_path, Question("migr_x", base=publisher.base), bulk=True)

    assert found.path.suffix == ".tsv"
    assert words(publisher.asked[0])["format"] == ["TSV"]


@pytest.mark.parametrize(("body", "code"), [
    (b"<!DOCTYPE html><html><head><title>Maintenance</title></head></html>", "page_instead_of_data"),
    (CSV.splitlines()[0] + b"\n", "empty_answer"),
    (b"<?xml version='1.0'?><S:Fault><faultstring>dataset unknown</faultstring></S:Fault>", "error_with_200"),
])  # fmt: skip
def test_what_only_looks_like_an_answer_is_refused(
    publisher: Publisher, session: Session, tmp_path: Path, body: bytes, code: str
) -> None:
    publisher.says("/", Said(body, 200, {"ETag": '"v1"'}))

    with pytest.raises(Refused) as refused:
        fetch("eurostat", session, tmp_path, Question("migr_x", base=publisher.base))

    assert refused.value.codes == (code,)
    assert list(tmp_path.iterdir()) == []


def unhcr_page(page: int, pages: int, count: int) -> Said:
    item = {"year": 2024, "coo_name": "A", "coo": "SYR", "coo_iso": "SYR", "coa_name": "B", "coa": "GFR",
            "coa_iso": "DEU", "refugees": 5, "asylum_seekers": "-", "idps": 0}  # fmt: skip
    return reply({"page": page, "maxPages": pages, "total": [], "items": [item] * count})


def test_pages_of_unhcr_become_one_table(publisher: Publisher, session: Session, tmp_path: Path) -> None:
    publisher.says("/population/", unhcr_page(1, 2, 3), unhcr_page(2, 2, 1))

    (found,) = fetch("unhcr", session, tmp_path, Question("population", first=2024, base=publisher.base))

    lines = found.path.read_text("utf-8").splitlines()
    assert found.rows == 4
    assert lines[1].startswith("2024,A,SYR,SYR,B,GFR,DEU,5,,")
    assert [words(asked)["page"] for asked in publisher.asked] == [["1"], ["2"]]
    assert words(publisher.asked[0])["coo_all"] == ["true"]


def test_unhcr_is_not_asked_for_all_and_for_some_at_once(
    publisher: Publisher, session: Session, tmp_path: Path
) -> None:
    publisher.says("/population/", unhcr_page(1, 1, 1))

    fetch("unhcr", session, tmp_path, Question("population", {"coa": ("GFR",)}, base=publisher.base))

    assert "coa_all" not in words(publisher.asked[0])


def test_nothing_from_unhcr_means_a_wrong_code(publisher: Publisher, session: Session, tmp_path: Path) -> None:
    publisher.says("/population/", reply({"page": 1, "maxPages": 0, "total": 0, "items": []}))

    with pytest.raises(Refused, match="Germany is GFR"):
        fetch("unhcr", session, tmp_path, Question("population", {"coa": ("DEU",)}, base=publisher.base))

    assert list(tmp_path.iterdir()) == []


def bank_page(page: int, pages: int) -> Said:
    row = {"indicator": {"id": "SM.POP.NETM", "value": "Net migration"}, "country": {"id": "DE", "value": "Germany"},
           "countryiso3code": "DEU", "date": str(2000 + page), "value": 5, "unit": "", "obs_status": ""}  # fmt: skip
    return reply([{"page": page, "pages": pages, "total": 2}, [row]])


def test_pages_of_the_world_bank_become_one_table(publisher: Publisher, session: Session, tmp_path: Path) -> None:
    publisher.says("/country", bank_page(1, 2), bank_page(2, 2))

    (found,) = fetch("world-bank", session, tmp_path, Question("SM.POP.NETM", base=publisher.base))

    assert found.path.read_text("utf-8").splitlines()[1:] == [
        "SM.POP.NETM,DEU,Germany,2001,5,,", "SM.POP.NETM,DEU,Germany,2002,5,,",
    ]  # fmt: skip


@pytest.mark.parametrize("content", [
    [{"message": [{"id": "120", "value": "Invalid indicator"}]}], [{"page": 1, "pages": 0, "total": 0}, None],
    [{"page": 0, "pages": 0, "total": 0}, []],
])  # fmt: skip
def test_a_withdrawn_indicator_is_refused(
    publisher: Publisher, session: Session, tmp_path: Path, content: object
) -> None:
    publisher.says("/country", reply(content))

    with pytest.raises(Refused):
        fetch("world-bank", session, tmp_path, Question("SM.POP.REFG", base=publisher.base))

    assert list(tmp_path.iterdir()) == []


def test_data360_is_asked_until_it_has_no_more(publisher: Publisher, session: Session, tmp_path: Path) -> None:
    row = {"REF_AREA": "USA", "COMP_BREAKDOWN_1": "WB_KNOMAD_MEX", "OBS_VALUE": "12.5", "TIME_PERIOD": "2021"}
    publisher.says("/data", reply({"count": 1001, "value": [row] * 1000}), reply({"count": 1001, "value": [row]}))

    (found,) = fetch("data360", session, tmp_path, Question("WB_KNOMAD", {"REF_AREA": ("USA",)}, base=publisher.base))

    assert found.rows == 1001
    assert [words(asked)["skip"] for asked in publisher.asked] == [["0"], ["1000"]]


@pytest.mark.parametrize("name", ["oecd", "ilostat", "undata", "unicef"])
def test_registries_are_asked_for_csv(publisher: Publisher, session: Session, tmp_path: Path, name: str) -> None:
    publisher.says("/data/A,B@C,1.0/DEU.A", Said(b"DATAFLOW,REF_AREA,TIME_PERIOD,OBS_VALUE\nA:C(1.0),DEU,2020,1\n"))

    (found,) = fetch(name, session, tmp_path, Question("A,B@C,1.0", {"key": ("DEU.A",)}, 2020, base=publisher.base))

    assert found.path.read_bytes().startswith(b"DATAFLOW")
    assert publisher.asked[0].headers["accept"].startswith("application/vnd.sdmx.data+csv")
    assert words(publisher.asked[0])["startPeriod"] == ["2020"]


def test_hapi_wants_an_application_name(publisher: Publisher, session: Session, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="--key"):
        fetch("hapi", session, tmp_path, Question("idps", base=publisher.base))

    publisher.says("/idps", reply({"data": [{"location_code": "SDN", "population": 5}]}))
    (found,) = fetch("hapi", session, tmp_path, Question("idps", key="name", base=publisher.base))

    assert found.path.read_text("utf-8") == "location_code,population\nSDN,5\n"


def test_dtm_is_behind_its_licence(publisher: Publisher, session: Session, tmp_path: Path) -> None:
    question = Question("admin0", {"Admin0Pcode": ("SDN",)}, key="secret", base=publisher.base)

    with pytest.raises(Refused) as refused:
        fetch("dtm", session, tmp_path, question)

    assert refused.value.codes == ("licence_gate",)
    assert publisher.asked == []


def test_the_key_of_dtm_travels_in_a_header(publisher: Publisher, session: Session, tmp_path: Path) -> None:
    publisher.says("/displacement/admin0", reply({"isSuccess": True, "result": [{"id": 1}], "errorMessages": []}))
    question = Question("admin0", {"Admin0Pcode": ("SDN",)}, key="secret", accepts="iom_dtm", base=publisher.base)

    (found,) = fetch("dtm", session, tmp_path, question)

    assert publisher.asked[0].headers["ocp-apim-subscription-key"] == "secret"
    assert "secret" not in publisher.asked[0].path
    assert "secret" not in found.url


def test_an_error_of_dtm_is_refused(publisher: Publisher, session: Session, tmp_path: Path) -> None:
    publisher.says("/displacement", reply({"isSuccess": False, "result": [], "errorMessages": ["no such country"]}))
    question = Question("admin0", {"Admin0Pcode": ("SDN",)}, key="secret", accepts="iom_dtm", base=publisher.base)

    with pytest.raises(Refused, match="no such country"):
        fetch("dtm", session, tmp_path, question)


def test_a_workbook_comes_once(publisher: Publisher, session: Session, tmp_path: Path) -> None:
    publisher.says("/", Said(b"PK\x03\x04rest", 200, {"ETag": '"v1"'}), Said(b"", 304))
    question = Question("stock-2020-destination", base=publisher.base)

    (first,) = fetch("un-desa", session, tmp_path, question)
    (again,) = fetch("un-desa", session, tmp_path, question)

    assert (first.unchanged, again.unchanged) == (False, True)


def test_a_page_in_place_of_a_workbook_is_refused(publisher: Publisher, session: Session, tmp_path: Path) -> None:
    publisher.says("/", Said(b"Access denied"))

    with pytest.raises(Refused, match="no workbook"):
        fetch("un-desa", session, tmp_path, Question("stock-2020-destination", base=publisher.base))


def test_every_source_names_a_licence_that_is_declared() -> None:
    from sojourn.evidence.store.declared import read_licences

    assert {each.licence for each in connectors().values()} <= set(read_licences())


def test_an_unknown_source_names_those_there_are() -> None:
    with pytest.raises(Refused, match="eurostat, unhcr"):
        connector("nowhere")
