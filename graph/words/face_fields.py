"""What stands on the face of a licence (照面信息): its fields, of what kind each is, and what each says.

A field that says what the register says as well has a role: its value is the register's, and can be no other. The rest
are of others (其他名称, 其他编号, 其他日期), or free (自由); a type says so of each, none is free by omission.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import unique
from typing import Any

from graph.words.closed_list import ClosedList


@unique
class PageForm(ClosedList):
    """A page form that licences are drawn in (版式); what each looks like is said where it is drawn."""

    CERTIFICATE = "证书横版"
    PERMIT = "许可证竖版"
    CARD = "证件卡"
    LETTER = "证明书"
    REGISTER = "登记证书"

    @property
    def photo(self) -> bool:
        """Whether it has a frame for a photo."""
        return self is PageForm.CARD


@unique
class FieldKind(ClosedList):
    """Of what kind a field is (照面信息项类型)."""

    TEXT = "文本"
    LINES = "多行"
    DAY = "日期"
    NUMBER = "数值"
    PORTRAIT = "照片"
    COUPLE = "合影"
    """A picture of two, which is broader than high."""

    @property
    def pictorial(self) -> bool:
        """Whether it is a picture, which no text fills."""
        return self in (FieldKind.PORTRAIT, FieldKind.COUPLE)


@unique
class FieldRole(ClosedList):
    """What a field says of the licence (照面信息项含义)."""

    FREE = "自由"
    HOLDER_NAME = "持证主体名称"
    HOLDER_CODE = "持证主体代码"
    HOLDER_BORN = "持证主体出生日期"
    """As the citizen identity number has it."""
    HOLDER_SEX = "持证主体性别"
    """As the citizen identity number has it."""
    NUMBER = "证照编号"
    ISSUER = "颁发机构"
    ISSUED_ON = "颁发日期"
    VALID_FROM = "有效期起"
    VALID_UNTIL = "有效期止"
    VALIDITY = "有效期限"
    """From and until in one, or 长期."""
    OTHER_NAME = "其他名称"
    """Of another person, body or thing than holder and issuer: 监护人姓名, 施工单位, 项目名称."""
    OTHER_NUMBER = "其他编号"
    """Of another paper, person, body or thing than licence and holder: 产品编号, 对方身份证件号."""
    OTHER_DAY = "其他日期"
    """Another day or period than those of issue, validity and birth: 登记日期, 首次发证日期."""

    @property
    def bound(self) -> bool:
        """Whether the register says what it says, so that its value can be no other."""
        return self not in _UNBOUND

    @property
    def of_holder(self) -> bool:
        """Whether it speaks of a holder, so that a field says of which."""
        return self in _OF_HOLDER


_UNBOUND = frozenset({FieldRole.FREE, FieldRole.OTHER_NAME, FieldRole.OTHER_NUMBER, FieldRole.OTHER_DAY})
_OF_HOLDER = frozenset({FieldRole.HOLDER_NAME, FieldRole.HOLDER_CODE, FieldRole.HOLDER_BORN, FieldRole.HOLDER_SEX})
EVERY_HOLDER = 0
"""Instead of a holder's place: all of them, in order, with 、 between."""
LAST_HOLDER = 9
"""The highest place of a holder that a field can name."""


@dataclass(frozen=True, slots=True)
class FaceField:
    """A type-specific field of the face (照面信息)."""

    key: str
    """`KZ_…`, unique in its type."""
    label: str
    """As printed."""
    kind: str
    """文本, 多行, 日期, 数值, 照片 or 合影 (`FieldKind`)."""
    required: bool = True
    personal: bool = False
    """Masked for everybody but the holder and the issuer."""
    role: FieldRole = FieldRole.FREE
    """What it says of the licence."""
    holder: int = 1
    """Of which holder it speaks, from 1; 0 is all of them. It means nothing where it speaks of none."""

    @property
    def pictorial(self) -> bool:
        """Whether it is a picture, which no text fills."""
        return self.kind in _PICTURES

    def written(self) -> dict[str, Any]:
        """As JSON; `read` reads it."""
        plain: dict[str, Any] = {
            "key": self.key, "label": self.label, "kind": self.kind, "required": self.required,
            "personal": self.personal,
        }  # fmt: skip
        if self.role is not FieldRole.FREE:
            plain |= {"role": self.role.name, "holder": self.holder}
        return plain

    @classmethod
    def read(cls, written: Mapping[str, Any]) -> FaceField:
        """Of JSON; what was written before fields had roles has none."""
        role = FieldRole[written.get("role", FieldRole.FREE.name)]
        return cls(**{**written, "role": role})


_PICTURES = frozenset(kind.zh for kind in FieldKind if kind.pictorial)
