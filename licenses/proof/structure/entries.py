"""Entries of dictionaries, by what they have to be."""

from __future__ import annotations

from collections.abc import Mapping

from licenses.proof.structure.syntax import Name, Number, Stream, Value

_PARTS_OF_AN_IDENTITY, _NUMBERS_OF_A_RECTANGLE = 2, 4
_NO_DRAWING = {"Type": Name("XObject"), "Subtype": Name("Form")}


def same_document(now: Value | None, before: Value | None) -> bool:
    """Whether two identities are of one document: the first part is the document's, the second the revision's."""
    if before is None:
        return now is None
    parts = now if isinstance(now, tuple) else ()
    plain = [part for part in parts if isinstance(part, bytes)]
    return len(plain) == len(parts) == _PARTS_OF_AN_IDENTITY and isinstance(before, tuple) and plain[0] == before[0]


def typed(entries: Mapping[str, Value], usual: str) -> str | None:
    """What kind of dictionary it says it is; the usual one where it says nothing, None where that is no name."""
    stated = entries.get("Type", Name(usual))
    return stated.text if isinstance(stated, Name) else None


def present(entries: Mapping[str, Value], key: str) -> tuple[Value, ...]:
    """The entry of a key, where there is one."""
    return (entries[key],) if key in entries else ()


def is_nowhere(value: Value | None) -> bool:
    """Whether a rectangle is a point at the origin."""
    corners = value if isinstance(value, tuple) else ()
    return len(corners) == _NUMBERS_OF_A_RECTANGLE and all(isinstance(one, Number) and not one.value for one in corners)


def draws_nothing(value: Value | None) -> bool:
    """Whether a value is an empty drawing without a place."""
    if not isinstance(value, Stream) or value.content:
        return False
    entries = dict(value.entries)
    return is_nowhere(entries.pop("BBox", None)) and entries == _NO_DRAWING
