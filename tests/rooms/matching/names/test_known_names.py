"""Well-known names are told apart however alike they are written; spellings and short forms of one are not."""

import pytest

from sojourn.matching.names import distinct_names, known_names, read_name
from sojourn.matching.names.known import classes


def told_apart(one: str, other: str) -> bool:
    first, second = (read_name(written).parts[0] for written in (one, other))
    return distinct_names(first.known, second.known)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hasan", "Husayn"), ("حسن", "حسين"), ("حسن", "Hussein"), ("Rahim", "Rahman"), ("Hamid", "Habib"),
        ("Habibullah", "Hamidullah"), ("Mahmud", "Muhammad"), ("Mohammed", "Ahmad"), ("Maryam", "Marwa"),
        ("Khalid", "Khalil"), ("Omar", "Amr"), ("Nadia", "Nada"), ("Said", "Saad"), ("Tesfay", "Tesfalem"),
        ("Iryna", "Yaryna"), ("Karimi", "Rahimi"), ("Hosseini", "Hassani"), ("Rahim Uddin", "Karim Uddin"),
        ("Abdul Rahim", "Abdul Rahman"), ("Zhao", "Cao"), ("Zhang", "Zheng"), ("张", "Zheng"), ("Chen", "Cheng"),
        ("Li", "Liu"), ("박", "Baek"),
    ],
)  # fmt: skip
def test_names_that_are_alike_are_told_apart(one, other):
    assert told_apart(one, other)


@pytest.mark.parametrize(
    ("man", "woman"),
    [
        ("Karim", "Karima"), ("كريم", "كريمة"), ("Amir", "Amira"), ("Ali", "Alia"), ("Rashid", "Rashida"),
        ("Oleksandr", "Oleksandra"), ("Олександр", "Олександра"), ("Валерий", "Валерия"), ("Daniel", "Daniela"),
        ("Mario", "Maria"), ("Victor", "Victoria"), ("Nabil", "Nabila"), ("فرید", "Farida"), ("Khalid", "Khalida"),
    ],
)  # fmt: skip
def test_a_mans_and_a_womans_name_are_never_one(man, woman):
    assert told_apart(man, woman)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Salim", "Salem"), ("Ivanov", "Ivanova"), ("Karim", "Karimi"), ("Amin", "Amine"), ("Ibrahim", "Abraham"),
        ("Sasha", "Oleksandr"), ("Sasha", "Oleksandra"), ("Zhenya", "Yevheniia"), ("Andrea", "Andreas"),
        ("Chang", "Zhang"), ("Chan", "陈"), ("Kim", "김"), ("Mohamud", "Maxamuud"), ("Mohamud", "Mohamed"),
        ("Rahim", "Rahimzyzx"),
    ],
)  # fmt: skip
def test_what_can_be_one_name_is_not_told_apart(one, other):
    assert not told_apart(one, other)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("Liz", "Elizabeth"), ("Ted", "Edward"), ("Ted", "Theodore"), ("Mimmo", "Domenico"), ("Peppe", "Giuseppe"),
        ("Totò", "Salvatore"), ("Nacho", "Ignacio"), ("Pepe", "José"), ("Chico", "Francisco"), ("Tasos", "Anastasios"),
        ("Mitsos", "Dimitrios"), ("Staszek", "Stanisław"), ("Gosia", "Małgorzata"), ("Honza", "Jan"),
        ("Sashko", "Олександр"), ("Ibo", "Ibrahim"), ("Fatou", "فاطمة"), ("Gio", "გიორგი"),
        ("Hovo", "Հովհաննես"), ("Teddy", "ቴዎድሮስ"), ("Pista", "István"), ("Jaap", "Jacob"),
    ],
)  # fmt: skip
def test_a_short_form_can_be_the_long_name(short, long):
    one, other = (read_name(written).parts[0] for written in (short, long))
    assert one.known & other.known


def test_a_name_that_nobody_knows_is_not_told_apart_from_any():
    assert known_names("zzyzx") == frozenset()
    assert not told_apart("Zzyzx", "Karim")


def test_vowels_that_were_guessed_make_no_name_known():
    assert read_name("قرمد").parts[0].known == frozenset()


def test_a_patronymic_is_known_by_the_fathers_name():
    one, other = (read_name(f"Olena {father} Dubenko").of_role("father")[0] for father in ("Petrivna", "Ivanivna"))
    assert distinct_names(one.known, other.known)


def test_classes_are_single_words_that_an_index_can_keep():
    exact, native = classes()
    names = {name for found in (exact, native) for every in found.values() for name in every}
    assert not [name for name in names if set(name) & set(" /|~")]
