"""A face that is longer than its page goes on on further pages (附页): whole, legible, and as one document."""

from __future__ import annotations

import io
import itertools
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from builders.licenses import KIND, metadata
from builders.more import every, left_out
from pyhanko.pdf_utils.reader import PdfFileReader

from graph.words.face_fields import FaceField
from licenses.paper import face

FIELDS = (
    FaceField("KZ_MC", "名称", "文本"),
    FaceField("KZ_FW", "经营范围", "多行"),
    FaceField("KZ_ZS", "住所", "文本"),
    FaceField("KZ_RQ", "成立日期", "日期"),
)
SHORT = {"KZ_MC": "芜湖市春江数字科技有限公司", "KZ_ZS": "芜湖市镜湖区北京中路1号", "KZ_RQ": "2024-03-05"}
LEAST = {"证书横版": 9, "许可证竖版": 9, "证件卡": 7.5, "证明书": 9, "登记证书": 8.4}
"""Points of the smallest row of each form."""

reads_text = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")


def scope(letters: int) -> str:
    """A business scope of so many letters, of which each stretch is another."""
    items = "".join(f"第{number:04}项技术服务、技术开发、技术咨询；" for number in range(letters // 20 + 1))
    return items[: letters - 4] + "到此为止"


def draw(layout: str, value: str, **changes: object) -> bytes:
    kind = replace(KIND, layout=layout, fields=FIELDS)
    said = metadata(face={**SHORT, "KZ_FW": value}, **changes)
    return face.draw(said, kind, None, "http://127.0.0.1:8000/v/1.2.156.3005.2")


def told(page: bytes, tmp_path: Path) -> list[str]:
    """The text of each page."""
    file = tmp_path / "page.pdf"
    file.write_bytes(page)
    done = subprocess.run(["pdftotext", "-raw", str(file), "-"], check=True, capture_output=True)
    return re.sub(r"[\s　]", "", done.stdout.decode().replace("\f", "|")).split("|")[:-1]


@reads_text
@pytest.mark.parametrize("letters", [1_500, 5_000])
@pytest.mark.parametrize("layout", every(len(face.LAYOUTS), face.LAYOUTS))
def test_nothing_of_a_long_value_is_lost_and_every_further_page_says_to_what_it_belongs(
    layout: str, letters: int, tmp_path: Path
) -> None:
    facts, value = metadata(), scope(letters)
    first, *further = told(draw(layout, value), tmp_path)
    assert further
    assert "经营范围见附页" in first
    assert f"附页{len(further)}页" in first
    assert "扫码核验" in first
    read = ""
    for number, text in enumerate(further, 2):
        for said in (f"{facts.name}附页", facts.number, facts.identifier, f"第{number}页，共{len(further) + 1}页"):
            assert said in text, said
        assert "扫码核验" not in text
        body = text.partition(facts.identifier)[2].partition("本附页与首页")[0]
        read += body.replace("演示证照不具法律效力DEMONSTRATION·NOLEGALEFFECT", "").removeprefix("经营范围")
    assert read == value
    for said in ("芜湖市春江数字科技有限公司", "芜湖市镜湖区北京中路1号", "2024年03月05日"):
        assert said in first


@pytest.mark.parametrize("layout", face.LAYOUTS)
def test_no_row_is_smaller_than_its_least_size_and_none_leaves_its_page_or_lies_on_another(layout: str) -> None:
    document = pypdfium2.PdfDocument(draw(layout, scope(1_500), demonstration=False))
    for number, page in enumerate(document):
        width, height = page.get_size()
        reader = page.get_textpage()
        boxes = []
        for at in range(reader.count_chars()):
            letter = chr(pypdfium2.raw.FPDFText_GetUnicode(reader, at))
            left, bottom, right, top = reader.get_charbox(at)
            if not letter.isspace():
                assert 0 < left < right < width
                assert 0 < bottom < top < height
            if letter in "项技术服务":
                assert pypdfium2.raw.FPDFText_GetFontSize(reader, at) >= (10.5 if number else LEAST[layout]) - 0.01
                boxes.append((left, bottom, right, top))
        for one, next_one in itertools.pairwise(boxes):
            assert one[2] <= next_one[0] + 0.5 or one[1] >= next_one[3] - 0.5, "one after, or below, the other"


@reads_text
@pytest.mark.parametrize("layout", every(len(face.LAYOUTS), face.LAYOUTS))
def test_read_aloud_the_value_follows_its_label_behind_the_first_page(layout: str, tmp_path: Path) -> None:
    value = scope(1_500)
    file = tmp_path / "page.pdf"
    file.write_bytes(draw(layout, value))
    done = subprocess.run(["pdfinfo", "-struct-text", str(file)], check=True, capture_output=True, text=True)
    said = "".join(re.findall(r'^ *"(.*)"$', done.stdout, re.MULTILINE)).replace("　", "")
    places = [said.index(each) for each in ("经营范围见附页", "电子证照标识", "经营范围第0000项", "到此为止")]
    assert places == sorted(places)
    assert value in said


@left_out
def test_a_long_face_is_still_an_archive_format_with_its_metadata_on_all_forms() -> None:
    for layout in face.LAYOUTS:
        page = draw(layout, scope(5_000))
        packet = PdfFileReader(io.BytesIO(page)).root["/Metadata"].data
        assert b"<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in packet


def test_several_long_values_go_on_in_the_order_of_the_type(tmp_path: Path) -> None:
    kind = replace(KIND, layout="证件卡", fields=FIELDS)
    values = {**SHORT, "KZ_MC": "名" * 900, "KZ_FW": "营" * 1_500, "KZ_ZS": "住" * 1_200}
    page = face.draw(metadata(face=values), kind, None, "http://127.0.0.1:8000/v/1")
    first, *further = told(page, tmp_path)
    assert first.count("见附页") == 3
    whole = "".join(further)
    assert (whole.count("名") - 1, whole.count("营") - 1, whole.count("住") - 1) == (900, 1_500, 1_200)
    assert whole.index("名名") < whole.index("营营") < whole.index("住住")


def test_a_further_page_is_there_only_where_it_is_needed(tmp_path: Path) -> None:
    (only,) = told(draw("证书横版", "技术服务；技术咨询。"), tmp_path)
    assert "附页" not in only
