"""What is wrong with a licence type as it is defined."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from builders import office

from graph.refusal_codes import Code
from graph.subjects.licensing.definitions import faults_of_type
from graph.words.face_fields import FaceField, FieldRole
from graph.words.licensing import HolderCategory, LicenseType
from seed.catalogue import read_catalogue

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
        (FaceField("KZ_XM", "二", "文本"), "fields.2.key"),
        (FaceField("KZ_B", "姓名", "文本", role=FieldRole.HOLDER_NAME, holder=2), "fields.2.label"),
        (FaceField("KZ_B", "乙", "图片"), "fields.2.kind"),
        (FaceField("KZ_B", "乙", "照片"), "fields.2.kind"),
        (FaceField("KZ_B", "乙", "数值", role=FieldRole.ISSUED_ON), "fields.2.kind"),
        (FaceField("KZ_B", "乙", "日期", role=FieldRole.ISSUER), "fields.2.kind"),
        (FaceField("KZ_B", "乙", "文本", role=FieldRole.HOLDER_NAME, holder=3), "fields.2.holder"),
    ],
)
def test_a_field_is_refused_with_what_is_wrong_with_it(field: FaceField, where: str) -> None:
    assert faulty(fields=(NAME, field)) == [where]


def test_a_face_has_fields() -> None:
    assert faulty(fields=()) == ["fields"]


NAME = FaceField("KZ_XM", "姓名", "文本", role=FieldRole.HOLDER_NAME)
OF_ORGANISATIONS = HolderCategory.ORGANISATION


@pytest.mark.parametrize(
    ("form", "category"),
    [
        ("{身份证}", OF_ORGANISATIONS), ("{身份证}{残疾}", OF_ORGANISATIONS), ("X{USCC}", HolderCategory.PERSON),
        ("J{年}号", HolderCategory.PERSON), ("证字第1号", HolderCategory.PERSON),
        ("{区划}{年}{月日}{校验}", OF_ORGANISATIONS),
        ("{序号:99}", HolderCategory.PERSON), ("{序号:0}", HolderCategory.PERSON), ("{序号}", HolderCategory.PERSON),
        ("{年:4}{序号:3}", HolderCategory.PERSON), ("{序号:40}{数字:40}", HolderCategory.PERSON),
        ("{文字}{校验}", HolderCategory.PERSON), ("{校验}{序号:6}", HolderCategory.PERSON),
    ],
)  # fmt: skip
def test_a_form_of_numbers_that_no_licence_could_have_is_refused(form: str, category: HolderCategory) -> None:
    assert set(faulty(number_format=form, holder_category=category)) == {"number_format"}


def test_what_is_wrong_with_a_slot_is_what_is_said() -> None:
    kind = replace(RIGHT, number_format="J{序号:0}")
    (fault,) = faults_of_type(kind, ())
    assert "1至64" in fault.message.zh
    assert "花括号" not in fault.message.zh


@pytest.mark.parametrize(
    "form", ["{身份证}", "{USCC}", "{身份证}{残疾}", "{文字}", "J{年}{序号:6}{校验}", "", "{设备}11{序号:5}{校验}"]
)
def test_a_form_of_numbers_for_anybody_is_none_that_contradicts(form: str) -> None:
    assert faulty(number_format=form, holder_category=HolderCategory.MIXED) == []


@pytest.mark.parametrize("role", [FieldRole.HOLDER_BORN, FieldRole.HOLDER_SEX])
def test_organisations_have_neither_birth_nor_sex(role: FieldRole) -> None:
    field = FaceField("KZ_B", "甲", "文本", role=role)
    assert faulty(fields=(NAME, field), holder_category=OF_ORGANISATIONS) == ["fields.2.role"]
    assert faulty(fields=(NAME, field), holder_category=HolderCategory.MIXED) == []


def test_two_fields_do_not_say_the_same_of_the_register() -> None:
    number = FaceField("KZ_BH", "编号甲", "文本", role=FieldRole.NUMBER)
    again = replace(number, key="KZ_BH2", label="编号乙", holder=2)
    assert faulty(fields=(NAME, number, again)) == ["fields.3.role"]
    second = replace(NAME, key="KZ_XM2", label="女方姓名", holder=2)
    every = replace(NAME, key="KZ_XM3", label="双方姓名", holder=0)
    assert faulty(fields=(NAME, second, every)) == []
    assert faulty(fields=(NAME, replace(second, holder=1))) == ["fields.2.role"]


def test_a_field_whose_label_says_what_the_register_says_has_its_role() -> None:
    firm = {"holder_category": OF_ORGANISATIONS}
    free = FaceField("KZ_B", "证书编号", "文本")
    assert faulty(fields=(free,)) == ["fields.1.role"]
    assert faulty(fields=(replace(free, role=FieldRole.OTHER_NUMBER),)) == ["fields.1.role"]
    assert faulty(fields=(replace(free, role=FieldRole.HOLDER_CODE),)) == ["fields.1.role"]
    assert faulty(fields=(replace(free, role=FieldRole.NUMBER),)) == []
    assert faulty(fields=(replace(free, label="企业名称"),), **firm) == ["fields.1.role"]


def test_a_field_that_may_say_what_the_register_says_tells_which_it_is() -> None:
    field = FaceField("KZ_B", "批准机关", "文本")
    assert faulty(fields=(field,)) == ["fields.1.role"]
    (fault,) = faults_of_type(replace(RIGHT, fields=(field,)), ())
    assert fault.value == "批准机关"
    assert "颁发机构" in fault.message.zh
    assert "其他名称" in fault.message.zh
    for role in (FieldRole.ISSUER, FieldRole.OTHER_NAME):
        assert faulty(fields=(replace(field, role=role),)) == []


@pytest.mark.parametrize("label", ["对方身份证件号", "首次发证日期", "监护人姓名", "产品名称", "开户银行", "住所"])
def test_a_field_that_says_something_of_its_own_is_free(label: str) -> None:
    assert faulty(fields=(FaceField("KZ_B", label, "文本"),)) == []


def test_a_picture_is_called_nothing_that_the_register_says() -> None:
    portrait = FaceField("KZ_ZP", "持证人照片", "照片")
    card = {"layout": "证件卡", "photo": True}
    assert faulty(fields=(NAME, portrait), **card) == []
    assert faulty(fields=(NAME, replace(portrait, label="证书编号")), **card) == ["fields.2.role"]


def test_what_every_page_bears_is_no_field() -> None:
    field = FaceField("KZ_B", "证照名称", "文本", role=FieldRole.OTHER_NAME)
    assert faulty(fields=(field,)) == ["fields.1.role"]
