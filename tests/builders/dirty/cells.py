"""Dirty files whose cells are: days in every form, characters that nobody sees, encodings, numbers, formulas."""

from __future__ import annotations

from datetime import date, datetime

from builders.city import CITY, CIVIL
from builders.dirty.case import NEW, Case, Page, basis, book, system, text
from builders.dirty.tables import BASES, DEPARTMENTS, ENTRY, SYSTEMS, entry, entry_table

from graph.words.imports import Kind

S, D, B, E = Kind.SYSTEMS, Kind.DEPARTMENTS, Kind.BASES, Kind.ENTRIES
ROW = ["S-1", "婚姻登记系统", CIVIL, "市级财政", "3", "2014", ""]
LAW = ["L-1", "行政法规", "婚姻登记条例", "", ""]


def since(value: object) -> bytes:
    return book([BASES, [*LAW, value, ""]])


def until(value: object) -> bytes:
    return book([BASES, [*LAW, "2003-10-01", value]])


def bureau(since: str | None = None, until: str | None = None, phone: str | None = None) -> tuple[object, ...]:
    return (NEW, "芜湖市新局", "芜湖市新局", "DEPARTMENT", CITY, "340200", since, until, phone)


def department(*changes: object, names: list[str] | None = None) -> bytes:
    return book([names or DEPARTMENTS, [NEW, "芜湖市新局", "", "地市", "部门", CITY, "340200", *changes]])


READ_DAYS = {
    "a day of a spreadsheet": date(2019, 3, 1),
    "slashes": "2019/3/1",
    "points": "2019.3.1",
    "eight figures": "20190301",
    "eight figures as a number": 20190301,
    "Chinese": "2019年3月1日",
    "Chinese with blanks": "2019 年 3 月 1 日",
    "full width": "２０１９年３月１日",
    "full width with strokes": "２０１９－０３－０１",
    "a time behind it": "2019-03-01 00:00:00",
    "a day with 号": "2019年3月1号",
}
REFUSED_DAYS = {
    "the Republic": "民国108年3月1日",
    "the Republic in figures": "108/3/1",
    "two figures of a year": "19-3-1",
    "two figures and Chinese": "19年3月1日",
    "the year last": "3/1/2019",
    "a year only": "2019年",
    "a day that is none": "2019-02-30",
    "a day and a figure": "2019-3-1 1",
    "a year that is none": "0219-03-01",
    "for ever": "9999-12-31",
    "words": "成立之日",
}

