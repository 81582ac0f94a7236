"""The round seal of a department (公章), drawn.

Measures follow the State Council's rules for seals of state organs (国发〔1999〕25号): 42 mm for municipal and county
bodies, a five-pointed star in the middle, the name on the upper arc from left to right, the use line below the star.
The 13-digit code stands on the lower arc. A demonstration seal says 演示 under its use.
"""

from __future__ import annotations

import io
import math
import zlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import pylopdf_fonts_zh_cn as fonts
from PIL import Image, ImageDraw, ImageFont

from licenses.paper import lettering

USE_LINE = "电子证照专用章"
ATTESTING_LINE = "核验专用章"
"""Of what the register attests."""
DIAMETER_MM = 42.0
RED = (217, 20, 24)
DPI = 600
POINTS_PER_MM = 72 / 25.4

_OVERSAMPLING = 2
_RING_MM = 1.2
_STAR_RADIUS_MM = 7.0
_NAME_MM = 6.2
_NAME_TOGETHER_MM = 90.0
"""Heights of all letters of a long name together: from fifteen letters on they are set smaller."""
_WIDEST_ARC = 216.0
"""Degrees of the ring that a name may take; the rest belongs to the code."""
_WIDEST_STEP = 19.5
_WIDEST_LETTER = 0.80
"""Width of a letter by its height; a seal's letters are narrow."""
_INK: Final = 0.94
"""How much of its square a letter fills."""
_NAME_WEIGHT_MM = 0.10


