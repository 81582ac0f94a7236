"""The lists of a catalogue, handed out to whoever may see them: as a text file that flows, or as one workbook.

* What a list holds says `entries.lists`; the form is that of entries, so that an import reads it again and finds it
  unchanged. The list of demands holds requests (`sharing.lists`), and is read again by an import of these.
* Of records there are lists too (`record_lists`): they come back to be compared.
* Who takes a list, and which, stands in the journal before its first byte; of nobody known nothing could stand there.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence

from graph.errors import Forbidden, LimitExceeded, Text
from graph.office.actor import Actor
from graph.office.sheets.filled import ROWS, Filling, Format
from graph.office.sheets.flowing import flowing
from graph.office.sheets.forms import Form
from graph.refusal_codes import Code
from graph.store import journal
from graph.store.personal import PersonalData
from graph.store.view import View
from graph.subjects.entries.lists import Listed, begun, entries_listed
from graph.subjects.entries.sheet import ENTRIES
from graph.subjects.importing.record_lists import RecordsListed, records_held
from graph.subjects.sharing.lists import demands_listed
from graph.subjects.sharing.sheet import DEMANDS
from graph.words.catalogue_lists import CatalogueList
from graph.words.people import Role

TAKEN = "LIST_TAKEN"
"""The act in the journal (取用清单)."""


async def taken(
    view: View, personal: PersonalData, actor: Actor, listed: Listed | RecordsListed, form: Format
) -> AsyncIterator[bytes]:
    """A list as a file, given piece by piece.

    Args:
        view: What the asker sees.
        personal: Decrypts what is said with requests.
        actor: Who takes it.
        listed: Which.
        form: As what.

    Raises:
        Forbidden: `ROLE_REQUIRED`; nobody known asks.
        Malformed: `UNKNOWN_CODE`; there is no such department. Of records as `records_held`.
        LimitExceeded: It is longer than a workbook that an import takes.
    """
    if actor.principal.role is Role.PUBLIC:
        raise _nobody()
    columns, pages = await _held(view, personal, listed)
    if form is Format.XLSX:
        whole = await _workbook(columns, pages)
        await view.store.write(lambda unit: journal.record(unit, actor.deed(TAKEN, listed.about)))
        return _once(whole)
    await view.store.write(lambda unit: journal.record(unit, actor.deed(TAKEN, listed.about)))
    return flowing(columns, pages)


async def _held(
    view: View, personal: PersonalData, listed: Listed | RecordsListed
) -> tuple[Form, AsyncIterator[Sequence[object]]]:
    if isinstance(listed, RecordsListed):
        return records_held(view, personal, listed)
    await begun(view, listed)
    if listed.list is CatalogueList.DEMAND and listed.below is not None:
        return DEMANDS, demands_listed(view, personal, listed.below)
    return ENTRIES, entries_listed(view, listed)


async def _workbook(columns: Form, pages: AsyncIterator[Sequence[object]]) -> bytes:
    filling = Filling(columns, Format.XLSX)
    async for page in pages:
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
