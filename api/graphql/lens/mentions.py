"""Codes inside words: what somebody wrote names another node only to those who may see that node.

1. The form decides what is a code: an entry's by the guide, a licence's identifier, a citizen's number, our global ids.
2. Each is looked up through the asker's scope, together with the others of the request; what he may not see, and what
   is not there, reads `***` alike: nobody learns from a text which codes exist.
3. What an entry publishes of itself is its department's decision and is not read here.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import Any, Final

import strawberry

from api.graphql.lens.ids import parsed
from api.graphql.lens.nodes import loaded
from api.graphql.lens.registration import LENSES
from graph.codes.identifier import ROOT
from graph.errors import Malformed
from graph.schema.nodes import HOLDER, LICENSE, RESOURCE
from graph.store.edges import by_column, by_id

HIDDEN: Final = "***"
"""What stands for a code that is not shown."""
MASKED_CODES: Final = "a code reads `***` where you may not see what it stands for"
"""What the description of such words says."""

MENTIONS: Final = re.compile(
    r"(?<![A-Za-z0-9])(?:"
    rf"(?P<identifier>(?:{re.escape(ROOT)}\.)?[0-9A-Za-z]{{21}}\.[0-9A-Za-z]{{6,18}}\.[0-9A-Za-z-]+\.\d{{3}}\.[0-9A-Za-z])"
    r"|(?P<citizen>\d{17}[0-9Xx](?![A-Za-z0-9_/-]))"
    r"|(?P<entry>\d{6}[A-Za-z0-9_-]*/[A-Za-z0-9_/-]+)"
    r"|(?P<id>[A-Za-z0-9_-]{8,})"
    r")"
)

_ENTRIES: Final = by_id(RESOURCE)
_LICENSES: Final = by_column(LICENSE, "identifier")
_HOLDERS: Final = by_column(HOLDER, "codeHash")


def words_column(name: str, description: str) -> Any:
    """Publish a column of words as far as the asker may read them.

    Args:
        name: The column, in snake case.
        description: The field's.
    """

    async def resolve(self: Any, info: strawberry.Info) -> str | None:
        words: str | None = getattr(self, name)
        return words and await shown_words(info, words)

    return strawberry.field(resolver=resolve, description=description, metadata={"told": (name,), "reads": (name,)})


async def shown_words(info: strawberry.Info, words: str) -> str:
    """Words as the asker may read them."""
    found = list(MENTIONS.finditer(words))
    seen = await asyncio.gather(*(_LOOKED_UP[each.lastgroup or ""](info, each.group()) for each in found))
    shown = iter(seen)
    return MENTIONS.sub(lambda each: each.group() if next(shown) else HIDDEN, words)


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
    hashed = info.context.backend.personal.lookup(number.upper())
    row: Awaitable[Any] = info.context.load(_HOLDERS, hashed)
    return row


async def _id(info: strawberry.Info, text: str) -> Any:
    """The node of a global id; a word that is none is a word."""
    try:
        label, identity = parsed(text)
    except Malformed:
        return text
    return await loaded(info, label, identity) if label in LENSES else text


_LOOKED_UP: Final[dict[str, Callable[[strawberry.Info, str], Awaitable[Any]]]] = {
    "identifier": _identifier,
    "citizen": _citizen,
    "entry": _entry,
    "id": _id,
}
