"""Which names mean the same to people: what they do not mean by a name is left out before two are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from graph.words.entries import Item

_KEPT: Final = 4_096
"""Names whose key is kept: of information items a few hundred are most of all."""

NUMBERED: Final = re.compile(r"[\s\-—_（(]*[\d一二三四五六七八九十Ⅰ-Ⅻⅰ-ⅻ①-⑳]+[)）]?$")
"""The number at the end of a name that counts instead of saying."""
_ENDS: Final = " \u3000。.，,、；;"
"""What may stand behind that number."""
_IN_BRACKETS: Final = re.compile(r"[(（\[［【〔][^)）\]］】〕]*[)）\]］】〕]")


@lru_cache(_KEPT)
def name_key(text: str) -> str:
    """A name without what people do not mean by it: case, width, blanks and punctuation."""
    narrow = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in narrow if unicodedata.category(char)[0] in "LN")


def near(name: str) -> str:
    """What is compared of a name where it may have been counted on: no number at its end, unless it is nothing else."""
    return name_key(NUMBERED.sub("", name.rstrip(_ENDS))) or name_key(name)


def alike(name: str) -> str:
    """What is compared of a name where the same may be meant: no addition in brackets, and no number at its end."""
    return name_key(NUMBERED.sub("", _IN_BRACKETS.sub("", name).rstrip(_ENDS))) or name_key(name)


@dataclass(frozen=True, slots=True)
class AlikeEntry:
    """A published entry that may be the same as one that is handed in, by its name or by its information items."""

    code: str
    name: str
    same_name: bool
    """Its name means the same, but for what stands in brackets (`alike`)."""
    shared: frozenset[str] = frozenset()
    """Names of the information items of the one that is handed in which it shares, where it is another department's."""


TELLING: Final = 2
"""As many information items that are neither identifiers nor data elements tell one resource from another."""


def telling(items: Sequence[Item]) -> list[str]:
    """Names of the information items that tell one resource from another."""
    return [item.name for item in items if not item.identifier and not item.element]
