"""What people say with a step of a case: a reason, a result, a note."""

from graph.errors import LimitExceeded, Malformed, Text
from graph.refusal_codes import Code
from graph.words.nothing import says_nothing

MAX_WORDS = 2000
"""Characters of what is said with a step."""


def stated(words: str, field: str = "words") -> str:
    """Words that have to be there.

    Args:
        words: As they were given.
        field: Where in the input they stand.

    Raises:
        Malformed: `WORDS_REQUIRED`.
        LimitExceeded: `WORDS_TOO_LONG`.
    """
    text = noted(words, field)
    if not text:
        value = words.strip()[:64]
        raise Malformed(Text("请说明内容", "say it in words"), code=Code.WORDS_REQUIRED, path=(field,), value=value)
    return text


def noted(words: str, field: str = "words") -> str:
    """The words of a note, which may be none: a hyphen or a word for nothing (无、暂无、/) says nothing, as in tables.

    Raises:
        LimitExceeded: `WORDS_TOO_LONG`.
    """
    text = words.strip()
    if len(text) > MAX_WORDS:
        raise LimitExceeded(
            Text(f"内容不超过{MAX_WORDS}个字符，现为{len(text)}个", f"at most {MAX_WORDS} characters, not {len(text)}"),
            code=Code.WORDS_TOO_LONG,
            path=(field,),
            limit=f"{MAX_WORDS} characters",
        )
    return "" if text and says_nothing(text) else text
