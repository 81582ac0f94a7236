"""Tables that were read in another encoding than they were written in, and saved so: told by their column names.

A name that is none as it stands, and is one of the form's once it is read as it was written, is no accident when there
are two. What was lost on the way nobody can bring back, so that such a file is refused, not mended.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from graph.errors import Malformed, Text
from graph.office.sheets.cleaned import cleaned
from graph.office.sheets.forms import Form, meant
from graph.office.sheets.rows import Line
from graph.refusal_codes import Code

_WAYS: Final = (("gb18030", "utf-8"), ("cp1252", "utf-8"), ("latin-1", "gb18030"), ("cp1252", "gb18030"),
                ("gb18030", "big5"), ("big5", "gb18030"))  # fmt: skip
"""As what a text was read, and as what it was written."""
_LOOKED: Final = 20
"""Lines that are looked at."""
_LEAST: Final = 2
_LOST: Final = frozenset("?？\ufffd")


def refuse_mangled(lines: Iterable[Line], form: Form) -> None:
    """Refuse a table whose column names were lost in an encoding.

    Raises:
        Malformed: `FILE_ENCODING`.
    """
    for line in list(lines)[:_LOOKED]:
        cells = [cell for cell in map(cleaned, line.cells) if cell]
        found = list(_mangled(cells, form))
        if len(found) >= _LEAST:
            raise _refused(line.number, f"如“{found[0][0][:20]}”应为“{found[0][1]}”", found[0][0])
        gone = [cell for cell in cells if _LOST.issuperset(cell)]
        if len(gone) >= max(_LEAST, (len(cells) + 1) // 2):
            raise _refused(line.number, f"如“{gone[0][:20]}”", gone[0])


def _mangled(cells: Iterable[str], form: Form) -> Iterator[tuple[str, str]]:
    for cell in cells:
        if cell.isascii() or meant(cell, form):
            continue
        for read, written in _WAYS:
            before = cell.encode(read, "ignore").decode(written, "ignore")
            if before and meant(before, form):
                yield cell, before
                break


def _refused(row: int, such: str, value: str) -> Malformed:
    return Malformed(
        Text(
            f"第{row}行的列名是乱码（{such}）：文件用错误的编码打开后又保存过，表中文字可能已丢失；"
            "请从原系统或原文件重新导出，另存为 xlsx 或“CSV UTF-8”",
            f"the column names in row {row} were lost in another encoding: the file was opened in the wrong one and "
            "saved, and its words may be lost; export it again, as xlsx or as CSV UTF-8",
        ),
        code=Code.FILE_ENCODING,
        path=("file",),
        value=value[:40],
    )
