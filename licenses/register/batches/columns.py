"""The columns of a sheet with licences of one type: what every order says, and a column for each field of the face.

* A field of the face is known by its label, or by its key; where a label is the name of another column, by
  `label（key）`.
* A field that says what the register says (`FieldRole`) may be left out; and it stands in for the column of the
  register that is not there: 名称 of a business licence is the name of its holder.
* What a field of the face is called no synonym takes away from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from graph.office.sheets.cleaned import plain
from graph.office.sheets.forms import Column, Form
from graph.words.face_fields import EVERY_HOLDER, FaceField, FieldKind, FieldRole
from graph.words.licensing import LicenseType
from graph.words.validity import terms_of
from licenses.register.ordered_holders import counts_of

NUMBER, ISSUED_ON, VALID_FROM, VALID_UNTIL = "number", "issuedOn", "validFrom", "validUntil"
REPLACES, CHANGE_REASON, PHOTO, SOURCE = "replaces", "changeReason", "photo", "source"
VALIDITY = "validity"
TYPE, TYPE_NAME, ISSUER, ISSUER_NAME = "type", "typeName", "issuer", "issuerName"
"""What the columns fill, as an order's refusals name it: their paths, with a stroke between the parts."""
ORDINALS = "一二三四五六七八九"
_ALSO: Mapping[str, tuple[str, ...]] = {
    NUMBER: ("证照号码", "证书编号", "证件编号", "许可证编号", "证照号", "证书号", "证号", "编号"),
    ISSUED_ON: ("发证日期", "签发日期", "核发日期", "颁证日期", "制发日期"),
    VALID_FROM: (
        "有效期起始", "有效期自", "有效期起始日期", "有效期开始日期", "有效起始日期", "生效日期",
        "有效期限起", "有效期限自",
    ),
    VALID_UNTIL: (
        "有效期至", "有效期截止", "有效期截止日期", "有效期终止日期", "有效期终止", "有效截止日期", "失效日期",
        "有效期限止", "有效期限至",
    ),
    VALIDITY: ("有效期", "有效期间", "有效期起止", "有效期起止日期", "证照有效期"),
    REPLACES: ("变更前电子证照标识", "原证照标识", "原电子证照标识"),
    CHANGE_REASON: ("变更事由", "换发原因"),
    SOURCE: ("来源",),
    TYPE: ("类型代码",),
    TYPE_NAME: ("证照类型", "证照类型名称"),
    ISSUER: ("发证机关代码", "颁发机关代码"),
    ISSUER_NAME: ("发证机关", "颁发机关", "发证机构"),
}  # fmt: skip
_NAMES: Mapping[str, str] = {
    NUMBER: "证照编号", ISSUED_ON: "颁发日期", VALID_FROM: "有效期起", VALID_UNTIL: "有效期止", VALIDITY: "有效期限",
    REPLACES: "变更前证照标识", CHANGE_REASON: "变更原因", PHOTO: "照片", SOURCE: "数据来源", TYPE: "证照类型代码",
    TYPE_NAME: "证照名称", ISSUER: "颁发机构代码", ISSUER_NAME: "颁发机构",
}  # fmt: skip
_HOLDER: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "name": (
        "持证主体名称",
        ("持证主体", "持证人", "持有人", "持证人姓名", "持有人姓名", "单位名称", "企业名称", "姓名", "名称"),
    ),
    "code": (
        "持证主体代码",
        (
            "证件号码", "身份证号", "身份证号码", "身份证件号", "公民身份号码", "公民身份证号码", "居民身份证号码",
            "统一社会信用代码", "社会信用代码", "持证人证件号码", "持有人证件号码",
        ),
    ),
    "codeType": ("持证主体代码类型", ("代码类型", "证件类型", "证件种类", "持证主体证件类型")),
    "formerCodeType": ("持证主体原代码类型", ("原代码类型",)),
    "formerName": ("持证主体曾用名", ("曾用名", "原名称", "原名", "原姓名", "更名前名称", "变更前名称", "曾用名称")),
}  # fmt: skip
_ROLES: Mapping[FieldRole, tuple[str, ...]] = {
    FieldRole.NUMBER: (NUMBER,), FieldRole.ISSUED_ON: (ISSUED_ON,), FieldRole.VALID_FROM: (VALID_FROM,),
    FieldRole.VALID_UNTIL: (VALID_UNTIL,), FieldRole.VALIDITY: (VALID_FROM, VALID_UNTIL),
}  # fmt: skip
"""What of an order a field of the face says as well, beside those that speak of a holder."""
_SAYS: Mapping[str, str] = {
    NUMBER: "证照编号，按证照上印的填写。编号格式：{kind.number_format}（空为不限）。",
    ISSUED_ON: "日期，如 2026-01-31，不晚于今天。",
    VALID_FROM: "日期，如 2026-01-31。",
    VALID_UNTIL: "日期，如 2026-01-31，写最后一天；长期有效写“长期”或不填。该类证照有效期：{kind.validity}。",
    VALIDITY: (
        "起止日期在一列的写在这里，如 2026年01月31日至2029年01月30日、2026-01-31至长期。"
        "另有“有效期起”的，也可以写3年、三年、长期，据此算出或核对最后一天。"
    ),
    REPLACES: "换发时填写原证照的电子证照标识，如 1.2.156.3005.2.…；首次颁发不填。",
    CHANGE_REASON: "换发的原因。",
    PHOTO: (
        "随表提供的压缩包（ZIP）或文件夹中的照片文件名，也可把照片嵌入单元格。JPEG、PNG，不超过50 KB。"
        "不填的，取以第一持证主体代码或证照编号命名的文件。"
    ),
    SOURCE: "数据来自哪里：资源、业务号，不超过500字。",
    "name": "姓名或单位全称。",
    "code": "公民身份号码、统一社会信用代码或其他证件的号码。",
    "formerName": "持证主体更名的，填写登记簿中的原名称；没有更名的不填。",
    "formerCodeType": "登记簿中该代码的类型登记有误的，填写登记的类型；没有错误的不填。",
    "codeType": "从列表中选，或填 GB/T 36903 附录A的代码；公民身份号码和统一社会信用代码可以不填。",
}
_KINDS: Mapping[FieldKind, str] = {
    FieldKind.TEXT: "文字。", FieldKind.LINES: "文字，可以换行。", FieldKind.DAY: "日期，如 2026-01-31。",
    FieldKind.NUMBER: "数值，如 1234.56、1,234.56；单位只能是字段名称括号中的。",
    FieldKind.PORTRAIT: "照片。", FieldKind.COUPLE: "照片。",
}  # fmt: skip
_OF_HOLDERS = {FieldRole.HOLDER_NAME: "name", FieldRole.HOLDER_CODE: "code"}


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """The columns of a table of licences."""

    form: Form
    stand_in: Mapping[str, tuple[str, ...]]
    """What fields of the face say as well, by what it is of the order."""
    needed: tuple[str, ...]
    """What an order cannot do without, each by a column of its own or by one that stands in for it."""

    def named(self, columns: Iterable[str]) -> Mapping[str, str]:
        """The names of a table's columns, by what they fill."""
        there = set(columns)
        return {each.field: each.name for each in self.form.columns if each.field and each.name in there}


