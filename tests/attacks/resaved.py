"""Re-saved: what programs and people do to a licence, honestly or not, so that it is one no more."""

from __future__ import annotations

import base64
import gzip
import io
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pypdfium2
from attacks.kinds import BROKEN, NOT_INTACT, Attack, Catch, Family, no, not_yes
from attacks.revision import stream
from attacks.signing import byte_range
from attacks.specimens import Specimen
from builders.licenses import seal_twice
from pyhanko.pdf_utils.crypt import StandardSecurityHandler
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer

from licenses.proof.causes import Cause
from licenses.proof.verdict import Question


def _by_library(specimen: Specimen) -> bytes:
    output = io.BytesIO()
    copy_into_new_writer(PdfFileReader(io.BytesIO(specimen.data))).write(output)
    return output.getvalue()


def _encrypted(password: str) -> Callable[[Specimen], bytes]:
    """Encrypt it for whoever knows a password; with none, everybody may open it, and not everything with it."""

    def build(specimen: Specimen) -> bytes:
        writer = copy_into_new_writer(PdfFileReader(io.BytesIO(specimen.data)))
        handler = StandardSecurityHandler.build_from_pw("secret", password)
        writer.security_handler = handler
        writer._encrypt = writer.add_object(handler.as_pdf_object())
        output = io.BytesIO()
        writer.write(output)
        return output.getvalue()

    return build


def _incrementally(specimen: Specimen) -> bytes:
    """Save it again with nothing changed but the date and program of the last change."""
    output = io.BytesIO()
    writer = IncrementalPdfFileWriter(io.BytesIO(specimen.data))
    writer.update_root()
    writer.write(output)
    return output.getvalue()


def _by_browser(specimen: Specimen) -> bytes:
    document, output = pypdfium2.PdfDocument(specimen.data), io.BytesIO()
    document.save(output)
    document.close()
    return output.getvalue()


def _merged(specimen: Specimen) -> bytes:
    output = io.BytesIO()
    document, other = pypdfium2.PdfDocument.new(), pypdfium2.PdfDocument(specimen.data)
    for _ in range(2):
        document.import_pages(other)
    document.save(output)
    other.close()
    document.close()
    return output.getvalue()


