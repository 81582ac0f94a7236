"""What a thing is found by besides its text: forms of names, sounds, codes."""

from __future__ import annotations

import pytest

from graph.words.folding import folded
from graph.words.index_words import coded, forms_around, forms_of_part, heard, part_heard
from graph.words.pinyin import sorted_as


def test_a_name_sounds_from_each_of_its_characters_by_syllables_and_by_initials() -> None:
    assert heard("婚姻登记") == "|hun|yin|deng|ji |h|y|d|j"
    assert part_heard("婚姻登记") == "|hun·yin·deng·ji |h·y·d·j"


def test_each_run_of_a_name_sounds_by_itself_and_what_is_latin_needs_no_sound() -> None:
    assert heard("cd4检测、gdp") == "|c|d|4|jian|ce |c|d|4|j|c"


@pytest.mark.parametrize(
    "name", ["重庆绿色产业", "芜湖市(市辖区)ａ级景区", "婚姻登記", "西安、长丰 2 号", "a~b", "", "🙂嗯"]
)
def test_what_a_name_is_sorted_by_says_how_it_sounds(name: str) -> None:
    assert heard(folded(name), sorted_as(name)) == heard(folded(name))


def test_a_key_of_another_name_is_not_believed() -> None:
    assert heard("登记", sorted_as("婚姻登记")) == heard("登记")


def test_an_office_is_found_without_its_city() -> None:
    assert forms_around("市民政局") == ("市民政局", "民政局")
    assert forms_around("芜湖市民政局") == ("芜湖市民政局",)
    assert forms_of_part("ＣＤ４檢測") == ("cd4检测",)


def test_a_code_is_found_with_and_without_its_marks() -> None:
    assert coded("307005340200/000001A") == "307005340200/000001a 307005340200000001a"


@pytest.mark.parametrize(
    ("typed", "same"), [("駕駛證", "驾驶证"), ("ＡＢＣ１２３", "abc123"), ("A級景區", "a级景区"), ("後臺", "后台")]
)
def test_words_are_compared_in_one_form(typed: str, same: str) -> None:
    assert folded(typed) == same
