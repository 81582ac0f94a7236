"""The registered picture of a character that no font has: one file named by its code point, read into outlines.

* `U+3EA8.svg` or `U+3EA8.png`, at most 64 KB, as high as it is wide (a fifth more or less).
* Of an SVG only the outlines count: `svg` with its `viewBox`, `g`, `path` with `d`, `title`, `desc`. Everything else,
  a document type, a reference, a transformation, a style, is refused: a picture is drawn on the papers of the state.
* Of a PNG what is dark is ink: 48 to 512 dots a side, on white or on nothing.
* Whatever it says besides, no byte of it reaches the page: it becomes the outline of a letter, and the page has a text.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

from fontTools.pens.boundsPen import ControlBoundsPen
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.svgLib.path import parse_path
from PIL import Image

from graph.errors import Text

UNIT: Final = 1_000
"""Side of the square in which an outline stands."""
DESCENT: Final = 120
"""How far that square reaches below the line."""
MAX_BYTES: Final = 65_536

_MOST_STEPS: Final = 20_000
_SIDES: Final = (48, 512)
_UNEVEN: Final = 1.25
_LEAST_EXTENT: Final = 0.3
_DARK: Final = 128
_SVG: Final = "{http://www.w3.org/2000/svg}"
_ALLOWED: Final = {
    "svg": {"viewBox", "width", "height", "version", "fill"},
    "g": {"fill"},
    "path": {"d", "fill", "fill-rule"},
    "title": set[str](),
    "desc": set[str](),
}
_INK: Final = {None, "black", "#000", "#000000", "currentColor"}
_NUMBERS: Final = re.compile(r"[\s,]*([-+]?[\d.]+(?:[eE][-+]?\d+)?)")
_UNREADABLE: Final = (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning)


class PictureRefused(Exception):  # noqa: N818 - it is an answer, not a malfunction
    """The picture cannot be used; `text` says why."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.text = Text(zh, en)


@dataclass(frozen=True, slots=True)
class Outline:
    """A letter as pen strokes, in the square of `UNIT`."""

    letter: str
    steps: tuple[tuple[str, Any], ...]

    def draw(self, pen: Any) -> None:
        """Draw it with a pen."""
        for name, points in self.steps:
            getattr(pen, name)(*points)


def file_of(folder: Path | None, letter: str) -> Path | None:
    """Where the picture of a character is registered; an SVG goes before a PNG."""
    if folder is None:
        return None
    named = (folder / f"U+{ord(letter):04X}{end}" for end in (".svg", ".png"))
    return next((each for each in named if each.is_file()), None)


def read(file: Path, letter: str) -> Outline:
    """Read a registered picture.

    Raises:
        PictureRefused: It is none that may be drawn.
    """
    try:
        with file.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as cause:
        raise PictureRefused("图片无法读取", "the picture cannot be read") from cause
    if len(content) > MAX_BYTES:
        raise PictureRefused("图片超过 64 KB", "the picture is larger than 64 KB")
    steps = _from_svg(content) if file.suffix == ".svg" else _from_png(content)
    return Outline(letter, tuple(steps))


def _from_svg(content: bytes) -> list[tuple[str, Any]]:
    if b"<!" in content.replace(b"<!--", b"") or b"<?xml-" in content or b"\0" in content:
        raise PictureRefused("SVG 不得有文档类型声明或处理指令", "an SVG with a document type or instructions")
    try:
        root = ET.fromstring(content)  # noqa: S314 - without a document type there is nothing to expand
    except (ET.ParseError, ValueError, LookupError) as cause:
        raise PictureRefused("不是有效的 SVG", "this is no SVG") from cause
    if root.tag != f"{_SVG}svg":
        raise PictureRefused("不是有效的 SVG", "this is no SVG")
    drawn = RecordingPen()
    left, top, width, height = _view_box(root)
    scale = UNIT / max(width, height)
    pen = TransformPen(drawn, (scale, 0, 0, -scale, -left * scale, UNIT - DESCENT + top * scale))
    for element in root.iter():
        _see_plain(element)
        if element.tag == f"{_SVG}path":
            _add(element.get("d", ""), pen)
    return _seen(drawn)


def _view_box(root: ET.Element) -> tuple[float, float, float, float]:
    found = [float(number) for number in _numbers(root.get("viewBox", ""))]
    if len(found) != 4 or not all(map(math.isfinite, found)) or not 1 <= min(found[2:]) <= max(found[2:]) <= 10_000:  # noqa: PLR2004 - left, top, width, height
        raise PictureRefused("SVG 须有 viewBox", "the SVG needs a viewBox")
    _see_square(found[2], found[3])
    return found[0], found[1], found[2], found[3]


