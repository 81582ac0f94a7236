"""The text by which a thing is found: names, characters, sounds, codes."""

from __future__ import annotations

import pytest

from graph.words.folding import folded
from graph.words.index_words import code_words, entry_words, listed, name_words


def test_a_name_is_found_as_a_whole_by_each_character_and_by_its_sound_from_any_of_them() -> None:
    assert name_words("婚姻登记").split() == [
        "[婚姻登记]", "婚", "姻", "登", "记",
        "hunyindengji", "hydj", "yindengji", "ydj", "dengji", "dj", "ji", "j",
    ]  # fmt: skip


def test_an_office_is_found_without_its_city() -> None:
    assert {"[芜湖市民政局]", "[市民政局]", "[民政局]", "minzhengju", "mzj"} <= set(
        name_words("芜湖市民政局", "市民政局").split()
    )


def test_a_name_is_found_as_the_word_is_read_in_which_a_character_stands() -> None:
    assert "chongqing" in name_words("重庆").split()
    assert "lvse" in name_words("绿色").split()


def test_information_items_stand_between_marks_of_their_own() -> None:
    assert listed(["姓名", "ＣＤ４检测值"]) == "|姓名| |cd4检测值| xingming xm cd4jiancezhi cd4jcz"


def test_a_code_is_found_with_and_without_its_marks() -> None:
    assert code_words("307005340200/000001") == "307005340200/000001 307005340200000001"


def test_an_entry_is_found_by_all_that_it_says() -> None:
    words = entry_words("307/1", "婚姻登記", "市、县两级", ["姓名"])
    assert words["titleText"] == "婚姻登记|hunyindengji|hydj"
    assert all(each in words["wordText"] for each in ("[婚姻登记]", "市、县两级", "|姓名|", "307/1 3071"))


@pytest.mark.parametrize(
    ("typed", "same"), [("駕駛證", "驾驶证"), ("ＡＢＣ１２３", "abc123"), ("A級景區", "a级景区"), ("後臺", "后台")]
)
def test_words_are_compared_in_one_form(typed: str, same: str) -> None:
    assert folded(typed) == same
