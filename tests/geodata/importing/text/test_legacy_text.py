"""Text in the tables from before Unicode becomes Unicode, and right text stays as it is."""

import itertools
import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import geodata.importing.text.syllables as module
from geodata.importing.text.legacy_text import LegacyEncoding, detect, repaired, to_unicode
from geodata.importing.text.syllables import is_syllable
from geodata.places.registry import all_units
from tests.geodata.importing.import_files import as_tcvn3, as_vni

BASES = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
LETTERS = [unicodedata.normalize("NFC", base + tone) for base in BASES for tone in TONES] + ["đ"]
SENTENCES = [
    "Công ty TNHH May xuất khẩu Hà Phong",
    "Hợp tác xã sản xuất, kinh doanh mỳ gạo Chũ",
    "Hỗ trợ ứng dụng máy móc thiết bị tiên tiến trong sản xuất ván ép",
    "Xã Nghĩa Phương, huyện Lục Nam (thôn Mương Làng)",
    "đã nghiệm thu",
    "Đường gom, cụm công nghiệp Đồng Đình",
]


@pytest.mark.parametrize("letter", LETTERS)
def test_every_letter_goes_through_both_tables(letter: str) -> None:
    assert to_unicode(as_tcvn3(letter), LegacyEncoding.TCVN3) == letter
    assert to_unicode(as_vni(letter), LegacyEncoding.VNI) == letter
    assert to_unicode(as_vni(letter.upper()), LegacyEncoding.VNI) == letter.upper()


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("C«ng ty", "Công ty"),
        ("Coâng ty", "Công ty"),
        ("COÂNG TY COÅ PHAÀN", "CÔNG TY CỔ PHẦN"),
        ("UBND huyÖn L¹ng Giang", "UBND huyện Lạng Giang"),
        ("®Ò ¸n", "đề án"),
        ("C«ng ty TNHH §å gç Ngäc ¸nh", "Công ty TNHH Đồ gỗ Ngọc ánh"),
        ("huyeän Luïc Ngaïn", "huyện Lục Ngạn"),
        ("CÃ´ng ty Ä\x90á»“ gá»—", "Công ty Đồ gỗ"),
        ("Ho\u0300a Bi\u0300nh", "Hòa Bình"),
    ],
)
def test_garbled_text_is_read_as_it_was_meant(raw: str, meant: str) -> None:
    assert repaired(raw) == meant


@pytest.mark.parametrize("sentence", SENTENCES)
def test_sentences_are_recognised_alone(sentence: str) -> None:
    assert repaired(as_tcvn3(sentence)) == sentence
    assert repaired(as_vni(sentence)) == sentence
    assert repaired(as_vni(sentence.upper())) == sentence.upper()


@pytest.mark.parametrize("raw", ["C«NG TY TNHH", "CéNG HßA X· HéI", "C¤NG TY"])
def test_fonts_of_capitals_are_meant_as_capitals(raw: str) -> None:
    assert (
        to_unicode(raw, LegacyEncoding.TCVN3)
        == {
            "C«NG TY TNHH": "CÔNG TY TNHH",
            "CéNG HßA X· HéI": "CỘNG HÒA XÃ HỘI",
            "C¤NG TY": "CÔNG TY",
        }[raw]
    )


def test_a_capital_among_small_letters_makes_no_capitals() -> None:
    assert to_unicode("§å gç UBND tØnh", LegacyEncoding.TCVN3) == "Đồ gỗ UBND tỉnh"


def test_a_column_tells_what_one_cell_does_not() -> None:
    cells = ["Lôc Nam", "Yªn ThÕ", "ViÖt Yªn", "bé", "12"]
    assert repaired("Lôc Nam") == "Lôc Nam", "one doubtful word is no proof"
    encoding = detect(cells)
    assert encoding is LegacyEncoding.TCVN3
    assert [repaired(cell, encoding) for cell in cells] == ["Lục Nam", "Yên Thế", "Việt Yên", "bộ", "12"]
    assert detect(map(as_vni, SENTENCES)) is LegacyEncoding.VNI
    assert detect(SENTENCES) is None
    assert detect([*cells, "Lạng Giang"]) is None, "then each cell is judged alone"


