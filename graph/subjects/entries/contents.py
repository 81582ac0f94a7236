"""What differs between two versions of an entry, in the canonical form in which each is kept (`recording.content`).

* Each difference is told by its path and in the words of the table that departments hand in (`sheet`).
* An item that is added, taken out or put elsewhere is one difference; those that only make room for it are none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

import orjson

from graph.office.sheets.data_types import written as written_type
from graph.schema.columns import Column
from graph.schema.nodes import ITEM, RESOURCE
from graph.subjects.entries.sheet import ENTRIES
from graph.words.closed_list import ClosedList
from graph.words.entries import DataType


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that an entry says otherwise than before."""

    path: str
    """The field as the input names it, `formatType`, of an item `items.姓名.dataType`, or an item, `items.姓名`."""
    before: str | None
    """None where it said nothing."""
    after: str | None
    label: str
    """What that is called."""
    before_text: str | None
    """The same in words: the terms of closed lists, 是 and 否; of an item that is there no longer what it said."""
    after_text: str | None


def changes(before: str, after: str, stood_in: Collection[str] | None = None) -> tuple[Change, ...]:
    """What an entry says otherwise than before, field by field, items by their names; nothing where nothing was.

    Args:
        before: What it said.
        after: What it says.
        stood_in: The libraries in which it was, by a table of its own too; None = as it said.
    """
    if not before:
        return ()
    old, new = orjson.loads(before), orjson.loads(after)
    if stood_in is not None:
        old[_LIBRARIES] = sorted(stood_in) or None
        new[_LIBRARIES] = sorted(new.get(_LIBRARIES, ())) or None
    own = _fields(_stated(old), _stated(new), _OWN, "", "")
    return (*own, *_of_items(_items(old), _items(new)))


Said = Mapping[str, Any]
_FORM: Final = frozenset({"form", "state", "code", "items"})
"""What is no statement of an entry, and what is compared part by part."""
_LABELS: Final[Mapping[str, str]] = MappingProxyType({each.field: each.name for each in ENTRIES.columns if each.field})
_OWN: Final[Mapping[str, Column]] = MappingProxyType({each.attribute: each for each in RESOURCE.entered})
_ITEM: Final[Mapping[str, Column]] = MappingProxyType({each.attribute: each for each in ITEM.entered})
_LIBRARIES: Final = "libraries"
_PART: Final = "item."
"""Before the fields of items, in the table."""


def _stated(content: Said) -> Said:
    return {name: value for name, value in content.items() if name not in _FORM}


def _items(content: Said) -> Mapping[str, Said]:
    """The items by their names, in their order."""
    found = sorted(content.get("items", ()), key=lambda item: item.get("seq", 0))
    return {item["name"]: {name: value for name, value in item.items() if name != "name"} for item in found}


def _fields(old: Said, new: Said, columns: Mapping[str, Column], path: str, called: str) -> Iterator[Change]:
    for name in dict.fromkeys((*old, *new)):
        before, after = old.get(name), new.get(name)
        if before != after:
            yield Change(
                path + _named(name), _written(before), _written(after), called + _label(name, columns),
                _text(columns.get(name), before), _text(columns.get(name), after),
            )  # fmt: skip


def _of_items(old: Mapping[str, Said], new: Mapping[str, Said]) -> Iterator[Change]:
    moved = _moved(old, new)
    for name in dict.fromkeys((*old, *new)):
        path, before, after = f"items.{name}", old.get(name), new.get(name)
        if before is None or after is None:
            said, called = (_whole(after), f"新增信息项 {name}") if after else (_whole(before), f"删除信息项 {name}")
            yield Change(path, name if before else None, name if after else None, called,
                         said if before else None, said if after else None)  # fmt: skip
            continue
        yield from _fields(_but_place(before), _but_place(after), _ITEM, f"{path}.", f"信息项 {name} ")
        if name in moved:
            places = (_written(before.get("seq")), _written(after.get("seq")))
            yield Change(f"{path}.seq", *places, f"信息项 {name} 序号", *places)


def _moved(old: Mapping[str, Said], new: Mapping[str, Said]) -> frozenset[str]:
    """Names that stand elsewhere among the others than before: as few as there can be, and none that kept its place."""
    if [name for name in old if name in new] == [name for name in new if name in old]:
        return frozenset()
    places = {name: at for at, name in enumerate(name for name in old if name in new)}
    best: list[tuple[float, str, frozenset[str]]] = []
    for name in new:
        if name not in places:
            continue
        before = [each for each in best if places[each[1]] < places[name]]
        many, _, stand = max(before, key=lambda each: each[0], default=(0.0, "", frozenset[str]()))
        kept = old[name].get("seq") == new[name].get("seq")
        best.append((many + 1 + kept / (len(places) + 1), name, stand | {name}))
    return frozenset(places) - max(best, default=(0.0, "", frozenset[str]()), key=lambda each: each[0])[2]


def _but_place(item: Said) -> Said:
    return {name: value for name, value in item.items() if name != "seq"}


def _whole(item: Said | None) -> str:
    """Everything that an item says, in words."""
    said = _but_place(item or {})
    return "；".join(
        f"{_label(name, _ITEM)}：{_text(_ITEM.get(name), value)}" for name, value in said.items() if value is not None
    )


def _label(name: str, columns: Mapping[str, Column]) -> str:
    return _LABELS.get((_PART if columns is _ITEM else "") + name, name)


def _named(field: str) -> str:
    """A field as an input names it."""
    first, *more = field.split("_")
    return first + "".join(map(str.capitalize, more))


def _text(column: Column | None, value: Any) -> str | None:
    terms = column.of if column is not None else None
    if isinstance(value, bool):
        return "是" if value else "否"
    if terms is DataType and isinstance(value, str):
        return written_type(DataType[value])
    if isinstance(terms, type) and issubclass(terms, ClosedList) and isinstance(value, str):
        return terms[value].zh
    return _written(value)


def _written(value: Any) -> str | None:
    if value is None:
        return None
    return "；".join(map(str, value)) if isinstance(value, list) else str(value)
