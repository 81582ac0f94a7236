from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from builders.licenses import KIND, metadata
from PIL import Image
from pyhanko.pdf_utils.reader import PdfFileReader

from graph.errors import Malformed
from graph.words.face_fields import FaceField
from graph.words.licensing import Holder, LicenseCategory, LicenseType
from licenses.paper import face, ornament, photos
from licenses.paper.metadata import ATTACHMENT_NAME

URL = "http://127.0.0.1:8000/v/1.2.156.3005.2"
FIELDS = (
    FaceField("KZ_MC", "名称", "文本"),
    FaceField("KZ_FW", "经营范围", "多行"),
    FaceField("KZ_RQ", "成立日期", "日期"),
    FaceField("KZ_BZ", "备注", "文本", required=False),
    FaceField("KZ_ZP", "照片", "照片"),
)
VALUES = {"KZ_MC": "芜湖市春江数字科技有限公司", "KZ_FW": "技术服务；技术咨询。", "KZ_RQ": "2024-03-05"}

reads_text = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")


def kind(layout: str = "证书横版", **changes: object) -> LicenseType:
    return replace(KIND, layout=layout, fields=FIELDS, photo=True, **changes)  # type: ignore[arg-type]


def draw(of: LicenseType | None = None, photo: bytes | None = None, **changes: object) -> bytes:
    return face.draw(metadata(**{"face": VALUES, **changes}), of or kind(), photo, URL)


def refusal(of: LicenseType | None = None, photo: bytes | None = None, **changes: Any) -> Malformed:
    with pytest.raises(Malformed) as caught:
        draw(of, photo, **changes)
    return caught.value


def words(page: bytes, tmp_path: Path) -> str:
    file = tmp_path / "page.pdf"
    file.write_bytes(page)
    done = subprocess.run(["pdftotext", "-raw", str(file), "-"], check=True, capture_output=True, text=True)
    return done.stdout.replace(" ", "").replace("　", "")


def structure(page: bytes, tmp_path: Path) -> list[tuple[str, str]]:
    """What a reader aloud meets, in its order: each piece of text with what it stands in."""
    file = tmp_path / "page.pdf"
    file.write_bytes(page)
    done = subprocess.run(["pdfinfo", "-struct-text", str(file)], check=True, capture_output=True, text=True)
    found: list[tuple[str, str]] = []
    inside = ""
    for line in map(str.strip, done.stdout.splitlines()):
        if line.startswith('"'):
            found.append((inside, line.strip('"')))
        elif line == "/Scope /Row":
            inside += " of its row"
        elif line and not line.startswith("/"):
            inside = line.split()[0].rstrip(":")
    return found


def picture(form: str = "JPEG", mode: str = "RGB", side: int = 100) -> bytes:
    out = io.BytesIO()
    Image.new(mode, (side, side), 128 if mode == "L" else None).save(out, form)
    return out.getvalue()


@reads_text
@pytest.mark.parametrize("layout", sorted(face.LAYOUTS))
def test_every_page_form_prints_title_fields_authority_date_and_identifier(layout: str, tmp_path: Path) -> None:
    text = words(draw(kind(layout)), tmp_path)
    facts = metadata()
    for said in (facts.name, facts.number, facts.issuer_name, facts.identifier, "2026年05月20日"):
        assert said in text.replace("\n", ""), said
    for said in (VALUES["KZ_MC"], VALUES["KZ_FW"], "2024年03月05日"):
        assert said in text.replace("\n", ""), said


@pytest.mark.parametrize("layout", sorted(face.LAYOUTS))
def test_every_page_form_is_one_page_of_its_size_and_the_seal_stands_on_it(layout: str) -> None:
    form = face.LAYOUTS[layout]
    (page,) = PdfFileReader(io.BytesIO(draw(kind(layout)))).root["/Pages"]["/Kids"]
    _, _, width, height = (float(edge) for edge in page.get_object()["/MediaBox"])
    assert abs(width - form.width / 25.4 * 72) < 1
    assert abs(height - form.height / 25.4 * 72) < 1
    left, bottom, right, top = form.seal.box
    assert left > 0
    assert bottom > 0
    assert right < width
    assert top < height


