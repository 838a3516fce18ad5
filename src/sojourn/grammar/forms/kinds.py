"""The types of questions: XLSForm's own words, what each stores, and those refused with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sojourn.grammar.expressions.scope import Type


@dataclass(frozen=True)
class Kind:
    """One type word: the expression type of its answer, whether it stores one, and whether a person is asked."""

    word: str
    type: Type
    stores: bool = True
    asks: bool = True


GROUP, REPEAT = "begin_group", "begin_repeat"
SELECTS = frozenset({"select_one", "select_multiple", "rank"})

_ASKED = {
    "text": Type.TEXT, "integer": Type.INTEGER, "decimal": Type.DECIMAL, "range": Type.DECIMAL,
    "date": Type.DATE, "dateTime": Type.DATETIME, "time": Type.TIME,
    "select_one": Type.CHOICE, "select_multiple": Type.CHOICES, "rank": Type.CHOICES, "acknowledge": Type.TEXT,
    "image": Type.FILE, "audio": Type.FILE, "video": Type.FILE, "file": Type.FILE,
    "barcode": Type.TEXT, "geopoint": Type.GEOPOINT, "geotrace": Type.TEXT, "geoshape": Type.TEXT,
}  # fmt: skip
_UNASKED = {
    "calculate": Type.ANY, "hidden": Type.TEXT,
    "start": Type.DATETIME, "end": Type.DATETIME, "today": Type.DATE, "deviceid": Type.TEXT,
    "username": Type.TEXT, "phonenumber": Type.TEXT, "email": Type.TEXT, "audit": Type.FILE,
    "start-geopoint": Type.GEOPOINT,
}  # fmt: skip

METADATA = frozenset(_UNASKED) - {"calculate", "hidden"}

KINDS: Mapping[str, Kind] = {
    **{word: Kind(word, answer) for word, answer in _ASKED.items()},
    **{word: Kind(word, answer, asks=False) for word, answer in _UNASKED.items()},
    "note": Kind("note", Type.TEXT, stores=False, asks=False),
    GROUP: Kind(GROUP, Type.ANY, stores=False, asks=False),
    REPEAT: Kind(REPEAT, Type.ROWS, stores=False, asks=False),
}

# Spellings that XLSForm tools also accept, and the one word kept for each.
ALIASES: Mapping[str, str] = {
    "int": "integer", "string": "text", "photo": "image", "datetime": "dateTime", "date time": "dateTime",
    "select1": "select_one", "select one": "select_one", "select one from": "select_one",
    "select multiple": "select_multiple", "select all that apply": "select_multiple",
    "select all that apply from": "select_multiple", "gps": "geopoint", "location": "geopoint",
    "trigger": "acknowledge", "begin group": GROUP, "begin repeat": REPEAT, "imei": "deviceid",
    "start time": "start", "end time": "end", "device id": "deviceid", "phone number": "phonenumber",
}  # fmt: skip

_ELSEWHERE = "answers come from lists in the form, the pack's codes.yaml or the shared lists"
REFUSED: Mapping[str, str] = {
    "select_one_from_file": _ELSEWHERE,
    "select_multiple_from_file": _ELSEWHERE,
    "select_one_external": _ELSEWHERE,
    "csv-external": _ELSEWHERE,
    "xml-external": _ELSEWHERE,
    "osm": "map features of OpenStreetMap are not stored: ask for a geopoint",
    "background-audio": "nobody is recorded without seeing it",
    "background-geopoint": "nobody is located without seeing it: ask for a geopoint",
    "begin_loop": "write the questions out, or use begin_repeat",
    "begin loop": "write the questions out, or use begin_repeat",
    "simserial": "phones no longer give it",
    "subscriberid": "phones no longer give it",
}