@dataclass(frozen=True, slots=True)
class Stamp:
    """A drawn seal: how much red lies on each point."""

    side: int
    """Pixels per side; always even."""
    samples: bytes
    """Four bits a pixel, row by row, packed by zlib: the form in which a PDF takes them as a soft mask."""

    def picture(self) -> Image.Image:
        """Return the seal in red on a transparent ground, for a screen."""
        packed = Image.frombytes("L", (self.side // 2, self.side), zlib.decompress(self.samples))
        mask = Image.new("L", (self.side, self.side))
        mask.putdata([17 * level for pair in packed.tobytes() for level in (pair >> 4, pair & 15)])
        picture = Image.new("RGBA", mask.size, (*RED, 0))
        picture.putalpha(mask)
        return picture


@dataclass(frozen=True, slots=True)
class Place:
    """Where on the page a seal stands: its centre, in millimetres from the lower left corner of the page."""

    across: float
    up: float
    diameter: float = DIAMETER_MM

    @property
    def box(self) -> tuple[int, int, int, int]:
        """The square around it in whole points: left, bottom, right, top."""
        side = round(self.diameter * POINTS_PER_MM)
        left, bottom = (round((middle - self.diameter / 2) * POINTS_PER_MM) for middle in (self.across, self.up))
        return (left, bottom, left + side, bottom + side)


@dataclass(frozen=True, slots=True)
class Arc:
    """How a name stands on its arc: millimetres and degrees."""

    height: float
    width: float
    """Of a letter with its strokes; no two touch, as each has its own step of the inner edge."""
    radius: float
    """Of the circle through the middles of the letters."""
    step: float
    """From letter to letter."""


def arc_of(count: int) -> Arc:
    """How a name of so many letters is set."""
    height = min(_NAME_MM, _NAME_TOGETHER_MM / max(1, count))
    radius = DIAMETER_MM / 2 - _RING_MM - 1.0 - height / 2
    step = min(_WIDEST_STEP, _WIDEST_ARC / max(1, count - 1))
    room = 2 * (radius - height / 2) * math.tan(math.radians(step / 2))
    inked = _INK * height + 2 * _NAME_WEIGHT_MM
    return Arc(height, min(_WIDEST_LETTER * inked, room), radius, step)


@lru_cache(maxsize=256)
def draw(name: str, code: str, *, use_line: str = USE_LINE, demonstration: bool) -> Stamp:
    """Draw the seal of the department of this name.

    Args:
        name: The department's full name, as on its seal.
        code: The 13 digits under which the seal is on file.
        use_line: What the seal is for.
        demonstration: Write 演示 into the seal.
    """
    pixels_per_mm = DPI / 25.4 * _OVERSAMPLING
    canvas = _Canvas(pixels_per_mm)
    canvas.ring()
    canvas.star()
    canvas.name(name)
    canvas.use_line(use_line)
    canvas.code(code)
    if demonstration:
        canvas.note("（演示）")
    return _pack(canvas.mask)


class _Canvas:
    """The seal at drawing size; every measure below is in millimetres from the centre."""

    def __init__(self, pixels_per_mm: float) -> None:
        self.unit = pixels_per_mm
        side = round(DIAMETER_MM * pixels_per_mm)
        self.mask = Image.new("L", (side, side), 0)
        self.pen = ImageDraw.Draw(self.mask)
        self.centre = side / 2

    def ring(self) -> None:
        edge = 0.15 * self.unit
        far = self.mask.width - edge
        self.pen.ellipse((edge, edge, far, far), outline=255, width=round(_RING_MM * self.unit))

    def star(self) -> None:
        inner = math.sin(math.radians(18)) / math.sin(math.radians(54))
        radius = _STAR_RADIUS_MM * self.unit
        points = []
        for corner in range(10):
            reach = radius if corner % 2 == 0 else radius * inner
            angle = math.pi * corner / 5
            points.append((self.centre + reach * math.sin(angle), self.centre - reach * math.cos(angle)))
        self.pen.polygon(points, fill=255)

    def name(self, text: str) -> None:
        arc = arc_of(len(text))
        size, stroke = round(arc.height * self.unit), round(_NAME_WEIGHT_MM * self.unit)
        narrowing = arc.width / (_INK * arc.height + 2 * _NAME_WEIGHT_MM)
        for place, letter in enumerate(text):
            font = ImageFont.truetype(_font_of(letter), size)
            angle = (place - (len(text) - 1) / 2) * arc.step
            self._stand(_letter(letter, font, stroke, narrowing), arc.radius * self.unit, angle, below=False)

    def use_line(self, text: str) -> None:
        height = min(3.7, 26.5 / len(text))
        self._straight(text, height, 10.2, weight=0.06)

    def note(self, text: str) -> None:
        self._straight(text, 2.6, 14.0, weight=0.04)

    def code(self, text: str) -> None:
        font = ImageFont.truetype(str(fonts.sans_path()), round(1.9 * self.unit))
        for place, digit in enumerate(text):
            angle = 3.9 * (place - (len(text) - 1) / 2)
            self._stand(_letter(digit, font, 0, 1.0), (DIAMETER_MM / 2 - 2.55) * self.unit, angle, below=True)

    def _straight(self, text: str, height: float, below_centre: float, weight: float) -> None:
        font = ImageFont.truetype(str(fonts.serif_path()), round(height * self.unit))
        spot = (self.centre, self.centre + below_centre * self.unit)
        stroke = round(weight * self.unit)
        self.pen.text(spot, text, font=font, fill=255, anchor="mm", stroke_width=stroke, stroke_fill=255)

    def _stand(self, letter: Image.Image, radius: float, angle: float, *, below: bool) -> None:
        """Put a letter on the circle, upright for a reader who looks from the centre (or, below, at it)."""
        turned = letter.rotate(angle if below else -angle, resample=Image.Resampling.BILINEAR, expand=True)
        turn = math.radians(angle)
        across = self.centre + radius * math.sin(turn)
        down = self.centre + (radius if below else -radius) * math.cos(turn)
        self.mask.paste(255, (round(across - turned.width / 2), round(down - turned.height / 2)), turned)


def _font_of(letter: str) -> str | io.BytesIO:
    source = lettering.font_with(letter)
    return io.BytesIO(source) if isinstance(source, bytes) else str(source)


def _letter(letter: str, font: ImageFont.FreeTypeFont, stroke: int, narrowing: float) -> Image.Image:
    side = round(font.size * 1.6)
    box = Image.new("L", (side, side), 0)
    middle = (side / 2, side / 2)
    ImageDraw.Draw(box).text(middle, letter, font=font, fill=255, anchor="mm", stroke_width=stroke, stroke_fill=255)
    return box.resize((round(side * narrowing), side), Image.Resampling.LANCZOS)


def _pack(mask: Image.Image) -> Stamp:
    side = round(DIAMETER_MM / 25.4 * DPI) // 2 * 2
    levels = mask.resize((side, side), Image.Resampling.BOX).tobytes()
    left, right = (int.from_bytes(levels[start::2]) for start in (0, 1))
    count = len(levels) // 2
    packed = left & int.from_bytes(b"\xf0" * count) | right >> 4 & int.from_bytes(b"\x0f" * count)
    return Stamp(side, zlib.compress(packed.to_bytes(count), 7))
