"""The revision with validation data, as sealing writes it (`licenses.seal.validation_data`): known to the last byte.

Its certificates and lists are taken as they are written, packed: what they say is known from a file that was judged
the long way, and brought just these.
"""

from __future__ import annotations

from dataclasses import dataclass

from licenses.proof.issued import forms
from licenses.proof.issued.der import OtherShape
from licenses.proof.issued.layout import ENDOBJ, Layout, whole
from licenses.proof.limits import LIMITS

_CATALOG_END = b">>"
_MOST = 2 * LIMITS.certificates
_STREAM_END = forms.STREAM_END + ENDOBJ


@dataclass(frozen=True, slots=True)
class Papers:
    """Validation data, packed."""

    certificates: tuple[bytes, ...] = ()
    lists: tuple[bytes, ...] = ()


def read_papers(layout: Layout) -> Papers:
    """Read what follows the seal: nothing, or just one such revision.

    Raises:
        OtherShape: Something else does.
    """
    data, start = layout.data, layout.end
    if start == len(data):
        return Papers()
    root, first = int(layout.seal.root), layout.seal.size
    sealed_start, sealed_end = layout.body(root)
    before_pointer = b"%d 0 obj\n" % root + data[sealed_start : sealed_end - len(_CATALOG_END)] + b"/DSS "
    if not data.startswith(before_pointer, start):
        raise OtherShape("catalog")
    at = data.find(ENDOBJ, start + len(before_pointer)) + len(ENDOBJ)
    catalog = data[start:at]
    places, contents = {root: start}, list[bytes]()
    for number in range(first, first + _MOST):
        head = b"%d 0 obj\n" % number
        found = forms.PAPER.match(data, at + len(head))
        if found is None or not data.startswith(head, at):
            break
        end = found.end() + int(found[1])
        if not data.startswith(_STREAM_END, end):
            raise OtherShape("paper")
        contents.append(data[found.end() : end])
        places[number] = at
        at = end + len(_STREAM_END)
    store = first + len(contents)
    if catalog != before_pointer + b"%d 0 R\n>>" % store + ENDOBJ:
        raise OtherShape("catalog")
    places[store] = at
    return _stored(layout, contents, places)


def _stored(layout: Layout, contents: list[bytes], places: dict[int, int]) -> Papers:
    """Read the store behind its papers, which it names one after the other, and see that the end is as it has to be."""
    data, first, store = layout.data, layout.seal.size, layout.seal.size + len(contents)
    at = places[store]
    table = data.find(b"xref\n", at)
    head = b"%d 0 obj\n" % store
    if not data.startswith(head, at) or not data.endswith(ENDOBJ, at, table):
        raise OtherShape("store")
    named = whole(forms.STORE, data, at + len(head), table - len(ENDOBJ))
    certificates = named[1].count(b"R")
    numbers = [b"%d 0 R" % number for number in range(first, store)]
    if named.groups() != (b" ".join(numbers[:certificates]), b" ".join(numbers[certificates:])):
        raise OtherShape("store")
    seal = layout.seal
    same = (int(seal.root), int(seal.information), seal.trailer[4])
    trailer = forms.DATA_TRAILER % (*same, store + 1, seal.table, table)
    if data[table:] != _table(places) + trailer:
        raise OtherShape("table")
    return Papers(tuple(contents[:certificates]), tuple(contents[certificates:]))


def _table(places: dict[int, int]) -> bytes:
    lines = (b"%d 1\n%010d 00000 n \n" % place for place in sorted(places.items()))
    return b"xref\n0 1\n0000000000 65535 f \n" + b"".join(lines)