def holder_field(place: int, part: str) -> str:
    """What a column fills that says something of a holder, who is counted from 0."""
    return f"holders/{place}/{part}"


def face_field(key: str) -> str:
    """What a column fills that is one of the face."""
    return f"face/{key}"


def stands_in(kind: LicenseType) -> Mapping[str, tuple[str, ...]]:
    """Which fields of a type's face say what the order says, by what it is of the order; and what says a period."""
    found: dict[str, tuple[str, ...]] = {}
    for field in kind.fields:
        part = _OF_HOLDERS.get(field.role)
        of_order = _ROLES.get(field.role, ())
        if part and field.holder:
            of_order = (holder_field(field.holder - 1, part),)
        for each in of_order:
            found[each] = (*found.get(each, ()), face_field(field.key))
    for each in (VALID_FROM, VALID_UNTIL):
        found[each] = (*found.get(each, ()), VALIDITY)
    return found


def needed_of(kind: LicenseType) -> tuple[str, ...]:
    """What no order of a type can do without."""
    ends = () if any(not term.count for term in terms_of(kind.validity)) else (VALID_UNTIL,)
    least = range(counts_of(kind).start)
    holders = (holder_field(place, part) for place in least for part in ("name", "code"))
    return (NUMBER, ISSUED_ON, VALID_FROM, *ends, *holders)


