"""What of an information item differs from the data element that it binds to.

Whose it is may stand before its name (户主姓名).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from graph.errors import Text
from graph.refusal_codes import Code
from graph.words.alike import name_key
from graph.words.elements import BoundItem, DataElement
from graph.words.entries import DataType

WORDS: Final = {
    Code.ELEMENT_NAME: Text("名称", "name"),
    Code.ELEMENT_TYPE: Text("数据类型", "type"),
    Code.ELEMENT_LENGTH: Text("长度", "length"),
}
"""In what an item can differ."""


@dataclass(frozen=True, slots=True)
class Difference:
    """In what an item differs."""

    code: Code
    field: str
    """Field of the item."""
    right: str
    """What the element says, by its code and name."""


def begun(item: BoundItem, before: DataElement, after: DataElement) -> frozenset[Code]:
    """In what an item differs from its element once that is another, and did not before."""
    then, now = (
        frozenset(each.code for each in differences(item.name, item.data_type, item.length, element))
        for element in (before, after)
    )
    return now - then


def differences(name: str, data_type: DataType, length: int | None, element: DataElement) -> Iterator[Difference]:
    """In what an item differs from its element.

    Args:
        name: Of the item.
        data_type: Of the item.
        length: Of the item.
        element: What it binds to.
    """
    right = f"{element.code} {element.name}"
    if name_key(element.name) not in name_key(name):
        yield Difference(Code.ELEMENT_NAME, "name", right)
    if data_type is not element.data_type:
        yield Difference(Code.ELEMENT_TYPE, "data_type", f"{right}（{element.data_type.value}）")
    elif element.length is not None and length != element.length:
        yield Difference(Code.ELEMENT_LENGTH, "length", f"{right}（{element.length}）")
