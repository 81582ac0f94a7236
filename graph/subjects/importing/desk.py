"""What administrators bring: a batch is read, judged against the graph, and written as a whole, or only judged.

* The graph is read once: by one statement's answer the batch is compared, judged and, where it is clean, written.
* A file's outcome is a value with everything that is wrong, each with the row and the column of the file; a batch with
  one fault is not written at all.
* A list that was empty when it was handed out comes in again: names of columns without a row are told, and no fault.
* Which sheet and row of column names were read is said; a sentence about a cell names it as people see it.
* Entries that somebody else wrote meanwhile are not written over: the import begins again, and its lines tell of it.
* Under an idempotency key it is kept what became of each value; what the values are the request says again.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from graph.errors import LimitExceeded, Malformed, Refusal, Text
from graph.law.access import require
from graph.law.acts import Act
from graph.office.actor import Actor
from graph.office.idempotency import KeyedRequest, UnderKey
from graph.office.naming import named
from graph.office.published import masking, refuse_citizen_id
from graph.office.review import Review, SeveralReasons
from graph.office.sheets.files import MAX_ROWS
from graph.office.sheets.finding import find_table, form_of
from graph.office.sheets.forms import Form, Parsed
from graph.office.sheets.rows import Source, Table
from graph.office.sheets.told import row_of, told
from graph.refusal_codes import Code
from graph.store.engine import Store, Unit
from graph.store.personal import PersonalData
from graph.subjects.entries.desk import once_more_if_moved
from graph.subjects.importing.batches import Bringing, Outcome, Told
from graph.subjects.importing.derived import FORMS as DERIVED
from graph.subjects.importing.table import KINDS
from graph.words.entry_cases import Paper, Reviewed
from graph.words.imports import Kind


@dataclass(frozen=True, slots=True)
class Line:
    """What a batch does to one of its values."""

    row: int
    """Number of its first row in the file."""
    code: str
    name: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a batch."""

    kind: Kind
    values: int
    """Departments, systems, posts or entries that it holds."""
    written: bool
    review: Review
    """Faults and hints with row number and column name as path."""
    lines: tuple[Line, ...] = ()
    """What becomes of each value, in the order of the file; a row that could not be read is among the faults only."""
    source: Source | None = None
    """Which sheet and row of column names were read; None where no table was found, or none was looked for."""

    @property
    def clean(self) -> bool:
        """Whether nothing is wrong with it."""
        return self.review.clean

    @property
    def faulty_rows(self) -> int:
        """How many rows of the table have something wrong with them."""
        header = self.source.header if self.source else sys.maxsize
        return len({row for fault in self.review.faults if (row := row_of(fault)) > header})


async def import_file(  # noqa: PLR0913 - what is brought, with who and where
    store: Store,
    personal: PersonalData,
    actor: Actor,
    kind: Kind,
    content: bytes,
    *,
    commit: bool,
    cause: str = "批量导入",
    paper: Paper | None = None,
    reviewed: Sequence[Reviewed] = (),
) -> Imported:
    """Check a file, and write it if it is clean and wanted.

    Args:
        store: The graph.
        personal: Encrypts the names of people in posts.
        actor: An administrator.
        kind: What the file holds.
        content: Bytes of a CSV or Excel file.
        commit: Write it; otherwise it is a dry run.
        cause: Cause of the entries' versions.
        paper: The document by which they were approved outside the system.
        reviewed: What was reviewed of them before release.

    Raises:
        Forbidden: `ROLE_REQUIRED`; the only refusal that is not part of the outcome.
        EntriesMoved: Somebody else wrote the same entries meanwhile, twice; nothing of the file is written.
    """
    require(actor.principal, Act.IMPORT, None, actor.today)
    try:
        bringing = Bringing(store, personal, actor, cause, paper=paper, reviewed=tuple(reviewed))
        return await bring_file(bringing, kind, content, commit=commit)
    except SeveralReasons as several:
        return Imported(kind, 0, written=False, review=Review(tuple(map(masking, several.reasons))))
    except Refusal as refusal:
        return Imported(kind, 0, written=False, review=Review((masking(refusal),)))


async def bring_file(
    bringing: Bringing,
    kind: Kind,
    content: bytes,
    *,
    commit: bool,
    request: KeyedRequest | None = None,
    most: int = MAX_ROWS,
) -> Imported:
    """Read a file, judge it, and write it if it is clean and wanted.

    Args:
        bringing: Who brings it, and into what.
        kind: What the file holds.
        content: Bytes of a CSV or Excel file.
        commit: Write it; otherwise it is a dry run.
        request: What is asked under an idempotency key, if there is one.
        most: Values that it may hold.

    Raises:
        Refusal: It is no table of this kind, or holds too much; or as `bring`.
        SeveralReasons: More than one reason why it is none.
    """
    form = KINDS[kind].form
    table = await asyncio.to_thread(find_table, content, form, may_be_empty=True)
    table = await named(bringing.store, table, form)
    if not table.whole:
        forms = (*(each.form for each in KINDS.values()), *DERIVED.values())
        other = await asyncio.to_thread(form_of, content, forms, form)
        table = table if other is None else replace(table, faults=(_another(kind, other),), hints=())
        return _sourced(Imported(kind, 0, written=False, review=Review()), table)
    parsed = await asyncio.to_thread(KINDS[kind].read, table)
    if len(parsed.values) > most:
        raise LimitExceeded(
            Text(f"一次最多{most}项，实有{len(parsed.values)}项", f"{most} at a time, here are {len(parsed.values)}"),
            code=Code.TOO_MANY_ROWS,
            path=("file",),
            value=str(len(parsed.values)),
            limit=str(most),
        )
    done = await bring(bringing, kind, parsed, commit=commit and not table.faults, request=request)
    return _sourced(done, table)