@lru_cache(maxsize=512)
def labels_of(kind: LicenseType) -> frozenset[str]:
    """The labels and keys of a type's face, as names are compared."""
    return frozenset(plain(name) for field in kind.fields for name in (field.label, field.key))


@lru_cache(maxsize=512)
def columns_of(kind: LicenseType) -> Columns:
    """The columns that a sheet of a type may have."""
    stand_in, needed = stands_in(kind), needed_of(kind)
    form = Form("license_data", tuple(_columns(kind, counts_of(kind).stop - 1, stand_in, needed)))
    return Columns(form, stand_in, needed)


def _columns(
    kind: LicenseType, holders: int, stand_in: Mapping[str, tuple[str, ...]], needed: tuple[str, ...]
) -> Iterator[Column]:
    """The columns in order; of two that would have the same name the first one has it."""
    columns = [
        *_of_order(kind, (NUMBER, ISSUED_ON, VALID_FROM, VALID_UNTIL)),
        *(() if plain(_NAMES[VALIDITY]) in labels_of(kind) else _of_order(kind, (VALIDITY,))),
        *(each for place in range(holders) for each in _of_holder(place)),
        *_of_order(kind, (REPLACES, CHANGE_REASON)),
        *(_of_order(kind, (PHOTO,)) if kind.photo else ()),
        *_of_order(kind, (SOURCE, TYPE, TYPE_NAME, ISSUER, ISSUER_NAME)),
    ]
    taken = {plain(each.name) for each in columns}
    fields = [field for field in kind.fields if not field.pictorial]
    labels = [plain(field.label) for field in fields]
    faces: list[Column] = []
    for field, label in zip(fields, labels, strict=True):
        plainly = label not in taken and labels.count(label) == 1
        own = field.label if plainly else f"{field.label}（{field.key}）"
        asked = field.required and not field.role.bound
        also = (field.key, f"{field.label}（{field.key}）")
        faces.append(
            Column(own, face_field(field.key), needed=asked, also=also, blank=not asked, says=_says(field))
        )  # fmt: skip
    taken |= {plain(name) for each in faces for name in (each.name, *each.also)}
    for column in columns:
        also = tuple(name for name in column.also if plain(name) not in taken)
        taken |= set(map(plain, also))
        must = column.field in needed and column.field not in stand_in
        yield replace(column, also=also, needed=must, blank=column.field not in needed)
    yield from faces


def _of_order(kind: LicenseType, fields: Sequence[str]) -> Iterator[Column]:
    for field in fields:
        also = _ALSO.get(field, ())
        if field == NUMBER:
            also = (*(f"{kind.name}{word}" for word in ("编号", "号码", "号", "证号")), *also)
        elif field == PHOTO:
            pictures = (each for each in kind.fields if each.pictorial)
            also = tuple(name for each in pictures for name in (each.label, each.key))
        yield Column(_NAMES[field], field, also=also, says=_SAYS.get(field, "").format(kind=kind))


def _of_holder(place: int) -> Iterator[Column]:
    for part, (name, also) in _HOLDER.items():
        field, says = holder_field(place, part), _SAYS[part]
        number, last, counted = place + 1, name.removeprefix("持证主体"), f"第{ORDINALS[place]}{name}"
        others = (f"第{number}{name}", f"{name}{number}", f"持证主体{number}{last}")
        if place == 0:
            yield Column(name, field, also=(*also, counted, *others), says=says)
        else:
            yield Column(counted, field, also=others, says=says)


def _says(field: FaceField) -> str:
    what = _KINDS[FieldKind(field.kind)]
    if not field.role.bound:
        return f"照面“{field.label}”：{what}"
    of_whom = "" if not field.role.of_holder else "全体" if field.holder == EVERY_HOLDER else f"第{field.holder}"
    return f"照面“{field.label}”：{what}可以不填，由系统填写；填写时应与{of_whom}{field.role.zh}一致。"
