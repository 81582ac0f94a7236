"""What people say with a step: words that say nothing are none, whichever door they come through."""

from __future__ import annotations

import pytest
from builders.office import TODAY

from graph.cases.documents import document_number
from graph.cases.wording import MAX_WORDS, noted, stated
from graph.errors import LimitExceeded, Malformed
from graph.refusal_codes import Code

NOTHING = ["", " ", "无", "暂无", " 无 ", "-", "—", "——", "/", "。", "N/A", "略", "待补充"]


@pytest.mark.parametrize("words", NOTHING)
def test_what_says_nothing_is_no_reason_no_need_and_no_document(words: str) -> None:
    assert (noted(words), document_number(words, None, TODAY)) == ("", "")
    with pytest.raises(Malformed) as refused:
        stated(words, "need")
    assert (refused.value.code, refused.value.path, refused.value.value) == (
        Code.WORDS_REQUIRED, ("need",), words.strip(),
    )  # fmt: skip


@pytest.mark.parametrize("words", ["无须提供", "暂无数据，9月起提供", "否", "a", "用于核验/比对"])
def test_short_words_that_say_something_are_kept(words: str) -> None:
    assert stated(f" {words} ") == noted(words) == words


def test_words_have_an_end() -> None:
    with pytest.raises(LimitExceeded):
        noted("字" * (MAX_WORDS + 1))
