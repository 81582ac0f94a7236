"""Muting: what somebody does not want to be shown is told all the same, and orders are never muted."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from graph.cases.inbox import NOTICES, mark_read
from graph.cases.muting import mute, muted, unmute
from graph.cases.notices import tell
from graph.errors import Conflict, Forbidden
from graph.law.access import Principal
from graph.law.posts import HeldPost
from graph.law.scope import scope_of
from graph.office.actor import Actor
from graph.office.review import SeveralReasons
from graph.store.engine import Store
from graph.store.pages import Asked, Wanted
from graph.store.view import View
from graph.words.notices import NEVER_MUTED, Notice, NoticeKind, Recipient, RecipientKind
from graph.words.organisation import PostKind
from graph.words.people import Role

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
TODAY = date(2026, 3, 2)
DEPARTMENT = "11340200MB0000001A"
TO_ALL = Recipient(RecipientKind.DEPARTMENT, DEPARTMENT)
PUBLISHED = Notice(NoticeKind.ENTRY_PUBLISHED, "Resource", "R-1", "PUBLISHED", AT, TO_ALL)
SETTLED = Notice(
    NoticeKind.OBJECTION_SETTLED, "Objection", "O-1", "CORRECTED", AT + timedelta(hours=1),
    Recipient(RecipientKind.SUBJECT, "zhang"),
)  # fmt: skip
LATE = Notice(NoticeKind.CASE_OVERDUE, "Objection", "O-2", "RAISED", AT + timedelta(hours=2), TO_ALL)
_POSTS = (HeldPost(PostKind.CATALOGUER, DEPARTMENT, date(2020, 1, 1)),)
ZHANG, LI = (Principal(Role.STAFF, name, None, _POSTS) for name in ("zhang", "li"))
ALL = ["CASE_OVERDUE", "OBJECTION_SETTLED", "ENTRY_PUBLISHED"]


def seen_by(store: Store, principal: Principal) -> View:
    return View(store, scope_of(principal, TODAY), TODAY)


async def inbox(store: Store, principal: Principal, *alternatives: dict[str, object]) -> list[str]:
    """Kinds of the notices in their order."""
    asked = Asked(alternatives or None)
    view = seen_by(store, principal)
    page = await NOTICES.page(view, asked, Wanted("NEWEST", 50))
    assert await NOTICES.count(view, asked) == len(page.rows)
    return [row[1] for _, row in page.rows]


async def muting(store: Store, principal: Principal, *kinds: NoticeKind, key: str | None = None) -> list[str]:
    done = await mute(store, seen_by(store, principal), Actor(principal, AT), kinds, key=key)
    return [kind.name for kind in done.kinds]


@pytest.fixture(autouse=True)
async def _told(store: Store) -> None:
    await store.write(lambda unit: tell(unit, [PUBLISHED, SETTLED, LATE]))


async def test_a_muted_kind_is_neither_listed_nor_counted_for_him_and_for_others_it_is(store: Store) -> None:
    assert await inbox(store, ZHANG) == ALL
    assert await muting(store, ZHANG, NoticeKind.OBJECTION_SETTLED, NoticeKind.ENTRY_PUBLISHED) == [
        "ENTRY_PUBLISHED", "OBJECTION_SETTLED",
    ]  # fmt: skip
    assert await inbox(store, ZHANG) == ["CASE_OVERDUE"]
    assert await inbox(store, LI) == ["CASE_OVERDUE", "ENTRY_PUBLISHED"]


async def test_no_longer_muted_it_is_shown_again_with_what_was_told_meanwhile(store: Store) -> None:
    await muting(store, ZHANG, NoticeKind.ENTRY_PUBLISHED)
    await store.write(lambda unit: tell(unit, [replace(PUBLISHED, about_id="R-2", at=AT + timedelta(hours=3))]))
    assert await inbox(store, ZHANG) == ["CASE_OVERDUE", "OBJECTION_SETTLED"]
    done = await unmute(store, seen_by(store, ZHANG), Actor(ZHANG, AT), [NoticeKind.ENTRY_PUBLISHED])
    assert done.kinds == ()
    assert await inbox(store, ZHANG) == ["ENTRY_PUBLISHED", *ALL]


async def test_a_filter_finds_nothing_that_is_muted(store: Store) -> None:
    await muting(store, ZHANG, NoticeKind.ENTRY_PUBLISHED)
    assert await inbox(store, ZHANG, {"kind": ["ENTRY_PUBLISHED"]}) == []
    assert await inbox(store, ZHANG, {"kind": ["ENTRY_PUBLISHED"]}, {"kind": ["CASE_OVERDUE"]}) == ["CASE_OVERDUE"]
    assert await inbox(store, ZHANG, {"not_kind": ["CASE_OVERDUE"]}) == ["OBJECTION_SETTLED"]
    view, none = seen_by(store, ZHANG), Asked(())
    assert await NOTICES.count(view, none) == 0


async def test_muted_twice_is_muted_once_and_two_at_a_time_are_both_kept(store: Store) -> None:
    kinds = [NoticeKind.ENTRY_PUBLISHED, NoticeKind.OBJECTION_SETTLED, NoticeKind.REQUEST_MOVED]
    await asyncio.gather(*(muting(store, ZHANG, each) for each in (*kinds, *kinds)))
    kept = (await muted(seen_by(store, ZHANG))).kinds
    assert set(kept) == set(kinds)
    assert len(kept) == 3
    assert await store.read("MATCH (m:MutedKinds) RETURN [count(m), max(size(m.kinds))]") == [1, 3]
    assert (await muted(seen_by(store, LI))).kinds == ()


async def test_the_same_key_mutes_once_and_no_other_kind(store: Store) -> None:
    for _ in range(2):
        await muting(store, ZHANG, NoticeKind.ENTRY_PUBLISHED, key="k")
    with pytest.raises(Conflict) as refused:
        await muting(store, ZHANG, NoticeKind.REQUEST_MOVED, key="k")
    assert refused.value.code == "IDEMPOTENCY_KEY_REUSED"
    assert await store.read("MATCH (j:Journal {act: 'MUTE_NOTICES'}) RETURN collect(j.detail)") == ["ENTRY_PUBLISHED"]


def holding(kind: PostKind) -> Principal:
    return Principal(Role.STAFF, kind.name, None, (HeldPost(kind, DEPARTMENT, date(2020, 1, 1)),))


@pytest.mark.parametrize("kind", [PostKind.INSPECTOR, PostKind.CATALOGUER, PostKind.ISSUER], ids=lambda each: each.name)
async def test_that_a_request_waits_is_no_order_to_who_takes_no_step_of_one(store: Store, kind: PostKind) -> None:
    him = holding(kind)
    waiting = Notice(
        NoticeKind.REQUEST_WAITING, "SharingRequest", "Q-1", "ASKED", AT, TO_ALL, (), ("consentToRequest",)
    )
    await store.write(lambda unit: tell(unit, [waiting]))
    assert await muting(store, him, NoticeKind.REQUEST_WAITING) == ["REQUEST_WAITING"]
    assert "REQUEST_WAITING" not in await inbox(store, him)
    await store.write(
        lambda unit: unit.run(
            "CREATE (:Post {id: 'P-1', kind: 'PROVIDER_OFFICER', subject: $who, departmentId: $at, "
            "validFrom: date('2020-01-01')})", who=him.subject, at=DEPARTMENT,
        )
    )  # fmt: skip
    assert (await muted(seen_by(store, him))).kinds == (), "by his new post it is one"


@pytest.mark.parametrize(
    "kind",
    [PostKind.APPLICANT, PostKind.PROVIDER_OFFICER, PostKind.DEPUTY_IN_CHARGE, PostKind.AGENT,
     PostKind.PLATFORM_OFFICER, PostKind.AUTHORITY_OFFICER, PostKind.COMMITTEE_SECRETARY],
    ids=lambda each: each.name,
)  # fmt: skip
async def test_that_a_request_waits_is_never_muted_by_who_takes_its_steps(store: Store, kind: PostKind) -> None:
    with pytest.raises(Forbidden) as refused:
        await muting(store, holding(kind), NoticeKind.REQUEST_WAITING)
    assert refused.value.code == "NEVER_MUTED"


@pytest.mark.parametrize(
    "kind",
    [each for each in NoticeKind if each in NEVER_MUTED - {NoticeKind.REQUEST_WAITING}],
    ids=lambda each: each.name,
)
async def test_an_order_is_never_muted_nor_what_is_asked_with_it(store: Store, kind: NoticeKind) -> None:
    with pytest.raises(Forbidden) as refused:
        await muting(store, ZHANG, NoticeKind.ENTRY_PUBLISHED, kind)
    assert (refused.value.code, refused.value.path, refused.value.value) == ("NEVER_MUTED", ("kinds", "2"), kind.name)
    assert await inbox(store, ZHANG) == ALL


async def test_of_several_orders_each_is_refused(store: Store) -> None:
    with pytest.raises(SeveralReasons) as refused:
        await muting(store, ZHANG, NoticeKind.CASE_OVERDUE, NoticeKind.CASE_DUE_SOON)
    assert [each.path[1] for each in refused.value.reasons] == ["1", "2"]


async def test_a_kind_that_has_become_an_order_since_is_shown(store: Store) -> None:
    await store.write(
        lambda unit: unit.run("MERGE (m:MutedKinds {id: 'zhang'}) SET m.kinds = ['CASE_OVERDUE', 'GONE']")
    )
    assert (await muted(seen_by(store, ZHANG))).kinds == ()
    assert await inbox(store, ZHANG) == ALL


async def test_what_is_muted_is_marked_as_read_by_its_id(store: Store) -> None:
    view = seen_by(store, ZHANG)
    page = await NOTICES.page(view, Asked(({"kind": ["ENTRY_PUBLISHED"]},)), Wanted("NEWEST", 5))
    ids = [row[0] for _, row in page.rows]
    await muting(store, ZHANG, NoticeKind.ENTRY_PUBLISHED)
    marked = await mark_read(store, view, Actor(ZHANG, AT), ids)
    assert [row[0] for row in marked.notices.rows] == ids


@pytest.mark.parametrize(
    "nobody",
    [Principal(Role.PUBLIC), Principal(Role.SERVICE, "x"), Principal(Role.AUDITOR, "x"), Principal(Role.ADMIN, "x")],
    ids=lambda each: each.role.name,
)
async def test_who_is_told_nothing_mutes_nothing(store: Store, nobody: Principal) -> None:
    for act in (mute, unmute):
        with pytest.raises(Forbidden) as refused:
            await act(store, seen_by(store, nobody), Actor(nobody, AT), [NoticeKind.ENTRY_PUBLISHED])
        assert (refused.value.code, refused.value.value) == ("ROLE_REQUIRED", nobody.role.name)
    assert (await muted(seen_by(store, nobody))).kinds == ()
