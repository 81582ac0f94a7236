"""How an entry comes into the catalogue and out of it, read off the texts: every step, by everybody, on all facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import product
from typing import Any

import pytest

from graph.cases.machine import Case, Lasting, Move, move
from graph.cases.refusing import ConditionMissing
from graph.errors import Forbidden, Refusal
from graph.law.access import Principal
from graph.law.policies import table_on
from graph.law.posts import HeldPost
from graph.law.terms import NO_NUMBER, Deadline
from graph.law.workflow import Facts, Side, Span, Table
from graph.law.workflows import ENTRY
from graph.words.entries import OpeningType, SharingType
from graph.words.entry_cases import EntryCaseState, EntryEvent
from graph.words.organisation import PostKind
from graph.words.people import Role
from graph.words.sources import BasisKind

CITIES = ("CZ", "JZ", "JI", "WH", "CS")
DAY = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 2, tzinfo=UTC)
RUNNING = Deadline(date(2026, 3, 5))
SIDES = {"P": Side.PROVIDER, "C": Side.CARRIER, "M": Side.LEAD}
ENDS: dict[str, Lasting] = {
    "-": NO_NUMBER, ".": Span.AT_REST, "~": RUNNING, "5": Deadline(date(2026, 3, 9)), "20": Deadline(date(2026, 3, 20)),
}  # fmt: skip
"""No number; nobody is waited for; the term runs on; 5 working days from Monday; 20 days from 28 February."""
REFUSED, SHARED = {"type": SharingType.REFUSED}, {"type": SharingType.CONDITIONAL}
GIVEN: dict[str, Facts] = {
    "": {},
    "shared": SHARED,
    "refused": REFUSED | {"basis_kind": BasisKind.LAW, "basis_in_force": True},
    "new": {"published": False},
    "published": {"published": True},
    "refused new": REFUSED,
    "refused published": REFUSED | {"published": True},
    "confirmed": REFUSED | {
        "basis_kind": BasisKind.LAW, "basis_in_force": True, "authority_confirmed": True, "reviewed_by_another": True,
    },
    "reviewed": SHARED | {"reviewed_by_another": True},
    "successor": {"successor_usable_on": date(2026, 2, 28)},
}  # fmt: skip

REGISTERING = """
- register CATALOGUER P registered - {0} {2} shared
draft register CATALOGUER P registered - {0} {2} shared
changing register CATALOGUER P registered {3} {1} {2} shared
published change CATALOGUER P changing - {4} no
changing send_back CATALOGUER P published . no no
draft withdraw CATALOGUER P withdrawn . no no
"""
SILENT = """
published withdraw CATALOGUER P parallel - no {2},USERS
parallel go_offline {0} {1} withdrawn . no PROVIDER,USERS
parallel send_back {0} {1} published . no PROVIDER,USERS
"""
"""No text says how an entry leaves the catalogue but 晋中's of a resource that is replaced: the product does."""
STEPS = {
    "CZ": REGISTERING.format("CZ-7,CZ-8", "CZ-7,CZ-8", "CARRIER", "-", "CZ-7")
    + SILENT.format("PLATFORM_OFFICER", "C", "CARRIER")
    + """
registered publish PLATFORM_OFFICER C published . CZ-7 PROVIDER,USERS shared
registered publish PLATFORM_OFFICER C published . CZ-7,CZ-9.2 PROVIDER,USERS refused
registered send_back PLATFORM_OFFICER C draft . no PROVIDER new
registered send_back PLATFORM_OFFICER C changing - no PROVIDER published
""",
    "JZ": REGISTERING.format(
        "JZ-7,JZP-4.1,JZP-3.3,JZ-21,JZ-9", "JZ-7,JZP-4.1,JZ-8,JZP-3.3,JZ-21,JZ-9", "CARRIER", "-", "JZ-8"
    )
    + """
registered review PLATFORM_OFFICER C reviewed - JZP-4.1,JZP-5.3 AUTHORITY
registered send_back PLATFORM_OFFICER C draft . JZP-4.1 PROVIDER new
registered send_back PLATFORM_OFFICER C changing - JZP-4.1 PROVIDER published
reviewed file AUTHORITY_OFFICER M filed - JZ-7 CARRIER
reviewed send_back AUTHORITY_OFFICER M draft . no PROVIDER new
reviewed send_back AUTHORITY_OFFICER M changing - no PROVIDER published
filed publish PLATFORM_OFFICER C published . JZ-7,JZP-4.1 PROVIDER,USERS
filed send_back PLATFORM_OFFICER C draft . no PROVIDER new
filed send_back PLATFORM_OFFICER C changing - no PROVIDER published
published withdraw CATALOGUER,PROVIDER_OFFICER P parallel 20 JZ-18 USERS successor
parallel go_offline CATALOGUER,PROVIDER_OFFICER P withdrawn . JZ-18 USERS over
parallel send_back CATALOGUER,PROVIDER_OFFICER P published . no USERS
""",
    "JI": REGISTERING.format("JI-8,JI-23", "JI-8,JI-10,JI-23", "AUTHORITY", "5", "JI-10")
    + SILENT.format("AUTHORITY_OFFICER", "M", "AUTHORITY")
    + """
registered review AUTHORITY_OFFICER M reviewed ~ JI-8,JI-22 no
registered send_back AUTHORITY_OFFICER M draft . JI-8,JI-22 PROVIDER new
registered send_back AUTHORITY_OFFICER M changing - JI-8,JI-22 PROVIDER published
reviewed fix_type AUTHORITY_OFFICER M typed ~ JI-18 PROVIDER
reviewed send_back AUTHORITY_OFFICER M draft . JI-18 PROVIDER new
reviewed send_back AUTHORITY_OFFICER M changing - JI-18 PROVIDER published
typed publish AUTHORITY_OFFICER M published . JI-21 PROVIDER,USERS
typed send_back AUTHORITY_OFFICER M draft . no PROVIDER new
typed send_back AUTHORITY_OFFICER M changing - no PROVIDER published
""",
    "WH": REGISTERING.format("WH-6,WH-2,WH-9,WH-19", "WH-6,WH-2,WH-9,WH-19", "CARRIER", "-", "WH-6")
    + SILENT.format("PLATFORM_OFFICER", "C", "CARRIER")
    + """
registered publish PLATFORM_OFFICER C published . WH-6 PROVIDER,USERS shared
registered publish PLATFORM_OFFICER C published . WH-6,WH-7 PROVIDER,USERS refused
registered send_back PLATFORM_OFFICER C draft . no PROVIDER new
registered send_back PLATFORM_OFFICER C changing - no PROVIDER published
""",
    "CS": REGISTERING.format("CS-15,CS-17,CS-20", "CS-15,CS-17,CS-16,CS-20", "PROVIDER", "-", "CS-16")
    + SILENT.format("REVIEWER", "P", "PROVIDER")
    + """
registered review REVIEWER P reviewed - CS-15,CS-17 AUTHORITY refused
registered review REVIEWER P reviewed - CS-15,CS-17 PROVIDER shared
registered send_back REVIEWER P draft . CS-15,CS-17 PROVIDER new
registered send_back REVIEWER P changing - CS-15,CS-17 PROVIDER published
reviewed confirm_refused AUTHORITY_OFFICER M confirmed - CS-14,CS-28 PROVIDER refused
reviewed send_back AUTHORITY_OFFICER M draft . CS-14 PROVIDER refused_new
reviewed send_back AUTHORITY_OFFICER M changing - CS-14 PROVIDER refused_published
reviewed send_back REVIEWER P draft . no PROVIDER new
reviewed send_back REVIEWER P changing - no PROVIDER published
reviewed publish REVIEWER P published . CS-15,CS-17 AUTHORITY,USERS reviewed
reviewed publish REVIEWER P published . CS-15,CS-28,CS-14,CS-17 AUTHORITY,USERS confirmed
confirmed publish REVIEWER P published . CS-15,CS-14 AUTHORITY,USERS
confirmed send_back REVIEWER P draft . no PROVIDER new
confirmed send_back REVIEWER P changing - no PROVIDER published
""",
}
"""State, event, posts, whose, next state, term, articles, who is told, and what has to be given."""


