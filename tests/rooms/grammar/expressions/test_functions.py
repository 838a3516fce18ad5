"""What every function of the list does, by example; a function without an example fails."""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from tests.rooms.grammar.expressions.asking import FORM, ask

from sojourn.grammar.expressions import FUNCTIONS, Env, compile
from sojourn.kernel import moment

NAN = math.nan
ANSWERS = {
    "age": 14,
    "amount": "12.50",
    "name": "Testperson Alder",
    "decision": "return",
    "needs": ["food", "health"],
    "born": "2012-03-04",
    "met": "2026-11-22T23:30:00.000+03:00",
    "opens": "08:15",
    "signed": True,
    "home": "46.2 6.1 0 0",
    "member": [
        {"m_name": "Birch", "m_age": 40, "place": "0 0 0 0", "skill": [{"s_name": "cook", "s_years": 3}]},
        {"m_name": "Cedar", "place": "0 1 0 0", "skill": [{"s_name": "sew"}, {"s_name": "teach", "s_years": 1}]},
        {"m_name": "", "m_age": 7, "place": "1 1 0 0"},
    ],
}
EXAMPLES: list[tuple[str, object]] = [
    ("string(14.0)", "14"),
    ("string(12.50)", "12.5"),
    ("string(1 div 3)", "0.3333333333333333"),
    ("string(true())", "true"),
    ("string(0 div 0)", "NaN"),
    ("string(1 div 0)", "Infinity"),
    ("string(0.0000001)", "0.0000001"),
    ("string(10000000000000000000)", "10000000000000000000"),
    ("string(${amount})", "12.5"),
    ("string(${needs})", "food health"),
    ("concat('a', 1, true())", "a1true"),
    ("concat(${m_name}, '!')", "BirchCedar!"),
    ("concat('alone')", "alone"),
    ("join(', ', 'a', 2)", "a, 2"),
    ("join(' ', ${s_name})", "cook sew teach"),
    ("join('-')", ""),
    ("substr('hello', 1)", "ello"),
    ("substr('hello', 1, 3)", "el"),
    ("substr('hello', -2)", "lo"),
    ("substr('hello', 0, -1)", "hell"),
    ("substr('hello', 3, 1)", ""),
    ("substr('hello', 0 div 0)", "hello"),
    ("substr('hello', 0, 1 div 0)", "hello"),
    ("substring-before('1999/04/01', '/')", "1999"),
    ("substring-before('abc', 'x')", ""),
    ("substring-before('abc', '')", ""),
    ("substring-after('1999/04/01', '/')", "04/01"),
    ("substring-after('abc', 'x')", ""),
    ("substring-after('abc', '')", "abc"),
    ("translate('bar', 'abc', 'AB')", "BAr"),
    ("translate('--aaa--', 'abc-', 'ABC')", "AAA"),
    ("translate('aa', 'aa', 'xy')", "xx"),
    ("string-length('سلام')", 4.0),
    ("string-length(${photo})", 0.0),
    ("normalize-space('  a  b ')", "a b"),
    ("normalize-space()", "14"),
    ("contains(${name}, 'Ald')", True),
    ("contains('', '')", True),
    ("starts-with(${name}, 'Test')", True),
    ("ends-with(${name}, 'x')", False),
    ("digest('abc', 'MD5', 'hex')", "900150983cd24fb0d6963f7d28e17f72"),
    ("digest('abc', 'SHA-1')", "qZk+NkcGgWq6PiVxeFDCbJzQ2J0="),
    ("digest('', 'SHA-256', 'hex')", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("base64-decode('U29qb3Vybg==')", "Sojourn"),
    ("base64-decode('%')", ""),
    ("if(${age} < 18, 'child', 'adult')", "child"),
    ("if(1 > 2, 1, 2)", 2.0),
    ("coalesce(${photo}, 'none')", "none"),
    ("coalesce(${name}, 'none')", "Testperson Alder"),
    ("coalesce(0 div 0, 5)", 5.0),
    ("once(7)", 7.0),
    ("true()", True),
    ("false()", False),
    ("boolean('a')", True),
    ("boolean(${photo})", False),
    ("boolean(0)", False),
    ("boolean(0 div 0)", False),
    ("boolean-from-string('TRUE')", True),
    ("boolean-from-string('1')", True),
    ("boolean-from-string('yes')", False),
    ("not(1 > 2)", True),
    ("regex('AB12', '[A-Z]{2}[0-9]+')", True),
    ("regex('AB12x', '[A-Z]{2}[0-9]+')", False),
    ("regex(${photo}, '.*')", True),
    ("checklist(1, 2, true(), false(), 1 = 1)", True),
    ("checklist(-1, 0, true())", False),
    ("checklist(3, -1, true())", False),
    ("weighted-checklist(5, 9, true(), 2, true(), 3, false(), 90)", True),
    ("weighted-checklist(6, 9, true(), 5)", False),
    ("number(' 12.5 ')", 12.5),
    ("number('1e3')", NAN),
    ("number('+5')", NAN),
    ("number('')", NAN),
    ("number(true())", 1.0),
    ("number('1970-01-02')", 1.0),
    ("number('1970-01-01T12:00:00Z')", 0.5),
    ("number('2025-02-29')", NAN),
    ("number(${photo})", NAN),
    ("int(-2.7)", -2.0),
    ("int(0 div 0)", NAN),
    ("int(1 div 0)", math.inf),
    ("round(2.5)", 3.0),
    ("round(-2.5)", -2.0),
    ("round(1.005, 2)", 1.01),
    ("round(-1.005, 2)", -1.0),
    ("round(1234, -2)", 1200.0),
    ("round(0 div 0)", NAN),
    ("round(1, 99)", NAN),
    ("round(0.49999999999999994)", 0.0),
    ("abs(-3)", 3.0),
    ("pow(2, 10)", 1024.0),
    ("pow(-8, 1 div 3)", NAN),
    ("pow(0, -1)", math.inf),
    ("pow(10, 400)", math.inf),
    ("sqrt(16)", 4.0),
    ("sqrt(-1)", NAN),
    ("exp(0)", 1.0),
    ("exp(1000)", math.inf),
    ("exp10(3)", 1000.0),
    ("log(1)", 0.0),
    ("log(0)", -math.inf),
    ("log(-1)", NAN),
    ("log10(1000)", 3.0),
    ("sin(0)", 0.0),
    ("cos(0)", 1.0),
    ("tan(0)", 0.0),
    ("asin(1)", math.pi / 2),
    ("asin(2)", NAN),
    ("acos(1)", 0.0),
    ("atan(1)", math.pi / 4),
    ("atan2(1, 0)", math.pi / 2),
    ("pi()", math.pi),
    ("sin(1 div 0)", NAN),
    ("today()", "2026-11-23"),
    ("now()", "2026-11-23T00:30:00.000+03:00"),
    ("date(${met})", "2026-11-22"),
    ("date(0)", "1970-01-01"),
    ("date(-0.5)", "1970-01-01"),
    ("date('20000')", "2024-10-04"),
    ("date(${photo})", ""),
    ("date(9999999)", ""),
    ("date(0 div 0)", ""),
    ("decimal-date-time('1970-01-01T06:00:00+00:00')", 0.25),
    ("decimal-date-time(${born})", 15403.0),
    ("decimal-date-time(${photo})", NAN),
    ("decimal-time(${opens})", 0.34375),
    ("decimal-time('12:00')", 0.5),
    ("decimal-time(1.25)", 0.25),
    ("decimal-time(${born})", 0.0),
    ("decimal-time('x')", NAN),
    ("decimal-time(${met})", 0.9791666666666666),
    ("format-date(${born}, '%Y %y %m %n %b %d %e %a')", "2012 12 03 3 Mar 04 4 Sun"),
    ("format-date('', '%Y')", ""),
    ("format-date(1, '%e')", "2"),
    ("format-date-time(${met}, '%H:%M:%S.%3 %h')", "23:30:00.000 23"),
    ("format-date-time(0.5, '%H')", "15"),
    ("format-date(0 div 0, '%Y')", ""),
    ("format-date(1 div 0, '%Y')", ""),
    ("format-date-time('0001-01-01T00:00:00+14:00', '%e')", "1"),
    ("selected(${needs}, 'food')", True),
    ("selected(${needs}, ' food ')", True),
    ("selected(${needs}, 'foo')", False),
    ("selected('a b', 'b')", True),
    ("selected(${name}, '')", False),
    ("selected(${decision}, ${decision})", True),
    ("selected-at(${needs}, 1)", "health"),
    ("selected-at(${needs}, 2)", ""),
    ("selected-at(${needs}, -1)", ""),
    ("count-selected(${needs})", 2.0),
    ("count-selected('a  b')", 2.0),
    ("count-selected(${photo})", 0.0),
    ("jr:choice-name(${decision}, '${decision}')", "decision: return"),
    ("jr:choice-name(selected-at(${needs}, 1), '${needs}')", "needs: health"),
    ("count(${member})", 3.0),
    ("count(${skill})", 3.0),
    ("count(${m_age})", 3.0),
    ("count-non-empty(${m_age})", 2.0),
    ("count-non-empty(${name})", 1.0),
    ("sum(${m_age})", 47.0),
    ("sum(${s_years})", 4.0),
    ("sum(${photo})", 0.0),
    ("min(${m_age})", 7.0),
    ("max(${m_age}, 50)", 50.0),
    ("min(3, 1, 2)", 1.0),
    ("max(${photo})", NAN),
    ("indexed-repeat(${m_name}, ${member}, 2)", "Cedar"),
    ("indexed-repeat(${m_age}, ${member}, 1)", 40.0),
    ("indexed-repeat(${s_name}, ${member}, 2, ${skill}, 2)", "teach"),
    ("indexed-repeat(${m_name}, ${member}, 9)", ""),
    ("indexed-repeat(${m_name}, ${member}, 0)", ""),
    ("round(distance('0 0 0 0;0 1 0 0'))", 111319.0),
    ("round(distance(${place}))", 222638.0),
    ("distance('x')", NAN),
    ("distance(${home})", 0.0),
    ("round(area(${place}) div 1000000)", 6196.0),
    ("area('0 0;0 1')", 0.0),
    ("geofence('0.5 0.6', '0 0;0 1;1 1;0 0')", True),
    ("geofence('0.6 0.5', '0 0;0 1;1 1;0 0')", False),
    ("geofence(${photo}, '0 0;0 1;1 1')", False),
]
AT_HALF_PAST_NINE = datetime(2026, 11, 22, 21, 30, tzinfo=UTC)


def _labels(list_name: str, code: str) -> str:
    return f"{list_name}: {code}"


def _same(found: object, expected: object) -> bool:
    if isinstance(found, float) and isinstance(expected, float):
        return (math.isnan(found) and math.isnan(expected)) or math.isclose(found, expected, abs_tol=1e-15)
    return type(found) is type(expected) and found == expected


@pytest.mark.parametrize(("text", "expected"), EXAMPLES, ids=[text for text, _ in EXAMPLES])
def test_a_function_gives(text: str, expected: object) -> None:
    with moment.travelling(AT_HALF_PAST_NINE):
        found = ask(text, ANSWERS, value=14, labels=_labels, zone=ZoneInfo("Africa/Addis_Ababa"))

    assert _same(found, expected), f"{text} gave {found!r}"


def test_every_function_has_an_example() -> None:
    by_chance = {"random", "uuid", "position"}
    shown = {word for text, _ in EXAMPLES for word in re.findall(r"([\w:-]+)\(", text)}

    assert {name for name, row in FUNCTIONS.items() if not row.refused} - shown == by_chance


def test_the_whole_list_of_the_specification_is_answered() -> None:
    specified = """string concat join substr substring-before substring-after translate string-length normalize-space
    contains starts-with ends-with uuid digest pulldata if coalesce once true false boolean boolean-from-string not
    regex checklist weighted-checklist number random int sum max min round pow log log10 abs sin cos tan asin acos atan
    atan2 sqrt exp exp10 pi count count-non-empty position instance current randomize today now format-date
    format-date-time date decimal-date-time decimal-time selected selected-at count-selected jr:choice-name jr:itext
    indexed-repeat area distance base64-decode extract-signed geofence intersects"""

    assert set(specified.split()) <= set(FUNCTIONS)


def test_random_values_lie_where_they_should() -> None:
    assert 0 <= float(str(ask("random()"))) < 1
    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", str(ask("uuid()")))
    assert re.fullmatch(r"[A-Za-z0-9]{8}", str(ask("uuid(8)")))
    assert ask("uuid()") != ask("uuid()")


def test_once_keeps_what_was_there() -> None:
    fresh = compile("once(random())", FORM)

    assert fresh.string(Env({}, once="0.25")) == "0.25"
    assert fresh.number(Env({}, once="")) < 1


def test_a_label_without_labels_is_the_code() -> None:
    assert ask("jr:choice-name(${decision}, '${decision}')", {"decision": "stay"}) == "stay"
