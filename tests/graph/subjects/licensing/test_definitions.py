"""What is wrong with a licence type as it is defined."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from builders import office

from graph.refusal_codes import Code
from graph.subjects.licensing.definitions import faults_of_type
from graph.words.face_fields import FaceField, FieldRole
from graph.words.licensing import LicenseType
from seed.loader import read_catalogue

RIGHT = office.kind(
    office.MARRIAGE, "结婚登记证明（内地）", layout="证件卡", number_format="J{年}{序号:6}", holder_count="1-2"
)


def faulty(**changes: Any) -> list[str]:
    kind: LicenseType = replace(RIGHT, **changes)
    found = list(faults_of_type(kind, ()))
    assert all(fault.code is Code.LICENSE_TYPE_FORM and fault.rules for fault in found)
    return [".".join(fault.path) for fault in found]


def test_the_types_of_the_demonstration_are_in_order() -> None:
    assert [str(fault) for kind in read_catalogue().types for fault in faults_of_type(kind, (kind.name,))] == []
    assert faulty() == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""), ("name", "结婚 证"), ("name", " 结婚证"), ("name", "结婚证\u200b"), ("name", "结婚证Ａ"),
        ("name", "证" * 61),
        ("validity", "永久"), ("validity", "5年或长期"), ("colour", "red"), ("number_format", "{没有}"),
        ("holder_count", "0"), ("holder_count", "2-1"), ("holder_count", "二"), ("layout", "横版"),
        ("definer_code", office.CIVIL),
    ],
)  # fmt: skip
def test_a_type_is_refused_with_the_field_that_is_wrong(field: str, value: str) -> None:
    assert faulty(**{field: value}) == [field]


def test_a_photo_needs_a_frame() -> None:
    assert faulty(layout="证明书", photo=True) == ["photo"]


@pytest.mark.parametrize(
    ("field", "where"),
    [
        (FaceField("kz_b", "乙", "文本"), "fields.2.key"),
        (FaceField("KZ_XM", "姓名二", "文本"), "fields.2.key"),
        (FaceField("KZ_B", "姓名", "文本"), "fields.2.label"),
        (FaceField("KZ_B", "乙", "图片"), "fields.2.kind"),
        (FaceField("KZ_B", "乙", "照片"), "fields.2.kind"),
        (FaceField("KZ_B", "乙", "数值", role=FieldRole.ISSUED_ON), "fields.2.kind"),
        (FaceField("KZ_B", "乙", "日期", role=FieldRole.ISSUER), "fields.2.kind"),
        (FaceField("KZ_B", "乙", "文本", role=FieldRole.HOLDER_NAME, holder=3), "fields.2.holder"),
    ],
)
def test_a_field_is_refused_with_what_is_wrong_with_it(field: FaceField, where: str) -> None:
    assert faulty(fields=(FaceField("KZ_XM", "姓名", "文本"), field)) == [where]


def test_a_face_has_fields() -> None:
    assert faulty(fields=()) == ["fields"]
