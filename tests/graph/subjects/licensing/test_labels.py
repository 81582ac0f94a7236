"""What people read a label of a face as; in the tables a stroke parts labels, and a low line is a blank in one."""

from __future__ import annotations

import pytest

from graph.subjects.licensing.labels import meaning_of
from graph.words.face_fields import FieldRole
from graph.words.licensing import HolderCategory

PERSON, ORGANISATION, MIXED = HolderCategory.PERSON, HolderCategory.ORGANISATION, HolderCategory.MIXED
R = FieldRole
PLAIN = {
    R.NUMBER: (
        "证书编号|许可编号|许可证号|证照号|编号|编_号|證書編號|食品经营许可证编号|备注（证书编号）|本证号码|经营许可证号|证书编号①|Licence_No."
    ),
    R.ISSUER: "发证单位|登记机构|颁证机关|签发部门|发证机关名称|核发机构|颁发机关和日期|登記機關|Issued_by",
    R.ISSUED_ON: "核发日期|颁发时间|发证年月日|证书签发日期|填发日|領證日期|發証日期|Date_of_issue",
    R.VALID_FROM: "有效期起|有效期自|生效日期|有效期起始日期",
    R.VALID_UNTIL: "有效期截止日期|有效期至|失效日期|到期日|有效期限至|证书有效期至|截止日期|有效日期至|"
    "Valid_until|ValidUntil|valid-until",
    R.VALIDITY: "有效期|有效日期|有效期限|证书有效期|有效期间|有效期（年）",
}
OF_FIRMS = {
    R.HOLDER_NAME: (
        "企业名称|单位名称|名称|名称/姓名|公司名称|机构名称|持证单位|被许可人|持证人|企业名称Name|企_业_名_称|企业名称2"
    ),
    R.HOLDER_CODE: "社会信用码|统一社会信用代码|信用代码|社会信用代码(身份证号码)|组织机构代码|纳税人识别号|"
    "統一社會信用代碼",
}
OF_PERSONS = {
    R.HOLDER_NAME: "姓名|持证人姓名|持照人|领证人|姓_名",
    R.HOLDER_CODE: "身份证号|公民身份号码|居民身份证号码|身份证件号码|证件号码|持证人身份证号",
    R.HOLDER_SEX: "性别", R.HOLDER_BORN: "出生日期|出生年月|生日",
}  # fmt: skip
DOUBTED = (
    "开办者|申请人|权利人|户主|批准机关|审批部门|盖章单位|批准日期|登记日期|批准文号|"
    "档案号|营业执照编号|商号|生产企业名称|学校名称|医疗机构名称|男方姓名|经营者|厂商|作坊主|公司简称|许可证|颁发|取得日期|许可期|特发此证|Company|起始日期|自|至|落款日期|Name|"
    "字号|EnterpriseName|IDNumber|Date_of_Birth|Birthday"
)
OTHERS = {
    R.OTHER_NAME: (
        "法定代表人|监护人姓名|开户银行|产品名称|项目名称|建设单位|法定代表人(负责人)|主要负责人|"
        "施工单位|日常监督管理机构|分支机构"
    ),
    R.OTHER_NUMBER: "产品编号|对方身份证件号|监护人身份证号|单位内编号|建设单位统一社会信用代码|邮政编码",
    R.OTHER_DAY: "首次发证日期|下次检验日期|成立日期|营业期限|使用期限|鉴定日期|合同履行期限",
}
FREE = (
    "住所|经营范围|注册资本|备注|经营场所|核定人数|接待能力(万人)|排水量(立方米/日)|联系电话|类型|"
    "Address|有效成分|有效面积|出生体重|出生地点|出生地|出生孕周|Place of birth|"
    "发证机关地址|发证机关电话|签发地点|核发依据|发证机关级别|发放方式"
)


def rows(table: dict[FieldRole, str]) -> list[tuple[FieldRole, str]]:
    return [(role, label) for role, labels in table.items() for label in labels.replace("_", " ").split("|")]


@pytest.mark.parametrize("category", HolderCategory)
def test_a_label_that_says_what_the_register_says_has_its_role(category: HolderCategory) -> None:
    found = {label: meaning_of(label, "食品经营许可证", category) for _, label in rows(PLAIN)}
    assert [label for role, label in rows(PLAIN) if role not in found[label].plainly] == []


@pytest.mark.parametrize(("table", "categories"), [(OF_FIRMS, (ORGANISATION, MIXED)), (OF_PERSONS, (PERSON, MIXED))])
def test_a_label_that_says_who_the_holder_is_has_its_role(
    table: dict[FieldRole, str], categories: tuple[HolderCategory, ...]
) -> None:
    wrong = [
        (label, category)
        for role, label in rows(table)
        for category in categories
        if role not in meaning_of(label, "许可证", category).plainly
    ]
    assert wrong == []


@pytest.mark.parametrize("category", HolderCategory)
def test_a_label_of_which_nobody_can_tell_whose_it_is_has_to_be_explained(category: HolderCategory) -> None:
    found = {label: meaning_of(label, "许可证", category) for label in DOUBTED.split("|")}
    assert [label for label, meaning in found.items() if meaning.plainly or not meaning.may_be] == []


@pytest.mark.parametrize("category", HolderCategory)
def test_a_label_that_says_whose_it_is_is_of_another(category: HolderCategory) -> None:
    wrong = [label for role, label in rows(OTHERS) if meaning_of(label, "许可证", category).other is not role]
    assert wrong == []


def test_people_of_a_firm_are_others_and_may_be_who_holds_the_licence_of_a_person() -> None:
    for label in ("从业人员姓名", "教师姓名", "抵押权人"):
        assert meaning_of(label, "许可证", ORGANISATION).other is R.OTHER_NAME
        assert meaning_of(label, "资格证", PERSON).may_be
        assert meaning_of(label, "登记证明", MIXED).may_be


def test_the_unit_whose_licence_it_is_is_no_other() -> None:
    assert meaning_of("设计单位", "工程设计资质证书", ORGANISATION).may_be
    assert not meaning_of("设计单位", "建设工程规划许可证", ORGANISATION).may_be


def test_a_trade_name_is_the_holders_or_anothers_name() -> None:
    assert {R.HOLDER_NAME, R.OTHER_NAME} <= meaning_of("字号", "营业执照", ORGANISATION).may_be


def test_a_label_that_says_nothing_of_the_kind_is_free() -> None:
    found = {label: meaning_of(label, "许可证", ORGANISATION) for label in FREE.split("|")}
    assert [label for label, each in found.items() if each.plainly or each.may_be or each.other] == []
