"""Dirty files whose cells show something else than what is in them, are hidden or computed, or come from elsewhere."""

from __future__ import annotations

from datetime import date

from builders.city import CITY, CIVIL
from builders.dirty.case import NEW, Case, Formula, Page, Rich, basis, book, mended, open_document, system, text
from builders.dirty.old_excel import OldLooks, Wrong, old_book
from builders.dirty.tables import BASES, DEPARTMENTS, SYSTEMS

from graph.words.imports import Kind

S, D, B = Kind.SYSTEMS, Kind.DEPARTMENTS, Kind.BASES
ROW = ["S-1", "婚姻登记系统", CIVIL, "市级财政", 3, 2014, ""]
LAW = ["L-1", "行政法规", "婚姻登记条例", "", "", "2003-10-01", ""]
TURNED = "\u202e统系记登姻婚\u202c"


def coded(number: float, form: str) -> bytes:
    """A system whose code is a number that is shown by a format."""
    return book(Page([SYSTEMS, [number, *ROW[1:]]], formats={(1, 0): form}))


def levelled(number: float, form: str) -> bytes:
    return book(Page([SYSTEMS, [*ROW[:4], number, *ROW[5:]]], formats={(1, 4): form}))


def called(number: float, form: str) -> bytes:
    """A department with a telephone number that is shown by a format."""
    row = [NEW, "芜湖市新局", "", "地市", "部门", CITY, "340200", "", "", number]
    return book(Page([[*DEPARTMENTS, "联系电话"], row], formats={(1, 9): form}))


def built(value: object, form: str) -> bytes:
    return book(Page([SYSTEMS, [*ROW[:5], value, ""]], formats={(1, 5): form}))


def since(value: object, form: str = "") -> bytes:
    return book(Page([BASES, [*LAW[:5], value, ""]], formats={(1, 5): form} if form else {}))


SEEN = {"zeros in front": (123, "000000", "000123"), "a code of zeros": (0, "00000000", "00000000"),
        "a hyphen within": (3402, "0000-00", "0034-02"), "a language before it": (7, "[$-804]000", "007"),
        "letters before it": (7, '"S-"000', "S-007"), "a colour": (7, "[Red]0000", "0007"),
        "sections": (7, "000;-000;000;@", "007")}  # fmt: skip
"""Codes that a format shows otherwise than the number is: number, format, what a person reads."""
UNREAD = {"a percentage": (3, "0%"), "a currency": (340, '"¥"#,##0.00'), "thousands": (34020, "#,##0"),
          "two places": (340, "0.00"), "a fraction": (0.5, "# ?/?"), "a power of ten": (340200, "0.00E+00"),
          "Chinese figures": (340, "[DBNum1][$-804]General"), "a condition": (340, "[>100]000;0"),
          "nothing": (340, ";;;"), "thousands cut": (340000, "#,##0,"), "a rounded value": (34.5, "0")}  # fmt: skip
"""Codes that a format shows in a way that is not read."""

PARTLY = {"month and day": ("m/d", "DATE", "3/1"), "a year": ('yyyy"年"', "DATE", "2019年"),
          "a short year": ("yy-m-d", "DATE", "19-3-1"), "a month and a short year": ("mmm-yy", "DATE", "Mar-19"),
          "a time": ("h:mm", "DATE", "0:00"), "a day of the week": ("dddd", "DATE", "星期五"),
          "a year of an era": ("[$-404]e/m/d", "NUMBER_LOOKS", "2019-03-01")}  # fmt: skip
"""Formats of days that do not show all of it: format, refusal, and what is said to be seen."""

