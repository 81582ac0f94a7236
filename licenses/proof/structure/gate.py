"""The structural gate: is the file built so that what a reader shows can only be what was sealed?

A signature that verifies is not enough: it says that some bytes are unchanged, not that a viewer shows those bytes.
So the structure is judged first, strictly, for the shape that a sealed licence has:

1. Exactly one seal; document timestamps may stand beside it, made after it.
2. Each ByteRange is `[0 a b c]`, and the bytes from a to b are one hex string equal to /Contents and nothing else:
   one DER value and zeros.
3. Each range ends where a revision ends, and that revision is the one that holds the seal's own record.
4. Nothing follows the last revision.
5. Revisions after the seal hold what extending a file needs and nothing else, byte for byte (`extension`).
6. No hybrid cross-references: programs disagree about them.

What contradicts the seal itself is *no*. A later edit that the seal does not forbid is *undecided*: files from
elsewhere may carry form entries and further signatures honestly. A seal that certifies "no changes" (DocMDP P=1)
forbids them all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader

from licenses.proof.causes import Cause
from licenses.proof.facts import Extension
from licenses.proof.structure.edits import Edited
from licenses.proof.structure.extension import Trace, judge_extension
from licenses.proof.structure.form import filled_signature_fields
from licenses.proof.structure.revisions import OtherFormError
from licenses.proof.structure.syntax import NotPlainError
from licenses.proof.verdict import Answer, Finding

_END = re.compile(rb"%%EOF[\r\n]{0,2}\Z")
_END_LENGTH = 7
_START = re.compile(rb"startxref\s+(\d{1,12})\s+%%EOF[\r\n]{0,2}\Z")
_START_LENGTH = 64
_HEX_STRING = re.compile(rb"<[0-9A-Fa-f]+>")
_TRACE = b"/ByteRange"
_RANGE_NUMBERS = 4
_INDEFINITE = 0x80
"""Second byte of a BER value that ends with a marker instead of stating its length (X.690, 8.1.3): no DER."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A signature object that the document's form refers to: the seal, or a document timestamp."""

    timestamp: bool
    record: generic.DictionaryObject
    contents: bytes
    """The CMS object, with its padding; empty where there is none."""
    byte_range: tuple[int, ...]
    revision: int
    """Index of the last revision that wrote the record."""
    page: int | None
    """Object number of the page that shows its field, where the field says so."""
    stand_in: bytes | None = None
    """What the parser was shown in the place of `contents`; None where it saw them."""

    @property
    def sub_filter(self) -> str:
        """How the signature is written, as `/ETSI.CAdES.detached`."""
        return str(self.record.get("/SubFilter", "-"))

    @property
    def empty(self) -> bool:
        """Nothing was signed: a placeholder, or a seal with its value or range taken out."""
        return not self.byte_range or not self.contents.strip(b"\x00")

    @property
    def end(self) -> int:
        """Offset after the last byte that it covers."""
        return self.byte_range[2] + self.byte_range[3]

    @property
    def permits_no_change(self) -> bool:
        """Certified with DocMDP P=1."""
        for reference in self.record.get("/Reference", ()):
            entry = reference.get_object()
            if entry.get("/TransformMethod") == "/DocMDP":
                return bool(entry["/TransformParams"].get("/P", 2) == 1)
        return False


def marks_of(reader: PdfFileReader, values: Mapping[bytes, bytes] = MappingProxyType({})) -> tuple[Mark, ...]:
    """Return every filled signature field's record, earliest revision first.

    Args:
        reader: The parsed file.
        values: For each stand-in that the parser was shown, the signature value that it stands for.
    """
    marks = [_mark(reader, field, values) for field in filled_signature_fields(reader)]
    return tuple(sorted(marks, key=lambda mark: mark.revision))


