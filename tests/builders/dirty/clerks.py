"""Dirty files as they come from desks: sums in words, notes, page ends, files of other programs, lost encodings."""

from __future__ import annotations

import io
import zipfile

from builders.city import CIVIL
from builders.dirty.case import Case, Page, Rich, basis, book, system, text
from builders.dirty.old_excel import old_book
from builders.dirty.tables import BASES, ENTRY, ITEM, SYSTEMS, entry, entry_rows

from graph.words.imports import Kind

S, B, E = Kind.SYSTEMS, Kind.BASES, Kind.ENTRIES
ROW = ["S-1", "婚姻登记系统", CIVIL, "市级财政", 3, 2014, ""]
SECOND = ["S-2", "收养登记系统", *ROW[2:]]
BOTH = (system("S-1"), system("S-2", "收养登记系统"))
TITLE = ["芜湖市政务信息系统登记表"]
_HEAD, _LINES = ",".join(SYSTEMS), [",".join(map(str, each)) for each in (ROW, SECOND)]

BELOW = {
    "a sum with its number": ["合计：4家"],
    "a sum of records": ["共计4条"],
    "a sum in words": ["", "共2个系统"],
    "a sum and its unit": ["总计（万元）", "", "", "", "", "1,200.50", ""],
    "a sum beside who made it": ["合计：2家", "", "", "制表人：张三", "", "", ""],
    "a sum in brackets": ["（合计：2个）"],
    "how it is filled in": ["填表说明：1．代码由市数据局编制；2．级别按备案证明填写。"],
    "a note": ["注：以上系统均已备案"],
    "an attachment": ["附件：系统清单"],
    "who made it and who looked at it, in one cell": ["制表人：张三  审核人：李四"],
    "pages": ["", "", "", "第1页共3页"],
    "pages with blanks": ["", "第 1 页，共 3 页"],
    "that nothing follows": ["以下空白"],
    "that nothing follows, in brackets": ["", "", "（以下空白）"],
    "how many copies": ["此表一式两份，一份报市数据局备案"],
    "by whom it is filled in": ["本表由各部门填报"],
    "that it goes on": ["（接下页）"],
}


