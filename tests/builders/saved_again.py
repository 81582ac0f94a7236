"""What other programs make of a licence when they save it; the programs are real.

`by` says where one is not installed.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
from builders.licenses import page

from licenses.proof.causes import Cause

Saved = Callable[[bytes], bytes]


class NotInstalledError(Exception):
    """A program is not there; the message says how to get it."""


def by_qpdf(**options: object) -> Saved:
    """Saved by qpdf, on which most services stand that repair, shrink or protect files."""

    def save(data: bytes) -> bytes:
        output = io.BytesIO()
        with pikepdf.open(io.BytesIO(data)) as document:
            document.save(output, **options)  # type: ignore[arg-type]
        return output.getvalue()

    return save


def protected(user: str) -> Saved:
    return by_qpdf(encryption=pikepdf.Encryption(owner="owner", user=user))


def freed(data: bytes) -> bytes:
    return by_qpdf(encryption=False)(protected("")(data))


def by_pypdf(change: Callable[[pypdf.PdfWriter, bytes], object], *, behind: bool = False) -> Saved:
    """Written by pypdf, anew or behind what is there."""

    def save(data: bytes) -> bytes:
        writer = pypdf.PdfWriter(io.BytesIO(data), incremental=True) if behind else pypdf.PdfWriter()
        change(writer, data)
        output = io.BytesIO()
        writer.write(output)
        return output.getvalue()

    return save


def cloned(writer: pypdf.PdfWriter, data: bytes) -> None:
    writer.clone_document_from_reader(pypdf.PdfReader(io.BytesIO(data)))


def merged(writer: pypdf.PdfWriter, data: bytes) -> None:
    for each in (page(), data):
        writer.append(io.BytesIO(each))


def joined(writer: pypdf.PdfWriter, data: bytes) -> None:
    """Two licences in one file, both with their seals."""
    for _ in range(2):
        writer.append(io.BytesIO(data))


def titled(writer: pypdf.PdfWriter, _: bytes) -> None:
    writer.add_metadata({"/Title": "我的证照"})


def turned(writer: pypdf.PdfWriter, _: bytes) -> None:
    writer.pages[0].rotate(90)


def by_pdfium(flags: int, data: bytes) -> bytes:
    """Saved by PDFium, which is in Chrome, WPS and many a telephone."""
    output = io.BytesIO()
    pypdfium2.PdfDocument(data).save(output, flags=flags)
    return output.getvalue()


def photographed(form: str, data: bytes) -> bytes:
    output = io.BytesIO()
    pypdfium2.PdfDocument(data)[0].render(scale=150 / 72).to_pil().convert("RGB").save(output, form)
    return output.getvalue()


def by(*command: str) -> Saved:
    """Saved by a program; `in`, `other` and `out` stand for files."""

    def save(data: bytes) -> bytes:
        if shutil.which(command[0]) is None:
            raise NotInstalledError(f"{command[0]} is not installed (Debian, Ubuntu: poppler-utils, mupdf-tools)")
        with tempfile.TemporaryDirectory() as folder:
            files = {name: Path(folder, f"{name}.pdf") for name in ("in", "other", "out")}
            files["in"].write_bytes(data)
            files["other"].write_bytes(page())
            words = [str(files.get(word, word)) for word in command]
            subprocess.run(words, check=True, capture_output=True, timeout=60)
            return files["out"].read_bytes()

    return save


KINDS: dict[str, tuple[Saved, Cause]] = {
    "saved again by qpdf": (by_qpdf(), Cause.RANGE_FALSE),
    "linearised for the web": (by_qpdf(linearize=True), Cause.LINEARISED),
    "shrunk": (by_qpdf(object_stream_mode=pikepdf.ObjectStreamMode.generate), Cause.RANGE_FALSE),
    "unpacked": (by_qpdf(qdf=True), Cause.RANGE_FALSE),
    "restricted by its owner": (protected(""), Cause.RESTRICTED),
    "encrypted": (protected("user"), Cause.ENCRYPTED),
    "freed of its restrictions": (freed, Cause.RANGE_FALSE),
    "written anew by pypdf": (by_pypdf(cloned), Cause.RANGE_FALSE),
    "merged by pypdf": (by_pypdf(merged), Cause.MERGED),
    "merged by pypdf, two licences": (by_pypdf(joined), Cause.MERGED),
    "given a title": (by_pypdf(titled, behind=True), Cause.AMBIGUOUS_STRUCTURE),
    "turned": (by_pypdf(turned, behind=True), Cause.AMBIGUOUS_STRUCTURE),
    "saved by PDFium": (partial(by_pdfium, 0), Cause.RANGE_FALSE),
    "saved by PDFium behind itself": (partial(by_pdfium, 1), Cause.EXTENSION_UNPROVED),
    "printed into a PDF": (by("pdftocairo", "-pdf", "in", "out"), Cause.COPY_OF),
    "taken out of a PDF": (by("pdfseparate", "in", "out"), Cause.RANGE_FALSE),
    "united by poppler": (by("pdfunite", "in", "other", "out"), Cause.REWRITTEN),
    "cleaned by MuPDF": (by("mutool", "clean", "in", "out"), Cause.REWRITTEN),
    "squeezed by MuPDF": (by("mutool", "clean", "-gggg", "-z", "in", "out"), Cause.REWRITTEN),
    "merged by MuPDF": (by("mutool", "merge", "-o", "out", "in", "other"), Cause.COPY_OF),
    "scanned into a PDF": (partial(photographed, "PDF"), Cause.SCAN_OF),
    "photographed": (partial(photographed, "JPEG"), Cause.PICTURE_OF),
    "sent as text": (lambda data: data.replace(b"\n", b"\r\n"), Cause.SENT_AS_TEXT),
    "sent as text in another encoding": (lambda data: data.decode("latin-1").encode(), Cause.SENT_AS_TEXT),
    "saved by an editor with a mark in front": (lambda data: b"\xef\xbb\xbf" + data, Cause.BYTES_BEFORE),
    "ended with a line more": (lambda data: data + b"\n", Cause.APPENDED),
    "not downloaded to its end": (lambda data: data[: len(data) // 2], Cause.CUT_OFF),
}
