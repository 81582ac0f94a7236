"""The table of entries: one row for each information item."""

from __future__ import annotations

import pytest
from builders.tables import csv_of

from graph.office.sheets.files import read_table
from graph.subjects.entries import sheet as entries_sheet
from graph.words.entries import DataType, Mode, OpeningMode, SharingType

ENTRY_COLUMNS = [column.name for column in entries_sheet.ENTRIES.columns if column.needed]


ENTRY = dict.fromkeys(ENTRY_COLUMNS, "") | {
    "资源代码": "307001340200/000001",
    "资源名称": "婚姻登记信息",
    "提供方代码": "11340200003003083K",
    "摘要": "结婚、离婚登记",
    "格式分类": "数据库",
    "格式类型": "mysql",
    "共享类型": "无条件",
    "共享方式分类": "共享平台",
    "共享方式类型": "接口",
    "开放类型": "不予",
    "更新周期": "每日",
    "信息项": "姓名",
    "数据类型": "C",
    "长度": "50",
    "项类别": "基础",
}


ITEM = {"信息项": "登记日期", "数据类型": "日期型", "项类别": "业务"}


def test_an_entry_has_the_items_of_the_rows_below_it() -> None:
    other = ENTRY | {"资源代码": "307001340200/000002", "共享类型": "有条件共享", "共享方式类型": ""}
    found = entries_sheet.read_entries(read_table(csv_of(ENTRY, ITEM, other)))
    assert not found.faults
    first, second = found.values
    assert [(item.seq, item.name, item.data_type) for item in first.items] == [
        (1, "姓名", DataType.CHARACTER),
        (2, "登记日期", DataType.DATE),
    ]
    assert first.mode is Mode.INTERFACE
    assert second.sharing is SharingType.CONDITIONAL
    assert second.mode is None
    assert found.rows == ((2, 3), (4,))


def test_columns_that_may_lack_are_read_where_they_stand() -> None:
    said = {"开放方式": "数据下载", "其他格式": "GBase 8a", "接口规范说明": "见平台"}
    said |= {"共享范围": "本市政务部门", "具体用途": "行政依据"}
    (entry,) = entries_sheet.read_entries(read_table(csv_of(ENTRY | said))).values
    assert (entry.opening_mode, entry.format_other) == (OpeningMode.DOWNLOAD, "GBase 8a")
    assert entry.interface_specification == "见平台"
    assert (entry.sharing_scope, entry.sharing_use) == ("本市政务部门", "行政依据")
    (bare,) = entries_sheet.read_entries(read_table(csv_of(ENTRY))).values
    assert (bare.opening_mode, bare.format_other, bare.interface_specification) == (None, "", "")


def test_cells_filled_down_must_say_the_same() -> None:
    same = ENTRY | ITEM
    assert len(entries_sheet.read_entries(read_table(csv_of(ENTRY, same))).values[0].items) == 2
    (fault,) = entries_sheet.read_entries(read_table(csv_of(ENTRY, same | {"摘要": "别的"}))).faults
    assert (fault.code, fault.path, fault.value) == ("ROWS_DIFFER", ("3", "摘要"), "别的")


@pytest.mark.parametrize(
    ("row", "code", "column", "value"),
    [
        ({"共享类型": "随便"}, "UNKNOWN_TERM", "共享类型", "随便"),
        ({"数据类型": "字符串"}, "UNKNOWN_DATA_TYPE", "数据类型", "字符串"),
        ({"长度": "五十"}, "NUMBER", "长度", "五十"),
        ({"长度": "0"}, "NUMBER", "长度", "0"),
        ({"发布日期": "2026-02-30"}, "DATE", "发布日期", "2026-02-30"),
        ({"标识项": "也许"}, "YES_OR_NO", "标识项", "也许"),
        ({"资源名称": ""}, "CELL_EMPTY", "资源名称", ""),
        ({"摘要": "有\0空"}, "CONTROL_CHARACTER", "摘要", "有�空"),
        ({"摘要": "长" * 5000}, "CELL_TOO_LONG", "摘要", "长" * 40),
    ],
)
def test_a_faulty_cell_is_told_with_row_column_and_value(
    row: dict[str, str], code: str, column: str, value: str
) -> None:
    found = entries_sheet.read_entries(read_table(csv_of(ENTRY | {"资源代码": "1"}, ENTRY | row)))
    (fault,) = found.faults
    assert (fault.code, fault.path, fault.value) == (code, ("3", column), value)
    assert len(found.values) == 1


def test_a_table_that_begins_without_a_code_has_no_entry_to_add_to() -> None:
    (fault,) = entries_sheet.read_entries(read_table(csv_of(ENTRY | {"资源代码": ""}, ITEM))).faults
    assert (fault.code, fault.path) == ("CELL_EMPTY", ("2", "资源代码"))
