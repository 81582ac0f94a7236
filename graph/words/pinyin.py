"""How a name is sorted in Chinese: by the sound of its characters, one after the other.

* Digits stand before letters, letters before characters, as in the collation of the Unicode Consortium for Chinese.
* A character stands by its syllable, then its tone, then by itself: what begins with 张 is not mixed with what begins
  with 章. Xī'ān (西安) stands before Xiàn (县).
* A character that is read in several ways is read as the word is in which it stands: 重庆 is Chóngqìng, 行政 xíngzhèng.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

_KEPT = 4_096
"""Names whose syllables are kept: one that is written is sorted by them, and found; and as many words of names."""
_BEHIND = "~"
"""What a character's key begins with; it is behind every letter."""
_KEYED = re.compile(rf"{_BEHIND}([^{_BEHIND}\d]+[1-5]).|.", re.DOTALL)
"""A character in a key, with its syllable where it has one."""
_READ: dict[str, list[list[str]]] = {
    "单县": [["shàn"], ["xiàn"]],
    "差旅": [["chāi"], ["lǚ"]],
    "给排水": [["jǐ"], ["pái"], ["shuǐ"]],
    "给水": [["jǐ"], ["shuǐ"]],
    "长丰": [["cháng"], ["fēng"]],
    "长葛": [["cháng"], ["gě"]],
}
"""Names and words of administration that the dictionary does not have, or reads otherwise."""


def sorted_as(name: str) -> str:
    """The text by which a name is sorted, from the first character to the last."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    syllables = _reader()(plain)
    return "".join(
        character if syllable == character else f"{_BEHIND}{syllable}{character}"
        for character, syllable in zip(plain, syllables, strict=True)
    )


def spelled_by(key: str) -> list[str]:
    """The syllable of each character of a name, by what it is sorted by: as `syllables` says them."""
    return [_typed(part[1]) if part[1] else part[0] for part in _KEYED.finditer(key)]


def syllables(text: str) -> list[str]:
    """The syllable of each character as it is typed, without its tone (`lv` for 律); any other character as it is."""
    return [_typed(each) if len(each) > 1 else each for each in _reader()(text)]


def _typed(syllable: str) -> str:
    return syllable.rstrip("12345").replace("u:", "v")


@cache
def _reader() -> Callable[[str], list[str]]:
    """What gives the syllable of each character, with the number of its tone; any other character as it is.

    The dictionary takes half a second to read, and is read when the first name is written.
    """
    from pypinyin import Style, lazy_pinyin, load_phrases_dict  # noqa: PLC0415
    from pypinyin.contrib.tone_convert import to_tone3  # noqa: PLC0415
    from pypinyin.core import Pinyin  # noqa: PLC0415

    load_phrases_dict(_READ)

    @cache  # of the syllables there are some 1,300
    def numbered(syllable: str) -> str:
        return str(to_tone3(syllable, neutral_tone_with_five=True)).replace("v", "u:")

    words: Callable[[str], list[str]] = Pinyin().get_seg()
    each_alone: Any = list

    @lru_cache(_KEPT)
    def spoken(word: str) -> list[str]:
        spelled = lazy_pinyin(word, style=Style.TONE, errors=each_alone)
        return [each if each == character else numbered(each) for character, each in zip(word, spelled, strict=True)]

    @lru_cache(_KEPT)
    def read(text: str) -> list[str]:
        return [each for word in words(text) for each in spoken(word)]

    return read
