"""A page of a batch is the page that is drawn singly: its text, its structure and its points; and it is its own."""

from __future__ import annotations

import io
import pickle
import shutil
import subprocess
from dataclasses import replace
from itertools import cycle
from pathlib import Path

import pikepdf
import pytest
from builders.every_type import CITIES, KINDS, stated
from builders.licenses import KIND, metadata
from builders.more import LEFT_OUT, left_out, sample
from builders.portraits import portrait
from builders.rare_letters import needs_rare_fonts

from graph.errors import Malformed
from graph.words.face_fields import FaceField
from graph.words.licensing import LicenseType
from licenses.paper import face
from licenses.paper.batch import likeness
from licenses.paper.batch.press import Order, Press, Printed

pytestmark = [*LEFT_OUT]

FIELDS = (
    FaceField("KZ_MC", "名称", "文本"),
    FaceField("KZ_FW", "经营范围", "多行"),
    FaceField("KZ_RQ", "成立日期", "日期"),
    FaceField("KZ_BZ", "备注", "文本", required=False),
)
NAMES = ("芜湖市春江数字科技有限公司", "AVATAR (Wuhu) 工贸有限责任公司", "王\n小明")
SCOPE = "技术服务、技术开发、技术咨询；（依法须经批准的项目，经相关部门批准后方可开展经营活动）“以上”不含——危险品；"

reads_text = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")


def kind(layout: str = "证书横版", **changes: object) -> LicenseType:
    return replace(KIND, layout=layout, fields=FIELDS, **changes)  # type: ignore[arg-type]


def order(number: int, photo: bytes | None = None, **values: str) -> Order:
    said = {"KZ_MC": NAMES[number % len(NAMES)], "KZ_FW": SCOPE * (number % 4 + 1), "KZ_RQ": "2024-03-05", **values}
    identifier = f"1.2.156.3005.2.11100000000013338W032.11430000006122244L.20260{number:05}.001.X"
    facts = metadata(face=said, number=f"皖B20260{number:05}", identifier=identifier)
    return Order(facts, photo, f"https://licenses.example/v/{identifier}")


def singly(of: LicenseType, one: Order) -> bytes:
    return face.draw(one.said, of, one.photo, one.url)


def press_of(of: LicenseType, first: Order) -> Press:
    press = Press.made(of, first)
    assert press is not None
    return press


def of_batch(press: Press, *orders: Order) -> list[bytes]:
    """The pages, none of them drawn singly."""
    pages = press.drawn(orders)
    assert all(isinstance(page, Printed) and page.paper is not None for page in pages)
    return [page.data for page in pages if isinstance(page, Printed)]


def heard(page: bytes, tmp_path: Path) -> tuple[str, str]:
    """What poppler reads of a page, and how it is structured."""
    file = tmp_path / "page.pdf"
    file.write_bytes(page)
    asked = (["pdftotext", "-raw", str(file), "-"], ["pdfinfo", "-struct-text", str(file)])
    text, structure = (subprocess.run(each, check=True, capture_output=True, text=True).stdout for each in asked)
    return text, structure


def the_same(of: LicenseType, orders: list[Order], pages: list[bytes], tmp_path: Path) -> None:
    for one, page in zip(orders, pages, strict=True):
        alone = singly(of, one)
        assert likeness.same(alone, page)
        if shutil.which("pdftotext"):
            assert heard(alone, tmp_path) == heard(page, tmp_path)


@pytest.mark.parametrize("layout", sorted(face.LAYOUTS))
def test_a_page_of_a_batch_says_and_shows_what_it_would_alone(layout: str, tmp_path: Path) -> None:
    of, orders = kind(layout), [order(1), order(3)]
    the_same(of, orders, of_batch(press_of(of, order(0)), *orders), tmp_path)


@pytest.mark.parametrize(("mode", "size"), [("RGB", (295, 413)), ("L", (626, 413))])
def test_its_photo_is_the_photo(mode: str, size: tuple[int, int], tmp_path: Path) -> None:
    of, picture = kind("证件卡", photo=True), portrait(*size, mode)
    orders = [order(1, picture, KZ_FW="无"), order(2, portrait(*size[::-1], mode), KZ_FW="无")]
    the_same(of, orders, of_batch(press_of(of, order(0, picture, KZ_FW="无")), *orders), tmp_path)
    assert picture in of_batch(press_of(of, orders[0]), orders[0])[0]


