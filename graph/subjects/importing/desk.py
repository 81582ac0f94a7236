"""Users' files: a table is read, checked against the graph, and written as a whole, or only checked.

The outcome is a value with everything that is wrong, each with the row and the column of the file; a file with one
fault is not written at all.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum, unique
from typing import TypeVar

from graph.errors import Refusal, Text
from graph.law.access import require
from graph.law.acts import Act
from graph.office.actor import Actor
from graph.office.review import Hint, Review, SeveralReasons
from graph.office.sheets.cells import Form, Parsed
from graph.office.sheets.files import Table, read_table
from graph.refusal_codes import Code
from graph.store.engine import Store
from graph.store.existence import existing_ids
from graph.store.personal import PersonalData
from graph.subjects.entries import sheet as entries_sheet
from graph.subjects.entries.desk import check, compare, register
from graph.subjects.organisation import memory as organisation_memory
from graph.subjects.organisation import sheet as organisation_sheet
from graph.subjects.organisation.desk import Organisation, establish, review_organisation
from graph.subjects.organisation.sheet import DepartmentRow
from graph.subjects.sources import memory as sources_memory
from graph.subjects.sources import sheet as sources_sheet
from graph.subjects.sources.desk import Sources, add_sources, review_sources
from graph.words.entries import EntryDraft
from graph.words.organisation import Department, Post

T = TypeVar("T")


@unique
class Kind(Enum):
    """What a file holds; the value is the word of the command."""

    DEPARTMENTS = "departments"
    SYSTEMS = "systems"
    LIBRARIES = "libraries"
    BASES = "bases"
    ENTRIES = "entries"


FORMS: Mapping[Kind, Form] = {
    Kind.DEPARTMENTS: organisation_sheet.DEPARTMENTS,
    Kind.SYSTEMS: sources_sheet.SYSTEMS,
    Kind.LIBRARIES: sources_sheet.LIBRARIES,
    Kind.BASES: sources_sheet.LEGAL_BASES,
    Kind.ENTRIES: entries_sheet.ENTRIES,
}
"""The columns of each kind of file."""


@unique
class Outcome(Enum):
    """What a file does to one value."""

    NEW = "新增"
    CHANGED = "变更"
    UNCHANGED = "不变"
    WRONG = "有误"


@dataclass(frozen=True, slots=True)
class Line:
    """What a file does to one of its values."""

    row: int
    """Number of its first row in the file."""
    code: str
    name: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file."""

    kind: Kind
    values: int
    """Departments, systems, libraries, legal bases or entries that the file holds."""
    written: bool
    review: Review
    """Faults and hints with row number and column name as path."""
    lines: tuple[Line, ...] = ()
    """What becomes of each value, in the order of the file; a row that could not be read is among the faults only."""

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
            case Kind.LIBRARIES:
                return await _libraries(store, actor, table, commit=commit)
            case Kind.BASES:
                return await _bases(store, actor, table, commit=commit)
            case Kind.ENTRIES:
                return await _entries(store, actor, table, cause, commit=commit, publish=publish)
    except SeveralReasons as several:
        return Imported(kind, 0, written=False, review=Review(several.reasons))
    except Refusal as refusal:
        return Imported(kind, 0, written=False, review=Review((refusal,)))


async def _departments(store: Store, personal: PersonalData, actor: Actor, table: Table, *, commit: bool) -> Imported:
    parsed = organisation_sheet.read_departments(table)
    batch = Organisation(
        departments=tuple(row.department for row in parsed.values), posts=await _named(store, parsed.values, actor)
    )
    there = await organisation_memory.read_departments(store, [one.code for one in batch.departments])
    peopled = {post.department for post in batch.posts}
    lines = tuple(
        Line(rows[0], one.code, one.name, _department(one, there.get(one.code), peopled=one.code in peopled))
        for one, rows in zip(batch.departments, parsed.rows, strict=True)
    )

    async def review() -> Review:
        bound = any(one.policy for one in batch.departments) or await organisation_memory.anything_bound(store)
        return await review_organisation(store, batch) + Review(hints=() if bound else (_UNBOUND,))

    return await _finish(
        Kind.DEPARTMENTS, parsed, lines, review, lambda: establish(store, batch, personal, actor), commit=commit
    )


_UNBOUND = Hint(
    Code.NOTHING_BOUND,
    Text(
        "还没有部门适用任何政策：请在最高一级政府的“政策”列填写政策编号，其下属部门随之适用",
        "no policy binds any department yet: name it in “政策” on the row of the topmost government, for all below it",
    ),
)


