"""The lists of a catalogue, handed out to whoever may see them: as a text file that flows, or as one workbook.

* What a list holds says `entries.lists`; the form is that of entries, so that an import reads it again and finds it
  unchanged. The list of demands holds requests (`sharing.lists`), and is read again by an import of these.
* Of records there are lists too (`record_lists`): they come back to be compared. So there are of what administrators
  bring (`table_lists`), and of what follows from the register on a day (`derived`), which does not come back.
* Who takes a list, and which, stands in the journal before its first byte; of nobody known nothing could stand there.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import TypeAlias

from graph.cases.inbox import NOTICES
from graph.errors import Forbidden, LimitExceeded, Malformed, Text
from graph.office.actor import Actor
from graph.office.sheets.filled import ROWS, Filling, Format
from graph.office.sheets.flowing import flowing
from graph.refusal_codes import Code
from graph.store import journal
from graph.store.personal import PersonalData
from graph.store.view import View
from graph.subjects.entries.lists import Listed, begun, entries_listed
from graph.subjects.entries.memory import RESOURCES
from graph.subjects.entries.sheet import ENTRIES
from graph.subjects.importing.derived import DerivedListed
from graph.subjects.importing.narrowing import as_said, conditions_named, narrowed
from graph.subjects.importing.record_lists import RecordsListed, records_held, words_of
from graph.subjects.importing.table_lists import Held, TableListed, conditions_of, table_held
from graph.subjects.sharing.lists import demands_listed
from graph.subjects.sharing.sheet import DEMANDS
from graph.words.catalogue_lists import CatalogueList
from graph.words.derived_lists import DerivedList
from graph.words.imports import Kind
from graph.words.lists import AnyList
from graph.words.people import Role
from graph.words.record_lists import RecordList

AnyListed: TypeAlias = Listed | RecordsListed | TableListed
TAKEN = "LIST_TAKEN"
"""The act in the journal (取用清单)."""


def asked_for(which: AnyList, by: Mapping[str, str]) -> AnyListed | DerivedListed:
    """Which list is asked for.

    Args:
        which: Of the catalogue, of records, of what follows from them, or of what is brought.
        by: By what it is narrowed.

    Raises:
        Malformed: `UNKNOWN_TERM` or `DATE`; it is not narrowed by that.
    """
    known = _words_of(which)
    for name in by:
        if name not in known:
            raise _not_by(which, name, by[name], known)
    match which:
        case Kind():
            return TableListed(which, by)
        case RecordList():
            return RecordsListed(which, by)
        case DerivedList():
            return DerivedListed(which, by)
        case CatalogueList():
            said = ":".join(as_said(by, which.narrowed))
            return Listed(which, by.get("of") or None, narrowed(RESOURCES, by), said)


def _words_of(which: AnyList) -> tuple[str, ...]:
    """By what a list is narrowed: its own words, and the conditions of its query."""
    match which:
        case RecordList():
            return words_of(which)
        case Kind():
            return conditions_of(which)
        case DerivedList.NOTICES:
            return conditions_named(NOTICES)
        case CatalogueList() if which is not CatalogueList.DEMAND:
            return (*which.narrowed, *conditions_named(RESOURCES))
        case _:
            return which.narrowed


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
    refuse_nobody(actor)
    return await handed(view, actor, await _held(view, personal, listed), listed.about, form)


async def handed(view: View, actor: Actor, held: Held, about: str, form: Format) -> AsyncIterator[bytes]:
    """What a list holds as a file, given piece by piece; that it was taken is written down before the first.

    Args:
        view: What the asker sees.
        actor: Who takes it.
        held: What it holds.
        about: What the journal calls it.
        form: As what.

    Raises:
        LimitExceeded: It is longer than a workbook that an import takes.
    """
    whole = await _workbook(held) if form is Format.XLSX else None
    await view.store.write(lambda unit: journal.record(unit, actor.deed(TAKEN, about)))
    return flowing(held.columns, held.pages, held.left_out) if whole is None else _once(whole)


def refuse_nobody(actor: Actor) -> None:
    """Let whoever is known pass.

    Raises:
        Forbidden: `ROLE_REQUIRED`.
    """
    if actor.principal.role is Role.PUBLIC:
        raise _nobody()


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


def _not_by(which: AnyList, name: str, value: str, words: Sequence[str]) -> Malformed:
    known = "、".join(words)
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
