"""The lists of a catalogue, handed out to whoever may see them: as a text file that flows, or as one workbook.

* What a list holds says `entries.lists`; the form is that of entries, so that an import reads it again and finds it
  unchanged.
* Who takes a list, and which, stands in the journal before its first byte; of nobody known nothing could stand there.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from graph.errors import Forbidden, LimitExceeded, Text
from graph.office.actor import Actor
from graph.office.sheets.filled import ROWS, Filling, Format
from graph.office.sheets.flowing import flowing
from graph.refusal_codes import Code
from graph.store import journal
from graph.store.view import View
from graph.subjects.entries import sheet
from graph.subjects.entries.lists import Listed, begun, entries_listed
from graph.words.people import Role

TAKEN = "LIST_TAKEN"
"""The act in the journal (取用清单)."""


async def taken(view: View, actor: Actor, listed: Listed, form: Format) -> AsyncIterator[bytes]:
    """A list as a file, given piece by piece.

    Raises:
        Forbidden: `ROLE_REQUIRED`; nobody known asks.
        Malformed: `UNKNOWN_CODE`; there is no such department.
        LimitExceeded: It is longer than a workbook that an import takes.
    """
    if actor.principal.role is Role.PUBLIC:
        raise _nobody()
    await begun(view, listed)
    if form is Format.XLSX:
        whole = await _workbook(view, listed)
        await view.store.write(lambda unit: journal.record(unit, actor.deed(TAKEN, listed.about)))
        return _once(whole)
    await view.store.write(lambda unit: journal.record(unit, actor.deed(TAKEN, listed.about)))
    return flowing(sheet.ENTRIES, entries_listed(view, listed))


async def _workbook(view: View, listed: Listed) -> bytes:
    filling = Filling(sheet.ENTRIES, Format.XLSX)
    async for page in entries_listed(view, listed):
        for value in page:
            if filling.add(value) is not None:
                raise _too_long()
    return await asyncio.to_thread(filling.last().content)


async def _once(content: bytes) -> AsyncIterator[bytes]:
    yield content


def _nobody() -> Forbidden:
    return Forbidden(
        Text("取用清单须注明身份：请附令牌", "whoever takes a list says who it is: send a token"),
        code=Code.ROLE_REQUIRED,
        path=("authorization",),
        value=Role.PUBLIC.name,
    )


def _too_long() -> LimitExceeded:
    return LimitExceeded(
        Text(
            f"清单超过{ROWS}行，放不进一个工作簿：请取 .csv，或用 of 限定部门",
            f"the list is longer than {ROWS} rows of a workbook: take the .csv, or name a department by `of`",
        ),
        code=Code.LIMIT_EXCEEDED,
        path=("form",),
        value=Format.XLSX.value,
        limit=str(ROWS),
    )
