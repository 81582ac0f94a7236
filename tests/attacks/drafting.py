"""Builders of revisions that hold what sealing itself writes, with one thing wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from attacks.revision import Draft, Object, exchanged, stream, with_entry
from attacks.specimens import Specimen

PAGE = b"1 1 1 rg 0 0 800 800 re f 0 0 1 rg 60 60 400 300 re f"
"""What a forged page shows."""

Build = Callable[[Specimen], bytes]


@lru_cache(maxsize=32)
def drafted(specimen: Specimen) -> Draft:
    """A revision like the one that sealing writes, with nothing wrong."""
    papers = (specimen.sealer.certificate, *specimen.sealer.chain)
    return Draft(specimen.base).with_data(papers, specimen.sealer.revocation)


def forged(specimen: Specimen) -> bytes:
    """The page's content, once more and different, as a viewer finds it when it scans the file."""
    return b"%d 0 obj\n%b\nendobj\n" % (drafted(specimen).numbers.contents, stream(PAGE))


def in_bytes(pattern: bytes, new: bytes) -> Build:
    """Exchange the first match of a pattern in what is appended."""
    return lambda specimen: drafted(specimen).altered(pattern, new)


def catalog_frame(change: Callable[[Object], Object]) -> Build:
    """Change the frame of the catalog."""

    def build(specimen: Specimen) -> bytes:
        draft = drafted(specimen)
        root = draft.numbers.root
        changed = tuple(change(one) if one.number == root else one for one in draft.objects)
        return replace(draft, objects=changed).written()

    return build


def first_stream(pattern: bytes, new: bytes) -> Build:
    """Change the text of the first stream."""

    def build(specimen: Specimen) -> bytes:
        draft = drafted(specimen)
        return draft.changing(draft.objects[0].number, lambda text: exchanged(text, pattern, new)).written()

    return build


def in_catalog(entry: bytes) -> Build:
    """Put an entry into the catalog."""

    def build(specimen: Specimen) -> bytes:
        draft = drafted(specimen)
        return draft.changing(draft.numbers.root, lambda catalog: with_entry(catalog, entry)).written()

    return build


def before_table(extra: bytes) -> Build:
    """Put bytes between the last object and the table."""
    return lambda specimen: replace(drafted(specimen), behind=extra).written()


def in_trailer(entries: bytes) -> Build:
    """Put entries into the trailer."""
    return lambda specimen: replace(drafted(specimen), trailer=entries).written()


def stating(key: bytes, change: Callable[[Draft], int]) -> Build:
    """State another number in the trailer."""

    def build(specimen: Specimen) -> bytes:
        draft = drafted(specimen)
        return draft.altered(key + rb" \d+", key + b" %d" % change(draft))

    return build


def starting(change: Callable[[int, Draft], int]) -> Build:
    """State another place of the table behind startxref."""

    def build(specimen: Specimen) -> bytes:
        draft = drafted(specimen)
        data = draft.written()
        right = int(data[data.rindex(b"startxref") :].split()[1])
        return draft.altered(rb"startxref\n\d+", b"startxref\n%d" % change(right, draft))

    return build


def trailing(tail: bytes) -> Build:
    """Put bytes behind the file."""
    return lambda specimen: specimen.data + tail


def place(draft: Draft, number: int) -> int:
    """Offset of an object of the revision."""
    return draft.written().index(b"\n%d 0 obj" % number, len(draft.base) - 1) + 1
