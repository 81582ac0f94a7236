"""What the objects of a selection wait for, each kind for all of them in one call: edges, nodes, pages, functions."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, LiteralString, NoReturn, TypeAlias

from api.graphql.lens.connections import Connection, Question
from api.graphql.lens.nodes import Sought
from api.graphql.plan.parts import Answers, Part, Run, completed, shaped, together
from graph.store.edges import Batch
from graph.store.pages import Page

Reader: TypeAlias = Callable[[Sequence[Any], Run], list[Any]]
"""What is read of many objects, one value for each."""


class Irregular(Exception):  # noqa: N818 - it is no error of anybody: graphql-core answers instead
    """Something is not as a plan counts on: a null where there may be none, a kind that was not expected."""


def refuse() -> NoReturn:
    """End a plan: there is a null where there may be none.

    Raises:
        Irregular: Always.
    """
    raise Irregular


@dataclass(frozen=True, slots=True)
class Shown:
    """How a value that was fetched becomes an answer."""

    many: bool
    required: bool
    part: Part | None = None
    """The selection on it; None for a leaf."""
    leaf: Callable[[Any], Any] | None = None

    async def answers(self, run: Run, values: Sequence[Any]) -> Answers:
        """One answer for each value."""
        if self.required and any(value is None for value in values):
            raise Irregular
        if self.part is not None:
            return await shaped(self.part, run, values, many=self.many)
        assert self.leaf is not None  # noqa: S101 - a type is either
        return list(map(self.leaf, values))


@dataclass(frozen=True, slots=True)
class Inner:
    """Objects that a part already holds, and whose own part has to wait for something."""

    read: Reader
    shown: Shown

    async def __call__(self, run: Run, objects: Sequence[Any]) -> Answers:
        """Complete what is read of each."""
        return await self.shown.answers(run, self.read(objects, run))


@dataclass(frozen=True, slots=True)
class Edge:
    """A batch function over the keys of all objects, in one statement."""

    batch: Batch
    keys: Reader
    shown: Shown
    through: Callable[[Any], Any] | None
    row: Mapping[str, LiteralString]
    """`row=` where not all of a child is asked for."""

    async def __call__(self, run: Run, objects: Sequence[Any]) -> Answers:
        """Read one value for each key that there is, and give each object that of its key."""
        keys = self.keys(objects, run)
        asked = [key for key in dict.fromkeys(keys) if key is not None]
        values = await self.batch.read(run.context.view, asked, **self.row) if asked else []
        if self.through is not None:
            values = list(map(self.through, values))
        answers = dict(zip(asked, await self.shown.answers(run, values), strict=True))
        if None in keys:
            if self.shown.required and not self.batch.many:
                raise Irregular
            answers[None] = [] if self.batch.many else None
        return list(map(answers.__getitem__, keys))


@dataclass(frozen=True, slots=True)
class Function:
    """A function of each object that may have to be awaited."""

    call: Reader
    shown: Shown

    async def __call__(self, run: Run, objects: Sequence[Any]) -> Answers:
        """Call it for each, and await all that it gives."""
        values = self.call(objects, run)
        waited = [value for value in values if inspect.isawaitable(value)]
        if waited:
            found = iter(await together(waited))
            values = [next(found) if inspect.isawaitable(value) else value for value in values]
        return await self.shown.answers(run, values)


@dataclass(frozen=True, slots=True)
class Nodes:
    """Nodes that a function names; all of a kind in one statement."""

    name: Reader
    """`Sought` or None for each object."""
    parts: Mapping[str, Part]
    """The selection on each kind, by its label."""
    required: bool

    async def __call__(self, run: Run, objects: Sequence[Any]) -> Answers:
        """Read what is named, kind by kind."""
        named: list[Sought | None] = self.name(objects, run)
        kinds: dict[Batch, dict[str, Sought]] = {}
        for one in named:
            if one is not None:
                kinds.setdefault(one.batch, {})[one.key] = one
        found = await together(self._of_kind(run, batch, list(keys.values())) for batch, keys in kinds.items())
        answers = dict(zip(kinds, found, strict=True))
        if self.required and None in named:
            raise Irregular
        return [None if one is None else answers[one.batch][one.key] for one in named]

    async def _of_kind(self, run: Run, batch: Batch, sought: list[Sought]) -> Mapping[str, Any]:
        part = self.parts.get(sought[0].shape.label)
        if part is None:
            raise Irregular
        keys = [one.key for one in sought]
        rows = await batch.read(run.context.view, keys, **({"row": part.row} if part.row else {}))
        for one, row in zip(sought, rows, strict=True):
            if row is None and one.absent is not None:
                one.absent()
        return dict(zip(keys, await shaped(part, run, rows, many=False), strict=True))


@dataclass(frozen=True, slots=True)
class Pages:
    """Pages of a list: of all nodes of a kind, or below each object, those in one statement."""

    ask: Reader
    """The `Question` of each object."""
    part: Part
    """The selection on the connection."""
    row: LiteralString
    """What is asked of a node, its id first; empty = all of it."""

    async def __call__(self, run: Run, objects: Sequence[Any]) -> Answers:
        """Read the page that each object is asked for."""
        questions: list[Question] = [each.hashed(run.context) for each in self.ask(objects, run)]
        alike: dict[Any, list[Question]] = {}
        for each in questions:
            alike.setdefault((each.below, each.wanted), []).append(each)
        read = await together(self._read(run, some) for some in alike.values())
        pages = {
            id(each): page
            for some, found in zip(alike.values(), read, strict=True)
            for each, page in zip(some, found, strict=True)
        }
        return await completed(self.part, run, [Connection(page=pages[id(each)], question=each) for each in questions])

    async def _read(self, run: Run, alike: list[Question]) -> list[Page]:
        first, view = alike[0], run.context.view
        if first.below is None:
            return [await first.listing.page(view, first.asked, first.wanted, self.row)]
        keys = [each.key for each in alike]
        return await first.listing.pages(view, first.below.via, keys, first.asked, first.wanted, self.row)
