"""A table of any kind as clerks spoil it as a whole: what a person reads in it stays the same, or it is refused."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from builders.dirty.case import Formula, Page, book

Table = Sequence[Sequence[str]]
"""Names of the columns, and the rows below."""


@dataclass(frozen=True)
class Spoilt:
    """A way to spoil a table."""

    content: Callable[[Table], bytes]
    read: bool | None = True
    """Whether it is read, and says the same; None = that, or refused."""


def text(rows: Sequence[Sequence[str]], *, sign: str = ",", end: str = "\r\n", encoding: str = "utf-8") -> bytes:
    made = io.StringIO()
    csv.writer(made, delimiter=sign, lineterminator=end).writerows(rows)
    return made.getvalue().encode(encoding)


def padded(width: int, *cells: str) -> list[str]:
    return [*cells, *[""] * (width - len(cells))][:width]


def _cells(change: Callable[[str], object]) -> Callable[[Table], list[list[object]]]:
    """The table with every cell below the names changed in which something stands."""
    return lambda table: [list(table[0]), *([change(cell) if cell else "" for cell in row] for row in table[1:])]


def _names(change: Callable[[str], str]) -> Callable[[Table], list[list[str]]]:
    return lambda table: [list(map(change, table[0])), *map(list, table[1:])]


def _below(*cells: str) -> Callable[[Table], list[list[str]]]:
    """The table with a row behind it that is no data."""
    return lambda table: [*map(list, table), padded(len(table[0]), *cells)]


def _titled(table: Table) -> list[list[str]]:
    width = len(table[0])
    return [
        padded(width, "芜湖市登记表（2026年）"),
        padded(width, "填报单位：市民政局"),
        padded(width),
        *map(list, table),
    ]


def _two_lines(table: Table) -> bytes:
    """Names that are merged over two rows."""
    width = len(table[0])
    merged = [f"{_letters(at)}1:{_letters(at)}2" for at in range(width)]
    return book(Page([list(table[0]), padded(width), *map(list, table[1:])], merged=merged))


def _letters(at: int) -> str:
    return chr(65 + at) if at < 26 else f"{chr(64 + at // 26)}{chr(65 + at % 26)}"


def _each(change: Callable[[Table], Sequence[Sequence[object]]]) -> Callable[[Table], bytes]:
    return lambda table: book(Page(change(table)))


SPOILT: Mapping[str, Spoilt] = {
    "semicolons": Spoilt(lambda table: text(table, sign=";")),
    "tabs": Spoilt(lambda table: text(table, sign="\t")),
    "upright strokes": Spoilt(lambda table: text(table, sign="|")),
    "carriage returns": Spoilt(lambda table: text(table, end="\r")),
    "GB 18030": Spoilt(lambda table: text(table, encoding="gb18030")),
    "UTF-16": Spoilt(lambda table: text(table, encoding="utf-16")),
    "UTF-16 without a mark": Spoilt(lambda table: text(table, encoding="utf-16-be"), None),
    "UTF-32": Spoilt(lambda table: text(table, encoding="utf-32")),
    "two marks": Spoilt(lambda table: b"\xef\xbb\xbf" * 2 + text(table)),
    "a mark of another encoding": Spoilt(lambda table: b"\xef\xbb\xbf" + text(table, encoding="gb18030"), read=False),
    "a line with the separator": Spoilt(lambda table: b"sep=,\r\n" + text(table)),
    "separators at the end": Spoilt(lambda table: text([[*row, "", ""] for row in table])),
    "texts kept as formulas": Spoilt(lambda table: text(_cells(lambda cell: f'="{cell}"')(table))),  # type: ignore[arg-type]
    "titles": Spoilt(_each(_titled)),
    "names over two rows": Spoilt(_two_lines),
    "a group above": Spoilt(
        lambda t: book(Page([padded(len(t[0]), "基本信息"), *t], merged=[f"A1:{_letters(len(t[0]) - 1)}1"]))
    ),
    "marks of what is needed": Spoilt(_each(_names(lambda name: f"*{name}（必填）"))),
    "units in names": Spoilt(_each(_names(lambda name: f"{name}（单位：个）")), None),
    "blanks in names": Spoilt(_each(_names(" ".join))),
    "breaks in names": Spoilt(_each(_names(lambda name: f"{name[:1]}\n{name[1:]}"))),
    "an empty first column": Spoilt(_each(lambda table: [["", *row] for row in table])),
    "numbers of rows": Spoilt(_each(lambda table: [["序号" if at == 0 else at, *row] for at, row in enumerate(table)])),
    "numbers of rows without a name": Spoilt(
        _each(lambda table: [["" if at == 0 else at, *row] for at, row in enumerate(table)]), read=False
    ),
    "columns backwards": Spoilt(_each(lambda table: [list(reversed(row)) for row in table])),
    "a column twice": Spoilt(_each(lambda table: [[*row, row[0]] for row in table]), read=False),
    "a column of others": Spoilt(
        _each(lambda table: [[*row, "其他" if at == 0 else "甲"] for at, row in enumerate(table)]), read=False
    ),
    "names again": Spoilt(_each(lambda table: [*table, table[0]])),
    "a sum": Spoilt(_each(_below("合计", "2")), None),
    "a count": Spoilt(_each(_below("共2条"))),
    "a note": Spoilt(_each(_below("注：本表一式两份"))),
    "signatures": Spoilt(_each(_below("填表人：王某", "", "审核人：李某")), None),
    "the end of a page": Spoilt(_each(_below("第1页 共3页"))),
    "nothing below": Spoilt(_each(_below("以下空白"))),
    "a row of dashes": Spoilt(_each(lambda table: [*table, ["—"] * len(table[0])]), None),
    "a row of ditto marks": Spoilt(_each(lambda t: [*t, [t[1][0] + "9", *["同上"] * (len(t[0]) - 1)]]), read=False),
    "another table below": Spoilt(
        _each(lambda t: [*t, padded(len(t[0])), padded(len(t[0]), "附表"), padded(len(t[0]), "事项", "数量")]), None
    ),
    "another table beside": Spoilt(
        _each(lambda t: [[*row, "", "事项" if at == 0 else "归集"] for at, row in enumerate(t)]), read=False
    ),
    "every row twice": Spoilt(_each(lambda table: [*table, *table[1:]]), read=False),
    "cells moved to the right": Spoilt(_each(lambda t: [t[0], *(["甲", *row[:-1]] for row in t[1:])]), read=False),
    "cells moved to the left": Spoilt(_each(lambda t: [t[0], *([*row[1:], ""] for row in t[1:])]), read=False),
    "blanks around": Spoilt(_each(_cells(lambda cell: f"\u3000{cell}\xa0 \n"))),
    "characters that show nothing": Spoilt(_each(_cells(lambda cell: f"\u200b{cell}\ufeff"))),
    "apostrophes": Spoilt(lambda table: text(_cells(lambda cell: f"‘{cell}")(table)), read=False),  # type: ignore[arg-type]
    "computed": Spoilt(_each(_cells(lambda cell: Formula("=A1", cell)))),
    "not computed": Spoilt(_each(_cells(lambda _: Formula("=A1", ""))), read=False),
    "errors": Spoilt(_each(_cells(lambda _: Formula("=A1", "#N/A"))), read=False),
    "comments": Spoilt(lambda table: book(Page(table, comments={"A2": "待核"}))),
    "a hidden row": Spoilt(lambda table: book(Page(table, unseen_rows=(1,)))),
    "a filter": Spoilt(lambda table: book(Page(table, filtered=f"A1:{_letters(len(table[0]) - 1)}{len(table)}"))),
    "a page": Spoilt(lambda table: f"<html><table><tr><td>{table[0][0]}</td></tr></table></html>".encode(), read=False),
    "nothing": Spoilt(lambda _: b"", read=False),
}
"""Ways to spoil a table of any kind."""
