"""Loads the demonstration's catalogue: the tables, through the same readers and use cases as users' files.

1. A store that holds departments and is no demonstration is left alone.
2. The store is marked a demonstration before anything else is written.
3. Each step is written as a whole and then marked done.
4. An interrupted load goes on behind its last finished step; a finished one is not begun again until a table changes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from graph.errors import Conflict, Text
from graph.law.access import Principal
from graph.office.actor import Actor
from graph.refusal_codes import Code
from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.subjects.elements.desk import add_elements
from graph.subjects.entries.desk import register
from graph.subjects.entries.membership import add_memberships
from graph.subjects.installation import memory as installation_memory
from graph.subjects.licensing.desk import add_types
from graph.subjects.lineage.desk import add_lineage
from graph.subjects.organisation.desk import establish
from graph.subjects.sharing.desk import add_requests
from graph.subjects.sources.desk import add_sources
from graph.words.people import Role
from seed.catalogue import Catalogue, Tables, tables_digest
from seed.releasing import released
from seed.sheets import TABLES
from seed.versions import POLICY, bring_about, left_as_they_are

Progress = Callable[[int, int, str], None]
"""Is told how much is done, of how much, and what is next."""


def untold(done: int, total: int, what: str) -> None:
    """Nobody is told."""


CAUSE = "演示数据导入"
"""Cause of the first version of every entry."""
LOADER = Principal(Role.ADMIN, "zhengtu-seed")
"""Who loads; the journal names it."""


@dataclass(frozen=True, slots=True)
class State:
    """How far a store is loaded."""

    demonstration: bool
    complete: bool
    """The whole catalogue of these very tables is in."""
    steps: tuple[str, ...]
    """Steps that are done, of an unfinished load."""


@dataclass(frozen=True, slots=True)
class Step:
    """A part of the load."""

    name: str
    what: str
    """What people call it."""
    weight: int
    """Rows, as a measure of the work."""
    run: Callable[[Callable[[int], None]], Awaitable[object]]
    """Does it; is given a function to tell how many rows are done."""


async def seeded(store: Store, folder: Path = TABLES) -> State:
    """Say how far a store is loaded."""
    found = await installation_memory.installation(store)
    same = found.catalogue == await asyncio.to_thread(tables_digest, folder)
    return State(found.demonstration, same and found.loaded_at is not None, found.steps if same else ())


async def load_catalogue(
    store: Store,
    personal: PersonalData,
    now: datetime,
    progress: Progress = untold,
    folder: Path = TABLES,
    tables: Tables | None = None,
) -> State:
    """Load the catalogue into a demonstration store, or what is missing of it.

    Args:
        store: A migrated store that is empty or a demonstration.
        personal: Encrypts the names of people in posts.
        now: When it is loaded; versions and journal say so.
        progress: Is told how much is done.
        folder: Where the tables are.
        tables: Those of that folder, where others need them as well.

    Raises:
        Conflict: `STORE_NOT_EMPTY`; the store holds departments and is no demonstration.
        Refusal: A table is wrong.
    """
    before = await seeded(store, folder)
    if before.complete:
        return before
    installation = await installation_memory.installation(store)
    if installation.departments and not installation.demonstration:
        raise Conflict(
            Text(
                f"库中已有{installation.departments}个部门，且不是演示库：演示数据只能装入空库",
                f"the store holds {installation.departments} departments and is no demonstration: "
                "load into an empty one",
            ),
            code=Code.STORE_NOT_EMPTY,
            value=str(installation.departments),
        )
    catalogue = await (tables or Tables(folder)).read()
    if not installation.demonstration or installation.catalogue != catalogue.digest:
        await installation_memory.begin_demonstration(store, catalogue.digest, installation.day(now))
    steps = _steps(store, personal, Actor(LOADER, now), catalogue)
    total, done = sum(step.weight for step in steps), 0
    for step in steps:
        if step.name not in before.steps:
            progress(done, total, step.what)
            await step.run(lambda rows, done=done, what=step.what: progress(done + rows, total, what))  # type: ignore[misc]
            await installation_memory.step_done(store, step.name)
        done += step.weight
    await installation_memory.catalogue_loaded(store, now.isoformat())
    progress(total, total, "")
    return await seeded(store, folder)


def _steps(store: Store, personal: PersonalData, actor: Actor, catalogue: Catalogue) -> tuple[Step, ...]:
    """The load in the order in which things point to each other."""
    who, what = catalogue.organisation, catalogue.sources
    flow_rows = len(catalogue.lineage) + len(catalogue.item_lineage)
    return (
        Step(
            "organisation",
            "机构、岗位、政策",
            len(who.divisions) + len(who.departments) + len(who.posts),
            lambda _: establish(store, who, personal, actor),
        ),
        Step(
            "sources",
            "依据、系统、资源库",
            len(what.legal_bases) + len(what.systems) + len(what.libraries),
            lambda _: add_sources(store, what, actor),
        ),
        Step("elements", "数据元", len(catalogue.elements), lambda _: add_elements(store, catalogue.elements, actor)),
        Step(
            "entries",
            "目录条目",
            sum(len(draft.items) for draft in catalogue.entries),
            lambda tell: _registered(store, catalogue, actor, tell),
        ),
        Step(
            "memberships",
            "入库关系",
            len(catalogue.memberships),
            lambda _: add_memberships(store, catalogue.memberships, actor),
        ),
        Step(
            "consumers",
            "使用方",
            len(catalogue.consumers.consumers),
            lambda _: add_sources(store, catalogue.consumers, actor),
        ),
        Step(
            "license_types",
            "证照类型",
            len(catalogue.types) + len(catalogue.entitlements),
            lambda _: add_types(store, catalogue.types, catalogue.entitlements, actor),
        ),
        Step(
            "lineage",
            "溯源关系",
            flow_rows,
            lambda _: add_lineage(store, catalogue.lineage, catalogue.item_lineage, actor),
        ),
        Step(
            "versions",
            "条目变更与撤销",
            len(catalogue.versions.changes) + len(catalogue.versions.prepared),
            lambda _: bring_about(store, personal, catalogue.entries, catalogue.versions, who.posts, actor.now),
        ),
        Step(
            "requests",
            "共享申请",
            len(catalogue.requests),
            lambda _: add_requests(store, personal, catalogue.requests, actor),
        ),
    )


async def _registered(store: Store, catalogue: Catalogue, actor: Actor, tell: Callable[[int], None]) -> None:
    entries = await left_as_they_are(store, catalogue.entries, catalogue.versions, actor)
    await register(store, entries, actor, CAUSE, publish=True, reviewed=released(entries, POLICY, actor), tell=tell)
