"""What differs between two versions of an entry, in the canonical form in which each is kept (`recording.content`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import orjson


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that an entry says otherwise than before."""

    path: str
    """The field, `summary`, or of an item `items.姓名.length`."""
    before: str | None
    """None where it said nothing."""
    after: str | None


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
