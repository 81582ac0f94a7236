"""Columns in memory: each node is found by what it has now, and by nothing that it had."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from graph.store.bitmaps import Few, Many, Nodes, Texts, Valued, nodes_at, nodes_where


def positions(nodes: Nodes) -> list[int]:
    return [position for position in range(nodes.bit_length()) if nodes >> position & 1]


@pytest.mark.parametrize("found", [[], [0], [7, 8], [0, 3, 64, 1_000], list(range(100))])
def test_nodes_are_the_bits_at_their_positions(found: list[int]) -> None:
    assert positions(nodes_at(found, 1_001)) == found
    assert positions(nodes_where([position in found for position in range(1_001)])) == found


@pytest.mark.parametrize("kind", [Few, Many])
def test_a_node_is_found_by_the_values_that_it_has_now(kind: type[Valued]) -> None:
    dice, column, held = random.Random(3), kind(), list[Sequence[str] | None]()
    for _ in range(400):
        value = dice.choice([None, [], *([dice.choice("abcde") for _ in range(dice.randint(1, 3))] for _ in range(4))])
        position = dice.randint(0, len(held))
        held[position : position + 1] = [value]
        column.put(position, value)
    assert positions(column.known) == [at for at, values in enumerate(held) if values is not None]
    for given in ("a", "bc", "", "xyz"):
        assert positions(column.any(given)) == [at for at, values in enumerate(held) if set(values or ()) & set(given)]


def test_a_text_is_a_value_and_no_list_of_signs() -> None:
    column = Few()
    column.put(0, "PUBLISHED")
    assert (column.any(["PUBLISHED"]), column.any("P")) == (1, 0)


def test_texts_are_looked_into_and_compared() -> None:
    column = Texts()
    for position, text in enumerate(["企业登记", None, "", "婚姻登记"]):
        column.put(position, text)
    column.put(3, "收养登记")
    assert positions(column.known) == [0, 2, 3]
    assert positions(column.containing("登记")) == [0, 3]
    assert positions(column.containing("婚姻")) == []
    assert positions(column.containing("")) == [0, 2, 3]
    assert positions(column.where("企".__le__)) == [0, 3]
