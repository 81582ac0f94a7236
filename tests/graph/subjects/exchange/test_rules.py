"""Whether something may be used, by the row of each city; and whether data are as new as their cycle says."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from graph.subjects.exchange.freshness import freshness
from graph.subjects.exchange.outside import outside_grant, outside_rule
from graph.subjects.exchange.rules import may_use
from graph.words.entries import Affair, ItemKind, SharingType, UpdateCycle
from graph.words.exchange import (
    AskedItem,
    DataUse,
    Freshness,
    HeldGrant,
    Outside,
    Surroundings,
    Use,
    UseAnswer,
    UseFault,
)
from graph.words.grants import GrantEvent, GrantState
from graph.words.sharing import Purpose
from graph.words.sources import USING_DEPARTMENTS, ConsumerKind

ON = date(2026, 3, 18)
WHOLE = ("姓名", "住址")
U, C, R = SharingType.UNCONDITIONAL, SharingType.CONDITIONAL, SharingType.REFUSED
YES, APPLICATION, NO = UseAnswer.YES, UseAnswer.APPLICATION, UseAnswer.NO
NOON = datetime(2026, 3, 18, 4, tzinfo=UTC)
USE = Use("USE-1", "E-1", Purpose.DATA_CHECK)
GRANT = HeldGrant(
    "Q/G",
    date(2026, 2, 5),
    None,
    None,
    None,
    False,
    None,
    Purpose.DATA_CHECK,
    frozenset(),
    "WH",
    date(2026, 2, 5),
)


def around(policy: str | None, sharing: SharingType, *grants: HeldGrant, **changes: Any) -> Surroundings:
    items = (AskedItem("姓名", changes.pop("kind", ItemKind.BUSINESS), sharing),)
    plain: dict[str, Any] = {
        "consumer": ConsumerKind.DEPARTMENT, "gone": None, "published": True, "policy": policy, "nearest": None,
        "sharing": sharing, "items": items,
        "base_of": frozenset(), "exclusive": False, "affair": None, "concerned": False, "own": False,
        "grants": grants, "doubted": None,
    }  # fmt: skip
    return Surroundings(**(plain | changes))


@pytest.mark.parametrize(
    ("city", "sharing", "answer", "rule"),
    [
        ("CZ", U, YES, "CZ-11"), ("CZ", C, APPLICATION, "CZ-11"), ("CZ", R, APPLICATION, "CZ-11"),
        ("JZ", U, APPLICATION, "JZ-14.1"), ("JZ", C, APPLICATION, "JZ-14.2"), ("JZ", R, NO, "JZ-10.3"),
        ("JI", U, YES, "JI-19.1"), ("JI", C, APPLICATION, "JI-19.1"), ("JI", R, APPLICATION, "JI-19.1"),
        ("WH", U, YES, "WH-13"), ("WH", C, APPLICATION, "WH-13"), ("WH", R, APPLICATION, "WH-13"),
        ("CS", U, YES, "CS-29"), ("CS", C, APPLICATION, "CS-29"), ("CS", R, NO, "CS-29"),
    ],
)  # fmt: skip
def test_without_a_grant_the_row_of_the_provider_decides(
    city: str, sharing: SharingType, answer: UseAnswer, rule: str
) -> None:
    found = may_use(USE, around(city, sharing), ON)
    assert (found.answer, found.grant) == (answer, None)
    assert rule in found.rules


@pytest.mark.parametrize(("city", "answer"), [("CZ", YES), ("JZ", NO), ("JI", YES), ("WH", APPLICATION)])
def test_base_items_of_base_libraries_are_direct_where_the_text_says_so(city: str, answer: UseAnswer) -> None:
    entry = around(city, R, kind=ItemKind.BASE, base_of=frozenset({city}))
    assert may_use(USE, entry, ON).answer is answer
    business = AskedItem("登记日期", ItemKind.BUSINESS, C)
    both = replace(entry, items=(*entry.items, business))
    assert may_use(USE, both, ON).answer is not YES, "all that is asked for has to be direct"


@pytest.mark.parametrize(
    ("policy", "nearest", "on", "rules"),
    [
        ("JZ", None, date(2027, 6, 16), ("JZ-31",)),  # 有效期5年
        (None, "JZ", date(2027, 6, 16), ("JZ-31",)),
        (None, "JZ", ON, ("JZ-2",)),  # 综合检验检测中心, 开发区分局
        (None, "CS", ON, ("CS-2",)),
        (None, None, ON, ()),
    ],
)
def test_where_no_policy_binds_the_answer_cites_what_ends_it_or_limits_it(
    policy: str | None, nearest: str | None, on: date, rules: tuple[str, ...]
) -> None:
    found = may_use(USE, around(policy, C, nearest=nearest), on)
    assert (found.answer, found.rules) == (NO, rules)


@pytest.mark.parametrize(("city", "change"), [("CZ", "CZ-7"), ("JZ", "JZ-8"), ("JI", "JI-10"), ("WH", "WH-6")])
def test_an_item_that_the_entry_has_no_longer_is_not_had_by_the_grant_that_names_it(city: str, change: str) -> None:
    grant = replace(GRANT, policy=city, items=frozenset({"姓名", "住址"}))
    asked = replace(USE, items=("住址",))
    for policy in (city, None):  # of what a grant permits nobody asks whose policy binds
        found = may_use(asked, around(policy, C, grant, items=(), dropped=frozenset({"住址"})), ON)
        assert (found.answer, found.grant) == (NO, "Q/G")
        assert found.reason.zh.startswith("信息项已不在目录中，条目已变更：住址；授权仍列有")
        assert change in found.rules
        assert set(may_use(replace(USE, items=("姓名",)), around(city, C, grant), ON).rules) < set(found.rules)
    without = may_use(asked, around(city, C, items=(), dropped=frozenset({"住址"})), ON)
    assert (without.grant, without.rules) == (None, (change,))
    both = may_use(replace(USE, items=("住址", "电话")), around(city, C, items=(), dropped=frozenset({"住址"})), ON)
    assert both.reason.zh == "信息项已不在目录中，条目已变更：住址；该资源没有这些信息项：电话"
    never = may_use(replace(USE, items=("电话",)), around(city, C, items=()), ON)
    assert never.reason.zh == "该资源没有这些信息项：电话"


@pytest.mark.parametrize(
    ("city", "rules"), [("CZ", ()), ("JZ", ("JZ-7",)), ("JI", ("JI-7",)), ("WH", ("WH-6",)), ("CS", ())]
)
def test_what_the_catalogue_does_not_list_is_not_had_where_a_text_makes_it_the_basis_of_sharing(
    city: str, rules: tuple[str, ...]
) -> None:
    asked = replace(USE, items=("电话",))
    assert may_use(asked, around(city, C, items=()), ON).rules == rules
    held = may_use(asked, around(None, C, replace(GRANT, policy=city), items=()), ON)
    assert (held.answer, held.rules) == (NO, rules), "of what a grant permits nobody asks whose policy binds"
    both = may_use(replace(USE, items=("住址", "电话")), around(city, C, items=(), dropped=frozenset({"住址"})), ON)
    assert set(rules) <= set(both.rules)


def test_a_use_while_its_grant_waited_says_so_by_the_article_that_asks_for_the_agreement() -> None:
    waiting = replace(GRANT, policy="JZ", agreement_asked=True, items=frozenset({"姓名"}))
    used = DataUse("U-1", "USE-1", "E-1", NOON, 1, Purpose.DATA_CHECK, "平台", grant="Q/G", items=("姓名",))
    assert outside_grant(used, waiting, WHOLE) == Outside("U-1", (UseFault.WAITING,), ("JZ-11",))
    more = outside_grant(replace(used, items=("住址",)), waiting, WHOLE)
    assert more is not None
    assert more.faults == (UseFault.WAITING, UseFault.ITEMS)
    assert {"JZ-11", "JZ-22"} <= set(more.rules)
    ended = outside_grant(used, replace(waiting, ended_on=ON), WHOLE)
    assert ended is not None
    assert ended.faults == (UseFault.DAY,)
    assert outside_grant(used, replace(waiting, agreement_on=ON), WHOLE) is None


def test_a_use_that_says_no_items_is_one_of_all_of_them_as_where_it_is_asked_for() -> None:
    used = DataUse("U-1", "USE-1", "E-1", NOON, 1, Purpose.DATA_CHECK, "平台", grant="Q/G")
    for items, inside in ((frozenset[str](), True), (frozenset(WHOLE), True), (frozenset({"姓名"}), False)):
        found = outside_grant(used, replace(GRANT, items=items), WHOLE)
        assert (found.faults if found else ()) == (() if inside else (UseFault.ITEMS,))


@pytest.mark.parametrize(("city", "rule"), [("CZ", "CZ-9.1"), ("JI", "JI-19.2")])
def test_the_article_on_base_items_is_cited_of_what_is_in_a_base_library(city: str, rule: str) -> None:
    for base_of, cited in ((frozenset({city}), True), (frozenset({"WH"}), False), (frozenset[str](), False)):
        found = may_use(USE, around(city, C, base_of=base_of), ON)
        assert (found.answer, rule in found.rules) == (APPLICATION, cited)


def test_the_article_on_units_concerned_is_cited_of_what_is_about_such_an_affair() -> None:
    for affair, cited in ((Affair.PENALTY, True), (None, False)):
        found = may_use(USE, around("CS", C, affair=affair), ON)
        assert (found.answer, "CS-28" in found.rules) == (APPLICATION, cited)


def test_what_has_to_be_asked_for_or_is_not_shared_is_named_in_both_languages() -> None:
    for city, sharing in (("CZ", C), ("JZ", R)):
        found = may_use(USE, around(city, sharing), ON)
        assert ("姓名" in found.reason.zh, "姓名" in found.reason.en) == (True, True), city
    whole = may_use(USE, replace(around("CZ", C), items=()), ON)
    assert ("整项资源" in whole.reason.zh, "the whole resource" in whole.reason.en) == (True, True)


BETWEEN = {"CZ": "CZ-3", "JZ": "JZ-2", "JI": "JI-2", "WH": "WH-2", "CS": "CS-2"}


@pytest.mark.parametrize("city", BETWEEN)
@pytest.mark.parametrize("kind", ConsumerKind)
def test_who_is_no_department_nor_a_system_of_one_has_nothing_without_a_grant(city: str, kind: ConsumerKind) -> None:
    """Whatever its sharing type, and also where a department would not have to ask."""
    shared: tuple[dict[str, Any], ...] = ({}, {"exclusive": True}, {"base_of": frozenset({city})})
    for sharing, more in itertools.product(SharingType, shared):
        entry = around(city, sharing, consumer=kind, kind=ItemKind.BASE, **more)
        found = may_use(USE, entry, ON)
        if kind in USING_DEPARTMENTS:
            assert found == may_use(USE, replace(entry, consumer=ConsumerKind.DEPARTMENT), ON)
            assert BETWEEN[city] not in found.rules
        else:
            assert (found.answer, found.grant) == (NO, None)
            assert BETWEEN[city] in found.rules
            assert set(found.rules).isdisjoint({"CZ-11", "JZ-14.1", "JI-19.1", "WH-13", "CS-29"})
            granted = replace(GRANT, policy=city)
            assert may_use(USE, replace(entry, grants=(granted,)), ON).answer is YES, "what was granted stands"


def test_who_stands_for_a_department_that_is_not_there_uses_nothing_whatever_was_granted_to_it() -> None:
    kept = replace(GRANT, policy="JZ")
    for found in (around("WH", U, gone="旧局"), around(None, C, kept, gone="旧局"), around(None, C, gone="旧局")):
        answer = may_use(USE, found, ON)
        assert (answer.answer, answer.grant) == (NO, None)
        assert "旧局" in answer.reason.zh
    cited = [may_use(USE, around("WH", U, gone="旧局"), ON), may_use(USE, around(None, C, kept, gone="旧局"), ON)]
    assert [each.rules[0].partition("-")[0] for each in cited] == ["WH", "JZ"], "where no policy binds the grant's"


@pytest.mark.parametrize("city", BETWEEN)
@pytest.mark.parametrize("sharing", SharingType)
def test_what_a_department_provides_it_uses_itself_and_its_systems_do(city: str, sharing: SharingType) -> None:
    for kind in USING_DEPARTMENTS:
        found = may_use(USE, around(city, sharing, consumer=kind, own=True), ON)
        assert (found.answer, found.grant) == (YES, None)
        assert BETWEEN[city] in found.rules


@pytest.mark.parametrize(("city", "answer"), [("JZ", YES), ("WH", APPLICATION)])
def test_who_stands_on_the_list_of_the_entry_needs_no_application_where_the_text_says_so(
    city: str, answer: UseAnswer
) -> None:
    found = may_use(USE, around(city, C, exclusive=True), ON)
    assert found.answer is answer
    assert ("JZ-15.4" in found.rules) is (city == "JZ")


def test_nobody_is_on_a_list_for_what_is_not_shared() -> None:
    found = may_use(USE, around("JZ", R, exclusive=True), ON)
    assert (found.answer, found.rules) == (NO, ("JZ-10.3",))


def test_what_is_not_shared_any_longer_is_had_by_the_grant_that_stands_and_said_to_be() -> None:
    found = may_use(USE, around("WH", R, GRANT), ON)
    assert (found.answer, found.grant, "不予共享" in found.reason.zh) == (YES, "Q/G", True)
    assert "不予共享" not in may_use(USE, around("WH", C, GRANT), ON).reason.zh


def test_where_the_entry_asks_for_an_agreement_what_needs_no_application_says_so() -> None:
    """JZ-15.4 spares the application and its review, and not what the entry is published with (JZ-11)."""
    found = may_use(USE, around("JZ", C, exclusive=True, agreement=True), ON)
    assert (found.answer, found.rules) == (YES, ("JZ-15.4", "JZ-11"))
    assert "安全协议" in found.reason.zh
    found = may_use(USE, around("WH", U, agreement=True), ON)
    assert (found.answer, found.rules, "安全协议" in found.reason.zh) == (YES, ("WH-13",), True)


@pytest.mark.parametrize("sharing", [C, R])
def test_what_an_affair_concerns_is_had_directly_by_the_units_concerned_where_the_text_says_so(
    sharing: SharingType,
) -> None:
    about = {"affair": Affair.PENALTY, "concerned": True}
    found = may_use(USE, around("CS", sharing, **about), ON)
    assert (found.answer, found.rules) == (YES, ("CS-28",))
    whole = may_use(USE, around("CS", sharing, **about, items=()), ON)
    assert (whole.answer, whole.rules) == (YES, ("CS-28",))
    for city, other in (("CS", {"concerned": False}), ("CS", {"affair": None}), ("WH", {})):
        asked = NO if city == "CS" and sharing is R else APPLICATION
        assert may_use(USE, around(city, sharing, **about | other), ON).answer is asked, (city, other)


@pytest.mark.parametrize(
    ("changes", "use", "answer"),
    [
        ({}, {}, YES),
        ({"items": frozenset({"姓名"})}, {}, YES),  # all that there is today
        ({"items": frozenset({"登记日期"})}, {}, APPLICATION),  # all of the resource is asked for
        ({"items": frozenset({"姓名"})}, {"items": ("姓名",)}, YES),
        ({"items": frozenset({"登记日期"})}, {"items": ("姓名",)}, APPLICATION),
        ({}, {"purpose": Purpose.REFERENCE}, APPLICATION),
        ({"valid_from": date(2026, 3, 19)}, {}, APPLICATION),
        ({"valid_until": ON}, {}, YES),
        ({"valid_until": date(2026, 3, 17)}, {}, APPLICATION),
        ({"ended_on": ON}, {}, APPLICATION),
        ({"ended_on": date(2026, 3, 19)}, {}, YES),  # as it was on that day
        ({"agreement_asked": True}, {}, NO),
        ({"agreement_asked": True, "agreement_on": date(2026, 3, 19)}, {}, NO),
        ({"agreement_asked": True, "agreement_on": ON}, {}, YES),
    ],
)
def test_a_grant_permits_its_items_and_its_purpose_on_its_days(
    changes: dict[str, Any], use: dict[str, Any], answer: UseAnswer
) -> None:
    found = may_use(replace(USE, **use), around("WH", C, replace(GRANT, **changes)), ON)
    assert found.answer is answer
    assert (found.grant == "Q/G") or answer is APPLICATION


def several(city: str, *grants: HeldGrant, items: tuple[str, ...]) -> Surroundings:
    """Around an entry of a base library: 号码 is a base item, 名称 unconditional, the rest conditional."""
    kinds = {"号码": (ItemKind.BASE, C), "名称": (ItemKind.BUSINESS, U)}
    asked = tuple(AskedItem(name, *kinds.get(name, (ItemKind.BUSINESS, C))) for name in items)
    return replace(around(city, C, *grants, base_of=frozenset({city})), items=asked)


FIRST = replace(GRANT, id="Q/1", items=frozenset({"日期"}))
SECOND = replace(GRANT, id="Q/2", items=frozenset({"结果"}))


@pytest.mark.parametrize(
    ("city", "grants", "items", "answer", "grant", "rules"),
    [
        ("CZ", (FIRST,), "号码", YES, None, {"CZ-9.1"}),
        ("CZ", (FIRST,), "日期", YES, "Q/1", {"CZ-13"}),
        ("CZ", (FIRST,), "号码 日期", YES, "Q/1", {"CZ-9.1", "CZ-13"}),
        ("CZ", (FIRST,), "号码 名称 日期", YES, "Q/1", {"CZ-9.1", "CZ-11", "CZ-13"}),
        ("CZ", (FIRST, SECOND), "日期 结果", YES, "Q/1", {"CZ-13"}),
        ("CZ", (FIRST, SECOND), "名称 日期 结果", YES, "Q/1", {"CZ-11", "CZ-13"}),
        ("CZ", (FIRST,), "号码 日期 结果", APPLICATION, "Q/1", {"CZ-11"}),
        ("CZ", (FIRST, replace(SECOND, purpose=Purpose.REFERENCE)), "日期 结果", APPLICATION, "Q/1", {"CZ-11"}),
        ("CZ", (FIRST, replace(SECOND, ended_on=ON)), "日期 结果", APPLICATION, "Q/2", {"CZ-11"}),
        ("JI", (FIRST,), "号码 日期", YES, "Q/1", {"JI-19.2"}),
        ("JI", (FIRST, SECOND), "号码 日期 结果", YES, "Q/1", {"JI-19.2"}),
        ("JI", (FIRST,), "号码 日期 结果", APPLICATION, "Q/1", {"JI-19.1"}),
        ("WH", (FIRST,), "名称 日期", YES, "Q/1", {"WH-13"}),
        ("WH", (FIRST,), "号码 日期", APPLICATION, "Q/1", {"WH-13"}),
        ("JZ", (FIRST, replace(SECOND, agreement_asked=True)), "日期 结果", NO, "Q/2", {"JZ-11"}),
    ],
)  # fmt: skip
def test_each_item_stands_on_its_own_right_and_only_what_has_none_is_asked_for(
    city: str, grants: tuple[HeldGrant, ...], items: str, answer: UseAnswer, grant: str | None, rules: set[str]
) -> None:
    names = tuple(items.split())
    own = tuple(replace(each, policy=city) for each in grants)
    found = may_use(replace(USE, items=names), several(city, *own, items=names), ON)
    assert (found.answer, found.grant) == (answer, grant)
    assert rules <= set(found.rules)
    if answer is APPLICATION:
        assert "日期" not in found.reason.zh
        assert ("号码" in found.reason.zh) is (city == "WH")


@pytest.mark.parametrize(
    ("city", "policy", "items"),
    [("CZ", "CZ", "日期 结果"), (None, "CZ", "日期 结果")],
)
def test_grants_together_permit_also_where_no_policy_binds_any_more(city: str | None, policy: str, items: str) -> None:
    names = tuple(items.split())
    grants = tuple(replace(each, policy=policy) for each in (FIRST, SECOND))
    entry = replace(several("CZ", *grants, items=names), policy=city)
    assert may_use(replace(USE, items=names), entry, ON).answer is YES


@pytest.mark.parametrize(
    ("items", "grants", "inside"),
    [
        ("日期", (FIRST,), True), ("号码", (FIRST,), True), ("号码 日期", (FIRST,), True),
        ("日期 结果", (FIRST, SECOND), True), ("号码 日期 结果", (FIRST, SECOND), True),
        ("日期 结果", (FIRST,), False), ("号码 结果", (FIRST,), False), ("日期 没有", (FIRST, SECOND), False),
        ("日期 结果", (FIRST, replace(SECOND, ended_on=ON)), False),
    ],
)  # fmt: skip
def test_a_use_by_a_grant_is_inside_with_what_is_had_beside_it(
    items: str, grants: tuple[HeldGrant, ...], *, inside: bool
) -> None:
    names = tuple(items.split())
    there = tuple(each for each in names if each != "没有")
    used = DataUse("U-1", "USE-1", "E-1", NOON, 1, Purpose.DATA_CHECK, "平台", grant="Q/1", items=names)
    found = outside_grant(used, FIRST, there, several("CZ", *grants, items=there))
    assert (found.faults if found else ()) == (() if inside else (UseFault.ITEMS,))


@pytest.mark.parametrize(
    ("items", "rule", "faults"),
    [
        ("号码 日期", "CZ-9.1", ()), ("号码 日期", "CZ-13", (UseFault.RULE,)),
        ("日期", "CZ-9.1", (UseFault.NOT_DIRECT,)),
        ("号码 日期 结果", "CZ-9.1", (UseFault.NOT_DIRECT,)),
    ],
)  # fmt: skip
def test_a_use_by_an_article_is_inside_with_what_a_grant_permits_beside_it(
    items: str, rule: str, faults: tuple[UseFault, ...]
) -> None:
    names = tuple(items.split())
    used = DataUse("U-1", "USE-1", "E-1", NOON, 1, Purpose.DATA_CHECK, "平台", rule=rule, items=names)
    found = outside_rule(used, several("CZ", FIRST, items=names))
    assert (found.faults if found else ()) == faults


def test_who_was_cut_off_is_told_so_with_the_article_beside_that_he_has_to_ask() -> None:
    kept = replace(GRANT, policy="JZ", ended_on=date(2026, 3, 2), ended_by=GrantEvent.WITHDRAW)
    answer = may_use(USE, around("JZ", C, kept), ON)
    assert (answer.answer, answer.grant, answer.rules[:2]) == (APPLICATION, "Q/G", ("JZ-22", "JZP-4.2"))
    assert answer.reason.zh.startswith("使用权已于2026-03-02收回，须重新提出申请")
    given_up = replace(kept, ended_by=GrantEvent.NO_LONGER_NEEDED)
    answer = may_use(USE, around("JZ", C, given_up), ON)
    assert (answer.answer, "JZ-22" in answer.rules) == (APPLICATION, False)
    assert answer.reason.zh.startswith("授权已于2026-03-02终止（不再使用），须重新提出申请")


def test_whose_grant_has_come_to_its_last_day_is_told_so_and_not_that_he_asks_for_something_else() -> None:
    over, other = replace(GRANT, valid_until=date(2026, 3, 17)), replace(GRANT, id="Q/O", purpose=Purpose.OTHER)
    answer = may_use(USE, around("WH", C, over, other), ON)
    assert (answer.answer, answer.grant) == (APPLICATION, "Q/G")
    assert answer.reason.zh == "授权已于2026-03-17到期，须重新提出申请：姓名"
    assert answer.rules == ("WH-13", "WH-5.2")
    assert may_use(USE, around("WH", C, over), date(2026, 3, 17)).answer is YES
    earlier = replace(over, id="Q/E", ended_on=date(2026, 3, 2), ended_by=GrantEvent.WITHDRAW)
    assert may_use(USE, around("WH", C, earlier, over), ON).grant == "Q/G", "the one that ended last"
    elsewhere = may_use(replace(USE, purpose=Purpose.ADMINISTRATIVE_BASIS), around("WH", C, over), ON)
    assert "到期" not in elsewhere.reason.zh


@pytest.mark.parametrize(
    ("agreed", "day", "stood"),
    [
        (None, 4, None), (None, 5, GrantState.WAITING), (None, 19, GrantState.WAITING), (None, 20, GrantState.ENDED),
        (10, 4, None), (10, 9, GrantState.WAITING), (10, 10, GrantState.ACTIVE), (10, 19, GrantState.ACTIVE),
        (10, 20, GrantState.ENDED), (10, 28, GrantState.ENDED),
    ],
)  # fmt: skip
def test_a_grant_that_ended_before_its_agreement_came_has_permitted_nothing_on_any_day(
    agreed: int | None, day: int, stood: GrantState | None
) -> None:
    agreement_on = date(2026, 2, agreed) if agreed else None
    held = replace(GRANT, ended_on=date(2026, 2, 20), agreement_asked=True, agreement_on=agreement_on)
    on = date(2026, 2, day)
    assert held.on(on) is stood
    answer = {None: APPLICATION, GrantState.WAITING: NO, GrantState.ACTIVE: YES, GrantState.ENDED: APPLICATION}[stood]
    assert may_use(USE, around("WH", C, held), on).answer is answer


def test_a_grant_that_waits_cites_the_article_that_asks_for_the_agreement() -> None:
    waiting = replace(GRANT, agreement_asked=True, policy="JZ")
    assert may_use(USE, around("JZ", C, waiting), ON).rules == ("JZ-11",)


@pytest.mark.parametrize(
    "changes", [{"consumer": None}, {"published": False}, {"items": ()}, {"policy": None, "grants": ()}]
)
def test_what_is_not_there_is_used_by_nobody(changes: dict[str, Any]) -> None:
    asked = replace(USE, items=("姓名",))
    assert may_use(asked, replace(around("WH", U, GRANT), **changes), ON).answer is NO


def test_the_sentence_of_an_open_objection_goes_with_every_answer_about_the_data() -> None:
    doubted = ("WH", "2026-03-02T10:00:00+08:00")
    for sharing in SharingType:
        assert may_use(USE, around("WH", sharing, doubted=doubted), ON).doubted == doubted
    assert may_use(USE, around("WH", U, doubted=doubted, published=False), ON).doubted is None


@pytest.mark.parametrize(
    ("cycle", "newest", "said"),
    [
        (UpdateCycle.DAILY, None, Freshness.NO_FACTS),
        (UpdateCycle.IRREGULAR, None, Freshness.NO_FACTS),
        (UpdateCycle.IRREGULAR, date(2020, 1, 1), Freshness.NOT_MEASURED),
        (UpdateCycle.DAILY, date(2026, 3, 17), Freshness.FRESH),
        (UpdateCycle.DAILY, date(2026, 3, 16), Freshness.STALE),
        (UpdateCycle.MONTHLY, date(2026, 2, 15), Freshness.FRESH),
        (UpdateCycle.MONTHLY, date(2026, 2, 14), Freshness.STALE),
        (UpdateCycle.YEARLY, date(2025, 3, 18), Freshness.FRESH),
    ],
)
def test_data_are_fresh_for_one_cycle_and_without_facts_nothing_is_said(
    cycle: UpdateCycle, newest: date | None, said: Freshness
) -> None:
    assert freshness(cycle, newest, ON) is said
