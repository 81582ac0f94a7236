"""Lint of entries: each error that departments make is found by its own code, and a good entry has none."""

from dataclasses import replace
from datetime import date

import pytest
from builders.catalogue import marriages
from builders.city import HEALTH

from graph.errors import Malformed
from graph.law.articles import rules
from graph.law.policies import policy
from graph.office.sheets.data_types import parse_data_type
from graph.subjects.entries.rules.batch import lint_entries
from graph.subjects.entries.rules.entry import EntrySurroundings, lint_entry
from graph.subjects.entries.rules.lints import LINTS, EntryFinding, Lint, Severity
from graph.words.entries import (
    Affair,
    DataType,
    EntryDraft,
    FormatCategory,
    Item,
    ItemKind,
    Mode,
    ModeCategory,
    OpeningMode,
    OpeningType,
    SharingType,
    UpdateCycle,
)
from graph.words.sources import BasisKind, Funding, InformationSystem, LegalBasis, Library, LibraryKind

ON = date(2025, 6, 2)
BASES = {
    "LAW": LegalBasis("LAW", BasisKind.LAW, "个人信息保护法", valid_from=date(2021, 11, 1)),
    "OLD": LegalBasis("OLD", BasisKind.LAW, "已废止的法律", valid_until=date(2020, 1, 1)),
    "INTERNAL": LegalBasis("INTERNAL", BasisKind.INTERNAL_RULE, "本部门数据管理办法"),
    "PROVINCE": LegalBasis("PROVINCE", BasisKind.PROVINCIAL_POLICY, "省政府关于数据管理的意见"),
    "RULE": LegalBasis("RULE", BasisKind.MINISTRY_RULE, "婚姻登记工作规范"),
}
LIBRARIES = {
    "CZ-B1": Library("CZ-B1", "CZ", LibraryKind.BASE, "人口基础信息资源库"),
    "WH-B1": Library("WH-B1", "WH", LibraryKind.BASE, "市人口基础信息库"),
    "WH-T1": Library("WH-T1", "WH", LibraryKind.THEMATIC, "社会保障"),
}
SYSTEMS = {
    "S1": InformationSystem("S1", "婚姻登记管理系统", "113402000030005123", Funding.CITY),
    "S2": InformationSystem("S2", "全国婚姻登记系统", "113402000030005123", Funding.STATE),
}

GOOD = marriages(
    summary="市、县两级婚姻登记机关办理的结婚、离婚登记，自2005年起",
    sharing_condition="办理落户、购房资格审核时使用",
    sharing_scope="本市政务部门",
    sharing_use="行政依据：核验婚姻状况",
    items=(
        Item(1, "姓名", DataType.CHARACTER, 50, ItemKind.BASE),
        Item(2, "身份证件号码", DataType.CHARACTER, 18, ItemKind.BASE, identifier=True),
        Item(3, "登记日期", DataType.DATE, None, ItemKind.BUSINESS),
    ),
    bases=("RULE",),
    systems=("S1",),
    interface_specification="REST，JSON，字段与信息项同名",
)


def found(draft: EntryDraft, city: str = "WH") -> set[str]:
    return {finding.lint.name for finding in findings(draft, city)}


def findings(draft: EntryDraft, city: str = "WH") -> tuple[EntryFinding, ...]:
    return lint_entry(draft, EntrySurroundings(policy(city), ON, BASES, LIBRARIES, SYSTEMS))


@pytest.mark.parametrize("city", ["CZ", "JZ", "JI", "WH", "CS", "SC809"])
def test_a_good_entry_has_no_findings_anywhere(city: str) -> None:
    assert found(GOOD, city) == set()


