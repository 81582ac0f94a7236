"""Users' files: a table is read, checked against the graph, and written as a whole, or only checked.

The outcome is a value with everything that is wrong, each with the row and the column of the file; a file with one
fault is not written at all.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from enum import Enum, unique

from graph.desk.acting import Actor
from graph.desk.entries import check, register
from graph.desk.organisation import Organisation, establish, review_organisation
from graph.desk.review import Review, SeveralReasons
from graph.desk.sheets import entries, organisation, sources
from graph.desk.sheets.cells import Parsed
from graph.desk.sheets.files import Table, read_table
from graph.desk.sheets.organisation import DepartmentRow
from graph.desk.sources import Sources, add_sources, review_sources
from graph.errors import Refusal
from graph.law.access import require
from graph.law.acts import Act
from graph.model.catalogue import EntryDraft, InformationSystem
from graph.model.organisation import Post
from graph.model.terms import PostKind
from graph.store.engine import Store
from graph.store.known import known
from graph.store.personal import PersonalData


@unique
class Kind(Enum):
    """What a file holds; the value is the word of the command."""

    DEPARTMENTS = "departments"
    SYSTEMS = "systems"
    ENTRIES = "entries"


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file."""

    kind: Kind
    values: int
    """Departments, systems or entries that the file holds."""
    written: bool
    review: Review
    """Faults and hints with row number and column name as path."""

    @property
    def clean(self) -> bool:
        """Whether nothing is wrong with it."""
        return self.review.clean


async def import_file(
    store: Store,
    personal: PersonalData,
    actor: Actor,
    kind: Kind,
    content: bytes,
    *,
    commit: bool,
    cause: str = "批量导入",
    publish: bool = True,
) -> Imported:
    """Check a file, and write it if it is clean and wanted.

    Args:
        store: The graph.
        personal: Encrypts the names of heads of departments.
        actor: An administrator.
        kind: What the file holds.
        content: Bytes of a CSV or Excel file.
        commit: Write it; otherwise it is a dry run.
        cause: Cause of the entries' versions.
        publish: Whether entries are published at once.

    Raises:
        Forbidden: `ROLE_REQUIRED`; the only refusal that is not part of the outcome.
    """
    require(actor.principal, Act.IMPORT, None, actor.today)
    try:
        table = read_table(content)
        match kind:
            case Kind.DEPARTMENTS:
                return await _departments(store, personal, actor, table, commit=commit)
            case Kind.SYSTEMS:
                return await _systems(store, actor, table, commit=commit)
            case Kind.ENTRIES:
                return await _entries(store, actor, table, cause, commit=commit, publish=publish)
    except SeveralReasons as several:
        return Imported(kind, 0, written=False, review=Review(several.reasons))
    except Refusal as refusal:
        return Imported(kind, 0, written=False, review=Review((refusal,)))


async def _departments(store: Store, personal: PersonalData, actor: Actor, table: Table, *, commit: bool) -> Imported:
    parsed = organisation.read_departments(table)
    batch = Organisation(
        departments=tuple(row.department for row in parsed.values), posts=await _heads(store, parsed.values, actor)
    )
    return await _finish(
        Kind.DEPARTMENTS,
        parsed,
        lambda: review_organisation(store, batch),
        lambda: establish(store, batch, personal, actor),
        commit=commit,
    )


async def _heads(store: Store, rows: tuple[DepartmentRow, ...], actor: Actor) -> tuple[Post, ...]:
    """Posts for the heads that the file names, where there is none; who they are in tokens is told later."""
    heads = {f"{row.department.code}-HEAD-01": row for row in rows if row.head}
    there = (await known(store, {"Post": heads}))["Post"]
    return tuple(
        Post(
            identity,
            PostKind.HEAD,
            "",
            row.head,
            row.department.code,
            row.department.valid_from or actor.today,
            row.department.valid_until,
        )
        for identity, row in heads.items()
        if identity not in there
    )


async def _systems(store: Store, actor: Actor, table: Table, *, commit: bool) -> Imported:
    parsed: Parsed[InformationSystem] = sources.read_systems(table)
    batch = Sources(systems=parsed.values)
    return await _finish(
        Kind.SYSTEMS,
        parsed,
        lambda: review_sources(store, batch),
        lambda: add_sources(store, batch, actor),
        commit=commit,
    )


async def _entries(store: Store, actor: Actor, table: Table, cause: str, *, commit: bool, publish: bool) -> Imported:
    parsed: Parsed[EntryDraft] = entries.read_entries(table)
    return await _finish(
        Kind.ENTRIES,
        parsed,
        lambda: check(store, parsed.values, actor),
        lambda: register(store, parsed.values, actor, cause, publish=publish),
        commit=commit,
    )


async def _finish(
    kind: Kind,
    parsed: Parsed[object] | Parsed[DepartmentRow] | Parsed[InformationSystem] | Parsed[EntryDraft],
    review: Callable[[], Awaitable[Review]],
    write: Callable[[], Awaitable[object]],
    *,
    commit: bool,
) -> Imported:
    """Check what could be read, put both kinds of fault in the order of rows, and write where nothing is wrong."""
    found = parsed.located(await review())
    faults = sorted((*parsed.faults, *found.faults), key=_row)
    outcome = Imported(kind, len(parsed.values), written=False, review=Review(tuple(faults), found.hints))
    if not commit or faults:
        return outcome
    try:
        await write()
    except SeveralReasons as several:
        return replace(outcome, review=parsed.located(Review(several.reasons)))
    except Refusal as refusal:
        return replace(outcome, review=parsed.located(Review((refusal,))))
    return replace(outcome, written=True)


def _row(fault: Refusal) -> int:
    return int(fault.path[0]) if fault.path and fault.path[0].isdigit() else 0
