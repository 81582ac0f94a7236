"""Cases of entries in all five cities: from nothing to the catalogue by the posts of the text, and out of it again."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, LiteralString

import pytest
from builders import catalogue as build
from builders.approval import ABOVE, BUREAU, GOVERNMENT, NOW, OTHER, PATHS, WITHIN, Cities, E, draft
from builders.city import ADMIN

from graph.cases.desk import Office
from graph.errors import Refusal
from graph.law.policies import policy
from graph.law.scope import scope_of
from graph.office.actor import Actor
from graph.office.review import SeveralReasons
from graph.store.view import View
from graph.subjects.entries.approving import Said, begin, move_entry, register_entry
from graph.subjects.entries.contents import changes
from graph.subjects.entries.desk import register
from graph.subjects.entries.judging import Way, judge
from graph.subjects.entries.membership import add_memberships
from graph.subjects.entries.memory import contents_of_version
from graph.subjects.entries.registering import judge_registrations
from graph.subjects.organisation.desk import Organisation, establish
from graph.subjects.people.desk import principal_of
from graph.subjects.sources.desk import Sources, add_sources
from graph.words.entries import EntryDraft, OpeningType, SharingType
from graph.words.entry_cases import CauseKind, Ground, Reviewed
from graph.words.organisation import Post, PostKind, Succession, SuccessionKind
from graph.words.people import Role


async def refused(act: Any) -> tuple[str, tuple[str, ...]]:
    with pytest.raises(Refusal) as found:
        await act
    return found.value.code, found.value.rules


async def test_an_entry_comes_into_the_catalogue_by_the_posts_of_each_city_and_by_no_shorter_way(
    cities: Cities,
) -> None:
    for city, path in PATHS.items():
        entry = draft(city)
        case = await cities.register(city, entry)
        assert await cities.state(case) == ["REGISTERED", None]
        for event, post in path:
            assert await cities.entry(entry.code) is None, "nobody else sees a version that is prepared"
            for other in {*ABOVE, *WITHIN} - {post}:
                assert (await refused(cities.move(city, case, event, other)))[0] == "ANOTHER_POST", (city, event, other)
            await cities.move(city, case, event, post)
        assert await cities.entry(entry.code) == ["PUBLISHED", 1, "UNCONDITIONAL"]
        assert await cities.state(case) == ["PUBLISHED", None]
        kept = await cities.store.read(
            "MATCH (v:EntryVersion {id: $id}) RETURN [v.cause, v.causeKind, size(v.releaseReview)]",
            id=f"{entry.code}@1",
        )
        points = policy(city).release_review
        assert kept == ["机构职能调整", "DUTY_MOVED", len(points.value) if points else 0]
        assert (await refused(cities.move(city, case, E.PUBLISH, path[-1][1])))[0] == "NO_SUCH_MOVE"


async def test_in_changsha_what_is_not_shared_waits_for_the_authority_and_registrar_and_reviewer_are_two_people(
    cities: Cities,
) -> None:
    entry = draft("CS", sharing=SharingType.REFUSED, bases=("LAW-1",))
    case = await cities.register("CS", entry)
    await cities.move("CS", case, E.REVIEW, PostKind.REVIEWER)
    early = cities.move("CS", case, E.PUBLISH, PostKind.REVIEWER)
    assert await refused(early) == ("CONDITION_MISSING", ("CS-14",))
    await cities.move("CS", case, E.CONFIRM_REFUSED, PostKind.AUTHORITY_OFFICER)
    await cities.move("CS", case, E.PUBLISH, PostKind.REVIEWER)
    assert await cities.entry(entry.code) == ["PUBLISHED", 1, "REFUSED"]
    other = await cities.register("CS", draft("CS", 2))
    office = await cities.office("CS", PostKind.REVIEWER)
    registrar = replace(office.actor.principal, subject="CS-CATALOGUER")
    himself = replace(office, actor=replace(office.actor, principal=registrar))
    assert await refused(move_entry(himself, other, E.REVIEW, Said())) == ("ANOTHER_POST", ("CS-15", "CS-17"))


async def test_in_jiaozuo_the_authority_fixes_another_type_and_reviews_an_update_within_five_working_days(
    cities: Cities,
) -> None:
    entry = draft("JI")
    case = await cities.register("JI", entry)
    await cities.move("JI", case, E.REVIEW, PostKind.AUTHORITY_OFFICER)
    fixed: dict[str, Any] = {"sharing": SharingType.CONDITIONAL}
    found = cities.move("JI", case, E.FIX_TYPE, PostKind.AUTHORITY_OFFICER, **fixed)
    assert (await refused(found))[0] == "CONDITIONAL_WITHOUT_CONDITION"
    assert await cities.state(case) == ["REVIEWED", None]
    await cities.move("JI", case, E.SEND_BACK, PostKind.AUTHORITY_OFFICER, words="请写明共享条件")
    assert await cities.state(case) == ["DRAFT", None]
    assert [(each.id, each.yours, each.overdue) for each in await cities.waiting("JI", PostKind.CATALOGUER)] == [
        (case, True, False)
    ]
    done = await cities.published("JI", replace(entry, **fixed, sharing_condition="办理落户时使用"))
    assert done == case
    assert await cities.waiting("JI", PostKind.CATALOGUER) == ()
    clerk = await cities.office("JI", PostKind.CATALOGUER)
    said = Said(ground=Ground(CauseKind.LAW_AMENDED, "条例修订"))
    changing = await begin(clerk, entry.code, E.CHANGE, said)
    assert await cities.state(changing) == ["CHANGING", None]
    again = await cities.register("JI", replace(entry, **fixed, sharing_condition="办理落户、入学时使用"))
    assert again == changing
    assert await cities.state(again) == ["REGISTERED", "2026-03-09"]
    assert await cities.entry(entry.code) == ["PUBLISHED", 1, "CONDITIONAL"]
    before, after = await cities.store.read("MATCH (c:EntryCase {id: $id}) RETURN [c.follows, c.content]", id=again)
    (changed,) = changes(before, after)
    assert (changed.path, changed.before, changed.after) == (
        "sharingCondition", "办理落户时使用", "办理落户、入学时使用",
    )  # fmt: skip
    for event, post in PATHS["JI"]:
        await cities.move("JI", again, event, post)
    assert await cities.entry(entry.code) == ["PUBLISHED", 2, "CONDITIONAL"]


async def test_what_stands_against_a_type_that_is_fixed_is_said_where_it_is_fixed(cities: Cities) -> None:
    case = await cities.register("JI", draft("JI"))
    await cities.move("JI", case, E.REVIEW, PostKind.AUTHORITY_OFFICER)
    with pytest.raises(Refusal) as found:
        await cities.move("JI", case, E.FIX_TYPE, PostKind.AUTHORITY_OFFICER, sharing=SharingType.CONDITIONAL)
    assert (found.value.code, found.value.path) == ("CONDITIONAL_WITHOUT_CONDITION", ("sharing",))


async def test_in_jiaozuo_what_is_not_shared_rests_on_law_or_policy_or_says_why_and_is_not_open_to_all(
    cities: Cities,
) -> None:
    refuse: dict[str, Any] = {"sharing": SharingType.REFUSED}

    async def fixed(number: int, words: str = "", **entry: Any) -> str:
        proposed = replace(draft("JI"), code=f"{draft('JI').code[:-1]}{number}", name=f"婚姻登记{number}", **entry)
        case = await cities.register("JI", proposed)
        await cities.move("JI", case, E.REVIEW, PostKind.AUTHORITY_OFFICER)
        await cities.move("JI", case, E.FIX_TYPE, PostKind.AUTHORITY_OFFICER, **refuse, words=words)
        return str((await cities.state(case))[0])

    assert await refused(fixed(2)) == ("CONDITION_MISSING", ("JI-18",))
    assert await fixed(3, bases=("LAW-1",)) == "TYPED"
    assert await fixed(4, words="依据《个人信息保护法》第二十八条") == "TYPED"
    assert (await refused(fixed(5, bases=("LAW-1",), opening=OpeningType.UNCONDITIONAL)))[0] == (
        "OPEN_THOUGH_NOT_SHARED"
    )


async def test_that_a_table_has_put_an_entry_into_a_library_is_no_change_of_its_next_version(cities: Cities) -> None:
    one, libraries = draft("WH"), [build.library(each, lead=BUREAU["WH"]) for each in ("LIB-1", "LIB-2")]
    await add_sources(cities.store, Sources(libraries=tuple(libraries)), ADMIN)
    await cities.published("WH", one)
    await add_memberships(cities.store, [(one.code, "LIB-1")], ADMIN)

    async def told(proposed: EntryDraft) -> tuple[list[str], list[str]]:
        clerk = await cities.office("WH", PostKind.CATALOGUER)
        await begin(clerk, one.code, E.CHANGE, Said(ground=Ground(CauseKind.OTHER, "修订")))
        case = await cities.register("WH", proposed)
        follows, content = await cities.store.read(
            "MATCH (c:EntryCase {id: $id}) RETURN [c.follows, c.content]", id=case
        )
        await cities.move("WH", case, E.PUBLISH, PostKind.PLATFORM_OFFICER)
        number = await cities.store.read("MATCH (r:Resource {id: $id}) RETURN r.version", id=one.code)
        (found,) = await contents_of_version(clerk.view, [f"{one.code}@{number}"])
        after, before, stood_in = found
        return ([each.path for each in changes(follows, content)],
                [each.path for each in changes(before, after, stood_in)])  # fmt: skip

    put = replace(one, libraries=("LIB-1",), summary="另述")
    assert await told(put) == (["summary"], ["summary"])
    both = replace(put, libraries=("LIB-1", "LIB-2"))
    assert await told(both) == (["libraries"], ["libraries"]), "what somebody adds is a change"
    assert await told(replace(both, libraries=())) == (["libraries"], ["libraries"])


async def test_why_an_entry_is_taken_out_is_asked_by_the_name_of_its_field(cities: Cities) -> None:
    await cities.published("WH", draft("WH"))
    clerk = await cities.office("WH", PostKind.CATALOGUER)
    with pytest.raises(Refusal) as found:
        await begin(clerk, draft("WH").code, E.WITHDRAW, Said(" "))
    assert found.value.path == ("words",)


@pytest.mark.parametrize(
    ("city", "article"), [("CZ", None), ("JZ", "JZ-9"), ("JI", "JI-23"), ("WH", "WH-9"), ("CS", "CS-20")]
)
async def test_what_another_department_shares_already_is_not_collected_twice_but_by_law(
    cities: Cities, city: str, article: str | None
) -> None:
    ours, clerk = draft(city), await cities.office(city, PostKind.CATALOGUER)
    theirs = replace(ours, code=f"{ours.code[:-1]}8", provider=OTHER[city], items=(*ours.items, build.item("事项", 3)))
    more = replace(ours, items=(*ours.items, build.item("登记机关", 3)))

    numbers = iter((*range(2, 8), 0, 9))

    async def told(proposed: EntryDraft) -> tuple[str | None, tuple[str, ...], str | None]:
        try:
            await cities.register(city, replace(proposed, code=f"{ours.code[:-1]}{next(numbers)}"))
        except Refusal as refusal:
            return refusal.code, refusal.rules, refusal.limit
        return None, (), None

    taken = (None, (), None)
    twice = ("CONDITION_MISSING", (article,), theirs.code) if article else taken
    await register(cities.store, [theirs], ADMIN, "接管")
    assert await told(ours) == taken  # it is not published
    await register(cities.store, [theirs], ADMIN, "接管", publish=True)
    assert await told(ours) == twice
    assert await told(more) == taken
    for name in (" ".join(ours.name), f"{ours.name}（本局）", f"{ours.name}。"):
        assert await told(replace(ours, name=name)) == twice, "no blank and no addition makes another resource of it"
    assert await told(replace(ours, bases=("LAW-1",))) == (twice if city == "CS" else taken)
    hidden = replace(theirs.items[0], sharing=SharingType.REFUSED)
    if city != "CS":  # where nobody lists what is not shared without the authority
        withheld = replace(theirs, items=(hidden, *theirs.items[1:]), bases=("LAW-1",))
        await register(cities.store, [withheld], ADMIN, "接管", publish=True)
        assert await told(ours) == taken
    await register(cities.store, [theirs, ours], ADMIN, "接管", publish=True)
    assert (await judge(cities.store, [ours], clerk.actor, way=Way.BY_CASE)).setting.elsewhere(ours) is None


@dataclass(frozen=True)
class Told:
    """What is told of entries beside those of another department."""

    cities: Cities

    async def of(self, proposed: EntryDraft) -> list[tuple[str, str]]:
        clerk = await self.cities.office("WH", PostKind.CATALOGUER)
        judged = await judge(self.cities.store, [proposed], clerk.actor, way=Way.BY_CASE)
        found = [each for each in judged.review.hints if each.code == "ITEMS_ELSEWHERE"]
        return [(each.value or "", each.message.zh) for each in found]


def with_items(one: EntryDraft, *names: str) -> EntryDraft:
    return replace(one, items=tuple(build.item(name, at) for at, name in enumerate(names, 1)))


def already(names: str, theirs: EntryDraft) -> list[tuple[str, str]]:
    words = f"信息项{names}已由条目 {theirs.code} {theirs.name} 共享；能共享获取的不重复采集，请先申请使用"
    return [(theirs.code, words)]


async def test_items_that_another_department_shares_are_told_by_name_whatever_the_entry_is_called(
    cities: Cities,
) -> None:
    ours = with_items(draft("WH"), "姓名", "婚龄", "籍贯地")
    theirs = replace(ours, code=f"{ours.code[:-1]}8", name="社会事务登记", provider=OTHER["WH"])
    await register(cities.store, [theirs], ADMIN, "接管", publish=True)
    told, every = Told(cities), already("“姓名”、“婚龄”、“籍贯地”", theirs)
    assert await told.of(ours) == every
    assert await told.of(with_items(ours, "姓名", "婚龄", "籍贯地", "登记和备案的机关全称")) == every, "one item more"
    assert await told.of(with_items(ours, "姓名", "婚龄", "档案编号", "经办的窗口")) == [], "most of it is its own"
    marked = replace(ours, items=tuple(replace(item, identifier=item.name != "婚龄") for item in ours.items))
    assert await told.of(marked) == [], "what identifies somebody stands everywhere"
    assert await told.of(replace(ours, provider=OTHER["WH"])) == []
    hidden = replace(theirs.items[1], sharing=SharingType.REFUSED)
    withheld = replace(theirs, items=(theirs.items[0], hidden, theirs.items[2]), bases=("LAW-1",))
    await register(cities.store, [withheld], ADMIN, "接管", publish=True)
    assert await told.of(ours) == already("“姓名”、“籍贯地”", theirs)


async def test_where_no_text_says_that_nothing_is_collected_twice_nothing_is_told_of_it(cities: Cities) -> None:
    ours = with_items(draft("CZ"), "婚龄", "籍贯地")
    theirs = replace(ours, code=f"{ours.code[:-1]}8", name="社会事务登记", provider=OTHER["CZ"])
    await register(cities.store, [theirs], ADMIN, "接管", publish=True)
    clerk = await cities.office("CZ", PostKind.CATALOGUER)
    judged = await judge(cities.store, [ours], clerk.actor, way=Way.BY_CASE)
    assert "ITEMS_ELSEWHERE" not in {each.code for each in judged.review.hints}


async def test_an_entry_of_the_same_name_with_one_item_more_is_told_what_is_shared_of_it(cities: Cities) -> None:
    ours = replace(draft("WH"), items=build.entry("x", items=("姓名", "住址", "婚龄", "登记日期")).items)
    theirs = replace(ours, code=f"{ours.code[:-1]}8", provider=OTHER["WH"], items=ours.items[:3])
    await register(cities.store, [theirs], ADMIN, "接管", publish=True)
    assert await Told(cities).of(ours) == already("“姓名”、“住址”、“婚龄”", theirs)
    await cities.register("WH", ours)


async def test_what_a_new_version_adds_is_told_and_what_it_has_said_before_is_not(cities: Cities) -> None:
    ours = with_items(draft("WH"), "档案编号", "经办的窗口", "归档的日期")
    await cities.published("WH", ours)
    theirs = with_items(ours, "婚龄", "籍贯地", "档案编号", "经办的窗口", "归档的日期")
    theirs = replace(theirs, code=f"{ours.code[:-1]}8", name="社会事务登记", provider=OTHER["WH"])
    await register(cities.store, [theirs], ADMIN, "接管", publish=True)
    assert await Told(cities).of(ours) == []
    more = replace(theirs, code=ours.code, provider=ours.provider)
    assert await Told(cities).of(more) == already("“婚龄”、“籍贯地”", theirs)


async def test_what_a_department_shared_that_is_gone_is_not_anothers_for_whoever_answers_for_it(
    cities: Cities,
) -> None:
    gone = replace(build.department(OTHER["WH"], "WH卫生健康委员会", parent=GOVERNMENT["WH"]), valid_until=NOW.date())
    ours, heir = draft("WH"), Succession(OTHER["WH"], BUREAU["WH"], NOW.date(), SuccessionKind.MERGED)
    theirs = replace(ours, code=f"{ours.code[:-1]}8", provider=OTHER["WH"])
    await register(cities.store, [theirs], ADMIN, "接管", publish=True)
    assert (await refused(cities.register("WH", ours)))[1] == ("WH-9",)
    assert await Told(cities).of(replace(ours, name="社会事务登记"))
    await establish(cities.store, Organisation(departments=(gone,), successions=(heir,)), cities.personal, ADMIN)
    assert await Told(cities).of(replace(ours, name="社会事务登记")) == []
    await cities.register("WH", ours)


async def test_an_entry_that_is_registered_alone_is_told_of_one_whose_name_differs_by_a_blank(cities: Cities) -> None:
    await register(cities.store, [replace(draft("WH"), name="养犬登记")], ADMIN, "接管", publish=True)
    clerk = await cities.office("WH", PostKind.CATALOGUER)
    found: dict[str, list[str]] = {}
    for name in ("养犬 登记", "养犬登记2", "养犬登记（二）", "养犬登记（区县）", "养犬备案"):
        one = replace(draft("WH"), name=name, code=f"{draft('WH').code[:-1]}7")
        judged = await judge(cities.store, [one], clerk.actor, way=Way.BY_CASE)
        found[name] = [each.message.zh for each in judged.review.hints if each.code == "NAME_NEAR_DUPLICATE"]
    near = f"与条目 {draft('WH').code} 养犬登记 的名称仅差序号、标点或空格，请确认不是重复登记"
    assert found == {
        "养犬 登记": [near],
        "养犬登记2": [near],
        "养犬登记（二）": [near],
        "养犬登记（区县）": [],
        "养犬备案": [],
    }


async def test_what_is_wrong_with_an_entry_is_said_by_its_fields_and_nothing_is_kept(cities: Cities) -> None:
    with pytest.raises(SeveralReasons) as found:
        await cities.register("WH", draft("WH", summary="", mode=None))
    assert [reason.path for reason in found.value.reasons] == [("entry", "summary"), ("entry", "mode")]
    office, nothing = await cities.office("WH", PostKind.CATALOGUER), Ground(CauseKind.OTHER, "新增")
    with pytest.raises(Refusal) as silent:
        await register_entry(office, draft("WH"), nothing)
    assert (silent.value.code, silent.value.rules) == ("RELEASE_REVIEW", ("WH-2", "WH-24"))
    points = policy("WH").release_review
    assert points is not None
    for words in ("—", "/", "无"):
        said = Ground(CauseKind.OTHER, "新增", tuple(Reviewed(point, words) for point in points.value))
        assert await refused(register_entry(office, draft("WH"), said)) == ("RELEASE_REVIEW", ("WH-2", "WH-24"))
    without = cities.register("WH", draft("WH", sharing=SharingType.REFUSED))
    assert await refused(without) == ("CONDITION_MISSING", ("WH-7",))
    assert (await refused(cities.register("WH", draft("WH", provider=OTHER["WH"]))))[0] == "ANOTHER_POST"
    assert await cities.store.read("MATCH (c:EntryCase) RETURN count(c)") == 0


async def test_of_two_who_register_or_publish_at_once_one_is_told_that_the_other_was_faster(cities: Cities) -> None:
    both = await asyncio.gather(*(cities.register("WH", draft("WH")) for _ in range(2)), return_exceptions=True)
    (case,) = {each for each in both if isinstance(each, str)}
    assert await cities.store.read("MATCH (c:EntryCase) RETURN count(c)") == 1
    publishing = (cities.move("WH", case, E.PUBLISH, PostKind.PLATFORM_OFFICER) for _ in range(2))
    done = await asyncio.gather(*publishing, return_exceptions=True)
    assert [each for each in done if isinstance(each, str)] == [case]
    assert {each.code for each in done if isinstance(each, Refusal)} <= {"CASE_MOVED", "NO_SUCH_MOVE"}
    assert await cities.entry(draft("WH").code) == ["PUBLISHED", 1, "UNCONDITIONAL"]


async def elsewhere(cities: Cities) -> Office:
    """A cataloguer of another department of the same city."""
    post = Post("WH-OTHER", PostKind.CATALOGUER, "WH-OTHER", "某", OTHER["WH"], date(2020, 1, 1))
    await establish(cities.store, Organisation(posts=(post,)), cities.personal, ADMIN)
    who, own = (
        await principal_of(cities.store, Role.STAFF, "WH-OTHER", NOW.date()),
        await cities.office("WH", PostKind.CATALOGUER),
    )
    return replace(own, view=replace(own.view, scope=scope_of(who, NOW.date())), actor=Actor(who, NOW))


def reviewed() -> Ground:
    points = policy("WH").release_review
    return Ground(CauseKind.OTHER, "登记", tuple(Reviewed(one, "已审查") for one in (points.value if points else ())))


async def test_to_whom_a_case_is_hidden_it_is_as_if_there_were_none(cities: Cities) -> None:
    theirs, foreign = draft("WH"), await elsewhere(cities)

    async def told(act: Any) -> Any:
        with pytest.raises(Refusal) as found:
            await act
        said = found.value
        return said.code, said.path, said.rules, said.value, said.limit, said.message

    async def acts(case: str) -> list[Any]:
        by_id = [await told(move_entry(foreign, case, event, Said("退回"))) for event in (E.PUBLISH, E.SEND_BACK)]
        by_code = [await told(begin(foreign, theirs.code, event, Said("原因"))) for event in (E.CHANGE, E.WITHDRAW)]
        return [[one[0] for one in by_id], by_code, await told(register_entry(foreign, theirs, reviewed()))]

    nothing = await acts("20260302-000000000000")
    case = await cities.register("WH", theirs)
    assert await acts(case) == nothing
    assert nothing[0] == ["NOT_FOUND", "NOT_FOUND"]
    assert [one[0] for one in nothing[1]] == ["NOT_FOUND", "NOT_FOUND"]
    assert nothing[2][0] == "ANOTHER_POST"
    for event, post in PATHS["WH"]:
        await cities.move("WH", case, event, post)
    published = await acts("20260302-000000000000")
    own = await cities.office("WH", PostKind.CATALOGUER)
    changing = await begin(own, theirs.code, E.CHANGE, Said("修订"))
    assert await acts(changing) == published, "nobody else learns that it is being changed"
    assert {one[0] for one in published[1]} == {"ANOTHER_POST"}


async def test_a_code_that_stands_in_anothers_case_is_taken_and_no_more_is_said(cities: Cities) -> None:
    await cities.register("WH", draft("WH"))
    foreign, mine = await elsewhere(cities), replace(draft("WH"), provider=OTHER["WH"])
    with pytest.raises(Refusal) as taken:
        await register_entry(foreign, mine, reviewed())
    said = taken.value
    assert (said.code, said.path, said.rules) == ("ENTRY_OF_ANOTHER", ("entry", "code"), ("GUIDE-1272",))
    assert BUREAU["WH"] not in str(said.message)
    (fault,) = (await judge_registrations(foreign, [mine], reviewed())).review.faults
    assert (fault.code, fault.path) == ("ENTRY_OF_ANOTHER", ("entries", "1", "code"))
    taken_over = await judge(cities.store, [mine], ADMIN, publish=True)
    assert "ENTRY_OF_ANOTHER" in {each.code for each in taken_over.review.faults}


async def test_who_succeeds_a_provider_goes_on_with_its_entries_and_with_what_was_on_its_way(cities: Cities) -> None:
    published, begun = draft("WH"), replace(draft("WH", 2), items=(build.item("收养日期"), build.item("收养人", 2)))
    await cities.published("WH", published)
    on_its_way = await cities.register("WH", begun)
    gone = replace(
        build.department(BUREAU["WH"], "WH民政局", parent=GOVERNMENT["WH"]), valid_until=NOW.date() - timedelta(days=1)
    )
    heirs = [
        Post(f"WH-H-{kind.name}", kind, f"WH-H-{kind.name}", "某", OTHER["WH"], date(2020, 1, 1))
        for kind in (PostKind.CATALOGUER, PostKind.PROVIDER_OFFICER)
    ]
    merged = Succession(BUREAU["WH"], OTHER["WH"], NOW.date() - timedelta(days=1), SuccessionKind.MERGED)
    changed = Organisation(departments=(gone,), posts=tuple(heirs), successions=(merged,))
    await establish(cities.store, changed, cities.personal, ADMIN)
    who = await principal_of(cities.store, Role.STAFF, "WH-H-CATALOGUER", NOW.date())
    view = View(cities.store, scope_of(who, NOW.date()), NOW.date())
    clerk = Office(cities.store, cities.personal, view, Actor(who, NOW))
    taken_over = [replace(each, provider=OTHER["WH"], summary="由承接部门继续维护") for each in (published, begun)]
    for own, code in ((False, "DEPARTMENT_ENDED"), (True, None)):
        change = await judge(
            cities.store, [taken_over[0] if own else replace(published, summary="改")], ADMIN, publish=True
        )
        assert [each.code for each in change.review.faults] == ([code] if code else [])
    await cities.move("WH", on_its_way, E.SEND_BACK, PostKind.PLATFORM_OFFICER, words="请由承接部门登记")
    together = await judge_registrations(clerk, taken_over, reviewed())
    assert together.review.faults == ()
    await begin(clerk, published.code, E.CHANGE, Said("机构合并"))
    for each, version in zip(taken_over, (2, 1), strict=True):
        case = await register_entry(clerk, each, reviewed())
        await cities.move("WH", case, E.PUBLISH, PostKind.PLATFORM_OFFICER)
        assert await cities.entry(each.code) == ["PUBLISHED", version, "UNCONDITIONAL"]
    provided = "MATCH (r:Resource)-[:PROVIDED_BY]->(d:Department) RETURN collect([r.id, r.providerId, d.id])"
    assert sorted(await cities.store.read(provided)) == sorted([each.code, *[OTHER["WH"]] * 2] for each in taken_over)
    stranger = replace(published, provider=GOVERNMENT["WH"])
    taken = await judge(cities.store, [stranger], ADMIN, publish=True)
    assert "ENTRY_OF_ANOTHER" in {each.code for each in taken.review.faults}


async def test_a_version_that_was_imported_meanwhile_is_not_written_over(cities: Cities) -> None:
    await cities.published("WH", draft("WH"))
    clerk = await cities.office("WH", PostKind.CATALOGUER)
    case = await begin(clerk, draft("WH").code, E.CHANGE, Said(ground=Ground(CauseKind.OTHER, "更正摘要")))
    await cities.register("WH", draft("WH", summary="新的摘要"))
    await register(cities.store, [draft("WH", summary="导入的摘要")], ADMIN, "导入", publish=True)
    late = cities.move("WH", case, E.PUBLISH, PostKind.PLATFORM_OFFICER)
    assert (await refused(late))[0] == "CASE_MOVED"
    await cities.move("WH", case, E.SEND_BACK, PostKind.PLATFORM_OFFICER, words="目录已有新版本")
    assert await cities.state(case) == ["CHANGING", None]
    await cities.register("WH", draft("WH", summary="新的摘要"))
    await cities.move("WH", case, E.PUBLISH, PostKind.PLATFORM_OFFICER)
    assert await cities.entry(draft("WH").code) == ["PUBLISHED", 3, "UNCONDITIONAL"]


async def test_an_entry_that_was_taken_over_and_never_published_is_taken_up_by_its_case(cities: Cities) -> None:
    await register(cities.store, [draft("WH")], ADMIN, "接管")
    case = await cities.register("WH", draft("WH", summary="核对后的摘要"))
    assert await cities.state(case) == ["REGISTERED", None]
    await cities.move("WH", case, E.PUBLISH, PostKind.PLATFORM_OFFICER)
    assert await cities.entry(draft("WH").code) == ["PUBLISHED", 2, "UNCONDITIONAL"]


async def test_an_import_lists_nothing_in_changsha_that_is_not_shared_and_that_nobody_confirmed(cities: Cities) -> None:
    secretive: dict[str, Any] = {"sharing": SharingType.REFUSED, "bases": ("LAW-1",)}
    alone = register(cities.store, [draft("CS", **secretive)], ADMIN, "导入", publish=True)
    with pytest.raises(Refusal) as found:
        await alone
    assert (found.value.code, found.value.rules, found.value.path) == (
        "CONDITION_MISSING", ("CS-14",), ("entries", "1", "sharing"),
    )  # fmt: skip
    item = replace(build.item("姓名"), sharing=SharingType.REFUSED)
    partly = register(
        cities.store, [replace(draft("CS", bases=("LAW-1",)), items=(item,))], ADMIN, "导入", publish=True
    )
    assert await refused(partly) == ("CONDITION_MISSING", ("CS-14",))
    assert await cities.entry(draft("CS").code) is None
    await register(cities.store, [draft("WH", **secretive)], ADMIN, "导入", publish=True)
    await cities.published("CS", draft("CS", **secretive))
    await register(cities.store, [draft("CS", summary="新的摘要", **secretive)], ADMIN, "导入", publish=True)
    assert await cities.entry(draft("CS").code) == ["PUBLISHED", 2, "REFUSED"]


def taken_over(city: str, number: int, published_on: date | None = None, **fields: Any) -> EntryDraft:
    return replace(
        draft(city, **fields),
        code=f"{draft(city).code[:-1]}{number}",
        name=f"新资源{number}",
        published_on=published_on,
    )


async def test_in_jinzhong_a_replaced_entry_stays_twenty_full_days_and_goes_offline_on_the_next(cities: Cities) -> None:
    entry = draft("JZ")
    named_new = taken_over("JZ", 8, date(2026, 3, 1)).code
    taken = [replace(entry, published_on=date(2026, 2, 27)), taken_over("JZ", 8, date(2026, 3, 1))]
    await register(cities.store, taken, ADMIN, "接管", publish=True)
    clerk = await cities.office("JZ", PostKind.CATALOGUER)
    assert await refused(begin(clerk, entry.code, E.WITHDRAW, Said("已有新资源"))) == ("CONDITION_MISSING", ("JZ-18",))
    alone = begin(clerk, entry.code, E.WITHDRAW, Said("已有新资源", successor_usable_on=date(2026, 3, 1)))
    assert await refused(alone) == ("CONDITION_MISSING", ("JZ-18",)), "a day alone is not believed"
    await cities.store.write(lambda unit: unit.run(
        "MATCH (r:Resource {id: $of}) CREATE (:Resource {id: 'NEW-2', state: 'DRAFT', policyId: r.policyId}) "
        "CREATE (:Resource {id: 'NEW-3', state: 'PUBLISHED', policyId: 'CZ', publishedOn: date('2026-03-01')})",
        of=entry.code,
    ))  # fmt: skip
    for named in ("NEW-2", "NEW-3", "nothing", entry.code):
        unpublished = begin(clerk, entry.code, E.WITHDRAW, Said("已有新资源", successor=named))
        assert await refused(unpublished) == ("NOT_FOUND", ("JZ-18",))
    before = Said("已有新资源", successor=named_new, successor_usable_on=date(2026, 2, 28))
    assert await refused(begin(clerk, entry.code, E.WITHDRAW, before)) == ("DATE", ("JZ-18",))
    case = await begin(clerk, entry.code, E.WITHDRAW, Said("已有新资源", successor=named_new))
    kept = await cities.store.read("MATCH (c:EntryCase {id: $id}) RETURN c.cause", id=case)
    assert kept == f"已有新资源（新资源：{named_new}）"
    assert await cities.state(case) == ["PARALLEL", "2026-03-21"]
    at = datetime(2026, 3, 21, 12, tzinfo=UTC)
    early = cities.move("JZ", case, E.GO_OFFLINE, PostKind.CATALOGUER, at=at)
    assert await refused(early) == ("CONDITION_MISSING", ("JZ-18",))
    assert (await cities.entry(entry.code))[0] == "PUBLISHED"
    await cities.move("JZ", case, E.GO_OFFLINE, PostKind.CATALOGUER, at=at + timedelta(days=1))
    assert await cities.entry(entry.code) == ["WITHDRAWN", 2, "UNCONDITIONAL"]
    assert (await refused(cities.register("JZ", entry)))[0] == "NO_SUCH_MOVE"


@pytest.mark.parametrize("city", ["CZ", "JI", "WH", "CS"])
async def test_what_replaces_an_entry_stands_in_the_catalogue_of_its_city_also_where_no_text_asks_for_it(
    cities: Cities, city: str
) -> None:
    old, new = draft(city), taken_over(city, 8, date(2026, 3, 1))
    await register(cities.store, [old, new], ADMIN, "接管", publish=True)
    clerk = await cities.office(city, PostKind.CATALOGUER)
    for named in (f"{old.code[:-1]}9", old.code):
        with pytest.raises(Refusal) as found:
            await begin(clerk, old.code, E.WITHDRAW, Said("停办", successor=named))
        assert (found.value.code, found.value.path, found.value.value) == ("NOT_FOUND", ("successor",), named)
    case = await begin(clerk, old.code, E.WITHDRAW, Said("停办", successor=new.code))
    assert await cities.state(case) == ["PARALLEL", None]


async def test_no_resource_stands_beside_one_that_is_not_published_yet(cities: Cities) -> None:
    new, old = (
        replace(draft("JZ"), code=f"{draft('JZ').code[:-1]}8", name="新资源", published_on=date(2019, 6, 18)),
        draft("JZ"),
    )
    await register(cities.store, [new], ADMIN, "接管", publish=True)
    await cities.published("JZ", old)
    clerk = await cities.office("JZ", PostKind.CATALOGUER)
    case = await begin(clerk, old.code, E.WITHDRAW, Said("已有新资源", successor=new.code))
    assert await cities.state(case) == ["PARALLEL", "2026-03-22"], "both can be used since today"


async def test_nobody_dates_back_what_replaces_an_entry_to_shorten_the_days_beside_it(cities: Cities) -> None:
    old, new = replace(draft("JZ"), published_on=date(2019, 6, 18)), taken_over("JZ", 8, date(2025, 9, 1))
    await register(cities.store, [old], ADMIN, "接管", publish=True)
    await cities.published("JZ", new)
    clerk = await cities.office("JZ", PostKind.CATALOGUER)
    before = Said("已有新资源", successor=new.code, successor_usable_on=date(2026, 3, 1))
    assert await refused(begin(clerk, old.code, E.WITHDRAW, before)) == ("DATE", ("JZ-18",))
    case = await begin(clerk, old.code, E.WITHDRAW, Said("已有新资源", successor=new.code))
    assert await cities.state(case) == ["PARALLEL", "2026-03-22"]


async def test_a_later_version_does_not_date_back_what_was_taken_over(cities: Cities) -> None:
    old, new = replace(draft("JZ"), published_on=date(2019, 6, 18)), taken_over("JZ", 8, date(2026, 3, 1))
    await register(cities.store, [old, new], ADMIN, "接管", publish=True)
    clerk = await cities.office("JZ", PostKind.CATALOGUER)
    await begin(clerk, new.code, E.CHANGE, Said(ground=Ground(CauseKind.OTHER, "更正发布日期")))
    await cities.published("JZ", replace(new, published_on=date(2025, 9, 1)))
    case = await begin(clerk, old.code, E.WITHDRAW, Said("已有新资源", successor=new.code))
    assert await cities.state(case) == ["PARALLEL", "2026-03-21"]


async def test_what_is_not_shared_or_is_withdrawn_itself_replaces_nothing(cities: Cities) -> None:
    one, other, third = (taken_over("JZ", number, date(2026, 2, 1)) for number in (7, 8, 9))
    refusing = taken_over("JZ", 6, date(2026, 2, 1), sharing=SharingType.REFUSED, bases=("LAW-1",))
    await register(cities.store, [one, other, third, refusing], ADMIN, "接管", publish=True)
    clerk = await cities.office("JZ", PostKind.CATALOGUER)
    nobodys = begin(clerk, one.code, E.WITHDRAW, Said("已有新资源", successor=refusing.code))
    assert await refused(nobodys) == ("CONDITION_MISSING", ("JZ-18",))
    await begin(clerk, one.code, E.WITHDRAW, Said("已有新资源", successor=other.code))
    for code in (other.code, third.code):
        leaving = begin(clerk, code, E.WITHDRAW, Said("已有新资源", successor=one.code))
        assert await refused(leaving) == ("CONDITION_MISSING", ("JZ-18",))
    await begin(clerk, other.code, E.WITHDRAW, Said("已有新资源", successor=third.code))


async def test_a_change_that_says_nothing_of_its_cause_again_keeps_what_was_said_as_it_was_begun(
    cities: Cities,
) -> None:
    entry, clerk = draft("WH"), await cities.office("WH", PostKind.CATALOGUER)
    await cities.published("WH", entry)
    law = Ground(CauseKind.LAW_AMENDED, "登记办法修订", basis="LAW-1")
    case = await begin(clerk, entry.code, E.CHANGE, Said(ground=law))
    points = policy("WH").release_review
    assert points is not None
    said = Ground(CauseKind.OTHER, "登记办法修订", tuple(Reviewed(point, "已审查") for point in points.value))
    assert await register_entry(clerk, replace(entry, summary="修订后的摘要"), said, as_begun=True) == case
    kept = "MATCH (c:EntryCase {id: $id}) RETURN [c.causeKind, c.causeBasisId]"
    assert await cities.store.read(kept, id=case) == ["LAW_AMENDED", "LAW-1"]
    await cities.move("WH", case, E.SEND_BACK, PostKind.PLATFORM_OFFICER, words="请核对")
    assert await register_entry(clerk, replace(entry, summary="修订后的摘要"), said) == case
    assert await cities.store.read(kept, id=case) == ["OTHER", None]


async def test_a_draft_is_withdrawn_and_its_code_is_free_again(cities: Cities) -> None:
    first = await cities.register("WH", draft("WH"))
    await cities.move("WH", first, E.SEND_BACK, PostKind.PLATFORM_OFFICER, words="请补充摘要")
    clerk = await cities.office("WH", PostKind.CATALOGUER)
    assert await begin(clerk, draft("WH").code, E.WITHDRAW, Said("不再登记")) == first
    assert await cities.state(first) == ["WITHDRAWN", None]
    assert await cities.register("WH", draft("WH")) != first


async def test_who_takes_the_next_step_and_who_waits_for_it_are_told(cities: Cities) -> None:
    case = await cities.published("JZ", draft("JZ"))
    told = await cities.store.read(
        "MATCH (n:Notice) WHERE n.aboutId = $id RETURN collect([n.kind, n.departmentId, n.state, n.acts])", id=case
    )
    government = GOVERNMENT["JZ"]
    assert sorted(told) == [
        ["ENTRY_PUBLISHED", BUREAU["JZ"], "PUBLISHED", ["changeEntry", "withdrawEntry"]],
        ["ENTRY_WAITING", government, "FILED", ["publishEntry", "sendBackEntry"]],
        ["ENTRY_WAITING", government, "REGISTERED", ["reviewEntry", "sendBackEntry"]],
        ["ENTRY_WAITING", government, "REVIEWED", ["fileEntry", "sendBackEntry"]],
    ]


BY_GRANT: LiteralString = (
    "MATCH (r:Resource {id: $code}) CREATE (g:Grant {id: 'G-1', state: 'ACTIVE', validFrom: date('2026-01-01')}) "
    "CREATE (u:Consumer {id: 'U-1', departmentId: $user}) CREATE (g)-[:COVERS]->(r) CREATE (g)-[:GRANTED_TO]->(u)"
)
BY_LINEAGE: LiteralString = (
    "MATCH (r:Resource {id: $code}) MATCH (i:Department {id: $issues}) "
    "CREATE (d:Resource {id: 'DOWN', state: 'PUBLISHED', providerId: $makes}) CREATE (d)-[:DERIVES_FROM]->(r) "
    "CREATE (t:LicenseType {id: 'T-1', draft: false}) CREATE (t)-[:DERIVES_FROM]->(r) "
    "CREATE (t)-[:ISSUABLE_BY {validFrom: date('2026-01-01')}]->(i)"
)
"""An entry and a licence type that are made of an entry."""


async def test_a_new_version_is_told_to_users_and_to_whose_entries_and_licences_are_made_of_it_each_once(
    cities: Cities,
) -> None:
    entry = draft("WH")
    await cities.published("WH", entry)
    user, makes, issues = OTHER["WH"], OTHER["CZ"], OTHER["JI"]
    await cities.store.write(lambda unit: unit.run(BY_GRANT, code=entry.code, user=user))
    await cities.store.write(lambda unit: unit.run(BY_LINEAGE, code=entry.code, makes=makes, issues=issues))
    clerk = await cities.office("WH", PostKind.CATALOGUER)
    case = await begin(clerk, entry.code, E.CHANGE, Said(ground=Ground(CauseKind.LAW_AMENDED, "条例修订")))
    await cities.register("WH", replace(entry, summary="新的摘要"))
    await cities.move("WH", case, E.PUBLISH, PostKind.PLATFORM_OFFICER)
    read = "MATCH (n:Notice {kind: 'ENTRY_CHANGED'}) RETURN collect([n.about, n.departmentId, n.state])"
    told = [["Resource", each, "PUBLISHED"] for each in sorted((user, makes, issues))]
    assert sorted(await cities.store.read(read)) == [["EntryCase", BUREAU["WH"], "PUBLISHED"], *told]


@pytest.mark.parametrize("to_be", ["g.state = 'WAITING', g.agreementAsked = true", "g.validFrom = date('2027-01-01')"])
async def test_a_new_version_is_told_to_whom_it_is_granted_that_may_not_use_it_yet(
    cities: Cities, to_be: LiteralString
) -> None:
    """What waits for its agreement, or for its first day, is granted by the version that stood."""
    entry, user = draft("WH"), OTHER["WH"]
    await cities.published("WH", entry)
    read = "MATCH (n:Notice {kind: 'ENTRY_CHANGED', about: 'Resource'}) RETURN collect(n.departmentId)"
    await cities.store.write(lambda unit: unit.run(BY_GRANT, code=entry.code, user=user))
    await cities.store.write(lambda unit: unit.run(f"MATCH (g:Grant) SET {to_be}"))
    clerk = await cities.office("WH", PostKind.CATALOGUER)
    case = await begin(clerk, entry.code, E.CHANGE, Said(ground=Ground(CauseKind.LAW_AMENDED, "条例修订")))
    await cities.register("WH", replace(entry, summary="新的摘要"))
    await cities.move("WH", case, E.PUBLISH, PostKind.PLATFORM_OFFICER)
    assert await cities.store.read(read) == [user]
    await cities.store.write(lambda unit: unit.run("MATCH (n:Notice) DETACH DELETE n"))
    await register(cities.store, [replace(entry, summary="另一摘要")], replace(ADMIN, now=NOW), "更新", publish=True)
    assert await cities.store.read(read) == [user], "by an import as well"
    await cities.store.write(lambda unit: unit.run("MATCH (n:Notice) DETACH DELETE n"))
    await cities.store.write(lambda unit: unit.run("MATCH (g:Grant) SET g.state = 'ENDED'"))
    await register(cities.store, [replace(entry, summary="又一摘要")], replace(ADMIN, now=NOW), "更新", publish=True)
    assert await cities.store.read(read) == []


async def test_a_version_that_is_brought_is_told_to_the_users_and_a_first_one_or_the_same_to_nobody(
    cities: Cities,
) -> None:
    entry, at = draft("WH"), replace(ADMIN, now=NOW)
    await register(cities.store, [entry], at, "接管", publish=True)
    await cities.store.write(lambda unit: unit.run(BY_GRANT, code=entry.code, user=OTHER["WH"]))
    count = "MATCH (n:Notice) RETURN collect([n.kind, n.about, n.aboutId, n.departmentId])"
    await register(cities.store, [entry], at, "重报", publish=True)
    assert await cities.store.read(count) == []
    await register(cities.store, [replace(entry, summary="新的摘要")], at, "更新", publish=True)
    assert await cities.store.read(count) == [["ENTRY_CHANGED", "Resource", entry.code, OTHER["WH"]]]
