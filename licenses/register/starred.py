"""What a refusal says again of a value that tells of a person: enough to find it, too little to learn it.

* Of a name its first character, of a citizen identity number its division and its end, of whatever else its first
  character; a star for each of the others.
* What organisations are called, and their codes, everybody may know: it is said again whole.
"""

from __future__ import annotations

from typing import Final

from graph.codes.citizen import mask_citizen_id
from graph.codes.report import normalise
from graph.errors import printable
from graph.words.licensing import Holder

_MOST: Final = 18
"""Stars at most: how long a text is tells of it, too."""
_CITIZEN: Final = 18


def starred(text: str) -> str:
    """A value of a person: one after another where several stand in it."""
    return "、".join(map(_starred, text[: _MOST * 8].split("、")))


def name_of(holder: Holder) -> str:
    """A holder's name, as whoever is refused may read it again."""
    return starred(holder.name) if holder.person else holder.name


def code_of(holder: Holder) -> str:
    """A holder's code, as whoever is refused may read it again."""
    return starred(holder.code) if holder.person else holder.code


def _starred(text: str) -> str:
    code = normalise(text)
    if len(code) == _CITIZEN and code[:-1].isdigit():
        return mask_citizen_id(code)
    plain = text.strip()
    return printable(plain[:1]) + "*" * min(len(plain) - 1, _MOST) if len(plain) > 1 else "*" * len(plain)
