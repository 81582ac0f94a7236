"""Where things stand on a page: nothing that is printed lies under the seal, and no two letters of the seal touch."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

import pypdfium2
import pytest
from builders import every_type
from builders.licenses import DEPARTMENT_CODE, SEALED_AT
from builders.more import LEFT_OUT
from PIL import Image, ImageChops

from graph.errors import Text
from graph.words.attestations import AttestationKind
from licenses.paper import face, forgery_report, sheet, stamp
from licenses.paper.attestation import Attestation
from licenses.paper.sheet import Line
from licenses.paper.stamp import DIAMETER_MM, POINTS_PER_MM

pytestmark = [*LEFT_OUT]  # pages are drawn with every issuer
Box = tuple[float, float, float, float]
NAMES = (
    "芜湖市公安局",
    "芜湖市自然资源和规划局",
    "积石山保安族东乡族撒拉族自治县人民政府",
    "双江拉祜族佤族布朗族傣族自治县人力资源和社会保障局",
    "内蒙古自治区呼伦贝尔市莫力达瓦达斡尔族自治旗人力资源和社会保障局",
)
WATERMARK = 40
"""Points; what is larger is the ground's 演示."""
CODE = "3402000012345"


@dataclass(frozen=True)
class Letter:
    said: str
    box: Box


def letters(page: bytes) -> Iterator[Letter]:
    """What is printed on the first page, as it is drawn."""
    first = pypdfium2.PdfDocument(page)[0]
    reader = first.get_textpage()
    for at in range(reader.count_chars()):
        said = chr(pypdfium2.raw.FPDFText_GetUnicode(reader, at))
        if not said.isspace() and pypdfium2.raw.FPDFText_GetFontSize(reader, at) < WATERMARK:
            yield Letter(said, cast("Box", reader.get_charbox(at)))


def apart(one: Box, other: Box) -> bool:
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


@lru_cache(maxsize=1)
def drawn(name: str) -> list[every_type.Drawn]:
    """One licence of each type, issued by an authority of this name."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(every_type, "AUTHORITY", name)
        return list(every_type.every_type())


@pytest.mark.parametrize("name", [*(pytest.param(name, marks=LEFT_OUT) for name in NAMES[:-1]), NAMES[-1]])
def test_nothing_printed_on_any_of_the_forty_types_lies_under_the_seal_and_none_needs_a_second_page(name: str) -> None:
    assert len(drawn(name)) == 40
    for one in drawn(name):
        assert len(pypdfium2.PdfDocument(one.page)) == 1
        seal = face.LAYOUTS[one.kind.layout].seal.box
        printed = list(letters(one.page))
        assert name in "".join(letter.said for letter in printed)
        touched = [letter.said for letter in printed if not apart(letter.box, seal)]
        assert touched == [], f"{one.kind.name}: {touched}"


@pytest.mark.parametrize("name", NAMES)
def test_nothing_printed_on_an_attestation_or_a_report_lies_under_the_seal(name: str) -> None:
    long = Text("说明。" * 60, "A reason. " * 30)
    line = Line(Text("事项", "Matter"), long)
    said = Attestation(
        kind=AttestationKind.RECEIPT, number="2026-000123", issuer_name=name, issuer_code=DEPARTMENT_CODE,
        made_at=SEALED_AT, demonstration=True, about={"digest": "ab" * 32}, outcome="genuine",
    )  # fmt: skip
    title = Text("核验回执", "RECEIPT")
    printed = sheet.Sheet(title, "#1b6e3c", title, long, (line,) * 12, title, (), (Text("说明。", "A note."),) * 3)
    row = forgery_report.Row("事项", long.zh)
    report = forgery_report.ForgeryReport("1", "征信部门", name, (row,) * 12, (), ("依据",) * 3, SEALED_AT, True)
    for page, seal in (
        (sheet.draw(said, printed), sheet.SEAL),
        (forgery_report.draw(report), forgery_report.SEAL),
    ):
        there = list(letters(page))
        assert name in "".join(letter.said for letter in there)
        assert [letter.said for letter in there if not apart(letter.box, seal.box)] == []
        for one, other in itertools.combinations(there, 2):
            assert apart(one.box, other.box) or _overlap(one.box, other.box) < 1, f"{one.said} on {other.said}"


@pytest.mark.parametrize("layout", face.LAYOUTS)
def test_the_issuer_stands_to_the_left_of_its_seal_and_at_its_height(layout: str) -> None:
    name = NAMES[-1]
    one = next(each for each in drawn(name) if each.kind.layout == layout)
    printed = list(letters(one.page))
    at = "".join(letter.said for letter in printed).rindex(name)
    issuer = printed[at : at + len(name)]
    left, bottom, _, top = face.LAYOUTS[layout].seal.box
    assert 0 < left - issuer[-1].box[2] < 12 * POINTS_PER_MM
    assert all(bottom < letter.box[1] < letter.box[3] < top for letter in issuer)


@pytest.mark.parametrize("name", NAMES)
def test_no_two_letters_of_the_arc_touch_nor_the_ring_the_star_the_use_or_the_code(name: str) -> None:
    arc = stamp.arc_of(len(name))
    alone = [_alone(name, place, arc) for place in range(len(name))]
    others = stamp._Canvas(12)
    others.ring()
    others.star()
    others.use_line(stamp.USE_LINE)
    others.note("（演示）")
    others.code(CODE)
    for one, other in itertools.pairwise(alone):
        assert _inked(ImageChops.multiply(one, other)) == 0
    for one in alone:
        assert _inked(ImageChops.multiply(one, others.mask)) == 0
        assert _inked(one) > 0


def test_the_longest_names_are_still_two_and_a_half_millimetres_high() -> None:
    assert stamp.arc_of(36).height >= 2.5
    assert stamp.arc_of(10).height == pytest.approx(6.2)
    assert stamp.arc_of(1).radius < DIAMETER_MM / 2


def _overlap(one: Box, other: Box) -> float:
    """Square points that two letters have in common."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    return across * (min(one[3], other[3]) - max(one[1], other[1]))


def _alone(name: str, place: int, arc: stamp.Arc) -> Image.Image:
    """One letter of a name where it stands: the others are blanks."""
    canvas = stamp._Canvas(12)
    assert arc.step > 0
    canvas.name("".join(letter if at == place else "　" for at, letter in enumerate(name)))
    return canvas.mask


def _inked(mask: Image.Image) -> int:
    return sum(mask.histogram()[96:])
