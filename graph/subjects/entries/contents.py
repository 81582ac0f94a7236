"""What differs between two versions of an entry, in the canonical form in which each is kept (`recording.content`).

* Each difference is told by its path and in the words of the table that departments hand in (`sheet`).
* An item that is added, taken out or put elsewhere is one difference; those that only make room for it are none.
* What a code stands for is told with it, as far as that is given: `《…》（D3-30）`.
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
    """The same in words: the terms of closed lists, 是 and 否, what a code stands for; of an item that is there no
    longer what it said."""
    after_text: str | None


Reference = tuple[str, str]
"""The kind of what a code stands for, and the code."""


def references(content: str, *libraries: str) -> frozenset[Reference]:
    """Everything that an entry names by a code, and some libraries besides."""
    whole = orjson.loads(content or "{}")
    said = [(name, value) for each in (whole, *whole.get("items", ())) for name, value in each.items()]
    codes = [(name, code) for name, value in said for code in (value if isinstance(value, list) else [value])]
    named = [*codes, *((_LIBRARIES, each) for each in libraries)]
    return frozenset((_REFERS[name], code) for name, code in named if name in _REFERS and isinstance(code, str))


def changes(
    before: str,
    after: str,
    stood_in: Collection[str] | None = None,
    names: Mapping[Reference, str] = MappingProxyType({}),
) -> tuple[Change, ...]:
    """What an entry says otherwise than before, field by field, items by their names; nothing where nothing was.

    Args:
        before: What it said.
        after: What it says.
        stood_in: The libraries in which it was, by a table of its own too; None = as it said.
        names: What its codes stand for; of those that are not in it the code alone is told.
    """
    if not before:
        return ()
    old, new = orjson.loads(before), orjson.loads(after)
    if stood_in is not None:
        old[_LIBRARIES] = sorted(stood_in) or None
        new[_LIBRARIES] = sorted(new.get(_LIBRARIES, ())) or None
    own = _fields(_stated(old), _stated(new), _OWN, "", "", names)
    return (*own, *_of_items(_items(old), _items(new), names))


Said = Mapping[str, Any]
_FORM: Final = frozenset({"form", "state", "code", "items"})
"""What is no statement of an entry, and what is compared part by part."""
_LABELS: Final[Mapping[str, str]] = MappingProxyType({each.field: each.name for each in ENTRIES.columns if each.field})
_OWN: Final[Mapping[str, Column]] = MappingProxyType({each.attribute: each for each in RESOURCE.entered})
_ITEM: Final[Mapping[str, Column]] = MappingProxyType({each.attribute: each for each in ITEM.entered})
_LIBRARIES: Final = "libraries"
_REFERS: Final[Mapping[str, str]] = MappingProxyType(
    {each.attribute: each.refers for each in (*RESOURCE.entered, *ITEM.entered) if each.refers}
    | {"bases": "LegalBasis", "systems": "System"}
)
"""Of what kind is what a field names by code."""
BETWEEN: Final = "；"
"""Between the codes of a field that names several."""
_PART: Final = "item."
"""Before the fields of items, in the table."""


def _stated(content: Said) -> Said:
    return {name: value for name, value in content.items() if name not in _FORM}


def _items(content: Said) -> Mapping[str, Said]:
    """The items by their names, in their order."""
    found = sorted(content.get("items", ()), key=lambda item: item.get("seq", 0))
    return {item["name"]: {name: value for name, value in item.items() if name != "name"} for item in found}


def _fields(
    old: Said, new: Said, columns: Mapping[str, Column], path: str, called: str, names: Mapping[Reference, str]
) -> Iterator[Change]:
    for name in dict.fromkeys((*old, *new)):
        before, after = old.get(name), new.get(name)
        if before != after:
            yield Change(
                path + _named(name), _written(before), _written(after), called + _label(name, columns),
                _text(name, columns, before, names), _text(name, columns, after, names),
            )  # fmt: skip


def _of_items(old: Mapping[str, Said], new: Mapping[str, Said], names: Mapping[Reference, str]) -> Iterator[Change]:
    moved = _moved(old, new)
    for name in dict.fromkeys((*old, *new)):
        path, before, after = f"items.{name}", old.get(name), new.get(name)
        if before is None or after is None:
            said, called = _whole(after or before, names), f"{'新增' if after else '删除'}信息项 {name}"
            yield Change(path, name if before else None, name if after else None, called,
                         said if before else None, said if after else None)  # fmt: skip
            continue
        yield from _fields(_but_place(before), _but_place(after), _ITEM, f"{path}.", f"信息项 {name} ", names)
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


def _whole(item: Said | None, names: Mapping[Reference, str]) -> str:
    """Everything that an item says, in words."""
    said = _but_place(item or {})
    return "；".join(
        f"{_label(name, _ITEM)}：{_text(name, _ITEM, value, names)}"
        for name, value in said.items()
        if value is not None
    )


def _label(name: str, columns: Mapping[str, Column]) -> str:
    return _LABELS.get((_PART if columns is _ITEM else "") + name, name)


def _named(field: str) -> str:
    """A field as an input names it."""
    first, *more = field.split("_")
    return first + "".join(map(str.capitalize, more))


def _text(name: str, columns: Mapping[str, Column], value: Any, names: Mapping[Reference, str]) -> str | None:
    column = columns.get(name)
    terms = column.of if column is not None else None
    if isinstance(value, bool):
        return "是" if value else "否"
    if terms is DataType and isinstance(value, str):
        return written_type(DataType[value])
    if isinstance(terms, type) and issubclass(terms, ClosedList) and isinstance(value, str):
        return terms[value].zh
    if name in _REFERS and value is not None:
        codes = value if isinstance(value, list) else [value]
        return _written([names.get((_REFERS[name], str(code)), code) for code in codes])
    return _written(value)


def _written(value: Any) -> str | None:
    match value:
        case None:
            return None
        case bool():
            return str(value).lower()
        case list():
            return BETWEEN.join(map(str, value))
        case _:
            return str(value)
