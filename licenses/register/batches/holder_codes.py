"""Kinds of holders' codes (持证主体代码类型, GB/T 36903 annex A): as people write them, and as the code itself tells.

A code of 18 places tells its kind by who holds licences of the type; where persons and organisations do, by its check
character, which has to be right for one of the two only.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from graph.codes.citizen import check_citizen_id
from graph.codes.uscc import check_uscc
from graph.words.licensing import HOLDER_CODE_TYPES, HolderCategory

CITIZEN, CREDIT = "111", "001"
_LENGTH = 18
_ALSO: Mapping[str, str] = {
    "身份证": CITIZEN, "居民身份证": CITIZEN, "公民身份证": CITIZEN, "身份证号": CITIZEN, "身份证号码": CITIZEN,
    "居民身份证号码": CITIZEN, "公民身份证号码": CITIZEN, "社会信用代码": CREDIT, "信用代码": CREDIT,
    "统一社会信用代码证": CREDIT, "护照": "414", "普通护照": "414", "台胞证": "511", "台湾通行证": "511",
    "回乡证": "516", "港澳通行证": "516", "港澳居民往来内地通行证": "516", "台湾居民往来大陆通行证": "511",
    "军官": "114", "士兵": "118",
}  # fmt: skip
_KNOWN: Mapping[str, str] = {
    **_ALSO,
    **{word: code for code, word in HOLDER_CODE_TYPES.items()},
    **{code: code for code in HOLDER_CODE_TYPES},
    **{code.lstrip("0"): code for code in HOLDER_CODE_TYPES},
}
"""By every way to write it; a spreadsheet makes 1 of 001, and no other kind is meant by it."""


def code_type_of(word: str) -> str | None:
    """The kind that a word or a code of annex A stands for; None where it is none of them."""
    plain = "".join(unicodedata.normalize("NFKC", word).split())
    head = plain.partition("-")[0].partition("(")[0]
    return _KNOWN.get(plain) or _KNOWN.get(head)


def told_by(code: str, category: HolderCategory) -> str | None:
    """The kind of a code of which nobody says it; None where it does not tell.

    Args:
        code: As it is read: half-width, in capitals.
        category: Who holds licences of the type.
    """
    if len(code) != _LENGTH:
        return None
    match category:
        case HolderCategory.PERSON:
            return CITIZEN if code[:-1].isdigit() else None
        case HolderCategory.ORGANISATION:
            return CREDIT
        case HolderCategory.MIXED:
            citizen, credit = check_citizen_id(code).value is not None, check_uscc(code).right
            if citizen == credit:
                return None
            return CITIZEN if citizen else CREDIT
