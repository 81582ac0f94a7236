"""What the full-text index is asked: words in quotation marks and beginnings, and nothing of its own language."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.store.full_text import lucene, needles
from graph.words.asking import understood

ASKED = re.compile(r'(?:"[^\W_]+(?:[./-][^\W_]+)*"|[^\W_]+(?:\?[^\W_]*)?\*|[() ]|AND|OR)*')
"""A quoted run of letters and figures, a beginning, brackets, and the two words that join them."""


@pytest.mark.parametrize(
    ("words", "query"),
    [
        ("婚姻", '(("婚姻"))'),
        ("婚姻 学生", '(("婚姻")) AND (("学生"))'),
        ("婚", "((婚*))"),
        ("hunyin", "((hunyin*))"),
        ("307005340200/0000", '(("307005340200" AND 0000*))'),
        ('a"b OR c', "((a*)) AND ((b*)) AND ((or*)) AND ((c*))"),
        ("back\\slash", "((back*)) AND ((slash*))"),
        ("婚姻:* ~", '(("婚姻"))'),
    ],
)
def test_the_strictest_form_asks_for_every_word(words: str, query: str) -> None:
    assert lucene(understood(words).forms[0]) == query


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from('"\\*?~^:()[]{}+-!&|/ 婚姻登记aA1')), max_size=40))
def test_nothing_that_is_typed_is_syntax(words: str) -> None:
    for form in understood(words).forms:
        assert ASKED.fullmatch(lucene(form))


def test_each_thing_is_ranked_by_its_words_and_of_a_loose_one_by_its_pairs_too() -> None:
    search = understood("婚因状况")
    strict, loose = search.forms[:2]
    assert needles(search, strict) == {"whole": "婚因状况", "sought": [["婚因状况"]]}
    assert needles(search, loose)["sought"] == [["婚因状况", "hunyinzhuangkuang"], ["婚因"], ["因状"], ["状况"]]
