"""Whatever is printed is text, and drawn: no gap, no box, each character as itself."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from builders.licenses import KIND, metadata
from builders.more import left_out
from builders.rare_letters import drawing_with, needs_rare_fonts
from fontTools.ttLib import TTFont
from PIL import Image
from pyhanko.pdf_utils.reader import PdfFileReader

from graph.errors import Malformed
from graph.words.face_fields import FaceField
from graph.words.licensing import Holder
from licenses.paper import face, lettering
from licenses.paper.letters import GB_18030

FIELDS = (FaceField("KZ_MC", "名称", "文本"), FaceField("KZ_DZ", "住所", "多行", required=False))
A4 = replace(KIND, layout="许可证竖版", fields=FIELDS)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><path d="M10 10H90V90H10Z"/></svg>'
RARE = "𠮷𡈼𫍯𬬭鿏㐀𪚥𫝀𬺡"
NO_FONTS = Path("/nowhere")

reads_text = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")


@pytest.fixture
def registered(tmp_path: Path) -> Iterator[Path]:
    """A folder of registered pictures, of an installation without the fonts for rare characters."""
    with drawing_with(NO_FONTS, tmp_path):
        yield tmp_path


def draw(name: str, address: str = "", **changes: object) -> bytes:
    said = metadata(face={"KZ_MC": name, "KZ_DZ": address}, holders=(Holder(name, "1", "999", "其他"),), **changes)
    return face.draw(said, A4, None, "http://127.0.0.1:8000/v/1")


def refusal(name: str) -> Malformed:
    with pytest.raises(Malformed) as refused:
        draw(name)
    assert refused.value.code == "MISSING_GLYPH"
    return refused.value


def words(page: bytes, tmp_path: Path) -> str:
    file = tmp_path / "page.pdf"
    file.write_bytes(page)
    done = subprocess.run(["pdftotext", "-raw", str(file), "-"], check=True, capture_output=True)
    return done.stdout.decode().replace("\n", "").replace("\f", "")


def fonts_of(page: bytes) -> list[str]:
    reader = PdfFileReader(io.BytesIO(page))
    fonts = reader.root["/Pages"]["/Kids"][0].get_object()["/Resources"]["/Font"]
    for font in (each.get_object() for each in fonts.values()):
        descendant = font["/DescendantFonts"][0]
        assert {"/FontFile2", "/FontFile3"} & descendant["/FontDescriptor"].keys(), "every font is in the file"
        assert "/ToUnicode" in font
    return sorted(font.get_object()["/BaseFont"].partition("+")[2] for font in fonts.values())


@needs_rare_fonts
@reads_text
def test_rare_characters_of_names_companies_and_addresses_are_text_in_an_embedded_font(tmp_path: Path) -> None:
    page = draw(f"{RARE}有限公司", f"芜湖市{RARE}路1号", issuer_name=f"芜湖市{RARE}局")
    said = words(page, tmp_path)
    assert said.count(RARE) == 3
    assert {"HanaMinA", "HanaMinB"} & set(fonts_of(page))
    assert b"<pdfaid:part>3</pdfaid:part>" in page


@needs_rare_fonts
def test_a_page_without_rare_characters_is_the_same_with_the_fonts_and_without() -> None:
    with drawing_with(NO_FONTS):
        without = draw("芜湖市春江数字科技有限公司")
    assert draw("芜湖市春江数字科技有限公司") == without
    assert fonts_of(without) == ["NotoSerifSC-Regular-Identity-H"]


def test_without_font_and_picture_the_refusal_names_character_code_field_and_both_cures(registered: Path) -> None:
    refused = refusal("王𠮷")
    assert (refused.value, refused.path) == ("𠮷", ("face", "KZ_MC"))
    for said in ("“𠮷”", "U+20BB7", "名称", "fonts-hanazono", "glyphs", "U+20BB7.svg"):
        assert said in refused.message.zh, said
    for said in ("U+20BB7", "fonts-hanazono", "U+20BB7.svg"):
        assert said in refused.message.en, said
    assert registered.is_dir()


@reads_text
@pytest.mark.parametrize("letter", ["𠮷", "𰻞", "ꀀ", "\ue000"])
def test_a_registered_picture_is_drawn_in_line_and_is_the_character_to_whoever_copies_it(
    letter: str, registered: Path, tmp_path: Path
) -> None:
    (registered / f"U+{ord(letter):04X}.svg").write_text(SVG)
    page = draw(f"王{letter}春")
    assert f"王{letter}春" in words(page, tmp_path)
    assert fonts_of(page) == ["NotoSerifSC-Regular-Identity-H", "ZhengtuRegistered"]
    document = pypdfium2.PdfDocument(page)
    text = document[0].get_textpage()
    at = text.get_text_range().index(f"王{letter}春")
    assert at > 0
    dark = document[0].render(scale=3).to_pil().convert("L")
    left, bottom, right, top = text.get_charbox(at + 1)
    height = document[0].get_height()
    box = dark.crop((round(left * 3), round((height - top) * 3), round(right * 3), round((height - bottom) * 3)))
    assert sum(box.histogram()[:100]) > 0.5 * box.width * box.height, "a filled square was registered"


def test_a_picture_that_cannot_be_used_is_named_and_nothing_is_drawn(registered: Path) -> None:
    (registered / "U+20BB7.svg").write_text("<svg/>")
    refused = refusal("王𠮷")
    assert "U+20BB7.svg" in refused.message.zh
    assert "U+20BB7.svg" in refused.message.en


@reads_text
def test_a_picture_as_png_is_drawn_as_well_and_the_seal_has_the_character_too(registered: Path, tmp_path: Path) -> None:
    dots = Image.new("L", (96, 96), 255)
    dots.paste(0, (12, 12, 84, 40))
    dots.save(registered / "U+30EDE.png")
    assert "王𰻞" in words(draw("王𰻞"), tmp_path)
    assert isinstance(lettering.font_with("𰻞"), bytes)


@reads_text
def test_the_24_private_codes_are_printed_as_what_they_are(tmp_path: Path) -> None:
    assert "王\u9fb4" in words(draw("王\ue81e"), tmp_path)


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("བསྟན་འཛིན", "藏文"), ("ئەلى", "维吾尔文"), ("ᠮᠣᠩᠭᠣᠯ", "蒙古文"),
        ("ꀀꀁ", "彝文"), ("葛\U000e0100", "异体字选择符"),
        ("王\u200b春", "不可见字符"), ("王\u0007", "控制字符"), ("王\ue000", "私用区"), ("王\u00ad春", "不可见字符"),
        ("王😀", "字库中没有"),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_is_refused_in_words_that_say_what_it_is(name: str, word: str) -> None:
    refused = refusal(name)
    assert word in refused.message.zh
    assert f"U+{ord(refused.value or ''):04X}" in refused.message.zh
    assert "\u200b" not in refused.message.zh
    assert "\u0007" not in refused.message.zh


@reads_text
def test_the_dot_of_names_and_letters_of_zhuang_are_drawn(tmp_path: Path) -> None:
    assert "买买提·艾力" in words(draw("买买提·艾力"), tmp_path)
    assert "Vuengz Gwnz" in words(draw("Vuengz Gwnz"), tmp_path)


@needs_rare_fonts
@reads_text
def test_the_older_letters_of_zhuang_are_drawn_with_the_fonts_for_rare_characters(tmp_path: Path) -> None:
    assert "ƨƽƃɵɯŋ" in words(draw("ƨƽƃɵɯŋ"), tmp_path)


def test_a_damaged_font_is_no_font(tmp_path: Path) -> None:
    (tmp_path / "HanaMinA.ttf").write_bytes(b"no font")
    with drawing_with(tmp_path):
        assert [each.letter for each in lettering.undrawable("王𠮷")] == ["𠮷"]


@left_out
@needs_rare_fonts
def test_every_ideograph_of_gb_18030_2022_has_an_outline_of_its_own_in_the_font_that_draws_it() -> None:
    """87,887 of 87,887; none has the outline of the box that stands for a missing one."""
    by_font: dict[Path, list[int]] = {}
    for first, last in GB_18030:
        for code in range(first, last + 1):
            font = lettering.font_with(chr(code))
            assert isinstance(font, Path)
            by_font.setdefault(font, []).append(code)
    assert sum(map(len, by_font.values())) == 87_887
    assert len(by_font) == 3
    for file, codes in by_font.items():
        with TTFont(file, lazy=True) as font:
            named = font.getBestCmap()
            assert all(font.getGlyphID(named[code]) for code in codes)


@left_out
@needs_rare_fonts
@reads_text
@pytest.mark.parametrize("start", range(0, 87_887, 8_800))
def test_every_ideograph_of_gb_18030_2022_is_drawn_and_read_back(start: int, tmp_path: Path) -> None:
    """Pages of 8,800: all come back as text from two readers, and each has ink where it stands."""
    every = [chr(code) for first, last in GB_18030 for code in range(first, last + 1)]
    batch = set(every[start : start + 8_800])
    page = draw("万姓统谱", "".join(sorted(batch)), demonstration=False)
    assert batch <= set(words(page, tmp_path))
    document = pypdfium2.PdfDocument(page)
    seen, shapes = set[str](), set[bytes]()
    for number in range(1, len(document)):
        for letter, box in drawn_on(document[number]):
            if letter in batch:
                assert min(box.tobytes(), default=255) < 128, f"U+{ord(letter):04X} has no ink"
                seen.add(letter)
                shapes.add(box.tobytes())
    assert seen == batch
    assert len(shapes) > 0.98 * len(batch), "each looks like itself; a box for missing ones would be one shape"


def drawn_on(page: pypdfium2.PdfPage) -> Iterator[tuple[str, Image.Image]]:
    """The characters of a page with what is drawn where they stand."""
    reader, height = page.get_textpage(), page.get_height()
    picture = page.render(scale=4).to_pil().convert("L")
    high = ""
    for at in range(reader.count_chars()):
        unit = pypdfium2.raw.FPDFText_GetUnicode(reader, at)
        if 0xD800 <= unit < 0xDC00:
            high = chr(unit)
            continue
        letter = (high + chr(unit)).encode("utf-16-le", "surrogatepass").decode("utf-16-le")
        left, bottom, right, top = reader.get_charbox(at)
        high = ""
        edges = (left, height - top, right, height - bottom)
        yield letter, picture.crop(tuple(round(edge * 4) for edge in edges))
