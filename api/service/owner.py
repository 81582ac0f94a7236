"""The process that has started this one, as this one asks it: to draw and seal, to examine files, how long lists are.

There is one set of processes for each of these, the owner's, whichever process serves whoever needs them: so their
bounds hold of the whole service.
"""

import asyncio
import pickle
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Final, ParamSpec, TypeVar

from api.process.channel import Answers, Asking, Gone
from graph.store.bounds import Bounds
from graph.store.engine import Store
from licenses.proof.confinement.confines import SERVING
from licenses.proof.confinement.pool import Confinement, busy
from licenses.proof.confinement.shares import Asker, Places

P = ParamSpec("P")
T = TypeVar("T")

MAKE: Final = "make"
EXAMINE: Final = "examine"
MEASURED: Final = "measured"
WELCOME: Final = "welcome"
SERVING_NOW: Final = "serving"
LOOK_SECONDS: Final = 5.0
"""Between two questions how long the lists are."""


class OwnersWorkers(Executor):
    """Draws and seals in the worker processes of the owner; used by the event loop's thread."""

    def __init__(self, owner: Asking) -> None:
        """Take whom to ask."""
        self._owner = owner
        self._under_way: set[asyncio.Task[None]] = set()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Have a call done; what it needs is packed here, and only unpacked where it is done."""
        done: Future[T] = Future()
        asked = asyncio.get_running_loop().create_task(self._ask(pickle.dumps((fn, args, kwargs)), done))
        self._under_way.add(asked)
        asked.add_done_callback(self._under_way.discard)
        return done

    async def _ask(self, packed: bytes, done: Future[Any]) -> None:
        try:
            done.set_result(pickle.loads(await self._owner.ask(MAKE, packed)))  # noqa: S301 - of our own worker
        except asyncio.CancelledError:
            done.cancel()
            raise
        except Exception as error:  # noqa: BLE001 - it is for who waits
            done.set_exception(error)


@dataclass(frozen=True, slots=True)
class OwnersExaminers:
    """Has files examined in the processes of the owner; what is in hand here has its places here as well."""

    owner: Asking
    places: Places = field(default_factory=SERVING.places)

    async def work(self, asker: Asker, seconds: float, data: bytes, *arguments: Any) -> Any:
        """Have one piece of work done; cancelling this ends it."""
        return await self.owner.ask(EXAMINE, asker, seconds, data, *arguments)

    @contextmanager
    def room(self, asker: Asker, size: int) -> Iterator[None]:
        """Keep room in this process for a piece of work."""
        with self.places.taken(asker, size) as fits:
            if not fits:
                raise busy()
            yield

    def start(self) -> None:
        """The owner has started them."""

    def end(self) -> None:
        """The owner ends them."""


def packed_call(packed: bytes) -> bytes:
    """Do a call that came packed, in a worker process; what it returns is packed likewise."""
    fn, args, kwargs = pickle.loads(packed)  # noqa: S301 - of a process of this service
    return pickle.dumps(fn(*args, **kwargs), pickle.HIGHEST_PROTOCOL)


async def keep_told(owner: Asking, store: Store, bounds: Bounds) -> None:
    """Know what the owner has measured, and let it know what was written here, until it has gone."""
    told = 0
    with suppress(Gone):
        while True:
            written = store.writes
            bounds.take(await owner.ask(MEASURED, written - told))
            told = written
            await asyncio.sleep(LOOK_SECONDS)


def answers(
    workers: Executor,
    examiners: Confinement,
    measured: Callable[[int], Mapping[str, Sequence[int]]],
    more: Mapping[str, Callable[..., Awaitable[Any]]],
) -> Answers:
    """What an owner can be asked.

    Args:
        workers: Who draws and seals.
        examiners: Who examines files.
        measured: Takes how much was written elsewhere, says how long lists are.
        more: What else.
    """

    async def make(packed: bytes) -> bytes:
        return await asyncio.get_running_loop().run_in_executor(workers, packed_call, packed)

    async def examine(asker: Asker, seconds: float, data: bytes, *arguments: Any) -> Any:
        with examiners.room(asker, len(data)):
            return await examiners.work(asker, seconds, data, *arguments)

    async def lengths(written: int) -> Mapping[str, Sequence[int]]:
        return measured(written)

    return {MAKE: make, EXAMINE: examine, MEASURED: lengths, **more}
