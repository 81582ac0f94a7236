"""Dirty files whose rows are: merged cells, sums and notes, samples, names in place of codes, rows that stand twice."""

from __future__ import annotations

from builders.city import CITY, CIVIL, HEALTH, uscc
from builders.dirty.case import NEW, Case, Page, basis, book, system
from builders.dirty.tables import (
    BASES,
    DEPARTMENTS,
    ENTRY,
    ITEM,
    LIBRARIES,
    NAMES,
    SYSTEMS,
    entry,
    entry_rows,
    entry_table,
)

from graph.words.imports import Kind

S, D, L, B, E = Kind.SYSTEMS, Kind.DEPARTMENTS, Kind.LIBRARIES, Kind.BASES, Kind.ENTRIES
ROW = ["S-1", "婚姻登记系统", CIVIL, "市级财政", 3, 2014, ""]
SECOND = ["S-2", "收养登记系统", *ROW[2:]]
BOTH = (system("S-1"), system("S-2", "收养登记系统"))
SUM = ["合计", "", "", "", 6, 4028, ""]
NOTE = ["注：1. 代码由市数据局统一编制。", "", "", "", "", "", ""]
SIGN = ["填表人：王某", "", "审核人：李某", "", "填表日期：2024年3月1日", "", ""]
OTHER = uscc(62)


def departments(*rows: list[object]) -> bytes:
    return book([DEPARTMENTS, *rows])


def bureau(code: str, name: str, short: str, parent: str = CITY) -> tuple[object, ...]:
    return (code, name, short, "DEPARTMENT", parent, "340200", None, None, None)


def run_by(name: str, *rows: list[object]) -> bytes:
    return book([SYSTEMS, [*ROW[:2], name, *ROW[3:]], *rows])


def with_system(*names: str) -> dict[str, str]:
    return ENTRY | {"来源系统": "；".join(names)}


_MERGED = [f"{letters}2:{letters}4" for letters in "ABCDEFGHIJKLMNOPQRST"]