def _packed(*names: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return content.getvalue()


def _lost(wrote: str, read: str) -> bytes:
    """A text that was written in one encoding, read in another and saved."""
    plain = "\r\n".join((_HEAD, *_LINES)) + "\r\n"
    return plain.encode(wrote).decode(read, "replace").encode()


FOREIGN = {
    "a file of Numbers": (_packed("Index/Document.iwa", "Metadata/Properties.plist"), "导出为 Excel"),
    "a letter of Word that is called xlsx": (_packed("[Content_Types].xml", "word/document.xml"), "Word"),
    "slides": (_packed("[Content_Types].xml", "ppt/presentation.xml"), "演示文稿"),
    "a page of OFD": (_packed("OFD.xml", "Doc_0/Document.xml"), "OFD"),
    "an archive that is called xlsx": (_packed("系统.xlsx", "说明.txt"), "解压"),
    "a workbook behind a password": (old_book([SYSTEMS, ROW], stream="EncryptedPackage"), "打开密码"),
    "an old workbook behind a password": (old_book([SYSTEMS, ROW], locked=True), "打开密码"),
    "an old letter of Word": (old_book([SYSTEMS, ROW], stream="WordDocument"), ".doc"),
    "an old table of WPS": (old_book([SYSTEMS, ROW], stream="ETDocument"), ".et"),
    "an archived page that is called xls": (b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<table>", "MHT"),
    "a table as XML": (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com"/>', "另存为 xlsx"),
    "a link to a file": (b"L\0\0\0\x01\x14\x02\0\0\0\0\0", "快捷方式"),
}
MOJIBAKE = {
    "UTF-8 that was read as GBK": ("utf-8", "gbk"),
    "UTF-8 that was read as GB18030": ("utf-8", "gb18030"),
    "GBK that was read as Western": ("gbk", "cp1252"),
    "UTF-8 that was read as Western": ("utf-8", "cp1252"),
}


def since(value: object) -> bytes:
    return book([BASES, ["L-1", "行政法规", "婚姻登记条例", "", "", value, ""]])


CLERKS: tuple[Case, ...] = (
    *(
        Case(f"below the data: {name}", S, book([SYSTEMS, ROW, SECOND, row]), BOTH, hints=("ROW_PASSED",))
        for name, row in BELOW.items()
    ),
    *(Case(name, S, content, faults=(("", "FILE_FORMAT"),), says=(word,)) for name, (content, word) in FOREIGN.items()),
    *(
        Case(name, S, _lost(*ways), faults=(("", "FILE_ENCODING"),), says=("乱码", "编码"))
        for name, ways in MOJIBAKE.items()
    ),
    Case(
        "characters that became question marks",
        S,
        text("??,????,??????,????,????,????,??", "S-1,????"),
        faults=(("", "FILE_ENCODING"),),
        says=("编码",),
    ),
    Case(
        "title and names again on every page",
        S,
        book([TITLE, SYSTEMS, ROW, ["第1页共2页"], TITLE, SYSTEMS, SECOND, ["第2页共2页"]]),
        BOTH,
        hints=("ROW_PASSED",),
        says=("重复的标题", "重复的列名"),
    ),
    Case(
        "names in two rows again on the second page",
        S,
        book(
            Page(
                [
                    ["系统", "", *SYSTEMS[2:]],
                    [*SYSTEMS[:2], *[""] * 5],
                    ROW,
                    ["系统", "", *SYSTEMS[2:]],
                    [*SYSTEMS[:2], *[""] * 5],
                    SECOND,
                ],
                merged=["A1:B1"],
            )
        ),
        BOTH,
        hints=("ROW_PASSED",),
    ),
    Case(
        "pages and sums under entries",
        E,
        book([*entry_rows([ENTRY, ITEM]), ["共计1条"], ["第1页共1页"], ["填表说明：按编制指南填写"]]),
        (entry(items=("姓名", "登记日期")),),
        hints=("ROW_PASSED",),
    ),
    Case(
        "a sum with words of a system beside it",
        S,
        book([SYSTEMS, ROW, ["合计：2家", "收养登记系统", *ROW[2:]]]),
        faults=(("A3", "ROW_DOUBTFUL"),),
    ),
    Case(
        "a row that is struck through",
        S,
        book(Page([SYSTEMS, ROW, ["S-9", "旧系统", *ROW[2:]], SECOND], struck=[(2, at) for at in range(7)])),
        BOTH,
        hints=("ROW_PASSED",),
        says=("第3行整行有删除线", "旧系统"),
    ),
    Case(
        "a name that is struck through",
        S,
        book(Page([SYSTEMS, ROW, SECOND], struck=[(2, 1)])),
        faults=(("B3", "ROW_DOUBTFUL"),),
        says=("删除线",),
    ),
    Case(
        "a name of which the old half is struck through",
        S,
        book([SYSTEMS, ["S-1", Rich(("旧婚姻系统", "婚姻登记系统"), struck=True), *ROW[2:]]]),
        faults=(("B2", "ROW_DOUBTFUL"),),
        says=("删除线",),
    ),
    Case(
        "an entry that is struck through, and its items are not",
        E,
        book(Page(entry_rows([ENTRY, ITEM]), struck=[(1, at) for at in range(40)])),
        faults=(("A2", "ROW_DOUBTFUL"),),
    ),
    Case(
        "an item that is struck through",
        E,
        book(Page(entry_rows([ENTRY, ITEM | {"信息项": "旧项"}, ITEM]), struck=[(2, at) for at in range(40)])),
        (entry(items=("姓名", "登记日期")),),
        hints=("ROW_PASSED",),
    ),
    Case(
        "a row that a filter hides is read and told",
        S,
        book(Page([SYSTEMS, ROW, SECOND], filtered="A1:G3", unseen_rows=[2])),
        BOTH,
        hints=("UNSEEN",),
        says=("第3行是隐藏的",),
    ),
    Case(
        "a hidden column is read and told",
        S,
        book(Page([SYSTEMS, ROW], unseen_columns="D:E")),
        (system("S-1"),),
        hints=("UNSEEN",),
        says=("D列“资金来源”", "E列“等保级别”"),
    ),
    Case(
        "a comment that corrects a cell is told, and not read",
        S,
        book(Page([SYSTEMS, ROW], comments={"A1": "代码由市局编", "C2": "已划转到卫健委"})),
        (system("S-1"),),
        hints=("COMMENT_PASSED",),
        says=("单元格 C2 的批注未读取：已划转到卫健委",),
    ),
    Case(
        "a hidden sheet is told",
        S,
        book(Page([SYSTEMS, ROW]), Page([["草稿"], ["删"]], name="去年", hidden=True)),
        (system("S-1"),),
        hints=("SHEET_PASSED",),
        says=("隐藏的工作表“去年”",),
    ),
    Case("line ends of three kinds in GB18030", S, f"{_HEAD}\r\n{_LINES[0]}\n{_LINES[1]}\r".encode("gb18030"), BOTH),
    Case(
        "semicolons in UTF-16 of the other order, with a mark",
        S,
        b"\xfe\xff" + "\n".join((_HEAD, *_LINES)).replace(",", ";").encode("utf-16-be"),
        BOTH,
    ),
    Case(
        "quotes that are doubled and not",
        S,
        text(_HEAD, f'"S-1","婚姻"登记"系统",{CIVIL},市级财政,3,2014,'),
        faults=(("", "FILE_FORMAT"),),
        says=("第2行", "引号"),
    ),
    Case(
        "a day in Chinese figures",
        B,
        since("二〇一九年三月一日"),
        (basis("L-1", since="2019-03-01"),),
        hints=("DATE_TAKEN",),
    ),
    Case(
        "a day in Chinese figures with a zero that is none",
        B,
        since("二零一九年十二月卅一日"),
        (basis("L-1", since="2019-12-31"),),
        hints=("DATE_TAKEN",),
    ),
    Case("a day in Chinese figures that is none", B, since("二〇一九年二月三十日"), faults=(("F2", "DATE"),)),
    Case("a day of another century", B, since("1700-01-01"), faults=(("F2", "DATE"),), says=("1900至2200",)),
    Case("the number of a day as text", B, since("'43525"), faults=(("F2", "DATE"),), says=("2019-03-01",)),
)
