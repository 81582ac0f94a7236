"""The signature fields of a form, found by a walk that ends.

The PDF library follows kids wherever they lead: one that is listed twice is walked twice, and over twenty-four levels
that is sixteen million times. Here every node counts, however often it is met, and there is a most.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader

from licenses.proof.limits import TooComplexError

_MOST_FIELDS = 4_096
_DEEPEST = 64
_MOST_MARKS = 72
"""Of filled signature fields: the revisions that a file may have, and some."""


@dataclass(frozen=True, slots=True)
class _Node:
    reference: generic.IndirectObject
    kind: object
    """Its field type, inherited where it states none (ISO 32000-2, 12.7.4.1)."""
    above: tuple[generic.Reference, ...]


def filled_signature_fields(reader: PdfFileReader) -> list[generic.Reference]:
    """Return the fields that have a value, in the order of the form.

    Raises:
        TooComplexError: The form has more fields or levels, or more filled ones, than are looked at.
        PdfReadError: A field stands below itself.
    """
    form = _entry(reader.root, "/AcroForm")
    fields = _entry(form, "/Fields") if isinstance(form, generic.DictionaryObject) else None
    found = list(dict.fromkeys(field for field, filled in _walk(fields) if filled))
    if len(found) > _MOST_MARKS:
        raise TooComplexError("signatures", len(found), _MOST_MARKS)
    return found


def _walk(fields: object) -> Iterator[tuple[generic.Reference, bool]]:
    waiting = _nodes(fields, None, ())
    seen = 0
    while waiting:
        node = waiting.pop()
        seen += 1
        if max(seen, len(waiting)) > _MOST_FIELDS:
            raise TooComplexError("form fields", max(seen, len(waiting)), _MOST_FIELDS)
        if len(node.above) > _DEEPEST:
            raise TooComplexError("levels of form fields", len(node.above), _DEEPEST)
        if node.reference.reference in node.above:
            raise PdfReadError("Circular reference in form tree")
        field = node.reference.get_object()
        if not isinstance(field, generic.DictionaryObject) or "/T" not in field:
            continue  # a bare widget, or nothing that has a value
        kind = _entry(field, "/FT") or node.kind
        if kind == "/Sig":
            yield node.reference.reference, bool(field.get("/V"))
        waiting += _nodes(_entry(field, "/Kids"), kind, (*node.above, node.reference.reference))


def _nodes(listed: object, kind: object, above: tuple[generic.Reference, ...]) -> list[_Node]:
    """Return what is listed, the last one first."""
    if not isinstance(listed, generic.ArrayObject):
        return []
    return [_Node(entry, kind, above) for entry in reversed(listed) if isinstance(entry, generic.IndirectObject)]


def _entry(holder: generic.DictionaryObject, key: str) -> object:
    """Return an entry's own value, not a reference to it; None where there is none."""
    return holder[key] if key in holder else None  # noqa: SIM401 - the library's `get` gives the reference