@needs_rare_fonts
def test_rare_letters_are_drawn_in_a_batch_too(tmp_path: Path) -> None:
    of, orders = kind(), [order(1, KZ_MC="𠮷𬎆"), order(2), order(3, KZ_MC="王𫍯")]
    the_same(of, orders, of_batch(press_of(of, order(0)), *orders), tmp_path)


@pytest.mark.parametrize(
    "one",
    [
        pytest.param(order(1, KZ_FW=SCOPE * 60), id="a face that goes on on further pages"),
        pytest.param(order(1, portrait(form="PNG")), id="a photo that is no JPEG"),
        pytest.param(
            Order(metadata(name="另一种证照", face=order(1).said.face), None, order(1).url), id="another title"
        ),
    ],
)
def test_what_is_not_like_the_others_is_drawn_singly(one: Order) -> None:
    of = kind(photo=one.photo is not None)
    first, alone, last = press_of(of, order(0)).drawn([order(1), one, order(2)])
    assert isinstance(alone, Printed)
    assert alone.paper is None
    assert alone.data[-200:-100] == singly(of, one)[-200:-100]
    assert isinstance(first, Printed)
    assert isinstance(last, Printed)
    assert first.paper
    assert last.paper


def test_what_cannot_be_drawn_is_refused_and_the_others_are_drawn() -> None:
    first, refused, last = press_of(kind(), order(0)).drawn([order(1), order(2, KZ_MC="王\u200b明"), order(3)])
    assert isinstance(refused, Malformed)
    assert refused.code == "MISSING_GLYPH"
    assert isinstance(first, Printed)
    assert isinstance(last, Printed)


def test_no_page_has_letters_of_another_one() -> None:
    one, other = of_batch(press_of(kind(), order(0)), order(1, KZ_MC="龘靐齉"), order(2, KZ_MC="王小明"))
    assert "龘" in letters(one)
    assert "龘" not in letters(other)
    assert abs(glyphs(one) - len(letters(one))) <= 1, "and .notdef"


def letters(page: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(page)) as document:
        said = document.pages[0].Resources.Font.f0.ToUnicode.read_bytes()
    lines = [line.split() for line in said.splitlines() if line.startswith(b"<") and line.count(b"<") == 2]
    return {bytes.fromhex(text[1:-1].decode()).decode("utf-16-be") for _, text in lines[1:]}


def glyphs(page: bytes) -> int:
    with pikepdf.open(io.BytesIO(page)) as document:
        widths = document.pages[0].Resources.Font.f0.DescendantFonts[0].W
        return sum(len(entry) for entry in widths if isinstance(entry, pikepdf.Array))


def test_a_press_can_be_sent_to_other_processes() -> None:
    press = press_of(kind(), order(0))
    assert of_batch(pickle.loads(pickle.dumps(press)), order(1)) == of_batch(press, order(1))


@pytest.mark.parametrize("changes", [{"KZ_MC": "王晓明"}, {"KZ_RQ": "2024-03-06"}, {"KZ_BZ": "备注"}])
def test_pages_that_say_something_else_are_not_alike(changes: dict[str, str]) -> None:
    assert likeness.same(singly(kind(), order(1)), singly(kind(), order(1)))
    assert not likeness.same(singly(kind(), order(1)), singly(kind(), order(1, None, **changes)))


def test_pages_of_another_colour_are_not_alike() -> None:
    assert not likeness.same(singly(kind(), order(1)), singly(kind(colour="#123456"), order(1)))


@left_out
@pytest.mark.parametrize(
    ("code", "city"),
    sample(zip(sorted(KINDS), cycle(CITIES), strict=False), lambda code: sorted(KINDS).index(code) % 3 == 0),
)
def test_every_type_of_the_demonstration_is_drawn_the_same(code: str, city: tuple[str, str], tmp_path: Path) -> None:
    of = KINDS[code]
    orders = [
        Order(facts, portrait() if of.photo else None, f"https://licenses.example/v/{facts.identifier}")
        for facts in stated(code, city)
    ]
    the_same(of, orders, of_batch(press_of(of, orders[0]), *orders), tmp_path)
