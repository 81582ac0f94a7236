"""Which names mean the same to people: what they do not mean by a name is left out before two are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_KEPT: Final = 4_096
"""Names whose key is kept: of information items a few hundred are most of all."""

NUMBERED: Final = re.compile(r"[\s\-—_（(]*\d+[)）]?$")
"""The number at the end of a name that counts instead of saying."""


@lru_cache(_KEPT)
def name_key(text: str) -> str:
    """A name without what people do not mean by it: case, width, blanks and punctuation."""
    narrow = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in narrow if unicodedata.category(char)[0] in "LN")
