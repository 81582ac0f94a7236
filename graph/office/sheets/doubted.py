"""Words that are not what was meant: characters that were lost or only look alike, and cells that say nothing.

* What cannot be known is refused and said with the character; where it is known what a character stands for, with that.
* A cell that says 同上, or what a database writes for nothing, holds no value of its own.
* Where a name has to stand, a dash or 无 is none.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from graph.codes.quoted import citizen_ids
from graph.errors import Text
from graph.office.sheets.cleaned import plain, turns
from graph.office.sheets.written import ERRORS
from graph.refusal_codes import Code

SAMPLE: Final = "示例："
"""How the cells of a template's sample row begin."""
_SAMPLE: Final = plain(SAMPLE)

_BROKEN: Final = re.compile("\ufffd|锟斤拷|烫烫烫|屯屯屯")
"""What programs put in the place of what they cannot read."""
_LATIN: Final = re.compile("(?:[\u00c2-\u00ef][\u0080-\u00bf\u0152-\u0178\u2013-\u203a\u20ac\u2122]+){2}")
"""Ideographs in UTF-8 that were read as Western letters."""
_IN_PLACE: Final = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff][?□〓]|[?□〓][\u3400-\u9fff\U00020000-\U0003ffff]")
"""Signs that stand in a name where its character was not to be had."""
_IDEOGRAPHS: Final = re.compile(r"[\u4e00-\u9fff]")
_FOUR: Final = 4
_KANGXI: Final = range(0x2F00, 0x2FE0)
_RADICALS: Final = range(0x2E80, 0x2F00)
_DITTO: Final = re.compile(r"同上|同前|同左|〃+|″|[\"'“”]{2}")
_NULL: Final = re.compile(r"null|<null>|\(null\)|none|nan|undefined|\\n", re.IGNORECASE)
"""What databases and programs write for nothing."""
_STRANGE: Final = re.compile(r"[^!-~]|[\"'`,;<>|\\]")
"""What is no part of a code."""
_TELEPHONE: Final = re.compile(r"(?:\d|[-+()*#/;,、 –—―]|转|或|分机|ext\.?|x)+", re.IGNORECASE)
_TWO: Final = 2
_KEPT_CONTROLS: Final = frozenset("\t\n\r")
_NO_NAME: Final = re.compile(
    r"无|暂无|没有|待定|待补充?|不详|未知|空|略|n/a|[-—–_/\\*.。?？、]+|[x×]{2,}", re.IGNORECASE
)


def refused_words(text: str) -> tuple[Code, Text] | None:
    """Why a text is not taken as it stands, whatever it is."""
    if text in ERRORS:
        return Code.CELL_ERROR, Text(f"公式没有结果：{text}", f"a formula has no value: {text}")
    if not text.isprintable() and any(map(_controls, text)):
        return Code.CONTROL_CHARACTER, Text("含有控制字符", "holds a control character")
    if text[0] == SAMPLE[0] and plain(text[:4]).startswith(_SAMPLE):
        return Code.SAMPLE_LEFT, Text(
            f"“{text[:40]}”是模板的示例内容；请改写或删除", f"{text[:40]} is the template's sample; replace it"
        )
    if (doubt := _doubted(text)) is not None:
        return Code.CHARACTERS_DOUBTFUL, doubt
    if (nothing := _says_nothing(text)) is not None:
        return Code.NOTHING_SAID, nothing
    return None


def refused_name(text: str, written: str, *, needed: bool) -> tuple[Code, Text] | None:
    """Why a name is not taken as it stands, for what it has beside other texts.

    Args:
        text: The name.
        written: Its cell as it stands in the file.
        needed: Whether there has to be one.
    """
    if text and turns(written):
        return Code.CONTROL_CHARACTER, Text(
            "含有改变文字方向的控制字符，看到的与实际的不是同一个名称",
            "holds controls that turn the direction of writing: what is seen is not the name that it is",
        )
    if (lost := _lost(text)) is not None:
        return Code.CHARACTERS_DOUBTFUL, lost
    if (nothing := names_nothing(text, needed=needed)) is not None:
        return Code.NOTHING_SAID, nothing
    return None