@dataclass(frozen=True)
class Row:
    state: EntryCaseState | None
    event: EntryEvent
    posts: frozenset[str]
    side: Side
    then: EntryCaseState
    due: Lasting
    rules: set[str]
    told: set[str]
    given: str

    @property
    def running(self) -> Deadline:
        return Deadline(date(2026, 3, 1)) if self.given == "over" else RUNNING

    def made(self, city: str, by: Principal, **case: Any) -> Move:
        departments = {side: frozenset({side.name}) for side in Side}
        standing = Case(self.state, self.running, departments, **case)
        facts = GIVEN["" if self.given == "over" else self.given.replace("_", " ")]
        return move(table_on(city, ENTRY, DAY), standing, self.event, by, facts, AT)


def rows(city: str) -> Iterator[Row]:
    for line in filter(None, STEPS[city].splitlines()):
        state, event, posts, side, then, due, rules, told, *given = line.split()
        yield Row(
            None if state == "-" else EntryCaseState[state.upper()], EntryEvent[event.upper()],
            frozenset(posts.split(",")), SIDES[side], EntryCaseState[then.upper()], ENDS[due],
            {each for each in rules.split(",") if each != "no"}, {each for each in told.split(",") if each != "no"},
            "".join(given),
        )  # fmt: skip


