"""YAML is read as 1.2, with the place of everything, and says plainly what is wrong."""

import pytest

from sojourn.grammar.source import DEEPEST, Fault, GrammarErrors, Place, Section, read_yaml


def faults(text: str) -> list[tuple[str, int, int]]:
    with pytest.raises(GrammarErrors) as refused:
        read_yaml(text, file="pack.yaml")
    return [(fault.code, fault.place.line, fault.place.column) for fault in refused.value.faults]


def test_norway_and_yes_stay_text():
    assert read_yaml("a: NO\nb: yes\nc: on\nd: 2026-03-01\ne: 0123") == {
        "a": "NO",
        "b": "yes",
        "c": "on",
        "d": "2026-03-01",
        "e": "0123",
    }


def test_numbers_and_truth_words_have_types():
    assert read_yaml("a: 72\nb: -1.5\nc: true\nd:\ne: 1e3") == {
        "a": 72,
        "b": -1.5,
        "c": True,
        "d": None,
        "e": 1000.0,
    }


def test_the_authors_own_writing_is_kept():
    read = read_yaml("version: 1.10\nlist: [1.0, x]")

    assert read.text("version") == "1.10"
    assert read["list"].text(0) == "1.0"
    assert read.text("absent", "none") == "none"


def test_places_point_at_the_first_character():
    read = read_yaml("a: plain\nb: 'quoted'\nc: |\n\n    block\nd:\n  - {e: \"x\"}\n", file="f.yaml")

    assert read.place("a") == Place("f.yaml", 1, 4)
    assert read.place("b") == Place("f.yaml", 2, 5)
    assert read.place("c") == Place("f.yaml", 5, 5, indent=4)
    assert read.key_place("d") == Place("f.yaml", 6, 1)
    assert read["d"].place(0) == Place("f.yaml", 7, 5)
    assert read["d"][0].place("e") == Place("f.yaml", 7, 10)
    assert read["d"].place(7) == read["d"].own_place


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: 1\nb: {c: 1, c: 2}\na: 3", [("duplicate_key", 2, 11), ("duplicate_key", 3, 1)]),
        ("a:\n\t- x", [("yaml", 2, 1)]),
        ("a: b: c", [("yaml", 1, 5)]),
        ("a: &x 1\nb: *x", [("anchor", 1, 4), ("anchor", 1, 4)]),
        ("a: !!python/object:os.system 1", [("tag", 1, 4)]),
        ("x: {[1]: 2}", [("key", 1, 5)]),
        ("- x", [("not_a_mapping", 1, 1)]),
        ('a: "\\0"', [("unsafe", 1, 5)]),
        ("a: 1\n---\nb: 2", [("yaml", 2, 1)]),
        ("[" * 20_000, [("too_deep", 1, 2 + DEEPEST)]),
        ("- " * 300_000, [("too_deep", 1, 3 + 2 * DEEPEST)]),
        ("a: " + "[" * 50 + "]" * 50, [("too_deep", 1, 4 + DEEPEST)]),
    ],
)
def test_a_mistake_is_named_with_its_place(text, found):
    assert faults(text) == found


def test_a_file_that_is_not_utf_8_is_refused(tmp_path):
    path = tmp_path / "codes.yaml"
    path.write_bytes(b"a: \xff")

    with pytest.raises(GrammarErrors, match="save the file as UTF-8"):
        read_yaml(path)


def test_a_byte_order_mark_is_no_part_of_the_first_key(tmp_path):
    path = tmp_path / "codes.yaml"
    path.write_bytes("\ufeffa: 1".encode())

    assert read_yaml(path) == {"a": 1}


def test_an_empty_file_is_an_empty_section():
    assert read_yaml("# nothing yet") == Section(Place())


def test_faults_come_in_the_order_of_their_places():
    errors = GrammarErrors([Fault(Place("b", 2, 1), "x", "later"), Fault(Place("a", 9, 1), "x", "first")])

    assert str(errors) == "a:9:1: first\nb:2:1: later"
