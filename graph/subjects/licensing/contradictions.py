"""Where a licence type contradicts itself: each part of it can be, and no licence could be of both.

* What only natural persons have – birth, sex, an identity number – is not asked of organisations, nor the other way.
* A number has a part that differs from licence to licence.
* A field that plainly says what the register says has the role of it, and no two fields have the same one: else a face
  could say another thing than its register, or the same thing twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graph.codes.number_format import slots_of
from graph.words.face_fields import FaceField, FieldRole
from graph.words.licensing import HolderCategory, LicenseType

Found = tuple[tuple[str, ...], str, tuple[str, str]]
"""Where it stands in the type, what stands there, and what is wrong in both languages."""
_OF_PERSONS = frozenset({FieldRole.HOLDER_BORN, FieldRole.HOLDER_SEX})
_SLOTS_OF: Mapping[str, HolderCategory] = {
    "身份证": HolderCategory.PERSON, "残疾": HolderCategory.PERSON, "USCC": HolderCategory.ORGANISATION,
}  # fmt: skip
"""Slots that only holders of a category fill."""
_DIFFERING = frozenset({"序号", "数字", "字母", "文字", "身份证", "USCC"})
_SAYS: Mapping[str, FieldRole] = {
    label: role
    for role, labels in {
        FieldRole.NUMBER: ("证照编号", "证照号码"),
        FieldRole.ISSUER: ("颁发机构", "颁发机关", "发证机关", "发证机构", "签发机关"),
        FieldRole.ISSUED_ON: ("颁发日期", "发证日期", "签发日期"),
        FieldRole.VALID_FROM: ("有效期起", "有效期自"),
        FieldRole.VALID_UNTIL: ("有效期止", "有效期至"),
        FieldRole.VALIDITY: ("有效期限", "有效期"),
    }.items()
    for label in labels
}
"""Labels that say what the register says, whoever holds the licence."""
_SAYS_OF: Mapping[HolderCategory, tuple[str, ...]] = {
    HolderCategory.PERSON: ("公民身份号码", "身份证号", "身份证号码", "居民身份证号码", "公民身份证号码"),
    HolderCategory.ORGANISATION: ("统一社会信用代码", "社会信用代码"),
}
"""Labels that say a holder's code, where all holders are of a category."""
_SAYS_OF_ONE: Mapping[str, FieldRole] = {
    "姓名": FieldRole.HOLDER_NAME, "性别": FieldRole.HOLDER_SEX, "出生日期": FieldRole.HOLDER_BORN,
}  # fmt: skip
"""Labels that say who the holder is, where it is one natural person."""


def contradictions(kind: LicenseType) -> Iterator[Found]:
    """Everything in which a type contradicts itself."""
    yield from _of_number(kind)
    first: dict[tuple[FieldRole, int], int] = {}
    for place, field in enumerate(kind.fields, start=1):
        path = ("fields", str(place), "role")
        if field.role in _OF_PERSONS and kind.holder_category is HolderCategory.ORGANISATION:
            zh = f"持证主体是{kind.holder_category.zh}，没有“{field.role.zh}”；请改正含义或持证主体类别"
            yield path, field.role.zh, (zh, f"organisations have no {field.role.name}; mend the role or the category")
        missing = _plainly(field, kind)
        if missing is not None:
            zh = f"“{field.label}”就是登记内容，请将含义填写为“{missing.zh}”"
            yield path, field.label, (zh, f"{field.label} is what the register says; its role is {missing.name}")
        if field.role is FieldRole.FREE:
            continue
        before = first.setdefault((field.role, field.holder if field.role.of_holder else 0), place)
        if before != place:
            zh = f"与第{before}个信息项“{kind.fields[before - 1].label}”含义相同；请只保留一个"
            yield path, field.role.zh, (zh, f"field {before} has the same role, {field.role.name}; keep one of them")


def _of_number(kind: LicenseType) -> Iterator[Found]:
    slots = slots_of(kind.number_format)
    for slot in dict.fromkeys(slots):
        only = _SLOTS_OF.get(slot)
        if only is not None and kind.holder_category not in (only, HolderCategory.MIXED):
            zh = f"持证主体是{kind.holder_category.zh}，编号格式中不能有“{{{slot}}}”；请改正编号格式或持证主体类别"
            en = f"no holder of this category has what slot {{{slot}}} asks for; mend the form or the category"
            yield ("number_format",), kind.number_format, (zh, en)
    if kind.number_format and _DIFFERING.isdisjoint(slots):
        zh = "编号格式中没有逐证不同的部分，各证编号会相同；请加上序号，如 {序号:6}"
        en = "nothing in the form differs from licence to licence; add a running number, as {序号:6}"
        yield ("number_format",), kind.number_format, (zh, en)


def _plainly(field: FaceField, kind: LicenseType) -> FieldRole | None:
    """The role that a free field plainly should have; None where it is free indeed."""
    if field.role is not FieldRole.FREE or field.pictorial:
        return None
    label = field.label.strip()
    if label in _SAYS_OF.get(kind.holder_category, ()):
        return FieldRole.HOLDER_CODE
    one = kind.holder_category is HolderCategory.PERSON and kind.holder_count == "1"
    return _SAYS.get(label) or (_SAYS_OF_ONE.get(label) if one else None)
