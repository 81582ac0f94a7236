"""Codes inside words: what somebody wrote names another node only to those who may see that node.

1. The form decides what is a code: an entry's by the guide, a licence's identifier, a citizen's number, our global ids.
   What stands next to a code, and full-width writing, hide none; days, telephone numbers and words stay as they are.
   A citizen's number is also found however it is written, and a passport's beside its word (`graph.codes.quoted`).
2. Each is looked up through the asker's scope, together with the others of the request; what he may not see, and what
   is not there, reads `***` alike: nobody learns from a text which codes exist.
3. What an entry publishes of itself is its department's decision and is not read here.
"""

from __future__ import annotations

import asyncio
import base64
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

import strawberry

from api.graphql.lens.ids import parsed
from api.graphql.lens.nodes import loaded
from api.graphql.lens.registration import LENSES, computed, told
from graph.codes.citizen import check_citizen_id
from graph.codes.division import existed_in
from graph.codes.entry import check_entry_code
from graph.codes.identifier import ROOT
from graph.codes.quoted import FIRST_BIRTH, half_width, of_persons
from graph.errors import Malformed
from graph.refusal_codes import Code
from graph.schema.nodes import HOLDER, LICENSE, RESOURCE
from graph.store.edges import by_column, by_id
from graph.words.withheld import withheld

HIDDEN: Final = "***"
"""What stands for a code that is not shown."""
MASKED_CODES: Final = "a code reads `***` where you may not see what it stands for"
"""What the description of such words says."""
NOT_FOR_ALL: Final = "null where only those read them who see the holder"
"""What that of words says which are withheld."""
HOW_LONG: Final = (
    "Bytes (UTF-8) of words that are there and that you may not read; null where you read them, or there are none "
    "({}不予显示的字节数)."
)
"""What the description of their length says."""

_IDENTIFIER: Final = re.compile(
    rf"(?:{re.escape(ROOT)}\.)?[0-9A-Za-z]{{21}}\.[0-9A-Za-z]{{6,18}}\.[0-9A-Za-z-]+\.[0-9]{{3}}\.[0-9A-Za-z]"
)
_CITIZEN: Final = re.compile(r"(?<![0-9])[0-9]{6}\s{0,2}[0-9]{8}\s{0,2}[0-9]{3}[0-9Xx](?![0-9])")
_ENTRY: Final = re.compile(
    r"(?<![0-9])"
    r"(?!(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?![0-9]))"  # a day
    r"(?!1[3-9][0-9]{9}(?![0-9]))"  # a mobile number
    r"[1-3](?:[0-9]{8,}+|[0-9]{6,7}(?=[0-9A-Za-z_-]*+[ \t]?/[ \t]?0[0-9]{2}))"  # a short one has a padded sequence
    r"[0-9A-Za-z]*+(?:[_-]++[0-9A-Za-z]++)*+[ \t]?/[ \t]?[0-9A-Za-z]+(?:[_-]+[0-9A-Za-z]+)*"
)
_ENTRIES: Final = by_id(RESOURCE)
_LICENSES: Final = by_column(LICENSE, "identifier")
_HOLDERS: Final = by_column(HOLDER, "codeHash")


@dataclass(frozen=True, slots=True)
class Mention:
    """A code inside words."""

    start: int
    end: int
    code: str = field(repr=False)
    """As it is looked up: half-width, without blanks."""
    look_up: Callable[[strawberry.Info, str], Awaitable[Any]]


def words_column(name: str, description: str, of: str = "") -> Any:
    """Publish a column of words as far as the asker may read them.

    Args:
        name: The column, in snake case.
        description: The field's.
        of: As what the words are encrypted, `Objection.result`; empty = they are the catalogue's, and in the clear.
    """

    async def shown(info: strawberry.Info, words: str | None) -> str | None:
        if withheld(words) is not None:
            return None
        plain = info.context.backend.personal.shown(words, of) if of else words
        return plain and await shown_words(info, plain)

    shown.__doc__ = description
    return told(name)(shown)


def withheld_column(name: str, of: str) -> Any:
    """Publish how long the words of a column are that the asker may not read.

    Args:
        name: The column, in snake case.
        of: What its words are called in Chinese.
    """
    return computed(name)(_documented(of))


