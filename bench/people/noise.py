"""Mistakes as hands, ears and scanners make them; drawn, never looked up in the tables of matching."""

from __future__ import annotations

from random import Random

# Neighbours on a QWERTY keyboard.
_KEYS = {
    "a": "qsz", "b": "vgn", "c": "xdv", "d": "sfe", "e": "wrd", "f": "dgr", "g": "fht", "h": "gjy", "i": "uok",
    "j": "hku", "k": "jli", "l": "kop", "m": "nk", "n": "bmh", "o": "ipl", "p": "ol", "q": "wa", "r": "etf",
    "s": "adw", "t": "ryg", "u": "yij", "v": "cbf", "w": "qes", "x": "zcs", "y": "tuh", "z": "xsa",
}  # fmt: skip
_SCANNED = (
    ("rn", "m"),
    ("m", "rn"),
    ("l", "i"),
    ("i", "l"),
    ("cl", "d"),
    ("vv", "w"),
    ("e", "c"),
    ("h", "b"),
    ("u", "ii"),
)
# How the same sound is spelt by another clerk; tried in a drawn order.
_RESPELT = {
    "arab": "mm:m ss:s oo:ou ou:u ee:i ei:i ai:ay ay:ai kh:k gh:g q:k sh:ch th:t dh:d j:dj Abdul_:Abdel Abdul_:Abd_al- "
    "Al-:El_ Al-:al_ ah:a a:e u:o i:e ll:l y:i aa:a Mohammad:Muhammed Mohammad:Mohd Yousef:Yusuf Hussein:Husain z:s",
    "afghan": "oo:u ee:i gh:g q:gh w:v ei:ai ai:ay u:o i:e sh:ch zada:zadeh zai:zay ullah:_Ullah ss:s "
    "Mohammad:Muhammad j:dj z:s kh:k Ahmad:Ahmed a:e ou:u ia:iya",
    "ethiopian": "e:a ts:tz ts:s k:q y:i h: ie:e ae:e w:u bb:b ss:s ye:ai Woldem:Weldem Gebre:Ghebre i:e dd:d "
    "sh:ch ph:f",
    "slavic": "ii:iy ii:y ii:i y:i iu:yu iu:ju ia:ya ia:ja kh:h h:g zh:j sh:sch ch:tch ts:c v:w ks:x ey:ei ov:off ye:e",
    "westafrican": "ou:u é:e c:k k:c dj:j th:t ss:s s:z ï:i y:i Ou:U oua:wa ia:iya Mamadou:Mohamadou ck:k ll:l",
    "bengali": "oo:u a:o o:a z:j j:z ss:s sh:s v:bh u:o h: Mohammad:Md Mohammad:Mohammed ee:i ai:oi w:o q:k f:ph ch:c",
    "kurdish": "w:v sh:ch j:zh e:a i:e o:u k:q zh:j ee:i h: ll:l a:e u:o y:i",
    "european": "z:s ss:s v:b b:v x:j j:g ck:k y:i c:k h: rr:r sz:s ie:i th:t ue:u",
    "chinese": "x:hs q:ch zh:ch z:ts j:ch ao:au ong:ung b:p d:t g:k ui:uei",
}  # fmt: skip
_RULES = {
    culture: tuple(
        (old.replace("_", " "), new.replace("_", " ")) for old, _, new in (r.partition(":") for r in rules.split())
    )
    for culture, rules in _RESPELT.items()
}
# Letters of other scripts that are mistaken for each other.
_ALIKE = dict(
    pair
    for text in ("ةه", "هة", "یي", "يی", "أا", "إا", "اأ", "كق", "قك", "ضظ", "ظض", "سص", "صس", "تط", "طت", "حه", "ىي",
                 "зс", "иі", "іи", "её", "ёе", "оа", "ао", "гґ", "ሰሠ", "ሀሐ", "ሃሓ", "ጸፀ", "አዐ", "ኣአ", "শস", "সশ",
                 "জয", "নণ",
                 "ুূ", "িী", "তট", "ەه", "وۆ", "یێ", "رڕ", "لڵ")
    for pair in [(text[0], text[1])]
)  # fmt: skip


def respelt(rng: Random, roman: str, culture: str) -> str:
    """Spell a romanised word by another clerk's habit; one or two habits that apply."""
    rules = _RULES[culture]
    start = int(len(rules) * rng.random())
    left = 2 if rng.random() < 0.3 else 1
    for step in range(len(rules)):
        old, new = rules[(start + step * 7) % len(rules)]
        if old in roman[1:] or (old[0].isupper() and old in roman):
            place = roman.find(old, 0 if old[0].isupper() else 1)
            roman = roman[:place] + new + roman[place + len(old) :]
            left -= 1
            if not left:
                break
    return roman


def mistyped(rng: Random, word: str) -> str:
    """Drop, double, swap or replace one letter that is not the first."""
    if len(word) < 3:
        return word
    place = 1 + int((len(word) - 1) * rng.random())
    chance = rng.random()
    if chance < 0.25:
        return word[:place] + word[place + 1 :]
    if chance < 0.45:
        return word[:place] + word[place] + word[place:]
    if chance < 0.65 and place + 1 < len(word):
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    near = _KEYS.get(word[place])
    if near:
        return word[:place] + near[int(len(near) * rng.random())] + word[place + 1 :]
    return confused(rng, word)


def confused(rng: Random, word: str) -> str:
    """Write a letter's look-alike or sound-alike in another script."""
    places = [place for place, letter in enumerate(word) if letter in _ALIKE]
    if not places:
        return word
    place = places[int(len(places) * rng.random())]
    return word[:place] + _ALIKE[word[place]] + word[place + 1 :]


def scanned(rng: Random, word: str) -> str:
    """Misread one letter as a scanner does."""
    start = int(len(_SCANNED) * rng.random())
    for step in range(len(_SCANNED)):
        old, new = _SCANNED[(start + step) % len(_SCANNED)]
        place = word.find(old, 1)
        if place > 0:
            return word[:place] + new + word[place + len(old) :]
    return word
