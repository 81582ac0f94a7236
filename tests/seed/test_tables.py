"""The demonstration's tables fit together: codes are right, references lead somewhere, no entry is a filler."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from stdnum.cn import uscc

from graph.codes.division import check_division
from graph.codes.entry import check_entry_code
from graph.codes.license_type import check_license_type
from graph.codes.uscc import check_uscc
from graph.law.item_lineage import lint_item_edges
from graph.law.policies import policy_on
from graph.subjects.entries.rules.entry import EntrySurroundings, lint_entry
from graph.subjects.entries.rules.lints import Lint
from graph.words.closed_list import ClosedList
from graph.words.entries import (
    FORMAT_TYPES,
    DataType,
    FormatCategory,
    ItemKind,
    Mode,
    ModeCategory,
    OpeningMode,
    OpeningType,
    SharingType,
    UpdateCycle,
)
from graph.words.face_fields import FieldKind, FieldRole
from graph.words.licensing import HolderCategory, LicenseCategory
from graph.words.lineage import ItemForm
from graph.words.organisation import AuthorityLevel, DepartmentKind, PostKind, SuccessionKind
from graph.words.sources import BasisKind, ConsumerKind, Funding, LibraryKind
from seed.catalogue import read_catalogue
from seed.cities import read_cities
from seed.faces import PICTURES
from seed.sheets import TABLES, Row, listed, sheet

DEPARTMENTS = {row["代码"]: row for row in sheet("departments")}
BY_NAME = {row["名称"]: row for row in sheet("departments")}
TYPES = {row["类型代码"]: row for row in sheet("license_types")}
LAYOUTS = {"证书横版": "横", "许可证竖版": "竖", "证件卡": "横", "证明书": "竖", "登记证书": "横"}
FORMER = {"芜湖市食品药品监督管理局", "芜湖市工商行政管理局", "芜湖市质量技术监督局", "芜湖市卫生和计划生育委员会"}


def parts(folder: str) -> list[Row]:
    return [row for file in sorted((TABLES / folder).glob("*.csv")) for row in sheet(f"{folder}/{file.stem}")]


def entries() -> list[Row]:
    """First rows of the entries, the ones that carry the entry's own fields."""
    return [row for row in parts("entries") if row["资源代码"]]


def items() -> list[tuple[str, Row]]:
    """Every information item with the code of its entry."""
    found, current = [], ""
    for row in parts("entries"):
        current = row["资源代码"] or current
        found.append((current, row))
    return found


def outside(terms: type[ClosedList], values: Iterable[str]) -> set[str]:
    return set(values) - {each.zh for each in terms}