def _documented(of: str) -> Callable[[str | None], int | None]:
    def length(words: str | None) -> int | None:
        return withheld(words)

    length.__doc__ = HOW_LONG.format(of)
    return length


async def shown_words(info: strawberry.Info, words: str) -> str:
    """Words as the asker may read them."""
    found = mentions(words)
    seen = await asyncio.gather(*(each.look_up(info, each.code) for each in found))
    parts, end = [], 0
    for each, row in zip(found, seen, strict=True):
        parts += [words[end : each.start], words[each.start : each.end] if row else HIDDEN]
        end = each.end
    return "".join((*parts, words[end:]))


def mentions(words: str) -> list[Mention]:
    """The codes inside words in order, whatever stands next to them; none lies in another."""
    left = half_width(words)
    found: list[Mention] = []
    for pattern, is_one, look_up in _kinds():
        if pattern is _CITIZEN:  # before those that are written in one and have a wrong check character
            right = of_persons(words)
            found += [Mention(each.start, each.end, each.text, _citizen) for each in right]
            for number in right:
                left = f"{left[: number.start]}{' ' * (number.end - number.start)}{left[number.end :]}"
        matches = [each for each in pattern.finditer(left) if is_one(each.group())]
        found += [Mention(*each.span(), "".join(each.group().split()), look_up) for each in matches]
        for each in matches:
            left = f"{left[: each.start()]}{' ' * len(each.group())}{left[each.end() :]}"
    return sorted(found, key=lambda each: each.start)


async def seen_entries(info: strawberry.Info, codes: list[str]) -> list[str]:
    """Those of some entries that the asker may see."""
    rows = await asyncio.gather(*(_entry(info, code) for code in codes))
    return [code for code, row in zip(codes, rows, strict=True) if row is not None]


def _entry(info: strawberry.Info, code: str) -> Awaitable[Any]:
    row: Awaitable[Any] = info.context.load(_ENTRIES, code)
    return row


def _identifier(info: strawberry.Info, identifier: str) -> Awaitable[Any]:
    whole = identifier if identifier.startswith(ROOT) else f"{ROOT}.{identifier}"
    row: Awaitable[Any] = info.context.load(_LICENSES, whole.upper())
    return row


def _citizen(info: strawberry.Info, number: str) -> Awaitable[Any]:
    hashed = info.context.backend.personal.of_code(number)
    row: Awaitable[Any] = info.context.load(_HOLDERS, hashed)
    return row


async def _id(info: strawberry.Info, text: str) -> Any:
    """The node of a global id; dashes at its end may be its own, or what somebody wrote after it."""
    for each in dict.fromkeys((text, text.rstrip("-_"))):
        with suppress(Malformed):
            if (row := await loaded(info, *parsed(each))) is not None:
                return row
    return None


def _is_citizen(text: str) -> bool:
    """Whether it is a citizen's number: right, or written in one and right but for the check character."""
    number = "".join(text.split()).upper()
    report = check_citizen_id(number)
    wrong = {each.code for each in report.findings if not each.tolerable}
    if wrong - {Code.CITIZEN_ID_CHECK_DIGIT}:
        return False
    year = int(number[6:10])
    return year >= FIRST_BIRTH and (not wrong or (number == text.upper() and existed_in(number[:6], year)))


def _is_entry(text: str) -> bool:
    return check_entry_code("".join(text.split())).right


def _is_id(text: str) -> bool:
    """Whether it opens to a label of ours, and more."""
    opened = base64.urlsafe_b64decode(text[: len(text) // 4 * 4])
    return any(opened.startswith(f"{label}:".encode()) for label in LENSES)


@cache
def _kinds() -> tuple[tuple[re.Pattern[str], Callable[[str], bool], Callable[[strawberry.Info, str], Any]], ...]:
    """The kinds of codes in the order in which they are told apart; ours begin as their labels do."""
    stems = {base64.urlsafe_b64encode(label.encode()[: len(label) // 3 * 3]).decode() for label in LENSES}
    ids = re.compile(rf"(?:{'|'.join(sorted(stems, key=len, reverse=True))})[A-Za-z0-9_-]+")
    return (
        (_IDENTIFIER, bool, _identifier),
        (_CITIZEN, _is_citizen, _citizen),
        (_ENTRY, _is_entry, _entry),
        (ids, _is_id, _id),
    )
