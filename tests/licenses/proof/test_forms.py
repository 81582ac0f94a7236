"""What people bring instead of a licence: each is told what it is, why it cannot be read, and what to do."""

from __future__ import annotations

import base64
import gzip
import io
import re
import zipfile

import pytest
from PIL import Image

from licenses.proof.causes import Cause
from licenses.proof.reading import read
from licenses.proof.reasons import REASONS
from licenses.proof.verdict import Answer
from licenses.seal.sealing import sealed_length

WHAT_TO_DO = re.compile("请|give|fetch|ask|decode|unpack|sign in")


def packed(*names: str, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", method) as archive:
        for name in names:
            archive.writestr(name, b"x" * 5_000)
    return output.getvalue()


def picture(form: str) -> bytes:
    output = io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(output, form)
    return output.getvalue()


BROUGHT = {
    "nothing": (b"", Cause.EMPTY_FILE),
    "blanks": (b" \r\n\0" * 9, Cause.EMPTY_FILE),
    **{form: (picture(form), Cause.PICTURE) for form in ("JPEG", "PNG", "GIF", "TIFF", "BMP", "WEBP")},
    "a photograph of a telephone": (b"\0\0\0\x18ftypheic" + bytes(90), Cause.PICTURE),
    "OFD": (packed("OFD.xml", "Doc_0/Document.xml"), Cause.OFD),
    "OFD, whose parts stand in another order": (packed("Doc_0/Document.xml", "OFD.xml"), Cause.OFD),
    "Word": (packed("[Content_Types].xml", "word/document.xml"), Cause.OFFICE_DOCUMENT),
    "old Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Cause.OFFICE_DOCUMENT),
    "OpenDocument": (
        b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.text",
        Cause.OFFICE_DOCUMENT,
    ),
    "ZIP": (packed("licence.pdf"), Cause.ARCHIVE),
    "ZIP that packs nothing": (packed("licence.pdf", method=zipfile.ZIP_STORED), Cause.ARCHIVE),
    "gzip": (gzip.compress(b"%PDF-1.7"), Cause.ARCHIVE),
    "RAR": (b"Rar!\x1a\x07\x01" + bytes(90), Cause.ARCHIVE),
    "a page that asks for sign-in": (b"\n<!DOCTYPE html><title>Sign in</title>", Cause.WEB_PAGE),
    "Base64": (base64.encodebytes(b"%PDF-1.7\n" + bytes(90)), Cause.IN_BASE64),
    "something else": (b"hello", Cause.NOT_A_PDF),
}


@pytest.mark.parametrize("brought", BROUGHT)
def test_what_is_no_pdf_is_told_what_it_is(brought: str) -> None:
    data, cause = BROUGHT[brought]
    found = read(data).readable
    assert (found.answer, found.cause) == (Answer.NO, cause)


@pytest.mark.parametrize(
    ("before", "what"), [(b"\xef\xbb\xbf", "BOM"), (b"\r\n", r"\r\n"), (b"HTTP/1.1 200 OK\n\n", "HTTP/1.1")]
)
def test_bytes_before_the_beginning_are_counted_and_shown(genuine: bytes, before: bytes, what: str) -> None:
    found = read(before + genuine).readable
    assert (found.cause, found.evidence) == (Cause.BYTES_BEFORE, {"bytes": str(len(before)), "what": what})


def test_a_pdf_that_was_harmed_is_told_how(genuine: bytes) -> None:
    harmed = {
        Cause.CUT_OFF: (genuine[: len(genuine) // 2], genuine[:-20], genuine[: sealed_length(genuine) - 9]),
        Cause.SENT_AS_TEXT: (
            genuine.replace(b"\n", b"\r\n"),
            genuine.replace(b"\r", b""),
            genuine.decode("utf-8", "replace").encode(),
        ),
    }
    for cause, files in harmed.items():
        assert [read(file).readable.cause for file in files] == [cause] * len(files)


def test_a_newline_behind_the_end_is_counted(genuine: bytes) -> None:
    found = read(genuine + b"\n").intact
    assert found.answer is not Answer.YES
    assert "1" in found.evidence.values()


def test_every_sentence_of_these_is_its_own_and_says_what_to_do() -> None:
    causes = (
        Cause.NOT_A_PDF, Cause.EMPTY_FILE, Cause.BYTES_BEFORE, Cause.PICTURE, Cause.OFD, Cause.OFFICE_DOCUMENT,
        Cause.ARCHIVE, Cause.WEB_PAGE, Cause.IN_BASE64, Cause.DAMAGED, Cause.CUT_OFF, Cause.SENT_AS_TEXT,
        Cause.ENCRYPTED, Cause.RESTRICTED, Cause.REWRITTEN, Cause.NO_SEAL, Cause.DETACHED_SEAL, Cause.RANGE_FALSE,
        Cause.LINEARISED, Cause.MERGED, Cause.SCAN, Cause.CHANGED, Cause.APPENDED, Cause.AMBIGUOUS_STRUCTURE,
        Cause.EXTENSION_UNPROVED,
    )  # fmt: skip
    sentences = [REASONS[cause] for cause in causes]
    assert len({sentence.zh for sentence in sentences}) == len({sentence.en for sentence in sentences}) == len(causes)
    assert all(WHAT_TO_DO.search(sentence.zh) and WHAT_TO_DO.search(sentence.en) for sentence in sentences)