LOOKS: tuple[Case, ...] = (
    *(Case(f"a code with {name}", S, coded(at, form), (system(code),)) for name, (at, form, code) in SEEN.items()),
    *(
        Case(f"a code shown as {name}", S, coded(number, form), faults=(("A2", "NUMBER_LOOKS"),), says=("文本格式",))
        for name, (number, form) in UNREAD.items()
    ),
    Case("a level with two places", S, levelled(3, "0.00"), (system("S-1"),)),
    Case("a level among thousands", S, levelled(3, "#,##0"), (system("S-1"),)),
    Case("a level that is shown as a percentage", S, levelled(3, "0%"), faults=(("E2", "NUMBER_LOOKS"),)),
    Case("a level with its unit as a format", S, levelled(3, '0"级"'), faults=(("E2", "NUMBER"),)),
    Case(
        "a telephone with a zero in front",
        D,
        called(5531234567, "00000000000"),
        ((NEW, "芜湖市新局", "芜湖市新局", "DEPARTMENT", CITY, "340200", None, None, "05531234567"),),
    ),
    Case(
        "a day of eight figures with hyphens as a format",
        B,
        since(20190301, "0000-00-00"),
        (basis("L-1", since="2019-03-01"),),
    ),
    Case(
        "a day that is shown in Chinese",
        B,
        since(date(2019, 3, 1), 'yyyy"年"m"月"d"日"'),
        (basis("L-1", since="2019-03-01"),),
    ),
    *(
        Case(f"a day that is shown as {name}", B, since(date(2019, 3, 1), form), faults=(("F2", code),), says=(said,))
        for name, (form, code, said) in PARTLY.items()
    ),
    Case(
        "a beginning that is shown as a month",
        B,
        since(date(2019, 3, 7), 'yyyy"年"m"月"'),
        (basis("L-1", since="2019-03-01"),),
        hints=("DATE_TAKEN",),
    ),
    Case(
        "an end that is shown as a month",
        B,
        book(Page([BASES, [*LAW[:6], date(2019, 3, 31)]], formats={(1, 6): '[$-804]yyyy"年"m"月";@'})),
        faults=(("G2", "DATE"),),
        says=("2019年3月",),
    ),
    Case("a year of a day that is shown as a year", S, built(date(2014, 5, 1), "yyyy"), (system("S-1"),)),
    Case("a year of a day", S, built(date(2014, 5, 1), "yyyy-mm-dd"), faults=(("F2", "NUMBER"),)),
    Case(
        "a day that counts from 1904",
        B,
        book([BASES, [*LAW[:5], date(2019, 3, 1), ""]], options={"date_1904": True}),
        (basis("L-1", since="2019-03-01"),),
    ),
    Case(
        "a number that is shown as a percentage where a day is asked",
        B,
        since(43525, "0%"),
        faults=(("F2", "NUMBER_LOOKS"),),
    ),
    Case(
        "rows that are hidden",
        S,
        book(Page([SYSTEMS, ROW, ["S-2", *ROW[1:]]], unseen_rows=[2])),
        (system("S-1"), system("S-2")),
    ),
    Case("a column that is hidden", S, book(Page([SYSTEMS, ROW], unseen_columns="C:C")), (system("S-1"),)),
    Case(
        "rows that a filter hides",
        S,
        book(Page([SYSTEMS, ROW, ["S-2", *ROW[1:]]], filtered="A1:G3", unseen_rows=[1])),
        (system("S-1"), system("S-2")),
    ),
    Case("a formula with its value", S, book([SYSTEMS, [Formula('="S-"&1', "S-1"), *ROW[1:]]]), (system("S-1"),)),
    Case(
        "a formula without a value",
        S,
        mended(
            book([SYSTEMS, [*ROW[:4], Formula("=1+2", 3), *ROW[5:]]]),
            "xl/worksheets/sheet1.xml",
            '<v>3</v></c><c r="F2"',
            '</c><c r="F2"',
        ),
        faults=(("E2", "CELL_ERROR"),),
    ),
    Case(
        "a formula that has an error",
        S,
        book([SYSTEMS, [*ROW[:2], Formula("=VLOOKUP(1,A:A,1)", "#N/A"), *ROW[3:]]]),
        faults=(("C2", "CELL_ERROR"),),
    ),
    Case(
        "an error where nothing has to be",
        S,
        book([SYSTEMS, [*ROW[:6], Formula("=A1/0", "#DIV/0!")]]),
        faults=(("G2", "CELL_ERROR"),),
    ),
    Case(
        "a text in several letterings",
        S,
        book([SYSTEMS, ["S-1", Rich(("婚姻", "登记", "系统")), *ROW[2:]]]),
        (system("S-1"),),
    ),
    Case(
        "how a text is read aloud beside it",
        S,
        mended(
            book([SYSTEMS, ROW]),
            "xl/sharedStrings.xml",
            "<t>婚姻登记系统</t>",
            '<t>婚姻登记系统</t><rPh sb="0" eb="2"><t>hunyin</t></rPh>',
        ),
        (system("S-1"),),
    ),
    Case(
        "numbers as text with a mark before them",
        S,
        book([SYSTEMS, [*ROW[:4], "'3", "'2014", ""]]),
        (system("S-1"),),
    ),
    Case("numbers that are kept as text", S, book([SYSTEMS, [*ROW[:4], "3", "2014", ""]]), (system("S-1"),)),
    Case("a table of an open document", S, open_document([SYSTEMS, ROW]), (system("S-1"),)),
    Case(
        "a code that is a number in an open document",
        S,
        open_document([SYSTEMS, [123, *ROW[1:]]]),
        faults=(("A2", "NUMBER_LOOKS"),),
        says=("xlsx",),
    ),
    Case(
        "an old workbook whose code shows its zeros",
        S,
        old_book([SYSTEMS, [123, *ROW[1:]]], looks=OldLooks({(1, 0): "000000"})),
        (system("000123"),),
    ),
    Case(
        "an old workbook with a percentage",
        S,
        old_book([SYSTEMS, [*ROW[:4], 3, *ROW[5:]]], looks=OldLooks({(1, 4): "0%"})),
        faults=(("E2", "NUMBER_LOOKS"),),
    ),
    Case(
        "a day of an old workbook",
        B,
        old_book([BASES, [*LAW[:5], 43525, ""]], looks=OldLooks({(1, 5): "yyyy-mm-dd"})),
        (basis("L-1", since="2019-03-01"),),
    ),
    Case(
        "an end of an old workbook that is shown as a month",
        B,
        old_book([BASES, [*LAW[:6], 43555]], looks=OldLooks({(1, 6): 'yyyy"年"m"月"'})),
        faults=(("G2", "DATE"),),
        says=("2019年3月",),
    ),
    Case(
        "a row of an old workbook that is struck through",
        S,
        old_book(
            [SYSTEMS, ROW, ["S-2", *ROW[1:]]], looks=OldLooks(struck=frozenset((2, at) for at in range(len(ROW))))
        ),
        (system("S-1"),),
        hints=("ROW_PASSED",),
    ),
    Case(
        "hidden rows, columns and comments of an old workbook",
        S,
        old_book(
            [SYSTEMS, ROW],
            looks=OldLooks(unseen_rows=frozenset((1,)), unseen_columns=(4, 5), comments={(1, 1): "改为新名称"}),
        ),
        (system("S-1"),),
        hints=("UNSEEN", "COMMENT_PASSED"),
        says=("改为新名称", "“等保级别”", "第2行"),
    ),
    Case(
        "an error in an old workbook",
        S,
        old_book([SYSTEMS, [*ROW[:4], Wrong(42), *ROW[5:]]], looks=OldLooks({(1, 0): "@"})),
        faults=(("E2", "CELL_ERROR"),),
    ),
    Case("a workbook of an old program", S, old_book([SYSTEMS, ROW]), (system("S-1"),)),
    Case(
        "a code that is a number in an old workbook",
        S,
        old_book([SYSTEMS, [123, *ROW[1:]]]),
        faults=(("A2", "NUMBER_LOOKS"),),
        says=("xlsx",),
    ),
    Case(
        "a telephone that is a number in an old workbook",
        D,
        old_book([[*DEPARTMENTS, "联系电话"], [NEW, "芜湖市新局", "", "地市", "部门", CITY, "340200", "", "", 5531]]),
        faults=(("J2", "NUMBER_LOOKS"),),
    ),
    Case(
        "the days of an old workbook without their format",
        B,
        old_book([BASES, [*LAW[:5], 43525, ""]]),
        faults=(("F2", "NUMBER_LOOKS"),),
    ),
    Case(
        "a code that a text file has as a power of ten",
        S,
        text(",".join(SYSTEMS), ",".join(map(str, ["1.23E+11", *ROW[1:]]))),
        faults=(("A2", "NUMBER_INEXACT"),),
    ),
    Case("semicolons in GBK", S, text(";".join(SYSTEMS), ";".join(map(str, ROW)), encoding="gbk"), (system("S-1"),)),
    Case("tabs in UTF-16", S, text("\t".join(SYSTEMS), "\t".join(map(str, ROW)), encoding="utf-16"), (system("S-1"),)),
    Case(
        "a separator that is named in the first line",
        S,
        text("sep=;", ";".join(SYSTEMS), ";".join(map(str, ROW))),
        (system("S-1"),),
    ),
    Case(
        "a name that is written from right to left",
        S,
        book([SYSTEMS, ["S-1", TURNED, *ROW[2:]]]),
        faults=(("B2", "CONTROL_CHARACTER"),),
        says=("文字方向",),
    ),
    Case(
        "a soft hyphen within a code",
        S,
        book([SYSTEMS, ["S\u00ad-1", *ROW[1:]]]),
        (system("S-1"),),
        hints=("CHARACTERS_LEFT_OUT",),
        says=("U+00AD",),
    ),
    Case(
        "marks of direction around a code",
        S,
        book([SYSTEMS, ["\u2066S-1\u2069", *ROW[1:]]]),
        (system("S-1"),),
        hints=("CHARACTERS_LEFT_OUT",),
        says=("U+2066",),
    ),
    Case(
        "letters that nobody sees within a name",
        S,
        book([SYSTEMS, ["S-1", "婚姻\U000e0041登记系统", *ROW[2:]]]),
        faults=(("B2", "CONTROL_CHARACTER"),),
    ),
    Case("header that stands twice", S, book([SYSTEMS, SYSTEMS, ROW]), (system("S-1"),), hints=("ROW_PASSED",)),
    Case(
        "a cell that is merged over two rows of the data",
        S,
        book(Page([SYSTEMS, [*ROW[:3], "市级财政", *ROW[4:]], ["S-2", *ROW[1:3], "", *ROW[4:]]], merged=["D2:D3"])),
        (system("S-1"), system("S-2")),
        hints=("MERGED_DOWN",),
    ),
    Case(
        "a code shown with zeros and merged downwards",
        S,
        book(
            Page(
                [SYSTEMS, ["S-1", "婚姻登记系统", CIVIL, "市级财政", 3, 2014, 7], ["S-2", *ROW[1:6], ""]],
                merged=["G2:G3"],
                formats={(1, 6): "000"},
            )
        ),
        (system("S-1", summary="007"), system("S-2", summary="007")),
    ),
    Case(
        "a locked file of an office",
        S,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        faults=(("", "FILE_FORMAT"),),
        says=("密码",),
    ),
)
