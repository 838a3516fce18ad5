"""Forms drawn at random, with every column an XLSForm can have."""

from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import strategies as st

from sojourn.grammar.codes import Choice, ChoiceList
from sojourn.grammar.forms import Form, Question

LANGUAGES = ("en", "fr", "ar", "ti")

# What a cell of a spreadsheet can hold and a reader gives back: no spaces around it, no control characters.
text = (
    st.text(
        st.one_of(
            st.sampled_from("abc XYZ 0123 =+-@'\"<>&|:;,.{}$%#\n"),
            st.characters(min_codepoint=0xA1, max_codepoint=0x2FFF, categories=["L", "M", "N", "P", "S"]),
        ),
        min_size=1,
        max_size=12,
    )
    .map(str.strip)
    .filter(bool)
    .filter(lambda one: "${" not in one and "_x" not in one)
)
labels = st.dictionaries(st.sampled_from(LANGUAGES), text, min_size=1, max_size=3)
maybe = st.one_of(st.just(""), text)
KINDS = ("label", "hint", "guidance_hint", "constraint_message", "required_message", "image", "audio")
ASKED = (
    "text",
    "integer",
    "decimal",
    "date",
    "dateTime",
    "time",
    "geopoint",
    "image",
    "note",
    "barcode",
    "acknowledge",
)
LISTS = ("colour", "size", "yes_no")


@st.composite
def a_question(draw: Callable[[Any], Any], name: str) -> Question:
    kind = draw(st.sampled_from((*ASKED, "select_one", "select_multiple", "rank")))
    is_select = kind not in ASKED
    return Question(
        type=kind,
        name=name,
        list_name=draw(st.sampled_from(LISTS)) if is_select else None,
        or_other=is_select and draw(st.booleans()),
        texts=draw(st.dictionaries(st.sampled_from(KINDS), labels, max_size=4)),
        required=draw(st.sampled_from(["", "yes", "no", "${q0} = 1"])),
        relevant=draw(st.sampled_from(["", "${q0} != ''", "${member.age} >= 18"])),
        constraint=draw(maybe),
        default=draw(maybe),
        appearance=draw(maybe),
        read_only=draw(st.sampled_from(["", "yes"])),
        sensitive=draw(st.sampled_from(["", "identifying", "sensitive", "ordinary"])),
        in_evidence=draw(st.booleans()),
        maps_to=draw(st.sampled_from(["", "person.sex"])),
        search=draw(st.booleans()),
        columns=draw(
            st.dictionaries(st.sampled_from(["parameters", "bind::odk:x", "Mine", "my notes"]), text, max_size=2)
        ),
    )


@st.composite
def some_questions(draw: Callable[[Any], Any], names: list[str], depth: int) -> tuple[Question, ...]:
    found = []
    while names and draw(st.booleans()):
        name = names.pop()
        kind = draw(st.sampled_from(["question", "question", "begin_group", "begin_repeat"]))
        if kind == "question" or depth > 2 or not names:
            found.append(draw(a_question(name)))
            continue
        inside = draw(some_questions(names, depth + 1))
        if inside:
            texts = draw(st.dictionaries(st.just("label"), labels, max_size=1))
            count = draw(st.sampled_from(["", "3"])) if kind == "begin_repeat" else ""
            found.append(Question(kind, name, texts=texts, repeat_count=count, children=inside))
    return tuple(found)


@st.composite
def a_list(draw: Callable[[Any], Any], name: str) -> ChoiceList:
    names = draw(
        st.lists(st.from_regex(r"[a-z0-9][a-z_0-9.]{0,6}", fullmatch=True), min_size=1, max_size=4, unique=True)
    )
    day = st.one_of(st.none(), st.dates(date(2000, 1, 1), date(2020, 1, 1)))
    extra = st.dictionaries(st.sampled_from(["region", "Order"]), text, max_size=2)
    choices = tuple(Choice(one, draw(labels), draw(day), None, draw(extra)) for one in names)
    return ChoiceList(name, choices, draw(st.booleans()))


@st.composite
def a_form(draw: Callable[[Any], Any]) -> Form:
    names = [f"q{number}" for number in range(12)]
    first = draw(a_question(names.pop(0)))
    settings = st.dictionaries(st.sampled_from(["style", "instance_name", "public_key"]), text, max_size=2)
    return Form(
        name=draw(st.from_regex(r"[a-z][a-z_]{0,10}", fullmatch=True)),
        version=draw(st.sampled_from(["1", "1.10", "2026-01-01", "007"])),
        labels=draw(labels),
        questions=(first, *draw(some_questions(names, 0))),
        about=draw(st.sampled_from(["case", "member"])),
        repeats=draw(st.booleans()),
        signed_by=draw(maybe),
        choices={name: draw(a_list(name)) for name in draw(st.lists(st.sampled_from(LISTS), unique=True))},
        settings=draw(settings),
        default_language=draw(st.sampled_from(["en", "en", "fr"])),
    )
