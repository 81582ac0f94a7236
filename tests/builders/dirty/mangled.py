"""Dirty files that programs have mangled: lost and private characters, radicals, marks for nothing, parted cells."""

from __future__ import annotations

from datetime import date
from unicodedata import normalize

from builders.city import CITY, CIVIL
from builders.dirty.case import NEW, Case, Meant, Page, basis, book, system, text
from builders.dirty.tables import BASES, DEPARTMENTS, SYSTEMS

from graph.words.imports import Kind

S, D, B = Kind.SYSTEMS, Kind.DEPARTMENTS, Kind.BASES
ROW = ["S-1", "婚姻登记系统", CIVIL, "市级财政", "3", "2014", ""]
_HEAD = ",".join(SYSTEMS)
CITIZEN = "34020019900101101X"
_CSV = text(_HEAD, ",".join(ROW))
_PEOPLE = [*DEPARTMENTS, "负责人", "联系人", "联系电话"]


def named(name: object) -> bytes:
    return book([SYSTEMS, ["S-1", name, *ROW[2:]]])


def coded(code: object) -> bytes:
    return book([SYSTEMS, [code, *ROW[1:]]])


def told(summary: object) -> bytes:
    return book([SYSTEMS, [*ROW[:6], summary]])


def document(value: object) -> bytes:
    return book([BASES, ["L-1", "行政法规", "婚姻登记条例", value, "", "2003-10-01", ""]])


def since(value: object, form: str = "") -> bytes:
    row = ["L-1", "行政法规", "婚姻登记条例", "", "", value, ""]
    return book(Page([BASES, row], formats={(1, 5): form} if form else {}))


def until(value: object) -> bytes:
    return book([BASES, ["L-1", "行政法规", "婚姻登记条例", "", "", "2003-10-01", value]])


def people(head: str = "", contact: str = "", phone: str = "") -> bytes:
    return book([_PEOPLE, [NEW, "芜湖市新局", "", "地市", "部门", CITY, "340200", "", "", head, contact, phone]])


def _called(phone: str) -> Meant:
    """The department as it is written with a telephone number."""
    return (NEW, "芜湖市新局", "芜湖市新局", "DEPARTMENT", CITY, "340200", None, None, phone)


def _refused(name: str, content: bytes, cell: str, code: str, *says: str, kind: Kind = S) -> Case:
    return Case(name, kind, content, faults=((cell, code),), says=says)


_DOUBTFUL, _NOTHING, _CODE = "CHARACTERS_DOUBTFUL", "NOTHING_SAID", "CODE_CHARACTERS"
_LOST = {
    "the mark of a lost character": "婚姻\ufffd系统",
    "marks of lost characters read as ideographs": "婚姻锟斤拷系统",
    "UTF-8 that was read as GB 18030": "婚姻登记系统".encode().decode("gb18030"),
    "UTF-8 that was read as Western letters": "婚姻登记".encode().decode("cp1252", "replace").replace("\ufffd", ""),
    "memory that was never written": "烫烫烫系统",
    "a question mark in the place of a rare character": "?川镇系统",
    "a square in the place of a rare character": "王□系统",
    "a geta in the place of a rare character": "〓湖系统",
    "radicals that a PDF has for ideographs": "⺠政系统",
    "radicals of the dictionary": "民政⽴案系统",
    "a character of the private use area": "婚姻\ue000系统",
}
_NO_NAMES = ("/", "无", "——", "N/A", "待定", "暂无", "×××", "。。", "同上", "〃", "NULL", "<null>", "nan")
_CODES = {
    "two codes where one is asked": "S-1；S-2",
    "a letter of another script": "\u0405-1",
    "a code in quotes": "“S-1”",
    "a code in single quotes": "'S-1'",
    "a code with words": "S-1（新）",
    "a code that is a name": "婚姻系统",
}

