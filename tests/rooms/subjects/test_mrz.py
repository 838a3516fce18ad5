"""Machine-readable zones, by the specimens of ICAO Doc 9303 parts 4 to 6 (the invented state UTO)."""

from __future__ import annotations

import pytest

from sojourn.subjects.mrz import check_digit, read_zone

PASSPORT = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
CARD = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<"
VISA_SIZE = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6"


@pytest.mark.parametrize(("field", "digit"), [("520727", "3"), ("AB2134<<<", "5"), ("L898902C3", "6"), ("", "0")])
def test_check_digits(field, digit):
    assert check_digit(field) == digit


@pytest.mark.parametrize(
    ("text", "layout", "number"),
    [(PASSPORT, "TD3", "L898902C3"), (CARD, "TD1", "D23145890"), (VISA_SIZE, "TD2", "D23145890")],
)
def test_a_zone_is_read_with_or_without_line_breaks(text, layout, number):
    for written in (text, text.replace("\n", " "), text.lower()):
        zone = read_zone(written)
        assert (zone.layout, zone.number, zone.issuing_state, zone.birth) == (layout, number, "UTO", "740812")
        assert (zone.family_name, zone.given_names, zone.sex) == ("ERIKSSON", "ANNA MARIA", "F")
        assert zone.wrong == ()


@pytest.mark.parametrize(
    ("slip", "wrong"),
    [
        (("L898902C3", "L898902C4"), {"number", "whole"}),
        (("7408122", "7408132"), {"birth", "whole"}),
        (("1204159", "1204158"), {"expiry", "whole"}),
        (("ZE184226B", "ZE184226C"), {"whole"}),
    ],
)
def test_one_wrong_letter_is_found(slip, wrong):
    assert set(read_zone(PASSPORT.replace(*slip)).wrong) == wrong


def test_what_is_no_zone_is_refused():
    for text in ("", "P<UTO", PASSPORT + "<", PASSPORT.replace("<", "*")):
        with pytest.raises(ValueError, match="machine-readable zone"):
            read_zone(text)
