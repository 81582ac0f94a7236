"""What a licence says of itself, field by field (GB/T 36903).

One value, `LicenseMetadata`, has three written forms that say the same:

1. *pairs*: column code → text, or a list of texts where a field repeats (the holders);
2. the JSON document that is attached to the file as `zhengtu-license.json`, canonical (sorted keys, UTF-8, no blanks);
3. XMP properties in the file itself (`licenses.paper.xmp`).

All three stand under the signature, so a file can be compared with the register, and with itself. Reading is strict: a
key that is unknown, missing or written twice is refused and named, because a reader that guesses can be told stories.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from graph.errors import Malformed, Text
from graph.refusal_codes import Code
from graph.words.licensing import Holder
from licenses.paper.columns import (
    ANNOTATION_COLUMNS,
    CHANGED_AT,
    COLUMNS,
    DEMONSTRATION_KEY,
    DEMONSTRATION_TEXT,
    HOLDER_COLUMNS,
    LABELS,
    LONG_TERM,
    SEALED_AT,
    VALID_UNTIL,
    Column,
    Kind,
)

ATTACHMENT_NAME = "zhengtu-license.json"
"""The name under which the JSON form is attached to every licence file."""

MAX_DOCUMENT_BYTES = 65_536
"""Longest JSON form that is read, in bytes; a licence with a page full of text has about 4,000."""

FACE_KEY = re.compile(r"KZ_\w{1,60}\Z")
"""Column code of a face field, which differs from type to type (扩展照面信息)."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """Why and for whom an annotated copy (加注件) was made of a licence."""

    made_at: datetime
    made_by: str
    purpose: str
    valid_until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenseMetadata:
    """Everything that a licence states, as issued. Texts are official texts, to the character."""

    name: str
    """证照名称, the title on the page."""
    type_name: str
    type_code: str
    """USCC of the authority that defines the type, and three digits."""
    number: str
    """证照编号: the certificate number that people quote."""
    identifier: str
    """电子证照标识 (GB/T 36904)."""
    version: str
    """Three digits, 001 at the first issue."""
    issuer_name: str
    issuer_code: str
    division: str
    """Division code (GB/T 2260) of the issuer."""
    issued_on: date
    valid_from: date
    valid_until: date | None
    """Last day of validity; None is 长期."""
    holders: tuple[Holder, ...]
    seal_name: str
    sealed_at: datetime
    sealed_by: str
    """Person who released the seal (签章人)."""
    predecessor: str | None = None
    """Identifier of the version that this one replaces."""
    change_reason: str | None = None
    changed_at: datetime | None = None
    annotation: Annotation | None = None
    face: Mapping[str, str] = field(default_factory=dict)
    """Fields of this type only: KZ_… → value as printed."""
    demonstration: bool = False
    """True where the licence was made to show the system and means nothing."""

    def __post_init__(self) -> None:
        """Refuse what no written form could carry.

        Raises:
            Malformed: No holder, a face key that is not a KZ_ code, or a time without zone.
        """
        if not self.holders:
            raise _malformed(Code.HOLDER_MISSING, ("CZZT",), None, "证照没有持证主体", "A licence needs a holder")
        for key in self.face:
            if not FACE_KEY.match(key):
                zh, en = "照面字段代码应以 KZ_ 开头", "A face field's code begins with KZ_"
                raise _malformed(Code.UNKNOWN_FIELD, ("face",), key, zh, en)
        for key, moment in ((SEALED_AT, self.sealed_at), (CHANGED_AT, self.changed_at)):
            if moment is not None and moment.tzinfo is None:
                raise _malformed(
                    Code.TIME_WITHOUT_ZONE, (key,), moment.isoformat(), "时间缺少时区", "A time needs its zone"
                )

    def pairs(self) -> dict[str, str | list[str]]:
        """Return column codes and texts; what is absent has no key. Holder columns are lists of equal length."""
        pairs: dict[str, str | list[str]] = {}
        for column in COLUMNS:
            value = getattr(self, column.attribute)
            if value is not None:
                pairs[column.key] = _write(value)
        if self.valid_until is None:
            pairs[VALID_UNTIL] = LONG_TERM
        for column in HOLDER_COLUMNS:
            pairs[column.key] = [getattr(holder, column.attribute) for holder in self.holders]
        if self.annotation is not None:
            for column in ANNOTATION_COLUMNS:
                pairs[column.key] = _write(getattr(self.annotation, column.attribute))
        if self.demonstration:
            pairs[DEMONSTRATION_KEY] = DEMONSTRATION_TEXT
        return pairs | dict(self.face)

    def to_json(self) -> bytes:
        """Return the canonical document: equal metadata give equal bytes."""
        return json.dumps(self.pairs(), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    @classmethod
    def from_json(cls, document: bytes) -> LicenseMetadata:
        """Read the attached document.

        Raises:
            Malformed: It is not exactly such a document; `path` names the key.
        """
        if len(document) > MAX_DOCUMENT_BYTES:
            raise _malformed(
                Code.METADATA_TOO_LARGE, (), str(len(document)), "证照元数据过大", "The licence metadata are too large",
                limit=f"{MAX_DOCUMENT_BYTES} bytes",
            )  # fmt: skip
        try:
            pairs = json.loads(document.decode("utf-8"), object_pairs_hook=_without_repetition)
        except (ValueError, RecursionError) as cause:
            zh, en = "证照元数据不是有效的 JSON", "The licence metadata are not valid JSON"
            raise _malformed(Code.METADATA_UNREADABLE, (), None, zh, en) from cause
        if not isinstance(pairs, dict):
            zh, en = "证照元数据不是 JSON 对象", "The licence metadata are no JSON object"
            raise _malformed(Code.METADATA_UNREADABLE, (), None, zh, en)
        return cls.from_pairs(pairs)

    @classmethod
    def from_pairs(cls, pairs: Mapping[str, object]) -> LicenseMetadata:
        """Read column codes and texts.

        Raises:
            Malformed: A key is unknown or missing, or its value is not of its kind; `path` names the key.
        """
        _refuse_unknown(pairs)
        values: dict[str, Any] = {}
        for column in COLUMNS:
            if column.key in pairs:
                values[column.attribute] = _read(column, pairs[column.key])
            elif column.required:
                raise _missing(column.key)
        if VALID_UNTIL not in pairs:
            raise _missing(VALID_UNTIL)
        return cls(
            **values,
            holders=_holders(pairs),
            annotation=_annotation(pairs),
            face={key: _text(key, value) for key, value in pairs.items() if FACE_KEY.match(key)},
            demonstration=DEMONSTRATION_KEY in pairs,
        )


def _write(value: str | date | datetime) -> str:
    return value if isinstance(value, str) else value.isoformat()


def _read(column: Column, value: object) -> str | date | datetime | None:
    text = _text(column.key, value)
    read: str | date | datetime
    try:
        match column.kind:
            case Kind.TEXT:
                return text
            case Kind.LAST_DAY if text == LONG_TERM:
                return None
            case Kind.DATE | Kind.LAST_DAY:
                read = date.fromisoformat(text)
            case Kind.TIME:
                read = datetime.fromisoformat(text)
    except ValueError as cause:
        raise _not_a_date(column, text) from cause
    if _write(read) != text:
        raise _not_a_date(column, text)
    return read


def _not_a_date(column: Column, text: str) -> Malformed:
    zh, en = f"{column.label}不是日期", f"“{column.label}” is not a date or time in ISO 8601"
    return _malformed(Code.NOT_A_DATE, (column.key,), text, zh, en)


def _text(key: str, value: object) -> str:
    if not isinstance(value, str):
        raise _malformed(Code.NOT_A_TEXT, (key,), None, f"“{_label(key)}”应为文字", f"“{_label(key)}” must be one text")
    return value


def _label(key: str) -> str:
    return LABELS.get(key, key)


def _holders(pairs: Mapping[str, object]) -> tuple[Holder, ...]:
    texts = []
    for column in HOLDER_COLUMNS:
        value = pairs.get(column.key)
        if value is None:
            raise _missing(column.key)
        if not isinstance(value, list | tuple) or not all(isinstance(text, str) for text in value):
            zh, en = f"{column.label}应为文字列表", f"“{column.label}” must be a list of texts"
            raise _malformed(Code.NOT_A_LIST, (column.key,), None, zh, en)
        texts.append(value)
    if len({len(column) for column in texts}) > 1:
        zh, en = "持证主体各列数目不一致", "The holder columns differ in length"
        raise _malformed(Code.HOLDERS_UNEVEN, ("CZZT",), None, zh, en)
    attributes = [column.attribute for column in HOLDER_COLUMNS]
    return tuple(Holder(**dict(zip(attributes, row, strict=True))) for row in zip(*texts, strict=True))


def _annotation(pairs: Mapping[str, object]) -> Annotation | None:
    if not any(column.key in pairs for column in ANNOTATION_COLUMNS):
        return None
    values: dict[str, Any] = {}
    for column in ANNOTATION_COLUMNS:
        if column.key not in pairs:
            raise _missing(column.key)
        values[column.attribute] = _read(column, pairs[column.key])
    return Annotation(**values)


def _refuse_unknown(pairs: Mapping[str, object]) -> None:
    for key in pairs:
        if key not in LABELS and not FACE_KEY.match(key):
            raise _malformed(Code.UNKNOWN_FIELD, (key,), key, f"未知的元数据项 {key}", f"Unknown metadata field {key}")
    if pairs.get(DEMONSTRATION_KEY, DEMONSTRATION_TEXT) != DEMONSTRATION_TEXT:
        raise _malformed(
            Code.NOT_A_TEXT, (DEMONSTRATION_KEY,), None, "演示标志只能为“演示”", "The flag can only say “演示”"
        )


def _without_repetition(items: list[tuple[str, object]]) -> dict[str, object]:
    read = dict(items)
    if len(read) != len(items):
        raise ValueError("a key is written twice")
    return read


def _missing(key: str) -> Malformed:
    return _malformed(
        Code.FIELD_MISSING, (key,), None, f"缺少元数据项：{LABELS[key]}", f"The metadata lack “{LABELS[key]}”"
    )


def _malformed(
    code: Code, path: tuple[str, ...], value: str | None, zh: str, en: str, limit: str | None = None
) -> Malformed:
    return Malformed(Text(zh, en), code=code, rules=("GB-36903",), path=path, value=value, limit=limit)


def unnamed_holders(names: Sequence[str], face: Mapping[str, str]) -> list[str]:
    """The holders whom no face field names; the page names them in a row of its own, 持证主体."""
    values = "\n".join(face.values())
    return [name for name in names if name not in values]
