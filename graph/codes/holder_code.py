"""Codes of holders (持证主体代码): how they are read, and which characters they have.

* One is read in half width and capitals, without blanks: however it is written, it is of one holder.
* Passports and permits are numbered with letters of ASCII and figures (ICAO Doc 9303, part 3, document number). Other
  documents are numbered with letters of any script, figures and brackets (军字第1234567号). A hyphen or another sign
  between them is none of the number: with and without it one holder would be two.
"""

from __future__ import annotations

import re
from typing import Final

from graph.codes.report import normalise

_TRAVEL: Final = frozenset({"411", "412", "413", "414", "511", "516"})
"""Passports, and permits of residents of Hong Kong, Macao and Taiwan (GB/T 36903 annex A)."""
_OF_TRAVEL: Final = re.compile(r"[A-Z0-9]")
_BRACKETS: Final = frozenset("()")


def read_as(code: str) -> str:
    """A code as it is compared."""
    return "".join(normalise(code).split())


def strange_in_holder_code(code: str, code_type: str) -> str | None:
    """The first character of a code that codes of a kind do not have; None where there is none.

    Args:
        code: The code, without blanks around it.
        code_type: Its kind, by GB/T 36903 annex A.
    """
    for char in normalise(code):
        if not (_OF_TRAVEL.fullmatch(char) if code_type in _TRAVEL else char.isalnum() or char in _BRACKETS):
            return char
    return None
