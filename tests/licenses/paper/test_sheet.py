"""The sheet of an attestation: whatever is to be said is on it, whole, and the page with the seal is one page."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest
from builders.licenses import DEPARTMENT, DEPARTMENT_CODE, SEALED_AT

from graph.errors import LONGEST_QUOTE, Text
from graph.words.attestations import AttestationKind
from licenses.paper import sheet
from licenses.paper.attestation import Attestation
from licenses.paper.sheet import Line, Sheet

SAID = Attestation(
    kind=AttestationKind.RECEIPT,
    number="2026-000123",
    issuer_name=DEPARTMENT,
    issuer_code=DEPARTMENT_CODE,
    made_at=SEALED_AT,
    demonstration=True,
    about={"digest": "ab" * 32},
    outcome="genuine",
)
IDENTIFIER = "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U"
PLAIN = Sheet(
    title=Text("核验回执", "RECEIPT"),
    colour="#1b6e3c",
    outcome=Text("属实", "genuine"),
    reason=Text("属实。", "Genuine."),
    lines=(Line(Text("标识", "Identifier"), Text(IDENTIFIER, IDENTIFIER)),),
    details_title=Text("逐项", "Each"),
    details=tuple(Line(Text("问题", "Question"), Text("理由。", "Reason."), "是") for _ in range(13)),
    notes=(Text("说明。", "A note."),),
)


def texts(file: bytes) -> list[str]:
    """What stands on each page, without blanks and line breaks."""
    with pypdfium2.PdfDocument(file) as document:
        return ["".join(page.get_textpage().get_text_range().split()) for page in document]


def test_what_matters_stands_on_the_first_page_and_the_rest_behind_it() -> None:
    first, second = texts(sheet.draw(SAID, PLAIN))
    for words in ("核验回执", "2026-000123", "属实。", IDENTIFIER, DEPARTMENT, "2026年05月20日", "说明。"):
        assert words in first
    assert second.count("理由。") == 13


def test_without_details_there_is_one_page() -> None:
    assert len(texts(sheet.draw(SAID, replace(PLAIN, details=())))) == 1


@pytest.mark.parametrize("letter", ["长", "W", "\U0001f600", "."])
def test_the_longest_that_a_verdict_can_say_is_whole_in_the_details_and_leaves_the_seal_its_place(letter: str) -> None:
    quotes = Text("，".join([letter * LONGEST_QUOTE] * 4), "")
    long = Text(letter * LONGEST_QUOTE, "W" * 2 * LONGEST_QUOTE)
    lines = tuple(Line(Text("标签", "Label"), long) for _ in range(8))
    details = tuple(Line(Text("问题", "Question"), quotes, "否") for _ in range(13))
    drawn = sheet.draw(SAID, replace(PLAIN, reason=Text(quotes.zh, "W" * LONGEST_QUOTE), lines=lines, details=details))
    first, *rest = texts(drawn)
    assert DEPARTMENT in first
    assert first.count("标签") == 8
    shown = "［U+1F600］" if letter == "\U0001f600" else letter
    assert sum("".join(page.split()).count(shown[:2]) for page in rest) == 13 * 4 * LONGEST_QUOTE


def test_what_the_font_does_not_have_is_written_out() -> None:
    (first,) = texts(sheet.draw(SAID, replace(PLAIN, reason=Text("𰻞", ""), details=())))
    assert "［U+30EDE］" in first


def test_nothing_that_is_said_is_markup() -> None:
    said = '#panic("x") $x$ *a* _b_ `c` <d> @e \\ // f'
    (first,) = texts(sheet.draw(SAID, replace(PLAIN, reason=Text(said, ""), details=())))
    assert "".join(said.split()) in first
