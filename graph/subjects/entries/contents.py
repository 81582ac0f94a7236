"""The canonical form of an entry, read back into a value, and what differs between two of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

import orjson

from graph.schema.columns import NEVER, Column, Type
from graph.schema.nodes import ITEM, RESOURCE
from graph.words.entries import EntryDraft, Item


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that an entry says otherwise than before."""

    path: str
    """The field, `summary`, or of an item `items.姓名.length`."""
    before: str | None
    """None where it said nothing."""
    after: str | None


def draft_of(content: str) -> EntryDraft:
    """The entry that a content says."""
    said = orjson.loads(content)
    items = tuple(Item(**dict(_values(ITEM.entered, each))) for each in said.get("items", ()))
    bases, systems = (tuple(said.get(name, ())) for name in ("bases", "systems"))
    plain = dict(_values(RESOURCE.entered, said))
    return EntryDraft(code=said["code"], items=items, bases=bases, systems=systems, **plain)


def changes(before: str, after: str) -> tuple[Change, ...]:
    """What an entry says otherwise than before, field by field, items by their names; nothing where nothing was."""
    if not before:
        return ()
    old, new = dict(_flat(before)), dict(_flat(after))
    paths = dict.fromkeys((*old, *new))
    return tuple(Change(path, old.get(path), new.get(path)) for path in paths if old.get(path) != new.get(path))


_FORM = frozenset({"form", "state", "code", "items"})
"""What is no statement of an entry, and what is compared part by part."""


def _flat(content: str) -> Iterator[tuple[str, str]]:
    said = orjson.loads(content)
    yield from ((name, _written(value)) for name, value in said.items() if name not in _FORM)
    for item in said.get("items", ()):
        yield from ((f"items.{item['name']}.{name}", _written(value)) for name, value in item.items() if name != "name")


def _written(value: Any) -> str:
    return "；".join(map(str, value)) if isinstance(value, list) else str(value)


def _values(columns: Iterable[Column], said: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for each in columns:
        value = said.get(each.attribute, None if each.absent is NEVER else each.absent)
        yield each.attribute, _read(each, value)


def _read(column: Column, value: Any) -> Any:
    if value is None or value == column.absent:
        return value
    if isinstance(column.of, type) and issubclass(column.of, Enum):
        return column.of[value]
    if column.of is Type.DATE:
        return date.fromisoformat(value)
    return tuple(value) if column.of is Type.TEXTS else value
