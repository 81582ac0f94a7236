"""Where a search is met, and what might have been meant."""

from __future__ import annotations

import pytest

from graph.words.marking import AROUND, Mark, meant, met


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("婚姻登记信息", ["婚姻"], ["婚姻"]),
        ("婚姻登记信息", ["婚姻", "姻登", "信息"], ["婚姻登", "信息"]),
        ("ＣＤ４检测值", ["cd4"], ["ＣＤ４"]),
        ("面积（㎡）", ["m2"], ["㎡"]),
        ("婚姻登記", ["登记"], ["登記"]),
        ("婚姻登记信息", ["hunyin"], ["婚姻"]),
        ("婚姻登记信息", ["hydj"], ["婚姻登记"]),
        ("婚姻登记信息", ["dengj"], ["登记"]),
    ],
)
def test_what_is_met_is_marked_in_the_text_as_it_stands(text: str, words: list[str], marked: list[str]) -> None:
    found = met(text, words)
    assert found is not None
    assert [found.text[mark.start : mark.end] for mark in found.marks] == marked


@pytest.mark.parametrize(("text", "words"), [("婚姻", ["学生"]), ("婚姻", []), ("", ["婚"]), ("婚姻", ["h"])])
def test_what_is_not_met_has_no_mark(text: str, words: list[str]) -> None:
    assert met(text, words) is None


def test_of_a_long_text_what_stands_around_is_shown() -> None:
    found = met("前" * 100 + "婚姻" + "后" * 100, ["婚姻"])
    assert found is not None
    assert (found.text, found.marks) == ("前" * AROUND + "婚姻" + "后" * AROUND, (Mark(AROUND, AROUND + 2),))


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("婚因登记", "婚姻登记"),
        ("婚因", "婚姻"),
        ("婚煙登记", "婚姻登记"),
        ("学生 婚因", "学生 婚姻"),
        ("hunyindenji", "婚姻登记"),
        ("婚姻", None),
        ("学生", None),
        ("", None),
    ],
)
def test_what_might_have_been_meant_is_a_run_of_what_is_shown(typed: str, right: str | None) -> None:
    assert meant(typed, ["婚姻登记信息核验", "出生证明"]) == right
