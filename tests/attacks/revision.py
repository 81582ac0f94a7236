"""A later revision, written byte by byte: what a forger appends, in exact form or in one that is not.

`Draft` is a revision before it is put into bytes; `written` puts it down exactly as ISO 32000-2, 7.5.6 wants it. What
is to be wrong is changed in the draft, or afterwards in the bytes by `altered`.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

FREE_HEAD = b"0 1\n0000000000 65535 f \n"


@dataclass(frozen=True)
class Numbers:
    """Where things are in a file: object numbers, and what its last trailer says."""

    root: int
    info: int
    page: int
    contents: int
    form: int
    field: int
    record: int
    metadata: int
    size: int
    table: int
    """Offset of the last cross-reference table."""
    identity: bytes
    """/ID as it is written."""


@lru_cache(maxsize=256)
def numbers(data: bytes) -> Numbers:
    """Read the numbers of a sealed licence."""
    reader = PdfFileReader(io.BytesIO(data))
    root = reader.root
    page_reference = root["/Pages"]["/Kids"].raw_get(0)
    form = root["/AcroForm"]
    field_reference = form["/Fields"].raw_get(0)
    field = field_reference.get_object()
    first, second = (one.original_bytes.hex().encode() for one in reader.trailer["/ID"])
    return Numbers(
        root=_number(reader.trailer.raw_get("/Root")),
        info=_number(reader.trailer.raw_get("/Info")),
        page=_number(page_reference),
        contents=_number(page_reference.get_object().raw_get("/Contents")),
        form=_number(root.raw_get("/AcroForm")),
        field=_number(field_reference),
        record=_number(field.raw_get("/V")),
        metadata=_number(root.raw_get("/Metadata")),
        size=int(reader.trailer["/Size"]),
        table=int(data[data.rindex(b"startxref") :].split()[1]),
        identity=b"[<%b><%b>]" % (first, second),
    )


def body(data: bytes, number: int) -> bytes:
    """Return an object as it was last written, without its frame."""
    start = data.rindex(b"\n%d 0 obj" % number) + len(b"\n%d 0 obj" % number)
    return data[start : data.index(b"endobj", start)].strip()


def stream(content: bytes, entries: bytes = b"", *, packed: bool = False) -> bytes:
    """Write a stream."""
    if packed:
        content, entries = zlib.compress(content, 9), entries + b"/Filter/FlateDecode"
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (entries, len(content), content)


def with_entry(dictionary: bytes, entry: bytes) -> bytes:
    """Put an entry at the end of a dictionary."""
    assert dictionary.endswith(b">>")
    return dictionary[:-2] + entry + b"\n>>"


def exchanged(text: bytes, pattern: bytes, new: bytes) -> bytes:
    """Replace the first match of a pattern; there has to be one."""
    result, count = re.subn(pattern, lambda _: new, text, count=1, flags=re.DOTALL)
    assert count, pattern
    return result


@dataclass(frozen=True)
class Object:
    """An object of a revision, with its frame."""

    number: int
    body: bytes
    opening: bytes = b"%d 0 obj\n"
    closing: bytes = b"\nendobj\n"
    before: bytes = b""
    """Bytes in front of it that the table does not count in."""
    listed: bool = True
    generation: int = 0

    @property
    def bytes(self) -> bytes:
        """What stands in the file."""
        return self.opening.replace(b"%d", b"%d" % self.number) + self.body + self.closing


@dataclass(frozen=True)
class Draft:
    """A revision before it is put into bytes."""

    base: bytes
    """The file that it goes behind."""
    objects: tuple[Object, ...] = ()
    trailer: bytes = b""
    """Entries beside /Size, /Root, /Info, /ID and /Prev."""
    behind: bytes = b""
    """Bytes between the last object and the table."""

    @property
    def numbers(self) -> Numbers:
        """The numbers of the file that it goes behind."""
        return numbers(self.base)

    @property
    def free(self) -> int:
        """The first number that is free."""
        return max([self.numbers.size, *(one.number + 1 for one in self.objects)])

    def body(self, number: int) -> bytes:
        """An object as this revision, or the last before it, wrote it."""
        own = [one.body for one in self.objects if one.number == number]
        return own[-1] if own else body(self.base, number)

    def with_objects(self, bodies: Mapping[int, bytes]) -> Draft:
        """Write objects, in the place of those of the same numbers."""
        kept = tuple(one for one in self.objects if one.number not in bodies)
        return replace(self, objects=(*kept, *(Object(number, text) for number, text in bodies.items())))

    def adding(self, *bodies: bytes) -> tuple[Draft, tuple[int, ...]]:
        """Write objects under numbers that are free; return these."""
        first = self.free
        added = dict(enumerate(bodies, first))
        return self.with_objects(added), tuple(added)

    def changing(self, number: int, change: Callable[[bytes], bytes]) -> Draft:
        """Write an object anew, changed."""
        return self.with_objects({number: change(self.body(number))})

    def with_data(self, certificates: Iterable[bytes], lists: Iterable[bytes]) -> Draft:
        """Write validation data, as sealing does."""
        draft, papers = self, []
        for contents in (certificates, lists):
            draft, found = draft.adding(*(stream(one, packed=True) for one in dict.fromkeys(contents)))
            papers.append(b"[%b]" % b" ".join(b"%d 0 R" % number for number in found))
        draft, (store,) = draft.adding(b"<</Type/DSS/Certs %b/CRLs %b>>" % tuple(papers))
        return draft.changing(self.numbers.root, lambda catalog: pointing(catalog, store))

    def written(self) -> bytes:
        """Put it down in exact form."""
        output = io.BytesIO()
        output.write(self.base)
        places = []
        for one in sorted(self.objects, key=lambda one: one.number):
            output.write(one.before)
            if one.listed:
                places.append((one.number, output.tell(), one.generation))
            output.write(one.bytes)
        output.write(self.behind)
        table = output.tell()
        output.write(b"xref\n" + FREE_HEAD)
        for place in places:
            output.write(b"%d 1\n%010d %05d n \n" % place)
        known = self.numbers
        output.write(
            b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID %b/Prev %d%b>>\nstartxref\n%d\n%%%%EOF\n"
            % (self.free, known.root, known.info, known.identity, known.table, self.trailer, table)
        )
        return output.getvalue()

    def altered(self, pattern: bytes, new: bytes) -> bytes:
        """Put it down, and exchange the first match of a pattern in what is appended."""
        return self.base + exchanged(self.written()[len(self.base) :], pattern, new)


def pointing(catalog: bytes, store: int) -> bytes:
    """Return a catalog that points at this validation data."""
    entry = b"/DSS %d 0 R" % store
    changed, count = re.subn(rb"/DSS \d+ 0 R", entry, catalog)
    return changed if count else with_entry(catalog, entry)


def _number(value: generic.PdfObject) -> int:
    assert isinstance(value, generic.IndirectObject)
    return value.idnum
