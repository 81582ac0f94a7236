"""Users' files: a table is read, checked against the graph, and written as a whole, or only checked.

* The graph is read once: by one statement's answer the file is compared, judged and, where it is clean, written.
* The outcome is a value with everything that is wrong, each with the row and the column of the file; a file with one
  fault is not written at all.
* Which sheet and row of column names were read is said; a sentence about a cell names it as people see it.
* Entries that somebody else wrote meanwhile are not written over: the import begins again, and its lines tell of it.
"""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum, unique
from typing import TypeVar

from graph.errors import Refusal, Text
from graph.law.access import require
from graph.law.acts import Act
from graph.office.actor import Actor
from graph.office.naming import named
from graph.office.review import Hint, Review, SeveralReasons
from graph.office.sheets.finding import find_table
from graph.office.sheets.forms import Form, Parsed
from graph.office.sheets.rows import Source, Table
from graph.office.sheets.told import row_of, told
from graph.refusal_codes import Code
from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.subjects.entries import sheet as entries_sheet
from graph.subjects.entries.desk import judge as judge_entries
from graph.subjects.entries.desk import once_more_if_moved, register_judged
from graph.subjects.organisation import sheet as organisation_sheet
from graph.subjects.organisation.desk import JudgedOrganisation, Organisation, establish_judged, setting_of
from graph.subjects.sources import sheet as sources_sheet
from graph.subjects.sources.desk import JudgedSources, Sources, add_judged
from graph.subjects.sources.desk import judge as judge_sources
from graph.words.entries import EntryDraft
from graph.words.organisation import Department

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
    source: Source | None = None
    """Which sheet and row of column names were read; None where no table was found."""

    @property
    def clean(self) -> bool:
        """Whether nothing is wrong with it."""
        return self.review.clean

    @property
    def faulty_rows(self) -> int:
        """How many rows of the table have something wrong with them."""
        header = self.source.header if self.source else sys.maxsize
        return len({row for fault in self.review.faults if (row := row_of(fault)) > header})


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
        EntriesMoved: Somebody else wrote the same entries meanwhile, twice; nothing of the file is written.
    """
    require(actor.principal, Act.IMPORT, None, actor.today)
    try:
        table = await named(store, find_table(content, FORMS[kind]), FORMS[kind])
        wanted = commit and not table.faults
        match kind if table.whole else None:
            case None:
                return _sourced(Imported(kind, 0, written=False, review=Review()), table)
            case Kind.DEPARTMENTS:
                return _sourced(await _departments(store, personal, actor, table, commit=wanted), table)
            case Kind.SYSTEMS:
                return _sourced(await _systems(store, actor, table, commit=wanted), table)
            case Kind.LIBRARIES:
                return _sourced(await _libraries(store, actor, table, commit=wanted), table)
            case Kind.BASES:
                return _sourced(await _bases(store, actor, table, commit=wanted), table)
            case Kind.ENTRIES:
                return _sourced(await _entries(store, actor, table, cause, commit=wanted, publish=publish), table)
    except SeveralReasons as several:
        return Imported(kind, 0, written=False, review=Review(several.reasons))
    except Refusal as refusal:
        return Imported(kind, 0, written=False, review=Review((refusal,)))


def _sourced(done: Imported, table: Table) -> Imported:
    """What came of a file, with what is wrong with the table itself, each sentence with the cell that it is about."""
    wrong = {row_of(fault) for fault in table.faults}
    ends = (*(line.row for line in done.lines[1:]), sys.maxsize)
    lines = (
        replace(line, outcome=Outcome.WRONG) if any(line.row <= row < end for row in wrong) else line
        for line, end in zip(done.lines, ends, strict=False)
    )
    return replace(done, review=told(done.review, table), lines=tuple(lines), source=table.source)


async def _departments(store: Store, personal: PersonalData, actor: Actor, table: Table, *, commit: bool) -> Imported:
    parsed = organisation_sheet.read_departments(table)
    departments = tuple(row.department for row in parsed.values)
    named = {post.id: post for row in parsed.values for post in row.posts(actor.today)}
    setting = await setting_of(store, Organisation(departments=departments, posts=tuple(named.values())))
    posts = tuple(post for identity, post in named.items() if identity not in setting.posts)
    judged = JudgedOrganisation(Organisation(departments=departments, posts=posts), setting, actor.today)
    peopled = {post.department for post in posts}
    lines = tuple(
        Line(
            rows[0], one.code, one.name, _department(one, setting.registered.get(one.code), peopled=one.code in peopled)
        )
        for one, rows in zip(departments, parsed.rows, strict=True)
    )
    bound = setting.bound or any(one.policy for one in departments)
    review = judged.review + Review(hints=() if bound else (_UNBOUND,))
    return await _finish(
        Kind.DEPARTMENTS, parsed, lines, review, lambda: establish_judged(store, judged, personal, actor), commit=commit
    )


_UNBOUND = Hint(
    Code.NOTHING_BOUND,
    Text(
        "还没有部门适用任何政策：请在最高一级政府的“政策”列填写政策编号，其下属部门随之适用",
        "no policy binds any department yet: name it in “政策” on the row of the topmost government, for all below it",
    ),
)


def _department(given: Department, there: Department | None, *, peopled: bool) -> Outcome:
    """What binds or exempts is not taken away by a file that does not name it; people that it names are new to it."""
    if there is None:
        return Outcome.NEW
    kept = replace(given, policy=given.policy or there.policy, exempt_from=given.exempt_from or there.exempt_from)
    same = kept == there
    return Outcome.UNCHANGED if same and not peopled else Outcome.CHANGED


async def _systems(store: Store, actor: Actor, table: Table, *, commit: bool) -> Imported:
    parsed = sources_sheet.read_systems(table)
    judged = await judge_sources(store, Sources(systems=parsed.values), actor.today)
    there = judged.setting.systems
    lines = tuple(_compared(rows[0], one.code, one.name, one, there) for one, rows in _rows(parsed))
    return await _sources(store, actor, Kind.SYSTEMS, parsed, lines, judged, commit=commit)


async def _libraries(store: Store, actor: Actor, table: Table, *, commit: bool) -> Imported:
    parsed = sources_sheet.read_libraries(table)
    judged = await judge_sources(store, Sources(libraries=parsed.values), actor.today)
    there = judged.setting.libraries
    lines = tuple(_compared(rows[0], one.code, one.name, one, there) for one, rows in _rows(parsed))
    return await _sources(store, actor, Kind.LIBRARIES, parsed, lines, judged, commit=commit)


async def _bases(store: Store, actor: Actor, table: Table, *, commit: bool) -> Imported:
    parsed = sources_sheet.read_legal_bases(table)
    judged = await judge_sources(store, Sources(legal_bases=parsed.values), actor.today)
    there = judged.setting.legal_bases
    lines = tuple(_compared(rows[0], one.code, one.title, one, there) for one, rows in _rows(parsed))
    return await _sources(store, actor, Kind.BASES, parsed, lines, judged, commit=commit)


async def _sources(
    store: Store,
    actor: Actor,
    kind: Kind,
    parsed: Parsed[T],
    lines: tuple[Line, ...],
    judged: JudgedSources,
    *,
    commit: bool,
) -> Imported:
    return await _finish(kind, parsed, lines, judged.review, lambda: add_judged(store, judged, actor), commit=commit)


def _rows(parsed: Parsed[T]) -> Iterator[tuple[T, tuple[int, ...]]]:
    """Each value with the numbers of its rows."""
    return zip(parsed.values, parsed.rows, strict=True)


def _compared(row: int, code: str, name: str, given: T, there: Mapping[str, T]) -> Line:
    if code not in there:
        return Line(row, code, name, Outcome.NEW)
    return Line(row, code, name, Outcome.UNCHANGED if given == there[code] else Outcome.CHANGED)


async def _entries(store: Store, actor: Actor, table: Table, cause: str, *, commit: bool, publish: bool) -> Imported:
    parsed: Parsed[EntryDraft] = entries_sheet.read_entries(table)

    async def attempt() -> Imported:
        judged = await judge_entries(store, parsed.values, actor, publish=publish)
        told = judged.outcome
        outcomes = dict.fromkeys(told.new, Outcome.NEW) | dict.fromkeys(told.changed, Outcome.CHANGED)
        lines = tuple(
            Line(rows[0], one.code, one.name, outcomes.get(one.code, Outcome.UNCHANGED)) for one, rows in _rows(parsed)
        )
        return await _finish(
            Kind.ENTRIES, parsed, lines, judged.review, lambda: register_judged(store, judged, cause), commit=commit
        )

    return await once_more_if_moved(attempt)


async def _finish(
    kind: Kind,
    parsed: Parsed[T],
    lines: tuple[Line, ...],
    review: Review,
    write: Callable[[], Awaitable[object]],
    *,
    commit: bool,
) -> Imported:
    """Put the faults of cells and of the batch in the order of rows, and write where nothing is wrong."""
    found = parsed.located(review)
    faults = sorted((*parsed.faults, *found.faults), key=row_of)
    wrong = {row_of(fault) for fault in faults}
    told = tuple(
        replace(line, outcome=Outcome.WRONG) if wrong.intersection(rows) else line
        for line, rows in zip(lines, parsed.rows, strict=True)
    )
    wanted = commit and not faults
    if wanted:
        await write()
    return Imported(kind, len(parsed.values), written=wanted, review=Review(tuple(faults), found.hints), lines=told)
