from __future__ import annotations

import unicodedata

import pytest

from graph.words.official import OFFICIAL, official
from licenses.paper.letters import GB_18030, is_rare_script, kind, never_drawn

FOUR_BYTES = {0x20087: "95329031", 0x20089: "95329033", 0x200CC: "95329730", 0x215D7: "9536B937", 0x2298F: "9630BA35",
              0x241FE: "9635B630", 0x9FB4: "82359037", 0x9FB5: "82359038", 0x9FB6: "82359039", 0x9FB7: "82359130",
              0x9FB8: "82359131", 0x9FB9: "82359132", 0x9FBA: "82359133", 0x9FBB: "82359134", 0xFE10: "84318236",
              0xFE11: "84318237", 0xFE12: "84318238", 0xFE13: "84318239", 0xFE14: "84318330", 0xFE15: "84318331",
              0xFE16: "84318332", 0xFE17: "84318333", 0xFE18: "84318334", 0xFE19: "84318335"}  # fmt: skip
"""The four bytes that GB 18030 of 2000 and 2005 has for the codes that the 24 have now."""


def test_gb_18030_2022_has_87887_ideographs_and_every_one_is_an_ideograph() -> None:
    codes = [code for first, last in GB_18030 for code in range(first, last + 1)]
    assert len(codes) == len(set(codes)) == 87_887
    assert all(unicodedata.name(chr(code)).startswith("CJK ") and is_rare_script(chr(code)) for code in codes)


def test_the_24_private_codes_of_gb_18030_become_the_official_ones() -> None:
    assert len(OFFICIAL) == len(set(OFFICIAL.values())) == 24
    assert {ord(letter) for letter in OFFICIAL.values()} == FOUR_BYTES.keys()
    for letter in OFFICIAL.values():
        assert bytes.fromhex(FOUR_BYTES[ord(letter)]).decode("gb18030") == letter
    assert official("王\ue81e，\ue816") == "王\u9fb4，\U00020087"
    assert official("王\ue000") == "王\ue000", "another private code is nobody's but its owner's"


def test_a_compatibility_ideograph_is_kept_as_it_is_given() -> None:
    assert official("\uf900\ufa0e") == "\uf900\ufa0e"
    assert is_rare_script("\uf900")


@pytest.mark.parametrize(
    ("letter", "word"),
    [
        ("\ufe00", "异体字选择符"), ("\U000e0100", "异体字选择符"), ("\u0000", "控制字符"), ("\u202e", "控制字符"),
        ("\u200d", "控制字符"), ("\u2028", "控制字符"), ("\u0331", "组合用"), ("ཀ", "藏文"), ("ئ", "维吾尔文"),
        ("ﻡ", "维吾尔文"), ("ᠮ", "蒙古文"), ("ᥖ", "德宏傣文"), ("ᦎ", "新傣文"), ("ᨠ", "老傣文"),
    ],
)  # fmt: skip
def test_what_is_never_drawn_is_named_with_its_reason(letter: str, word: str) -> None:
    never = never_drawn(letter)
    assert never is not None
    assert word in never.zh
    assert never.en


@pytest.mark.parametrize(
    ("letter", "word"), [("ꀀ", "彝文"), ("\ue000", "私用区"), ("𠮷", "GB 18030"), ("𰻞", "字库中没有")]
)
def test_what_a_picture_can_be_registered_for_is_named_by_its_kind(letter: str, word: str) -> None:
    assert never_drawn(letter) is None
    assert word in kind(letter).zh


def test_names_with_a_dot_and_zhuang_letters_are_ordinary_text() -> None:
    for letter in "买买提·艾力Vuengz Gyaŋ":
        assert never_drawn(letter) is None
