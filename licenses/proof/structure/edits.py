"""What may not change after a seal: what a dictionary says, and what a document says of itself.

Compared are values, not bytes: programs that extend a file write some objects anew.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from graph.errors import Malformed
from licenses.paper.packet import WRITTEN_BY_EXTENDING, properties
from licenses.proof.structure.syntax import Name, Stream, Value

_WRITTEN_IN_INFO = frozenset({"ModDate", "Producer"})
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
