"""Names that mean the same: what people do not mean by a name is left out."""

from __future__ import annotations

import pytest

from graph.words.alike import alike


@pytest.mark.parametrize(
    "name",
    [
        "居住证 持证人信息", "居住证持证人信息。", "居住证持证人信息（市场监管）", "居住证持证人信息2",
        "居住证持证人信息(2)", "居住证持证人信息2。", "居住证持证人信息二", "居住证持证人信息（二）",
        "居住证持证人信息Ⅱ", "居住证持证人信息【区县】", "居住证“持证人”信息", "居住证\u3000持证人信息",
    ],
)  # fmt: skip
def test_blanks_punctuation_additions_in_brackets_and_numbers_make_no_other_name(name: str) -> None:
    assert alike(name) == alike("居住证持证人信息") == "居住证持证人信息"


@pytest.mark.parametrize("name", ["居住证持有人信息", "居住证信息", "（居住证持证人信息）", "2"])
def test_another_word_makes_another_name_and_what_is_nothing_else_is_kept(name: str) -> None:
    assert alike(name) != alike("居住证")


def test_a_name_that_is_an_addition_or_a_number_is_kept() -> None:
    assert [alike(name) for name in ("（居住证）", "2", "（）")] == ["居住证", "2", ""]


def test_case_and_width_make_no_other_name() -> None:
    assert alike("ETC 发行信息") == alike("ｅｔｃ发行信息")
