"""Portraits for synthetic holders: a drawn head and shoulders, plainly a drawing, the likeness of nobody.

The picture has the size that certificates ask for, at 300 dpi, JPEG, at most 50 KB: of one person 295×413 pixels
(2.5×3.5 cm), of two people side by side 626×413 (5.3×3.5 cm).
Everything about it follows from the seed text; nobody can read the holder's data back from the seed.
"""

import hashlib
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from PIL import Image

from seed.drawing import Brush, Point, arc, curve, mixed, rgb, smooth
from seed.people import Person

WIDTH, HEIGHT, DPI = 295, 413, 300
WIDTH_OF_TWO = 626
MAX_BYTES = 50 * 1024
"""Largest photo that a face may carry (GB/T 36903); a drawing has about a third of it."""
JOINT = "+"
"""Separates the seeds of a picture of two."""

_SCALE = 4
"""The picture is drawn this much larger and reduced, which smooths the edges."""
_EYE_LEVEL = 0.43 * HEIGHT
_GREY_FROM, _SILVER_FROM = 1968, 1958
"""Who was born before these years has greying or silver hair."""

_BACKGROUNDS = (("#e9f1f8", "#bcd3e6"), ("#f6f7f8", "#d9dfe4"), ("#e6eef5", "#a9c6de"), ("#eef4f3", "#c5dcd8"))
_SKINS = (("#f6d7bd", "#e8bb9a"), ("#f2cdae", "#e0ae88"), ("#eec39f", "#d9a37b"), ("#f9dfca", "#ecc4a6"))
_HAIRS = ("#1f1a1a", "#2b211d", "#33261f", "#241f2b")
_GREYING, _SILVER = ("#5b5652", "#6a6562"), ("#a9a7a4", "#c3c1bd")
_JACKETS = ("#2f3e56", "#3b3f46", "#4a3b41", "#2f4a48", "#5a4632", "#39424e", "#6b3a43")
_SHIRTS = ("#fbfbf9", "#dfe9f2", "#f4ece0", "#e7eee4", "#f3e3e4")
_TIES = ("#8e2f36", "#2f5a8e", "#3f6b4f", "#5b4a7a")
_LIPS = {"M": "#c08573", "F": "#c9645f"}


@dataclass(frozen=True, slots=True)
class _Looks:
    """Everything that differs from figure to figure."""

    woman: bool
    skin: str
    shade: str
    hair: str
    jacket: str
    shirt: str
    tie: str | None
    cut: int
    half_width: float
    half_height: float
    jaw: float
    eyes_apart: float
    smile: float
    brow: float
    glasses: bool
    aged: bool


def portrait_seed(person: Person) -> str:
    """The seed of a person's portrait: sex, year of birth and a digest that does not lead back."""
    digest = hashlib.sha256(f"portrait/{person.code}".encode()).hexdigest()[:12]
    return f"{'F' if person.sex == '女' else 'M'}{person.born.year}-{digest}"


def portrait(seed: str) -> bytes:
    """Draw a portrait as JPEG.

    Args:
        seed: Any text; the form of `portrait_seed` chooses sex and age. Two seeds joined by `+` give a picture of two
            people side by side, as on a marriage certificate.
    """
    parts = seed.split(JOINT)
    rng = Random(f"background/{seed}")  # noqa: S311 - deterministic data, no secret
    width = WIDTH if len(parts) == 1 else WIDTH_OF_TWO
    canvas = _background(width, "#c8322f" if len(parts) > 1 else None, rng)
    for place, part in enumerate(parts):
        centre = width / 2 + (place - (len(parts) - 1) / 2) * 252
        size = 1.14 if len(parts) == 1 else 1.0
        _figure(Brush(canvas, (centre * _SCALE, _EYE_LEVEL * _SCALE), size * _SCALE), _looks(part))
    return _jpeg(canvas.reduce(_SCALE))


def _looks(seed: str) -> _Looks:
    rng = Random(f"looks/{seed}")  # noqa: S311 - deterministic data, no secret
    woman = seed.startswith("F") if seed[:1] in ("F", "M") else rng.random() < 0.5  # noqa: PLR2004 - a coin
    year = int(seed[1:5]) if seed[1:5].isdigit() else rng.randint(1955, 2002)
    skin, shade = rng.choice(_SKINS)
    colours: Sequence[str] = _SILVER if year < _SILVER_FROM else _GREYING if year < _GREY_FROM else _HAIRS
    return _Looks(
        woman=woman,
        skin=skin,
        shade=shade,
        hair=rng.choice(colours),
        jacket=rng.choice(_JACKETS),
        shirt=rng.choice(_SHIRTS),
        tie=rng.choice(_TIES) if not woman and rng.random() < 0.5 else None,  # noqa: PLR2004
        cut=rng.randrange(4),
        half_width=rng.uniform(53, 59) - (2.5 if woman else 0),
        half_height=rng.uniform(72, 78),
        jaw=rng.uniform(0.20, 0.30) if woman else rng.uniform(0.10, 0.22),
        eyes_apart=rng.uniform(23, 26),
        smile=rng.uniform(2.0, 6.5),
        brow=rng.uniform(-2, 2.5),
        glasses=rng.random() < 0.3,  # noqa: PLR2004
        aged=year < _GREY_FROM,
    )


