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
from graph.errors import Text, quoted
from graph.office.sheets.cleaned import plain, turns
from graph.office.sheets.written import ERRORS
from graph.refusal_codes import Code
from graph.words.letters import acting_in, broken, private_in, radical_in, sign_in_place
from graph.words.nothing import NOTHING, says_nothing

SAMPLE: Final = "示例："
"""How the cells of a template's sample row begin."""
_SAMPLE: Final = plain(SAMPLE)

_DITTO: Final = re.compile(r"同上|同前|同左|〃+|″|[\"'“”]{2}")
_NULL: Final = re.compile(r"null|<null>|\(null\)|none|nan|undefined|\\n", re.IGNORECASE)
"""What databases and programs write for nothing."""
_STRANGE: Final = re.compile(r"[^!-~]|[\"'`,;<>|\\]")
"""What is no part of a code."""
_TELEPHONE: Final = re.compile(r"(?:\d|[-+()*#/;,、 –—―]|转|或|分机|ext\.?|x)+", re.IGNORECASE)
_SWITCHES: Final = frozenset(("TRUE", "FALSE", "True", "False", "true", "false"))
_TWO: Final = 2
_SHOWN: Final = 40
"""Characters of a name that a sentence repeats."""


def refused_words(text: str, *, needed: bool) -> tuple[Code, Text] | None:
    """Why a text is not taken as it stands, whatever it is; `needed`: whether its cell may not be empty."""
    if text in ERRORS:
        return Code.CELL_ERROR, Text(f"公式没有结果：{text}", f"a formula has no value: {text}")
    if acting_in(text):
        return Code.CONTROL_CHARACTER, Text("含有控制字符", "holds a control character")
    if text[0] == SAMPLE[0] and plain(text[:4]).startswith(_SAMPLE):
        return Code.SAMPLE_LEFT, Text(
            f"“{text[:40]}”是模板的示例内容；请改写或删除", f"{text[:40]} is the template's sample; replace it"
        )
    if (doubt := _doubted(text)) is not None:
        return Code.CHARACTERS_DOUBTFUL, doubt
    if (nothing := _says_nothing(text, needed=needed)) is not None:
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


def says_a_switch(text: str) -> Text | None:
    """Why a text is none: it is what a spreadsheet makes of a word that it takes for yes or no."""
    if text not in _SWITCHES:
        return None
    return Text(
        f"“{text}”是电子表格的逻辑值，不是文字；请先把该列设为文本格式，再重新填写",
        f"{text} is a spreadsheet's yes or no and no text; format the column as text, then type it again",
    )


def strange_in_code(code: str) -> Text | None:
    """Which character of a code none has: it looks like another one, or parts codes where several stand."""
    found = _STRANGE.search(code)
    if found is None:
        if not code or (any(map(str.isalnum, code)) and not NOTHING.fullmatch(code)):
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
    if broken(text):
        return Text(
            f"“{text[:40]}”含有乱码，原文字已丢失；请用原文件重新填写，文本文件请另存为“CSV UTF-8”",
            f"{text[:40]} holds characters that were lost when the file was written; type them again from the "
            "original, and save text files as CSV UTF-8",
        )
    if (found := radical_in(text)) is not None:
        char, meant = found
        number = f"U+{ord(char):04X}"
        return Text(
            f"“{char}”（{number}）是部首符号，不是汉字"
            + (f"，应为“{meant}”；请改写" if meant else "；请重新键入这个字"),
            f"{number} is a radical and no ideograph, as copies from PDF have it; "
            + (f"write U+{ord(meant):04X}" if meant else "type the character again"),
        )
    if (private := private_in(text)) is not None:
        number = f"U+{ord(private):04X}"
        return Text(
            f"含有自造字 {number}，别处看到的不是同一个字；请改用标准编码的字",
            f"{number} is a private character, which others see as something else; write the official one",
        )
    return None


def _lost(text: str) -> Text | None:
    sign = sign_in_place(text)
    if sign is None:
        return None
    return Text(
        f"“{text[:40]}”中的“{sign}”像是存盘时丢失的字；请重新键入这个字，文本文件请另存为“CSV UTF-8”",
        f"a sign (U+{ord(sign):04X}) stands in the name where a character seems to be lost; type the character again, "
        "and save text files as CSV UTF-8",
    )


def _says_nothing(text: str, *, needed: bool) -> Text | None:
    if _DITTO.fullmatch(text):
        return Text(
            f"“{text}”没有写明内容，每行单独读取；请写出完整内容",
            "a ditto mark says nothing, each row is read by itself; write what is meant",
        )
    if _NULL.fullmatch(text) and needed:
        return Text(
            f"“{text}”是程序导出的空值；请填写内容", f"{text} is what programs write for nothing; write what is meant"
        )
    if _NULL.fullmatch(text):
        return Text(
            f"“{text}”是程序导出的空值；请留空，或填写内容",
            f"{text} is what programs write for nothing; leave it blank, or write what is meant",
        )
    return None


def names_nothing(text: str, *, needed: bool) -> Text | None:
    """Why what stands in the place of a name is none."""
    if not says_nothing(text):
        return None
    shown = quoted(text, _SHOWN)
    if needed:
        return Text(f"“{shown}”不是名称，请填写", f"{shown} names nothing; write what is meant")
    return Text(f"“{shown}”不是名称；没有请留空", f"{shown} names nothing; leave it blank where there is none")