def judge_seals(data: bytes, marks: tuple[Mark, ...]) -> tuple[int, Finding]:
    """Count the seals: how many, and the answer to `sealed`."""
    seals = [mark for mark in marks if not mark.timestamp]
    signed = [mark for mark in seals if not mark.empty]
    if len(signed) > 1:
        return len(signed), Finding(Answer.NO, Cause.SEVERAL_SEALS, {"seals": str(len(signed))})
    if signed:
        return 1, Finding(Answer.YES, Cause.ONE_SEAL, {"seals": "1"})
    cause = Cause.EMPTY_SEAL if seals else Cause.DETACHED_SEAL if _TRACE in data else Cause.NO_SEAL
    return 0, Finding(Answer.NO, cause, {"seals": "0"})


@dataclass(frozen=True, slots=True)
class Structure:
    """How a file with one seal is built."""

    finding: Finding
    ends: tuple[int, ...]
    """Offsets behind the sealed revision and those after it that are in order; ascending."""
    extension: Extension | None = None
    """What follows the seal, where nothing in it stands in the way."""


def judge_structure(data: bytes, reader: PdfFileReader, marks: tuple[Mark, ...]) -> Structure:
    """Judge the bytes around one seal; needs at least one mark that is not a timestamp."""
    seal = next(mark for mark in marks if not mark.timestamp and not mark.empty)
    objections = [found for mark in marks for found in _range(data, reader, mark)]
    if objections:
        return Structure(min(objections, key=lambda finding: finding.answer is not Answer.NO), ())
    if reader.xrefs.hybrid_xrefs_present:
        return Structure(_ambiguous("hybrid cross-references"), ())
    if seal is not marks[0]:
        return Structure(Finding(Answer.UNDECIDED, Cause.SIGNED_BEFORE), ())
    if seal.end == len(data):
        return Structure(Finding(Answer.YES, Cause.UNTOUCHED), (seal.end,))
    return _extended(data, reader, seal, marks)


def _extended(data: bytes, reader: PdfFileReader, seal: Mark, marks: tuple[Mark, ...]) -> Structure:
    trace = Trace()
    try:
        extension = judge_extension(data, reader, seal.revision, seal.end, trace)
    except OtherFormError as form:
        return Structure(_ambiguous(str(form)), tuple(trace.ends))
    except NotPlainError as found:
        return Structure(malformed(data, seal, found, trace.ends[-1]), tuple(trace.ends))
    except Edited as edit:
        return Structure(_edited(seal, edit), tuple(trace.ends))
    if extension.timestamps != len(marks) - 1:
        return Structure(_ambiguous("timestamps"), extension.ends)
    cause = Cause.ARCHIVED if extension.timestamps else Cause.WITH_VALIDATION_DATA
    evidence = {"revisions": str(len(extension.ends) - 1), "bytes": str(len(data) - seal.end)}
    return Structure(Finding(Answer.YES, cause, evidence), extension.ends, extension)


def _mark(reader: PdfFileReader, field_ref: generic.Reference, values: Mapping[bytes, bytes]) -> Mark:
    field = _dictionary(field_ref)
    value = field.raw_get("/V")
    record_ref = value.reference if isinstance(value, generic.IndirectObject) else field_ref
    record = _dictionary(value)
    contents = _contents(record)
    page = field.raw_get("/P") if "/P" in field else None
    return Mark(
        timestamp=record.get("/Type") == "/DocTimeStamp" or record.get("/SubFilter") == "/ETSI.RFC3161",
        record=record,
        contents=values.get(contents, contents),
        byte_range=tuple(int(number) for number in record.get("/ByteRange", ())),
        revision=reader.xrefs.get_last_change(record_ref),
        page=page.idnum if isinstance(page, generic.IndirectObject) else None,
        stand_in=contents if contents in values else None,
    )


def _dictionary(value: generic.Dereferenceable | generic.PdfObject) -> generic.DictionaryObject:
    found = value.get_object()
    if not isinstance(found, generic.DictionaryObject):
        raise PdfReadError("a dictionary was expected")
    return found


def _contents(record: generic.DictionaryObject) -> bytes:
    if "/Contents" not in record:
        return b""
    value = record.raw_get("/Contents", decrypt=generic.EncryptedObjAccess.RAW)
    if not isinstance(value, generic.TextStringObject | generic.ByteStringObject):
        return b""
    return bytes(value.original_bytes)


