"""A written name becomes parts that can be compared, whatever its script and order."""

import pytest

from sojourn.matching.names import Name, combines, read_name, skeleton_of, variant_class


def parts(text: str = "", **fields: str) -> list[tuple[str, str]]:
    return [(part.roman, part.role) for part in read_name(text, **fields).parts]


@pytest.mark.parametrize(
    "written", ["محمد", "مُحَمَّد", "محمـد", "Mohammed", "Muhamad", "Мухаммад", "ሙሐመድ", "মোহাম্মদ", "محەممەد"]
)
def test_one_name_has_one_skeleton_in_every_script(written):
    assert read_name(written).parts[0].skeleton == "mkmt"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Khadija", "Hadija"), ("Qasim", "Ghasem"), ("Gholam", "Gulam"), ("Cherif", "Sharif"), ("Daoud", "Davud"),
        ("Djamila", "Cemile"), ("Hryhorii", "Grigory"), ("Bedros", "Petros"), ("Şimşek", "Shimshek"),
        ("Xasan", "Hassan"),
        ("Othman", "Osman"), ("Zhanna", "Жанна"), ("Τζαβάρα", "Tzavara"), ("წერეთელი", "Tsereteli"),
        ("Ղազարյան", "Ghazaryan"),
        ("ፍስሃየ", "Fisehaye"), ("ঢাকাইয়া", "Dhakaiya"), ("ڕێبوار", "Rebwar"), ("زهرا", "Zahra"), ("ممتاز", "Mumtaz"),
    ],
)  # fmt: skip
def test_two_writings_of_a_name_have_a_skeleton_in_common(one, other):
    assert set(read_name(one).parts[0].skeletons) & set(read_name(other).parts[0].skeletons)


@pytest.mark.parametrize(
    ("one", "other"), [("Karim", "Rahim"), ("Omar", "Amin"), ("Olena", "Iryna"), ("Tesfaye", "Haile"), ("Wang", "Li")]
)
def test_different_names_keep_different_skeletons(one, other):
    assert not set(read_name(one).parts[0].skeletons) & set(read_name(other).parts[0].skeletons)


@pytest.mark.parametrize(
    "written",
    [
        "Abdul Rahman",
        "Abd al-Rahman",
        "Abdurrahman",
        "Abderrahmane",
        "Abdirahman",
        "عبد الرحمن",
        "عبدالرحمن",
        "Абдурахман",
    ],
)
def test_servants_of_the_merciful_are_one_part(written):
    (part,) = read_name(written).parts
    assert (part.variant, part.skeleton) == ("abdulrahman", "abtrkmn")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Ahmed bin Khalid al-Saud", [("ahmed", "given"), ("khalid", "father"), ("saud", "family")]),
        ("Іваненко Петро Іванович", [("ivanenko", "family"), ("petro", "given"), ("ivanovych", "father")]),
        ("Петро Іванович Іваненко", [("petro", "given"), ("ivanovych", "father"), ("ivanenko", "family")]),
        ("ተስፋዬ ኃይለ ገብረ መድህን", [("tesfaye", "given"), ("hayle", "father"), ("gebremedhn", "grandfather")]),
        ("王小明", [("wang", "family"), ("xiaoming", "given")]),
        ("欧阳娜娜", [("ouyang", "family"), ("nana", "given")]),
        ("Karimi, Ahmad", [("karimi", "family"), ("ahmad", "given")]),
        ("Vincent van der Berg", [("vincent", "unknown"), ("berg", "unknown")]),
        ("Dr. Maria dos Santos", [("maria", "unknown"), ("santos", "unknown")]),
        ("Nguyễn Văn Đức", [("nguyen", "unknown"), ("van", "unknown"), ("duc", "unknown")]),
        ("García-López", [("garcia", "unknown"), ("lopez", "unknown")]),
        ("O'Brien", [("obrien", "unknown")]),
        ("de la Cruz", [("cruz", "unknown")]),
        ("Мамедов Иса оглы", [("mamedov", "family"), ("isa", "father")]),
        ("عبد الله", [("abdullah", "unknown")]),
        ("گل محمد", [("gul", "given"), ("mohammed", "unknown")]),
        ("Abu Bakr Diallo", [("abubakr", "unknown"), ("diallo", "unknown")]),
        ("Haji Najib Ullah Zadran", [("najibullah", "unknown"), ("zadran", "unknown")]),
    ],
)
def test_parts_and_their_order(written, expected):
    found = parts(written)
    assert found == expected


