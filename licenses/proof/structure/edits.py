"""What may not change after a seal: what a dictionary says, and what a document says of itself.

Compared are values, not bytes: programs that extend a file write some objects anew.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from graph.errors import Malformed
from licenses.paper.packet import WRITTEN_BY_EXTENDING, properties
from licenses.proof.structure.syntax import Name, Stream, Value

_WRITTEN_IN_INFO = frozenset({"ModDate", "Producer"})
_DATES = frozenset({"ModDate", *(name for name in WRITTEN_BY_EXTENDING if name.endswith("Date"))})
_DATE = re.compile(r"(?:D:[0-9]{4,14}|[0-9]{4}(?:-[0-9]{2}){0,2}(?:T[0-9:.]{5,15})?)(?:Z|[+-][0-9]{2}[':]?[0-9]{2}'?)?")
"""As document information and XMP write one."""
_METADATA_ENTRIES = {"Type": Name("Metadata"), "Subtype": Name("XML")}


class Edited(ValueError):  # noqa: N818 - it is what happened to the file
    """A later revision does what extending a file does not need."""

    def __init__(self, detail: str, replaced: int | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.replaced = replaced
        """Number of a sealed object that was written anew; None where it is something else that was done."""


def refuse_change(was: Mapping[str, Value], now: Mapping[str, Value], free: Collection[str], what: str) -> None:
    """See that a dictionary says what it said, but for some keys.

    Raises:
        Edited: It does not; `detail` names the key.
    """
    for key in was.keys() | now.keys():
        if key not in free and was.get(key) != now.get(key):
            raise Edited(f"{what} /{key}")


def refuse_other_information(was: Value | None, now: Value | None) -> None:
    """See that the document information says what it said, but for date and program of the last change.

    Raises:
        Edited: It does not.
    """
    if was == now:
        return
    if not isinstance(was, Mapping) or not isinstance(now, Mapping):
        raise Edited("Info")
    refuse_change(was, now, _WRITTEN_IN_INFO, "Info")
    if not all(isinstance(now.get(key, b""), bytes) for key in _WRITTEN_IN_INFO):
        raise Edited("Info")


def refuse_other_metadata(was: Value | None, now: Value | None) -> None:
    """See that the XMP packet says what it said, but for date and program of the last change.

    Raises:
        Edited: It does not; `detail` names the property.
    """
    if was == now:
        return
    said, says = _lasting(was), _lasting(now)
    for name in said.keys() | says.keys():
        if said.get(name) != says.get(name):
            raise Edited(f"XMP {name.rpartition('}')[2]}")


def changed_in_dates(information: tuple[Value | None, Value | None], packet: tuple[Value | None, Value | None]) -> bool:
    """See that both say what they said but for date and program of the last change; and whether but for the date.

    Args:
        information: The document information before a revision, and with it.
        packet: The XMP packet, alike.

    Raises:
        Edited: They do not.
    """
    refuse_other_information(*information)
    refuse_other_metadata(*packet)
    return _only_dates(*information) and _only_dates(*packet)


def _only_dates(was: Value | None, now: Value | None) -> bool:
    if was == now:
        return True
    said, says = _entries_of(was), _entries_of(now)
    changed = [key for key in says.keys() | said.keys() if said.get(key) != says.get(key)]
    return all(key in _DATES and _DATE.fullmatch(_plain(says.get(key))) is not None for key in changed)


def _entries_of(value: Value | None) -> Mapping[str, object]:
    return properties(value.content) if isinstance(value, Stream) else value if isinstance(value, Mapping) else {}


def _plain(value: object) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value if isinstance(value, str) else ""


def _lasting(packet: Value | None) -> Mapping[str, object]:
    if not isinstance(packet, Stream) or packet.entries != _METADATA_ENTRIES:
        raise Edited("Metadata")
    try:
        said = properties(packet.content)
    except Malformed as cause:
        raise Edited("Metadata") from cause
    if not all(isinstance(said.get(name, ""), str) for name in WRITTEN_BY_EXTENDING):
        raise Edited("Metadata")
    return {name: value for name, value in said.items() if name not in WRITTEN_BY_EXTENDING}
