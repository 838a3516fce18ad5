"""Files damaged at random: each is loaded or refused, and nothing else ever happens."""

import gzip
import random
from pathlib import Path

import pytest

from sojourn.evidence.loading import load_file
from sojourn.evidence.store import Store
from sojourn.kernel.refused import Refused

DECLARED = "title: T\nsource: t\nlicence: cc_by_4\nflow: TEST:DF\ndimensions: {geo: area, sex: sex}\n"
CSV = "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,SEX,TIME_PERIOD,OBS_VALUE,OBS_STATUS\n" + "".join(
    f'dataflow,TEST:DF(1.0),I,DEU,"F",{year},{year}.5,A\n' for year in range(1990, 2020)
)
XML = (
    '<?xml version="1.0"?><m:StructureSpecificData xmlns:m="m" xmlns:c="c"><m:Header>'
    '<m:Structure structureID="S"><c:Structure><Ref agencyID="TEST" id="DF" version="1.0"/></c:Structure></m:Structure>'
    '</m:Header><m:DataSet structureRef="S"><Series REF_AREA="DEU" SEX="F">'
    + "".join(f'<Obs TIME_PERIOD="{year}" OBS_VALUE="{year}" OBS_STATUS="A"/>' for year in range(1990, 2020))
    + "</Series></m:DataSet></m:StructureSpecificData>"
)
PIECES = [b'"', b",", b"\n", b";", b"\x00", b"<", b"{", b"\xff", b"NaN", b"'", b"1e999", b"-", b"\r", b"]"]


def damaged(content: bytes, draw: random.Random) -> bytes:
    """Cut, doubled, overwritten, packed: up to four such things at once."""
    made = bytearray(content)
    for _ in range(draw.randint(1, 4)):
        at = draw.randrange(len(made)) if made else 0
        how = draw.randrange(6)
        if how == 0:
            made[at : at + 1] = bytes([draw.randrange(256)])
        elif how == 1:
            del made[at : at + draw.randrange(1, 200)]
        elif how == 2:
            made[at:at] = draw.choice(PIECES)
        elif how == 3:
            made = made[:at]
        elif how == 4:
            made[at:at] = made[max(0, at - 300) : at]
        else:
            made = bytearray(gzip.compress(bytes(made)))
    return bytes(made)


def outcomes(folder: Path, seed: int, count: int) -> set[str]:
    (folder / "declared").mkdir()
    (folder / "declared" / "test_df.yaml").write_text(DECLARED, encoding="utf-8")
    store, draw, path = Store(folder), random.Random(seed), folder / "file"
    seen: set[str] = set()
    for _ in range(count):
        path.write_bytes(damaged(draw.choice([CSV, XML]).encode(), draw))
        seen |= outcome(store, path)
        assert list((folder / ".staging").iterdir()) == []
    return seen


def outcome(store: Store, path: Path) -> set[str]:
    try:
        load_file(store, path, by="test", dry=True)
    except Refused as refused:
        return set(refused.codes)
    return {"loaded"}


def test_a_few(tmp_path: Path) -> None:
    assert len(outcomes(tmp_path, 11, 14)) >= 4


@pytest.mark.nightly
def test_many(tmp_path: Path) -> None:
    assert {"loaded", "wrong_row", "broken_xml", "truncated", "encoding", "nul_byte"} <= outcomes(tmp_path, 12, 1_500)