@reads_text
@reads_text
@pytest.mark.parametrize("layout", face.LAYOUTS)
def test_read_aloud_a_label_heads_its_value_and_the_page_goes_from_its_title_to_its_identifier(
    layout: str, tmp_path: Path
) -> None:
    told = structure(draw(kind(layout)), tmp_path)
    cells = [each for each in told if each[0].startswith("T")]
    labels, values = cells[::2], cells[1::2]
    assert labels == [("TH of its row", label) for label in ("持证主体", "名称", "经营范围", "成立日期", "备注")]
    assert values == [("TD", value) for value in ("陈一凡", VALUES["KZ_MC"], VALUES["KZ_FW"], "2024年03月05日", "／")]
    whole = "".join(words for _, words in told).replace("　", "")
    in_order = (
        "演示证照",
        "特种作业",
        "编号" if layout != "证明书" else "皖",
        "持证主体",
        "2024年03月05日",
        "电子证照标识",
    )
    places = [whole.index(each) for each in in_order]
    assert places == sorted(places)


@reads_text
def test_a_portrait_that_looks_like_structure_changes_nothing(tmp_path: Path) -> None:
    plain, cell = picture(), b"\n9 0 obj\n<</Type/StructElem/S/TD/P 13 0 R/A[<</O/Table/Headers[]>>]>>\nendobj\n"
    portrait = plain[:2] + b"\xff\xfe" + (len(cell) + 2).to_bytes(2) + cell + plain[2:]
    page = draw(kind("证件卡"), portrait)
    assert portrait in page
    assert structure(page, tmp_path) == structure(draw(kind("证件卡"), plain), tmp_path)


def test_a_demonstration_says_so_on_the_page_and_a_licence_does_not(tmp_path: Path) -> None:
    assert "不具法律效力" in words(draw(demonstration=True), tmp_path)
    assert "演" not in words(draw(demonstration=False), tmp_path)


@reads_text
def test_a_holder_whom_no_field_names_is_printed_and_one_who_is_named_is_not_repeated(tmp_path: Path) -> None:
    unnamed = (Holder("王春江", "1", "999", "其他"), Holder("李若溪", "2", "999", "其他"))
    assert "王春江、李若溪" in words(draw(holders=unnamed), tmp_path)
    named = (Holder(VALUES["KZ_MC"], "1", "999", "其他"),)
    assert words(draw(holders=named), tmp_path).count(VALUES["KZ_MC"]) == 1


@reads_text
def test_what_looks_like_markup_is_printed_as_it_is(tmp_path: Path) -> None:
    hostile = "#panic()*粗*_斜_$x$`代码`<标签>@引用\\n[块]"
    assert hostile in words(draw(face={**VALUES, "KZ_MC": hostile}), tmp_path).replace("\n", "")


@reads_text
def test_long_values_are_set_smaller_and_nothing_is_cut(tmp_path: Path) -> None:
    long = "第一项、技术服务与咨询；" * 40 + "末项。"
    for layout in face.LAYOUTS:
        text = words(draw(kind(layout), face={**VALUES, "KZ_FW": long}), tmp_path).replace("\n", "")
        assert text.count("第一项") == 40, layout
        assert "末项。" in text


def test_more_text_than_can_be_read_back_is_refused_and_more_fields_than_the_first_page_takes() -> None:
    refused = refusal(face={**VALUES, "KZ_FW": "内容" * 8_300})
    assert (refused.code, refused.limit) == ("FACE_OVERFLOW", "49152 bytes")
    fields = tuple(FaceField(f"KZ_{number}", "事项", "文本") for number in range(60))
    many = replace(kind(), fields=fields)
    refused = refusal(many, face={field.key: "内容" * 40 for field in fields})
    assert (refused.code, refused.limit) == ("FACE_OVERFLOW", None)


def test_the_metadata_are_attached_as_they_are_written() -> None:
    root = PdfFileReader(io.BytesIO(draw())).root
    name, specification = root["/Names"]["/EmbeddedFiles"]["/Names"]
    assert name == ATTACHMENT_NAME
    assert specification.get_object()["/EF"]["/F"].data == metadata(face=VALUES).to_json()


def test_the_page_is_an_archive_format_with_every_font_in_it() -> None:
    reader = PdfFileReader(io.BytesIO(draw()))
    packet = reader.root["/Metadata"].data
    assert b"<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in packet
    (page,) = reader.root["/Pages"]["/Kids"]
    for font in page.get_object()["/Resources"]["/Font"].values():
        assert "/FontFile3" in font.get_object()["/DescendantFonts"][0]["/FontDescriptor"]


