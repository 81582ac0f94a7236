"""What is wrong with an order, as refusals: each names its field, its value and its rule."""

from __future__ import annotations

import re
from typing import Final

from graph.errors import LimitExceeded, Malformed, Refusal, Text, printable
from graph.office.published import without_ids
from graph.refusal_codes import Code
from graph.words.letters import broken, radical_in, sign_in_place
from licenses.register.starred import starred

STANDARD = "GB-36903"
LONGEST_NAME = 200
"""Characters of a holder's name."""
LONGEST_CODE = 40
LONGEST_VALUE = 10_000
"""Characters of a face field; no page holds as many."""
LONGEST_REASON = 500
MOST_WORDS = 500
"""Characters of a reason, and of where data come from."""
_SHOWN = 64
_DOTS: Final = re.compile(r"(?<=[\u3400-\u9fff])[•‧∙・･．.●](?=[\u3400-\u9fff])")
"""Signs that people type for the dot within a name."""
_NO_PERSON: Final = re.compile(r"\d|[、，,;；/]|  |曾用名|原名")
"""What stands in no name of a person."""
_IDEOGRAPH: Final = r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_GAP: Final = re.compile(rf"(?<={_IDEOGRAPH}) +(?={_IDEOGRAPH})")
"""A blank between two ideographs, as sheets have it to make names as long as others."""
_WIDE = frozenset(chr(code + 0xFEE0) for code in range(0x21, 0x7F) if chr(code).isalnum())


def malformed(
    code: Code, path: tuple[str, ...], value: str | None, zh: str, en: str, *rules: str, limit: str | None = None
) -> Malformed:
    """A refusal; of a long value its beginning, and no identity number is repeated."""
    shown = None if value is None else without_ids(value[: 4 * _SHOWN])[:_SHOWN]
    return Malformed(Text(zh, en), code=code, rules=rules, path=path, value=shown, limit=limit)


def fault_of_written(text: str, path: tuple[str, ...], shown: str | None = None) -> Refusal | None:
    """That a text is written otherwise than it is read: with blanks at its ends, or letters and figures in full width.

    Two that people read as one are one; signs of Chinese texts have no other width.

    Args:
        text: The text.
        path: Where it stands.
        shown: What is said again of it, where it tells of a person.
    """
    blank = text != text.strip() or any(letter != " " and letter.isspace() for letter in text)
    if not blank and not any(letter in _WIDE for letter in text):
        return None
    return malformed(
        Code.WRITTEN_OTHERWISE, path, text if shown is None else shown,
        "首尾不得有空格，中间不得有全角空格或换行，字母、数字不得用全角",
        "no blanks at its ends, no blank in full width and no line break within, no letters or figures in full width",
        STANDARD,
    )  # fmt: skip


def fault_of_words(text: str, most: int, path: tuple[str, ...], *, lines: bool = False) -> Refusal | None:
    """What is wrong with a text as such: too many characters, or one that acts and shows nothing."""
    if len(text) > most:
        return LimitExceeded(
            Text(f"不超过{most}个字符", f"at most {most} characters"),
            code=Code.WORDS_TOO_LONG, rules=(STANDARD,), path=path, value=f"{len(text)} characters",
            limit=f"{most} characters",
        )  # fmt: skip
    plain = text.replace("\n", "") if lines else text
    if printable(plain) != plain:
        return malformed(
            Code.WORDS_CONTROL_CHARACTER, path, next(f"U+{ord(one):04X}" for one in plain if printable(one) != one),
            "含有控制字符或不可见字符", "holds a control character, or one that shows nothing", STANDARD,
        )  # fmt: skip
    return _fault_of_letters(text, path)


def fault_of_name(name: str, path: tuple[str, ...], *, person: bool, chinese: bool) -> Refusal | None:
    """What no name has: a sign in the place of a character; of a person, figures, other dots, or two names in one.

    Args:
        name: The name.
        path: Where it stands.
        person: Whether a citizen bears it.
        chinese: Whether somebody bears it whose documents are Chinese: between its ideographs are no blanks.
    """
    sign = sign_in_place(name)
    if sign is not None:
        return malformed(
            Code.CHARACTERS_DOUBTFUL, path, sign,
            f"名称中的“{sign}”像是丢失的字，请填写这个字；“〇”请用 U+3007",
            f"U+{ord(sign):04X} stands where a character seems to be lost; write it, and for a zero U+3007", STANDARD,
        )  # fmt: skip
    if not any(map(str.isalnum, name)):
        return malformed(
            Code.HOLDER_MISSING, path, name, "名称中没有文字", "there are no letters in the name", STANDARD
        )
    if chinese and _GAP.search(name) is not None:
        return malformed(
            Code.WRITTEN_OTHERWISE, path, starred(name) if person else name,
            "姓名中的汉字之间不得有空格；请删去空格", "no blanks stand between the ideographs of a name: delete them",
            STANDARD,
        )  # fmt: skip
    if not person:
        return None
    dot = _DOTS.search(name)
    if dot is not None:
        return malformed(
            Code.WRITTEN_OTHERWISE, path, dot[0],
            "姓名中的间隔号请用“·”（U+00B7）", "the dot between the parts of a name is U+00B7", STANDARD,
        )  # fmt: skip
    strange = _NO_PERSON.search(name)
    if strange is not None:
        return malformed(
            Code.WRITTEN_OTHERWISE, path, strange[0],
            "姓名中不得有数字、顿号、逗号、连续空格或曾用名；一人一名",
            "a person's name has no figures, no commas and no two blanks in a row, and is one name", STANDARD,
        )  # fmt: skip
    return None


def _fault_of_letters(text: str, path: tuple[str, ...]) -> Refusal | None:
    if broken(text):
        return malformed(
            Code.CHARACTERS_DOUBTFUL, path, starred(text),
            "含有乱码，原文字已丢失，请重新填写", "characters of it were lost, write it again", STANDARD,
        )  # fmt: skip
    found = radical_in(text)
    if found is None:
        return None
    char, meant = found
    return malformed(
        Code.CHARACTERS_DOUBTFUL, path, char,
        f"“{char}”（U+{ord(char):04X}）是部首符号，不是汉字" + (f"，应为“{meant}”" if meant else "，请重新键入这个字"),
        f"U+{ord(char):04X} is a radical and no ideograph" + (f", write U+{ord(meant):04X}" if meant else ""), STANDARD,
    )  # fmt: skip


def unsaid(rules: tuple[str, ...] = ()) -> Malformed:
    """The refusal of a step for which no reason is given."""
    return Malformed(
        Text("请说明原因", "give a reason"), code=Code.WORDS_REQUIRED, rules=rules, path=("reason",), value=""
    )


def refuse_long(words: str, field: str, rules: tuple[str, ...] = (STANDARD,)) -> None:
    """Refuse words that are too many (`WORDS_TOO_LONG`)."""
    if len(words) > MOST_WORDS:
        raise LimitExceeded(
            Text(f"不超过{MOST_WORDS}个字符", f"at most {MOST_WORDS} characters"),
            code=Code.WORDS_TOO_LONG,
            rules=rules,
            path=(field,),
            value=f"{len(words)} characters",
            limit=f"{MOST_WORDS} characters",
        )
