"""What differs between two versions, as somebody reads it who has to decide on it."""

from __future__ import annotations

from dataclasses import replace

from builders import catalogue as build

from graph.subjects.entries.contents import changes
from graph.subjects.entries.recording import content
from graph.words.entries import DataType, EntryDraft, EntryState, OpeningMode, UpdateCycle

STANDS = replace(
    build.entry("307001340200/000001", "年检信息", cycle=UpdateCycle.YEARLY),
    items=tuple(build.item(name, seq) for seq, name in enumerate(("代码", "名称", "年检结论", "年检日期"), 1)),
)


def told(proposed: EntryDraft) -> list[tuple[str, str, str | None, str | None]]:
    found = changes(content(STANDS, EntryState.PUBLISHED), content(proposed, EntryState.PUBLISHED))
    return [(each.path, each.label, each.before_text, each.after_text) for each in found]


def test_a_field_is_told_by_its_label_and_in_the_words_of_its_list() -> None:
    assert told(replace(STANDS, cycle=UpdateCycle.MONTHLY)) == [
        ("cycle", "更新周期", UpdateCycle.YEARLY.zh, UpdateCycle.MONTHLY.zh)
    ]
    assert told(replace(STANDS, opening_mode=OpeningMode.DOWNLOAD)) == [("openingMode", "开放方式", None, "文件下载")]
    third = replace(STANDS.items[2], data_type=DataType.INTEGER, identifier=True)
    (kind, identifier) = told(replace(STANDS, items=(*STANDS.items[:2], third, STANDS.items[3])))
    assert kind == (
        "items.年检结论.dataType", "信息项 年检结论 数据类型", "字符型C", "整型I",
    )  # fmt: skip
    assert identifier == ("items.年检结论.identifier", "信息项 年检结论 标识项", None, "是")


def test_an_item_that_goes_comes_or_moves_is_one_difference_and_those_behind_it_are_none() -> None:
    first, *others = STANDS.items
    (gone,) = told(replace(STANDS, items=tuple(replace(each, seq=each.seq - 1) for each in others)))
    assert gone[:2] == ("items.代码", "删除信息项 代码")
    assert gone[2] is not None
    assert gone[2].startswith("数据类型：")
    assert gone[3] is None
    new = build.item("经办人", 5)
    (come,) = told(replace(STANDS, items=(*STANDS.items, new)))
    assert come[:3] == ("items.经办人", "新增信息项 经办人", None)
    assert "None" not in str(come[3])
    last = tuple(replace(each, seq=seq) for seq, each in enumerate((*others, first), 1))
    assert told(replace(STANDS, items=last)) == [("items.代码.seq", "信息项 代码 序号", "1", "4")]
    second = others[0]
    swapped = [replace(new, seq=1), replace(second, seq=2), replace(first, seq=3), *others[1:]]
    found = told(replace(STANDS, items=tuple(swapped)))
    assert [each[0] for each in found] == ["items.代码.seq", "items.经办人"], "whatever kept its place has not moved"
