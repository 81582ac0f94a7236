"""The page of a licence (照面), drawn from its metadata and its type.

Five page forms (版式) serve every type; a type chooses one, a colour and its fields. The forms are Typst templates in
`templates/`. What is printed reaches them as data, never as markup, so a name cannot become a command. Before anything
is drawn every letter is looked up (`lettering`): a person's name with an empty box in it is worse than no licence. A
face that is longer than its page goes on on further ones (附页), whole; the seal stands on the first.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from itertools import groupby
from typing import Any

import segno

from graph.errors import Malformed, Text, printable
from graph.refusal_codes import Code
from graph.words.face_fields import FieldKind
from graph.words.licensing import LicenseType
from graph.words.written_days import chinese_day, day_of
from licenses.paper import lettering, ornament
from licenses.paper.columns import LONG_TERM
from licenses.paper.metadata import LicenseMetadata, unnamed_holders
from licenses.paper.photos import COUPLE, decode, shape_of
from licenses.paper.stamp import Place
from licenses.paper.writer import PageOverflow, drawn_with, write

MAX_FACE_BYTES = 49_152
"""Of all that a licence says of itself, as JSON: sixteen thousand ideographs. What is read back has a limit too."""

_BESIDE = {
    "title": "证照名称", "number": "证照编号", "identifier": "证照标识", "version": "版本号", "issuer": "颁发机构",
    "issued": "颁发日期", "validity": "有效期", "category": "证件类别",
}  # fmt: skip
"""What is printed beside the rows, and what it is called."""


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
        Layout("证书横版", 297, 210, Place(238, 42)),
        Layout("许可证竖版", 210, 297, Place(163, 62)),
        Layout("证件卡", 210, 148, Place(178, 38)),
        Layout("证明书", 210, 297, Place(163, 62)),
        Layout("登记证书", 297, 210, Place(118, 57)),
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
        PDF/A-3b, tagged, `zhengtu-license.json` attached; not sealed yet. One page, or more where the face is long.

    Raises:
        Malformed: `MISSING_GLYPH` (a letter that cannot be drawn), `UNKNOWN_LAYOUT`, `FIELD_MISSING`, `UNKNOWN_FIELD`,
            `PHOTO_TOO_LARGE`, `PHOTO_UNREADABLE`, or `FACE_OVERFLOW` (more fields than a page takes at the smallest
            size, even with their values on further pages).
    """
    face, document = _pictured(metadata, kind, photo, verify_url)
    face["photo"] = list(photo) if photo is not None else None
    try:
        return write("page.typ", face, metadata.sealed_at, metadata=document.decode())
    except PageOverflow as cause:
        raise _malformed(
            Code.FACE_OVERFLOW,
            ("face",),
            str(len(metadata.face)),
            "照面字段过多，内容移至附页后首页仍排不下",
            "The face has more fields than its first page takes, even with their values on further pages",
        ) from cause


def printed(metadata: LicenseMetadata, kind: LicenseType, photo: bytes | None) -> tuple[dict[str, Any], bytes]:
    """Return the words of a page and the document that is attached to it; its pictures are put in by whoever draws it.

    Raises:
        Malformed: As `draw`, but for a face without room.
    """
    face, document = _face(metadata, kind), metadata.to_json()
    if len(document) > MAX_FACE_BYTES:
        raise _malformed(
            Code.FACE_OVERFLOW, ("face",), str(len(document)), "照面内容过长", "The face is too long",
            limit=f"{MAX_FACE_BYTES} bytes",
        )  # fmt: skip
    _refuse_undrawable(face)
    if photo is not None:
        decode(photo)
    return face, document


def code_of(url: str) -> segno.QRCode:
    """The code that says this, with one fixed mask: to weigh all eight would take longer than to draw the page."""
    return segno.make(url, error="m", micro=False, mask=0)


def told_apart(metadata: LicenseMetadata, kind: LicenseType, photo: bytes | None, verify_url: str) -> str:
    """Everything that the page is drawn from and with, as a text: where two are the same, so are their pages.

    Raises:
        Malformed: As `draw`, but for a face without room.
    """
    face, document = printed(metadata, kind, photo)
    layout, text = LAYOUTS[kind.layout], json.dumps(face, ensure_ascii=False, sort_keys=True)
    pictures = f"{_ground_of(layout, kind.colour)}|{_code_drawn()}|{verify_url}"
    parts = (document, text.encode(), pictures.encode(), photo or b"", drawn_with("page.typ", text))
    return "|".join(hashlib.sha256(part).hexdigest() for part in parts)


@lru_cache
def _ground_of(layout: Layout, colour: str) -> str:
    """What tells the ground of a page from another."""
    return hashlib.sha256(ornament.ground(layout.name, layout.width, layout.height, colour).encode()).hexdigest()


@cache
def _code_drawn() -> str:
    """What tells how codes are drawn from another way: what one says is all that tells it from the next."""
    return hashlib.sha256(_qr("https://licenses.example/v/1").encode()).hexdigest()


def missing_glyphs(text: str) -> tuple[str, ...]:
    """Return the letters of the text that no licence can be printed with, each once, in order."""
    return tuple(each.letter for each in lettering.undrawable(text))


def _pictured(
    metadata: LicenseMetadata, kind: LicenseType, photo: bytes | None, verify_url: str
) -> tuple[dict[str, Any], bytes]:
    """As `printed`, with every picture but the photo."""
    face, document = printed(metadata, kind, photo)
    layout = LAYOUTS[kind.layout]
    face["ground"] = ornament.ground(layout.name, layout.width, layout.height, kind.colour)
    face["qr"] = _qr(verify_url)
    return face, document


def _face(metadata: LicenseMetadata, kind: LicenseType) -> dict[str, Any]:
    if kind.layout not in LAYOUTS:
        raise _malformed(Code.UNKNOWN_LAYOUT, ("layout",), kind.layout, "没有这种版式", "There is no such page form")
    layout = LAYOUTS[kind.layout]
    return {
        "layout": layout.name,
        "width": layout.width,
        "height": layout.height,
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
            zh, en = f"缺少照面字段：{field.label}", f"The face field “{field.label}” is missing"
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
    rows = code_of(url).matrix
    runs = []
    for down, row in enumerate(rows):
        for dark, run in groupby(range(len(row)), key=row.__getitem__):
            if dark:
                start, *rest = run
                runs.append(f"M{start} {down}h{len(rest) + 1}v1h-{len(rest) + 1}z")
    side = len(rows)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"><path d="{"".join(runs)}"/></svg>'


def _refuse_undrawable(face: dict[str, Any]) -> None:
    texts: list[tuple[tuple[str, ...], str, str]] = [
        ((name,), label, str(face[name])) for name, label in _BESIDE.items()
    ]
    texts += [
        (("face", row["key"]), row["label"], f"{row['label']}{row['value']}".replace("\n", "")) for row in face["rows"]
    ]
    for path, label, text in texts:
        for each in lettering.undrawable(text):
            code = f"U+{ord(each.letter):04X}"
            shown = f"“{each.letter}”（{code}）" if printable(each.letter) == each.letter else code
            raise _malformed(
                Code.MISSING_GLYPH,
                path,
                each.letter,
                f"“{label}”中的字符{shown}不能制证：{each.why.zh}",
                f"The character {code} of {label} cannot be drawn: {each.why.en}",
            )


def _malformed(
    code: Code, path: tuple[str, ...], value: str | None, zh: str, en: str, limit: str | None = None
) -> Malformed:
    return Malformed(Text(zh, en), code=code, rules=("GB-36903",), path=path, value=value, limit=limit)
