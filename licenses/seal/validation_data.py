"""The revision after the seal: the seal's validation data, and nothing else.

Certificates and revocation lists go into a document security store (DSS; ETSI EN 319 142-1, 5.4) that a revision of
its own brings, since validators count a store only where it follows the signature. The revision has one fixed shape:
streams, the store, the catalog with a pointer to it, a table; `licenses.proof.structure.extension` knows it again.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterable, Sequence
from functools import lru_cache

from pyhanko.pdf_utils import generic

_END = re.compile(rb"/Size (\d+)\n[^\x00]*startxref\n(\d+)\n%%EOF\n\Z")
_END_BYTES = 400
_FREE_HEAD = b"0 1\n0000000000 65535 f \n"


def follow(
    sealed: bytes, trailer: generic.DictionaryObject, root: generic.DictionaryObject, papers: Sequence[Iterable[bytes]]
) -> bytes:
    """Return the revision that goes behind a sealed file.

    Args:
        sealed: The file up to its seal.
        trailer: Its trailer, with Root, Info and ID.
        root: Its catalog.
        papers: Certificates and revocation lists (DER).

    Raises:
        ValueError: The file does not end as the PDF library ends it.
    """
    end = _END.search(sealed[-_END_BYTES:])
    if end is None:
        raise ValueError("the sealed file has no plain end")
    first, table = int(end[1]), int(end[2])
    certificates, lists = (tuple(dict.fromkeys(kind)) for kind in papers)
    streams = [_stream(content) for content in (*certificates, *lists)]
    store = first + len(streams)
    catalog = generic.DictionaryObject({key: root.raw_get(key) for key in root})
    catalog[generic.NameObject("/DSS")] = generic.IndirectObject(store, 0, None)
    bodies = dict(enumerate(streams, first))
    bodies[store] = b"<</Type/DSS/Certs %b/CRLs %b>>" % (
        _array(range(first, first + len(certificates))),
        _array(range(first + len(certificates), store)),
    )
    bodies[trailer.raw_get("/Root").idnum] = _written(catalog)
    return _revision(bodies, len(sealed), table, trailer)


def _revision(bodies: dict[int, bytes], offset: int, previous: int, trailer: generic.DictionaryObject) -> bytes:
    output = io.BytesIO()
    places = []
    for number, body in sorted(bodies.items()):
        places.append((number, offset + output.tell()))
        output.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
    table = offset + output.tell()
    output.write(b"xref\n" + _FREE_HEAD)
    for number, place in places:
        output.write(b"%d 1\n%010d 00000 n \n" % (number, place))
    entries = generic.DictionaryObject({key: trailer.raw_get(key) for key in ("/Root", "/Info", "/ID")})
    entries[generic.NameObject("/Size")] = generic.NumberObject(max(bodies) + 1)
    entries[generic.NameObject("/Prev")] = generic.NumberObject(previous)
    output.write(b"trailer\n%b\nstartxref\n%d\n%%%%EOF\n" % (_written(entries), table))
    return output.getvalue()


def _array(numbers: Iterable[int]) -> bytes:
    return b"[%b]" % b" ".join(b"%d 0 R" % number for number in numbers)


def _written(entries: generic.PdfObject) -> bytes:
    output = io.BytesIO()
    entries.write_to_stream(output, None)
    return output.getvalue()


@lru_cache(maxsize=1024)
def _stream(content: bytes) -> bytes:
    packed = zlib.compress(content, 9)
    return b"<</Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (len(packed), packed)
