"""Words in the one form in which they are compared: full width, capitals and traditional characters make no difference.

Half width and compatibility forms by NFKC, capitals by case folding, traditional characters one by one by the tables of
OpenCC: which word a character stands in changes how it is written, hardly what is found by it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache

ASCII = 0x80
"""Characters below it are written in one way only."""


def folded(text: str) -> str:
    """The text as it is compared; of every character one."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(each if ord(each) < ASCII else _simplified(each) for each in plain)


@cache
def _simplified(character: str) -> str:
    return _converter()(character)


@cache
def _converter() -> Callable[[str], str]:
    """The tables take a tenth of a second to read, and are read when the first Chinese character is folded."""
    from opencc import OpenCC  # noqa: PLC0415

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert
