"""What one request may have: rows of the store, bytes of an answer; and what it has under way.

1. Rows are counted where they come from the store (`View.read`), bytes where the answer is made (`take`), so that
   whoever makes answers, in whatever way, is stopped before one has become large.
2. Who passes a bound is ended as a whole: nothing more is counted for him, what waits is cancelled, and none of his
   fields is answered.
3. A request that has ended – answered, overdue, stopped, left by its client – ends what it has under way in the store.
4. Its reads wait here, where no clock of the store runs, until few enough of them are under way: asked all at once,
   they would take each other's time in the store and run out of it together.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from graph.errors import LimitExceeded, Text
from graph.refusal_codes import Code

T = TypeVar("T")
MOST_ROWS = 100_000
"""Rows of the store that one request may read."""
MOST_BYTES = 8 * 1024 * 1024
"""Bytes of one answer, where no setting says another number."""
MOST_READS = 8
"""Reads of the store that one request may have under way at once."""


@dataclass(slots=True, eq=False)
class Allowance:
    """What one request may have."""

    most_bytes: int = MOST_BYTES
    most_rows: int = MOST_ROWS
    refusal: LimitExceeded | None = None
    """Which bound was passed."""
    _bytes: int = 0
    _rows: int = 0
    _working: asyncio.Task[Any] | None = None
    _ending: asyncio.Handle | None = None
    _reading: set[asyncio.Task[Any]] = field(default_factory=set)
    _places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(MOST_READS))

    async def spent_on(self, work: Coroutine[Any, Any, T]) -> T:
        """Do the work of the request; what it has under way when it ends, ends with it.

        Raises:
            LimitExceeded: A bound was passed.
        """
        self._working = asyncio.current_task()
        try:
            outcome = await work
        except asyncio.CancelledError:
            if self.refusal is None:
                raise
            if self._working is not None:
                self._working.uncancel()
            raise self.refusal from None
        else:
            self._refuse_more()
            return outcome
        finally:
            if self._ending is not None:
                self._ending.cancel()
            self._working = None
            for each in self._reading:
                each.cancel()

    def take(self, size: int) -> None:
        """Count what is put into the answer.

        Args:
            size: Bytes, roughly.

        Raises:
            LimitExceeded: It is more than one answer may have; the request ends.
        """
        self._bytes += size
        if self._bytes > self.most_bytes:
            self._end("answer_bytes", Text("应答长度（字节）", "bytes of the answer"), self._bytes, self.most_bytes)
        self._refuse_more()

    def received(self, answer: Any) -> None:
        """Count what came from the store.

        Raises:
            LimitExceeded: It is more than one request may read; the request ends.
        """
        self.count(_rows(answer))

    def count(self, rows: int) -> None:
        """Count rows: of an answer of the store, or those that stand in them.

        Raises:
            LimitExceeded: It is more than one request may read; the request ends.
        """
        self._rows += rows
        if self._rows > self.most_rows:
            self._end("rows", Text("读取的行数", "rows of the store"), self._rows, self.most_rows)
        self._refuse_more()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[None]:
        """Whoever reads inside waits for his turn, and is cancelled when the request ends before he is done."""
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - a statement is always waited for by a task
        self._reading.add(task)
        try:
            async with self._places:
                yield
        finally:
            self._reading.discard(task)

    def _refuse_more(self) -> None:
        if self.refusal is not None:
            raise self.refusal

    def _end(self, name: str, words: Text, value: int, limit: int) -> None:
        if self.refusal is not None:
            return
        self.refusal = LimitExceeded(
            Text(
                f"本次请求超过限制，已中止：{words.zh}不得超过 {limit}，本次至少为 {value}",
                f"the request passes a limit and was stopped: {words.en} at most {limit}, here at least {value}",
            ),
            code=Code.LIMIT_EXCEEDED,
            path=(name,),
            value=str(value),
            limit=str(limit),
        )
        if self._working is not None:  # what has been begun by now begins before it is cancelled, and is not left over
            self._ending = asyncio.get_running_loop().call_soon(self._working.cancel)


def _rows(answer: Any) -> int:
    """Rows of an answer: a list has one in each member, but for a key with a list of rows of its own."""
    if not isinstance(answer, list):
        return 1
    return sum(len(each[-1]) if _several(each) else 1 for each in answer)


def _several(member: Any) -> bool:
    last = member[-1] if type(member) is list and member else None
    return type(last) is list and bool(last) and type(last[0]) is list