@pytest.mark.parametrize(
    ("changes", "lint"),
    [
        ({"name": "  "}, "NAME_EMPTY"),
        ({"name": "婚姻登记管理系统"}, "NAME_IS_SYSTEM"),
        ({"name": "资源 12"}, "NAME_NUMBERED"),
        ({"code": "307 001"}, "CODE_FORM"),
        ({"code": "307"}, "CODE_STRUCTURE"),
        ({"code": "101001340200/000001"}, "CODE_AGAINST_CLASS"),
        ({"code": "907001340200/000001"}, "CODE_AGAINST_CLASS"),
        ({"provider": ""}, "PROVIDER_EMPTY"),
        ({"provider": "340200"}, "PROVIDER_CODE"),
        ({"provider": "11410800MB18523954"}, "PROVIDER_CHECK_DIGIT"),
        ({"summary": " "}, "SUMMARY_EMPTY"),
        ({"summary": "婚姻登记 信息。"}, "SUMMARY_REPEATS_NAME"),
        ({"format_type": "xlsx"}, "FORMAT_MISMATCH"),
        ({"format_type": ""}, "FORMAT_MISMATCH"),
        ({"mode": None}, "MODE_MISSING"),
        ({"mode_category": ModeCategory.MAIL}, "MODE_OFF_PLATFORM"),
        ({"mode": Mode.FILE}, "DATABASE_FORMAT_MODE"),
        ({"mode_category": ModeCategory.MAIL, "mode": None}, "DATABASE_FORMAT_MODE"),
        ({"mode_category": ModeCategory.DISK, "mode": None}, "DATABASE_FORMAT_MODE"),
        ({"format_category": FormatCategory.SPREADSHEET, "format_type": "xlsx"}, "FILE_FORMAT_MODE"),
        ({"sharing_condition": ""}, "CONDITIONAL_WITHOUT_CONDITION"),
        ({"bases": ("LAW", "NONE")}, "BASIS_UNKNOWN"),
        ({"sharing": SharingType.REFUSED, "bases": ()}, "REFUSED_WITHOUT_GROUND"),
        ({"sharing": SharingType.REFUSED, "bases": ("RULE",)}, "GROUND_INSUFFICIENT"),
        ({"sharing": SharingType.REFUSED, "bases": ("OLD",)}, "GROUND_INSUFFICIENT"),
        ({"sharing": SharingType.REFUSED, "bases": ("LAW",)}, "MUST_BE_SHARED"),
        ({"opening": OpeningType.CONDITIONAL}, "OPENING_WITHOUT_CONDITION"),
        ({"opening": OpeningType.UNCONDITIONAL}, "OPEN_PERSONAL"),
        ({"opening": OpeningType.UNCONDITIONAL}, "OPENING_MODE_MISSING"),
        ({"opening_mode": OpeningMode.DOWNLOAD}, "OPENING_MODE_NEEDLESS"),
        ({"format_category": FormatCategory.SELF_DESCRIBING, "format_type": ""}, "FORMAT_UNDESCRIBED"),
        ({"secret": True}, "SECRET"),
        ({"items": ()}, "ITEMS_EMPTY"),
    ],
)
def test_each_error_of_an_entry_has_its_own_code(changes: dict[str, object], lint: str) -> None:
    assert lint in found(replace(GOOD, **changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("item", "lint"),
    [
        (Item(4, " ", DataType.CHARACTER, 10, ItemKind.BUSINESS), "ITEM_NAME_EMPTY"),
        (Item(4, "姓 名", DataType.CHARACTER, 10, ItemKind.BUSINESS), "ITEM_TWICE"),
        (Item(7, "登记机关", DataType.CHARACTER, 10, ItemKind.BUSINESS), "ITEM_SEQUENCE"),
        (Item(4, "登记机关", DataType.CHARACTER, None, ItemKind.BUSINESS), "ITEM_LENGTH"),
        (Item(4, "登记机关", DataType.CHARACTER, 0, ItemKind.BUSINESS), "ITEM_LENGTH"),
        (Item(4, "补贴金额", DataType.CHARACTER, 20, ItemKind.BUSINESS), "UNIT_IN_NUMBER"),
        (Item(4, "补贴(万元)", DataType.NUMERIC, 20, ItemKind.BUSINESS), "UNIT_IN_NUMBER"),
        (Item(4, "企业名称", DataType.CHARACTER, 100, ItemKind.BUSINESS), "IDENTIFIER_MISSING"),
        (Item(4, "备注", DataType.MEMO, None, ItemKind.BUSINESS, sharing=SharingType.REFUSED), "GROUND_INSUFFICIENT"),
    ],
)
def test_each_error_of_an_item_has_its_own_code(item: Item, lint: str) -> None:
    assert lint in found(replace(GOOD, items=(*GOOD.items, item)))


def test_an_organisation_that_is_named_beside_a_person_needs_no_identifier_and_one_that_data_are_about_does() -> None:
    def of(*names: str) -> set[str]:
        rows = enumerate(names, start=1)
        return found(
            replace(GOOD, items=tuple(Item(n, each, DataType.CHARACTER, 99, ItemKind.BASE) for n, each in rows))
        )

    assert of("公民身份号码", "姓名", "建档机构名称", "缴费单位名称") == set()
    assert of("公民身份号码", "姓名", "劳务合作企业名称") == {"IDENTIFIER_MISSING"}
    assert of("监测点编号", "供水单位名称") == {"IDENTIFIER_MISSING"}
    for code in ("统一社会信用代码", "失信主体代码", "用证单位代码", "执收单位编码", "申请主体证照号码"):
        assert of("失信主体名称", code) == set(), code


def test_what_does_not_go_over_the_platform_is_told_where_all_exchange_has_to() -> None:
    sent = replace(
        GOOD, mode_category=ModeCategory.MAIL, mode=None, format_category=FormatCategory.SPREADSHEET, format_type="xlsx"
    )
    (fault,) = findings(sent, "JZ")
    assert (fault.lint, fault.path, fault.value) == (Lint.MODE_NOT_PREFERRED, ("mode_category",), "邮件")
    assert fault.rules == ("JZP-3.2", "JZ-12")
    assert "接口代理" in fault.message.zh
    assert [city for city in ("CZ", "JI", "WH", "CS") if found(sent, city)] == []


def test_grounds_for_not_sharing_follow_the_row() -> None:
    refused = replace(GOOD, sharing=SharingType.REFUSED, systems=())
    assert found(replace(refused, bases=("LAW",))) == set()
    assert found(refused, "JZ") == {"MODE_NOT_PREFERRED"}, "晋中 takes any sufficient reason"
    assert "GROUND_INSUFFICIENT" in found(replace(refused, bases=("INTERNAL",)), "JZ"), "but no rules of its own"
    (never,) = (one for one in findings(replace(refused, bases=("INTERNAL",)), "JZ") if one.severity is Severity.REFUSE)
    assert never.rules == ("JZ-10.3", "JZ-6.1", "JZ-15.2")
    assert found(replace(refused, bases=("INTERNAL", "LAW")), "JZ") == {"MODE_NOT_PREFERRED"}
    assert found(replace(refused, bases=("PROVINCE",)), "CZ") == set()
    assert "GROUND_INSUFFICIENT" in found(replace(refused, bases=("PROVINCE",)), "WH")
    assert "REFUSED_WITHOUT_GROUND" in found(replace(refused, bases=()), "JZ")
    assert found(replace(refused, bases=()), "JI") == set(), "in 焦作 the authority determines the type"
    (fault,) = (one for one in findings(replace(refused, bases=()), "CZ") if one.severity is Severity.REFUSE)
    assert fault.rules == ("CZ-9.2",)
    assert BasisKind.PROVINCIAL_POLICY.zh in fault.message.zh


def test_how_something_is_open_is_said_by_the_text_or_by_the_guide_and_only_of_what_is_open() -> None:
    item = replace(GOOD.items[2], opening=OpeningType.UNCONDITIONAL)
    opened = replace(GOOD, items=(*GOOD.items[:2], item))
    (fault,) = findings(opened, "WH")
    assert (fault.lint, fault.path, fault.rules) == (Lint.OPENING_MODE_MISSING, ("opening_mode",), ("WH-6",))
    assert fault.severity is Severity.WARN
    assert found(replace(opened, opening_mode=OpeningMode.QUERY)) == set()
    for city in ("CZ", "JI", "CS"):
        (fault,) = findings(opened, city)
        assert (fault.lint, fault.rules) == (Lint.OPENING_MODE_MISSING, ("GUIDE-1272",))
    (closed,) = findings(replace(GOOD, opening_mode=OpeningMode.QUERY), "CS")
    assert (closed.lint, closed.value, closed.severity) == (Lint.OPENING_MODE_NEEDLESS, "联机查询", Severity.WARN)


def test_a_format_that_the_guide_does_not_list_is_said_in_words() -> None:
    assert found(replace(GOOD, format_type="", format_other="GBase 8a")) == set()
    assert found(replace(GOOD, format_type="gbase", format_other="GBase 8a")) == {"FORMAT_MISMATCH"}
    itself = replace(GOOD, format_category=FormatCategory.SELF_DESCRIBING, format_type="")
    assert found(itself) == {"FORMAT_UNDESCRIBED"}
    assert found(replace(itself, format_type="GeoJSON")) == found(replace(itself, format_other="GeoJSON")) == set()


def test_an_interface_has_its_specification_where_the_text_asks_for_it() -> None:
    bare = replace(GOOD, interface_specification=" ")
    assert [city for city in ("CZ", "JZ", "WH", "CS") if found(bare, city)] == []
    (fault,) = findings(bare, "JI")
    assert (fault.lint, fault.rules, fault.severity) == (Lint.INTERFACE_UNDESCRIBED, ("JI-20",), Severity.WARN)
    assert found(replace(bare, mode=Mode.DATABASE), "JI") == set()


ANSWERED = {"CZ": ("CZ-11",), "JI": ("JI-19.1",), "WH": ("WH-13",), "CS": ("CS-29",)}
"""Who asks for what is shared on conditions, and who answers."""


def test_with_whom_and_for_what_it_is_shared_is_said_with_the_entry_where_the_text_asks_for_it() -> None:
    bare = replace(GOOD, sharing_scope="", sharing_use=" ")
    assert [city for city in ("CZ", "JZ", "WH", "CS") if found(bare, city)] == []
    told = findings(bare, "JI")
    assert [(each.lint, each.path, each.rules) for each in told] == [
        (Lint.SCOPE_UNSTATED, ("sharing_scope",), ("JI-22",)), (Lint.SCOPE_UNSTATED, ("sharing_use",), ("JI-22",)),
    ]  # fmt: skip
    assert {each.severity for each in told} == {Severity.WARN}
    assert "具体用途" in told[1].message.zh
    free = replace(bare, sharing=SharingType.UNCONDITIONAL)
    assert found(free, "JI") == set()
    item = replace(GOOD.items[2], sharing=SharingType.CONDITIONAL)
    assert found(replace(free, items=(*GOOD.items[:2], item)), "JI") == {"SCOPE_UNSTATED"}, "one item is enough"


def test_nobody_has_an_entry_for_himself_where_the_text_knows_no_such_entry() -> None:
    named = replace(GOOD, exclusive=("11340200MB00000201",))
    assert found(named, "JZ") == set()
    for city, answered in ANSWERED.items():
        (fault,) = findings(named, city)
        assert (fault.lint, fault.path, fault.value) == (Lint.EXCLUSIVE_NOT_HERE, ("exclusive",), named.exclusive[0])
        assert (fault.severity, fault.rules) == (Severity.REFUSE, answered)


def test_an_agent_is_named_where_the_text_knows_agents_and_for_what_is_shared_on_conditions() -> None:
    named = replace(GOOD, agent="11340200MB00000201")
    assert found(named, "JZ") == set()
    for city, answered in ANSWERED.items():
        (fault,) = findings(named, city)
        assert (fault.lint, fault.path, fault.value) == (Lint.AGENT_NOT_HERE, ("agent",), named.agent)
        assert fault.rules == answered
    free = replace(named, sharing=SharingType.UNCONDITIONAL)
    (fault,) = findings(free, "JZ")
    assert (fault.lint, fault.rules) == (Lint.AGENT_NOT_HERE, ("JZ-15.1",))
    item = replace(GOOD.items[0], sharing=SharingType.CONDITIONAL)
    assert found(replace(free, items=(item, *GOOD.items[1:])), "JZ") == set()


def test_a_list_of_departments_that_need_no_application_is_of_others_and_not_for_what_is_not_shared() -> None:
    listed = replace(GOOD, sharing=SharingType.CONDITIONAL, sharing_condition="专项", exclusive=("11340200MB00000201",))
    assert found(listed, "JZ") == set()
    (fault,) = findings(replace(listed, exclusive=(listed.provider,)), "JZ")
    assert (fault.lint, fault.path, fault.rules) == (Lint.EXCLUSIVE_NOT_HERE, ("exclusive",), ("JZ-15.4",))
    refused = findings(replace(listed, sharing=SharingType.REFUSED), "JZ")
    assert [each.rules for each in refused if each.lint is Lint.EXCLUSIVE_NOT_HERE] == [("JZ-15.4", "JZ-10.3")]


def test_what_is_not_shared_unconditionally_is_not_open_in_jinzhong_only() -> None:
    opened = replace(
        GOOD, opening=OpeningType.UNCONDITIONAL, opening_mode=OpeningMode.DOWNLOAD, items=GOOD.items[2:], usage=""
    )
    opened = replace(opened, items=(replace(opened.items[0], seq=1),))
    assert found(opened, "WH") == set()
    (fault,) = (one for one in findings(opened, "JZ") if one.severity is Severity.REFUSE)
    assert (fault.lint, fault.rules) == (Lint.OPEN_THOUGH_NOT_SHARED, ("JZP-3.3",))
    assert "OPENING_UNKNOWN_HERE" in found(replace(opened, opening=OpeningType.CONDITIONAL), "JZ")
    assert found(replace(opened, opening=OpeningType.CONDITIONAL), "CZ") == set()


@pytest.mark.parametrize(
    ("entry", "item", "refused"),
    [
        (SharingType.UNCONDITIONAL, {"sharing": SharingType.CONDITIONAL}, True),
        (SharingType.UNCONDITIONAL, {"sharing": SharingType.CONDITIONAL, "opening": OpeningType.REFUSED}, False),
        (SharingType.UNCONDITIONAL, {"opening": OpeningType.REFUSED}, False),
        (SharingType.UNCONDITIONAL, {}, False),
    ],
)
def test_opening_is_judged_item_by_item_in_jinzhong(
    entry: SharingType, item: dict[str, SharingType | OpeningType], *, refused: bool
) -> None:
    plain = replace(GOOD.items[2], seq=1, **item)  # type: ignore[arg-type]
    opened = replace(GOOD, sharing=entry, opening=OpeningType.UNCONDITIONAL, items=(plain,), usage="")
    places = [one.path for one in findings(opened, "JZ") if one.lint is Lint.OPEN_THOUGH_NOT_SHARED]
    assert places == ([("items", "1", "opening")] if refused else [])
    assert not [one for one in findings(opened, "WH") if one.lint is Lint.OPEN_THOUGH_NOT_SHARED]


@pytest.mark.parametrize(
    ("systems", "mode", "hinted"),
    [(("S1",), Mode.INTERFACE, False), (("S1",), Mode.DATABASE, True), ((), Mode.INTERFACE, True)],
)
def test_jinzhong_prefers_interfaces_where_there_is_a_system_and_files_where_there_is_none(
    systems: tuple[str, ...], mode: Mode, *, hinted: bool
) -> None:
    entry = replace(GOOD, systems=systems, mode=mode)
    hints = [one for one in findings(entry, "JZ") if one.lint is Lint.MODE_NOT_PREFERRED]
    assert [one.rules for one in hints] == ([("JZP-3.2",)] if hinted else [])
    assert "MODE_NOT_PREFERRED" not in found(entry, "WH")


def test_permits_and_penalties_are_shared_without_condition_in_changsha_only() -> None:
    entry = replace(GOOD, name="行政处罚信息", sharing=SharingType.CONDITIONAL, sharing_condition="依职责")
    (hint,) = (one for one in findings(entry, "CS") if one.lint is Lint.SUBJECT_NOT_UNCONDITIONAL)
    assert (hint.rules, hint.severity) == (("CS-28",), Severity.WARN)
    assert "SUBJECT_NOT_UNCONDITIONAL" not in found(entry, "WH")
    assert "SUBJECT_NOT_UNCONDITIONAL" not in found(replace(entry, sharing=SharingType.UNCONDITIONAL), "CS")


@pytest.mark.parametrize("affair", Affair)
@pytest.mark.parametrize("sharing", [SharingType.UNCONDITIONAL, SharingType.CONDITIONAL])
def test_what_is_shared_among_the_units_concerned_names_them_in_changsha_only(
    affair: Affair, sharing: SharingType
) -> None:
    entry = replace(GOOD, affair=affair, sharing=sharing, sharing_condition="依职责")
    (hint,) = (one for one in findings(entry, "CS") if one.lint is Lint.NOBODY_CONCERNED)
    assert (hint.rules, hint.severity, hint.path, hint.value) == (
        ("CS-28",), Severity.WARN, ("concerned",), affair.zh,
    )  # fmt: skip
    assert "NOBODY_CONCERNED" not in found(replace(entry, concerned=(HEALTH,)), "CS")
    assert "NOBODY_CONCERNED" not in found(replace(entry, affair=None), "CS")
    assert "NOBODY_CONCERNED" not in found(entry, "WH")


def test_electronic_licenses_are_class_one_but_in_changsha() -> None:
    libraries = LIBRARIES | {"L": Library("L", "WH", LibraryKind.BASE, "市电子证照库")}
    entry = replace(GOOD, code="105001340200/000001", libraries=("L",))

    def classes(city: str) -> list[tuple[str, ...]]:
        around = EntrySurroundings(policy(city), ON, BASES, libraries, SYSTEMS)
        return [one.rules for one in lint_entry(entry, around) if one.lint is Lint.CODE_AGAINST_CLASS]

    assert classes("WH") == []
    assert classes("CS") == [("CS-3",)]


def test_base_items_of_base_libraries_are_shared_unconditionally_where_the_text_says_so() -> None:
    assert found(replace(GOOD, libraries=("WH-B1",)), "WH") == set()
    assert "BASE_ITEM_NOT_UNCONDITIONAL" not in found(replace(GOOD, libraries=("WH-B1",)), "CZ"), "not of its policy"
    entry = replace(GOOD, libraries=("CZ-B1",))
    faults = [one for one in findings(entry, "CZ") if one.lint is Lint.BASE_ITEM_NOT_UNCONDITIONAL]
    assert [one.path for one in faults] == [("items", "1", "sharing"), ("items", "2", "sharing")]
    assert faults[0].rules == ("CZ-9.1",)


def test_state_money_does_not_oblige() -> None:
    refused = replace(GOOD, sharing=SharingType.REFUSED, bases=("LAW",), systems=("S2",))
    assert found(refused) == set()


def test_refusing_findings_come_first_with_field_and_rule() -> None:
    wrong = replace(GOOD, name="婚姻登记管理系统", format_type="pdf", summary="")
    all_of_it = findings(wrong)
    assert [one.severity for one in all_of_it] == [Severity.REFUSE, Severity.REFUSE, Severity.WARN]
    first, second, _ = all_of_it
    assert (first.lint.value, first.path, first.rules) == ("SUMMARY_EMPTY", ("summary",), ("GUIDE-1272",))
    assert (second.lint.name, second.path) == ("FORMAT_MISMATCH", ("format_type",))
    (warning,) = findings(replace(GOOD, name="婚姻登记管理系统"))
    assert warning.severity is Severity.WARN


def test_names_that_differ_by_a_number_or_punctuation_are_near_duplicates() -> None:
    names = ["婚姻登记信息", "婚姻登记信息2", "婚姻登记 信息。", "收养登记信息", "婚姻登记信息"]
    drafts = [replace(GOOD, name=name, code=f"307001340200/{number:06}") for number, name in enumerate(names)]
    got = {code[-1]: [one.lint.name for one in ones] for code, ones in lint_entries(drafts).items()}
    assert got == {"1": ["NAME_NEAR_DUPLICATE"], "2": ["NAME_NEAR_DUPLICATE"], "4": ["NAME_TWICE"]}


def test_a_set_with_one_cycle_and_one_item_everywhere_is_noticed() -> None:
    drafts = [replace(GOOD, name=f"登记{chr(0x6797 + n)}", code=f"307001340200/{n:06}") for n in range(20)]
    ones = lint_entries(drafts)[""]
    assert {(one.lint.name, one.value) for one in ones} == {
        ("CYCLE_UNIFORM", "每日"),
        ("ITEM_EVERYWHERE", "姓名"),
        ("ITEM_EVERYWHERE", "登记日期"),
    }
    assert lint_entries(drafts[:19]) == {}
    mixed = [replace(drafts[0], cycle=UpdateCycle.MONTHLY, items=()), *drafts[1:]]
    assert "CYCLE_UNIFORM" not in {one.lint.name for one in lint_entries(mixed)[""]}


@pytest.mark.parametrize("text", ["C", "c", "字符型", "字符型C", " 字符型（C） "])
def test_data_types_are_read_as_forms_write_them(text: str) -> None:
    assert parse_data_type(text) is DataType.CHARACTER


def test_an_unknown_data_type_is_refused_with_the_known_ones() -> None:
    with pytest.raises(Malformed) as refused:
        parse_data_type("VARCHAR(20)", ("items", "1", "data_type"))
    assert refused.value.code == "UNKNOWN_DATA_TYPE"
    assert "字符型C" in (refused.value.limit or "")
    assert parse_data_type("日期时间型T") is DataType.DATETIME


def test_every_lint_has_a_row_with_both_languages_and_known_rules() -> None:
    assert set(LINTS) == set(Lint)
    for lint, row in LINTS.items():
        assert row.hint.zh, lint
        assert row.hint.en, lint
        assert all(rule_id in rules() for rule_id in row.rules)
