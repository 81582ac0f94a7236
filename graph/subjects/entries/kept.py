"""An entry read back from what its version keeps (`recording.content`), in whichever form that is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import orjson

from graph.schema.columns import NEVER, Column, Type
from graph.schema.nodes import ITEM, RESOURCE
from graph.subjects.entries.recording import CODES
from graph.words.closed_list import ClosedList
from graph.words.entries import EntryDraft, Item


def entry_of(content: str) -> EntryDraft:
    """The entry that a version keeps."""
    said: Mapping[str, Any] = orjson.loads(content)
    items = tuple(Item(**_read(ITEM.entered, each)) for each in said["items"])
    codes: dict[str, Any] = {name: tuple(said.get(name, ())) for name in CODES}
    return EntryDraft(code=said["code"], items=items, **_read(RESOURCE.entered, said), **codes)


def _read(columns: Iterable[Column], said: Mapping[str, Any]) -> dict[str, Any]:
    return {
        each.attribute: _value(each, said[each.attribute]) if each.attribute in said else each.absent
        for each in columns
        if each.attribute in said or each.absent is not NEVER
    }


def _value(column: Column, stored: Any) -> Any:
    if stored is None:
        return None
    match column.of:
        case Type.DATE:
            return date.fromisoformat(stored)
        case Type.TEXTS:
            return tuple(stored)
        case type() as terms if issubclass(terms, ClosedList):
            return terms[stored]
        case _:
            return stored
