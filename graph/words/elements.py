"""Data elements (数据元): what an information item is everywhere, said once."""

from dataclasses import dataclass

from graph.words.closed_list import ClosedList
from graph.words.entries import DataType


class ElementEvent(ClosedList):
    """What becomes of a data element."""

    CHANGED = "变更"


@dataclass(frozen=True, slots=True)
class DataElement:
    """A data element that information items bind to."""

    code: str
    """Its identifier (数据元标识符)."""
    name: str
    data_type: DataType
    length: int | None = None
    """Characters or digits; None where the type has its own, or items may differ."""
    standard: str = ""
    """What defines it (出处), as `GB/T 2261.1`."""
    value_domain: str = ""
    """What values there are (值域): a code list, a form, a range."""
    summary: str = ""


@dataclass(frozen=True, slots=True)
class BoundItem:
    """A published information item that binds to a data element."""

    entry: str
    """Code of its entry."""
    name: str
    data_type: DataType
    length: int | None
    department: str | None
    """USCC of the department that answers for the entry; None where nobody does any more."""
