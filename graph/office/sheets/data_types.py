"""A data type of the guide as forms write it: by its name, its letter or both."""

from __future__ import annotations

import unicodedata

from graph.errors import Malformed, Text
from graph.office.sheets.cells import Cells
from graph.refusal_codes import Code
from graph.words.entries import DataType

_TYPE_WORDS = {
    DataType.CHARACTER: "字符型",
    DataType.NUMERIC: "数值型",
    DataType.CURRENCY: "货币型",
    DataType.DATE: "日期型",
    DataType.DATETIME: "日期时间型",
    DataType.LOGICAL: "逻辑型",
    DataType.MEMO: "备注型",
    DataType.GENERAL: "通用型",
    DataType.DOUBLE: "双精度型",
    DataType.INTEGER: "整型",
    DataType.FLOAT: "浮点型",
}

DATA_TYPES = tuple(f"{name}{kind.value}" for kind, name in _TYPE_WORDS.items())
"""What a cell may choose from."""
_WRITTEN = {
    word: kind
    for kind, name in _TYPE_WORDS.items()
    for letter in (str(kind.value),)
    for word in (letter, name, f"{name}{letter}", f"{letter}{name}", f"{name}({letter})")
}
"""A data type in every way in which forms write it."""


def parse_data_type(text: str, path: tuple[str, ...] = ()) -> DataType:
    """Read a data type as forms write it: `C`, `字符型`, `字符型C`.

    Raises:
        Malformed: `UNKNOWN_DATA_TYPE`.
    """
    word = unicodedata.normalize("NFKC", text[:40]).strip()
    if (found := _WRITTEN.get(word.upper())) is not None:
        return found
    known = "、".join(f"{name}{kind.value}" for kind, name in _TYPE_WORDS.items())
    raise Malformed(
        Text(f"没有数据类型“{word}”，可用：{known}", f"there is no data type {word}; use {known}"),
        code=Code.UNKNOWN_DATA_TYPE,
        rules=("GUIDE-1272",),
        path=path,
        value=word,
        limit=known,
    )


def data_type(cells: Cells, name: str) -> DataType:
    """A data type as forms write it: no other closed list has both a name and a letter."""
    word = cells.text(name, needed=True)
    if word:
        try:
            return parse_data_type(word, (str(cells.row_number), name))
        except Malformed as refusal:
            cells.refused(refusal)
    return DataType.CHARACTER


def written(data_type: DataType) -> str:
    """How a cell writes it: `字符型C`."""
    return f"{_TYPE_WORDS[data_type]}{data_type.value}"
