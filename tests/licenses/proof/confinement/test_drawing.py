"""What is drawn of a file is what its seal covers, within bounds, in a process that can be ended."""

from __future__ import annotations

import asyncio
import io
import time

import pypdfium2
import pytest
from builders.bombs import BOMBS
from builders.licenses import Authority, page, seal
from builders.more import left_out
from PIL import Image, ImageChops

from licenses.proof.confinement import drawing
from licenses.proof.confinement.doing import do
from licenses.proof.confinement.drawing import draw
from licenses.proof.confinement.errands import Errand
from licenses.proof.confinement.examiners import drawn
from licenses.proof.drawings import Drawing, Undrawn
from licenses.proof.limits import LIMITS


def shown(drawn: Drawing) -> list[bytes]:
    return [picture.content for picture in drawn.pictures]


def blank(width: float, height: float, pages: int = 1) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(width, height)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def test_a_licence_is_drawn_with_its_seal(genuine: bytes) -> None:
    found = draw(genuine, LIMITS)
    assert (found.pages, found.undrawn, found.sealed) == (1, None, draw(genuine[: found.sealed], LIMITS).sealed)
    (picture,) = found.pictures
    drawn_page = Image.open(io.BytesIO(picture.content)).convert("RGB")
    assert drawn_page.size == (picture.width, picture.height)
    unsealed = Image.open(io.BytesIO(draw(page(), LIMITS).pictures[0].content)).convert("RGB")
    assert ImageChops.difference(drawn_page, unsealed).getbbox() is not None, "the seal is to be seen"


def test_every_page_of_a_long_face_is_drawn(authority: Authority) -> None:
    long = seal(authority, face={"KZ_GZ": "高处作业与起重机械；" * 500, "KZ_XB": "男"})
    found = draw(long, LIMITS)
    assert found.pages == len(found.pictures) > 8
    assert found.sealed is not None


def test_what_follows_the_seal_is_not_drawn(genuine: bytes) -> None:
    document = pypdfium2.PdfDocument(genuine)
    document[0].set_mediabox(0, 0, 50, 50)
    written = io.BytesIO()
    document.save(written, flags=1)  # FPDF_INCREMENTAL: another page size behind the seal
    changed = written.getvalue()
    assert changed.startswith(genuine)
    assert pypdfium2.PdfDocument(changed)[0].get_size() == (50, 50)
    assert shown(draw(changed, LIMITS)) == shown(draw(genuine, LIMITS))


def test_a_file_without_a_seal_is_drawn_as_it_stands_and_says_so() -> None:
    found = draw(page(), LIMITS)
    assert (found.sealed, found.undrawn, len(found.pictures)) == (None, None, 1)


def test_few_pages_are_drawn_and_none_larger_than_a_screen() -> None:
    found = draw(blank(14_400, 14_400, pages=44), LIMITS)
    assert (found.pages, len(found.pictures)) == (44, drawing._PAGES)
    assert all(max(each.width, each.height) <= drawing._HEIGHT for each in found.pictures)
    stamp = draw(blank(3, 3), LIMITS).pictures[0]
    assert max(stamp.width, stamp.height) <= 3 * drawing._LARGEST_SCALE
    thread = draw(blank(1, 14_400), LIMITS).pictures[0]
    assert thread.height <= drawing._HEIGHT


def test_after_some_time_no_further_page_is_begun_and_what_is_drawn_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "_ENOUGH", 0)
    found = draw(blank(14_400, 14_400, pages=20), LIMITS)
    assert found.pages == 20
    assert len(found.pictures) == 1


def test_pictures_that_would_be_too_many_bytes_are_left_out(genuine: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "_BYTES", 1_000)
    found = draw(genuine, LIMITS)
    assert (found.pictures, found.undrawn) == ((), Undrawn.UNREADABLE)


@pytest.mark.parametrize("data", [b"", b"hello", b"\xff\xd8\xff a photograph", b"%PDF-1.7 and nothing behind it"])
def test_what_cannot_be_drawn_is_told(data: bytes) -> None:
    assert draw(data, LIMITS) == Drawing(undrawn=Undrawn.UNREADABLE)


def test_one_process_examines_and_draws(genuine: bytes) -> None:
    assert do(genuine, Errand.DRAW, LIMITS) == draw(genuine, LIMITS)


async def test_a_file_is_drawn_elsewhere_than_here(genuine: bytes) -> None:
    assert await drawn(genuine) == draw(genuine, LIMITS)


@left_out
@pytest.mark.parametrize("name", BOMBS)
def test_what_never_lets_a_parser_go_is_given_up(authority: Authority, name: str) -> None:
    bomb = BOMBS[name](authority)
    began = time.monotonic()
    found = asyncio.run(drawn(bomb))
    assert time.monotonic() - began < 2 * LIMITS.seconds
    assert found.undrawn is not None or sum(len(each.content) for each in found.pictures) <= drawing._BYTES
