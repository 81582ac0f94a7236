"""A document after some of its revisions: what was sealed, and what later revisions wrote over it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader

from licenses.proof.structure.revisions import OtherFormError, Revision
from licenses.proof.structure.syntax import Keyword, Name, Number, Reference, Stream, Value


class DocumentState:
    """The objects, catalog and trailer of a document as they stand.

    What was sealed comes from the PDF library, what came later from `revisions`.
    """

    def __init__(self, reader: PdfFileReader, revision: int) -> None:
        self._reader = reader
        self._revision = revision
        self._objects: dict[int, Value | None] = {}
        self.trailer = {
            key: value_of(reader.trailer.raw_get(f"/{key}", revision=revision))
            for key in ("Size", "Root", "Info", "ID")
            if f"/{key}" in reader.trailer
        }
        self.table = reader.xrefs.get_startxref_for_revision(revision)
        root = self.trailer.get("Root")
        if not isinstance(root, Reference):
            raise OtherFormError("Root")
        self.root = root

    def take(self, revision: Revision) -> None:
        """Write a revision over what was there."""
        self._objects |= revision.objects
        self.trailer, self.table = dict(revision.trailer), revision.table

    def object(self, number: int) -> Value | None:
        """The object of a number; None where there is none."""
        if number not in self._objects:
            self._objects[number] = self._sealed(number)
        return self._objects[number]

    def resolved(self, value: Value | None) -> Value | None:
        """What a value is, or refers to."""
        return self.object(value.number) if isinstance(value, Reference) else value

    def entries(self, value: Value | None) -> Mapping[str, Value]:
        """The dictionary that a value is, or refers to; empty where it is none."""
        found = self.resolved(value)
        return found if isinstance(found, Mapping) else {}

    def items(self, value: Value | None) -> tuple[Value, ...]:
        """The array that a value is, or refers to; empty where it is none."""
        found = self.resolved(value)
        return found if isinstance(found, tuple) else ()

    @property
    def catalog(self) -> Mapping[str, Value]:
        """The document's catalog."""
        found = self.object(self.root.number)
        if not isinstance(found, Mapping):
            raise OtherFormError("Catalog")
        return found

    def _sealed(self, number: int) -> Value | None:
        try:
            found = self._reader.get_object(generic.Reference(number, 0, self._reader), revision=self._revision)
        except (PdfReadError, KeyError):
            return None
        return None if isinstance(found, generic.NullObject) else value_of(found)


def value_of(found: generic.PdfObject) -> Value:
    """Return what the PDF library read in the same form, references unresolved.

    Raises:
        TypeError: It is an object of a kind that no file of ours has.
    """
    match found:
        case generic.IndirectObject():
            return Reference(found.idnum, found.generation)
        case generic.StreamObject():
            entries = {key[1:]: value_of(found.raw_get(key)) for key in found if key != "/Length"}
            return Stream(entries, bytes(found.encoded_data))
        case generic.DictionaryObject():
            return {key[1:]: value_of(found.raw_get(key)) for key in found}
        case generic.ArrayObject():
            return tuple(value_of(found.raw_get(index)) for index in range(len(found)))
        case generic.NameObject():
            return Name(found[1:])
        case generic.BooleanObject():
            return Keyword("true" if found.value else "false")
        case generic.NullObject():
            return Keyword("null")
        case generic.NumberObject():
            return Number(Decimal(int(found)))
        case generic.FloatObject():
            return Number(Decimal(str(found)), whole=False)
        case generic.TextStringObject() | generic.ByteStringObject():
            return bytes(found.original_bytes)
        case _:
            raise TypeError(f"no plain form for {type(found).__name__}")
