"""What stands on the page of a licence, as register or file knows it: its type's fields and what is beside them.

The page prints no labels beside title, authority and date, so those have the words that people call them by.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Protocol

from graph.words.face_fields import FaceField
from licenses.paper.columns import LABELS, LONG_TERM
from licenses.paper.metadata import LicenseMetadata, unnamed_holders
from licenses.proof.face_check import LEAST_FIELDS
from licenses.proof.face_values import EMPTY, PrintedField, ValueKind

KINDS: Mapping[str, ValueKind] = {
    "文本": ValueKind.TEXT,
    "多行": ValueKind.TEXT,
    "日期": ValueKind.DAY,
    "数值": ValueKind.AMOUNT,
}
"""Kinds of face fields; 照片 is no text and cannot be typed."""

WORDS: Mapping[str, tuple[str, ...]] = {
    "ZZMC": ("证照名称",),
    "ZZLXMC": ("证照类型",),
    "ZZBH": ("编号", "证号", "证书编号"),
    "ZZBS": ("电子证照标识", "标识"),
    "BBH": ("版本",),
    "ZZBFJG": ("颁发机构", "颁发机关", "发证机关", "发证机构"),
    "ZZBFRQ": ("颁发日期", "发证日期"),
    "ZZYXQQSRQ": ("有效期起", "有效期自", "有效期起始日期"),
    "ZZYXQJZRQ": ("有效期至", "有效期止", "有效期截止日期"),
    "CZZT": ("持证人",),
}
"""What people call a column beside its label in the standard."""

PERIOD = "ZZYXQ"
PERIOD_WORDS = ("有效期", "有效期限", "有效期起止")
"""Printed as one, from and until; the standard has a column for each end, and the code is this system's own."""


class Stated(Protocol):
    """What a record and a file both say of a licence."""

    @property
    def type_name(self) -> str:
        """Name of its type."""

    @property
    def number(self) -> str:
        """Certificate number."""

    @property
    def identifier(self) -> str:
        """证照标识."""

    @property
    def version(self) -> int | str:
        """Its version, as a number or as three digits."""

    @property
    def issued_on(self) -> date:
        """Day of issue."""

    @property
    def valid_from(self) -> date:
        """First day of validity."""

    @property
    def valid_until(self) -> date | None:
        """Last day of validity; None is 长期."""


def printed(
    record: Stated,
    fields: Sequence[FaceField],
    face: Mapping[str, str],
    issuer: str,
    holders: Sequence[str],
) -> tuple[PrintedField, ...]:
    """Everything that may be typed from the page.

    Args:
        record: The licence.
        fields: The face fields of its type.
        face: Its face as issued.
        issuer: Name of the authority that issued it.
        holders: Names of its holders, in order.
    """
    return (*_of_type(fields, face), *_beside(record, face, issuer, holders))


def printed_by_itself(stated: LicenseMetadata, fields: Sequence[FaceField] = ()) -> tuple[PrintedField, ...]:
    """What stands on the page by the word of the file alone.

    Args:
        stated: What the file says.
        fields: The face fields of its type, where they are known; their codes have no labels otherwise.
    """
    return printed(stated, fields, stated.face, stated.issuer_name, [holder.name for holder in stated.holders])


def typed_from_page(fields: Sequence[FaceField]) -> tuple[tuple[str, bool], ...]:
    """What a person can be asked to type from a page of this type: words beside the fields, and which are needed.

    What the type requires; then number and holder, of which so many are needed that there is enough to compare.
    """
    required = tuple(field.label for field in fields if field.kind in KINDS and field.required)
    beside = tuple(WORDS[key][0] for key in ("ZZBH", "CZZT"))
    least = max(len(required), LEAST_FIELDS)
    return tuple((word, place < least) for place, word in enumerate((*required, *beside)))


def _of_type(fields: Sequence[FaceField], face: Mapping[str, str]) -> Iterator[PrintedField]:
    for field in fields:
        if field.kind not in KINDS:
            continue
        text = face.get(field.key, "").strip()
        yield PrintedField(
            field.key,
            (field.label,),
            (text or EMPTY,),
            KINDS[field.kind],
            required=field.required and bool(text),  # what a type has required only since stands on no older page
            public=False,
        )
    gone = face.keys() - {field.key for field in fields}
    for key in sorted(gone):
        yield PrintedField(key, (), (face[key].strip() or EMPTY,), public=False)


def _beside(record: Stated, face: Mapping[str, str], issuer: str, holders: Sequence[str]) -> Iterator[PrintedField]:
    first = record.valid_from.isoformat()
    last = LONG_TERM if record.valid_until is None else record.valid_until.isoformat()
    yield _column("ZZMC", record.type_name)
    yield _column("ZZLXMC", record.type_name)
    yield _column("ZZBH", record.number, kind=ValueKind.CODE, public=False)
    yield _column("ZZBS", record.identifier, kind=ValueKind.CODE)
    version = str(record.version)
    yield _column("BBH", version.zfill(3), version.lstrip("0"), kind=ValueKind.CODE)
    yield _column("ZZBFJG", issuer)
    yield _column("ZZBFRQ", record.issued_on.isoformat(), kind=ValueKind.DAY)
    yield _column("ZZYXQQSRQ", first, kind=ValueKind.DAY)
    yield _column("ZZYXQJZRQ", last, kind=ValueKind.DAY)
    yield PrintedField(PERIOD, PERIOD_WORDS, (f"{first} 至 {last}",), ValueKind.PERIOD)
    if holders:
        alone = unnamed_holders(holders, face) or holders
        yield _column("CZZT", *dict.fromkeys(("、".join(holders), "、".join(alone))), public=False)


def _column(key: str, *texts: str, kind: ValueKind = ValueKind.TEXT, public: bool = True) -> PrintedField:
    return PrintedField(key, (LABELS[key], *WORDS[key]), texts, kind, public=public)
