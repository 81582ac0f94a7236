"""What somebody writes on an attestation himself: the purpose (用途) for which he asks, and an identifier.

* A purpose is printed as it was written. So it has at least a letter and at most two hundred, every one of which the
  font has; nothing in it acts, and it stands on one line.
* An identifier is printed and kept, also one with a slip in it: that it cannot be one is an answer too. What does not
  even begin as one may be anything, above all the number of a person, and is refused.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from graph.codes.typed_identifier import check_typed_identifier, parse_typed_identifier
from graph.errors import Malformed, Text, printable
from graph.refusal_codes import Code
from licenses.paper.lettering import undrawable

MOST_LETTERS: Final = 200
FIELD: Final = "purpose"
IDENTIFIER_FIELD: Final = "identifier"
_BEGINNING: Final = "1.2.156."


def purpose_of(written: str | None) -> str:
    """The purpose as it is printed: in composed letters, without blanks around it.

    Raises:
        Malformed: `PURPOSE_REQUIRED`; `PURPOSE_TOO_LONG`; `PURPOSE_CONTROL_CHARACTER`, a letter acts or shows nothing;
            or `MISSING_GLYPH`, a letter cannot be printed.
    """
    purpose = unicodedata.normalize("NFC", written or "").strip(" \u3000")
    if not purpose:
        raise _malformed(Code.PURPOSE_REQUIRED, None, "请写明核验用途", "say for what purpose you ask")
    if len(purpose) > MOST_LETTERS:
        raise _malformed(
            Code.PURPOSE_TOO_LONG,
            str(len(purpose)),
            f"核验用途不得超过 {MOST_LETTERS} 字，现有 {len(purpose)} 字",
            f"a purpose has at most {MOST_LETTERS} letters, this one has {len(purpose)}",
            f"{MOST_LETTERS} letters",
        )
    for letter in purpose:
        if printable(letter) != letter:
            code = f"U+{ord(letter):04X}"
            raise _malformed(
                Code.PURPOSE_CONTROL_CHARACTER,
                code,
                f"核验用途中有控制字符（{code}），请删去",
                f"the purpose has a control character ({code}); take it out",
            )
    for each in undrawable(purpose):
        raise _malformed(
            Code.MISSING_GLYPH,
            each.letter,
            f"用途中的“{each.letter}”（U+{ord(each.letter):04X}）不能打印：{each.why.zh}",
            f"U+{ord(each.letter):04X} of the purpose cannot be printed: {each.why.en}",
        )
    return purpose


def identifier_of(typed: str) -> str:
    """The identifier as it was typed.

    Raises:
        Malformed: `IDENTIFIER_…`; it does not even begin as one.
    """
    if not check_typed_identifier(typed).text.startswith(_BEGINNING):
        parse_typed_identifier(typed, (IDENTIFIER_FIELD,))
    return typed


def _malformed(code: Code, value: str | None, zh: str, en: str, limit: str | None = None) -> Malformed:
    return Malformed(Text(zh, en), code=code, path=(FIELD,), value=value, limit=limit)
