"""The review before release beside the entry: what it names otherwise is told, and what it leaves open is not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from builders import catalogue as build

from graph.law.policies import policy
from graph.subjects.entries.approval import hints_of_release
from graph.words.entries import OpeningType, SharingType
from graph.words.entry_cases import Reviewed

OPEN = {"opening": OpeningType.UNCONDITIONAL}
GUARDED = {"sharing": SharingType.CONDITIONAL}
SIGNED = {"agreement_asked": True}


def told(words: str, point: str = "共享属性", city: str = "JZ", **entry: Any) -> list[str]:
    given = [Reviewed("数据分类分级", "一般数据"), Reviewed(point, words)]
    found = list(hints_of_release(replace(build.entry("307001340200/000001"), **entry), policy(city), given))
    assert all((each.code, each.path) == ("RELEASE_REVIEW", ("releaseReview", "2")) for each in found)
    cell = policy(city).release_review
    assert all(cell and each.rules == cell.rules for each in found)
    return [each.message.zh for each in found]


@pytest.mark.parametrize(
    ("words", "point", "entry"),
    [
        ("不予共享", "共享属性", {}), ("经审查不得共享", "共享属性", {}), ("有条件共享", "共享属性", {}),
        ("无条件共享", "共享属性", GUARDED), ("不同意共享", "知悉范围", GUARDED),
        ("可以共享，不得向社会开放", "使用范围", OPEN),
        ("涉及国家秘密", "不涉及国家秘密", {}), ("经审查，该信息涉密", "不涉及国家秘密", {}),
        ("是", "是否签订安全协议", {}), ("需要签订", "是否签订安全协议", {}),
        ("否", "是否签订安全协议", SIGNED), ("不签订", "是否签订安全协议", SIGNED),
    ],
)  # fmt: skip
def test_what_a_review_names_otherwise_than_the_entry_is_told_with_the_article(
    words: str, point: str, entry: dict[str, Any]
) -> None:
    (said,) = told(words, point, **entry)
    assert said.startswith(f"发布审查“{point}”写明“{words}”，而条目")


@pytest.mark.parametrize(
    ("words", "point", "entry"),
    [
        ("无条件共享", "共享属性", {}), ("有条件共享，不得无条件共享", "共享属性", GUARDED),
        ("已审查，同意共享", "共享属性", {}), ("经审查不涉及国家秘密，可以发布", "不涉及国家秘密", {}),
        ("未发现涉及国家秘密", "不涉及国家秘密", {}), ("不存在涉密，不属于国家秘密", "不涉及国家秘密", {}),
        ("非涉密", "不涉及国家秘密", {}), ("已按涉密要求审查", "不涉及国家秘密", {}),
        ("否", "是否签订安全协议", {}), ("是", "是否签订安全协议", SIGNED),
        ("按一般数据处理", "是否签订安全协议", {}),
    ],
)  # fmt: skip
def test_what_a_review_says_alike_or_leaves_open_is_not_told(words: str, point: str, entry: dict[str, Any]) -> None:
    assert told(words, point, **entry) == []


def test_a_type_that_an_item_has_is_no_other_one_than_the_entry_has() -> None:
    items = (build.item("姓名"), replace(build.item("举报人", 2), sharing=SharingType.REFUSED))
    assert told("举报人不予共享", items=items) == []