def test_fields_give_the_roles():
    found = parts(given="Maria José", family="García López", father="Juan")
    assert [role for _, role in found] == ["given", "given", "father", "family", "family"]


def test_a_patronymic_meets_the_fathers_name_alone():
    patronymic = read_name("Олена Петрівна Коваль").of_role("father")[0]
    assert set(patronymic.skeletons) & set(read_name("Петро").parts[0].skeletons)


@pytest.mark.parametrize(
    ("joined", "apart"),
    [
        ("Gholamreza", "Gholam Reza"),
        ("عليرضا", "علي رضا"),
        ("Gebremedhin", "Gebre Medhin"),
        ("Xiaoming Wang", "Xiao-Ming Wang"),
        ("Nouruddin", "Nour ud-Din"),
        ("Abdullah", "Abd Allah"),
        ("Nurmohammad", "Nur Mohammad"),
    ],
)
def test_names_written_apart_or_together_are_alike(joined, apart):
    assert [part.skeleton for part in read_name(joined).parts] == [part.skeleton for part in read_name(apart).parts]


def test_the_same_letters_in_other_code_points_are_the_same_name():
    assert read_name("ﻣﺤﻤﺪ").parts[0].roman == read_name("محمد").parts[0].roman
    assert read_name("\u200fعلي\u200e").parts[0].roman == read_name("علی").parts[0].roman
    assert read_name("على").parts[0].variant == "ali"
    assert read_name("علی\u200cرضا").roman == read_name("علیرضا").roman


@pytest.mark.parametrize(
    ("written", "script", "language"),
    [
        ("ګل", "Arab", "ps"),
        ("ڕێبوار", "Arab", "ckb"),
        ("Їжак", "Cyrl", "uk"),
        ("Ελένη", "Grek", "el"),
        ("Նարեկ", "Armn", "hy"),
        ("নূর", "Beng", "bn"),
    ],
)
def test_script_and_language_are_told_from_letters(written, script, language):
    assert (read_name(written).script, read_name(written).language) == (script, language)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("Sasha", "Oleksandr"),
        ("Bill", "William"),
        ("Катя", "Kateryna"),
        ("Йосип", "Yusuf"),
        ("Fadumo", "فاطمة"),
        ("Mouhamadou", "Mehmet"),
        ("Tesfai", "ተስፋዬ"),
    ],
)
def test_short_forms_and_spellings_share_a_class(short, long):
    one, other = read_name(short).parts[0], read_name(long).parts[0]
    assert one.variant
    assert one.variant == other.variant


def test_a_spelling_that_is_not_in_the_table_is_known_by_its_sound():
    assert variant_class("mouhammed") == "mohammed"
    assert variant_class("zzyzx") is None


@pytest.mark.parametrize("nothing", ["", "   ", "123", "—", "()", "'", "،"])
def test_nothing_has_no_parts(nothing):
    assert read_name(nothing).parts == ()


@pytest.mark.parametrize(
    "odd", ["a" * 5000, "\x00\ud7ff", "محمد Мухаммад 王 X", "Al", "de la", "Dr.", "bin", "o'", "abdul", "Xx,,Yy"]
)
def test_odd_writings_are_read_without_a_fault(odd):
    assert isinstance(read_name(odd), Name)


def test_only_words_with_neighbours_in_mind_combine():
    assert combines("Abdul")
    assert combines("Gebre")
    assert not combines("Karimi")


def test_a_skeleton_of_letters_alone():
    assert skeleton_of("hassan") == "ksn"
    assert skeleton_of("mamun") == "mmn"