def _picture(specimen: Specimen) -> bytes:
    """Print it into a picture, and the picture into a file."""
    document = pypdfium2.PdfDocument(specimen.data)
    image = document[0].render(scale=0.3).to_pil().convert("L")
    document.close()
    drawing = b"q 595 0 0 420 0 0 cm /I Do Q"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 420]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>",
        stream(drawing),
        stream(
            image.tobytes(), b"/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/DeviceGray" % image.size
        ),
    )
    output, places = io.BytesIO(), []
    output.write(b"%PDF-1.7\n")
    for number, text in enumerate(objects, 1):
        places.append(output.tell())
        output.write(b"%d 0 obj\n%b\nendobj\n" % (number, text))
    table = output.tell()
    output.write(b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places))
    output.write(b"trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % table)
    return output.getvalue()


def _by_program(*command: str) -> Callable[[Specimen], bytes | None]:
    """Let a program write it anew; the names `in` and `out` stand for the files."""

    def build(specimen: Specimen) -> bytes | None:
        if shutil.which(command[0]) is None:
            return None
        with tempfile.TemporaryDirectory() as folder:
            names = {"in": str(Path(folder, "in.pdf")), "out": str(Path(folder, "out.pdf"))}
            Path(names["in"]).write_bytes(specimen.data)
            subprocess.run([names.get(word, word) for word in command], check=True, capture_output=True, timeout=60)
            return Path(names["out"]).read_bytes()

    return build


def _zipped(specimen: Specimen) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr("licence.pdf", specimen.data)
    return output.getvalue()


def _cut(change: Callable[[int], int]) -> Callable[[Specimen], bytes]:
    return lambda specimen: specimen.data[: change(len(specimen.data))]


def _cut_in_seal(specimen: Specimen) -> bytes:
    _, before, after, _ = byte_range(specimen.data)
    return specimen.data[: (before + after) // 2]


def _before_the_seal(specimen: Specimen) -> bytes:
    """Cut it back to the page that was there before it was sealed."""
    return specimen.data[: specimen.data.index(b"%%EOF") + 6]


@lru_cache(maxsize=8)
def _sealed_twice(specimen: Specimen) -> bytes:
    """Put a second seal on the page, with the same key."""
    return seal_twice(specimen.authority, specimen.sealer)


def _sealed_twice_and_changed(specimen: Specimen) -> bytes:
    data = bytearray(_sealed_twice(specimen))
    data[data.index(b"stream", 200) + 40] ^= 1
    return bytes(data)


def _kind(
    name: str, build: Callable[[Specimen], bytes | None], caught: tuple[Catch, ...] = NOT_INTACT, except_for: str = ""
) -> Attack:
    return Attack(name, Family.RESAVED, build, caught, except_for=except_for)


_CUT_OFF = no(Question.READABLE, Cause.CUT_OFF)
_COPY = no(Question.SEALED, Cause.COPY_OF)
_ANY = (*BROKEN, *no(Question.SEALED))
_PROGRAM = "where the program is not installed"

SAVED = (
    _kind("rewritten_by_a_library", _by_library, _ANY),
    _kind("saved_again_by_a_library", _incrementally, not_yes(Question.INTACT)),
    _kind("encrypted", _encrypted("secret"), no(Question.READABLE, Cause.ENCRYPTED)),
    _kind("restricted_by_its_owner", _encrypted(""), no(Question.READABLE, Cause.RESTRICTED)),
    _kind("saved_by_a_browser", _by_browser, _ANY),
    _kind("printed_into_a_file", _by_program("pdftocairo", "-pdf", "in", "out"), _ANY, _PROGRAM),
    _kind("cleaned_by_a_program", _by_program("mutool", "clean", "in", "out"), _ANY, _PROGRAM),
    _kind("rewritten_by_a_program", _by_program("qpdf", "in", "out"), _ANY, _PROGRAM),
    _kind("united_by_a_program", _by_program("pdfunite", "in", "in", "out"), _ANY, _PROGRAM),
    _kind("printed_into_a_picture", _picture, no(Question.SEALED, Cause.NO_SEAL)),
    _kind("two_licences_in_one_file", _merged, _ANY),
    _kind("two_files_one_behind_the_other", lambda one: one.data + one.data),
    _kind("cut_back_to_the_page", _before_the_seal, _COPY),
    _kind("cut_in_the_middle", _cut(lambda size: size // 2), _CUT_OFF),
    _kind("cut_in_the_seal", _cut_in_seal, _CUT_OFF),
    _kind("cut_by_some_bytes", _cut(lambda size: size - 20), BROKEN),
    _kind("cut_to_a_header", _cut(lambda _: 20), _CUT_OFF),
    _kind("nothing_left", _cut(lambda _: 0), no(Question.READABLE, Cause.EMPTY_FILE)),
    _kind(
        "mark_of_byte_order_in_front", lambda one: b"\xef\xbb\xbf" + one.data, no(Question.READABLE, Cause.BYTES_BEFORE)
    ),
    _kind("line_ends_of_another_system", lambda one: one.data.replace(b"\n", b"\r\n"), BROKEN),
    _kind("line_ends_lost", lambda one: one.data.replace(b"\r", b""), BROKEN),
    _kind("eighth_bits_lost", lambda one: bytes(byte & 0x7F for byte in one.data), BROKEN),
    _kind("read_as_text_and_written_again", lambda one: one.data.decode("utf-8", "replace").encode(), BROKEN),
    _kind("packed_as_gzip", lambda one: gzip.compress(one.data), no(Question.READABLE, Cause.ARCHIVE)),
    _kind("packed_as_zip", _zipped, no(Question.READABLE, Cause.ARCHIVE)),
    _kind("written_in_base64", lambda one: base64.encodebytes(one.data), no(Question.READABLE, Cause.IN_BASE64)),
    _kind("of_another_format", lambda _: b"\xff\xd8\xff\xe0" * 100, no(Question.READABLE, Cause.PICTURE)),
    _kind("header_of_a_version_that_is_none", lambda one: b"%PDF-9.9" + one.data[8:], BROKEN),
    _kind("sealed_twice", _sealed_twice, no(Question.SEALED, Cause.SEVERAL_SEALS)),
    _kind("sealed_twice_and_changed", _sealed_twice_and_changed, no(Question.SEALED, Cause.SEVERAL_SEALS)),
)
