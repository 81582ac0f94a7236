"""Batches of departments, newest first, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final, LiteralString

from graph.errors import Malformed, Text
from graph.refusal_codes import Code
from graph.schema.nodes import LICENSE_BATCH
from graph.store.view import View
from graph.store.writing import stored
from graph.subjects.licensing.batch_rows import batch_told
from graph.words.license_batches import BatchPage

_AFTER_ALL: Final = datetime(9999, 1, 1, tzinfo=UTC)
_PAGE: LiteralString = (
    f"RETURN COLLECT {{ UNWIND $issuers AS k MATCH (b:LicenseBatch {{issuerId: k}}) WHERE {LICENSE_BATCH.sees('b')} "
    "AND (b.receivedAt < datetime($at) OR (b.receivedAt = datetime($at) AND b.id > $id)) "
    f"RETURN {LICENSE_BATCH.row('b')} ORDER BY b.receivedAt DESC, b.id LIMIT $most }}"
)


async def batches_of(view: View, issuers: Sequence[str], after: str | None, most: int) -> BatchPage:
    """Batches of some departments that the asker may see.

    Args:
        view: What he sees.
        issuers: USCCs of the departments.
        after: Behind which one, `LicenseBatch.cursor`.
        most: How many at most.

    Raises:
        Malformed: `MALFORMED_ID`; the cursor is none.
    """
    at, identity = _place(after) if after else (_AFTER_ALL, "")
    rows = await view.read(_PAGE, issuers=list(issuers), at=stored(at), id=identity, most=most + 1)
    return BatchPage.of([batch_told(row) for row in rows], most)


def _place(cursor: str) -> tuple[datetime, str]:
    at, _, identity = cursor.partition("|")
    try:
        read = datetime.fromisoformat(at)
    except ValueError:
        read = None
    if read is None or read.tzinfo is None:
        raise Malformed(
            Text("不是本系统的游标", "not a cursor of this list"),
            code=Code.MALFORMED_ID,
            path=("after",),
            value=cursor[:64],
        )
    return read, identity
