"""pyxform makes an XForm of every form of every pack, without a warning; ODK Validate has nothing to add."""

import shutil

import pytest
from lxml import etree
from pyxform.xls2xform import convert

from sojourn.grammar.forms import Form, Question, compile_form
from sojourn.grammar.packs import catalogue
from sojourn.grammar.xlsform import read_xlsform, write_xlsform

LONGEST = 3
XFORMS = {"x": "http://www.w3.org/2002/xforms"}


def compiled(form, codes, *, validate=False):
    warnings = []
    result = convert(write_xlsform(form, codes), warnings=warnings, file_type=".xlsx", validate=validate)
    return result.xform, warnings


@pytest.mark.parametrize("pack", catalogue().names())
def test_the_longest_forms_of_every_pack_compile_without_warnings(pack):
    """A few of them here; at night every form passes, and through ODK Validate too."""
    found = catalogue().pack(pack)
    longest = sorted(found.forms, key=lambda name: len(list(found.forms[name].form.walk())))[-LONGEST:]

    for name in longest:
        form = found.forms[name]
        xform, warnings = compiled(form.form, found.codes)
        assert warnings == [], name
        assert etree.fromstring(xform.encode()).findall(".//x:bind", XFORMS), name


@pytest.mark.nightly
@pytest.mark.parametrize("pack", catalogue().names())
def test_odk_validate_accepts_every_form_of_every_pack(pack):
    if shutil.which("java") is None:
        pytest.skip("ODK Validate needs Java, and there is none on this machine")
    found = catalogue().pack(pack)

    for name, form in found.forms.items():
        assert compiled(form.form, found.codes, validate=True)[1] == [], name


def test_what_would_make_pyxform_warn_is_filled_in():
    children = (Question("image", "photo", texts={"label": {"en": "Photo"}}),)
    questions = (
        Question(
            "text", "a", texts={"label": {"en": "A", "ar": "أ"}, "hint": {"ar": "ب"}}, relevant="${member.age} > 3"
        ),
        Question("begin_repeat", "r", children=children),
        Question("select_one", "s", list_name="sex"),
    )
    form = Form("f", "1", {"en": "F"}, questions)

    xform, warnings = compiled(form, {})

    assert warnings == []
    assert 'relevant=" /data/member.age  &gt; 3"' in xform
    assert 'orx:max-pixels="1600"' in xform
    assert '<translation lang="العربية (ar)">' in xform


def test_a_dated_code_is_offered_on_phones_only_on_its_days():
    from sojourn.grammar.codes import read_codes

    codes = read_codes("town: {a: {label: A, valid_to: 2020-01-01}, b: B}")
    form = Form("f", "1", {"en": "F"}, (Question("select_one", "t", list_name="town", texts={"label": {"en": "T"}}),))

    xform, warnings = compiled(form, codes)

    assert warnings == []
    assert "date(valid_to) &gt;= today()" in xform


def test_or_other_of_a_compiled_form_is_written_as_its_author_wrote_it():
    question = Question(
        "select_one", "q", list_name="sex", or_other=True, texts={"label": {"en": "Q"}}, sensitive="ordinary"
    )
    form = Form("f", "1", {"en": "F"}, (question,))

    written = compile_form(form, {}).form

    assert "q_other" in {one.name for one in written.walk()}
    assert read_xlsform(write_xlsform(written, {})) == form
    assert "q_other" in compiled(written, {})[0]