def strange_in_code(code: str) -> Text | None:
    """Which character of a code none has: it looks like another one, or parts codes where several stand."""
    found = _STRANGE.search(code)
    if found is None:
        if not code or any(map(str.isalnum, code)):
            return None
        return Text(f"“{code[:40]}”不是代码；请填写代码", f"{code[:40]} is no code; write one")
    char = found[0]
    return Text(
        f"代码“{code[:40]}”含有“{char}”（U+{ord(char):04X}）；代码请只用字母、数字和 - _ . / : ( ) 等符号",
        f"the code has U+{ord(char):04X} in it; codes are written with letters of ASCII, figures and - _ . / : ( )",
    )


def strange_telephone(text: str) -> Text | None:
    """Why something is no telephone number; what holds an identity number is refused as that."""
    if (
        not text
        or citizen_ids(text)
        or (_TELEPHONE.fullmatch(unicodedata.normalize("NFKC", text)) and sum(map(str.isdigit, text)) > _TWO)
    ):
        return None
    return Text(
        f"“{text[:40]}”不是电话号码，应如 0553-3831234；请改写",
        f"{text[:40]} is no telephone number; write it as 0553-3831234",
    )


def _doubted(text: str) -> Text | None:
    if text.isascii():
        return None
    if _BROKEN.search(text) or _LATIN.search(text) or _read_otherwise(text):
        return Text(
            f"“{text[:40]}”含有乱码，原文字已丢失；请用原文件重新填写，文本文件请另存为“CSV UTF-8”",
            f"{text[:40]} holds characters that were lost when the file was written; type them again from the "
            "original, and save text files as CSV UTF-8",
        )
    for char in text:
        number = ord(char)
        if number in _KANGXI and (meant := unicodedata.normalize("NFKC", char)) != char:
            return Text(
                f"“{char}”（U+{number:04X}）是部首符号，不是汉字，应为“{meant}”；请改写",
                f"U+{number:04X} is a radical and no ideograph, as copies from PDF have it; write U+{ord(meant):04X}",
            )
        if number in _RADICALS:
            return Text(
                f"“{char}”（U+{number:04X}）是部首符号，不是汉字；请重新键入这个字",
                f"U+{number:04X} is a radical and no ideograph, as copies from PDF have it; type the character again",
            )
        if unicodedata.category(char) == "Co":
            return Text(
                f"含有自造字 U+{number:04X}，别处看到的不是同一个字；请改用标准编码的字",
                f"U+{number:04X} is a private character, which others see as something else; write the official one",
            )
    return None


def _lost(text: str) -> Text | None:
    found = _IN_PLACE.search(text)
    if found is None:
        return None
    sign = next(char for char in found[0] if char in "?□〓")
    return Text(
        f"“{text[:40]}”中的“{sign}”像是存盘时丢失的字；请重新键入这个字，文本文件请另存为“CSV UTF-8”",
        f"a sign (U+{ord(sign):04X}) stands in the name where a character seems to be lost; type the character again, "
        "and save text files as CSV UTF-8",
    )


def _says_nothing(text: str) -> Text | None:
    if _DITTO.fullmatch(text):
        return Text(
            f"“{text}”没有写明内容，每行单独读取；请写出完整内容",
            "a ditto mark says nothing, each row is read by itself; write what is meant",
        )
    if _NULL.fullmatch(text):
        return Text(
            f"“{text}”是程序导出的空值；请留空，或填写内容",
            f"{text} is what programs write for nothing; leave it blank, or write what is meant",
        )
    return None


def names_nothing(text: str, *, needed: bool) -> Text | None:
    """Why what stands in the place of a name is none."""
    if not _NO_NAME.fullmatch(unicodedata.normalize("NFKC", text)) and not _NO_NAME.fullmatch(text):
        return None
    if needed:
        return Text(f"“{text}”不是名称，请填写", f"{text} names nothing; write what is meant")
    return Text(f"“{text}”不是名称；没有请留空", f"{text} names nothing; leave it blank where there is none")


def _controls(char: str) -> bool:
    """Whether a character is one that no text holds: what acts, and what shows nothing and was not left out."""
    return unicodedata.category(char) in ("Cc", "Cf", "Cs") and char not in _KEPT_CONTROLS


def _read_otherwise(text: str) -> bool:
    """Whether it is UTF-8 that was read as GB 18030: as a whole, and too much of it for chance."""
    try:
        before = text.encode("gb18030").decode("utf-8")
    except UnicodeError:
        return False
    return len(_IDEOGRAPHS.findall(before)) >= _FOUR
