"""The compiled scanner and the one in Python read alike, or the compiled one steps back."""

import io
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from sojourn.grammar import quick_yaml, source
from sojourn.grammar.packs import catalogue
from sojourn.grammar.source import DEEPEST, GrammarErrors, Section, read_yaml

FILES = [path for folder in catalogue().folders for path in sorted(Path(folder).glob("*/**/*.yaml"))]

scalar = st.one_of(
    st.sampled_from(
        ["NO", "yes", "012", "1.10", "~", "${a} != 'x'", "a: b", "- x", "# no", "label::fr", "Why?", "é\nb", " x "]
    ),
    st.text(st.characters(categories=["L", "N", "P", "S", "Zs"], max_codepoint=0x2FFF), max_size=12),
    st.integers(),
    st.booleans(),
)
tree = st.recursive(
    scalar,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abc:_", min_size=1, max_size=4), inner, max_size=3)
    ),
    max_leaves=12,
)
document = st.dictionaries(st.text("abcxyz", min_size=1, max_size=5), tree, min_size=1, max_size=4)


def reading(text: str) -> object:
    """What a text reads as, with every place, or its faults' codes and places."""
    try:
        return with_places(read_yaml(text))
    except GrammarErrors as errors:
        return [(fault.code, fault.place) for fault in errors.faults]


def with_places(value: object) -> object:
    if isinstance(value, Section):
        return {
            key: (value.key_place(key), value.place(key), value.text(key), with_places(one))
            for key, one in value.items()
        }
    if isinstance(value, source.Items):
        return [(value.place(number), value.text(number), with_places(one)) for number, one in enumerate(value)]
    return value


def slowly(text: str, monkeypatch: pytest.MonkeyPatch) -> object:
    with monkeypatch.context() as patched:
        patched.setattr(quick_yaml, "_Parser", None)
        return reading(text)


def test_the_compiled_scanner_is_there_and_reads():
    assert quick_yaml.quickly_composed("a: 1", DEEPEST) is not None
    assert quick_yaml.quickly_composed("a: {label::fr: Oui}", DEEPEST) is None


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_file_of_every_pack_reads_the_same_both_ways(path, monkeypatch):
    text = path.read_text(encoding="utf-8")

    if quick_yaml.quickly_composed(text, DEEPEST) is not None:
        assert reading(text) == slowly(text, monkeypatch)


@pytest.mark.parametrize("flow", [True, False])
def test_drawn_documents_read_the_same_both_ways(flow, monkeypatch):
    @settings(max_examples=80, deadline=None, phases=(Phase.explicit, Phase.generate))
    @given(document)
    def both_ways(drawn):
        writer = YAML(typ="safe", pure=True)
        writer.default_flow_style = flow
        text = io.StringIO()
        writer.dump(drawn, text)
        assert reading(text.getvalue()) == slowly(text.getvalue(), monkeypatch)

    both_ways()


@pytest.mark.parametrize(
    "text",
    [
        "a: &x 1\nb: *x",
        "a: !t 1",
        "a: !!str 1",
        "é: &y {ü: 1}\nz: *y",
        "a: *q",
        "- x",
        "",
        "# c",
        "a: 1\n---\nb: 2",
        "a:\n\t- x",
        "a: 'x",
        "a: [1, 2",
        "a: |\n\n  b\n c",
        "? a\n: b",
        'a: "\\x41\\/"',
        "%YAML 1.1\n---\na: yes",
        "\ufeffa: 1",
        "a: 1\r\nb: 2",
    ],
)
def test_oddities_read_the_same_both_ways(text, monkeypatch):
    assert reading(text) == slowly(text, monkeypatch)
