"""The code on a picture or scan says which licence to ask the register about, and nothing more."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, timedelta

import pypdfium2
import pytest
from builders.every_type import every_type
from builders.licenses import SEALED_AT, Authority, metadata, page
from builders.more import left_out
from PIL import Image, ImageFilter

from graph.words.licensing import LicenseState
from licenses.proof.causes import Cause
from licenses.proof.codes import identifier_in, identifier_on_pages, identifier_on_picture
from licenses.proof.register import Inquiry, IssuingRight, Record, Standing
from licenses.proof.trusted import TrustBundle
from licenses.proof.verdict import Answer, Basis, Question, Summary
from licenses.proof.verification import verify

OURS = metadata().identifier
AT = SEALED_AT + timedelta(days=9)
RECORD = Record(LicenseState.IN_FORCE, LicenseState.IN_FORCE, date(2026, 5, 20), None, "001")
RIGHT = IssuingRight(entitled=True, on=date(2026, 5, 20))


class Kept:
    """A register of one answer, which remembers what it was asked."""

    def __init__(self, record: Record | None) -> None:
        self.answer, self.asked = Standing(keeps_issuer=True, right=RIGHT, record=record), list[Inquiry]()

    async def standing(self, inquiry: Inquiry) -> Standing:
        self.asked.append(inquiry)
        return self.answer


def drawn(data: bytes, dots: int, treat: Callable[[Image.Image], Image.Image] = lambda one: one) -> Image.Image:
    """The first page as a scanner or a telephone would have it."""
    return treat(pypdfium2.PdfDocument(data)[0].render(scale=dots / 72, grayscale=True).to_pil())


def saved(picture: Image.Image, form: str = "JPEG") -> bytes:
    output = io.BytesIO()
    picture.save(output, form)
    return output.getvalue()


def scanned(picture: Image.Image) -> bytes:
    """A PDF of a picture."""
    output = io.BytesIO()
    picture.save(output, "PDF", resolution=150)
    return output.getvalue()


def turned(picture: Image.Image) -> Image.Image:
    return picture.rotate(7, expand=True, fillcolor=200)


TREATED = {
    "straight, 100 dpi": (100, lambda one: one),
    "turned by 7 degrees, 150 dpi": (150, turned),
    "blurred, 150 dpi": (150, lambda one: one.filter(ImageFilter.GaussianBlur(1))),
    "upside down, 150 dpi": (150, lambda one: one.rotate(180)),
    "a telephone's, 400 dpi": (400, lambda one: turned(one).convert("RGB")),
}


@pytest.mark.parametrize("treated", TREATED)
def test_the_code_of_a_picture_is_read_however_it_was_taken(genuine: bytes, treated: str) -> None:
    picture = drawn(genuine, *TREATED[treated])
    assert identifier_on_picture(saved(picture)) == OURS
    assert identifier_on_picture(saved(picture, "PNG")) == OURS
    assert identifier_on_pages(scanned(picture)) == OURS


@left_out
@pytest.mark.parametrize("treated", list(TREATED)[:3])
def test_the_code_of_every_type_is_read_from_its_scan(treated: str) -> None:
    types = list(every_type())
    read = [identifier_on_pages(scanned(drawn(one.page, *TREATED[treated]))) == one.identifier for one in types]
    assert (read.count(True), len(types)) == (40, 40)


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xd8\xff\xe0" * 100, b"%PDF-1.7 nothing", saved(Image.new("L", (500, 500)))]
)
def test_where_there_is_no_code_none_is_read(data: bytes) -> None:
    assert identifier_on_picture(data) is None
    assert identifier_on_pages(data) is None


def test_a_picture_that_unpacks_to_more_than_may_be_is_not_unpacked() -> None:
    assert identifier_on_picture(saved(Image.new("1", (6_000, 6_000)), "PNG")) is None


async def test_of_a_picture_the_register_answers_and_says_that_it_proves_nothing(genuine: bytes) -> None:
    register = Kept(RECORD)
    verdict = await verify(saved(drawn(genuine, 150)), TrustBundle(), AT, register)
    assert [inquiry.identifier for inquiry in register.asked] == [OURS]
    assert verdict.summary is Summary.UNDECIDED
    assert "proves nothing by itself" in verdict.reason.en
    assert OURS in verdict.reason.zh
    answers = {question: verdict[question].answer for question in (Question.REGISTERED, Question.IN_FORCE)}
    assert set(answers.values()) == {Answer.YES}
    assert verdict[Question.AS_ISSUED].evidence["cause"] == Cause.OF_A_COPY
    assert (verdict.identifier, verdict.rests_on) == (OURS, (Basis.FILE, Basis.REGISTER))


async def test_a_picture_of_what_nobody_issued_is_not_genuine(genuine: bytes) -> None:
    verdict = await verify(saved(drawn(genuine, 150)), TrustBundle(), AT, Kept(None))
    assert verdict.summary is Summary.NOT_GENUINE
    assert verdict[Question.REGISTERED].answer is Answer.NO


async def test_a_print_is_a_copy_whatever_the_register_says() -> None:
    verdict = await verify(page(), TrustBundle(), AT, Kept(RECORD))
    assert verdict.summary is Summary.NOT_GENUINE
    assert verdict[Question.SEALED].evidence["cause"] == Cause.COPY_OF
    assert verdict[Question.IN_FORCE].answer is Answer.YES


async def test_a_scan_that_cannot_be_read_as_the_standard_has_it_leads_to_the_register_all_the_same() -> None:
    register = Kept(RECORD)
    verdict = await verify(scanned(drawn(page(), 150)), TrustBundle(), AT, register)
    assert [inquiry.identifier for inquiry in register.asked] == [OURS]
    assert (verdict.summary, verdict[Question.READABLE].evidence["cause"]) == (Summary.UNDECIDED, Cause.SCAN_OF)
    assert verdict[Question.IN_FORCE].answer is Answer.YES


async def test_offline_the_code_is_told_and_nobody_asked(genuine: bytes) -> None:
    verdict = await verify(saved(drawn(genuine, 150)), TrustBundle(), AT)
    assert verdict.identifier == OURS
    assert verdict[Question.REGISTERED].answer is Answer.NOT_ASKED
    assert verdict.summary is Summary.UNDECIDED


async def test_a_sealed_file_is_never_judged_by_its_code(genuine: bytes, authority: Authority) -> None:
    verdict = await verify(genuine, authority.bundle, AT)
    assert verdict.summary is Summary.GENUINE
    assert verdict[Question.SEALED].evidence["cause"] == Cause.ONE_SEAL


@pytest.mark.parametrize("content", ["", "https://example.invalid/", "x" * 3_000, "http://[", f"https://a/w/{OURS}"])
def test_a_code_that_is_none_of_ours_leads_nowhere(content: str) -> None:
    assert identifier_in(content) is None
