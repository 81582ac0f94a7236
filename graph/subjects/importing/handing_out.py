"""What there is of a kind, handed out as files that an import reads again, and finds unchanged.

* A value is read as a batch is compared with it, and written as the form reads it: what is handed out says no more and
  no less than what is brought.
* The graph is gone through page by page in the order of ids; what is long is several files, each given when it is full.
* Who hands out a list, which, and how many values: that stands in the journal before the first file is given.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

from graph.law.access import require
from graph.law.acts import Act
from graph.office.actor import Actor
from graph.office.sheets.filled import Filled, Filling, Format
from graph.store import journal
from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.store.whole.reading import pages_of, rows_in
from graph.subjects.importing.batches import Asking
from graph.subjects.importing.table import KINDS
from graph.words.imports import Kind


@dataclass(frozen=True, slots=True)
class HandedOut:
    """One of the files of a list."""

    content: bytes
    values: int
    """What is in this file and those before it."""
    rows: int
    """The same, in rows below the names of the columns."""


async def hand_out(
    store: Store,
    personal: PersonalData,
    actor: Actor,
    kind: Kind,
    form: Format,
    tell: Callable[[int, int], None] = lambda _, __: None,
) -> AsyncIterator[HandedOut]:
    """Give the files of a list, one after the other; of a list without a value one with the names of its columns.

    Args:
        store: The graph.
        personal: Decrypts the names of people in posts.
        actor: An administrator.
        kind: Which list.
        form: As what.
        tell: Is told after each page how many values were read so far, and of how many.

    Raises:
        Forbidden: `ROLE_REQUIRED`.
    """
    require(actor.principal, Act.EXPORT, None, actor.today)
    await store.write(lambda unit: journal.record(unit, actor.deed(Act.EXPORT, kind.value)))
    listed, asking, values = KINDS[kind], Asking(store, personal, actor.today), 0
    total = await rows_in(store, listed.standing.parts)
    filling = Filling(listed.form, form, listed.standing.left_out)
    async for page in pages_of(store, listed.standing.parts):
        for value in await listed.standing.values(asking, page.rows):
            rows = filling.rows
            if (full := filling.add(value)) is not None:
                yield await _given(full, values, rows)
            values += 1
        tell(values, total)
    yield await _given(filling.last(), values, filling.rows)


async def _given(file: Filled, values: int, rows: int) -> HandedOut:
    return HandedOut(await asyncio.to_thread(file.content), values, rows)