def false_range(data: bytes, mark: Mark) -> Finding | None:
    """Where a signature is said to stand and does not: the file was written anew around it."""
    if not _well_formed(mark.byte_range, len(data)):
        return _false_range("ByteRange", mark)
    _, before, after, _ = mark.byte_range
    gap = data[before:after]
    if not _HEX_STRING.fullmatch(gap) or bytes.fromhex(gap[1:-1].decode()) != mark.contents:
        return _false_range("Contents", mark)
    return None


def _range(data: bytes, reader: PdfFileReader, mark: Mark) -> Iterator[Finding]:
    if mark.empty:
        yield _ambiguous("a second, empty seal")
        return
    if (false := false_range(data, mark)) is not None:
        yield false
    elif mark.contents[1] == _INDEFINITE or _padding(mark.contents).strip(b"\x00"):
        yield _ambiguous("the end of the signature value")
    elif not _END.search(data[mark.end - _END_LENGTH : mark.end]):
        yield _false_range("%%EOF", mark)
    elif not _covers_its_revision(data, reader, mark):
        yield Finding(Answer.NO, Cause.SEAL_REPLACED, {"revision": str(mark.revision + 1)})


def _padding(contents: bytes) -> bytes:
    """Return what stands behind the one DER value."""
    first = contents[1]
    if first < _INDEFINITE:
        return contents[2 + first :]
    size = first & 0x7F
    return contents[2 + size + int.from_bytes(contents[2 : 2 + size]) :]


def _well_formed(byte_range: tuple[int, ...], size: int) -> bool:
    if len(byte_range) != _RANGE_NUMBERS:
        return False
    start, before, after, rest = byte_range
    return start == 0 and 0 < before < after and rest > 0 and after + rest <= size and (after - before) % 2 == 0


def _covers_its_revision(data: bytes, reader: PdfFileReader, mark: Mark) -> bool:
    """Whether the revision that wrote the record ends where the range ends, cross-references and all."""
    xrefs = reader.xrefs
    stated = _START.search(data[max(0, mark.end - _START_LENGTH) : mark.end])
    if stated is None or int(stated[1]) != xrefs.get_startxref_for_revision(mark.revision):
        return False
    revisions = range(mark.revision + 1)
    return all(xrefs.get_xref_container_info(revision).end_location <= mark.end for revision in revisions)


def malformed(data: bytes, seal: Mark, found: NotPlainError, since: int) -> Finding:
    """Judge bytes that belong to nothing: an end that is no revision at all, or a revision that programs would repair.

    Args:
        data: The file.
        seal: The seal that they follow.
        found: Where, and what was expected there.
        since: Offset behind the last revision that is in order.
    """
    if b"startxref" not in data[since:]:
        return Finding(Answer.NO, Cause.APPENDED, {"bytes": str(len(data) - since)})
    evidence = {"offset": str(found.offset), "detail": found.detail}
    if not seal.permits_no_change:
        return Finding(Answer.UNDECIDED, Cause.EDITED_LATER, evidence)
    return Finding(Answer.NO, Cause.REVISION_MALFORMED, evidence)


def _edited(seal: Mark, edit: Edited) -> Finding:
    replaced = edit.replaced is not None
    evidence = {"object": str(edit.replaced)} if replaced else {"detail": edit.detail}
    if not seal.permits_no_change:
        return Finding(Answer.UNDECIDED, Cause.EDITED_LATER, evidence)
    return Finding(Answer.NO, Cause.REDEFINED if replaced else Cause.FORBIDDEN_EDIT, evidence)


def _ambiguous(detail: str) -> Finding:
    return Finding(Answer.UNDECIDED, Cause.AMBIGUOUS_STRUCTURE, {"detail": detail})


def _false_range(detail: str, mark: Mark) -> Finding:
    numbers = " ".join(str(number) for number in mark.byte_range)
    return Finding(Answer.NO, Cause.RANGE_FALSE, {"detail": detail, "byte_range": f"[{numbers}]"})