def staff(post: PostKind, side: Side) -> Principal:
    return Principal(Role.STAFF, "zhang", side.name, (HeldPost(post, side.name, date(2020, 1, 1)),))


def tried(table: Table, case: Case, event: EntryEvent, by: Principal, facts: Facts) -> Move | Refusal:
    try:
        return move(table, case, event, by, facts, AT)
    except Refusal as refused:
        return refused


def code_of(row: Row, city: str, by: Principal, **case: Any) -> str:
    try:
        row.made(city, by, **case)
    except Refusal as refused:
        return refused.code
    return ""


EVERY = [pytest.param(city, row, id=f"{city}-{at}") for city in CITIES for at, row in enumerate(rows(city))]


@pytest.mark.parametrize("city", CITIES)
def test_an_entry_takes_the_steps_of_its_text_and_no_others(city: str) -> None:
    table = table_on(city, ENTRY, DAY)
    assert {(step.state, step.event) for step in table} == {(row.state, row.event) for row in rows(city)}


@pytest.mark.parametrize(("city", "row"), EVERY)
def test_a_step_of_an_entry_is_taken_by_the_posts_of_the_text_and_by_nobody_else(city: str, row: Row) -> None:
    for post, side in product(PostKind, Side):
        if post.name in row.posts and side is row.side:
            made = row.made(city, staff(post, side))
            assert (made.state, made.due, set(made.rules)) == (row.then, row.due, row.rules), row
            assert {tell.who.name for tell in made.step.tells} == row.told, row
            by_law = {tell.rules for tell in made.step.tells} - {()}
            assert by_law == ({("JZ-18",)} if row.given in ("successor", "over") else set()), row
        else:
            assert code_of(row, city, staff(post, side)) == "ANOTHER_POST", (row, post, side)
    for role in set(Role) - {Role.STAFF}:
        assert code_of(row, city, Principal(role, "zhang")) == "ANOTHER_POST", (row, role)


@pytest.mark.parametrize(("city", "row"), EVERY)
def test_registrar_and_reviewer_are_two_people_in_changsha_and_nowhere_else_are_two_acts_kept_apart(
    city: str, row: Row
) -> None:
    by = staff(PostKind[min(row.posts)], row.side)
    for before in EntryEvent:
        apart = city == "CS" and (row.event, before) == (EntryEvent.REVIEW, EntryEvent.REGISTER)
        assert code_of(row, city, by, done={before: "zhang"}) == ("ANOTHER_POST" if apart else "")
        assert code_of(row, city, by, done={before: "li"}) == ""


