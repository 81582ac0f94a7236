"""Parts of a plan, and how they are run.

1. A part answers many objects at once: those of one selection, on one level.
2. What its objects wait for is fetched first, for all of them together: each kind in one call.
3. Only then the answers are built, in the order of the selection, by a function that awaits nothing.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, LiteralString, TypeAlias

from api.graphql.context import Context
from api.graphql.plan.display import Display

Answers: TypeAlias = list[Any]


@dataclass(frozen=True, slots=True)
class Run:
    """One request that is being answered by a plan; functions that ask who asks take it for `info`."""

    context: Context
    arguments: Sequence[Mapping[str, Any]]
    """Arguments that variables have a say in, in the order in which the plan counted them."""


Later: TypeAlias = Callable[[Run, Sequence[Any]], Coroutine[Any, Any, Answers]]
"""What many objects wait for: one value for each of them."""


@dataclass(frozen=True)
class Part:
    """A selection."""

    display: Display
    """What is shown of an object."""
    laters: tuple[Later, ...] = ()
    row: LiteralString = ""
    """What its statement asks of a node, where its objects are rows; empty = all of it."""
    bare: bool = field(default=False)
    """Whether a row of the id alone is enough for it."""

    @cached_property
    def build(self) -> Callable[..., Answers]:
        """`build(objects, run, *fetched)`: one answer for each object."""
        return self.display.build(len(self.laters))


async def completed(part: Part, run: Run, objects: Sequence[Any]) -> Answers:
    """The answers of objects."""
    if not part.laters or not objects:
        return part.build(objects, run, *((),) * len(part.laters))
    return part.build(objects, run, *await together(each(run, objects) for each in part.laters))


async def shaped(part: Part, run: Run, values: Sequence[Any], *, many: bool) -> Answers:
    """The answers of values that are objects or none, or of lists of objects; all are completed at once."""
    if many:
        built = iter(await completed(part, run, [each for value in values if value is not None for each in value]))
        return [None if value is None else [next(built) for _ in value] for value in values]
    built = iter(await completed(part, run, [value for value in values if value is not None]))
    return [None if value is None else next(built) for value in values]


async def together(waited: Iterable[Awaitable[Any]]) -> list[Any]:
    """What is waited for, all at once; the first failure ends the others and is raised."""
    given = list(waited)
    if len(given) == 1:
        return [await given[0]]
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(_awaited(each)) for each in given]
    except BaseExceptionGroup as failed:
        raise failed.exceptions[0] from failed
    return [task.result() for task in tasks]


async def _awaited(given: Awaitable[Any]) -> Any:
    return await given
