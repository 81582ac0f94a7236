"""Verifying many documents: in this process, or from a few dozen on in as many as there are processors.

A batch is read, judged and written in one place, so only names go to a worker and only lines come back. Files as they
are issued here are judged in the worker itself; all others in the processes that it can end, two at a time.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Final, TypeAlias

from api.command.verify_offline import NOTHING_MORE, Asked
from api.command.verify_sources import Document, Unreadable
from api.process.clock import now
from graph.errors import Text
from licenses.proof.limits import LIMITS
from licenses.proof.trusted import TrustBundle
from licenses.proof.verdict import Summary, Verdict
from licenses.proof.verification import verify

WORTH_WORKERS: Final = 96
"""Documents; fewer are judged before a worker would have started."""
WORTH_TWO: Final = 6
"""Documents; fewer are judged before a second process would have started."""
_BATCH: Final = 24
_AT_ONCE: Final = 2
"""Documents of a batch that may be in the processes that can be ended; that is how many there are."""
_AHEAD: Final = 3
"""Batches that wait for each worker."""

Form: TypeAlias = Callable[[str, Verdict], str]
"""Writes a verdict; a function of a module, so that a worker finds it."""


Believed: TypeAlias = tuple[tuple[bytes, ...], tuple[bytes, ...]]
"""Anchors and revocation lists (DER)."""


@dataclass(frozen=True, slots=True)
class Told:
    """One document and what came of it."""

    line: str = ""
    summary: Summary = Summary.UNDECIDED
    refused: Text | None = None
    """Why it was not verified."""


def told(
    documents: Sequence[Document], trust: TrustBundle, form: Form, workers: int, asked: Asked = NOTHING_MORE
) -> Iterator[Told]:
    """Verify documents, in their order.

    Args:
        documents: What to verify.
        trust: What is believed.
        form: How a verdict is written.
        workers: Processes to do it in, where it is worth it.
        asked: What is asked of each beside that.
    """
    believed = trust.ders, trust.crls
    few = len(documents) < WORTH_WORKERS
    size = _BATCH if not few else _AT_ONCE if len(documents) >= WORTH_TWO else 1
    batches = _batches(documents, size)
    if few or workers == 1:
        for batch in batches:
            yield from judged(batch, believed, form, asked)
        return
    yield from _in_workers(batches, believed, form, workers, asked)


def _batches(documents: Sequence[Document], size: int) -> Iterator[Sequence[Document]]:
    return (documents[start : start + size] for start in range(0, len(documents), size))


def judged(batch: Sequence[Document], believed: Believed, form: Form, asked: Asked) -> list[Told]:
    """Verify a batch here."""
    return asyncio.run(_judged(batch, _bundle(*believed), form, asked))


@lru_cache(maxsize=1)
def _bundle(anchors: tuple[bytes, ...], crls: tuple[bytes, ...]) -> TrustBundle:
    return TrustBundle.of_pem(*anchors, crls=crls)


async def _judged(batch: Sequence[Document], trust: TrustBundle, form: Form, asked: Asked) -> list[Told]:
    places = asyncio.Semaphore(_AT_ONCE)

    async def one(document: Document) -> Told:
        async with places:
            try:
                content = document.content(LIMITS.bytes)
            except Unreadable as unreadable:
                return Told(refused=unreadable.said)
            verdict = await verify(content, trust, now(), asked.register, asked.given, asked.on)
            return Told(form(document.name, verdict), verdict.summary)

    return await asyncio.gather(*map(one, batch))


def _in_workers(
    batches: Iterator[Sequence[Document]], believed: Believed, form: Form, count: int, asked: Asked
) -> Iterator[Told]:
    from api.process.workers import Workers  # noqa: PLC0415 - a few files need none

    pool = Workers(count)
    waiting = deque[tuple[Sequence[Document], Future[list[Told]]]]()
    try:
        for batch in islice(batches, count * _AHEAD):
            waiting.append((batch, pool.submit(judged, batch, believed, form, asked)))
        while waiting:
            batch, future = waiting.popleft()
            try:
                found = future.result()
            except BrokenExecutor:  # a worker was killed, and all batches with it
                found = pool.submit(judged, batch, believed, form, asked).result()
            yield from found
            for following in islice(batches, 1):
                waiting.append((following, pool.submit(judged, following, believed, form, asked)))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
