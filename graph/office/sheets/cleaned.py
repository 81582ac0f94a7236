"""What pasting leaves in cells and nobody sees: taken away before anything is compared."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from graph.codes.report import normalise

_UNSEEN: Final = dict.fromkeys(
    (0xAD, 0x34F, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065),
     *range(0x2066, 0x206A), 0xFEFF)
)  # fmt: skip
"""Characters of no width: joiners, marks of direction, marks of encodings."""
_TURNS: Final = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
"""Embeddings, overrides and isolates of direction."""
_BLANKS: Final = {0xA0: " ", 0x2007: " ", 0x202F: " ", 0x2028: "\n", 0x2029: "\n", 0x85: "\n"}
_BREAKS: Final = re.compile(r"\r\n?|_x000D_\n?")
_HYPHENS: Final = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\ufe58\ufe63", "-"))
"""What programs make of a hyphen while it is typed."""
_SPACE: Final = re.compile(r"\s+")
_MARKS: Final = "*★☆●※:;,。、.·-—_"
_BRACKETED: Final = re.compile(
    r"[(\[【〔<《「](?:必填项?|必录|必须填写|选填项?|可选|可不填|非必填项?|可空|单选|多选|下拉选择|下拉|是/否|是否|"
    r"(?:单位|格式|如|例|例如|示例|yyyy|YYYY|年|精确到|保留|\d+位|不超过|限)[^)\]】〕>》」]*|全称|规范名称|万元|元|个|人|位|级|份|件|条|项|次|字符|\*)"
    r"[)\]】〕>》」]"
)
"""Marks beside a column's name that say how it is to be filled."""
_NUMBERED: Final = re.compile(r"^(?:\d{1,2}[.、)]|\(\d{1,2}\))")


def cleaned(cell: str) -> str:
    """A cell without blanks around it and without characters that show nothing."""
    if cell.isprintable():
        return cell.strip()
    return _BREAKS.sub("\n", cell.translate(_UNSEEN).translate(_BLANKS)).strip()


def unseen(cell: str) -> tuple[str, ...]:
    """Which characters a cell has that show nothing, each once, as they are numbered: U+200B."""
    if cell.isprintable():
        return ()
    return tuple(dict.fromkeys(f"U+{ord(char):04X}" for char in cell if ord(char) in _UNSEEN))


def turns(cell: str) -> bool:
    """Whether a cell has controls that turn the direction of what is written: it reads otherwise than it shows."""
    return not cell.isprintable() and any(char in _TURNS for char in cell)


FORMULAS: Final = ("=", "+", "-", "@", "'")
"""How text begins that a spreadsheet takes for something else, or for marked."""


def unmarked(text: str) -> str:
    """A text without the mark by which a spreadsheet keeps it text, where it was pasted along: '20190301."""
    alone = text.count("'") == 1 and len(text) > 1
    return text[1:].lstrip() if text[:1] == "'" and (alone or text[1:].startswith(FORMULAS)) else text


def marked(text: str) -> str:
    """A text with that mark, where a spreadsheet would not keep it text."""
    return f"'{text}" if text.startswith(FORMULAS) else text


def joined(cell: str) -> str:
    """A name that was broken over lines to fit its cell, on one line again."""
    parts = [part.strip() for part in re.split("[\n\t]", cell)]
    text = parts[0]
    for part in parts[1:]:
        between = " " if text[-1:].isascii() and text[-1:].isalnum() and part[:1].isascii() else ""
        text += between + part if part else ""
    return text


def plain(name: str) -> str:
    """A name as it is compared: half-width, without blanks and what shows nothing, with one kind of hyphen."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", cleaned(name)).translate(_HYPHENS)).casefold()


def code_of(text: str, *, upper: bool) -> str:
    """A code as it was meant: half-width, with plain hyphens, without the mark by which a spreadsheet keeps it text."""
    return normalise(text, upper=upper).translate(_HYPHENS).lstrip("'")


def column_names(text: str) -> tuple[str, ...]:
    """In which ways the name of a column may be meant, the most literal first."""
    name = plain(text)
    bare = name.strip(_MARKS)
    unmarked = _BRACKETED.sub("", bare).strip(_MARKS)
    return tuple(dict.fromkeys((name, bare, unmarked, _NUMBERED.sub("", unmarked).strip(_MARKS))))
