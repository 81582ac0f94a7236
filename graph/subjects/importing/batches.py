"""What a kind of batch is: how it is read, and what judging it says of each of its values.

A batch is judged by what the graph says in one answer. The judgement says what writing it would do, and writes it:
nothing is read or judged again.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, unique
from typing import Any, LiteralString, TypeAlias, TypeVar

from graph.errors import Text
from graph.law.access import require
from graph.law.acts import Act
from graph.office.actor import Actor
from graph.office.idempotency import Writing
from graph.office.keeping import Parts, kept, said, told
from graph.office.review import Hint, Review
from graph.office.sheets.forms import Form, Parsed
from graph.office.sheets.rows import Table
from graph.refusal_codes import Code
from graph.schema.relations import Relation
from graph.schema.shapes import Shape
from graph.store.edges import Row
from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.store.whole.parts import KINDS
from graph.words.entry_cases import Paper, Reviewed

T = TypeVar("T")
KeyT = TypeVar("KeyT")
JudgedT = TypeVar("JudgedT")
_TIMES = 3
"""How often a batch is judged again, where somebody else changes meanwhile what it leaves as it is."""


@unique
class Outcome(Enum):
    """What a batch does to one value."""

    NEW = "新增"
    CHANGED = "变更"
    UNCHANGED = "不变"
    WRONG = "有误"


@dataclass(frozen=True, slots=True)
class Told:
    """What becomes of one value."""

    code: str
    name: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Judgement:
    """A batch that was judged."""

    told: tuple[Told, ...]
    """Each value, in the order of the batch."""
    review: Review
    """Everything that is wrong; paths count the values from 1."""
    write: Callable[[Writing], Awaitable[object]]
    """Writes what was judged, as one unit of work."""


@dataclass(frozen=True, slots=True)
class Bringing:
    """Who brings a batch, and into what."""

    store: Store
    personal: PersonalData
    """Encrypts the names of people in posts."""
    actor: Actor
    """An administrator; of entries also their provider's cataloguer."""
    cause: str = "批量导入"
    """Cause of the entries' versions."""
    publish: bool = True
    """Whether entries are on their way to be published; otherwise they are kept as drafts."""
    paper: Paper | None = None
    """The document by which entries were approved outside the system; they are published by it at once."""
    reviewed: tuple[Reviewed, ...] = ()
    """What their department has reviewed before release: asked of whoever registers or takes over."""


def only_administrators(actor: Actor, values: Sequence[Any]) -> None:  # noqa: ARG001 - whatever it is
    """Let administrators pass.

    Raises:
        Forbidden: `ROLE_REQUIRED`.
    """
    require(actor.principal, Act.IMPORT, None, actor.today)


@dataclass(frozen=True, slots=True)
class Asking:
    """Who reads what there is of a kind."""

    store: Store
    personal: PersonalData
    """Decrypts the names of people in posts."""
    on: date
    """The day whose policies bind."""


Under: TypeAlias = Callable[[Asking, Sequence[str]], Awaitable[Mapping[str, Any]]]
"""Reads what stands under some ids."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How what there is of a kind is read, as values that an import would make of it."""

    parts: tuple[LiteralString, ...]
    """The kind of node, or the relations, that it stands in, by the names of `store.whole`."""
    values: Callable[[Asking, Sequence[Row]], Awaitable[Iterable[Any]]]
    """The values of some rows of a part, in their order."""
    left_out: frozenset[str] = frozenset()
    """Fields of the form that no value says: what they fill has a kind of its own."""
    under: Under | None = None
    """The values of some ids, where they are nodes."""


def nodes(label: LiteralString, read: Under) -> Standing:
    """Values that are nodes of a kind: what stands under some ids, as a batch is compared with it."""

    async def values(asking: Asking, rows: Sequence[Row]) -> Iterable[Any]:
        ids = [str(row[_ID[label]]) for row in rows]
        there = await read(asking, ids)
        return [there[each] for each in ids if each in there]

    return Standing((label,), values, under=read)


def edges(parts: tuple[LiteralString, ...], value: Callable[..., Any]) -> Standing:
    """Values that are relations: each is made of the ids of its ends, and of its properties."""

    async def values(_: Asking, rows: Sequence[Row]) -> Iterable[Any]:
        return [value(*row) for row in rows]

    return Standing(parts, values)


