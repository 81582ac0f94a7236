"""What everybody may see holds no citizen identity number: it is refused where it is handed in.

* Words that the catalogue publishes, and every code by which something is known or pointed to: codes stand in the store
  and in its journal as they are, and in every answer.
* A unified social credit code that is right is no number of a person, though its figures alone would make one of a
  division that there is not; nor is the code of a licence type, which begins with one. Such codes stand in columns of
  capitals, and are known there only.
* What is encrypted may hold one. So may a holder's code, and a subject's name, which is sealed (`store.subjects`).
"""

from __future__ import annotations

import re
from typing import Final

from graph.codes.citizen import LENGTH, RULE, mask_citizen_id
from graph.codes.division import check_division, existed_in
from graph.codes.quoted import NumberOf, Quoted, citizen_ids, masked, of_persons
from graph.codes.uscc import check_uscc
from graph.errors import Malformed, Refusal, Text
from graph.refusal_codes import Code

MASK = "***"
"""What a refusal says in the place of the number."""
_SHOWN = 40
_WORDS: Final = Text(
    "含有公民身份号码，而目录文字对外公布；请删去号码",
    "holds a citizen identity number, and the catalogue is published: take it out",
)
_CODE: Final = Text(
    "含有公民身份号码，而代码人人可见；请改用不含号码的代码，如部门简称加序号",
    "holds a citizen identity number, and everybody sees codes: give it a code without one, as letters and a count",
)
_CREDIT: Final = re.compile(r"(.{18})(?:\d{3})?", re.DOTALL)
"""The code of an organisation, or of a licence type that it has defined."""


def without_ids(words: str) -> str:
    """Words with a mask in the place of each number that says who somebody is."""
    return masked(words, {NumberOf.CITIZEN: MASK, NumberOf.PAPER: MASK})


def masked_in(text: Text) -> Text:
    """A sentence in both languages with such masks."""
    return Text(without_ids(text.zh), without_ids(text.en))


def masking(refusal: Refusal) -> Refusal:
    """The same refusal, which says no number again."""
    refusal.message = masked_in(refusal.message)
    refusal.value = refusal.value and without_ids(refusal.value)
    refusal.path = tuple(map(without_ids, refusal.path))
    return refusal


def recognised(words: str | None) -> str | None:
    """Words as they are said back to who has written them: of an ID number its division and last place stay."""
    if not words:
        return words
    parts, end = list[str](), 0
    for each in of_persons(words):
        whole = len(each.text) == LENGTH and each.kind is NumberOf.CITIZEN
        parts += (words[end : each.start], mask_citizen_id(each.text) if whole else MASK)
        end = each.end
    return "".join((*parts, words[end:]))


def recognised_in(text: Text) -> Text:
    """The same of a sentence in both languages."""
    return Text(recognised(text.zh) or "", recognised(text.en) or "")


def with_citizen_id(words: str, path: tuple[str, ...]) -> Malformed | None:
    """The refusal of words in which a citizen identity number stands; None where none does."""
    return _refused(words, path, _WORDS) if citizen_ids(words) else None


def code_with_citizen_id(code: str, path: tuple[str, ...], *, capitals: bool = False) -> Malformed | None:
    """The refusal of a code in which a citizen identity number stands; None where none does.

    Args:
        code: As it was written: what parts it, too.
        path: Where it stands.
        capitals: Whether an organisation's code may stand there.
    """
    found = citizen_ids(code)
    if not found or (capitals and not any(map(_is_of_a_division, found)) and _is_credit_code(code)):
        return None
    return _refused(code, path, _CODE)


def _refused(text: str, path: tuple[str, ...], why: Text) -> Malformed:
    shown = without_ids(text)[:_SHOWN]
    return Malformed(why, code=Code.CITIZEN_ID_PUBLISHED, rules=(RULE,), path=path, value=shown)


def _is_of_a_division(found: Quoted) -> bool:
    """Whether a number begins with a division of its year of birth; one of fifteen places always does."""
    return len(found.text) != LENGTH or existed_in(found.text[:6], int(found.text[6:10]))


def _is_credit_code(code: str) -> bool:
    """Whether it is a right unified social credit code, of a division that there is or was, or begins with one."""
    found = _CREDIT.fullmatch(code)
    report = None if found is None else check_uscc(found[1])
    return (
        report is not None
        and report.right
        and report.value is not None
        and (check_division(report.value.division).right)
    )


def refuse_citizen_id(words: str, *path: str) -> None:
    """Refuse words in which a citizen identity number stands.

    Raises:
        Malformed: `CITIZEN_ID_PUBLISHED`, with the words, masked.
    """
    refused = with_citizen_id(words, path)
    if refused is not None:
        raise refused
