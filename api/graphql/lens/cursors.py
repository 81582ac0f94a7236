"""Keyset cursors: order key, id, the order's name and a hash of the filter; a cursor of another list is refused.

A page is asked for from the beginning of a list (`first`, `after`) or from its end (`last`, `before`), never from both.
"""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import orjson

from api.graphql.lens.ids import opaque
from graph.errors import LimitExceeded, Malformed, Text
from graph.refusal_codes import Code
from graph.store.pages import Wanted

DEFAULT_FIRST = 20
MAX_FIRST = 100


def fingerprint(order: str, *parts: Any) -> str:
    """Short hash of everything that makes a list what it is."""
    return hashlib.sha256(orjson.dumps([order, *parts], default=str)).hexdigest()[:12]


def written(head: bytes, key: Any, identity: str) -> str:
    """The cursor after a row."""
    return opaque(head + orjson.dumps((key, identity))[1:])


@lru_cache
def head(order: str, mark: str) -> bytes:
    """How every cursor of a list begins."""
    return orjson.dumps([order, mark])[:-1] + b","


def read(cursor: str | None, order: str, mark: str, argument: str = "after") -> tuple[str | float, str] | None:
    """Order key and id that a cursor stands for.

    Raises:
        Malformed: `FOREIGN_CURSOR`; not a cursor, or one of another list, order or filter.
    """
    if cursor is None:
        return None
    match _decoded(cursor):
        case [was_order, was_mark, str() | int() | float() as key, str() as identity] if (
            was_order == order and was_mark == mark
        ):
            return key, identity
        case _:
            raise foreign(cursor, argument)


def foreign(cursor: str, argument: str = "after") -> Malformed:
    """What is wrong with a cursor that is none, or one of another list, order or filter."""
    return Malformed(
        Text("游标不属于这个列表、排序或筛选条件", "the cursor belongs to another list, order or filter"),
        code=Code.FOREIGN_CURSOR,
        path=(argument,),
        value=cursor[:200],
    )


def _decoded(cursor: str) -> Any:
    try:
        return orjson.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError):
        return None


@dataclass(frozen=True, slots=True)
class Span:
    """Which page is asked for, in the four arguments of Relay."""

    first: int | None = None
    after: str | None = None
    last: int | None = None
    before: str | None = None

    @property
    def backward(self) -> bool:
        """Whether it is asked for from the end of the list."""
        return self.last is not None or self.before is not None

    def wanted(self, order: str, mark: str) -> Wanted:
        """The page in one order of a list.

        Raises:
            LimitExceeded: `PAGE_SIZE`.
            Malformed: `PAGE_DIRECTION` or `FOREIGN_CURSOR`.
        """
        if self.backward:
            self._refuse_both()
            return Wanted(order, page_size(self.last, "last"), read(self.before, order, mark, "before"), backward=True)
        return Wanted(order, page_size(self.first), read(self.after, order, mark))

    def _refuse_both(self) -> None:
        said = [name for name in ("first", "after", "last", "before") if getattr(self, name) is not None]
        if self.first is not None or self.after is not None:
            raise Malformed(
                Text(
                    "first、after 与 last、before 不能同时使用",
                    "a page is asked for by first and after, or by last and before",
                ),
                code=Code.PAGE_DIRECTION,
                path=(said[-1],),
                value=", ".join(said),
            )


def page_size(asked: int | None, argument: str = "first") -> int:
    """The size of a page.

    Raises:
        LimitExceeded: Below 1 or above the maximum.
    """
    size = DEFAULT_FIRST if asked is None else asked
    if not 1 <= size <= MAX_FIRST:
        raise LimitExceeded(
            Text(f"{argument} 应在 1 至 {MAX_FIRST} 之间", f"{argument} is from 1 to {MAX_FIRST}"),
            code=Code.PAGE_SIZE,
            path=(argument,),
            value=str(size),
            limit=str(MAX_FIRST),
        )
    return size
