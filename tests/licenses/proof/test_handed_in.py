"""Papers that are handed in: one that opens is taken as what it is, whatever else is none."""

from __future__ import annotations

import pytest
from builders.scans import packed, scan

from licenses.proof.handed_in import paper_form, saved_as
from licenses.proof.limits import LIMITS
from licenses.proof.reading import read
from licenses.proof.verdict import Question, Reply
from licenses.proof.wording import sentence

PAPERS = {
    "png": scan(form="PNG"), "jpg": scan(form="JPEG"), "tif": scan(form="TIFF"), "pdf": scan(form="PDF"),
    "ofd": packed("OFD.xml", "Doc_0/Document.xml"),
}  # fmt: skip


def readable(content: bytes) -> Reply:
    found = read(content, LIMITS).readable
    said = sentence(found.cause, found.evidence)
    return Reply(Question.READABLE, found.answer, said, {**found.evidence, "cause": str(found.cause)})


@pytest.mark.parametrize("form", PAPERS)
def test_a_paper_that_opens_is_saved_as_what_it_is(form: str) -> None:
    content = PAPERS[form]
    assert (paper_form(content, readable(content)), saved_as(content)) == (form, form)


def test_a_page_that_was_typed_is_a_paper(genuine: bytes) -> None:
    assert paper_form(genuine, readable(genuine)) == "pdf"


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.4 not really", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"II*\x00", b"PK\x03\x04", b"hello",
        packed("word/document.xml"), PAPERS["pdf"][:-200], b"GIF89a" + bytes(40),
    ],
)  # fmt: skip
def test_what_nobody_can_open_is_none(content: bytes) -> None:
    assert paper_form(content, readable(content)) is None