_ID: Mapping[str, int] = {kind.nodes.name: kind.nodes.columns.index("id") for kind in KINDS}
"""Where in a row of a kind its id stands."""


@dataclass(frozen=True, slots=True)
class Importable:
    """How batches of a kind are read and judged; one row of the table of kinds."""

    form: Form
    """The columns of a file."""
    fills: Shape | Relation
    """What a value becomes: its columns say what type a cell has."""
    read: Callable[[Table], Parsed[Any]]
    judge: Callable[[Bringing, Parsed[Any]], Awaitable[Judgement]]
    standing: Standing
    """What there is of the kind."""
    require: Callable[[Actor, Sequence[Any]], object] = only_administrators
    """Lets pass who may bring these values, or refuses him."""


async def judged_as_kept(
    parsed: Parsed[T],
    judge: Callable[[Sequence[T]], Awaitable[JudgedT]],
    there: Callable[[JudgedT], Mapping[KeyT, T]],
    key: Callable[[T], KeyT],
    parts: Parts | None = None,
) -> tuple[tuple[T, ...], JudgedT]:
    """The values of a batch with what stands where nothing is said of them, and how they are judged.

    Args:
        parsed: What was read.
        judge: Judges values; once, and again where something is kept: that may point to other things.
        there: What stands, as it was judged by.
        key: By what a value is told from the others of its kind.
        parts: What a value has several of, where there are such.
    """
    values = parsed.values
    judged = await judge(values)
    for _ in range(_TIMES):
        found = tuple(
            kept(value, there(judged).get(key(value)), mentions, parts)
            for value, mentions in zip(parsed.values, parsed.mentions, strict=True)
        )
        if found == values:
            break
        values, judged = found, await judge(found)
    return values, judged


def emptied(
    parsed: Parsed[T],
    becomes: Sequence[T],
    there: Mapping[KeyT, T],
    key: Callable[[T], KeyT],
    parts: Parts | None = None,
) -> Review:
    """Say where an empty cell clears what stands, and where that stays all the same; arguments as `judged_as_kept`."""
    hints: list[Hint] = []
    several = zip(parsed.values, becomes, parsed.mentions, strict=True)
    for position, (read, value, mentions) in enumerate(several, start=1):
        before = there.get(key(value))
        if before is not None and any(mention.blank for mention in mentions):
            hints.extend(told((parsed.form.name, str(position)), read, value, before, mentions, parts))
    return Review(hints=tuple(hints))


def compared(
    values: Sequence[T],
    there: Mapping[KeyT, T],
    key: Callable[[T], KeyT],
    called: Callable[[T], tuple[str, str]],
) -> tuple[Told, ...]:
    """What becomes of values that replace what stands under their key.

    Args:
        values: A batch.
        there: What stands, by key.
        key: By what a value is told from the others of its kind.
        called: What people call it: code and name.
    """
    return tuple(_told(values, there, key, called))


def written_over(
    form: Form, values: Sequence[T], there: Mapping[KeyT, T], key: Callable[[T], KeyT], *fields: str
) -> Review:
    """Say where a batch writes over that by which people know a thing: it may be another one that is meant.

    Args:
        form: Its columns; paths count the values from 1.
        values: A batch.
        there: What stands, by key.
        key: By what a value is told from the others of its kind.
        fields: The fields by which people know it.
    """
    hints: list[Hint] = []
    for position, value in enumerate(values, start=1):
        before = there.get(key(value))
        for field in fields if before is not None else ():
            old, new = said(getattr(before, field)), said(getattr(value, field))
            if old and old != new:
                hints.append(_over(form, position, field, old, new))
    return Review(hints=tuple(hints))


def _over(form: Form, position: int, field: str, old: str, new: str) -> Hint:
    return Hint(
        Code.NAME_OVERWRITTEN,
        Text(
            f"库中现为“{old}”，将改写为“{new}”；请核对代码，确认是同一对象",
            f"the register has {old}, which becomes {new}; check the code, and that the same is meant",
        ),
        path=(form.name, str(position), field),
        value=new,
    )


def _told(
    values: Sequence[T], there: Mapping[KeyT, T], key: Callable[[T], KeyT], called: Callable[[T], tuple[str, str]]
) -> Iterator[Told]:
    for each in values:
        before = there.get(key(each))
        same = Outcome.UNCHANGED if each == before else Outcome.CHANGED
        yield Told(*called(each), Outcome.NEW if before is None else same)