GROUNDS = {
    "CZ": {"LAW", "ADMINISTRATIVE_REGULATION", "CENTRAL_POLICY", "PROVINCIAL_POLICY"},  # CZ-9.2
    "JZ": {kind.name for kind in BasisKind} - {"INTERNAL_RULE"},  # JZ-10.3, JZ-6.1, JZ-15.2
    "WH": {"LAW", "ADMINISTRATIVE_REGULATION", "CENTRAL_POLICY"},  # WH-7
    "CS": {"LAW", "ADMINISTRATIVE_REGULATION", "CENTRAL_POLICY"},  # CS-28
}
GROUND_RULES = {
    "CZ": {"CZ-9.2"}, "JZ": {"JZ-10.3", "JZ-6.1", "JZ-15.2"}, "WH": {"WH-7"}, "CS": {"CS-28", "CS-14"},
}  # fmt: skip
LAPSED_RULES = {**GROUND_RULES, "JZ": {"JZ-10.3"}}
SECRET = {"CZ": set(), "JZ": {"JZ-21"}, "JI": set(), "WH": {"WH-2"}, "CS": set()}
TWICE = {"JZ": {"JZ-9"}, "JI": {"JI-23"}, "WH": {"WH-9"}, "CS": {"CS-20"}}
NEVER_TWICE = {"CS"}
"""CS-20 knows no exception by law."""
NOT_OPEN = {None, OpeningType.REFUSED}


def missing(city: str, facts: Facts) -> dict[str, set[str]]:
    """What an entry lacks by the texts, and the articles that ask for it."""
    found: dict[str, set[str]] = {}
    kind, opening, item = facts.get("type"), facts.get("opening"), facts.get("item_opening")
    if city != "JI" and kind is None:
        return {"type": set()}
    if city != "JI" and kind is SharingType.REFUSED:
        basis = facts.get("basis_kind")
        if not isinstance(basis, BasisKind) or basis.name not in GROUNDS[city]:
            found["basis_kind"] = GROUND_RULES[city]
        if not facts.get("basis_in_force"):
            found["basis_in_force"] = LAPSED_RULES[city]
    if facts.get("secret"):
        found["secret"] = SECRET[city]
    if facts.get("collected_twice") and city in TWICE and (city in NEVER_TWICE or not facts.get("legal_exception")):
        found["collected_twice"] = TWICE[city]
    if city == "JZ":
        allowed = NOT_OPEN | ({OpeningType.UNCONDITIONAL} if kind is SharingType.UNCONDITIONAL else set())
        if opening not in allowed:
            found["opening"] = {"JZP-3.3"}
        if item not in NOT_OPEN and kind is not SharingType.UNCONDITIONAL:
            found["item_opening"] = {"JZP-3.3"}
    if city == "WH" and opening is OpeningType.CONDITIONAL and not facts.get("opening_condition"):
        found["opening"] = {"WH-19"}
    return found


def combinations() -> Iterator[Facts]:
    grounds: list[dict[str, Any]] = [{"type": kind} for kind in SharingType if kind is not SharingType.REFUSED]
    grounds += [{}, *(REFUSED | {"basis_kind": kind, "basis_in_force": True} for kind in (None, *BasisKind))]
    grounds += [REFUSED | {"basis_kind": BasisKind.LAW}, REFUSED | {"basis_kind": BasisKind.LAW, "basis_in_force": 0}]
    others: list[dict[str, Any]] = [{}, {"secret": True}, {"collected_twice": True}, {"legal_exception": True}]
    others += [{"collected_twice": True, "legal_exception": True}]
    others += [{"opening": opening} for opening in OpeningType]
    others += [{"item_opening": opening} for opening in (None, *OpeningType)]
    others += [{"opening": OpeningType.CONDITIONAL, "opening_condition": True}]
    return (one | other for one, other in product(grounds, others))


REGISTERED = [each for each in EVERY if isinstance(each.values[1], Row) and each.values[1].event is EntryEvent.REGISTER]


@pytest.mark.parametrize(("city", "row"), REGISTERED)
def test_what_a_text_asks_of_an_entry_is_asked_whenever_it_is_registered_and_the_refusal_cites_it(
    city: str, row: Row
) -> None:
    clerk, types = staff(PostKind.CATALOGUER, Side.PROVIDER), set[object]()
    others = [staff(post, side) for post in PostKind for side in Side]
    others.remove(clerk)
    table, case = table_on(city, ENTRY, DAY), Case(row.state, RUNNING, {side: {side.name} for side in Side})
    for facts in combinations():
        lacking = missing(city, facts)
        found = tried(table, case, row.event, clerk, facts)
        if isinstance(found, Move):
            assert not lacking, facts
            grounds = GROUND_RULES[city] if facts.get("type") is SharingType.REFUSED and city != "JI" else set()
            assert set(found.rules) == row.rules | grounds, facts
            said = (found.state, found.due, {tell.who.name for tell in found.step.tells})
            assert said == (row.then, row.due, row.told), facts
            if facts.get("type") not in types:  # the posts are the same whatever else is stated
                assert all(isinstance(tried(table, case, row.event, by, facts), Forbidden) for by in others), facts
                types.add(facts.get("type"))
            continue
        assert isinstance(found, ConditionMissing), (facts, found)
        named = set(found.facts)
        assert "type" in named if "type" in lacking else named == set(lacking), facts
        if "type" not in lacking:
            assert set(found.rules) == set().union(*lacking.values()), facts


