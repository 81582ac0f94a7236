"""Texts that are looked into by the pairs of their characters: found is what reading each of them would find."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.store.bitmaps import nodes_at, nodes_where, positions
from graph.store.pairs import Names, Pairs, Spoken, begun
from graph.words.index_words import forms_around, forms_of_part, heard, part_heard

TEXT = st.text(alphabet="登记企业 ab1、", max_size=8)


@given(st.lists(TEXT, min_size=1, max_size=12), st.lists(st.tuples(st.integers(0, 11), TEXT), max_size=6), TEXT)
def test_what_is_found_is_what_reading_each_text_finds(
    texts: list[str], changes: list[tuple[int, str]], words: str
) -> None:
    pairs = Pairs()
    for at, text in enumerate(texts):
        pairs.put(at, text)
    for at, text in ((at, text) for at, text in changes if at < len(texts)):
        pairs.holding(words), pairs.starting(words), pairs.being(words)  # what was told before is not told again
        pairs.put(at, text)
        texts[at] = text
    assert pairs.holding(words) == nodes_where([words in text for text in texts])
    assert pairs.starting(words) == nodes_where([text.startswith(words) for text in texts])
    assert pairs.being(words) == nodes_where([text == words for text in texts])
    part = re.sub("[^a-z0-9]", "", words)
    if part:
        found = [re.search(rf"(?<![0-9a-z]){part}", text) is not None for text in texts]
        assert begun(pairs, part) == nodes_where(found)


def test_many_texts_with_the_same_words_are_all_found_and_one_more_afterwards() -> None:
    pairs = Pairs()
    for at in range(1000):
        pairs.put(at, f"企业登记第{at}号")
    assert pairs.holding("登记第") == pairs.holding("登记") == (1 << 1000) - 1
    assert pairs.being("企业登记第7号") == 1 << 7
    pairs.put(7, "注销")
    pairs.put(1000, "登记")
    assert pairs.holding("登记") == ((1 << 1001) - 1) & ~(1 << 7)
    assert pairs.being("企业登记第7号") == 0


@pytest.mark.parametrize(
    ("part", "found"),
    [
        ("hunyin", True), ("hy", True), ("hyd", True), ("hydj", True), ("denglu", False), ("dengj", True),
        ("unyin", False), ("ydj", True), ("gdp", True), ("dp", False), ("h?nyin", True), ("hun?yin", False),
        ("g?", True),
    ],
)  # fmt: skip
def test_a_name_is_found_by_how_a_word_of_it_begins_and_by_its_sound_from_any_character(part: str, found: bool) -> None:
    name = Spoken()
    name.put(0, "婚姻登记gdp、gdp", heard("婚姻登记"))
    assert name.beginning(part) == found


def test_nodes_have_the_names_of_others_too_until_these_are_taken_away() -> None:
    dice, names = random.Random(3), ("市民政局", "民生局", "卫健委", "卫生局")
    kept: dict[int, list[str]] = {}
    around = Names(forms_around, heard)
    for turn in range(900):
        position = min(turn, dice.randrange(600)) if turn else 0
        if position not in kept and position != len(kept):
            position = len(kept)
        kept[position] = dice.sample(names, dice.randint(0, 3))
        around.put(position, kept[position])
        if turn % 300 == 299:
            of = [kept[at] for at in range(len(kept))]
            assert around.being("民政局") == around.holding("政局") == nodes_where(["市民政局" in each for each in of])
            assert around.holding("局") == nodes_where([any("局" in name for name in each) for each in of])
            assert around.starting("卫") == nodes_where([any(name[0] == "卫" for name in each) for each in of])
            assert around.beginning("shengju") == nodes_where([bool({"民生局", "卫生局"} & {*each}) for each in of])


def test_a_part_is_found_by_how_it_begins_to_sound() -> None:
    parts = Names(forms_of_part, part_heard)
    parts.put(0, ["婚姻登记"])
    assert [parts.beginning(each) for each in ("hunyin", "hy", "dengji", "yd")] == [1, 1, 0, 0]


@given(st.sets(st.integers(0, 300)))
def test_positions_are_told_from_either_end(at: set[int]) -> None:
    nodes = nodes_at(at, 301)
    assert list(positions(nodes)) == sorted(at)
    assert list(positions(nodes, backward=True)) == sorted(at, reverse=True)
