"""What a cell says of a value, as an import reads it again."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from graph.words.closed_list import ClosedList

BETWEEN: Final = ";"
"""What stands between several codes of a cell."""
_YES, _NO = "是", "否"


def written(value: Any) -> str:
    """What a cell says of a value; of nothing it says nothing."""
    match value:
        case None:
            return ""
        case bool():
            return _YES if value else _NO
        case ClosedList():
            return value.zh
        case date():
            return value.isoformat()
        case tuple():
            return BETWEEN.join(value)
        case _:
            return str(value)