MANGLED: tuple[Case, ...] = (
    *(_refused(f"name: {name}", named(value), "B2", _DOUBTFUL) for name, value in _LOST.items()),
    *(_refused(f"a name that is none: {value}", named(value), "B2", _NOTHING) for value in _NO_NAMES),
    *(_refused(f"code: {name}", coded(value), "A2", _CODE) for name, value in _CODES.items()),
    _refused("the right ideograph for a radical is told", named("⽴案系统"), "B2", _DOUBTFUL, "应为“立”"),
    _refused("a summary that is lost", told("登记\ufffd管理"), "G2", _DOUBTFUL),
    _refused("a summary that a program left empty", told("NULL"), "G2", _NOTHING, "留空"),
    _refused("a summary like the one above", told("同上"), "G2", _NOTHING),
    Case("a summary that asks", S, told("是否收费?"), (system("S-1", summary="是否收费?"),)),
    _refused("nobody in charge", people(head="无"), "J2", _NOTHING, "留空", kind=D),
    _refused("a contact whose character was lost", people(contact="王?"), "K2", _DOUBTFUL, kind=D),
    _refused("no telephone", people(phone="/"), "L2", _NOTHING, "留空", kind=D),
    _refused("a name of which a spreadsheet made a day", named(date(2014, 1, 1)), "B2", "CODE_DATED"),
    _refused(
        "a document number of which a spreadsheet made a day", document(date(2019, 3, 1)), "D2", "CODE_DATED", kind=B
    ),
    *(
        _refused(f"telephone: {value}", people(phone=value), "L2", "NUMBER", "0553", kind=D)
        for value in ("王某", "见名册", "3.5", "2019年", "12", "zhang@city")
    ),
    *(
        Case(f"telephone: {value}", D, people(phone=value), (_called(normalize("NFKC", value)),))
        for value in ("0553-3831234转801", "(0553)3831234", "12345", "+86 553 3831234、3831235", "３８３１２３４")
    ),
    _refused("an identity number as the name of a person", people(head=CITIZEN), "J2", "CITIZEN_ID_PUBLISHED", kind=D),
    _refused("an identity number as a telephone", people(phone=CITIZEN), "L2", "CITIZEN_ID_PUBLISHED", kind=D),
    _refused("a code without a letter or figure", coded("——"), "A2", _CODE),
    _refused("a truth value as a name", named(True), "B2", "NOTHING_SAID", "文本格式"),
    _refused("a truth value as a code", coded(False), "A2", "NOTHING_SAID", "文本格式"),
    _refused("words of which every character was lost", told("????"), "G2", "NOTHING_SAID"),
    _refused("a word for nothing as a code", coded("N/A"), "A2", _CODE),
    *(
        Case(f"words that say there are none: {word}", S, told(word), (system("S-1"),), hints=("NOTHING_SAID",))
        for word in ("无", "—", "/", "暂无", "N/A")
    ),
    _refused("October that a spreadsheet made January of", since(2019.10), "F2", "DATE", "2019-10-01", kind=B),
    _refused("October in words that may be January", since("2019.1"), "F2", "DATE", "2019-01-01", kind=B),
    Case("January with its zero", B, since("2019.01"), (basis("L-1", since="2019-01-01"),), hints=("DATE_TAKEN",)),
    Case(
        "a number that shows its zero", B, since(2019.1, "0.00"), faults=(("F2", "NUMBER_LOOKS"),), says=("文本格式",)
    ),
    Case("November as a number", B, since(2019.11), (basis("L-1", since="2019-11-01"),), hints=("DATE_TAKEN",)),
    _refused("the end of a day", since("2019-3-5 24:00:00"), "F2", "DATE", kind=B),
    *(
        _refused(f"until: {value}", until(value), "G2", "DATE", kind=B)
        for value in (
            "长期",
            "至今",
            "永久",
            "/",
            "2019-02-29",
            "2030-02-30",
            "2030-01-01T00:30:00+08:00",
            "2029-12-31T16:30:00Z",
            "二〇三〇年一月",
            "2030年1月1日止",
            "2030-01-01至2031-01-01",
            "2030-O1-01",
            "2030，1，1",
            "1-Mar-30",
            "203001",
        )
    ),
    Case(
        "whole numbers with a point and a zero",
        S,
        text(_HEAD, ",".join([*ROW[:4], "3.0", "2014.0", ""])),
        (system("S-1"),),
    ),
    *(
        _refused(f"level: {value}", book([SYSTEMS, [*ROW[:4], value, *ROW[5:]]]), "E2", "NUMBER")
        for value in ("三级", "-3", "3～4", "第三级", 3.5, "３．１", "Ⅲ级", "6", "0", "1e0")
    ),
    # text files
    Case(
        "blanks before quotes",
        S,
        text(", ".join(SYSTEMS), 'S-1, "婚姻登记系统", ' + ", ".join(ROW[2:])),
        (system("S-1"),),
    ),
    Case(
        "codes that a spreadsheet has kept as text",
        S,
        text(_HEAD, f'="S-1",="婚姻登记系统",="{CIVIL}",' + ",".join(ROW[3:])),
        (system("S-1"),),
    ),
    Case(
        "codes that were kept as text, in quotes",
        S,
        text(_HEAD, f'"=""007""",婚姻登记系统,"=""{CIVIL}""",' + ",".join(ROW[3:])),
        (system("007"),),
    ),
    Case(
        "a title parted by its comma, blanks behind",
        B,
        text(",".join(BASES), "L-1,行政法规,婚姻,登记条例,,,,"),
        faults=(("", "ROW_WIDE"),),
        says=("第2行", "双引号"),
    ),
    Case(
        "a title parted in one of several rows",
        B,
        text(",".join(BASES), "L-2,行政法规,收养法,,,,", "L-1,行政法规,婚姻,登记条例,,,,"),
        faults=(("", "ROW_WIDE"),),
        says=("第3行",),
    ),
    Case(
        "a name with its comma in quotes",
        S,
        text(_HEAD, 'S-1,"婚姻,登记",' + ",".join(ROW[2:])),
        (system("S-1", "婚姻,登记"),),
    ),
    Case(
        "quotes within a name",
        S,
        text(_HEAD, 'S-1,"婚姻""登记""系统",' + ",".join(ROW[2:])),
        (system("S-1", '婚姻"登记"系统'),),
    ),
    Case(
        "a quote that ends early",
        S,
        text(_HEAD, 'S-1,"婚姻"登记系统,' + ",".join(ROW[2:])),
        faults=(("", "FILE_FORMAT"),),
    ),
    Case(
        "two encodings in one file",
        S,
        (_HEAD + "\r\n").encode("gbk") + ",".join(ROW).encode() + b"\r\n",
        faults=(("B2", _DOUBTFUL), ("D2", _DOUBTFUL)),
    ),
    Case(
        "two encodings, the other way round",
        S,
        (_HEAD + "\r\n").encode() + ",".join(ROW).encode("gbk"),
        faults=(("", "FILE_ENCODING"),),
    ),
    Case("UTF-32", S, _CSV.decode().encode("utf-32"), (system("S-1"),)),
    Case("a byte lost of UTF-16", S, _CSV.decode().encode("utf-16")[:-1], faults=(("", "FILE_ENCODING"),)),
    Case("the end mark of an old program", S, _CSV + b"\x1a", (system("S-1"),)),
    Case("a zero byte within", S, _CSV.replace("登记".encode(), b"\0"), faults=(("B2", "CONTROL_CHARACTER"),)),
    Case("bars between the cells", S, _CSV.replace(b",", b"|"), (system("S-1"),)),
    *(
        Case(f"no table: {name}", S, content, faults=(("", "FILE_FORMAT"),), says=(said, "xlsx"))
        for name, content, said in (
            ("PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "PDF"),
            ("RTF", b"{\\rtf1\\ansi abc}", "RTF"),
            ("JSON", '[{"代码": "S-1"}]'.encode(), "JSON"),
            ("a picture", b"\x89PNG\r\n\x1a\n", "图片"),
            ("an archive", b"Rar!\x1a\x07\0", "压缩文件"),
            ("a document", b"PK\x03\x04", "Excel"),
        )
    ),
    Case("a file of nothing", S, b"", faults=(("", "FILE_EMPTY"),)),
    Case("a mark of an encoding and nothing else", S, b"\xef\xbb\xbf", faults=(("", "FILE_EMPTY"),)),
)
