"""A file that is brought as a batch: read by what the register knows of its type, issuer and catalogue entry today.

A file that is no table, or lacks a column, is refused as a whole, and so is a type that is not in force. What is wrong
with single rows is theirs; whether they may be received is asked when they are (`receiving`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from graph.errors import Refusal, Text
from graph.law.scope import EVERYTHING
from graph.office.references import NAMES
from graph.office.review import unknown_code
from graph.office.sheets.marked import Copy
from graph.store.view import View
from graph.subjects.licensing.ordering import issue_setting
from graph.words.licensing import LicenseType
from licenses.register.batches.entry_data import EntryItems, read_entry_data
from licenses.register.batches.entry_items import items_of_entry
from licenses.register.batches.in_force import in_force
from licenses.register.batches.marked_copy import copy_of_entry_data, copy_of_sheet
from licenses.register.batches.photos import NO_PHOTOS, Photos
from licenses.register.batches.receiving import Brought
from licenses.register.batches.running import Acting
from licenses.register.batches.sheet import OrderSheet, read_orders
from licenses.register.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Named:
    """What somebody says of the file that he brings."""

    type_code: str
    issuer: str
    entry: str | None = None
    """Code of the catalogue entry whose data it holds; None where its columns are those of the type."""
    source: str = ""
    fills: Mapping[str, str] = field(default_factory=dict)
    """What items of the entry fill, by their names, where those alone do not say it."""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that was read."""

    named: Named
    content: bytes
    kind: LicenseType
    entry: EntryItems | None
    sheet: OrderSheet

    @property
    def brought(self) -> Brought:
        """What is received of it: it is known by its bytes, whatever photos come beside it."""
        named = self.named
        mark = sha256(self.content).hexdigest()
        return Brought(named.type_code, named.issuer, self.sheet.rows, mark, named.source, named.entry)

    def copy(self, refused: Mapping[int, Sequence[Refusal]], outcomes: Mapping[int, Text], *, chinese: bool) -> Copy:
        """The file with what came of its rows; 0 is the file as a whole."""
        if self.entry is None:
            return copy_of_sheet(self.content, self.kind, refused, outcomes, chinese=chinese)
        return copy_of_entry_data(self.content, self.entry, self.kind, refused, outcomes, chinese=chinese)


async def read_file(
    workshop: Workshop, acting: Acting, named: Named, content: bytes, photos: Photos = NO_PHOTOS
) -> ReadFile:
    """Read a file.

    Args:
        workshop: What issuing works with.
        acting: Who brings it.
        named: What he says of it.
        content: Its bytes.
        photos: What came beside it.

    Raises:
        Malformed: `UNKNOWN_CODE`; there is no such type, department or entry. The file is no table.
        LimitExceeded: It is too large.
        Conflict: `TYPE_NOT_IN_FORCE`.
    """
    today = acting.actor.today
    setting = await issue_setting(View(workshop.store, EVERYTHING, today), named.type_code, named.issuer, None, "")
    if setting.kind is None:
        raise unknown_code(NAMES["LicenseType"], named.type_code, ("type",))
    if setting.issuer is None:
        raise unknown_code(NAMES["Department"], named.issuer, ("issuer",))
    kind = in_force(setting.kind, setting.versions, today)
    entry = await items_of_entry(acting.view, named.entry, named.fills) if named.entry else None
    issuer_name = setting.issuer.name

    def read() -> OrderSheet:
        if entry is None:
            return read_orders(content, kind, named.issuer, photos, issuer_name=issuer_name)
        return read_entry_data(content, entry, kind, named.issuer, photos, issuer_name=issuer_name)

    return ReadFile(named, content, kind, entry, await asyncio.to_thread(read))