ROWS: tuple[Case, ...] = (
    Case(
        "an entry merged over the rows of its items",
        E,
        entry_table([ENTRY, ITEM, ITEM | {"信息项": "登记机关"}], merged=_MERGED),
        (entry(items=("姓名", "登记日期", "登记机关")),),
    ),
    Case(
        "a data type merged over several items",
        E,
        entry_table(
            [ENTRY | {"数据类型": "日期型", "长度": ""}, {"信息项": "登记日期", "项类别": "业务"}],
            merged=[f"{_letter}2:{_letter}3" for _letter in [chr(ord("A") + NAMES.index("数据类型"))]],
        ),
        (entry(items=("姓名", "登记日期")),),
        hints=("MERGED_DOWN",),
    ),
    Case(
        "a department merged over several systems",
        S,
        book(Page([SYSTEMS, ROW, [*SECOND[:2], "", *SECOND[3:]]], merged=["C2:C3"])),
        BOTH,
        hints=("MERGED_DOWN",),
    ),
    Case(
        "a code merged over two systems",
        S,
        book(Page([SYSTEMS, ROW, ["", *SECOND[1:]]], merged=["A2:A3"])),
        faults=(("A3", "CODE_TWICE"),),
    ),
    Case(
        "a value merged over two columns",
        S,
        book(Page([SYSTEMS, [*ROW[:4], 3, "", ""]], merged=["E2:F2"])),
        faults=(("E2", "MERGED_ACROSS"),),
        says=("E2:F2",),
    ),
    Case("a sum under the data", S, book([SYSTEMS, ROW, SECOND, SUM]), BOTH, hints=("ROW_PASSED",), says=("合计",)),
    Case(
        "sums within and below, with blanks in the word",
        S,
        book([SYSTEMS, ROW, ["小 计", "", "", "", 3, "", ""], SECOND, ["总　计：", "", "", "", "6", "—", ""]]),
        BOTH,
        hints=("ROW_PASSED",),
    ),
    Case(
        "a sum beside serial numbers",
        S,
        book([["序号", *SYSTEMS], [1, *ROW], [2, *SECOND], ["合计", "", 2, "", "", 6, "", ""]]),
        BOTH,
        hints=("ROW_PASSED",),
    ),
    Case(
        "notes and signatures below",
        S,
        book(Page([SYSTEMS, ROW, SECOND, [], NOTE, SIGN], merged=["A5:G5"])),
        BOTH,
        hints=("ROW_PASSED",),
        says=("注：1. 代码由", "填表人：王某"),
    ),
    Case(
        "a signature whose name stands in the next cell",
        S,
        book([SYSTEMS, ROW, SECOND, ["填表人：", "王某", "联系电话：", "0553-1", "", "", ""]]),
        BOTH,
        hints=("ROW_PASSED",),
    ),
    Case(
        "an item that is called 合计",
        E,
        entry_table([ENTRY, ITEM | {"信息项": "合计", "数据类型": "N", "长度": "10"}]),
        (entry(items=("姓名", "合计")),),
    ),
    Case(
        "an item that is called 备注",
        E,
        entry_table([ENTRY, ITEM | {"信息项": "备注", "数据类型": "备注型"}]),
        (entry(items=("姓名", "备注")),),
    ),
    Case(
        "a row with 合计 and words beside it",
        S,
        book([SYSTEMS, ROW, ["合计", "系统二", *ROW[2:]]]),
        faults=(("A3", "ROW_DOUBTFUL"),),
    ),
    Case(
        "words below that nobody can place",
        S,
        book([SYSTEMS, ROW, ["以上数据截至2023年底", "", "", "", "", "", ""]]),
        faults=(("B3", "CELL_EMPTY"),),
    ),
    Case("a code forgotten", S, book([SYSTEMS, ROW, ["", *SECOND[1:]]]), faults=(("A3", "CELL_EMPTY"),)),
    Case("empty rows between the data", S, book([SYSTEMS, [], ROW, [], [], ["\u3000"], SECOND]), BOTH),
    Case(
        "the template's sample left above the data",
        S,
        book([SYSTEMS, ["示例：XT-001", "示例：婚姻登记系统", CIVIL, "市级财政", 3, 2014, ""], ROW]),
        (system("S-1"),),
        hints=("ROW_PASSED",),
        says=("示例",),
    ),
    Case(
        "a sample of which only the code was replaced",
        S,
        book([SYSTEMS, ["S-1", "示例：婚姻登记系统", *ROW[2:]]]),
        faults=(("B2", "SAMPLE_LEFT"),),
    ),
    Case("a row that stands twice", S, book([SYSTEMS, ROW, ROW]), faults=(("A3", "CODE_TWICE"),)),
    Case("a cell beside the table", S, book([SYSTEMS, [*ROW, "", "核对过"]]), faults=(("I2", "FILE_FORMAT"),)),
    Case(
        "a department by its name",
        S,
        run_by("卫生健康委员会"),
        (system("S-1", operator=HEALTH),),
        hints=("NAME_TAKEN",),
        says=(f"认作 {HEALTH}",),
    ),
    Case(
        "a department by its name with blanks",
        S,
        run_by("\u3000卫生健康 委员会\u200b"),
        (system("S-1", operator=HEALTH),),
        hints=("NAME_TAKEN",),
    ),
    Case(
        "a department by a name that nobody has",
        S,
        run_by("卫生健康委"),
        faults=(("C2", "NAME_UNKNOWN"),),
        says=(f"卫生健康委员会（{HEALTH}）",),
    ),
    Case("a department that nothing is like", S, run_by("宇航局天文台"), faults=(("C2", "NAME_UNKNOWN"),)),
    Case(
        "a department above by its short name, in the same file",
        D,
        departments(
            [NEW, "芜湖市新局", "新局", "地市", "部门", CITY, "340200", "", ""],
            [OTHER, "芜湖市新局下属中心", "", "地市", "部门", "新局", "340200", "", ""],
        ),
        (bureau(NEW, "芜湖市新局", "新局"), bureau(OTHER, "芜湖市新局下属中心", "芜湖市新局下属中心", NEW)),
        hints=("NAME_TAKEN",),
    ),
    Case(
        "a department above by a name that two bear",
        D,
        departments(
            [NEW, "民政局", "", "地市", "部门", CITY, "340200", "", ""],
            [OTHER, "芜湖市下属中心", "", "地市", "部门", "民政局", "340200", "", ""],
        ),
        faults=(("F3", "NAME_SEVERAL"),),
        says=(NEW, CIVIL),
    ),
    Case(
        "systems by name and by code in one cell",
        E,
        entry_table([with_system("人口系统", "SYS-1")]),
        (entry(systems=("SYS-1", "SYS-7")),),
        hints=("NAME_TAKEN",),
    ),
    Case(
        "a system by a name that nobody has",
        E,
        entry_table([with_system("婚姻系统")]),
        faults=(("S2", "NAME_UNKNOWN"),),
    ),
    Case(
        "provider by name, over all rows of an entry",
        E,
        entry_table([ENTRY | {"提供方代码": "民政局"}, ITEM | {"提供方代码": "民政局"}]),
        (entry(items=("姓名", "登记日期")),),
        hints=("NAME_TAKEN",),
    ),
    Case(
        "a library's lead by name",
        L,
        book([LIBRARIES, ["WH-T09", "WH", "主题", "婚姻主题库", "民政局", ""]]),
        (("WH-T09", "WH", "THEMATIC", "婚姻主题库", CIVIL, ""),),
        hints=("NAME_TAKEN",),
    ),
    Case(
        "rows of one entry that differ",
        E,
        entry_table([ENTRY, ITEM | {"资源代码": ENTRY["资源代码"], "摘要": "别的"}]),
        faults=(("E3", "ROWS_DIFFER"),),
    ),
    Case(
        "notes under entries",
        E,
        book([*entry_rows([ENTRY]), ["说明：本表由民政局填报", *[""] * 3]]),
        (entry(),),
        hints=("ROW_PASSED",),
    ),
    Case(
        "many faults in one row are one faulty row",
        S,
        book([SYSTEMS, ["S-1", "", "", "无", 9, 3000, ""]]),
        faults=(("B2", "CELL_EMPTY"), ("C2", "CELL_EMPTY"), ("D2", "UNKNOWN_TERM"), ("E2", "NUMBER"), ("F2", "NUMBER")),
    ),
    Case(
        "titles merged over the table within the data",
        S,
        book(
            Page(
                [SYSTEMS, ["一、市级系统", *[""] * 6], ROW, ["二、区级系统", *[""] * 6], SECOND],
                merged=["A2:G2", "A4:G4"],
            )
        ),
        BOTH,
        hints=("ROW_PASSED",),
        says=("一、市级系统", "二、区级系统"),
    ),
    Case(
        "a title within the data that is not merged",
        S,
        book([SYSTEMS, ROW, ["二、区级系统", *[""] * 6], SECOND]),
        faults=(("B3", "CELL_EMPTY"),),
    ),
    Case(
        "a merged title within the notes",
        B,
        book(
            Page(
                [BASES, ["L-1", "行政法规", "婚姻登记条例", "", "", "", ""], ["备注：以原文为准", *[""] * 6]],
                merged=["A3:G3"],
            )
        ),
        (basis("L-1"),),
        hints=("ROW_PASSED",),
    ),
)
