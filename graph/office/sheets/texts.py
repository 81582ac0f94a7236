"""Bytes of a text file to lines: which encoding, which sign between the cells.

* UTF-8, UTF-16 and GB18030. UTF-16 without a mark has zero bytes, as no other text has; which of its two orders it is
  must be plain, or it is refused.
* Marks of encodings, wherever they stand, are no part of the text; nor are blanks before a quote, nor ="…" around what
  a spreadsheet kept as text.
* The sign between the cells is the one by which the column names are found; without names, the header's most frequent.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Final

from graph.errors import Malformed, Text
from graph.office.sheets.refused import not_a_table
from graph.office.sheets.rows import Line
from graph.refusal_codes import Code

DELIMITERS: Final = ",\t;"
_RARE: Final = "|，"
"""What parts cells only where the column names say so."""
_HEAD: Final = 4_000
"""Characters in which the first row ends."""
_LOOKED: Final = 60
"""Lines in which the column names are looked for."""
_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
_LONG_MARKS: Final = (b"\xff\xfe\0\0", b"\0\0\xfe\xff")
_END: Final = "\x1a"
"""What old programs write behind a text."""
_KEPT_TEXT: Final = re.compile(r'="([^"]*)"')
"""How spreadsheets keep a text in a text file: ="0012"."""
_OTHERS: Final = (
    (re.compile(rb"\s*%PDF-"), "PDF", "a PDF"),
    (re.compile(rb"\s*\{\\rtf"), "文字处理文件（RTF）", "a letter (RTF)"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*[\[{]\s*[\"{\[]"), "JSON", "JSON"),
    (re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8|BM.{4}\0\0"), "图片", "a picture"),
    (re.compile(rb"MIME-Version:", re.IGNORECASE), "网页存档（MHT）", "an archived page (MHT)"),
    (re.compile(rb"ID;P"), "SYLK 文件", "a file of SYLK"),
    (re.compile(rb"L\x00\x00\x00\x01\x14\x02"), "快捷方式", "a link to a file"),
    (re.compile(rb"Rar!|7z\xbc\xaf|\x1f\x8b"), "压缩文件", "an archive"),
)
"""Files of other kinds, by how they begin."""
_MANY_BYTED: Final = re.compile(rb"(?:[\xe4-\xe9][\x80-\xbf][\x80-\xbf]){2}[\x00-\x7f]")
"""Two ideographs in UTF-8 and a sign of ASCII behind them: in GB18030 they would be three, and break where these do
not."""
_USUAL: Final = re.compile(r"[\t\n\r -~\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
"""What Chinese tables are written with."""
_PLAIN: Final = 0.95
_PAGE: Final = re.compile(r"\s*<(\?xml|!doctype|html|table|meta|head)\b", re.IGNORECASE)
"""How pages begin that programs call .xls."""

Fit = Callable[[Sequence[Line]], int]
"""How well column names are found in lines."""


def text_of(content: bytes) -> str:
    """The text of a file.

    Raises:
        Malformed: `FILE_ENCODING` or `FILE_FORMAT`.
    """
    for mark, zh, en in _OTHERS:
        if mark.match(content[:_HEAD]):
            raise not_a_table(
                f"这是{zh}，不是表格：请改交 xlsx 或 CSV", f"this is {en}, no table: give xlsx or CSV", "file"
            )
    text = _decoded(content)
    if _PAGE.match(text[:_HEAD]):
        raise not_a_table(
            "这是网页或 XML，不是表格：请用电子表格打开后另存为 xlsx",
            "this is a page or XML and no table; open it in a spreadsheet and save it as xlsx",
            "file",
        )
    return text.replace("\ufeff", "").rstrip(_END)


def lines_of(text: str, fit: Fit | None = None) -> Iterator[Line]:
    """The lines of a text; its cells are parted by the sign by which column names are found best."""
    head = re.split(r"[\r\n]", text[:_HEAD].lstrip("\r\n"), maxsplit=1)[0]
    usual = max(DELIMITERS, key=head.count)
    if fit is None:
        return _csv(text, usual)
    tried = sorted(DELIMITERS + _RARE, key=lambda sign: sign != usual)
    return _csv(text, max(tried, key=lambda sign: fit(_begun(text, sign))))


def _begun(text: str, delimiter: str) -> list[Line]:
    """The first lines, as far as they can be read."""
    found: list[Line] = []
    try:
        found.extend(islice(_csv(text, delimiter), _LOOKED))
    except Malformed:
        return found
    return found


def _csv(text: str, delimiter: str) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True, skipinitialspace=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise not_a_table(
                f"第{number}行不是正确的 CSV：引号不配对或单元格过长，请检查该行的引号",
                f"row {number} is not CSV: {error}; look at its quotes",
                str(number),
            ) from error
        yield Line(number, [cell if cell[:2] != '="' else _KEPT_TEXT.sub(r"\1", cell) for cell in cells])


def _decoded(content: bytes) -> str:
    where = 0
    for encoding in _marked(content) or ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError as error:
            where = error.start + 1
            if encoding == "utf-8-sig" and _MANY_BYTED.search(content[: error.start]):
                break  # it is UTF-8 with a fault; read as GB18030 it would be other words
        else:
            return (_unmarked(content) if "\0" in text else "") or text
    if b"\0" in content and (text := _unmarked(content)):
        return text
    raise Malformed(
        Text(
            f"文件不是 UTF-8 或 GB18030 编码的文本，也不是 Excel 文件（第{where}字节）：请另存为 xlsx 或“CSV UTF-8”",
            f"the file is neither text in UTF-8 or GB18030 nor an Excel file (byte {where}); "
            "save it as xlsx or as CSV UTF-8",
        ),
        code=Code.FILE_ENCODING,
        path=("file",),
    )


def _marked(content: bytes) -> tuple[str, ...]:
    """The encoding of which a text bears the mark."""
    if content.startswith(_LONG_MARKS):
        return ("utf-32",)
    return ("utf-16",) if content.startswith(_MARKS) else ()


def _unmarked(content: bytes) -> str:
    """UTF-16 without a mark, where one order of its bytes gives a Chinese table and the other does not."""
    found: list[str] = []
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\n" in text.replace("\r", "\n") and len(_USUAL.findall(text)) >= _PLAIN * len(text):
            found.append(text)
    return found[0] if len(found) == 1 else ""
