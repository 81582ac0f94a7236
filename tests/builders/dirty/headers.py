"""Dirty files whose header has to be found: titles, merged cells, two rows, several sheets, official names, marks."""

from __future__ import annotations

from builders.city import CITY, CIVIL, HEALTH
from builders.dirty.case import NEW, Case, Page, basis, book, system, text
from builders.dirty.tables import BASES, DEPARTMENTS, ENTRY, SYSTEMS, entry, entry_table, official_entries

from graph.words.imports import Kind

S, D, B, E = Kind.SYSTEMS, Kind.DEPARTMENTS, Kind.BASES, Kind.ENTRIES
ROW = ["S-1", "婚姻登记系统", CIVIL, "市级财政", 3, 2014, ""]
BUREAU = (NEW, "芜湖市新局", "新局", "DEPARTMENT", CITY, "340200", "2024-01-01", None, None)
TITLE = ["芜湖市政务信息系统登记表", "", "", "", "", "", ""]
SIGNED = ["填报单位：市民政局", "", "", "填报日期：2024年3月1日", "", "联系电话：0553-1234567", ""]

HEADERS: tuple[Case, ...] = (
    Case("a title over all columns", S, book(Page([TITLE, SYSTEMS, ROW], merged=["A1:G1"])), (system("S-1"),)),
    Case(
        "title, unit and date above the header",
        S,
        book(Page([TITLE, SIGNED, [], SYSTEMS, ROW], merged=["A1:G1", "A2:C2"])),
        (system("S-1"),),
        says=("列名在第4行",),
    ),
    Case(
        "a title above a text file of tabs",
        S,
        text("信息系统表", "\t".join(SYSTEMS), "\t".join(map(str, ROW))),
        (system("S-1"),),
        says=("列名在第2行",),
    ),
    Case(
        "two rows of names, the upper merged over groups",
        S,
        book(
            Page(
                [
                    ["系统", "", "运行部门代码", "资金来源", "其他", "", "说明"],
                    ["代码", "名称", "", "", "等保级别", "建设年份", ""],
                    ROW,
                ],
                merged=["A1:B1", "C1:C2", "D1:D2", "E1:F1", "G1:G2"],
            )
        ),
        (system("S-1"),),
        says=("列名在第2行",),
    ),
    Case(
        "two rows of names in a text file",
        S,
        text("系统,,运行部门代码,资金来源,其他,,说明", "代码,名称,,,等保级别,建设年份,", ",".join(map(str, ROW))),
        (system("S-1"),),
    ),
    Case(
        "the official form of entries, in groups, with name and code of the provider",
        E,
        official_entries(),
        (entry(),),
        hints=("COLUMN_PASSED",),
        says=("信息资源提供方",),
    ),
    Case(
        "numbers of the columns under the names",
        S,
        book([SYSTEMS, [1, 2, 3, 4, 5, 6, 7], ROW]),
        (system("S-1"),),
        hints=("ROW_PASSED",),
        says=("列的编号",),
    ),
    Case(
        "the names again on the second page",
        S,
        book([SYSTEMS, ROW, SYSTEMS, ["S-2", *ROW[1:]]]),
        (system("S-1"), system("S-2")),
        hints=("ROW_PASSED",),
        says=("重复的列名",),
    ),
    Case(
        "the table on the second sheet, instructions on the first",
        S,
        book(Page([["填写说明"], ["一、请如实填写"], ["二、代码不得重复"]], "填写说明"), Page([SYSTEMS, ROW], "系统")),
        (system("S-1"),),
        says=("工作表“系统”",),
    ),
    Case(
        "two sheets that fit",
        S,
        book(Page([SYSTEMS, ROW], "一季度"), Page([TITLE, SYSTEMS, ["S-2", *ROW[1:]]], "二季度")),
        faults=(("", "SEVERAL_SHEETS"),),
        says=("“一季度”（列名在第1行）", "“二季度”（列名在第2行）"),
    ),
    Case(
        "two sheets that fit, one hidden",
        S,
        book(Page([SYSTEMS, ["S-8", *ROW[1:]]], "旧表", hidden=True), Page([SYSTEMS, ROW], "新表")),
        (system("S-1"),),
        says=("工作表“新表”",),
    ),
    Case(
        "two sheets that fit, one without data",
        S,
        book(Page([SYSTEMS], "空表"), Page([SYSTEMS, ROW], "数据")),
        (system("S-1"),),
        says=("工作表“数据”",),
    ),
    Case(
        "a second sheet that lacks a column",
        S,
        book(Page([SYSTEMS[:5], ["S-7", *ROW[1:5]]], "草稿"), Page([SYSTEMS, ROW], "正式")),
        (system("S-1"),),
        hints=("SHEET_PASSED",),
        says=("“草稿”",),
    ),
    Case(
        "official names of departments",
        D,
        book(
            [
                [
                    "序号",
                    "统一社会信用代码",
                    "机构名称",
                    "机构简称",
                    "行政级别",
                    "机构类别",
                    "上级机构代码",
                    "行政区划代码",
                    "成立日期",
                    "撤销日期",
                ],
                [1, NEW, "芜湖市新局", "新局", "地市", "部门", CITY, "340200", "2024-01-01", ""],
            ]
        ),
        (BUREAU,),
    ),
    Case(
        "marks, full width, blanks and breaks in names",
        D,
        book(
            [
                [
                    "*代　码（必填）",
                    "名 称*",
                    "简\n称",
                    "【必填】级别",
                    "类别：",
                    "上级代码(选填)",
                    "区划代码(6位)",
                    "起（格式：2024-01-01）",
                    "止",
                ],
                [NEW, "芜湖市新局", "新局", "地市", "部门", CITY, "340200", "2024-01-01", ""],
            ]
        ),
        (BUREAU,),
    ),
    Case(
        "two columns that mean the same",
        D,
        book(
            [[*DEPARTMENTS, "统一社会信用代码"], [NEW, "芜湖市新局", "", "地市", "部门", CITY, "340200", "", "", NEW]]
        ),
        faults=(("J1", "COLUMN_TWICE"),),
        says=("单元格 A1", "单元格 J1"),
    ),
    Case(
        "a name that is nearly one",
        S,
        book([TITLE, ["代码", "名称", "运行部门编码", "资金来源", "等保级别", "建设年份", "说明"], ROW]),
        faults=(("C2", "UNKNOWN_COLUMN"), ("", "MISSING_COLUMN")),
        says=("是否指“运行部门代码”", "单元格 C2"),
    ),
    Case(
        "a column that nobody knows",
        S,
        book([[*SYSTEMS, "颜色"], [*ROW, "红"]]),
        faults=(("H1", "UNKNOWN_COLUMN"),),
    ),
    Case(
        "a column without a name that holds data",
        S,
        book([[*SYSTEMS[:3], "", *SYSTEMS[3:]], [*ROW[:3], "市民政局", *ROW[3:]]]),
        faults=(("D2", "COLUMN_UNNAMED"),),
    ),
    Case(
        "a column without a name and without data",
        S,
        book([[*SYSTEMS[:3], "", *SYSTEMS[3:]], [*ROW[:3], "", *ROW[3:]]]),
        (system("S-1"),),
    ),
    Case(
        "a column of serial numbers, and an outcome of last time",
        S,
        book([["序号", *SYSTEMS, "导入结果"], [1, *ROW, "有误：第2行"]]),
        (system("S-1"),),
    ),
    Case(
        "a row of data above the names",
        S,
        book([["S-0001", *ROW[1:]], SYSTEMS, ROW]),
        faults=(("A1", "ROW_ABOVE"),),
        says=("列名（第2行）上方",),
    ),
    Case(
        "an entry's columns in another order, with empty rows between",
        E,
        entry_table([ENTRY, {}, {"信息项": "登记日期", "数据类型": "日期型", "项类别": "业务"}], turned=True),
        (entry(items=("姓名", "登记日期")),),
    ),
    Case(
        "one department by name beside its code: the code counts",
        S,
        book([[*SYSTEMS, "运行部门"], [*ROW, "卫健委"]]),
        (system("S-1"),),
        hints=("COLUMN_PASSED",),
    ),
    Case(
        "names in place of codes in the whole column, headed by name",
        S,
        book([["系统编号", "系统名称", "运行部门", *SYSTEMS[3:]], [*ROW[:2], "卫生健康委员会", *ROW[3:]]]),
        (system("S-1", operator=HEALTH),),
        hints=("NAME_TAKEN",),
    ),
    Case(
        "another kind of table",
        B,
        book([SYSTEMS, ROW]),
        faults=(("", "ANOTHER_KIND"),),
        says=("“信息系统”表（systems）", "“依据”表（bases）"),
    ),
    Case(
        "legal bases by other names",
        B,
        book(
            [
                ["依据代码", "类别", "法规名称", "发文字号", "条文", "生效日期", "失效日期"],
                ["L-1", "行政法规", "婚姻登记条例", "", "", "2003-10-01", ""],
            ]
        ),
        (basis("L-1", since="2003-10-01"),),
    ),
    Case("only the names, no data", B, book([BASES]), hints=("FILE_EMPTY",), says=("第2行",)),
)
