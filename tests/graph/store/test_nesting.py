"""Edges inside the statements of their parents: names of their own, and the child's own visibility."""

from __future__ import annotations

import re

import pytest
from builders.statements import batches, listings

from graph.store.edges import Batch
from graph.store.nesting import child_of, opened, placed

BATCHES = batches()
NESTED = {name: batch for name, batch in BATCHES.items() if batch.nested}
VARIABLE = re.compile(r"[(\[]([a-z]\w*)(?=[:)\]\s{])")


def of(batch: Batch, number: int, parent: str = "p", row: str = "[1]") -> str:
    return placed(batch.nested, number, parent, f"{parent}.key", row)


@pytest.mark.parametrize("name", NESTED)
def test_a_child_is_seen_inside_a_statement_by_the_same_predicate_as_outside(name: str) -> None:
    batch = NESTED[name]
    if batch.child is None or batch.child.sees("c") not in batch.text:
        assert "$scope" not in batch.text or "$scope" in batch.nested
        return
    variables = {each: f"{each}7" for each in ("c", "p", *VARIABLE.findall(batch.child.sees("c")))}
    seen = re.sub(
        rf"(?<![\w.:$])({'|'.join(variables)})\b(?!\s*\()", lambda at: variables[at[1]], batch.child.sees("c")
    )
    assert seen in of(batch, 7)


@pytest.mark.parametrize("name", NESTED)
def test_no_variable_of_one_place_is_that_of_another(name: str) -> None:
    inner = of(NESTED[name], 2, child_of(1))
    outer = of(NESTED[name], 1, "c", inner)
    own = {each for each in VARIABLE.findall(outer) if each not in {"c", child_of(1)}}
    assert all(re.search(r"\d$", each) for each in own - {"true"}), own
    assert "<" not in re.sub(r"<-|<=|<>|< ", "", outer)


@pytest.mark.parametrize("name", BATCHES)
def test_what_is_asked_of_a_child_stands_once_in_its_statement(name: str) -> None:
    batch = BATCHES[name]
    if batch.text and batch.child is not None:
        assert batch.text.count(batch.child.whole) == 1
        assert not batch.nested or batch.nested.count("<row>") == 1


def test_what_is_asked_of_a_node_stands_once_in_every_text_that_gives_a_page() -> None:
    for listing in listings().values():
        for key, text in listing.texts.items():
            if key.what in listing.orders:
                assert text.count(listing.shape.whole) == 1, key


def test_names_of_properties_labels_parameters_and_functions_stay_as_they_are() -> None:
    text = opened("MATCH (p)-[r:OF {kind: 'p'}]->(c:Item) WHERE c.p = $c AND any(x IN r.c WHERE x = head(c.q))")
    assert placed(text, 3, "a", "", "") == (
        "MATCH (a)-[r3:OF {kind: 'p'}]->(c3:Item) WHERE c3.p = $c AND any(x3 IN r3.c WHERE x3 = head(c3.q))"
    )
