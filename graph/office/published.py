"""Words that the catalogue publishes hold no citizen identity number: it is refused where they are handed in.

What is a code, an id or a subject's name is none of these words, whatever figures it has (a name is sealed instead:
`store.subjects`); nor is what is encrypted.
"""

from __future__ import annotations

from graph.codes.citizen import LENGTH, mask_citizen_id
from graph.codes.quoted import NumberOf, citizen_ids, masked, of_persons
from graph.errors import Malformed, Text
from graph.refusal_codes import Code

MASK = "***"
"""What a refusal says in the place of the number."""
_SHOWN = 40
_WHY = Text(
    "含有公民身份号码，而目录文字对外公布；请删去号码",
    "holds a citizen identity number, and the catalogue is published: take it out",
)


def without_ids(words: str) -> str:
    """Words with a mask in the place of each number that says who somebody is."""
    return masked(words, {NumberOf.CITIZEN: MASK, NumberOf.PAPER: MASK})


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
    if not citizen_ids(words):
        return None
    shown = without_ids(words)[:_SHOWN]
    return Malformed(_WHY, code=Code.CITIZEN_ID_PUBLISHED, path=path, value=shown)


def refuse_citizen_id(words: str, *path: str) -> None:
    """Refuse words in which a citizen identity number stands.

    Raises:
        Malformed: `CITIZEN_ID_PUBLISHED`, with the words, masked.
    """
    refused = with_citizen_id(words, path)
    if refused is not None:
        raise refused
