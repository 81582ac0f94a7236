"""Photos on a licence: which can be read, and which fit the frame that a page has for them (GB/T 36903).

* A photo is told by its header: what is a few bytes here may be gigabytes when it is decoded.
* It is printed whole, never cropped to fill its frame, so one of another shape than the frame's is refused: of one
  person upright, of a couple broad.
* It has pixels enough for 200 dpi in its frame.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from PIL import Image, UnidentifiedImageError

from graph.errors import Malformed, Text
from graph.refusal_codes import Code
from graph.words.face_fields import FieldKind
from graph.words.licensing import LicenseType

MAX_PHOTO_BYTES = 51_200
"""Largest photo (GB/T 36903: 50 KB)."""
MAX_PHOTO_SIDE = 2_000
_ORIENTATION: Final = 0x0112
"""The mark of a photo that viewers turn before they show it."""
_MODES = frozenset({"L", "RGB"})
_FORMATS = ("JPEG", "PNG")
_UNREADABLE = (
    UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PhotoShape:
    """What a photo has to be for its frame."""

    zh: str
    en: str
    width: int
    """Least pixels across."""
    height: int
    """Least pixels down."""
    slimmest: float
    """Least ratio of width to height."""
    broadest: float


PORTRAIT: Final = PhotoShape("单人照应竖幅", "a portrait is upright", 230, 354, 0.65, 0.85)
"""Of a frame of 35 × 45 mm; 295 × 413 pixels are 25 × 35 mm at 300 dpi."""
COUPLE: Final = PhotoShape("双人合影应横幅", "a picture of a couple is broad", 400, 276, 1.25, 1.60)
"""Of a frame of 53 × 35 mm; 626 × 413 pixels are that at 300 dpi."""


def shape_of(kind: LicenseType) -> PhotoShape:
    """What a photo has to be on a licence of a type."""
    couple = any(field.kind == FieldKind.COUPLE.zh for field in kind.fields)
    return COUPLE if couple else PORTRAIT


def faults_of_photo(photo: bytes | None, kind: LicenseType) -> Iterator[Malformed]:
    """What is wrong with a photo for a type, as far as its header tells."""
    if photo is None:
        if kind.photo:
            yield _malformed(Code.PHOTO_REQUIRED, None, "该类证照需要照片", "this type needs a photo")
        return
    if not kind.photo:
        yield _malformed(Code.PHOTO_UNWANTED, _size_of(photo), "该类证照没有照片", "this type has no photo")
        return
    try:
        width, height = _size(photo)
    except Malformed as refusal:
        yield refusal
        return
    shape, shown = shape_of(kind), f"{width} × {height}"
    if width < shape.width or height < shape.height:
        yield _malformed(
            Code.PHOTO_TOO_SMALL, shown, f"照片至少{shape.width}×{shape.height}像素",
            f"the photo needs {shape.width} × {shape.height} pixels", f"{shape.width} × {shape.height} pixels",
        )  # fmt: skip
    if not shape.slimmest <= width / height <= shape.broadest:
        bounds = f"{shape.slimmest}–{shape.broadest}"
        yield _malformed(
            Code.PHOTO_SHAPE, shown, f"{shape.zh}，宽高比应为{bounds}",
            f"{shape.en}: width to height {bounds}", bounds,
        )  # fmt: skip


def decode(photo: bytes) -> None:
    """Decode a photo whole, so that no page is drawn of one that breaks off.

    Raises:
        Malformed: `PHOTO_TOO_LARGE` or `PHOTO_UNREADABLE`.
    """
    _size(photo, whole=True)


def _size(photo: bytes, *, whole: bool = False) -> tuple[int, int]:
    if len(photo) > MAX_PHOTO_BYTES:
        raise _malformed(
            Code.PHOTO_TOO_LARGE, str(len(photo)), "照片超过 50 KB", "The photo is larger than 50 KB",
            f"{MAX_PHOTO_BYTES} bytes",
        )  # fmt: skip
    try:
        with Image.open(io.BytesIO(photo), formats=_FORMATS) as picture:
            if picture.mode not in _MODES or max(picture.size) > MAX_PHOTO_SIDE:
                raise _unreadable(f"{picture.mode}, {picture.width} × {picture.height}")
            if whole:
                picture.load()
            if "exif" in picture.info and (turned := picture.getexif().get(_ORIENTATION, 1)) != 1:
                raise _malformed(
                    Code.PHOTO_SHAPE, f"EXIF Orientation {turned}",
                    "照片带有旋转标记（EXIF），印出的方向可能不同；请转正后另存",
                    "the photo says that it is to be turned (EXIF); turn it upright and save it",
                )  # fmt: skip
            return picture.size
    except _UNREADABLE as cause:
        raise _unreadable(_size_of(photo)) from cause


def _size_of(photo: bytes) -> str:
    return f"{len(photo)} bytes"


def _unreadable(value: str) -> Malformed:
    return _malformed(
        Code.PHOTO_UNREADABLE,
        value,
        "照片应为灰度或 RGB 的 JPEG、PNG",
        "The photo must be a JPEG or PNG in grey or RGB",
    )


def _malformed(code: Code, value: str | None, zh: str, en: str, limit: str | None = None) -> Malformed:
    return Malformed(Text(zh, en), code=code, rules=("GB-36903",), path=("photo",), value=value, limit=limit)
