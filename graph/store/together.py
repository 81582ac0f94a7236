"""Units of work that meet are written in one transaction.

Who comes while another commits waits for him, and goes with all who have come meanwhile.

1. Nobody waits for somebody else to come: alone, one is written at once.
2. Where one of them is refused, or fails, nothing of the transaction is stored; then each is written by itself, so that
   what is wrong with one is told him alone.
3. Of a commit whose answer never came all of them are told.
4. Who is cancelled while he waits is not written; later, he may be.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from graph.store.engine import Store, Unit
from graph.store.errors import OutcomeUnknown

T = TypeVar("T")
MOST: Final = 16
"""Units of work in one transaction."""
Work = Callable[[Unit], Awaitable[Any]]
_Waiting = tuple[Work, "asyncio.Future[Any]"]


@dataclass(slots=True)
class Together:
    """Where units of work of one kind meet."""

    _waiting: deque[_Waiting] = field(default_factory=deque)
    _writing: asyncio.Task[None] | None = None

    async def write(self, store: Store, work: Callable[[Unit], Awaitable[T]]) -> T:
        """Run `work` in one transaction, perhaps with others; all of it is stored, or nothing.

        Args:
            store: The same for all that meet here.
            work: What is done.

        Raises:
            StoreError: As `Store.write`.
        """
        answer: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append((work, answer))
        if not self._is_written():
            self._writing = asyncio.create_task(self._write_all(store))
        return await answer

    def _is_written(self) -> bool:
        """Whether somebody of this event loop writes what waits."""
        writing = self._writing
        return writing is not None and not writing.done() and writing.get_loop() is asyncio.get_running_loop()

    async def _write_all(self, store: Store) -> None:
        while self._waiting:
            group = [self._waiting.popleft() for _ in range(min(MOST, len(self._waiting)))]
            group = [each for each in group if not each[1].done()]
            try:
                if len(group) > 1 and await self._written(store, group):
                    continue
                for each in group:
                    await self._alone(store, each)
            finally:  # also where it is ended itself, nobody waits for ever
                for _, answer in group:
                    answer.cancel()

    async def _written(self, store: Store, group: list[_Waiting]) -> bool:
        """Write several; whether they are answered, and need not be written one by one."""

        async def all_of_them(unit: Unit) -> list[Any]:
            return [await work(unit) for work, _ in group]

        try:
            results = await store.write(all_of_them)
        except OutcomeUnknown as unknown:
            for _, answer in group:
                _fail(answer, unknown)
            return True
        except Exception:  # noqa: BLE001 - whose failure it is shows when each is written by itself
            return False
        for (_, answer), result in zip(group, results, strict=True):
            _tell(answer, result)
        return True

    async def _alone(self, store: Store, waiting: _Waiting) -> None:
        work, answer = waiting
        try:
            result = await store.write(work)
        except Exception as failure:  # noqa: BLE001 - whoever waits is told, whatever it is
            _fail(answer, failure)
        else:
            _tell(answer, result)


def _tell(answer: asyncio.Future[Any], result: Any) -> None:
    if not answer.done():
        answer.set_result(result)


def _fail(answer: asyncio.Future[Any], failure: Exception) -> None:
    if not answer.done():
        answer.set_exception(failure)