def _numbers(text: str) -> Iterator[str]:
    return iter(_NUMBERS.findall(text[:200]))


def _see_square(width: float, height: float) -> None:
    if max(width, height) > _UNEVEN * min(width, height):
        raise PictureRefused("图片须近似正方形", "the picture must be about as high as it is wide")


def _see_plain(element: ET.Element) -> None:
    name = str(element.tag).removeprefix(_SVG)
    allowed = _ALLOWED.get(name)
    if allowed is None:
        raise PictureRefused(
            f"SVG 中不得有 {name[:40]}", f"an SVG with {name[:40]!r}; only outlines (path) may be in it"
        )
    others = set(element.keys()) - allowed
    if others:
        other = min(others)[:40]
        raise PictureRefused(f"SVG 中不得有属性 {other}", f"an SVG with the attribute {other!r}")
    if element.get("fill") not in _INK or element.get("fill-rule", "nonzero") != "nonzero":
        raise PictureRefused("SVG 的轮廓须以黑色按 nonzero 填充", "outlines are filled in black, by the rule nonzero")


def _add(path: str, pen: TransformPen) -> None:
    try:
        parse_path(path, pen)
    except Exception as cause:  # the parser raises anything
        raise PictureRefused("SVG 的路径无法读取", "a path of the SVG cannot be read") from cause


def _seen(drawn: RecordingPen) -> list[tuple[str, Any]]:
    steps: list[tuple[str, Any]] = [
        ("closePath" if name == "endPath" else name, points) for name, points in drawn.value
    ]
    if len(steps) > _MOST_STEPS:
        raise PictureRefused("图片过于复杂", "the picture has too many strokes")
    bounds = ControlBoundsPen(None)
    try:
        drawn.replay(bounds)
        left, bottom, right, top = bounds.bounds or (0, 0, 0, 0)
    except (ValueError, TypeError, OverflowError) as cause:
        raise PictureRefused("图片无法读取", "the picture cannot be read") from cause
    if not all(map(math.isfinite, (left, bottom, right, top))):
        raise PictureRefused("图片无法读取", "the picture cannot be read")
    if max(right - left, top - bottom) < _LEAST_EXTENT * UNIT:
        raise PictureRefused("图片中没有字，或字太小", "there is no letter in the picture, or a tiny one")
    if left < -1 or right > UNIT + 1 or bottom < -DESCENT - 1 or top > UNIT - DESCENT + 1:
        raise PictureRefused("字形超出图片边界", "the letter reaches beyond its picture")
    return steps


def _from_png(content: bytes) -> list[tuple[str, Any]]:
    try:
        with Image.open(io.BytesIO(content), formats=("PNG",)) as picture:
            if not _SIDES[0] <= min(picture.size) <= max(picture.size) <= _SIDES[1]:
                raise PictureRefused("PNG 每边须为 48 至 512 点", "a PNG has 48 to 512 dots a side")
            _see_square(*picture.size)
            over = picture.convert("RGBA")
    except _UNREADABLE as cause:
        raise PictureRefused("不是有效的 PNG", "this is no PNG") from cause
    paper = Image.new("RGBA", over.size, "white")
    paper.alpha_composite(over)
    scale = UNIT / max(paper.size)
    drawn = RecordingPen()
    for left, top, right, bottom in _dark_boxes(paper.convert("L")):
        across = [round(edge * scale) for edge in (left, right)]
        down = [UNIT - DESCENT - round(edge * scale) for edge in (top, bottom)]
        drawn.moveTo((across[0], down[0]))
        for corner in ((across[1], down[0]), (across[1], down[1]), (across[0], down[1])):
            drawn.lineTo(corner)
        drawn.closePath()
    return _seen(drawn)


def _dark_boxes(picture: Image.Image) -> Iterator[tuple[int, int, int, int]]:
    """The dark dots as boxes: runs of a row, joined downwards where the next row has the same run."""
    width, height = picture.size
    dots = picture.tobytes()
    open_runs: dict[tuple[int, int], int] = {}
    for down in range(height + 1):
        row = dots[down * width : (down + 1) * width]
        runs, start = set[tuple[int, int]](), None
        for across in range(len(row) + 1):
            dark = across < len(row) and row[across] < _DARK
            if dark and start is None:
                start = across
            elif not dark and start is not None:
                runs.add((start, across))
                start = None
        for run in [run for run in open_runs if run not in runs]:
            yield run[0], open_runs.pop(run), run[1], down
        for run in runs:
            open_runs.setdefault(run, down)
