"""Characters that are not what somebody typed: lost on the way, put in their place, or only alike.

* A file that was written in another encoding than it is read in loses characters; what stands there then is known.
* Copies from PDF have radicals (康熙部首) where ideographs are seen: they are found as something else.
* What is in a private use area every system shows as it likes.
* What acts or shows nothing is in no text: controls, marks of direction, blanks of no width, and numbers that are no
  characters. Tabs and line breaks are; so are joiners and selectors where a script or a picture is written with them.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from graph.errors import printable

_BROKEN: Final = re.compile(
    # what programs put in the place of what they cannot read | UTF-8 that was read as Western letters
    "\ufffd|锟斤拷|烫烫烫|屯屯屯|(?:[\u00c2-\u00ef][\u0080-\u00bf\u0152-\u0178\u2013-\u203a\u20ac\u2122]+){2}"
)
_RADICAL: Final = re.compile("[\u2e80-\u2fdf]")
_PRIVATE: Final = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_IDEOGRAPH: Final = "[\u3400-\u9fff\U00020000-\U0003ffff]"
_IN_PLACE: Final = re.compile(rf"(?<={_IDEOGRAPH})[?□〓○]|[?□〓○](?={_IDEOGRAPH})")
_COMMON: Final = re.compile(r"[\u4e00-\u9fff]")
_FOUR: Final = 4
_KEPT: Final = re.compile(
    # tabs and line breaks | joiners in scripts that join, in pictures | selectors of Mongolian, behind its letters
    "[\t\n\r\u2028\u2029]|(?<=[\u0600-\u1bff\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]"
    "|(?<=[\u1800-\u18af])[\u180b-\u180f]"
)


def broken(text: str) -> bool:
    """Whether characters were lost because the text was written or read in another encoding."""
    return not text.isascii() and (_BROKEN.search(text) is not None or _read_otherwise(text))


def radical_in(text: str) -> tuple[str, str] | None:
    """A radical where an ideograph is meant, and the ideograph as far as it is known; None where there is none."""
    found = None if text.isascii() else _RADICAL.search(text)
    if found is None:
        return None
    meant = unicodedata.normalize("NFKC", found[0])
    return found[0], meant if meant != found[0] else ""


def private_in(text: str) -> str | None:
    """A character of a private use area."""
    found = None if text.isascii() else _PRIVATE.search(text)
    return None if found is None else found[0]


def sign_in_place(text: str) -> str | None:
    """A sign that stands in a name, beside an ideograph, where a character was not to be had."""
    found = None if text.isascii() else _IN_PLACE.search(text)
    return None if found is None else found[0]


def acting_in(text: str) -> tuple[str, ...]:
    """Which characters of a text act or show nothing, each once."""
    return tuple(dict.fromkeys(text[at] for at in sorted(_acting_at(text))))


def without_acting(text: str) -> str:
    """A text without them: what every file can hold."""
    acting = _acting_at(text)
    return "".join(char for at, char in enumerate(text) if at not in acting) if acting else text


def _acting_at(text: str) -> frozenset[int]:
    """Where they stand."""
    if printable(text) == text:
        return frozenset()
    kept = {found.start() for found in _KEPT.finditer(text)}
    return frozenset(at for at, char in enumerate(text) if at not in kept and printable(char) != char)


def _read_otherwise(text: str) -> bool:
    """Whether it is UTF-8 that was read as GB 18030: as a whole, and too much of it for chance."""
    try:
        before = text.encode("gb18030").decode("utf-8")
    except UnicodeError:
        return False
    return len(_COMMON.findall(before)) >= _FOUR