CHECKED_AGAIN = {"CZ": ("registered",), "WH": ("registered",), "CS": ("reviewed",)}


@pytest.mark.parametrize("city", CHECKED_AGAIN)
def test_what_is_not_to_be_shared_still_has_its_ground_when_it_is_published(city: str) -> None:
    table, sides = table_on(city, ENTRY, DAY), {side: {side.name} for side in Side}
    events = (EntryEvent.PUBLISH, EntryEvent.CONFIRM_REFUSED) if city == "CS" else (EntryEvent.PUBLISH,)
    whole = GIVEN["confirmed"]
    lacks: list[tuple[str, Any]] = [("basis_in_force", False), ("basis_kind", None)]
    lacks += [("basis_kind", kind) for kind in BasisKind]
    for event, (fact, value) in product(events, lacks):
        state = EntryCaseState.REVIEWED if city == "CS" else EntryCaseState.REGISTERED
        carried = isinstance(value, BasisKind) and value.name in GROUNDS[city]
        by = Principal(
            Role.STAFF, "zhang", "", tuple(HeldPost(post, side.name, DAY) for post in PostKind for side in Side)
        )
        found = tried(table, Case(state, departments=sides), event, by, {**whole, fact: value})
        if isinstance(found, ConditionMissing):
            assert (found.facts, set(found.rules)) == ((fact,), GROUND_RULES[city])
            assert found.value == (value.name if isinstance(value, BasisKind) else None), "as it was given"
        assert isinstance(found, Move) is carried, (event, fact, value)


def test_in_changsha_what_is_not_shared_is_published_when_it_is_confirmed_and_all_when_another_reviewed_it() -> None:
    table, sides = table_on("CS", ENTRY, DAY), {Side.PROVIDER: {"PROVIDER"}}
    reviewed, reviewer = Case(EntryCaseState.REVIEWED, departments=sides), staff(PostKind.REVIEWER, Side.PROVIDER)
    for given, fact, rules in (
        ("confirmed", "authority_confirmed", {"CS-14"}),
        ("confirmed", "reviewed_by_another", {"CS-15", "CS-17"}),
        ("reviewed", "reviewed_by_another", {"CS-15", "CS-17"}),
    ):
        found = tried(table, reviewed, EntryEvent.PUBLISH, reviewer, {**GIVEN[given], fact: False})
        assert isinstance(found, ConditionMissing)
        assert (found.facts, found.value, set(found.rules)) == ((fact,), None, rules)


@pytest.mark.parametrize("city", CHECKED_AGAIN)
def test_a_sharing_type_is_not_asked_for_again_where_it_is_not_a_refusal(city: str) -> None:
    asking = [row for row in rows(city) if row.given in ("shared", "reviewed") and row.event is not EntryEvent.REGISTER]
    reviewed = [row for row in rows(city) if row.state is EntryCaseState.REVIEWED]
    asking += [row for row in reviewed if row.given in ("new", "published")]
    for row, kind in product(asking, ({}, {"type": SharingType.UNCONDITIONAL}, SHARED)):
        by, case = staff(PostKind[min(row.posts)], row.side), Case(row.state, departments={s: {s.name} for s in Side})
        stated = kind | {"reviewed_by_another": True, "published": row.given == "published"}
        found = tried(table_on(city, ENTRY, DAY), case, row.event, by, stated)
        assert isinstance(found, Move)
        assert found.state is row.then


