"""Words that the catalogue publishes hold no citizen identity number: it is refused where they are handed in.

What is a code, an id or a subject's name is none of these words, whatever figures it has (a name is sealed instead:
`store.subjects`); nor is what is encrypted.
"""

from __future__ import annotations

from graph.codes.quoted import NumberOf, citizen_ids, masked
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
