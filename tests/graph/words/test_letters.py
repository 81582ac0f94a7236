"""What acts or shows nothing is in no text, and what people write with is not taken for it."""

import pytest

from graph.words.letters import acting_in, without_acting

ACTING = (
    "\0", "\a", "\v", "\x1b", "\x7f", "\x9b", "\u200b", "\u200d", "\u202e", "\u2066", "\ufeff", "\u3164", "\ufffe",
    "\uffff", "\ufdd0", "\U0001ffff", "\ud800",
)  # fmt: skip


@pytest.mark.parametrize("char", ACTING, ids=ascii)
def test_what_acts_is_found_and_left_out(char: str) -> None:
    assert acting_in(f"甲{char}乙{char}") == (char,)
    assert without_acting(f"甲{char}\n乙") == "甲\n乙"


@pytest.mark.parametrize(
    "text",
    ["一\n二\t三\r\n四", "𠮷田\U00030000\U00033480", "葛\U000e0100", "👨\u200d👩\u200d👧",
     "می\u200cخواهم", "ᠠ\u180b", "\ue000", "a\u3000b"],
    ids=ascii,
)  # fmt: skip
def test_what_is_written_with_stays(text: str) -> None:
    assert acting_in(text) == ()
    assert without_acting(text) == text
