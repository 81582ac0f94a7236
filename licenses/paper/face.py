"""The page of a licence (照面), drawn from its metadata and its type.

Five page forms (版式) serve every type; a type chooses one, a colour and its fields. The forms are Typst templates in
`templates/`. What is printed reaches them as data, never as markup, so a name cannot become a command. Before anything
is drawn every letter is looked up in the font: a person's name with an empty box in it is worse than no licence.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby
from pathlib import Path

import pylopdf_fonts_zh_cn as fonts
import segno
import typst
from fontTools.ttLib import TTFont

from graph.errors import Malformed, Text
from graph.refusal_codes import Code
from graph.words.face_fields import FieldKind
from graph.words.licensing import LicenseType
from graph.words.written_days import chinese_day, day_of
from licenses.paper import ornament
from licenses.paper.columns import LONG_TERM
from licenses.paper.headings import with_headings
from licenses.paper.metadata import LicenseMetadata, unnamed_holders
from licenses.paper.photos import COUPLE, decode, shape_of
from licenses.paper.stamp import Place

_TEMPLATES = Path(__file__).with_name("templates")
_DRAWINGS = frozenset({"ground", "qr"})


@dataclass(frozen=True, slots=True)
class Layout:
    """A page form: its name in the licence catalogue, its page, and where the seal stands."""

    name: str
    width: float
    """Millimetres."""
    height: float
    seal: Place


LAYOUTS: dict[str, Layout] = {
    layout.name: layout
    for layout in (
        Layout("证书横版", 297, 210, Place(216, 47)),
        Layout("许可证竖版", 210, 297, Place(140, 62)),
        Layout("证件卡", 210, 148, Place(160, 40)),
        Layout("证明书", 210, 297, Place(140, 62)),
        Layout("登记证书", 297, 210, Place(80, 55)),
    )
}


def draw(metadata: LicenseMetadata, kind: LicenseType, photo: bytes | None, verify_url: str) -> bytes:
    """Draw the page and attach the metadata to it.

    Args:
        metadata: The facts; their face fields are printed in the order of the type.
        kind: The licence type: page form, colour, fields and labels.
        photo: JPEG or PNG, in grey or RGB, at most 50 KB; None leaves an empty box where the form has one.
        verify_url: What the QR code says: the public address of this licence.

    Returns:
        PDF/A-3b, one page, tagged, `zhengtu-license.json` attached; not sealed yet.

    Raises:
        Malformed: `MISSING_GLYPH` (a letter that the font does not have), `UNKNOWN_LAYOUT`, `FIELD_MISSING`,
            `UNKNOWN_FIELD`, `PHOTO_TOO_LARGE`, `PHOTO_UNREADABLE`, or `FACE_OVERFLOW` (more text than a page takes at
            the smallest size).
    """
    face = _face(metadata, kind, verify_url)
    _refuse_missing_glyphs(face)
    if photo is not None:
        decode(photo)
        face["photo"] = list(photo)
    try:
        page = compiler().compile(
            input=str(_TEMPLATES / "page.typ"),
            format="pdf",
            pdf_standards="a-3b",
            pdf_tags=True,
            timestamp=metadata.sealed_at,
            sys_inputs={"face": json.dumps(face, ensure_ascii=False), "metadata": metadata.to_json().decode()},
        )
    except typst.TypstError as cause:
        if "FACE_OVERFLOW" not in str(cause):
            raise
        raise _malformed(
            Code.FACE_OVERFLOW,
            ("face",),
            None,
            "照面内容过多，一页排不下",
            "The face holds more text than one page takes",
        ) from cause
    assert isinstance(page, bytes)  # noqa: S101 - one document in PDF form is bytes
    return with_headings(page)


def missing_glyphs(text: str) -> tuple[str, ...]:
    """Return the letters of the text that no licence can be printed with, each once, in order."""
    return tuple(dict.fromkeys(letter for letter in text if ord(letter) not in _printable()))


@lru_cache(maxsize=1)
def compiler() -> typst.Compiler:
    """The page composer of this process, with our one font: it keeps what it has read."""
    own = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts.serif_path().parent)]
    )
    return typst.Compiler(root=str(_TEMPLATES), font_paths=own, ignore_system_fonts=True)


def _face(metadata: LicenseMetadata, kind: LicenseType, verify_url: str) -> dict[str, object]:
    if kind.layout not in LAYOUTS:
        raise _malformed(Code.UNKNOWN_LAYOUT, ("layout",), kind.layout, "没有这种版式", "There is no such page form")
    layout = LAYOUTS[kind.layout]
    return {
        "layout": layout.name,
        "width": layout.width,
        "height": layout.height,
        "ground": ornament.ground(layout.name, layout.width, layout.height, kind.colour),
        "colour": kind.colour,
        "title": metadata.name,
        "number": metadata.number,
        "identifier": metadata.identifier,
        "version": metadata.version,
        "issuer": metadata.issuer_name,
        "issued": _day(metadata.issued_on),
        "validity": f"{_day(metadata.valid_from)} 至 {_day(metadata.valid_until)}",
        "category": kind.category.zh,
        "rows": _rows(metadata, kind),
        "with_photo": kind.photo,
        "couple": shape_of(kind) is COUPLE,
        "photo": None,
        "qr": _qr(verify_url),
        "demonstration": metadata.demonstration,
    }


def _rows(metadata: LicenseMetadata, kind: LicenseType) -> list[dict[str, object]]:
    """Return label and value of each field, and the holders where no field names them."""
    printed = [field for field in kind.fields if not field.pictorial]
    unknown = metadata.face.keys() - {field.key for field in kind.fields}
    if unknown:
        key = min(unknown)
        raise _malformed(Code.UNKNOWN_FIELD, ("face", key), key, "该类型没有此照面字段", "The type has no such field")
    rows: list[dict[str, object]] = []
    for field in printed:
        value = metadata.face.get(field.key, "").strip()
        if not value and field.required:
            zh, en = f"缺少照面字段：{field.label}", f"The face field {field.key} is missing"
            raise _malformed(Code.FIELD_MISSING, ("face", field.key), None, zh, en)
        rows.append(
            {
                "key": field.key,
                "label": field.label,
                "value": _as_day(value) if field.kind == FieldKind.DAY.zh else value or "／",
                "long": field.kind == FieldKind.LINES.zh,
            }
        )
    unnamed = unnamed_holders([holder.name for holder in metadata.holders], metadata.face)
    if unnamed:
        rows.insert(0, {"key": "CZZT", "label": "持证主体", "value": "、".join(unnamed), "long": len(unnamed) > 1})
    return rows


def _day(day: date | None) -> str:
    return LONG_TERM if day is None else chinese_day(day)


def _as_day(value: str) -> str:
    day = day_of("".join(value.split()))
    return value if day is None else chinese_day(day)


def _qr(url: str) -> str:
    """Draw the code with one fixed mask: to weigh all eight would take longer than to draw the page."""
    rows = segno.make(url, error="m", micro=False, mask=0).matrix
    runs = []
    for down, row in enumerate(rows):
        for dark, run in groupby(range(len(row)), key=row.__getitem__):
            if dark:
                start, *rest = run
                runs.append(f"M{start} {down}h{len(rest) + 1}v1h-{len(rest) + 1}z")
    side = len(rows)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"><path d="{"".join(runs)}"/></svg>'


def _refuse_missing_glyphs(face: dict[str, object]) -> None:
    texts: list[tuple[tuple[str, ...], str]] = [
        ((name,), value) for name, value in face.items() if isinstance(value, str) and name not in _DRAWINGS
    ]
    rows = face["rows"]
    assert isinstance(rows, list)  # noqa: S101 - made above
    texts += [(("face", row["key"]), f"{row['label']}{row['value']}".replace("\n", "")) for row in rows]
    for path, text in texts:
        for letter in missing_glyphs(text):
            raise _malformed(
                Code.MISSING_GLYPH,
                path,
                letter,
                f"字库中没有“{letter}”（U+{ord(letter):04X}），不能制证",
                f"The font has no {letter!r} (U+{ord(letter):04X}); a licence with a gap is not printed",
            )


@lru_cache(maxsize=1)
def _printable() -> frozenset[int]:
    with TTFont(fonts.serif_path(), lazy=True) as font:
        return frozenset(font.getBestCmap())


def _malformed(
    code: Code, path: tuple[str, ...], value: str | None, zh: str, en: str, limit: str | None = None
) -> Malformed:
    return Malformed(Text(zh, en), code=code, rules=("GB-36903",), path=path, value=value, limit=limit)
