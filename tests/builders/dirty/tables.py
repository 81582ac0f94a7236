"""Columns and rows from which dirty files are made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from builders.city import CIVIL
from builders.dirty.case import Meant, Page, book

from graph.subjects.entries.sheet import ENTRIES
from graph.subjects.organisation import sheet as organisation
from graph.subjects.sources import sheet as sources

SYSTEMS, BASES, LIBRARIES = (
    [column.name for column in form.columns] for form in (sources.SYSTEMS, sources.LEGAL_BASES, sources.LIBRARIES)
)
DEPARTMENTS = [column.name for column in organisation.DEPARTMENTS.columns if column.needed]
ENTRY = {
    "资源代码": "307001340200/000001", "资源名称": "婚姻登记信息", "提供方代码": CIVIL, "摘要": "结婚、离婚登记",
    "格式分类": "数据库", "格式类型": "mysql", "共享类型": "无条件", "共享方式分类": "共享平台", "共享方式类型": "接口",
    "开放类型": "不予", "更新周期": "每日", "发布日期": "2024-01-01", "依据": "LAW-1", "来源系统": "SYS-1",
    "信息项": "姓名", "数据类型": "C", "长度": "50", "项类别": "业务", "标识项": "是",
}  # fmt: skip
ITEM = {"信息项": "登记日期", "数据类型": "日期型", "项类别": "业务"}
NAMES = [column.name for column in ENTRIES.columns if column.needed]
_CODE = ENTRY["资源代码"]


def entry(**otherwise: Any) -> Meant:
    plain = {"code": _CODE, "name": "婚姻登记信息", "provider": CIVIL, "cycle": "DAILY", "on": "2024-01-01",
             "systems": ["SYS-1"], "items": ["姓名"]} | otherwise  # fmt: skip
    return tuple(list(value) if isinstance(value, tuple) else value for value in plain.values())


def entry_rows(rows: Sequence[Mapping[str, object]], names: Sequence[str] = NAMES) -> list[list[object]]:
    return [list(names), *([row.get(name, "") for name in names] for row in rows)]


def entry_table(rows: Sequence[Mapping[str, object]], *, turned: bool = False, merged: Sequence[str] = ()) -> bytes:
    names = NAMES[::-1] if turned else NAMES
    return book(Page(entry_rows(rows, names), merged=merged))


_OFFICIAL = (
    ("信息资源代码", "", "资源代码"), ("信息资源名称", "", "资源名称"), ("信息资源提供方", "", "提供方名称"),
    ("提供方代码", "", "提供方代码"), ("提供方内部部门", "", "内部部门"), ("信息资源摘要", "", "摘要"),
    ("信息资源格式", "分类", "格式分类"), ("", "类型", "格式类型"),
    ("共享属性", "共享类型", "共享类型"), ("", "共享条件", "共享条件"), ("", "共享方式分类", "共享方式分类"),
    ("", "共享方式类型", "共享方式类型"),
    ("开放属性", "是否向社会开放", "开放类型"), ("", "开放条件", "开放条件"),
    ("更新周期", "", "更新周期"), ("发布日期", "", "发布日期"), ("关联资源代码", "", "关联资源代码"),
    ("使用要求", "", "使用要求"), ("依据", "", "依据"), ("来源系统", "", "来源系统"), ("资源库", "", "资源库"),
    ("信息项信息", "信息项名称", "信息项"), ("", "数据类型", "数据类型"), ("", "数据长度", "长度"),
    ("", "项类别", "项类别"),
    ("", "标识项", "标识项"), ("", "项说明", "项说明"),
)  # fmt: skip


def official_entries() -> bytes:
    """A sheet as the guide (发改高技〔2017〕1272号) draws it: a title, names in two rows, groups merged."""
    upper, lower = [row[0] for row in _OFFICIAL], [row[1] for row in _OFFICIAL]
    values = ENTRY | {"提供方名称": "芜湖市民政局"}
    alone = [f"{_letters(at)}2:{_letters(at)}3" for at, row in enumerate(_OFFICIAL) if not row[1]]
    groups = ["G2:H2", "I2:L2", "M2:N2", "V2:AA2"]
    return book(
        Page(
            [["政务信息资源目录"], upper, lower, [values.get(row[2], "") for row in _OFFICIAL]],
            merged=["A1:AA1", *alone, *groups],
        )
    )


def _letters(position: int) -> str:
    return chr(ord("A") + position) if position < 26 else "A" + chr(ord("A") + position - 26)
