"""One name however its particles, letters and syllables are put on paper. Combinations of names are invented."""

import pytest

from sojourn.matching.names import NamePart, read_name


def meets(one: NamePart, other: NamePart) -> bool:
    romans = {one.roman, *one.others} & {other.roman, *other.others}
    return bool(romans or set(one.skeletons) & set(other.skeletons) or one.known & other.known)


def all_meet(one: str, other: str) -> bool:
    shorter, longer = sorted((read_name(one).parts, read_name(other).parts), key=len)
    return bool(shorter) and all(any(meets(part, mate) for mate in longer) for part in shorter)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Juan de la Torre", "Juan Delatorre"), ("Pieter van den Bosch", "Pieter Vandenbosch"),
        ("Karim Ben Omar", "Karim Benomar"), ("Sidi Ould Moussa", "Sidi Ouldmoussa"), ("al-Amin", "Alamin"),
        ("العمر", "Alomar"), ("Saint-Pierre", "St Pierre"), ("Saint-Pierre", "Saintpierre"), ("D'Amico", "Damico"),
        ("O'Neill", "Oneill"), ("Mac Donald", "MacDonald"), ("Abd ar-Rashid", "Abdurrashid"),
        ("Abd an-Nur", "Abdunnur"),
        ("Zia ur Rahim", "Ziaur Rahim"), ("Ziaurrahim", "Zia ur Rahim"), ("Nurul Islam", "Nurulislam"),
        ("ضياءالرحيم", "Zia ur Rahim"), ("Zainulabidin", "Zain ul-Abidin"), ("زين العابدين", "Zine El Abidine"),
        ("Saadeddine", "سعد الدين"), ("es-Sabbah", "Essabbah"), ("Laamari", "العمري"), ("Mir Hasan", "میرحسن"),
        ("Rajkumar", "Raj Kumar"), ("Sahle Work", "Sahlework"), ("Gul Agha", "Gul Agha Nurzai"),
    ],
)  # fmt: skip
def test_particles_may_be_written_apart_or_together(one, other):
    assert all_meet(one, other)


def test_initials_with_points_are_no_particles():
    assert [part.roman for part in read_name("Тестова О. И.").parts] == ["testova", "o", "i"]
    assert [part.roman for part in read_name("Ortega y Robles").parts] == ["ortega", "robles"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("سپهر", "Sepehr"), ("پزشک", "Pezeshk"), ("آتش", "Atash"), ("Мирза", "Mirza"), ("خانه‌ای", "Khanei"),
        ("ماركوفيتش", "Marković"), ("أزهر", "Azhar"), ("Исхак", "Ishak"),
    ],
)  # fmt: skip
def test_letters_of_other_scripts_make_no_latin_digraphs(one, other):
    assert set(read_name(one).parts[0].skeletons) & set(read_name(other).parts[0].skeletons)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zhiqiang", "Chih-ch'iang"), ("Xiuying", "Hsiu-ying"), ("Rongzhen", "Jung-chen"), ("Weiwei", "Wei-wei"),
        ("Wang Mei Lan", "Wang Mei-lan"), ("Mei Lan Wang", "王美兰"), ("Xiao Lan Wang", "Wang Xiaolan"),
        ("Kim Ha-neul", "김하늘"), ("Lee Bo-ram", "이보람"), ("Choi Areum", "최아름"),
        ("שרון לוי", "Sharon Levi"), ("תמר כהן", "Tamar Cohen"), ("やまだ はなこ", "Yamada Hanako"),
        ("ヤマダ ハナコ", "Yamada Hanako"), ("สมชาย", "Somchai"), ("முருகன்", "Murugan"), ("ರಮೇಶ್", "Ramesh"),
        ("රමේෂ්", "Ramesh"),
    ],
)  # fmt: skip
def test_scripts_of_asia_meet_their_romanisations(one, other):
    assert all_meet(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dschamal", "Jamal"), ("Schewtschuk", "Shevchuk"), ("Alijew", "Aliyev"), ("Yeoryia", "Γεωργία"),
        ("Mpotsaris", "Botsaris"), ("Ntinos", "Dinos"), ("Grzegorz", "Grzegosz"), ("Hodža", "Hoxha"),
    ],
)  # fmt: skip
def test_spelling_habits_of_one_language_are_read(one, other):
    assert all_meet(one, other)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("Wi11iam", "william"), ("Ig0r", "igor"), ("7ussein", "hussein"), ("Bemadette", "bernadette")],
)
def test_what_scanners_and_messages_do_to_letters_is_undone(written, meant):
    read, right = read_name(written).parts[0], read_name(meant).parts[0]
    assert {read.roman, *read.others} & {right.roman, *right.others}


def test_vietnamese_names_keep_their_middle():
    assert [part.roman for part in read_name("Nguyễn Văn Lê").parts] == ["nguyen", "van", "le"]
