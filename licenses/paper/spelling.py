"""Texts of a page that others wrote: what the font does not have is written out by its number.

What whoever asks writes himself is refused before it comes to a page (`face.missing_glyphs`); a file that was judged
may say anything.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from licenses.paper.face import missing_glyphs


def spelled(text: str, plain: str = "") -> str:
    """A text in letters that can be printed; those of `plain` stay as they are."""
    return "".join(f"［U+{ord(one):04X}］" if one not in plain and missing_glyphs(one) else one for one in text)


def each_text(value: Any, change: Callable[[str], str]) -> Any:
    """A value with every text in it changed."""
    match value:
        case str():
            return change(value)
        case dict():
            return {key: each_text(each, change) for key, each in value.items()}
        case list() | tuple():
            return [each_text(each, change) for each in value]
        case _:
            return value
