"""What somebody else wrote may be said again, and does nothing."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import LONGEST_QUOTE, printable, quoted

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=400)
ACTING = {"Cc", "Cf", "Cs", "Zl", "Zp"}


@given(ANYTHING)
def test_whatever_was_written_a_quotation_is_one_line_in_which_nothing_acts(text: str) -> None:
    for said in (quoted(text), printable(text)):
        assert not {unicodedata.category(letter) for letter in said} & ACTING
        assert len(said.splitlines()) <= 1
        said.encode()
    assert len(quoted(text)) <= LONGEST_QUOTE
    assert "  " not in quoted(text)


@given(ANYTHING)
def test_a_quotation_is_quoted_as_itself(text: str) -> None:
    assert quoted(quoted(text)) == quoted(text)


@pytest.mark.parametrize("plain", ["市民政局", "CN=演示 root, O=演示", "𠮷田", "葛\U000e0100", "a\u3000b", "Zoë", ""])
def test_what_is_plain_stays_as_it_is(plain: str) -> None:
    assert printable(plain) == plain


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("X\x1b[2J\x1b[H", "X\\x1b[2J\\x1b[H"),
        ("a\u202egpj.pdf", "a\\u202egpj.pdf"),
        ("a\u2066b\u200bc\ufeff", "a\\u2066b\\u200bc\\ufeff"),
        ("a\x9b2J", "a\\x9b2J"),
        ("\udc9b", "\\udc9b"),
        ("ㅤ", "\\u3164"),
        ("\U000e0041", "\\U000e0041"),
    ],
)
def test_what_acts_is_written_out(raw: str, said: str) -> None:
    assert printable(raw) == quoted(raw) == said


def test_line_breaks_and_runs_of_blanks_are_one_blank() -> None:
    assert quoted(f"genuine\n  ✓\r\n{' ' * 200}readable\u2028\t.") == "genuine ✓ readable ."


def test_what_is_long_is_cut_unread() -> None:
    assert quoted("长" * 900_000) == "长" * (LONGEST_QUOTE - 1) + "…"