def _figure(brush: Brush, looks: _Looks) -> None:
    _hair_behind(brush, looks)
    _body(brush, looks)
    _head(brush, looks)
    _hair_above(brush, looks)
    _features(brush, looks)
    if looks.glasses:
        _glasses(brush, looks)


def _body(brush: Brush, looks: _Looks) -> None:
    broad = 116 if looks.woman else 132
    shoulder = curve(lambda t: (broad * math.sin(t), 196 - 78 * math.cos(t) ** 0.55), 0, math.pi / 2)
    brush.polygon([*[(-x, y) for x, y in reversed(shoulder)], *shoulder, (broad, 330), (-broad, 330)], looks.jacket)
    neck, opening = (25, 34) if looks.woman else (31, 38)
    brush.polygon([(-neck, 104), (neck, 104), (opening, 113), (0, 246), (-opening, 113)], looks.shirt)
    brush.polygon([(-neck, 40), (neck, 40), (neck + 3, 106), (0, 146), (-neck - 3, 106)], looks.skin)
    shadow = curve(lambda t: (neck * math.cos(t), 74 + 26 * math.sin(t)), 0, math.pi)
    brush.polygon([(neck, 50), *shadow, (-neck, 50)], looks.shade)
    if looks.tie:
        brush.polygon([(-8, 143), (8, 143), (6, 156), (12, 232), (0, 246), (-12, 232), (-6, 156)], looks.tie)
    for side in (-1, 1):
        collar = [(side * (neck + 1), 98), (side * (neck + 12), 110), (side * 19, 166), (side * 2, 146)]
        brush.polygon(collar, mixed(looks.shirt, "#ffffff", 0.45))
        outer = [(side * (opening + 4), 108), (side * (opening + 27), 150), (side * (opening + 8), 168)]
        brush.polygon([*outer, (side * 2, 246), (side * (opening - 8), 170)], mixed(looks.jacket, "#ffffff", 0.12))


def _head(brush: Brush, looks: _Looks) -> None:
    for side in (-1, 1):
        brush.ellipse((side * (looks.half_width - 1), 8), 9, 16, looks.skin)
        brush.ellipse((side * (looks.half_width + 1), 9), 4.5, 10, looks.shade)
    brush.polygon(_outline(looks), looks.skin)


def _outline(looks: _Looks) -> list[Point]:
    """The contour of the face: an ellipse that narrows towards the chin."""

    def point(t: float) -> Point:
        low = max(0.0, math.sin(t))
        return looks.half_width * math.cos(t) * (1 - looks.jaw * low**2.2), looks.half_height * math.sin(t)

    return curve(point, 0, 2 * math.pi, 120)


def _hair_behind(brush: Brush, looks: _Looks) -> None:
    if not looks.woman:
        return
    length = (128, 62, 96, 18)[looks.cut]
    wide = looks.half_width + (15 if looks.cut != 3 else 9)  # noqa: PLR2004 - the cut that is tied up
    crown = curve(lambda t: (wide * math.cos(t), -6 + (looks.half_height + 9) * math.sin(t)), math.pi, 2 * math.pi)
    ends = curve(lambda t: ((wide - 4) * math.cos(t), length + 14 * math.sin(t)), 0, math.pi)
    brush.polygon([*crown, *ends], mixed(looks.hair, "#000000", 0.18))
    if looks.cut == 3:  # noqa: PLR2004
        brush.ellipse((0, -looks.half_height - 14), 27, 21, looks.hair)


def _hair_above(brush: Brush, looks: _Looks) -> None:
    wide, high = looks.half_width + 6, looks.half_height + 11
    crown = curve(lambda t: (wide * math.cos(t), -4 + high * math.sin(t)), math.pi * 0.985, math.pi * 2.015)
    brush.polygon([*crown, *_hairline(looks)], looks.hair)
    gloss = curve(lambda t: (wide * 0.72 * math.cos(t), -8 + high * 0.8 * math.sin(t)), math.pi * 1.18, math.pi * 1.5)
    brush.line(gloss, mixed(looks.hair, "#ffffff", 0.16), 4)


