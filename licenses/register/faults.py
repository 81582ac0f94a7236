"""What is wrong with an order, as refusals: each names its field, its value and its rule."""

from __future__ import annotations

from graph.errors import LimitExceeded, Malformed, Refusal, Text, printable
from graph.refusal_codes import Code

STANDARD = "GB-36903"
LONGEST_NAME = 200
"""Characters of a holder's name."""
LONGEST_CODE = 40
LONGEST_VALUE = 10_000
"""Characters of a face field; no page holds as many."""
LONGEST_REASON = 500
_SHOWN = 64
_WIDE = frozenset(chr(code + 0xFEE0) for code in range(0x21, 0x7F) if chr(code).isalnum())


def malformed(
    code: Code, path: tuple[str, ...], value: str | None, zh: str, en: str, *rules: str, limit: str | None = None
) -> Malformed:
    """A refusal; of a long value its beginning."""
    shown = None if value is None else value[:_SHOWN]
    return Malformed(Text(zh, en), code=code, rules=rules, path=path, value=shown, limit=limit)


def fault_of_written(text: str, path: tuple[str, ...]) -> Refusal | None:
    """That a text is written otherwise than it is read: with blanks at its ends, or letters and figures in full width.

    Two that people read as one are one; signs of Chinese texts have no other width.
    """
    blank = text != text.strip() or any(letter != " " and letter.isspace() for letter in text)
    wide = any(letter in _WIDE for letter in text)
    if not blank and not wide:
        return None
    return malformed(
        Code.WRITTEN_OTHERWISE, path, text,
        "首尾不得有空格，字母、数字不得用全角", "no blanks at its ends, no letters or figures in full width", STANDARD,
    )  # fmt: skip


def fault_of_words(text: str, most: int, path: tuple[str, ...], *, lines: bool = False) -> Refusal | None:
    """What is wrong with a text as such: too many characters, or one that acts and shows nothing."""
    if len(text) > most:
        return LimitExceeded(
            Text(f"不超过{most}个字符", f"at most {most} characters"),
            code=Code.WORDS_TOO_LONG, rules=(STANDARD,), path=path, limit=f"{most} characters",
        )  # fmt: skip
    plain = text.replace("\n", "") if lines else text
    if printable(plain) != plain:
        return malformed(
            Code.WORDS_CONTROL_CHARACTER, path, None,
            "含有控制字符或不可见字符", "holds a control character, or one that shows nothing", STANDARD,
        )  # fmt: skip
    return None
