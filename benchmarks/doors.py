"""What every request passes: a token's check that is kept, and a line of the access log that a thread writes."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from joserfc.jwk import ECKey

from api.identity.authenticator import Authenticator, Checks, FixedKeys, Identity, Issuer
from api.identity.tokens import ISSUER, DevelopmentIssuer
from api.process import access_log
from api.process.logging import access, masked
from benchmarks.measuring import Row, alternating
from benchmarks.places import Work
from graph.words.people import Role

TIMES = 1_000
ENTRY = {"client": "127.0.0.1", "method": "POST", "route": "/graphql", "status": 200, "bytes": 1234, "ms": 1.23}


def run(work: Work) -> Iterator[Row]:
    """Each against the same done for every request, in the thread of the event loop."""
    kept, anew = alternating(work.rounds, _asking(Checks()), _asking(Checks(most=0)))
    how = f"{TIMES} requests with one token, ES256"
    yield Row("who asks, the token's check kept", kept, anew, "checked each time", "CPU µs", how=how)
    with TemporaryDirectory() as folder:
        queued, written = access_log.Queued(_file(Path(folder) / "queued")), _file(Path(folder) / "written")
        loop, direct = alternating(work.rounds, _logging(queued), _logging(written))
        queued.close()
        written.close()
    how = f"{TIMES} lines, masks and JSON included; processor time of the thread of the event loop"
    yield Row("a line of the access log, event loop", loop, direct, "written at once", "CPU µs", how=how)


def _file(path: Path) -> logging.Handler:
    handler = logging.FileHandler(path)
    handler.setFormatter(access_log.Lines(masked))
    return handler


def _asking(checks: Checks) -> Callable[[], float]:
    """Processor time of one request with a token."""
    issuer, now = DevelopmentIssuer(ECKey.generate_key("P-256", {"kid": "one"}), "zhengtu"), datetime.now(UTC)
    authenticator = Authenticator([Issuer(ISSUER, "zhengtu", FixedKeys(issuer.public_keys()))], checks)
    shown = "Bearer " + issuer.token(Identity(Role.HOLDER, "somebody"), now)

    async def asked() -> float:
        began = time.thread_time()
        for _ in range(TIMES):
            await authenticator.identify(shown, now)
        return (time.thread_time() - began) * 1_000_000 / TIMES

    return lambda: asyncio.run(asked())


def _logging(handler: logging.Handler) -> Callable[[], float]:
    """Processor time of one line for who has it written."""

    def once() -> float:
        logger = logging.getLogger(access_log.LOGGER)
        logger.handlers = [handler]
        began = time.thread_time()
        for _ in range(TIMES):
            access(ENTRY)
        return (time.thread_time() - began) * 1_000_000 / TIMES

    return once