def _hairline(looks: _Looks) -> list[Point]:
    """From the right temple to the left: where hair ends and forehead begins."""
    w, h = looks.half_width, looks.half_height
    side = 0.05 if not looks.woman else 0.30
    right, left = (w + 3, side * h), (-w - 3, side * h)
    inner_right, inner_left = (w - 7, -0.16 * h), (-w + 7, -0.16 * h)
    forms: tuple[Sequence[Point], ...] = (
        ((w - 10, -0.42 * h), (0.34 * w, -0.60 * h), (-0.30 * w, -0.62 * h), (-w + 12, -0.44 * h)),
        (
            (w - 9, -0.36 * h),
            (0.55 * w, -0.52 * h),
            (-0.42 * w, -0.72 * h),
            (-0.62 * w, -0.56 * h),
            (10 - w, -0.38 * h),
        ),
        ((w - 12, -0.50 * h), (0.45 * w, -0.74 * h), (0, -0.68 * h), (-0.45 * w, -0.74 * h), (-w + 12, -0.50 * h)),
        ((w - 8, -0.40 * h), (0.40 * w, -0.50 * h), (0, -0.53 * h), (-0.40 * w, -0.50 * h), (-w + 8, -0.40 * h)),
    )
    parted: Sequence[Point] = (
        (w - 9, -0.24 * h), (0.62 * w, -0.44 * h), (0.16 * w, -0.74 * h), (0, -0.80 * h),
        (-0.16 * w, -0.74 * h), (-0.62 * w, -0.44 * h), (-w + 9, -0.24 * h),
    )  # fmt: skip
    fringe: Sequence[Point] = (
        (w - 6, -0.26 * h), (0.62 * w, -0.36 * h), (0.25 * w, -0.39 * h),
        (-0.25 * w, -0.39 * h), (-0.62 * w, -0.36 * h), (-w + 6, -0.26 * h),
    )  # fmt: skip
    middle = (parted, fringe, forms[1], forms[2])[looks.cut] if looks.woman else forms[looks.cut]
    return smooth([right, inner_right, *middle, inner_left, left])


def _features(brush: Brush, looks: _Looks) -> None:
    dark = mixed(looks.hair, "#2a1d18", 0.5)
    for side in (-1, 1):
        x = side * looks.eyes_apart
        brush.ellipse((side * (looks.eyes_apart + 11), 28), 12, 8, mixed(looks.skin, "#e88f7c", 0.24))
        brush.ellipse((x, 4), 10.5, 5.6, "#fdfbf8")
        brush.ellipse((x, 4), 5.3, 5.5, "#3a2a22")
        brush.ellipse((x + 1.8, 2), 1.7, 1.7, "#ffffff")
        lid = arc((x, 5), 11.5, -7.4)
        brush.line(lid, "#2a1f1c", 2.3 if looks.woman else 1.7)
        inner, outer = side * (looks.eyes_apart - 11), side * (looks.eyes_apart + 13)
        brush.line(smooth([(inner, -13), (x, -18 - looks.brow), (outer, -12)]), dark, 2.6 if looks.woman else 4.2)
        if looks.aged:
            fold = smooth([(side * 20, 34), (side * 27, 42), (side * 27, 50)])
            brush.line(fold, mixed(looks.skin, looks.shade, 0.8), 1.6)
            brush.line([(side * (looks.eyes_apart - 8), 15), (side * (looks.eyes_apart + 7), 16)], looks.shade, 1.4)
    brush.line(smooth([(3, 6), (5, 20), (9, 28), (2, 32), (-6, 30)]), looks.shade, 2.4)
    _mouth(brush, looks)


def _mouth(brush: Brush, looks: _Looks) -> None:
    lips = _LIPS["F" if looks.woman else "M"]
    wide = 17 if looks.woman else 18
    upper = smooth([(-wide, 48), (-5, 45), (0, 46.5), (5, 45), (wide, 48)])
    lower = smooth([(wide, 48), (7, 50 + looks.smile), (0, 51.5 + looks.smile), (-7, 50 + looks.smile), (-wide, 48)])
    brush.polygon([*upper, *lower], lips)
    brush.line(smooth([(-wide, 48), (0, 48 + looks.smile * 0.55), (wide, 48)]), mixed(lips, "#5a2320", 0.55), 1.6)


def _glasses(brush: Brush, looks: _Looks) -> None:
    for side in (-1, 1):
        brush.ring((side * looks.eyes_apart, 5), 18, 13.5, "#3a3f47", 2.2)
        brush.line([(side * (looks.eyes_apart + 18), 2), (side * (looks.half_width - 1), -1)], "#3a3f47", 2.2)
    reach = looks.eyes_apart - 18
    brush.line(smooth([(-reach, 3), (0, 0), (reach, 3)]), "#3a3f47", 2.2)


def _background(width: int, colour: str | None, rng: Random) -> Image.Image:
    light, deep = (mixed(colour, "#ffffff", 0.08), colour) if colour else rng.choice(_BACKGROUNDS)
    column = Image.new("RGB", (1, HEIGHT))
    for y in range(HEIGHT):
        column.putpixel((0, y), rgb(mixed(light, deep, y / HEIGHT)))
    high = column.resize((1, HEIGHT * _SCALE))
    return high.resize((width * _SCALE, HEIGHT * _SCALE), Image.Resampling.NEAREST)  # every column is the same


def _jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=92, dpi=(DPI, DPI), optimize=True)
    return out.getvalue()