CELLS: tuple[Case, ...] = (
    *(
        Case(f"since: {name}", B, since(value), (basis("L-1", since="2019-03-01"),))
        for name, value in READ_DAYS.items()
    ),
    *(Case(f"since: {name}", B, since(value), faults=(("F2", "DATE"),)) for name, value in REFUSED_DAYS.items()),
    Case(
        "a month where something begins",
        B,
        since("2019年3月"),
        (basis("L-1", since="2019-03-01"),),
        hints=("DATE_TAKEN",),
    ),
    Case("a month where something ends", B, until("2019年3月"), faults=(("G2", "DATE"),), says=("2019-03-01",)),
    Case("a month of a department's end", D, department("", "2019-3"), faults=(("I2", "DATE"),)),
    Case("a day that lost its format", B, since(43525), (basis("L-1", since="2019-03-01"),), hints=("DATE_TAKEN",)),
    Case(
        "a day that lost its format, counted from 1904",
        B,
        book([BASES, [*LAW, 42063, ""]], options={"date_1904": True}),
        faults=(("F2", "DATE"),),
    ),
    Case(
        "the number of a day in a text file",
        B,
        text(",".join(BASES), ",".join([*LAW, "43525", ""])),
        faults=(("F2", "DATE"),),
        says=("2019-03-01",),
    ),
    Case(
        "a moment where a day is asked",
        B,
        since(datetime(2019, 3, 1, 8, 30)),  # noqa: DTZ001
        (basis("L-1", since="2019-03-01"),),
        hints=("DATE_TAKEN",),
    ),
    Case(
        "two marks of UTF-8",
        S,
        b"\xef\xbb\xbf" + text(",".join(SYSTEMS), ",".join(ROW), encoding="utf-8-sig"),
        (system("S-1"),),
    ),
    Case(
        "a mark in the middle of the header",
        S,
        text(",".join(SYSTEMS).replace("名称", "名\ufeff称"), ",".join(ROW)),
        (system("S-1"),),
    ),
    Case(
        "blanks of no width in names and codes",
        S,
        book(
            [
                [f"\u200b{name}\u200b" for name in SYSTEMS],
                [
                    "S-1\u200b",
                    "婚姻\u200b登记系统\u200e",
                    f"\u202a{CIVIL}\u202c",
                    "市级财政\u2060",
                    "3",
                    "2014",
                    "\u200b",
                ],
            ]
        ),
        (system("S-1"),),
    ),
    Case(
        "blanks that do not break, and ideographic ones",
        S,
        book(
            [
                SYSTEMS,
                [
                    "\xa0S-1\xa0",
                    "\u3000婚姻登记系统\u3000",
                    f"{CIVIL}\xa0",
                    "\u3000市级财政",
                    "\xa03",
                    "2014\u3000",
                    "\xa0",
                ],
            ]
        ),
        (system("S-1"),),
    ),
    Case(
        "full-width codes and numbers",
        S,
        book(
            [
                SYSTEMS,
                [
                    "Ｓ－１",
                    "婚姻登记系统",
                    "".join(chr(ord(each) + 0xFEE0) for each in CIVIL),
                    "市级财政",
                    "３",
                    "２０１４",
                    "",
                ],
            ]
        ),
        (system("S-1"),),
    ),
    Case("lines that end with CR", S, text(",".join(SYSTEMS), ",".join(ROW), end="\r"), (system("S-1"),)),
    Case(
        "commas at the end of every line",
        S,
        text(",".join(SYSTEMS) + ",,,", ",".join(ROW) + ",,,", ",,,,,,,,,"),
        (system("S-1"),),
    ),
    Case(
        "a quoted break within a summary",
        S,
        text(",".join(SYSTEMS), ",".join(ROW[:6]) + ',"一\r\n二"'),
        (system("S-1", summary="一\n二"),),
    ),
    Case(
        "a name that is broken over two lines",
        S,
        book([SYSTEMS, ["S-1", "婚姻登记\n系统", *ROW[2:]]]),
        (system("S-1"),),
        hints=("LINES_JOINED",),
    ),
    Case("semicolons", S, text(";".join(SYSTEMS), ";".join(ROW)), (system("S-1"),)),
    Case("tabs in GB18030", S, text("\t".join(SYSTEMS), "\t".join(ROW), encoding="gb18030"), (system("S-1"),)),
    Case("UTF-16 without a mark", S, text(",".join(SYSTEMS), ",".join(ROW), encoding="utf-16-le"), (system("S-1"),)),
    Case(
        "UTF-16 of the other order without a mark",
        S,
        text(",".join(SYSTEMS), ",".join(ROW), encoding="utf-16-be"),
        (system("S-1"),),
    ),
    Case(
        "a page that is called .xls",
        S,
        b"<html><table><tr><td>\xe4\xbb\xa3\xe7\xa0\x81</td></tr></table></html>",
        faults=(("", "FILE_FORMAT"),),
        says=("另存为 xlsx",),
    ),
    Case(
        "UTF-8 that was cut in a character",
        S,
        text(",".join(SYSTEMS), ",".join(ROW))[:-4] + b"\xe5\xa9",
        faults=(("", "FILE_ENCODING"),),
    ),
    Case(
        "a quote that does not end",
        S,
        text(",".join(SYSTEMS), 'S-1,"婚姻登记系统,' + ",".join(ROW[2:])),
        faults=(("", "FILE_FORMAT"),),
    ),
    Case(
        "text that begins as a formula",
        S,
        text(",".join(SYSTEMS), "S-1,=1+1," + ",".join(ROW[2:6]) + ",@SUM(A1)"),
        (system("S-1", "=1+1", summary="@SUM(A1)"),),
    ),
    Case(
        "a code that the spreadsheet has rounded",
        D,
        book([DEPARTMENTS, [340200000030830000, "芜湖市新局", "", "地市", "部门", CITY, "340200", "", ""]]),
        faults=(("A2", "NUMBER_INEXACT"),),
    ),
    Case(
        "a code as a power of ten",
        D,
        text(",".join(DEPARTMENTS), f"1.13402E+17,芜湖市新局,,地市,部门,{CITY},340200,,"),
        faults=(("A2", "NUMBER_INEXACT"),),
    ),
    Case(
        "a telephone that is a number",
        D,
        department("", "", 5531234567, names=[*DEPARTMENTS, "联系电话"]),
        (bureau(phone="5531234567"),),
    ),
    Case(
        "a year that is none, a level that is none",
        S,
        book([SYSTEMS, [*ROW[:4], 6, 14, ""]]),
        faults=(("E2", "NUMBER"), ("F2", "NUMBER")),
    ),
    Case(
        "a number with its unit",
        S,
        book([SYSTEMS, [*ROW[:4], "3级", "2014年", ""]]),
        faults=(("E2", "NUMBER"), ("F2", "NUMBER")),
    ),
    Case(
        "a word that is nearly of the list",
        S,
        book([SYSTEMS, [*ROW[:3], "市财政", *ROW[4:]]]),
        faults=(("D2", "UNKNOWN_TERM"),),
        says=("市级财政",),
    ),
    Case(
        "words of the list with what forms add",
        E,
        entry_table([ENTRY | {"共享类型": "无条件共享", "开放类型": "不予开放"}]),
        (entry(),),
    ),
    Case(
        "not opened to society, in the words of the official form",
        E,
        entry_table([ENTRY | {"开放类型": "否"}]),
        (entry(),),
    ),
    Case(
        "opened to society, without saying how",
        E,
        entry_table([ENTRY | {"开放类型": "是"}]),
        faults=(("L2", "UNKNOWN_TERM"),),
    ),
    Case(
        "an error where a formula was",
        S,
        text(",".join(SYSTEMS), "S-1,#REF!," + ",".join(ROW[2:])),
        faults=(("B2", "CELL_ERROR"),),
    ),
    Case(
        "a department code with a wrong figure",
        S,
        book([SYSTEMS, [*ROW[:2], CIVIL[:-1] + "0", *ROW[3:]]]),
        faults=(("C2", "UNKNOWN_CODE"),),
    ),
    Case(
        "a code of another length",
        D,
        book([DEPARTMENTS, ["1134", "芜湖市新局", "", "地市", "部门", CITY, "340200", "", ""]]),
        faults=(("A2", "USCC_LENGTH"),),
    ),
    Case("an end before the beginning", B, until("2003年9月30日"), faults=(("G2", "PERIOD"),)),
    Case("hyphens that a word processor has made long", S, book([SYSTEMS, ["S–1", *ROW[1:]]]), (system("S-1"),)),
    Case("a mark of text before a code", S, book([SYSTEMS, ["'S-1", *ROW[1:]]]), (system("S-1"),)),
    Case("blanks within a code", S, book([SYSTEMS, ["S - 1", *ROW[1:]]]), faults=(("A2", "CODE_PARTED"),)),
    Case("a name with a tab in it", S, book([SYSTEMS, ["S-1", "婚姻登记\t系统", *ROW[2:]]]), (system("S-1"),)),
    Case("commas in full width between the cells", S, text("，".join(SYSTEMS), "，".join(ROW)), (system("S-1"),)),
    Case("strokes between the cells", S, text("|".join(SYSTEMS), "|".join(ROW)), (system("S-1"),)),
    Case(
        "units in the names",
        S,
        book([[*SYSTEMS[:4], "等保级别（级）", "建设年份（年）", "说明"], ROW]),
        (system("S-1"),),
    ),
    Case(
        "a code of which the spreadsheet has made a date",
        S,
        book([SYSTEMS, [date(2026, 1, 2), *ROW[1:]]]),
        faults=(("A2", "CODE_DATED"),),
    ),
    Case(
        "a hidden sheet of other words first",
        S,
        book(Page([["x"]], "参数", hidden=True), Page([SYSTEMS, ROW], "表")),
        (system("S-1"),),
    ),
)
