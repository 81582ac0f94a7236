"""What a search means: pieces, everyday words, and ever looser forms."""

from __future__ import annotations

import pytest

from graph.words.asking import LONGEST, MOST, Term, understood
from graph.words.everyday import EMPTY, MEANINGS, PLAIN
from graph.words.folding import folded


def asked(words: str) -> list[str]:
    """What the strictest form asks for, as it was typed."""
    return [wanted.words[0] for wanted in understood(words).forms[0].wanted]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("查一下企业的登记信息", ["企业", "登记"]),
        ("信息", ["信息"]),
        ("民政局 婚姻", ["民政局", "婚姻"]),
        ("婚姻　登记，学生", ["婚姻", "登记", "学生"]),
        ("cd4检测", ["cd4检测"]),
        ("307005340200/000001", ["307005340200/000001"]),
        ("查封登记", ["查封", "登记"]),
        ("有害垃圾", ["有害", "垃圾"]),
        ("民政局婚姻", ["民政局", "婚姻"]),
        ("公安局的户籍", ["公安局", "户籍"]),
        ("建设用地证", ["建设用地证"]),
    ],
)
def test_a_search_is_cut_into_what_it_asks_for(typed: str, words: list[str]) -> None:
    assert asked(typed) == words


@pytest.mark.parametrize(("typed", "same"), [("婚姻登記", "婚姻登记"), ("ＨＵＮＹＩＮ", "hunyin"), ("３０７", "307")])
def test_script_width_and_capitals_make_no_difference(typed: str, same: str) -> None:
    assert understood(typed).forms == understood(same).forms


@pytest.mark.parametrize("typed", ["", "  ", "，。", '"*:~', "　"])
def test_signs_alone_ask_for_nothing(typed: str) -> None:
    assert understood(typed).forms == ()


def test_an_everyday_word_is_met_by_what_is_meant_by_it() -> None:
    [wanted] = understood("驾照").forms[0].wanted
    assert wanted.ways == ((Term("驾照"),), (Term("驾驶证"),))


@pytest.mark.parametrize(
    ("typed", "right"),
    [("婚因", "hunyin"), ("公司注消", "zhuxiao"), ("hunyindenji", "hunyinden?ji"), ("gzf", "公共租赁住房")],
)
def test_loosely_a_word_is_met_by_its_sound_and_with_one_letter_wrong(typed: str, right: str) -> None:
    strict, loose = understood(typed).forms[:2]
    in_strict, in_loose = (
        {
            text
            for wanted in form.wanted
            for text in (*wanted.mistyped, *(term.text for way in wanted.ways for term in way))
        }
        for form in (strict, loose)
    )
    assert right in in_loose - in_strict


def test_one_wrong_character_leaves_both_sides_of_it() -> None:
    [wanted] = understood("高新枝术").forms[1].wanted
    assert (Term("高新"), Term("术")) in wanted.ways


def test_of_two_characters_none_may_be_missing() -> None:
    ways = [way for form in understood("户照").forms for wanted in form.wanted for way in wanted.ways]
    assert {term.text for way in ways for term in way} == {"户照", "huzhao"}


def test_what_a_search_costs_has_an_end() -> None:
    longest = understood("镇" * 200)
    assert all(len(wanted.ways) <= 3 * LONGEST for form in longest.forms for wanted in form.wanted)
    many = understood(" ".join(f"w{number}" for number in range(100)))
    assert all(len(form.wanted) <= MOST for form in many.forms)


def test_everyday_words_stand_folded_and_mean_something_else() -> None:
    assert [word for word in (*MEANINGS, *EMPTY, *PLAIN) if folded(word) != word] == []
    assert [word for word, meant in MEANINGS.items() if word in meant or not meant] == []