def _another(kind: Kind, form: Form) -> Malformed:
    """The refusal of a file that holds something else than what was said."""
    for which, own in DERIVED.items():
        if own is form:
            return Malformed(
                which.no_import, code=Code.ANOTHER_KIND, path=("file",), value=which.value, limit=kind.value
            )
    looks = next(each for each, own in KINDS.items() if own.form is form)
    asked, found = kind.words, looks.words
    return Malformed(
        Text(
            f"这是“{found.zh}”表（{looks.value}），不是“{asked.zh}”表（{kind.value}）；请换成所需的文件，或按{looks.value}导入",
            f"this is a table of {found.en}, and {asked.en} were asked for; give the other file, "
            f"or import it as {looks.value}",
        ),
        code=Code.ANOTHER_KIND,
        path=("file",),
        value=looks.value,
        limit=kind.value,
    )


def _sourced(done: Imported, table: Table) -> Imported:
    """What came of a file, with what is wrong with the table itself, each sentence with the cell that it is about."""
    wrong = {row_of(fault) for fault in table.faults}
    several = KINDS[done.kind].form.grouped
    ends = (*(line.row for line in done.lines[1:]), sys.maxsize) if several else [line.row + 1 for line in done.lines]
    lines = tuple(
        replace(line, outcome=Outcome.WRONG) if any(line.row <= row < end for row in wrong) else line
        for line, end in zip(done.lines, ends, strict=False)
    )
    return replace(done, review=told(done.review, table, KINDS[done.kind].form.rules), lines=lines, source=table.source)


async def bring(
    bringing: Bringing, kind: Kind, parsed: Parsed[Any], *, commit: bool, request: KeyedRequest | None = None
) -> Imported:
    """Judge what was read, and write it if it is clean and wanted.

    Args:
        bringing: Who brings it, and into what.
        kind: What it holds.
        parsed: The values with their rows, and what was wrong with cells.
        commit: Write it; otherwise it is a dry run.
        request: What is asked under an idempotency key, if there is one.

    Raises:
        Forbidden: `ROLE_REQUIRED`; licence types are also their department's e-licence officer's to bring, and entries
            their provider's cataloguer's.
        Conflict: `IDEMPOTENCY_KEY_REUSED`.
        EntriesMoved: Somebody else wrote the same entries meanwhile, twice; nothing is written.
        Malformed: `CITIZEN_ID_PUBLISHED`; a citizen identity number stands in the cause.
    """
    KINDS[kind].require(bringing.actor, parsed.values)
    refuse_citizen_id(bringing.cause, "cause")
    return await once_more_if_moved(lambda: _attempt(bringing, kind, parsed, commit=commit, request=request))


async def _attempt(
    bringing: Bringing, kind: Kind, parsed: Parsed[Any], *, commit: bool, request: KeyedRequest | None
) -> Imported:
    """Put the faults of cells and of the batch in the order of rows, and write where nothing is wrong."""
    known = await _known(bringing, request) if commit else None
    judged = await KINDS[kind].judge(bringing, parsed)
    found = parsed.located(judged.review)
    faults = () if known is not None else tuple(sorted((*parsed.faults, *found.faults), key=row_of))
    written = commit and not faults
    if written and known is None:
        outcomes = "".join(each.outcome.name[0] for each in judged.told)
        keyed = UnderKey(bringing.store, request, outcomes)
        await judged.write(keyed)
        known = await _known(bringing, request)
        if request is not None and known is None:  # there was nothing to write
            known = await keyed.write(_nothing)
    lines = _lines(parsed, _as_first_done(judged.told, known), frozenset(map(row_of, faults)))
    return Imported(kind, len(parsed.values), written=written, review=Review(faults, found.hints), lines=lines)


async def _known(bringing: Bringing, request: KeyedRequest | None) -> str | None:
    """What became of each value when this was done under its key; None where it was not, or there is no key."""
    return await request.first_result(bringing.store) if request else None


async def _nothing(_: Unit) -> None:
    """Nothing is done under the key but that it is taken."""


def _as_first_done(told: Sequence[Told], known: str | None) -> Sequence[Told]:
    if known is None:
        return told
    outcomes = {each.name[0]: each for each in (Outcome.NEW, Outcome.CHANGED, Outcome.UNCHANGED)}
    return [replace(each, outcome=outcomes[first]) for each, first in zip(told, known, strict=True)]


def _lines(parsed: Parsed[Any], told: Sequence[Told], wrong: frozenset[int]) -> tuple[Line, ...]:
    return tuple(
        Line(rows[0], each.code, each.name, each.outcome if wrong.isdisjoint(rows) else Outcome.WRONG)
        for each, rows in zip(told, parsed.rows, strict=True)
    )
