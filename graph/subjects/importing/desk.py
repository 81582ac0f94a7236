"""What administrators bring: a batch is read, judged against the graph, and written as a whole, or only judged.

* The graph is read once: by one statement's answer the batch is compared, judged and, where it is clean, written.
* A file's outcome is a value with everything that is wrong, each with the row and the column of the file; a batch with
  one fault is not written at all.
* Entries that somebody else wrote meanwhile are not written over: the import begins again, and its lines tell of it.
* Under an idempotency key it is kept what became of each value; what the values are the request says again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from graph.errors import Refusal
from graph.law.access import require
from graph.law.acts import Act
from graph.office.actor import Actor
from graph.office.idempotency import KeyedRequest, UnderKey
from graph.office.review import Review, SeveralReasons
from graph.office.sheets.files import read_table
from graph.office.sheets.forms import Parsed
from graph.store.engine import Store, Unit
from graph.store.personal import PersonalData
from graph.subjects.entries.desk import once_more_if_moved
from graph.subjects.importing.batches import Bringing, Outcome, Told
from graph.subjects.importing.table import KINDS, Kind


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
        personal: Encrypts the names of people in posts.
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
    bringing = Bringing(store, personal, actor, cause, publish)
    try:
        return await bring(bringing, kind, KINDS[kind].read(read_table(content)), commit=commit)
    except SeveralReasons as several:
        return Imported(kind, 0, written=False, review=Review(several.reasons))
    except Refusal as refusal:
        return Imported(kind, 0, written=False, review=Review((refusal,)))


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
        Forbidden: `ROLE_REQUIRED`; licence types are also their department's e-licence officer's to bring.
        Conflict: `IDEMPOTENCY_KEY_REUSED`.
        EntriesMoved: Somebody else wrote the same entries meanwhile, twice; nothing is written.
    """
    KINDS[kind].require(bringing.actor, parsed.values)
    return await once_more_if_moved(lambda: _attempt(bringing, kind, parsed, commit=commit, request=request))


async def _attempt(
    bringing: Bringing, kind: Kind, parsed: Parsed[Any], *, commit: bool, request: KeyedRequest | None
) -> Imported:
    """Put the faults of cells and of the batch in the order of rows, and write where nothing is wrong."""
    known = await _known(bringing, request) if commit else None
    judged = await KINDS[kind].judge(bringing, parsed.values)
    found = parsed.located(judged.review)
    faults = () if known is not None else tuple(sorted((*parsed.faults, *found.faults), key=_row))
    written = commit and not faults
    if written and known is None:
        outcomes = "".join(each.outcome.name[0] for each in judged.told)
        keyed = UnderKey(bringing.store, request, outcomes)
        await judged.write(keyed)
        known = await _known(bringing, request)
        if request is not None and known is None:  # there was nothing to write
            known = await keyed.write(_nothing)
    lines = _lines(parsed, _as_first_done(judged.told, known), frozenset(map(_row, faults)))
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


def _row(fault: Refusal) -> int:
    return int(fault.path[0]) if fault.path and fault.path[0].isdigit() else 0
