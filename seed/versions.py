"""Versions of entries after the first, and entries on their way into the catalogue and out of it: by cases, by posts.

- `entry_changes` says what is done to an entry, how far, and why; `entries_prepared` has what is not published yet.
- Each step is taken by who holds the post that the city's table names, as over GraphQL, and under a key of its own:
  loaded again, nothing is done again, whatever has become of it since.
- An entry to which something was done keeps what it is when the tables are loaded again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from graph.cases.desk import Office
from graph.law.policies import bound_by
from graph.law.scope import scope_of
from graph.office.actor import Actor
from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.store.view import View
from graph.subjects.entries import approving
from graph.subjects.entries.approving import Said
from graph.subjects.entries.setting import entry_setting
from graph.subjects.people.desk import principal_of
from graph.words.china_time import china_day
from graph.words.entries import EntryDraft, SharingType, UpdateCycle
from graph.words.entry_cases import CauseKind, EntryEvent, Ground, Reviewed
from graph.words.organisation import Post, PostKind
from graph.words.people import Role
from seed.sheets import Row

POLICY = "WH"
CARRIER = "12340200MB631609X0"
"""市大数据中心."""
FIELDS: Mapping[str, tuple[str, Callable[[str], Any]]] = {
    "摘要": ("summary", str),
    "共享类型": ("sharing", SharingType),
    "共享条件": ("sharing_condition", str),
    "更新周期": ("cycle", UpdateCycle),
    "使用要求": ("usage", str),
}
"""What of an entry a change may say otherwise."""
STEPS: Mapping[str, Sequence[EntryEvent]] = {
    "发布": (EntryEvent.CHANGE, EntryEvent.REGISTER, EntryEvent.PUBLISH),
    "登记": (EntryEvent.CHANGE, EntryEvent.REGISTER),
    "变更": (EntryEvent.CHANGE,),
    "停用": (EntryEvent.WITHDRAW,),
    "撤销": (EntryEvent.WITHDRAW, EntryEvent.GO_OFFLINE),
}
"""How far something is done, by the word of the table."""


@dataclass(frozen=True, slots=True)
class Versions:
    """What is done to entries."""

    changes: tuple[Row, ...]
    prepared: tuple[EntryDraft, ...]

    @property
    def touched(self) -> Collection[str]:
        """Codes of the entries that are changed or withdrawn."""
        return {row["资源代码"] for row in self.changes}


async def left_as_they_are(
    store: Store, entries: Sequence[EntryDraft], versions: Versions, actor: Actor
) -> tuple[EntryDraft, ...]:
    """The entries but those that are there already and have had something done to them."""
    there = await entry_setting(store, actor.today, codes=versions.touched)
    return tuple(draft for draft in entries if draft.code not in there.registered)


async def bring_about(
    store: Store,
    personal: PersonalData,
    entries: Sequence[EntryDraft],
    versions: Versions,
    posts: Sequence[Post],
    now: datetime,
) -> None:
    """Take every step of the tables.

    Raises:
        Refusal: A step is not one that the city's table allows.
    """
    desk = _Desk(store, personal, posts, now)
    known = {draft.code: draft for draft in entries}
    for row in versions.changes:
        if (draft := known.get(row["资源代码"])) is not None:
            await desk.change(draft, row)
    for number, draft in enumerate(versions.prepared):
        case = await desk.register(draft, Ground(CauseKind.OTHER, "首次登记"))
        if number % 2:
            await desk.move(draft, case, EntryEvent.SEND_BACK, "请补充共享条件的具体情形后重新登记")


@dataclass(frozen=True, slots=True)
class _Desk:
    store: Store
    personal: PersonalData
    posts: Sequence[Post]
    now: datetime

    async def change(self, draft: EntryDraft, row: Row) -> None:
        """What a row of the table says, step by step."""
        ground = Ground(CauseKind(row["原因类别"]), row["原因"], basis=row["依据"] or None)
        case = ""
        for event in STEPS[row["办理"]]:
            match event:
                case EntryEvent.CHANGE | EntryEvent.WITHDRAW:
                    office = await self._office(draft, event, PostKind.CATALOGUER)
                    said = Said(words=ground.cause, ground=ground)
                    case = await approving.begin(office, draft.code, event, said)
                case EntryEvent.REGISTER:
                    field, read = FIELDS[row["字段"]]
                    other: dict[str, Any] = {field: read(row["改为"])}
                    case = await self.register(replace(draft, **other), ground)
                case _:
                    case = await self.move(draft, case, event)

    async def register(self, draft: EntryDraft, ground: Ground) -> str:
        """Register a version, reviewed before release point by point; the id of its case."""
        row = bound_by(POLICY, china_day(self.now))
        points = row.release_review.value if row is not None and row.release_review is not None else ()
        reviewed = tuple(Reviewed(point, "已审查，可以发布") for point in points)
        office = await self._office(draft, EntryEvent.REGISTER, PostKind.CATALOGUER)
        return await approving.register_entry(office, draft, replace(ground, reviewed=reviewed))

    async def move(self, draft: EntryDraft, case: str, event: EntryEvent, words: str = "") -> str:
        """A step of the centre's platform officer."""
        office = await self._office(draft, event, PostKind.PLATFORM_OFFICER)
        return await approving.move_entry(office, case, event, Said(words))

    async def _office(self, draft: EntryDraft, event: EntryEvent, kind: PostKind) -> Office:
        where = CARRIER if kind is PostKind.PLATFORM_OFFICER else draft.provider
        subject = next(post.subject for post in self.posts if (post.kind, post.department) == (kind, where))
        today = china_day(self.now)
        principal = await principal_of(self.store, Role.STAFF, subject, today)
        view = View(self.store, scope_of(principal, today), today)
        key = f"seed-{draft.code}-{event.name}"
        return Office(self.store, self.personal, view, Actor(principal, self.now), key)