def _department(given: Department, there: Department | None, *, peopled: bool) -> Outcome:
    """A binding is not taken away by a file that does not name it; people that it names are new to it."""
    if there is None:
        return Outcome.NEW
    same = replace(given, policy=given.policy or there.policy) == there
    return Outcome.UNCHANGED if same and not peopled else Outcome.CHANGED


async def _named(store: Store, rows: tuple[DepartmentRow, ...], actor: Actor) -> tuple[Post, ...]:
    """Posts of the people that the file names, where there are none."""
    named = {post.id: post for row in rows for post in row.posts(actor.today)}
    there = (await existing_ids(store, {"Post": named}))["Post"]
    return tuple(post for identity, post in named.items() if identity not in there)


async def _systems(store: Store, actor: Actor, table: Table, *, commit: bool) -> Imported:
    parsed = sources_sheet.read_systems(table)
    there = await sources_memory.read_systems(store, [one.code for one in parsed.values])
    lines = tuple(_compared(rows[0], one.code, one.name, one, there) for one, rows in _rows(parsed))
    return await _sources(store, actor, Kind.SYSTEMS, parsed, lines, Sources(systems=parsed.values), commit=commit)


async def _libraries(store: Store, actor: Actor, table: Table, *, commit: bool) -> Imported:
    parsed = sources_sheet.read_libraries(table)
    there = await sources_memory.read_libraries(store, [one.code for one in parsed.values])
    lines = tuple(_compared(rows[0], one.code, one.name, one, there) for one, rows in _rows(parsed))
    return await _sources(store, actor, Kind.LIBRARIES, parsed, lines, Sources(libraries=parsed.values), commit=commit)


async def _bases(store: Store, actor: Actor, table: Table, *, commit: bool) -> Imported:
    parsed = sources_sheet.read_legal_bases(table)
    there = await sources_memory.read_legal_bases(store, [one.code for one in parsed.values])
    lines = tuple(_compared(rows[0], one.code, one.title, one, there) for one, rows in _rows(parsed))
    return await _sources(store, actor, Kind.BASES, parsed, lines, Sources(legal_bases=parsed.values), commit=commit)


async def _sources(
    store: Store,
    actor: Actor,
    kind: Kind,
    parsed: Parsed[T],
    lines: tuple[Line, ...],
    batch: Sources,
    *,
    commit: bool,
) -> Imported:
    return await _finish(
        kind,
        parsed,
        lines,
        lambda: review_sources(store, batch),
        lambda: add_sources(store, batch, actor),
        commit=commit,
    )


def _rows(parsed: Parsed[T]) -> Iterator[tuple[T, tuple[int, ...]]]:
    """Each value with the numbers of its rows."""
    return zip(parsed.values, parsed.rows, strict=True)


def _compared(row: int, code: str, name: str, given: T, there: Mapping[str, T]) -> Line:
    if code not in there:
        return Line(row, code, name, Outcome.NEW)
    return Line(row, code, name, Outcome.UNCHANGED if given == there[code] else Outcome.CHANGED)


async def _entries(store: Store, actor: Actor, table: Table, cause: str, *, commit: bool, publish: bool) -> Imported:
    parsed: Parsed[EntryDraft] = entries_sheet.read_entries(table)
    told = await compare(store, parsed.values, actor, publish=publish)
    outcomes = dict.fromkeys(told.new, Outcome.NEW) | dict.fromkeys(told.changed, Outcome.CHANGED)
    lines = tuple(
        Line(rows[0], one.code, one.name, outcomes.get(one.code, Outcome.UNCHANGED)) for one, rows in _rows(parsed)
    )
    return await _finish(
        Kind.ENTRIES,
        parsed,
        lines,
        lambda: check(store, parsed.values, actor),
        lambda: register(store, parsed.values, actor, cause, publish=publish),
        commit=commit,
    )


async def _finish(
    kind: Kind,
    parsed: Parsed[T],
    lines: tuple[Line, ...],
    review: Callable[[], Awaitable[Review]],
    write: Callable[[], Awaitable[object]],
    *,
    commit: bool,
) -> Imported:
    """Check what could be read, put both kinds of fault in the order of rows, and write where nothing is wrong."""
    found = parsed.located(await review())
    faults = sorted((*parsed.faults, *found.faults), key=_row)
    wrong = {_row(fault) for fault in faults}
    told = tuple(
        replace(line, outcome=Outcome.WRONG) if wrong.intersection(rows) else line
        for line, rows in zip(lines, parsed.rows, strict=True)
    )
    outcome = Imported(kind, len(parsed.values), written=False, review=Review(tuple(faults), found.hints), lines=told)
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
