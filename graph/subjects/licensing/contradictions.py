"""Where a licence type contradicts itself: each part of it can be, and no licence could be of both.

* What only natural persons have – birth, sex, an identity number – is not asked of organisations, nor the other way.
* A number has a part that differs from licence to licence.
* A field that plainly says what the register says has the role of it; one that may say it says which it is, that or
  another (`labels`). No two fields have the same one: else a face could say another thing than its register, or the
  same thing twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graph.codes.number_format import slots_of
from graph.subjects.licensing.labels import meaning_of
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


def contradictions(kind: LicenseType) -> Iterator[Found]:
    """Everything in which a type contradicts itself."""
    yield from _of_number(kind)
    first: dict[tuple[FieldRole, int], int] = {}
    for place, field in enumerate(kind.fields, start=1):
        path = ("fields", str(place), "role")
        if field.role in _OF_PERSONS and kind.holder_category is HolderCategory.ORGANISATION:
            zh = f"持证主体是{kind.holder_category.zh}，没有“{field.role.zh}”；请改正含义或持证主体类别"
            yield path, field.role.zh, (zh, f"organisations have no {field.role.name}; mend the role or the category")
        unsaid = _unsaid(field, kind)
        if unsaid is not None:
            yield path, field.label, unsaid
        if not field.role.bound:
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


def _unsaid(field: FaceField, kind: LicenseType) -> tuple[str, str] | None:
    """What a field has to say of itself that it does not; None where its role fits its label."""
    meaning = meaning_of(field.label, kind.name, kind.holder_category)
    if meaning.printed:
        return (
            f"“{field.label}”由系统印在每张证照上，照面不必再有；请删去这个信息项，说的是另一证照的，请在名称中写明",
            f"every page bears {field.label} by itself; take the field out, or say in its label of which other paper",
        )
    allowed = meaning.plainly or meaning.may_be
    if not allowed or field.role in allowed or (field.pictorial and not meaning.plainly):
        return None
    roles = [each for each in FieldRole if each in allowed]
    zh, en = "”或“".join(each.zh for each in roles), " or ".join(each.name for each in roles)
    if meaning.plainly:
        return (
            f"“{field.label}”就是登记内容，请将含义填写为“{zh}”；说的是他人或他物的，请在名称中写明，如“监护人姓名”“产品编号”",
            f"{field.label} is what the register says; its role is {en}. Where it is another's, say whose in the label",
        )
    return (
        f"“{field.label}”可能就是登记内容，须写明含义：“{zh}”",
        f"{field.label} may be what the register says; say which it is: {en}",
    )
