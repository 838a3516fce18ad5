"""How many mistakes a file has: rates by name, so that training and testing can differ in more than the seed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Profile:
    """Rates from 0 to 1. `again` is the share of rows that show a person a second time (or a third)."""

    again: float
    native: float
    respelt: float
    typo: float
    ocr: float
    swapped: float
    one_field: float
    dropped_word: float
    nickname: float
    married: float
    father_missing: float
    mother_missing: float
    birth_missing: float
    birth_year_only: float
    birth_first_january: float
    birth_swapped: float
    birth_shifted: float
    phone_missing: float
    phone_changed: float
    document_missing: float
    document_slip: float
    place_missing: float
    moved: float
    sex_wrong: float
    relatives: float


PROFILES = {
    "clean": Profile(
        again=0.10, native=0.30, respelt=0.20, typo=0.02, ocr=0.005, swapped=0.02, one_field=0.10, dropped_word=0.03,
        nickname=0.02, married=0.02, father_missing=0.20, mother_missing=0.50, birth_missing=0.01,
        birth_year_only=0.03, birth_first_january=0.05, birth_swapped=0.01, birth_shifted=0.02, phone_missing=0.30,
        phone_changed=0.20, document_missing=0.50, document_slip=0.02, place_missing=0.10, moved=0.05, sex_wrong=0.003,
        relatives=0.15,
    ),
    "field": Profile(
        again=0.20, native=0.45, respelt=0.50, typo=0.08, ocr=0.015, swapped=0.06, one_field=0.25, dropped_word=0.10,
        nickname=0.04, married=0.06, father_missing=0.45, mother_missing=0.70, birth_missing=0.04,
        birth_year_only=0.10, birth_first_january=0.18, birth_swapped=0.04, birth_shifted=0.08, phone_missing=0.45,
        phone_changed=0.45, document_missing=0.75, document_slip=0.05, place_missing=0.25, moved=0.20, sex_wrong=0.01,
        relatives=0.25,
    ),
    "harsh": Profile(
        again=0.30, native=0.50, respelt=0.70, typo=0.18, ocr=0.04, swapped=0.12, one_field=0.40, dropped_word=0.20,
        nickname=0.07, married=0.10, father_missing=0.65, mother_missing=0.85, birth_missing=0.10,
        birth_year_only=0.20, birth_first_january=0.30, birth_swapped=0.08, birth_shifted=0.18, phone_missing=0.60,
        phone_changed=0.65, document_missing=0.88, document_slip=0.10, place_missing=0.40, moved=0.40, sex_wrong=0.02,
        relatives=0.35,
    ),
}  # fmt: skip
