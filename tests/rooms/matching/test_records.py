"""A row of any table becomes a record, whatever its columns are called."""

from datetime import date

import pytest

from sojourn.kernel.refused import Refused
from sojourn.matching.records import Record, record_of


def test_usual_columns_in_any_writing():
    record = record_of({
        "Record ID": 7, "First Name": "Іван", "middle_name": "Петрович", "lastName": "Тестенко", "DOB": "2/1/1990",
        "Gender": "чоловіча", "Citizenship": "Ukrainian", "Phone 1": "00380 44 123 45 67", "Passport No": "ab-12 34",
        "City": "Testville", "Mother's name": "Olena",
    })  # fmt: skip
    assert (record.id, record.sex, record.nationalities) == ("7", "M", {"UKR"})
    assert [(part.text, part.role) for part in record.names[0].parts] == [
        ("Іван", "given"), ("Петрович", "father"), ("Тестенко", "family"),
    ]  # fmt: skip
    assert record.births[0].earliest == date(1990, 1, 2)
    assert (record.phones, record.documents, record.places) == ({"+380441234567"}, {":AB1234"}, {"testville"})
    assert record.mother is not None
    assert record.mother.parts[0].roman == "olena"


def test_several_values_in_a_cell_and_several_cells():
    record = record_of({
        "name": "Testperson Alder", "aka": "Alder T.|T. Alder", "nationality": "SY; Eritrea,السودان",
        "phone1": "+963944123456;+963944999999", "phone2": "0944 123 456", "documents": "N-0;X 12345",
    })  # fmt: skip
    assert len(record.names) == 3
    assert record.nationalities == {"SYR", "ERI", "SDN"}
    assert record.phones == {"+963944123456", "+963944999999", "944123456"}
    assert record.documents == {":X12345"}


def test_numbers_of_another_script_and_a_region():
    record = record_of({"phone": "٠٩٤٤ ١٢٣ ٤٥٦", "passport": "ن ١٢٣٤٥", "issuing_country": "Syria"}, region="SY")
    assert record.phones == {"+963944123456"}
    assert record.documents == {"SYR:12345"}


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("SY", "SYR"),
        ("syr", "SYR"),
        ("760", "SYR"),
        ("سوريا", "SYR"),
        ("Syrie", "SYR"),
        ("افغانستان", "AFG"),
        ("эритрея", "ERI"),
        ("Nowhere", None),
    ],
)
def test_nationalities_by_code_or_name(written, code):
    assert record_of({"nationality": written}).nationalities == ({code} if code else set())


@pytest.mark.parametrize(
    ("written", "sex"), [("Female", "F"), ("أنثى", "F"), ("H", "M"), ("2", "F"), ("ذكر", "M"), ("?", "")]
)
def test_sex_in_many_languages(written, sex):
    assert record_of({"sex": written}).sex == sex


def test_birth_in_pieces_or_as_an_age():
    assert record_of({"birth_year": "1990", "birth_month": "5"}).births[0].latest == date(1990, 5, 31)
    assert record_of({"age": "15"}).births[0].estimated
    assert len(record_of({"dob": "1378", "language": "Dari"}).births) == 2


def test_a_birth_that_cannot_be_one_is_left_out_or_refused():
    assert record_of({"dob": "2001-02-30"}).births == ()
    with pytest.raises(Refused):
        record_of({"dob": "2001-02-30"}, strict=True)


@pytest.mark.parametrize(
    "row", [{}, {"name": None, "dob": float("nan")}, {"colour": "red"}, {"name": "", "phone": "12"}]
)
def test_an_empty_row_is_an_empty_record(row):
    assert record_of(row) == Record(id="")
