"""Files of programs whose tables are not read here: which one wrote it, by what is inside, and how to get a table.

What a file is called says little: an archive is renamed, a locked workbook looks like an old one.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Collection
from typing import Final

from graph.errors import Malformed
from graph.office.sheets.refused import not_a_table

_BOOKS: Final = ("workbook.xml", "workbook.bin", "content.xml")
"""What a workbook that is read has in its archive: .xlsx, .xlsb, .ods."""
_OLD_BOOKS: Final = ("Workbook", "Book", "WORKBOOK", "BOOK")
"""Streams of an old workbook, in the directory of its compound file."""
_PACKED: Final[tuple[tuple[Callable[[str], bool], str, str], ...]] = (
    (
        lambda name: name.endswith(".iwa"),
        "这是 Numbers 的文件，不是 Excel 文件：请在 Numbers 中选“导出为 Excel”",
        "this is a file of Numbers: export it to Excel there",
    ),
    (
        lambda name: name.startswith("word/"),
        "这是 Word 文件，不是表格：请把其中的表格复制到电子表格，另存为 xlsx",
        "this is a letter of Word and no table: copy its table into a spreadsheet and save it as xlsx",
    ),
    (
        lambda name: name.startswith("ppt/"),
        "这是演示文稿，不是表格：请把其中的表格复制到电子表格，另存为 xlsx",
        "these are slides and no table: copy their table into a spreadsheet and save it as xlsx",
    ),
    (
        lambda name: name == "OFD.xml",
        "这是版式文件（OFD），不是表格：请改交 xlsx 或 CSV",
        "this is a page (OFD) and no table: give xlsx or CSV",
    ),
)
_ARCHIVE: Final = (
    "这是压缩包（ZIP），不是 Excel 文件，改扩展名不会改变内容：请解压后交其中的 xlsx 或 CSV",
    "this is an archive (ZIP) and no Excel file, whatever it is called: unpack it and give the xlsx or CSV in it",
)
_LOCKED: Final = (
    "文件设有打开密码，无法读取：请用电子表格打开，去掉密码（文件—信息—保护工作簿）后另存为 xlsx",
    "the file is locked with a password: open it in a spreadsheet, take the password off and save it as xlsx",
)
_LOCK: Final = re.compile(rb"\x09\x08\x10\0\0\x06\x05\0.{12}(?:\x86\0\0\0)?\x2f\0", re.DOTALL)
"""How an old workbook begins that is locked: BOF, perhaps WriteProtect, then FilePass ([MS-XLS] 2.4.117)."""
_STREAMS: Final = (
    (("EncryptedPackage", "EncryptionInfo"), *_LOCKED),
    (
        ("WordDocument",),
        "这是旧版 Word 文件（.doc），不是表格：请把其中的表格复制到电子表格，另存为 xlsx",
        "this is an old letter of Word (.doc) and no table: copy its table into a spreadsheet and save it as xlsx",
    ),
    (
        ("PowerPoint Document",),
        "这是旧版演示文稿（.ppt），不是表格：请把其中的表格复制到电子表格，另存为 xlsx",
        "these are old slides (.ppt) and no table: copy their table into a spreadsheet and save it as xlsx",
    ),
)
_OTHER_OLD: Final = (
    "文件里没有可读的工作簿（可能设有密码，或是 WPS 表格 .et 等旧格式）：请用原程序打开，去掉密码后另存为 xlsx",
    "it holds no workbook (it is locked, or a table of WPS, .et): open it where it was made and save it as xlsx",
)


def refuse_archive(archive: zipfile.ZipFile) -> None:
    """Refuse an archive that holds no workbook.

    Raises:
        Malformed: `FILE_FORMAT`.
    """
    names = archive.namelist()
    if any(name.lower().endswith(_BOOKS) for name in names):
        return
    raise _told(*next(((zh, en) for within, zh, en in _PACKED if any(map(within, names))), _ARCHIVE))


def refuse_compound(content: bytes) -> None:
    """Refuse a compound file that holds no old workbook.

    Raises:
        Malformed: `FILE_FORMAT`.
    """
    if _has(content, _OLD_BOOKS):
        if _LOCK.search(content):
            raise _told(*_LOCKED)
        return
    raise _told(*next(((zh, en) for streams, zh, en in _STREAMS if _has(content, streams)), _OTHER_OLD))


def _has(content: bytes, streams: Collection[str]) -> bool:
    """Whether a directory names one of some streams: in UTF-16, with a zero behind."""
    return any(f"{name}\0".encode("utf-16-le") in content for name in streams)


def _told(zh: str, en: str) -> Malformed:
    return not_a_table(zh, en, "file")
