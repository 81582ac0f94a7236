"""The report of a forgery, drawn: its first page says all that matters, and nothing waits for a letter or a length."""

from __future__ import annotations

import io
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest
from builders import licenses

from licenses.paper import forgery_report, stamp
from licenses.paper.forgery_report import ForgeryReport, Part, Row
from licenses.seal import sealing

AT = datetime(2026, 5, 20, 1, 30, 0, 123, tzinfo=UTC)


def report(words: str = "经核对，本局从未签发该证照。", *more: Row, demonstration: bool = True) -> ForgeryReport:
    facts = (Row("认定结论", "认定为伪造的电子证照"), Row("认定说明", words), Row("文件摘要", "SHA-256 " + "0f" * 32))
    parts = (Part("核验意见", (Row("否", "印章所覆盖的内容在加盖后被改动过。"),)), Part("出示情况", more))
    number, notes = "20260520-0123456789ab", ("依据：第二十二条",)
    return ForgeryReport(number, "本市征信部门", licenses.DEPARTMENT, facts, parts, notes, AT, demonstration)


def texts(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        return [page.get_textpage().get_text_bounded().replace("\r\n", "").replace("\n", "") for page in document]


def test_the_first_page_says_what_was_confirmed_of_which_file_and_the_next_what_it_rests_on() -> None:
    first, second = texts(forgery_report.draw(report(demonstration=False)))
    for said in ("伪造电子证照报告", "20260520-0123456789ab", "报送：本市征信部门", "从未签发", "2026年05月20日"):
        assert said in first
    assert licenses.DEPARTMENT in first
    assert "演示" not in first
    assert "印章所覆盖的内容在加盖后被改动过" in second


def test_a_demonstrations_report_says_so() -> None:
    assert "演示报告" in texts(forgery_report.draw(report()))[0]


def test_many_words_stay_on_the_first_page_and_many_sightings_take_more() -> None:
    pages = texts(forgery_report.draw(report("证" * 2_000, *(Row(f"第{n}次", "情" * 2_000) for n in range(1, 9)))))
    assert pages[0].count("证") > 2_000
    assert len(pages) > 2
    assert sum(page.count("情") for page in pages) >= 8 * 2_000


def test_a_letter_that_the_font_does_not_have_is_written_out_and_nothing_is_a_command() -> None:
    first, *_ = texts(forgery_report.draw(report("𰻞某 #panic(1) *重* 😀")))
    assert "［U+30EDE］某 #panic(1) *重* ［U+1F600］" in first


def test_it_is_tagged_and_its_labels_head_their_values() -> None:
    page = forgery_report.draw(report())
    assert b"/S/TH" in page
    assert b"/MarkInfo" in page


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler-utils is not installed")
def test_sealed_it_is_valid_for_others(tmp_path: Path) -> None:
    authority = licenses.Authority()
    picture = stamp.draw(licenses.DEPARTMENT, "3402000000001", demonstration=True)
    file = tmp_path / "report.pdf"
    pages, where = forgery_report.draw(report()), forgery_report.SEAL
    file.write_bytes(
        sealing.seal(pages, None, picture, where, authority.sealer(), authority, licenses.SEALED_AT, "报送")
    )
    said = subprocess.run(["pdfsig", "-nocert", str(file)], check=False, capture_output=True, text=True).stdout
    assert "Signature is Valid" in said