def test_in_changsha_the_authority_confirms_nothing_but_what_is_not_to_be_shared() -> None:
    """CS-14: 对不予共享的…经市数据资源行政主管部门确认."""
    table, sides = table_on("CS", ENTRY, DAY), {Side.LEAD: {"LEAD"}}
    reviewed, officer = Case(EntryCaseState.REVIEWED, departments=sides), staff(PostKind.AUTHORITY_OFFICER, Side.LEAD)
    for kind in (None, SharingType.UNCONDITIONAL, SharingType.CONDITIONAL):
        found = tried(table, reviewed, EntryEvent.CONFIRM_REFUSED, officer, {**GIVEN["confirmed"], "type": kind})
        assert isinstance(found, ConditionMissing)
        assert (found.facts, found.value, found.rules) == (("type",), kind and kind.name, ("CS-14",))


def test_in_jinzhong_a_replaced_resource_goes_on_the_day_after_twenty_full_days_side_by_side() -> None:
    table, sides = table_on("JZ", ENTRY, DAY), {Side.PROVIDER: {"PROVIDER"}}
    clerk, published = staff(PostKind.CATALOGUER, Side.PROVIDER), Case(EntryCaseState.PUBLISHED, departments=sides)
    for usable, refused in ((DAY, False), (date(2026, 3, 3), True), (None, True)):
        facts: Facts = {"successor_usable_on": usable} if usable else {}
        found = tried(table, published, EntryEvent.WITHDRAW, clerk, facts)
        if isinstance(found, Refusal):
            assert (refused, found.code, found.rules) == (True, "CONDITION_MISSING", ("JZ-18",))
        else:
            assert (refused, found.deadline) == (False, date(2026, 3, 22))
    case = replace(published, state=EntryCaseState.PARALLEL, due=Deadline(date(2026, 3, 22)))
    last, after = datetime(2026, 3, 22, 15, 59, tzinfo=UTC), datetime(2026, 3, 22, 16, tzinfo=UTC)
    with pytest.raises(Refusal) as early:
        move(table, case, EntryEvent.GO_OFFLINE, clerk, {}, last)
    assert (early.value.code, early.value.rules) == ("CONDITION_MISSING", ("JZ-18",))
    assert move(table, case, EntryEvent.GO_OFFLINE, clerk, {}, after).state is EntryCaseState.WITHDRAWN


def test_in_jiaozuo_no_type_is_fixed_as_not_shared_without_the_law_or_policy_that_the_article_asks_for() -> None:
    case = Case(EntryCaseState.REVIEWED, RUNNING, {side: {side.name} for side in Side})
    officer = staff(PostKind.AUTHORITY_OFFICER, Side.LEAD)
    with pytest.raises(Refusal) as bare:
        move(table_on("JI", ENTRY, DAY), case, EntryEvent.FIX_TYPE, officer, {"type": SharingType.REFUSED}, AT)
    assert (bare.value.code, bare.value.rules) == ("CONDITION_MISSING", ("JI-18",))


@pytest.mark.parametrize("kind", PostKind)
def test_in_jiaozuo_the_authority_alone_fixes_that_something_is_not_shared(kind: PostKind) -> None:
    """JI-18: 市政务服务和大数据管理局…审核确定."""
    case = Case(EntryCaseState.REVIEWED, RUNNING, {side: {side.name} for side in Side})
    facts: Facts = {"type": SharingType.REFUSED, "rests_on_law_or_policy": True}
    fixed = tried(table_on("JI", ENTRY, DAY), case, EntryEvent.FIX_TYPE, staff(kind, Side.LEAD), facts)
    if kind is PostKind.AUTHORITY_OFFICER:
        assert isinstance(fixed, Move)
        assert (fixed.state, fixed.rules) == (EntryCaseState.TYPED, ("JI-18",))
    else:
        assert isinstance(fixed, Forbidden)


@pytest.mark.parametrize("typed", SharingType)
def test_in_jiaozuo_the_term_of_a_change_runs_on_whichever_type_is_fixed(typed: SharingType) -> None:
    sides = {side: {side.name} for side in Side}
    table, due = table_on("JI", ENTRY, DAY), Deadline(date(2026, 3, 5))
    case = Case(EntryCaseState.REVIEWED, due, sides)
    facts: Facts = {"type": typed, "rests_on_law_or_policy": True}
    fixed = tried(table, case, EntryEvent.FIX_TYPE, staff(PostKind.AUTHORITY_OFFICER, Side.LEAD), facts)
    assert isinstance(fixed, Move)
    assert (fixed.state, fixed.due) == (EntryCaseState.TYPED, due)
