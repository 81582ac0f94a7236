"""Who can be tried in the demonstration: one of each role and of each post of 芜湖, some elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

from graph.law.scope import scope_of
from graph.office.actor import Actor
from graph.store.engine import Store
from graph.store.view import View
from graph.subjects.people.desk import principal_of
from graph.words.china_time import china_day
from graph.words.organisation import PostKind
from graph.words.people import Role
from seed.people import people
from seed.sheets import sheet

STAGE = "340200"
"""Division of the city that is shown."""
ANSWERING = "教育局"
"""Department that is asked, and objected to, in the stories: one other than the preferred, which asks."""
PREFERRED = "市场监督管理局"
"""Department from which a post is taken where it has one: it issues, provides and answers."""


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody to sign in as."""

    role: Role
    subject: str | None
    name: str = ""
    """Name of the person or department; empty where the role says it all."""
    department: str | None = None
    post: PostKind | None = None
    city: str = ""
    """Policy of a city that is not the one that is shown."""
    called: str = ""
    """A variable of his own, of a second one in a post."""


async def acting(store: Store, post: PostKind, at: datetime) -> tuple[View, Actor]:
    """Who holds a post among the players, at a moment, and what he sees then."""
    return await signed_in(store, player_in(post).subject or "", at)


async def acting_in(store: Store, post: PostKind, department: str, at: datetime) -> tuple[View, Actor]:
    """Who holds a post in a department of 芜湖, at a moment, and what he sees then."""
    held = next(row for row in _holders(post) if row["部门代码"] == department)
    return await signed_in(store, held["人员标识"], at)


async def signed_in(store: Store, subject: str, at: datetime) -> tuple[View, Actor]:
    """Somebody of the staff at a moment, and what he sees then."""
    actor = Actor(await principal_of(store, Role.STAFF, subject, china_day(at)), at)
    return View(store, scope_of(actor.principal, actor.today), actor.today), actor


def player_in(post: PostKind) -> Player:
    """The player in a post."""
    return next(each for each in cast() if each.post is post)


@cache
def cast() -> tuple[Player, ...]:
    """The players in the order of the roles and posts."""
    holder = people().persons[0]
    return (
        Player(Role.HOLDER, holder.code, holder.name),
        Player(Role.RELYING_PARTY, "unit-demo"),
        *(_in_post(kind) for kind in PostKind if _holders(kind)),
        replace(_in_post(PostKind.PROVIDER_OFFICER, ANSWERING), called="SCHOOLS"),
        Player(Role.SERVICE, "exchange-platform"),
        Player(Role.AUDITOR, "auditor-demo"),
        Player(Role.ADMIN, "admin-demo"),
    )


def elsewhere() -> tuple[Player, ...]:
    """The players of the other cities, city by city."""
    names = {row["代码"]: row["名称"] for row in sheet("departments")}
    held = {(row["岗位类型"], row["部门代码"]): row["人员标识"] for row in sheet("posts") if not row["止"]}
    return tuple(
        Player(
            Role.STAFF, held[row["岗位类型"], row["部门代码"]], names[row["部门代码"]], row["部门代码"],
            PostKind[row["岗位类型"]], row["政策"],
        )
        for row in sheet("cities/players")
    )  # fmt: skip


def _in_post(kind: PostKind, preferred: str = PREFERRED) -> Player:
    held = _holders(kind)
    names = {row["代码"]: row["名称"] for row in sheet("departments")}
    row = next((each for each in held if names[each["部门代码"]].endswith(preferred)), held[0])
    where = names[row["部门代码"]]
    return Player(Role.STAFF, row["人员标识"], where, row["部门代码"], kind)


def _holders(kind: PostKind) -> list[dict[str, str]]:
    at_home = {row["代码"] for row in sheet("departments") if row["区划代码"] == STAGE}
    return [
        dict(row) for row in sheet("posts")
        if row["岗位类型"] == kind.name and row["部门代码"] in at_home and not row["止"]
    ]  # fmt: skip
