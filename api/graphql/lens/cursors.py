"""Keyset cursors: order key, id, the order's name and a hash of the filter; a cursor of another list is refused."""

import base64
import binascii
import hashlib
from typing import Any

import orjson

from graph.errors import LimitExceeded, Malformed, Text
from graph.refusal_codes import Code

DEFAULT_FIRST = 20
MAX_FIRST = 100


def fingerprint(order: str, *parts: Any) -> str:
    """Short hash of everything that makes a list what it is."""
    return hashlib.sha256(orjson.dumps([order, *parts], default=str)).hexdigest()[:12]


def written(key: Any, identity: str, order: str, mark: str) -> str:
    """The cursor after a row."""
    return base64.urlsafe_b64encode(orjson.dumps([order, mark, key, identity])).decode("ascii").rstrip("=")


def read(cursor: str | None, order: str, mark: str) -> tuple[str | float, str] | None:
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
            raise Malformed(
                Text("游标不属于这个列表、排序或筛选条件", "the cursor belongs to another list, order or filter"),
                code=Code.FOREIGN_CURSOR,
                path=("after",),
                value=cursor[:200],
            )


def _decoded(cursor: str) -> Any:
    try:
        return orjson.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError):
        return None


def page_size(first: int | None) -> int:
    """The size of a page.

    Raises:
        LimitExceeded: Below 1 or above the maximum.
    """
    size = DEFAULT_FIRST if first is None else first
    if not 1 <= size <= MAX_FIRST:
        raise LimitExceeded(
            Text(f"first 应在 1 至 {MAX_FIRST} 之间", f"first is from 1 to {MAX_FIRST}"),
            code=Code.PAGE_SIZE,
            path=("first",),
            value=str(size),
            limit=str(MAX_FIRST),
        )
    return size