def test_equal_facts_give_the_same_page() -> None:
    assert draw() == draw()


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"face": {**VALUES, "KZ_MC": "𰻞野家"}}, ("face", "KZ_MC")),
        ({"face": {**VALUES, "KZ_FW": "零\u200b宽"}}, ("face", "KZ_FW")),
        ({"issuer_name": "芜湖市𰻝局"}, ("issuer",)),
        ({"holders": (Holder("王𰻞", "1", "999", "其他"),)}, ("face", "CZZT")),
    ],
)
def test_a_letter_that_the_font_lacks_is_named_before_anything_is_drawn(
    changes: dict[str, Any], path: tuple[str, ...]
) -> None:
    refused = refusal(**changes)
    assert (refused.code, refused.path) == ("MISSING_GLYPH", path)
    assert refused.value is not None
    assert f"U+{ord(refused.value):04X}" in refused.message.zh


def test_missing_letters_are_told_once_each_and_in_order() -> None:
    assert face.missing_glyphs("王𰻞𰻝𰻞A1（㐀）") == ("𰻞", "𰻝")


@pytest.mark.parametrize(
    ("changes", "code", "path"),
    [
        ({"face": {"KZ_MC": "某"}}, "FIELD_MISSING", ("face", "KZ_FW")),
        ({"face": {**VALUES, "KZ_MC": "　"}}, "FIELD_MISSING", ("face", "KZ_MC")),
        ({"face": {**VALUES, "KZ_QT": "某"}}, "UNKNOWN_FIELD", ("face", "KZ_QT")),
    ],
)
def test_the_face_has_the_fields_of_its_type(changes: dict[str, Any], code: str, path: tuple[str, ...]) -> None:
    refused = refusal(**changes)
    assert (refused.code, refused.path) == (code, path)


def test_an_unknown_page_form_is_refused() -> None:
    assert refusal(kind("卷轴")).code == "UNKNOWN_LAYOUT"


@pytest.mark.parametrize("photo", [picture(), picture("PNG"), picture(mode="L")])
def test_a_portrait_is_printed_on_a_card(photo: bytes) -> None:
    with_photo, without = draw(kind("证件卡"), photo), draw(kind("证件卡"))
    assert b"/DCTDecode" in with_photo or len(with_photo) != len(without)


@pytest.mark.parametrize(
    ("photo", "code"),
    [
        (b"", "PHOTO_UNREADABLE"),
        (b"GIF89a" + bytes(100), "PHOTO_UNREADABLE"),
        (picture()[:200], "PHOTO_UNREADABLE"),
        (picture(mode="CMYK"), "PHOTO_UNREADABLE"),
        (picture("PNG", mode="RGBA"), "PHOTO_UNREADABLE"),
        (picture("PNG", side=photos.MAX_PHOTO_SIDE + 1), "PHOTO_UNREADABLE"),
        (bytes(photos.MAX_PHOTO_BYTES + 1), "PHOTO_TOO_LARGE"),
    ],
    ids=["empty", "gif", "cut off", "print colours", "transparent", "too many pixels", "too many bytes"],
)
def test_a_portrait_that_cannot_be_printed_is_refused(photo: bytes, code: str) -> None:
    assert refusal(photo=photo).code == code


@reads_text
def test_a_certificate_of_facts_ends_as_such_letters_do(tmp_path: Path) -> None:
    proof = kind("证明书", category=LicenseCategory.PROOF)
    report = kind("证明书", category=LicenseCategory.EXPERT_REPORT)
    assert "特此证明" in words(draw(proof), tmp_path)
    assert "特此证明" not in words(draw(report), tmp_path)


@reads_text
def test_validity_without_end_is_printed_in_words(tmp_path: Path) -> None:
    assert "至长期" in words(draw(valid_until=None), tmp_path)
    assert "至2030年01月09日" in words(draw(valid_until=date(2030, 1, 9)), tmp_path)


@pytest.mark.parametrize("layout", sorted(face.LAYOUTS))
def test_the_ground_of_a_page_is_drawn_once_per_colour(layout: str) -> None:
    form = face.LAYOUTS[layout]
    drawn = ornament.ground(layout, form.width, form.height, "#1F7A4D")
    assert ornament.ground(layout, form.width, form.height, "#1F7A4D") is drawn
    assert ornament.tint("#1F7A4D", 1) == "#1f7a4d"
    assert ornament.tint("#1F7A4D", 0) == "#ffffff"
    assert "opacity" not in drawn, "archives do not take transparency"
