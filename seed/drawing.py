"""Flat figures on a Pillow canvas: a brush in the figure's own coordinates, curves, mixed colours."""

import math
from collections.abc import Callable, Sequence

from PIL import Image, ImageDraw

Point = tuple[float, float]


class Brush:
    """Draws in coordinates of one figure, whose face is centred on (0, 0)."""

    def __init__(self, canvas: Image.Image, centre: Point, size: float) -> None:
        """Stand a figure on a canvas.

        Args:
            canvas: What is drawn on.
            centre: Where the face is, in pixels of the canvas.
            size: Pixels of the canvas for a unit of the figure.
        """
        self._draw = ImageDraw.Draw(canvas)
        self._centre = centre
        self._size = size

    def polygon(self, points: Sequence[Point], fill: str) -> None:
        """Fill a polygon."""
        self._draw.polygon([self._at(point) for point in points], fill=fill)

    def ellipse(self, centre: Point, rx: float, ry: float, fill: str) -> None:
        """Fill an ellipse with the radii `rx` and `ry`."""
        x, y = centre
        self._draw.ellipse([*self._at((x - rx, y - ry)), *self._at((x + rx, y + ry))], fill=fill)

    def ring(self, centre: Point, rx: float, ry: float, colour: str, width: float) -> None:
        """Draw the rim of a rounded rectangle."""
        x, y = centre
        box = [*self._at((x - rx, y - ry)), *self._at((x + rx, y + ry))]
        self._draw.rounded_rectangle(box, radius=ry * self._size * 0.8, outline=colour, width=self._pen(width))

    def line(self, points: Sequence[Point], colour: str, width: float) -> None:
        """Draw a line with round ends."""
        placed = [self._at(point) for point in points]
        self._draw.line(placed, fill=colour, width=self._pen(width), joint="curve")
        radius = self._pen(width) / 2
        for x, y in (placed[0], placed[-1]):
            self._draw.ellipse([x - radius, y - radius, x + radius, y + radius], fill=colour)

    def _at(self, point: Point) -> Point:
        return self._centre[0] + point[0] * self._size, self._centre[1] + point[1] * self._size

    def _pen(self, width: float) -> int:
        return max(1, round(width * self._size))


def arc(centre: Point, rx: float, ry: float) -> list[Point]:
    """The lower half of an ellipse, without its ends; the upper half where `ry` is negative."""
    x, y = centre
    return curve(lambda t: (x + rx * math.cos(t), y + ry * math.sin(t)), 0.1, math.pi - 0.1)


def curve(point: Callable[[float], Point], start: float, end: float, steps: int = 60) -> list[Point]:
    """Points of a curve for a parameter that runs from start to end."""
    return [point(start + (end - start) * k / steps) for k in range(steps + 1)]


def smooth(points: Sequence[Point], steps: int = 12) -> list[Point]:
    """A Catmull-Rom curve through the points."""
    padded = [points[0], *points, points[-1]]
    drawn: list[Point] = []
    for before, start, end, after in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        for k in range(steps):
            t = k / steps
            drawn.append(
                (
                    _catmull(before[0], start[0], end[0], after[0], t),
                    _catmull(before[1], start[1], end[1], after[1], t),
                )
            )
    return [*drawn, points[-1]]


def _catmull(a: float, b: float, c: float, d: float, t: float) -> float:
    return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))


def mixed(colour: str, other: str, share: float) -> str:
    """A colour with a share of another in it."""
    mixed = (round(a + (b - a) * share) for a, b in zip(rgb(colour), rgb(other), strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def rgb(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of `#rrggbb`."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
