"""The lists of a catalogue, handed out to whoever may see them: as a text file that flows, or as one workbook.

* What a list holds says `entries.lists`; the form is that of entries, so that an import reads it again and finds it
  unchanged. The list of demands holds requests (`sharing.lists`), and is read again by an import of these.
* Of records there are lists too (`record_lists`): they come back to be compared. So there are of what administrators
  bring (`table_lists`).
* Who takes a list, and which, stands in the journal before its first byte; of nobody known nothing could stand there.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import TypeAlias

from graph.errors import Forbidden, LimitExceeded, Malformed, Text
from graph.office.actor import Actor
from graph.office.sheets.filled import ROWS, Filling, Format
from graph.office.sheets.flowing import flowing
from graph.refusal_codes import Code
from graph.store import journal
from graph.store.personal import PersonalData
from graph.store.view import View
from graph.subjects.entries.lists import Listed, begun, entries_listed
from graph.subjects.entries.sheet import ENTRIES
from graph.subjects.importing.record_lists import RecordsListed, records_held
from graph.subjects.importing.table_lists import Held, TableListed, table_held
from graph.subjects.sharing.lists import demands_listed
from graph.subjects.sharing.sheet import DEMANDS
from graph.words.catalogue_lists import CatalogueList
from graph.words.imports import Kind
from graph.words.lists import AnyList
from graph.words.people import Role
from graph.words.record_lists import RecordList

AnyListed: TypeAlias = Listed | RecordsListed | TableListed
TAKEN = "LIST_TAKEN"
"""The act in the journal (取用清单)."""


def asked_for(which: AnyList, by: Mapping[str, str]) -> AnyListed:
    """Which list is asked for.

    Args:
        which: Of the catalogue, of records, or of what is brought.
        by: By what it is narrowed.

    Raises:
        Malformed: `UNKNOWN_TERM`; it is not narrowed by that.
    """
    for name in by:
        if name not in which.narrowed:
            raise _not_by(which, name, by[name])
    if isinstance(which, Kind):
        return TableListed(which)
    if isinstance(which, RecordList):
        return RecordsListed(which, by)
    return Listed(which, by.get("of") or None)


async def taken(
    view: View, personal: PersonalData, actor: Actor, listed: AnyListed, form: Format
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
    held = await _held(view, personal, listed)
    if form is Format.XLSX:
        whole = await _workbook(held)
        await view.store.write(lambda unit: journal.record(unit, actor.deed(TAKEN, listed.about)))
        return _once(whole)
    await view.store.write(lambda unit: journal.record(unit, actor.deed(TAKEN, listed.about)))
    return flowing(held.columns, held.pages, held.left_out)


async def _held(view: View, personal: PersonalData, listed: AnyListed) -> Held:
    if isinstance(listed, TableListed):
        return table_held(view, personal, listed)
    if isinstance(listed, RecordsListed):
        return Held(*await records_held(view, personal, listed))
    await begun(view, listed)
    if listed.list is CatalogueList.DEMAND and listed.below is not None:
        return Held(DEMANDS, demands_listed(view, personal, listed.below))
    return Held(ENTRIES, entries_listed(view, listed))


async def _workbook(held: Held) -> bytes:
    filling = Filling(held.columns, Format.XLSX, held.left_out)
    async for page in held.pages:
        for value in page:
            if filling.add(value) is not None:
                raise _too_long()
    return await asyncio.to_thread(filling.last().content)


async def _once(content: bytes) -> AsyncIterator[bytes]:
    yield content


def _not_by(which: AnyList, name: str, value: str) -> Malformed:
    known = "、".join(which.narrowed)
    also = f"；可用：{known}", f"; there are {known}"
    return Malformed(
        Text(
            f"{which.zh}不按 {name[:40]} 筛选{also[0] if known else ''}",
            f"the list `{which.value}` is not narrowed by {name[:40]}{also[1] if known else ''}",
        ),
        code=Code.UNKNOWN_TERM,
        path=(name[:40],),
        value=value[:40],
        limit=known,
    )


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
