"""What becomes of a thing that is there, of which something is not said: no word of a value is no empty value.

* Where a file does not have a column, or an input leaves out a field, what stands stays; a new thing has its default.
* An empty cell, and null, clear what stands, and that is told; so it is where the thing keeps it all the same.
* Parts – the items of an entry, the fields of a face – are known again by their names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, TypeVar

from graph.errors import Text, quoted
from graph.office.review import Hint
from graph.office.sheets.mentions import Mention
from graph.refusal_codes import Code
from graph.words.closed_list import ClosedList

T = TypeVar("T")
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Parts:
    """What a value has several of, a row for each."""

    field: str
    """Which holds them, in the plural."""
    name: str
    """The field by which one is known among them."""

    @property
    def prefix(self) -> str:
        """How their fields begin in a form, `item.`."""
        return f"{self.field.removesuffix('s')}."


def kept(value: T, before: T | None, mentions: Sequence[Mention], parts: Parts | None = None) -> T:
    """A value with what stands where nothing is said of it.

    Args:
        value: As it was read.
        before: As it stands; None where it is new.
        mentions: What each of its rows does not fill.
        parts: What it has several of, where there are such.
    """
    if before is None or not any(mention.silent for mention in mentions):
        return value
    stays = {name: getattr(before, name) for name in mentions[0].silent & _names(value)}
    if parts is not None:
        there = _by_name(before, parts)
        stays[parts.field] = tuple(
            _part_kept(part, there.get(getattr(part, parts.name)), mention.silent, parts.prefix)
            for part, mention in zip(getattr(value, parts.field), mentions, strict=True)
        )
    return replace(value, **stays)  # type: ignore[type-var] # a value of the words is a dataclass


def told(
    path: tuple[str, ...],
    read: object,
    becomes: object,
    before: object,
    mentions: Sequence[Mention],
    parts: Parts | None = None,
) -> Iterator[Hint]:
    """Say where an empty cell clears what stands, and where that stays although the cell is empty.

    Args:
        path: Where the value stands.
        read: The value as it was read.
        becomes: What it becomes.
        before: As it stands.
        mentions: What each of its rows does not fill.
        parts: What it has several of, where there are such.
    """
    yield from _cleared(path, read, becomes, before, mentions[0].blank)
    if parts is None:
        return
    there = _by_name(before, parts)
    several = zip(getattr(read, parts.field), getattr(becomes, parts.field), mentions, strict=True)
    for number, (part, new, mention) in enumerate(several, start=1):
        blank = frozenset(name.removeprefix(parts.prefix) for name in mention.blank if name.startswith(parts.prefix))
        if (old := there.get(getattr(part, parts.name))) is not None:
            yield from _cleared((*path, parts.field, str(number)), part, new, old, blank)


def said(value: object) -> str:
    """What people call a value, in short."""
    match value:
        case None:
            shown = ""
        case bool():
            shown = "是" if value else "否"
        case ClosedList():
            shown = value.zh
        case date():
            shown = value.isoformat()
        case tuple():
            shown = "；".join(map(str, value))
        case _:
            shown = str(value)
    return quoted(shown, _SHOWN)


def stays(path: tuple[str, ...], old: str) -> Hint:
    """What is said where an empty cell does not clear what stands."""
    return Hint(
        Code.VALUE_KEPT,
        Text(f"库中现为“{old}”，此处为空并不清除它", f"the register has {old}, which an empty value does not clear"),
        path=path,
        value=old,
    )


def _cleared(
    path: tuple[str, ...], read: object, becomes: object, before: object, blank: frozenset[str]
) -> Iterator[Hint]:
    for name in sorted(blank & _names(becomes)):
        old, new = said(getattr(before, name)), said(getattr(becomes, name))
        if old and old != new:
            yield _clears((*path, name), old, new)
        elif old and said(getattr(read, name)) != new:
            yield stays((*path, name), old)


def _clears(path: tuple[str, ...], old: str, new: str) -> Hint:
    zh, en = (f"改为“{new}”", f"becomes {new}") if new else ("清空", "is cleared")
    return Hint(
        Code.VALUE_CLEARED,
        Text(
            f"库中现为“{old}”，此处为空，将{zh}；要保留请照填，或不提供该列",
            f"the register has {old}, and nothing stands here: it {en}; to keep it, write it or leave the column out",
        ),
        path=path,
        value=old,
    )


def _part_kept(part: T, before: T | None, silent: frozenset[str], prefix: str) -> T:
    if before is None:
        return part
    own = (name.removeprefix(prefix) for name in silent if name.startswith(prefix))
    return replace(part, **{name: getattr(before, name) for name in own})  # type: ignore[type-var] # as above


def _by_name(value: object, parts: Parts) -> Mapping[str, Any]:
    """The parts of a value by name; of several of one name the first."""
    return {getattr(part, parts.name): part for part in reversed(getattr(value, parts.field))}


def _names(value: object) -> frozenset[str]:
    return frozenset(field.name for field in fields(value))  # type: ignore[arg-type] # as above
