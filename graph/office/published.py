"""What everybody may see holds no citizen identity number: it is refused where it is handed in.

* Words that the catalogue publishes, and every code by which something is known or pointed to: codes stand in the store
  and in its journal as they are, and in every answer.
* A unified social credit code that is right is no number of a person, though its figures alone would make one of a
  division that there is not; nor is what begins with one, as codes of licence types and of services do.
* What is encrypted may hold one. So may a holder's code, and a subject's name, which is sealed (`store.subjects`).
"""

from __future__ import annotations

from typing import Final

from graph.codes.citizen import LENGTH, RULE, mask_citizen_id
from graph.codes.division import check_division, existed_in
from graph.codes.quoted import NumberOf, Quoted, citizen_ids, masked, of_persons
from graph.codes.uscc import LENGTH as CREDIT_LENGTH
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


def code_with_citizen_id(code: str, path: tuple[str, ...]) -> Malformed | None:
    """The refusal of a code in which a citizen identity number stands; None where none does."""
    found = citizen_ids(code)
    if not found or (_begins_with_credit_code(code) and all(map(_is_of_credit_code, found))):
        return None
    return _refused(code, path, _CODE)


def _refused(text: str, path: tuple[str, ...], why: Text) -> Malformed:
    shown = without_ids(text)[:_SHOWN]
    return Malformed(why, code=Code.CITIZEN_ID_PUBLISHED, rules=(RULE,), path=path, value=shown)


def _is_of_credit_code(found: Quoted) -> bool:
    """Whether figures begin within the credit code, and with no division of the year of birth that they spell."""
    number = found.text
    return found.start < CREDIT_LENGTH and len(number) == LENGTH and not existed_in(number[:6], int(number[6:10]))


def _begins_with_credit_code(code: str) -> bool:
    """Whether it begins with a right unified social credit code of a division that there is or was."""
    report = check_uscc(code[:CREDIT_LENGTH])
    return report.right and report.value is not None and check_division(report.value.division).right


def refuse_citizen_id(words: str, *path: str) -> None:
    """Refuse words in which a citizen identity number stands.

    Raises:
        Malformed: `CITIZEN_ID_PUBLISHED`, with the words, masked.
    """
    refused = with_citizen_id(words, path)
    if refused is not None:
        raise refused