def vietnamese_words() -> list[str]:
    data = json.loads(Path(module.__file__).with_name("syllables.json").read_text("utf-8"))
    parts = itertools.product(["", *data["onsets"].split()], data["rimes"].split(), TONES)
    return sorted(word for onset, rime, tone in parts if is_syllable(word := onset + _toned(rime, tone)))


def _toned(rime: str, tone: str) -> str:
    """Return a rime with its tone where spelling puts it: on a marked vowel, before a consonant, else on the last but one."""
    vowels = [index for index, letter in enumerate(rime) if letter in BASES]
    marked = [index for index in vowels if rime[index] in "ăâêôơư"]
    place = marked[-1] if marked else vowels[-1] if rime[-1] not in BASES or len(vowels) == 1 else vowels[-2]
    return unicodedata.normalize("NFC", rime[: place + 1] + tone + rime[place + 1 :])


WORDS = vietnamese_words()
FOREIGN = """
café bébé été né dé clé thé pré blé gré fée âge âme île sûr mûr dû où là çà déjà dès près très tête fête bête même hôte côte
nôtre vôtre rôle pôle drôle tôt goût août coût château gâteau pâte bâtir tâche naïf maïs haïr Noël ambiguë hé ès gêne rêve forêt
prêt intérêt bientôt plutôt impôt dépôt pâté côté ému moût mât fût Société Générale à la le de et un une rue Hôtel naïve façade
résumé Zoé Chloé Noé Israël Citroën señor niño año São Paulo Müller Köln Ångström smörgåsbord the of and Ltd Co company
m² m³ °C µm ±5 ½ © ® § 25% 3×4 « » N° 1ª
"""


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8), st.sampled_from([str, str.upper, str.title]))
def test_right_vietnamese_is_never_changed(words: list[str], case: object) -> None:
    assert callable(case)
    text = case(" ".join(words))
    assert repaired(text) == unicodedata.normalize("NFC", text)
    assert detect([text]) is None


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(FOREIGN.split()), min_size=1, max_size=4))
def test_other_languages_and_signs_are_never_changed(words: list[str]) -> None:
    text = " ".join(words)
    assert repaired(text) == text


def test_no_foreign_word_or_pair_is_changed() -> None:
    words = FOREIGN.split()
    pairs = [f"{first} {second}" for first, second in itertools.product(words, words)]
    assert [text for text in [*words, *pairs] if repaired(text) != text] == []


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=4, max_size=10))
def test_whole_sentences_come_back_from_both_tables(words: list[str]) -> None:
    assume(len({word for word in words if not word.isascii()}) >= 3)  # "boâng" alone is "boõng" or "bông"
    text = " ".join(words)
    for write, encoding in ((as_tcvn3, LegacyEncoding.TCVN3), (as_vni, LegacyEncoding.VNI)):
        assert repaired(write(text), encoding) == text
        assert repaired(write(text)) in {text, write(text)}, "recognised, or left as it was"


def test_the_names_of_the_units_are_syllables_and_come_back() -> None:
    names = sorted({unit.name for unit in all_units()})
    words = {word for name in names for word in name.replace("-", " ").split() if word.isalpha()}
    unknown = sorted(word for word in words if not is_syllable(word))
    assert len(unknown) <= 0.01 * len(words), unknown
    assert [name for name in names if repaired(as_vni(name), LegacyEncoding.VNI) != name] == []


@pytest.mark.parametrize(("raw", "read"), [("X· Mü Hµ", "Xã Mỹ Hà"), ("Sè TT", "Số TT"), ("X· B¶O S¥N", "XÃ BẢO SƠN")])
def test_words_with_one_plain_letter_each_are_no_capitals(raw: str, read: str) -> None:
    assert to_unicode(raw, LegacyEncoding.TCVN3) == read
