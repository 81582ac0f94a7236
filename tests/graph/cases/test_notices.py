"""Notices: told once, in the transaction of the deed; listed newest first to whom they were sent; read by them."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from graph.cases.inbox import MOST_MARKED, NOTICES, mark_read
from graph.cases.notices import tell
from graph.errors import LimitExceeded, NotFound
from graph.law.access import Principal
from graph.law.posts import HeldPost
from graph.law.scope import EVERYTHING, scope_of
from graph.office.actor import Actor
from graph.schema.nodes import NOTICE
from graph.store.edges import by_id
from graph.store.engine import Store, Unit
from graph.store.pages import Asked, Wanted
from graph.store.view import View
from graph.words.china_time import CHINA
from graph.words.notices import Notice, NoticeKind, Recipient, RecipientKind
from graph.words.organisation import PostKind
from graph.words.people import Role

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
TODAY = date(2026, 3, 2)
DEPARTMENT = Recipient(RecipientKind.DEPARTMENT, "11340200MB0000001A")
BANK = Recipient(RecipientKind.SUBJECT, "bank")
HOLDER = Recipient(RecipientKind.HOLDER, "hash")
RAISED = Notice(
    NoticeKind.OBJECTION_RAISED, "Objection", "O-1", "RAISED", AT, DEPARTMENT, ("WH-16",), ("takeUpObjection",)
)
RELYING = Principal(Role.RELYING_PARTY, "bank")
OWNER = Principal(Role.HOLDER, "hash", holder="hash")
CLERK = Principal(
    Role.STAFF, "zhang", None, (HeldPost(PostKind.CATALOGUER, DEPARTMENT.id, date(2020, 1, 1)),)
)  # fmt: skip
LICENSING = replace(CLERK, posts=(replace(CLERK.posts[0], kind=PostKind.ISSUER),))
AUDITOR = Principal(Role.AUDITOR, "auditor", installation=frozenset({DEPARTMENT.id}))


async def told(store: Store, *notices: Notice) -> None:
    async def work(unit: Unit) -> None:
        await tell(unit, notices)

    await store.write(work)


def seen_by(store: Store, principal: Principal) -> View:
    return View(store, scope_of(principal, TODAY), TODAY)


async def inbox(view: View, **filtered: object) -> list[str]:
    """Ids of the notices in their order."""
    asked = Asked((filtered,) if filtered else None)
    page = await NOTICES.page(view, asked, Wanted("NEWEST", 50))
    ids = [row[0] for _, row in page.rows]
    assert await NOTICES.count(view, asked) == len(ids)
    return ids


async def to(store: Store, *principals: Principal) -> list[list[str]]:
    return [await inbox(seen_by(store, principal)) for principal in principals]


async def test_a_notice_is_written_as_it_was_told(store: Store) -> None:
    await told(store, RAISED)
    row = (
        "MATCH (n:Notice) RETURN [n.kind, n.about, n.aboutId, n.state, datetime(n.at) = datetime($at), n.rules, "
        "n.acts, n.recipient, n.departmentId, n.holderHash, n.readAt]"
    )
    assert await store.read(row, at=AT.isoformat()) == [
        "OBJECTION_RAISED", "Objection", "O-1", "RAISED", True, ["WH-16"], ["takeUpObjection"], None, DEPARTMENT.id,
        None, None,
    ]  # fmt: skip


async def test_each_is_told_once_in_one_transaction_and_by_several(store: Store) -> None:
    async def twice(unit: Unit) -> None:
        await tell(unit, [RAISED, RAISED])
        await tell(unit, [replace(RAISED, at=AT.astimezone(CHINA))])

    await asyncio.gather(*(store.write(twice) for _ in range(4)))
    assert await store.read("MATCH (n:Notice) RETURN count(n)") == 1


async def test_another_kind_case_state_moment_or_recipient_is_another_notice(store: Store) -> None:
    others = [
        replace(RAISED, kind=NoticeKind.OBJECTION_TAKEN_UP),
        replace(RAISED, about_id="O-2"),
        replace(RAISED, state="IN_CHECK"),
        replace(RAISED, at=AT + timedelta(seconds=1)),
        replace(RAISED, recipient=Recipient(RecipientKind.SUBJECT, DEPARTMENT.id)),
        replace(RAISED, recipient=HOLDER),
    ]
    await told(store, RAISED, *others)
    assert await store.read("MATCH (n:Notice) RETURN count(n)") == 1 + len(others)


async def test_what_is_rolled_back_was_never_told(store: Store) -> None:
    async def work(unit: Unit) -> None:
        await tell(unit, [RAISED])
        raise LookupError

    with pytest.raises(LookupError):
        await store.write(work)
    assert await store.read("MATCH (n:Notice) RETURN count(n)") == 0


async def test_told_again_it_stays_read(store: Store) -> None:
    await told(store, RAISED)
    view = seen_by(store, CLERK)
    await mark_read(store, view, Actor(CLERK, AT), await inbox(view))
    await told(store, RAISED)
    assert await inbox(view, unread=[True]) == []


async def test_a_notice_is_seen_by_whom_it_was_sent_to_alone(store: Store) -> None:
    await told(store, RAISED, replace(RAISED, recipient=BANK), replace(RAISED, recipient=HOLDER))
    clerk, bank, owner = await to(store, CLERK, RELYING, OWNER)
    assert len({*clerk, *bank, *owner}) == len([*clerk, *bank, *owner]) == 3
    former = replace(CLERK, posts=(replace(CLERK.posts[0], valid_until=TODAY),))
    elsewhere = replace(CLERK, posts=(replace(CLERK.posts[0], department="11340200MB0000002B"),))
    nobody = [
        AUDITOR, former, elsewhere, Principal(Role.PUBLIC), Principal(Role.SERVICE, "bank"),
        Principal(Role.ADMIN, "bank", installation=AUDITOR.installation), Principal(Role.RELYING_PARTY, "shop"),
        Principal(Role.RELYING_PARTY, "hash"), Principal(Role.HOLDER, "other", holder="other"),
    ]  # fmt: skip
    assert await to(store, *nobody) == [[]] * len(nobody)
    assert len(await inbox(View(store, EVERYTHING, TODAY))) == 3


async def test_what_happened_once_is_told_once_to_whoever_is_in_several_departments(store: Store) -> None:
    other = Recipient(RecipientKind.DEPARTMENT, "11340200MB0000002B")
    both = replace(CLERK, posts=(*CLERK.posts, replace(CLERK.posts[0], department=other.id)))
    moved, himself = replace(RAISED, kind=NoticeKind.REQUEST_MOVED), Recipient(RecipientKind.SUBJECT, CLERK.subject)
    await told(store, RAISED, replace(RAISED, recipient=other), replace(RAISED, recipient=himself))
    await told(store, moved, replace(moved, recipient=other, kind=NoticeKind.REQUEST_WAITING))
    every = View(store, EVERYTHING, TODAY)
    for principal, kinds in (
        (CLERK, ["OBJECTION_RAISED", "REQUEST_MOVED"]), (both, ["OBJECTION_RAISED", "REQUEST_WAITING"]),
    ):  # fmt: skip
        ids = await inbox(seen_by(store, principal))
        shown = {row[0]: row[1] for row in await by_id(NOTICE)(every, ids)}
        assert sorted(shown.values()) == kinds


@pytest.mark.parametrize(
    ("case", "clerk_sees"),
    [
        ("CREATE (c:EntryCase {id: 'O-1', providerId: $department})", True),
        ("CREATE (c:SharingRequest {id: 'O-1', parties: ['another']})", False),
        ("CREATE (c:SharingRequest {id: 'O-1', providerId: 'another', applicantId: $department})", True),
        ("CREATE (c:Objection {id: 'O-1', raisedBy: 'li', parties: ['another']})", False),
    ],
)
async def test_who_may_not_open_the_case_is_not_told_of_it(store: Store, case: str, clerk_sees: bool) -> None:
    label = case.partition(":")[2].partition(" ")[0]
    await store.write(lambda unit: unit.run(case, department=DEPARTMENT.id))
    await told(store, replace(RAISED, about=label))
    clerk, officer = await to(store, CLERK, LICENSING)
    assert (bool(clerk), officer) == (clerk_sees, []), "of data who has to do with licences alone is told nothing"


async def test_the_inbox_begins_with_the_newest(store: Store) -> None:
    hours = (3, 1, 2)
    await told(store, *(replace(RAISED, at=AT + timedelta(hours=hour), state=str(hour)) for hour in hours))
    page = await NOTICES.page(seen_by(store, CLERK), Asked(), Wanted("NEWEST", 2))
    assert page.more
    key, row = page.rows[-1]
    rest = await NOTICES.page(seen_by(store, CLERK), Asked(), Wanted("NEWEST", 2, (key, row[0])))
    assert [row[4] for _, row in (*page.rows, *rest.rows)] == ["3", "2", "1"]


async def test_it_is_filtered_by_kind_and_by_what_was_read(store: Store) -> None:
    taken_up = replace(RAISED, kind=NoticeKind.OBJECTION_TAKEN_UP, at=AT + timedelta(hours=1))
    await told(store, RAISED, taken_up)
    view = seen_by(store, CLERK)
    newer, older = await inbox(view)
    assert await inbox(view, kind=["OBJECTION_RAISED"]) == [older]
    await mark_read(store, view, Actor(CLERK, AT), [newer])
    assert await inbox(view, unread=[True]) == [older]
    assert await inbox(view, unread=[False]) == [newer]
    assert await inbox(view, not_unread=[True]) == [newer]
    assert await inbox(view, unread=[True], kind=["OBJECTION_TAKEN_UP"]) == []


async def test_what_was_read_keeps_the_first_moment(store: Store) -> None:
    await told(store, RAISED)
    view = seen_by(store, CLERK)
    ids = await inbox(view)
    for hours in (0, 5):
        marked = await mark_read(store, view, Actor(CLERK, AT + timedelta(hours=hours)), [*ids, *ids])
        assert [row[0] for row in marked.notices.rows] == ids
    kept = "MATCH (n:Notice) RETURN datetime(n.readAt) = datetime($at)"
    assert await store.read(kept, at=AT.isoformat())


@pytest.mark.parametrize("stranger", [RELYING, AUDITOR, Principal(Role.PUBLIC)], ids=lambda each: each.role.name)
async def test_who_may_not_see_one_of_several_marks_none(store: Store, stranger: Principal) -> None:
    await told(store, RAISED, replace(RAISED, recipient=BANK))
    (others,), mine = await inbox(seen_by(store, CLERK)), await inbox(seen_by(store, stranger))
    for unknown in (others, "no such"):
        with pytest.raises(NotFound) as refused:
            await mark_read(store, seen_by(store, stranger), Actor(stranger, AT), [*mine, unknown])
        assert (refused.value.code, refused.value.value) == ("NOT_FOUND", unknown)
        assert refused.value.path == ("notices", str(len(mine) + 1))
    assert await store.read("MATCH (n:Notice) WHERE n.readAt IS NOT NULL RETURN count(n)") == 0


async def test_at_most_so_many_are_marked_at_a_time(store: Store) -> None:
    view = seen_by(store, CLERK)
    with pytest.raises(LimitExceeded) as refused:
        await mark_read(store, view, Actor(CLERK, AT), ["x"] * (MOST_MARKED + 1))
    assert (refused.value.code, refused.value.value) == ("TOO_MANY_NOTICES", "101")
    await mark_read(store, view, Actor(CLERK, AT), [])


@pytest.mark.parametrize("kind", RecipientKind)
def test_nobody_is_no_recipient(kind: RecipientKind) -> None:
    with pytest.raises(ValueError, match="nobody"):
        Recipient(kind, "")
