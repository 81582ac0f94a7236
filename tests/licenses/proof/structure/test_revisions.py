"""Revisions after a seal: bytes that belong to nothing are found, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from builders.licenses import SEALED_AT, Authority

from licenses.proof.structure.revisions import OtherFormError, later_revisions
from licenses.proof.structure.syntax import NotPlainError
from licenses.seal.sealing import sealed_length


@pytest.fixture(scope="module")
def archived(genuine: bytes, authority: Authority) -> bytes:
    return authority.archive(genuine, SEALED_AT)


def ends(data: bytes, start: int) -> list[int]:
    return [revision.end for revision in later_revisions(data, start)]


def test_our_own_validation_data_and_the_librarys_timestamp_are_read_to_the_last_byte(
    genuine: bytes, archived: bytes
) -> None:
    assert ends(archived, sealed_length(genuine)) == [len(genuine), len(archived)]
    first, second = later_revisions(archived, sealed_length(genuine))
    assert second.start == first.end
    assert first.table < first.end
    assert set(second.objects) >= {int(number) for number in re.findall(rb"(\d+) 0 obj", archived[first.end :])}


def replaced(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def change(tail: bytes) -> bytes:
        assert old in tail
        return tail.replace(old, new, 1)

    return change


def number_off_by_one(tail: bytes) -> bytes:
    entry = re.search(rb"\n(\d{10}) 00000 n", tail)
    assert entry is not None
    return tail[: entry.start(1)] + b"%010d" % (int(entry[1]) + 1) + tail[entry.end(1) :]


CHANGES: dict[str, Callable[[bytes], bytes]] = {
    "a comment between objects": replaced(b"endobj\n", b"endobj\n% here\n"),
    "a comment in the table": replaced(b"xref\n0 1\n", b"xref %c\n0 1\n"),
    "a comment in a subsection": replaced(b"xref\n0 1\n", b"xref\n0 1 %c\n"),
    "a carriage return as the end of a line of the table": replaced(b"xref\n0 1\n", b"xref\r0 1\r"),
    "entries of 19 bytes": replaced(b" 00000 n \n", b" 00000 n\n"),
    "entries of 21 bytes": replaced(b" 00000 n \n", b" 00000 n \r\n"),
    "entry 0 in use": replaced(b"0000000000 65535 f", b"0000000000 00000 n"),
    "entry 0 with another generation": replaced(b"0000000000 65535 f", b"0000000000 00000 f"),
    "a freed object": replaced(b" 00000 n \n", b" 00001 f \n"),
    "another generation": replaced(b" 00000 n \n", b" 00001 n \n"),
    "an offset that is off by one": number_off_by_one,
    "an object that is not listed": replaced(b"xref\n0 1\n", b"99 0 obj\nnull\nendobj\nxref\n0 1\n"),
    "a listed object that is not there": replaced(b"trailer", b"99 1\n0000000000 00000 n \ntrailer"),
    "bytes before the table": replaced(b"xref\n0 1\n", b"x\nxref\n0 1\n"),
    "an object without its end": replaced(b"\nendobj\n", b"\n"),
    "two objects of one number": lambda tail: tail[: tail.index(b"endobj\n") + 7] + tail,
    "another place of the table": lambda tail: re.sub(rb"startxref\n\d+", b"startxref\n9", tail, count=1),
    "two trailers": replaced(b"trailer", b"trailer\n<</Size 1>>\ntrailer"),
    "a trailer that is no dictionary": lambda tail: re.sub(
        rb"trailer\n<<.*?>>\n", b"trailer\n[]\n", tail, flags=re.DOTALL
    ),
    "a key twice in the trailer": replaced(b"/Prev", b"/Prev 1/Prev"),
    "a NUL as a blank": replaced(b" 0 obj\n", b" 0 obj\x00"),
    "a generation of one": replaced(b" 0 obj\n", b" 1 obj\n"),
    "bytes behind the end": lambda tail: tail + b"x",
    "a second end": lambda tail: tail + b"%%EOF\n",
    "three blank lines before it": lambda tail: b"\n\n\n" + tail,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("which", ["validation data", "timestamp"])
def test_a_byte_that_belongs_to_nothing_is_found(
    genuine: bytes, archived: bytes, change: Callable[[bytes], bytes], which: str
) -> None:
    start, end = (sealed_length(genuine), len(genuine)) if which == "validation data" else (len(genuine), len(archived))
    changed = archived[:start] + change(archived[start:end])
    with pytest.raises(NotPlainError) as caught:
        ends(changed, start)
    assert start <= caught.value.offset <= len(changed)
    assert caught.value.detail


@pytest.mark.parametrize("kind", [b"ObjStm", b"XRef"])
def test_streams_that_hide_objects_are_of_another_form(kind: bytes) -> None:
    with pytest.raises(OtherFormError):
        ends(b"1 0 obj\n<</Type/%b/Length 1>>stream\nx\nendstream\nendobj\n" % kind, 0)


def test_a_revision_without_a_table_is_found() -> None:
    with pytest.raises(NotPlainError):
        ends(b"1 0 obj\n1\nendobj\nstartxref\n0\n%%EOF\n", 0)
