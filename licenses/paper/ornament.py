"""Frames and grounds of the page forms: engine-turned lines (团花、花边), computed and written as SVG.

A frame has about two thousand curves. As one vector picture per form and colour it costs a page nothing; drawn by the
page template it would cost more than all the text. One colour and its tints, no transparency (PDF/A).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

_HAIR = 0.106
"""Millimetres of a fine line (0.3 pt)."""

# How a half wave is drawn as one Bézier curve: handles at these shares of its length, 4/3 of its height.
_HANDLES = (0.4244, 0.5756)
_OVERSHOOT = 4 / 3


@lru_cache(maxsize=256)
def ground(form: str, width: float, height: float, colour: str) -> str:
    """Return the drawn page without words as SVG.

    Args:
        form: Name of the page form (版式).
        width: Page width in millimetres.
        height: Page height in millimetres.
        colour: Main colour, `#rrggbb`.
    """
    drawn = "".join(_FORMS[form](width, height, colour))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm" '
        f'viewBox="0 0 {width} {height}"><g fill="none">{drawn}</g></svg>'
    )


def _certificate(width: float, height: float, colour: str) -> Iterator[str]:
    yield from _backdrop(width / 2, height / 2 + 6, 118, colour)
    yield from _braided_frame(width, height, colour, inset=8, thickness=9)


def _permit(width: float, height: float, colour: str) -> Iterator[str]:
    yield from _laced_frame(width, height, colour, inset=9, thickness=7)


def _card(width: float, height: float, colour: str) -> Iterator[str]:
    fold = width * 0.4
    yield _rect(0, 0, fold, height, fill=tint(colour, 0.07))
    yield from _waves(0, 8, fold, height - 16, tint(colour, 0.2))
    yield _rect(0, 0, fold, 8, fill=colour)
    yield _rect(0, height - 8, fold, 8, fill=colour)
    yield from _backdrop((fold + width) / 2, height / 2, 84, colour, share=0.11)
    yield _line(fold, 0, fold, height, tint(colour, 0.45), 0.2)
    yield _rect(fold + 5, 5, width - fold - 10, height - 10, stroke=colour, weight=0.45)
    yield _rect(fold + 6.2, 6.2, width - fold - 12.4, height - 12.4, stroke=tint(colour, 0.7), weight=_HAIR)


def _letter(width: float, height: float, colour: str) -> Iterator[str]:
    yield from _backdrop(width / 2, height / 2, 120, colour, share=0.08)
    yield _rect(11, 11, width - 22, height - 22, stroke=colour, weight=0.55)
    yield _notched(12.6, 12.6, width - 25.2, height - 25.2, 5, colour)


def _register(width: float, height: float, colour: str) -> Iterator[str]:
    fold = width / 2
    yield from _backdrop(fold / 2 + 3, height / 2 + 4, 104, colour, share=0.16)
    for left in (8.0, fold + 4):
        page = fold - 12
        yield _rect(left, 8, page, height - 16, stroke=colour, weight=0.6)
        yield _rect(left + 1.6, 9.6, page - 3.2, height - 19.2, stroke=tint(colour, 0.7), weight=_HAIR)
        for across, down in ((left, 8), (left + page, 8), (left, height - 8), (left + page, height - 8)):
            yield f'<circle cx="{across}" cy="{down}" r="3.6" fill="#ffffff"/>'
            yield from _rosette(across, down, 7, 3.2, 10, colour)
    yield from _braid(12, 14, fold - 20, 6, colour)
    yield from _braid(12, height - 20, fold - 20, 6, colour)
    yield _line(fold, 4, fold, height - 4, tint(colour, 0.35), 0.2)


_FORMS: dict[str, Callable[[float, float, str], Iterator[str]]] = {
    "证书横版": _certificate,
    "许可证竖版": _permit,
    "证件卡": _card,
    "证明书": _letter,
    "登记证书": _register,
}


def tint(colour: str, share: float) -> str:
    """Mix a colour (`#rrggbb`) with white paper; share 1 is the colour itself."""
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - part) * share):02x}" for part in parts)


def _braided_frame(width: float, height: float, colour: str, inset: float, thickness: float) -> Iterator[str]:
    across, down = width - 2 * inset, height - 2 * inset
    inner = inset + thickness
    yield from _braid(inset, inset, across, thickness, colour)
    yield from _braid(inset, height - inner, across, thickness, colour)
    yield from _braid(inset, inset, down, thickness, colour, upright=True)
    yield from _braid(width - inner, inset, down, thickness, colour, upright=True)
    yield _rect(inset, inset, across, down, stroke=colour, weight=0.5)
    yield _rect(inner, inner, width - 2 * inner, height - 2 * inner, stroke=colour, weight=0.32)
    yield _rect(
        inner + 1.2, inner + 1.2, width - 2 * inner - 2.4, height - 2 * inner - 2.4, stroke=colour, weight=_HAIR
    )
    yield from _corners(width, height, colour, inset, thickness)


def _laced_frame(width: float, height: float, colour: str, inset: float, thickness: float) -> Iterator[str]:
    """Draw a border of circles that overlap like lace."""
    inner = inset + thickness
    paint = tint(colour, 0.65)
    yield _rect(inset, inset, width - 2 * inset, height - 2 * inset, fill=tint(colour, 0.08))
    yield _rect(inner, inner, width - 2 * inner, height - 2 * inner, fill="#ffffff")
    yield from _backdrop(width / 2, height / 2 - 4, 128, colour)
    radius = thickness * 0.44
    for start, end, fixed, upright in (
        (inner, width - inner, inset + thickness / 2, False),
        (inner, width - inner, height - inset - thickness / 2, False),
        (inner, height - inner, inset + thickness / 2, True),
        (inner, height - inner, width - inset - thickness / 2, True),
    ):
        count = round((end - start - 2 * radius) / (radius * 0.8))
        step = (end - start - 2 * radius) / count
        for place in range(count + 1):
            along = start + radius + place * step
            across, down = (fixed, along) if upright else (along, fixed)
            yield _circle(across, down, radius, paint)
    yield _rect(inset, inset, width - 2 * inset, height - 2 * inset, stroke=colour, weight=0.6)
    yield _rect(inset + 1, inset + 1, width - 2 * inset - 2, height - 2 * inset - 2, stroke=paint, weight=_HAIR)
    yield _rect(inner, inner, width - 2 * inner, height - 2 * inner, stroke=colour, weight=0.32)
    yield from _corners(width, height, colour, inset, thickness)


def _corners(width: float, height: float, colour: str, inset: float, thickness: float) -> Iterator[str]:
    for left in (inset, width - inset - thickness):
        for top in (inset, height - inset - thickness):
            yield _rect(left, top, thickness, thickness, fill=tint(colour, 0.07), stroke=colour, weight=0.32)
            middle = thickness / 2
            yield from _rosette(left + middle, top + middle, thickness * 0.9, thickness * 0.42, 12, colour)


def _braid(
    left: float, top: float, length: float, thickness: float, colour: str, *, upright: bool = False, strands: int = 4
) -> Iterator[str]:
    """Draw a band of half waves in strands of growing swing that meet at every node."""
    nodes = round(length / (thickness * 0.78))
    pace = length / nodes
    axis = thickness / 2
    path = []
    for strand in range(-strands, strands + 1):
        if strand == 0:
            continue
        peak = axis * 0.94 * strand / strands * _OVERSHOOT
        path.append(f"M0 {axis:.2f}")
        for node in range(nodes):
            swing = axis + (peak if node % 2 == 0 else -peak)
            first, second = ((node + handle) * pace for handle in _HANDLES)
            path.append(f"C{first:.2f} {swing:.2f} {second:.2f} {swing:.2f} {(node + 1) * pace:.2f} {axis:.2f}")
    turn = f"translate({left + thickness} {top}) rotate(90)" if upright else f"translate({left} {top})"
    yield (
        f'<g transform="{turn}"><rect width="{length}" height="{thickness}" fill="{tint(colour, 0.07)}"/>'
        f'<path d="{"".join(path)}" stroke="{tint(colour, 0.62)}" stroke-width="{_HAIR}"/></g>'
    )


def _backdrop(across: float, down: float, size: float, colour: str, share: float = 0.13) -> Iterator[str]:
    """Draw the large pale rosette behind the text."""
    paint = tint(colour, share)
    yield from _rosette(across, down, size, size * 0.46, 30, paint)
    yield from _rosette(across, down, size * 0.62, size * 0.36, 24, paint)
    yield _circle(across, down, size * 0.115, paint)


def _rosette(across: float, down: float, size: float, waist: float, count: int, paint: str) -> Iterator[str]:
    """Draw ellipses turned around one centre."""
    for turn in range(count):
        yield (
            f'<ellipse rx="{size / 2:.2f}" ry="{waist / 2:.2f}" stroke="{paint}" stroke-width="{_HAIR}" '
            f'transform="translate({across} {down}) rotate({180 * turn / count:.2f})"/>'
        )


def _waves(left: float, top: float, width: float, height: float, paint: str) -> Iterator[str]:
    """Draw fine parallel waves whose swing grows and falls down the panel."""
    lines = round(height / 1.15)
    nodes = 8
    pace = width / nodes
    for line in range(1, lines):
        level = top + line * height / lines
        share = 1 - abs(2 * line / lines - 1)
        swing = 2.6 * share * _OVERSHOOT
        path = [f"M{left} {level:.2f}"]
        for node in range(nodes):
            peak = level + (swing if node % 2 == 0 else -swing)
            first, second = (left + (node + handle) * pace for handle in _HANDLES)
            path.append(f"C{first:.2f} {peak:.2f} {second:.2f} {peak:.2f} {left + (node + 1) * pace:.2f} {level:.2f}")
        yield f'<path d="{"".join(path)}" stroke="{paint}" stroke-width="{_HAIR}"/>'


def _notched(left: float, top: float, width: float, height: float, notch: float, colour: str) -> str:
    path = (
        f"M{left + notch} {top}h{width - 2 * notch}v{notch}h{notch}v{height - 2 * notch}h-{notch}v{notch}"
        f"h-{width - 2 * notch}v-{notch}h-{notch}v-{height - 2 * notch}h{notch}z"
    )
    return f'<path d="{path}" stroke="{colour}" stroke-width="0.16"/>'


def _rect(
    left: float, top: float, width: float, height: float, *, fill: str = "none", stroke: str = "none", weight: float = 0
) -> str:
    return (
        f'<rect x="{left:.2f}" y="{top:.2f}" width="{width:.2f}" height="{height:.2f}" '
        f'fill="{fill}" stroke="{stroke}" stroke-width="{weight}"/>'
    )


def _line(left: float, top: float, right: float, bottom: float, paint: str, weight: float) -> str:
    return f'<path d="M{left} {top}L{right} {bottom}" stroke="{paint}" stroke-width="{weight}"/>'


def _circle(across: float, down: float, radius: float, paint: str) -> str:
    return f'<circle cx="{across:.2f}" cy="{down:.2f}" r="{radius:.2f}" stroke="{paint}" stroke-width="{_HAIR}"/>'