def repeated(values: Iterable[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


# Departments, posts, divisions


def test_every_department_has_a_right_code_of_its_division() -> None:
    for code, row in DEPARTMENTS.items():
        assert uscc.is_valid(code), row
        assert not check_uscc(code).findings
        assert row["合成"] == "否" or code[2:8] == row["区划代码"]
    assert repeated(row["代码"] for row in sheet("departments")) == []
    assert repeated(row["名称"] for row in sheet("departments")) == []


def test_departments_stand_below_departments_and_know_their_words() -> None:
    assert outside(AuthorityLevel, (row["级别"] for row in DEPARTMENTS.values())) == set()
    assert outside(DepartmentKind, (row["类别"] for row in DEPARTMENTS.values())) == set()
    for row in DEPARTMENTS.values():
        assert not row["上级代码"] or row["上级代码"] in DEPARTMENTS
        assert row["合成"] in ("是", "否")
        assert date.fromisoformat(row["起"]) < date.fromisoformat(row["止"] or "9999-12-31")


def test_the_tree_of_departments_has_no_circle() -> None:
    for code in DEPARTMENTS:
        above, seen = code, set()
        while above:
            assert above not in seen
            seen.add(above)
            above = DEPARTMENTS[above]["上级代码"]


def test_a_policy_binds_five_subtrees_and_in_jinzhong_only_one_bureau() -> None:
    bound = {row["政策"]: row["名称"] for row in DEPARTMENTS.values() if row["政策"]}
    assert bound == {
        "WH": "芜湖市人民政府",
        "CZ": "郴州市人民政府",
        "JZ": "晋中市市场监督管理局",
        "JI": "焦作市人民政府",
        "CS": "长沙市人民政府",
    }
    assert BY_NAME["晋中市人民政府"]["政策"] == ""


def test_every_division_is_one_and_has_its_parent() -> None:
    codes = {row["代码"] for row in sheet("divisions")}
    assert outside(AuthorityLevel, (row["级别"] for row in sheet("divisions"))) == set()
    for row in sheet("divisions"):
        assert row["代码"] == "100000" or not check_division(row["代码"]).findings
        assert not row["上级"] or row["上级"] in codes
    assert {row["区划代码"] for row in DEPARTMENTS.values()} <= codes
    assert {row["区划代码"] for row in sheet("streets")} <= codes


def test_successors_begin_when_their_predecessors_end() -> None:
    assert outside(SuccessionKind, (row["方式"] for row in sheet("successions"))) == set()
    for row in sheet("successions"):
        assert DEPARTMENTS[row["前身代码"]]["止"] == row["日期"]
        assert DEPARTMENTS[row["后继代码"]]["起"] <= row["日期"]


def test_every_post_is_known_and_within_the_life_of_its_department() -> None:
    assert repeated(row["岗位代码"] for row in sheet("posts")) == []
    for row in sheet("posts"):
        department = DEPARTMENTS[row["部门代码"]]
        assert row["岗位"] == PostKind[row["岗位类型"]].zh
        assert department["起"] <= row["起"] < (row["止"] or "9999")
        assert (row["止"] or "9999") <= (department["止"] or "9999")


def test_a_person_has_one_name() -> None:
    names: dict[str, set[str]] = {}
    for row in sheet("posts"):
        names.setdefault(row["人员标识"], set()).add(row["姓名"])
    assert [name for name in names.values() if len(name) > 1] == []


def test_every_department_of_the_city_can_act() -> None:
    wanted = {"HEAD", "PROVIDER_OFFICER", "CATALOGUER", "REVIEWER", "LICENSE_OFFICER", "LICENSE_REVIEWER", "ISSUER"}
    for row in DEPARTMENTS.values():
        if row["区划代码"] == "340200" and row["类别"] != "政府" and row["名称"] not in FORMER:
            posts = {post["岗位类型"] for post in sheet("posts") if post["部门代码"] == row["代码"]}
            assert wanted <= posts, row["名称"]


def test_nobody_reviews_and_issues_for_the_same_department() -> None:
    for code in DEPARTMENTS:
        who = {
            kind: {row["人员标识"] for row in sheet("posts") if (row["部门代码"], row["岗位类型"]) == (code, kind)}
            for kind in ("LICENSE_REVIEWER", "ISSUER", "CATALOGUER", "REVIEWER")
        }
        assert not who["LICENSE_REVIEWER"] & who["ISSUER"]
        assert not who["CATALOGUER"] & who["REVIEWER"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("芜湖市数据资源管理局", "AUTHORITY_OFFICER"),
        ("芜湖市数据资源管理局", "INSPECTOR"),
        ("芜湖市大数据中心", "PLATFORM_OFFICER"),
        ("芜湖市镜湖区数据资源管理局", "COUNTY_AUTHORITY_OFFICER"),
        ("郴州市发展和改革委员会", "AUTHORITY_OFFICER"),
        ("郴州市电子政务信息中心", "PLATFORM_OFFICER"),
        ("晋中市市场监督管理局", "DEPUTY_IN_CHARGE"),
        ("晋中市市场监督管理局信息中心", "PLATFORM_OFFICER"),
        ("焦作市政务服务和大数据管理局", "AUTHORITY_OFFICER"),
        ("长沙市数据资源管理委员会", "COMMITTEE_SECRETARY"),
    ],
)
def test_the_authorities_have_their_posts(name: str, kind: str) -> None:
    assert [row for row in sheet("posts") if row["部门代码"] == BY_NAME[name]["代码"] and row["岗位类型"] == kind]


# Licence types


def test_forty_types_have_right_codes_of_the_authority_that_defines_them() -> None:
    assert len(TYPES) == len(sheet("license_types")) == 40
    for code, row in TYPES.items():
        assert not check_license_type(code).findings
        assert code[:18] == row["定义机关代码"]
        definer = DEPARTMENTS[row["定义机关代码"]]
        assert (definer["名称"], definer["级别"]) == (row["定义机关名称"], row["定义机关级别"])


def test_types_use_the_words_of_the_standard() -> None:
    rows = TYPES.values()
    assert outside(HolderCategory, (row["持证主体类别"] for row in rows)) == set()
    assert outside(LicenseCategory, (row["证件类别"] for row in rows)) == set()
    assert outside(AuthorityLevel, (row["颁发机构级别"] for row in rows)) == set()
    for row in rows:
        assert re.fullmatch(r"长期|\d+(天|月|年)", row["有效期"])
        assert re.fullmatch(r"#[0-9A-F]{6}", row["主色"])
        assert LAYOUTS[row["版式"]] == row["横竖"]
        assert row["合成"] == "否" or "合成" in row["说明"]
    assert {row["版式"] for row in rows} == set(LAYOUTS)


def test_every_type_has_five_to_twelve_fields_in_order() -> None:
    for code, row in TYPES.items():
        fields = [field for field in sheet("license_fields") if field["类型代码"] == code]
        assert 5 <= len(fields) <= 12
        assert [int(field["序"]) for field in fields] == list(range(1, len(fields) + 1))
        assert repeated(field["字段键"] for field in fields) == []
        assert repeated(field["标签"] for field in fields) == []
        assert any(field["类型"] in PICTURES for field in fields) == (row["有照片"] == "是")


def test_fields_are_of_known_types_with_usable_keys() -> None:
    assert {row["类型代码"] for row in sheet("license_fields")} == set(TYPES)
    for row in sheet("license_fields"):
        assert re.fullmatch(r"KZ_[A-Z0-9]+", row["字段键"])
        assert row["类型"] in {kind.zh for kind in FieldKind}
        assert row["含义"] in {role.zh for role in FieldRole}
        assert bool(row["第几持证主体"]) is FieldRole(row["含义"]).of_holder
        assert {row["必填"], row["个人信息"]} <= {"是", "否"}


def test_names_and_numbers_of_people_are_marked_personal() -> None:
    personal = ("姓名", "公民身份号码", "身份证号码", "身份证件号", "出生日期", "照片", "法定代表人")
    for row in sheet("license_fields"):
        if row["标签"] in personal:
            assert row["个人信息"] == "是", row


def test_every_type_has_an_issuer_today_that_existed_all_the_time() -> None:
    for row in sheet("issuers"):
        department = DEPARTMENTS[row["颁发机构代码"]]
        assert row["类型代码"] in TYPES
        assert department["起"] <= row["起"]
        assert (row["止"] or "9999") <= (department["止"] or "9999")
        assert row["授权依据"]
    assert {row["类型代码"] for row in sheet("issuers") if not row["止"]} == set(TYPES)


def test_faces_and_plan_speak_of_the_same_types() -> None:
    fields = {(row["类型代码"], row["字段键"]) for row in sheet("license_fields") if row["类型"] not in PICTURES}
    words = {(row["类型代码"], row["字段键"]) for row in sheet("face_words")}
    assert {(code, key) for code, key in fields if (code, key) not in words and ("", key) not in words} == set()
    assert {row["类型代码"] for row in sheet("license_plan")} == set(TYPES)
    trades = {row["行业"] for row in sheet("trades")} | {row["类别"] for row in sheet("trades")}
    callings = {"自然人", "教师", "医师", "护士", "驾驶员"}
    assert {who for row in sheet("license_plan") for who in listed(row["持证对象"])} <= trades | callings
    assert {row["行业"] for row in sheet("face_words")} <= trades | {""}
    assert sum(int(row["千份数"]) for row in sheet("license_plan")) == 1000


# Catalogue entries


def test_there_are_three_hundred_entries_with_about_ten_items_each() -> None:
    assert len(entries()) >= 300
    per_entry = Counter(code for code, _ in items())
    assert min(per_entry.values()) >= 4
    assert 8 <= sum(per_entry.values()) / len(per_entry) <= 14


def test_every_entry_has_a_right_code_of_its_own() -> None:
    assert repeated(row["资源代码"] for row in entries()) == []
    for row in entries():
        assert not check_entry_code(row["资源代码"]).findings, row["资源代码"]
        assert re.fullmatch(r"[123]\d{5}3402\d\d/\d{6}", row["资源代码"])


def test_the_code_of_a_departments_entry_has_its_number() -> None:
    order = [row["代码"] for row in sheet("departments")]
    for row in entries():
        if row["资源代码"].startswith("307"):
            assert order.index(row["提供方代码"]) == int(row["资源代码"][3:6]), row["资源代码"]


def test_every_entry_is_complete() -> None:
    wanted = ("资源名称", "提供方代码", "内部部门", "摘要", "格式分类", "共享类型", "开放类型", "更新周期", "发布日期")
    for row in entries():
        assert [field for field in wanted if not row[field]] == [], row["资源代码"]
        assert row["提供方代码"] in DEPARTMENTS
        date.fromisoformat(row["发布日期"])


def test_entries_use_the_words_of_the_guide() -> None:
    rows = entries()
    assert outside(SharingType, (row["共享类型"] for row in rows)) == set()
    assert outside(OpeningType, (row["开放类型"] for row in rows)) == set()
    assert outside(OpeningMode, (row["开放方式"] for row in rows if row["开放方式"])) == set()
    assert outside(UpdateCycle, (row["更新周期"] for row in rows)) == set()
    assert outside(FormatCategory, (row["格式分类"] for row in rows)) == set()
    assert outside(ModeCategory, (row["共享方式分类"] for row in rows if row["共享方式分类"])) == set()
    assert outside(Mode, (row["共享方式类型"] for row in rows if row["共享方式类型"])) == set()


def test_format_category_and_type_match() -> None:
    for row in entries():
        types = FORMAT_TYPES[FormatCategory(row["格式分类"])]
        assert row["格式类型"] in types or not types, (row["资源代码"], row["格式类型"])


def test_the_way_of_sharing_fits_the_format() -> None:
    file_like = ("电子文件", "电子表格", "图形图像", "流媒体")
    for row in entries():
        if row["共享方式分类"] == "共享平台":
            allowed: tuple[str, ...] = ("文件",) if row["格式分类"] in file_like else ("数据库", "接口", "文件")
            if row["格式分类"] == "数据库":
                allowed = ("数据库", "接口")
            assert row["共享方式类型"] in allowed, (row["资源代码"], row["格式分类"], row["共享方式类型"])


def test_conditions_and_legal_bases_stand_where_the_rules_ask_for_them() -> None:
    bases = {row["代码"]: row for row in parts("legal_bases")}
    strong = {"法律", "行政法规", "党中央国务院政策"}
    for row in entries():
        if row["共享类型"] == "有条件":
            assert row["共享条件"], row["资源代码"]
        if row["共享类型"] == "不予":
            assert {bases[code]["类别"] for code in listed(row["依据"])} & strong, row["资源代码"]
        if row["开放类型"] == "有条件":
            assert row["开放条件"], row["资源代码"]
        assert bool(row["开放方式"]) == (row["开放类型"] != "不予"), row["资源代码"]


def test_every_item_has_a_known_type_and_kind() -> None:
    rows = [row for _, row in items()]
    assert {row["数据类型"] for row in rows} <= {kind.value for kind in DataType}
    assert outside(ItemKind, (row["项类别"] for row in rows)) == set()
    for code, row in items():
        assert row["信息项"], code
        assert row["标识项"] in ("是", ""), code


def test_items_are_as_the_data_elements_that_they_bind_to() -> None:
    elements = {row["数据元代码"]: (row["数据类型"], row["长度"]) for row in sheet("elements")}
    bound = [(code, row) for code, row in items() if row["数据元代码"]]
    assert [each for each in bound if (each[1]["数据类型"], each[1]["长度"]) != elements[each[1]["数据元代码"]]] == []
    assert {row["数据元代码"] for _, row in bound} == set(elements)


def test_no_entry_has_two_items_of_one_name() -> None:
    assert repeated(f"{code} {row['信息项']}" for code, row in items()) == []


def test_no_item_but_identifiers_and_data_elements_serves_more_than_a_tenth_of_the_entries() -> None:
    identifiers = {row["信息项"] for _, row in items() if row["标识项"] == "是"}
    used = Counter(row["信息项"] for _, row in items() if not row["数据元代码"])
    limit = len(entries()) / 10
    assert {name: count for name, count in used.items() if count > limit and name not in identifiers} == {}


def test_no_two_entries_differ_only_by_a_number_a_place_or_a_department() -> None:
    departments = {row["名称"] for row in DEPARTMENTS.values()} | {row["简称"] for row in DEPARTMENTS.values()}
    places = {row["名称"] for row in sheet("divisions")} | {"芜湖", "全市", "全区", "本市", "市级", "区县", "县区"}
    ignored = sorted(departments | places, key=len, reverse=True)
    removed = re.compile("|".join(re.escape(word) for word in ignored) + r"|[\d一二三四五六七八九十\W_]")
    kernels: dict[str, list[str]] = {}
    for row in entries():
        kernels.setdefault(removed.sub("", row["资源名称"]) or row["资源名称"], []).append(row["资源名称"])
    assert [names for names in kernels.values() if len(names) > 1] == []


def test_no_two_entries_have_the_same_items() -> None:
    sets: dict[str, set[str]] = {}
    for code, row in items():
        sets.setdefault(code, set()).add(row["信息项"])
    assert repeated(" ".join(sorted(names)) for names in sets.values()) == []


def test_not_everything_is_updated_alike() -> None:
    cycles = Counter(row["更新周期"] for row in entries())
    assert len(cycles) >= 6
    assert max(cycles.values()) < len(entries()) / 2


# What entries refer to


def test_references_of_entries_lead_somewhere() -> None:
    codes = {row["资源代码"] for row in entries()}
    bases = {row["代码"] for row in parts("legal_bases")}
    systems = {row["代码"] for row in parts("systems")}
    libraries = {row["代码"] for row in sheet("libraries")}
    for row in entries():
        where = row["资源代码"]
        assert set(listed(row["关联资源代码"])) <= codes, where
        assert set(listed(row["依据"])) <= bases, where
        assert set(listed(row["来源系统"])) <= systems, where
        assert set(listed(row["资源库"])) <= libraries, where


def test_systems_legal_bases_and_libraries_use_their_words() -> None:
    assert repeated(row["代码"] for row in parts("systems")) == []
    assert repeated(row["代码"] for row in parts("legal_bases")) == []
    assert outside(Funding, (row["资金来源"] for row in parts("systems"))) == set()
    assert outside(BasisKind, (row["类别"] for row in parts("legal_bases"))) == set()
    assert outside(LibraryKind, (row["类别"] for row in sheet("libraries"))) == set()
    assert {row["运行部门代码"] for row in parts("systems")} <= set(DEPARTMENTS)
    assert {row["牵头部门代码"] for row in sheet("libraries")} - {""} <= set(DEPARTMENTS)
    assert {row["等保级别"] for row in parts("systems")} <= {"1", "2", "3", "4"}


def test_the_city_has_its_five_base_and_thirteen_thematic_libraries() -> None:
    kinds = Counter(row["类别"] for row in sheet("libraries") if row["政策"] == "WH")
    assert (kinds["基础"], kinds["主题"]) == (5, 13)


def test_consumers_have_right_codes() -> None:
    assert outside(ConsumerKind, (row["类别"] for row in sheet("consumers"))) == set()
    for row in sheet("consumers"):
        assert not row["统一社会信用代码"] or uscc.is_valid(row["统一社会信用代码"]), row
        assert not row["所属部门代码"] or row["所属部门代码"] in DEPARTMENTS


def test_lineage_leads_from_known_things_to_known_things() -> None:
    known = {row["资源代码"] for row in entries()} | set(TYPES)
    known |= {row["代码"] for row in (*parts("systems"), *sheet("libraries"), *sheet("consumers"))}
    for row in sheet("lineage"):
        assert {row["下游"], row["上游"]} <= known, row
        assert row["下游"] != row["上游"]


def test_what_the_licence_of_a_service_item_needs_on_conditions_is_granted_to_who_issues_it() -> None:
    conditional = {row["资源代码"]: row["提供方代码"] for row in entries() if row["共享类型"] == "有条件"}
    owner = {row["代码"]: row["所属部门代码"] for row in sheet("consumers")}
    granted = {(owner[row["使用方代码"]], row["资源代码"]) for row in sheet("sharing") if row["状态"] == "已授权"}
    issuers = [row for row in sheet("issuers") if not row["止"] and TYPES[row["类型代码"]]["关联事项代码"]]
    needed = {
        (issuer["颁发机构代码"], row["上游"])
        for row in sheet("lineage") for issuer in issuers
        if row["下游"] == issuer["类型代码"] and row["上游"] in conditional
    }  # fmt: skip
    asked = {(issuer, code) for issuer, code in needed if conditional[code] != issuer}
    assert len(asked) >= 9
    assert asked - granted == set()


def test_lineage_of_items_names_items_that_their_entries_have() -> None:
    known = {(code, row["信息项"]) for code, row in items()}
    known |= {(row["类型代码"], row["标签"]) for row in sheet("license_fields")}
    known |= {(row["类型代码"], row["字段键"]) for row in sheet("license_fields")}
    for row in sheet("item_lineage"):
        assert (row["下游资源"], row["下游信息项"]) in known, row
        assert (row["上游资源"], row["上游信息项"]) in known, row


def test_nothing_is_cut_or_changed_between_items_without_a_rule_that_says_how() -> None:
    found = read_catalogue()
    forms = {
        f"{draft.code}#{item.name}": ItemForm(item.data_type, item.length)
        for draft in found.entries
        for item in draft.items
    }
    assert [(each.position, each.rule) for each in lint_item_edges(found.item_lineage, forms)] == []
    generic = re.compile("按标识项匹配|取同名信息项|转换填充")
    assert [edge for edge in found.item_lineage if generic.search(edge.rule)] == []


@pytest.mark.parametrize("file", sorted(TABLES.rglob("*.csv")), ids=lambda file: file.stem)
def test_a_table_is_rectangular_utf8_without_stray_blanks(file: Path) -> None:
    rows = sheet(str(file.relative_to(TABLES).with_suffix("")))
    for number, row in enumerate(rows, 2):
        assert None not in row, number
        assert None not in row.values(), number
        assert [value for value in row.values() if value != value.strip()] == [], number


def test_what_the_demonstration_shares_as_an_example_is_right_by_its_own_checks() -> None:
    whole, others = read_catalogue(), read_cities()
    on = date(2026, 3, 2)
    bases = {each.code: each for each in (*whole.sources.legal_bases, *others.sources.legal_bases)}
    systems = {each.code: each for each in (*whole.sources.systems, *others.sources.systems)}
    around = EntrySurroundings(
        policy_on("WH", on), on, bases, {each.code: each for each in whole.sources.libraries}, systems,
        {each.code: each for each in whole.elements},
    )  # fmt: skip
    bound = {"1407": "JZ", "4310": "CZ", "4301": "CS", "4108": "JI"}
    prepared = list(others.drafts.values())
    found = [(entry, around) for entry in whole.entries]
    found += [(entry, replace(around, policy=policy_on(bound.get(entry.code[6:10], "WH"), on))) for entry in prepared]
    assert prepared
    wrong = [(fault.lint, entry.code) for entry, measure in found for fault in lint_entry(entry, measure)]
    two_ways = "307097430100/000003"
    assert wrong == [(Lint.SUBJECT_NOT_UNCONDITIONAL, two_ways)], "which shows who has a permit directly and who asks"
    secret = {code for code, basis in bases.items() if "保守国家秘密法" in basis.title}
    refused = [entry for entry, _ in found if entry.sharing is SharingType.REFUSED]
    assert [entry.code for entry in refused if secret & set(entry.bases)] == [], "what is secret has no entry"
