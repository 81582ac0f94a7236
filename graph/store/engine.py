"""Connecting, reading, writing, retrying: the only module that imports the driver.

1. A read is one auto-commit statement that returns one record with one value; it is run again on a transient failure.
2. A write is a unit of work in one transaction; it is run again as a whole when the server says that it lost a race, or
   when the connection was lost before the commit was sent. Lost during the commit, it may be stored: not run again.
3. What is cancelled ends in the server too: Neo4j sees that its connection is closed, the embedded one is told
   (`ending`).
4. Whatever the driver raises becomes a StoreError here; a server that is away, stopping or starting is unavailable.
5. A server that is away is not waited for longer than `AWAY_SECONDS`; an embedded one that has ended, not at all.
6. Every session names its database. Which one is the user's home is asked once, at the opening: else a session may have
   to ask for it first, and one day be answered otherwise.
7. Times travel as ISO text (`datetime($at)`), values leave as text; nodes never leave as nodes.
8. Statements are LiteralString: text built from input does not pass the type checker.
"""

from __future__ import annotations

import asyncio
import contextlib
import math
import random
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import Any, LiteralString, TypeVar

import neo4j
from neo4j import AsyncDriver, AsyncGraphDatabase, AsyncSession, AsyncTransaction
from neo4j.exceptions import (
    AuthError,
    ConnectionPoolError,
    ConstraintError,
    DriverError,
    IncompleteCommit,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

from graph.store.arcade import DATABASE, ArcadeServer
from graph.store.dialect import ARCADE, NEO4J, Dialect
from graph.store.digests import Digests
from graph.store.ending import Endings, chain_of
from graph.store.errors import KeyTaken, OutcomeUnknown, StoreError, StoreInUse, StoreTimeout, StoreUnavailable
from graph.store.keyfile import damaged
from graph.store.landmarks import Landmarks
from graph.store.lending import Borrowed
from graph.store.roll import Rolls
from graph.store.subjects import Subjects
from graph.store.supervision import Supervisor

T = TypeVar("T")
ATTEMPTS = 6
AWAY_SECONDS = 3.0
"""How long a lost connection is tried again; what takes longer is for the caller to try again."""
NEVER, ALWAYS = 0.0, math.inf
START_SECONDS = 60.0
STRANGER_SECONDS = 5.0
"""How long an embedded server may refuse its own password while it starts."""
PATIENCE = 0.05
"""Seconds between two looks at a server that is coming."""
TIMED_OUT = "Neo.ClientError.Transaction.TransactionTimedOut"
TIMEOUT_CODES = (TIMED_OUT, f"{TIMED_OUT}ClientConfiguration")
LOST = (ServiceUnavailable, SessionExpired, ConnectionPoolError, AuthError, OSError)
"""How a server that is away shows; one that is stopping takes back the credentials with which the store was opened."""
LOST_CODES = ("Neo.ClientError.Request.Invalid",)
"""The same as an answer of a stopping server: it accepts nothing in this state of the connection."""
UNKNOWN = "Neo.DatabaseError.General.UnknownError"
"""What an embedded server has no name for; one that is stopping may fail in any way, and is gone a moment later."""
OVERTAKEN = "Neo.ClientError.Statement.EntityNotFound"
"""An embedded server that follows a relation to what a rival has just committed: it is there for who begins anew."""
LOST_ANSWER = (UNKNOWN, DATABASE)
"""Code and message of a stopping server whose database is closed already: it says the name and nothing else."""


class Claim(Enum):
    """Whose the embedded server is to be."""

    OWN = auto()
    """This process's."""
    BORROWED = auto()
    """Another's, which lends it."""
    EITHER = auto()
    """This process's, where nobody has the folder; else another's."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the store is."""

    folder: Path
    """Data of the embedded store; unused with a URI."""
    uri: str = ""
    """`neo4j://` or `bolt://`; empty = the embedded store."""
    user: str = ""
    password: str = ""
    database: str = ""
    """With a URI; empty = the user's home database."""
    heap: str = "512m"
    java: tuple[str, ...] = ()
    """Further options of the embedded server's Java runtime; they come last, so that they count."""
    statement_seconds: float = 30.0
    """Time budget of one statement; on Neo4j of one read."""
    claim: Claim = Claim.OWN


class Unit:
    """One transaction of a unit of work."""

    def __init__(self, transaction: AsyncTransaction) -> None:
        """Wrap an open transaction."""
        self._transaction = transaction
        self.token = uuid.uuid4().hex
        """What tells it from every other."""
        self.stamped: set[str] = set()
        """Kinds of which it stamps with its token what it writes (`revisions`)."""
        self.lastly: Callable[[Unit], Awaitable[None]] | None = None
        """What it does last, right before the commit: what others wait for is held no longer than that."""

    async def run(self, text: LiteralString, /, **parameters: Any) -> Any:
        """Run one statement; return the value of its one record, or None when it returns nothing."""
        result = await self._transaction.run(text, parameters)
        return await _value(result)


class Store:
    """An open connection to the graph."""

    def __init__(
        self,
        driver: AsyncDriver,
        dialect: Dialect,
        database: str | None,
        embedded: ArcadeServer | Borrowed | None,
        statement_seconds: float,
    ) -> None:
        """Hold what `open_store` opened."""
        self.dialect = dialect
        self.landmarks = Landmarks()
        self.rolls = Rolls()
        self.digests = Digests()  # good for this process, until it is opened with its key
        self.subjects = Subjects()  # none that is sealed, until then
        self.writes = 0
        """Units of work that were stored since it was opened."""
        self._driver = driver
        self.embedded = embedded
        """The embedded server, whosever it is; None for another one."""
        self._endings = Endings(lambda: embedded.http) if embedded is not None else None
        self._supervisor: Supervisor | None = None
        self._database = database
        self._statement_seconds = statement_seconds

    @property
    def database(self) -> str | None:
        """The database in which everything is, once it is open."""
        return self._database

    @property
    def server(self) -> ArcadeServer | None:
        """The embedded server, where it is this process's."""
        return self.embedded if isinstance(self.embedded, ArcadeServer) else None

    async def read(self, text: LiteralString, /, **parameters: Any) -> Any:
        """Answer one read statement: the single value of its single record.

        Raises:
            StoreUnavailable: No answer, also after several tries.
            StoreTimeout: The statement took longer than the server allows.
            StoreError: The statement failed.
        """
        query = neo4j.Query(text, timeout=self._statement_seconds)  # the embedded server has its own clock

        async def attempted() -> Any:
            async with self._driver.session(database=self._database, default_access_mode=neo4j.READ_ACCESS) as session:
                return await self._attended(session, _answered(session, query, parameters))

        return await self._retried(attempted)

    async def write(self, work: Callable[[Unit], Awaitable[T]]) -> T:
        """Run `work` in one transaction; all of it is stored, or nothing.

        `work` may run several times and must not have effects of its own. What it raises rolls back and is passed on.
        A commit whose answer never came is not tried again: had it been stored, the second run would do the deed twice
        wherever no constraint forbids it. Who asked repeats it under his idempotency key, or looks first.

        Raises:
            OutcomeUnknown: The connection was lost during the commit.
            StoreUnavailable: No answer, or the race was lost, also after several tries; nothing is stored.
            KeyTaken: Somebody else has created what was to be created; nothing is stored.
            StoreError: A statement failed.
        """

        async def attempted() -> T:
            async with self._driver.session(database=self._database) as session:
                return await self._attended(session, _committed(session, work))

        outcome = await self._retried(attempted)
        self.writes += 1
        return outcome

    async def last_written(self) -> frozenset[str]:
        """The bookmark of what a Neo4j has committed last; an embedded store has none."""

        async def attempted() -> frozenset[str]:
            async with self._driver.session(database=self._database) as session:
                await (await session.run("RETURN 1")).consume()
                return (await session.last_bookmarks()).raw_values

        return await self._retried(attempted) if self.embedded is None else frozenset()

    async def define(self, text: LiteralString) -> None:
        """Run one schema statement outside a transaction of ours; it must be one that can be run twice."""

        async def attempted() -> None:
            async with self._driver.session(database=self._database) as session:
                await (await session.run(text)).consume()

        await self._retried(attempted)

    async def drop_index(self, label: LiteralString, name: LiteralString) -> None:
        """Drop the index of a property of an earlier schema, if it is there, with the values that it holds."""
        if self.embedded is None:
            await self.define(f"DROP INDEX {label}_{name}_range IF EXISTS")
        else:
            await asyncio.to_thread(self.embedded.http.run_sql, DATABASE, f"DROP INDEX `{label}[{name}]` IF EXISTS")

    async def drop_full_text(self, label: LiteralString, name: LiteralString) -> None:
        """Drop a full-text index of an earlier release, if it is there."""
        if self.embedded is None:
            await self.define(f"DROP INDEX {label.lower()}_text IF EXISTS")
        else:
            await self.drop_index(label, name)

    async def answers_again(self) -> None:
        """Wait, after a failure, until the store answers.

        Raises:
            StoreLost: The embedded server cannot be brought back.
            StoreUnavailable: Another server did not come back in its time.
        """
        clock = asyncio.get_running_loop().time
        deadline = clock() + START_SECONDS
        while True:
            if self._supervisor is not None:
                await self._supervisor.back()
            try:
                await self.read("RETURN 1")
            except StoreUnavailable:  # also from a server whose end shows at its connections and is not known yet
                if clock() >= deadline:
                    raise
                await asyncio.sleep(PATIENCE)
            else:
                return

    async def until_lost(self) -> None:
        """Wait for the end of an embedded server that cannot be brought back; of another, for ever.

        Raises:
            StoreLost: It has come to that, and this process has to end.
        """
        await (self._supervisor.until_lost() if self._supervisor is not None else asyncio.Event().wait())

    async def close(self) -> None:
        """Close the connection and stop the embedded server."""
        if self._supervisor is not None:
            await self._supervisor.close()
        if self._endings is not None:
            await self._endings.close()
        await self._driver.close()
        if self.embedded is not None:
            await self.embedded.stop()

    def lend(self) -> None:
        """Let other processes of this HOME ask the embedded server, as long as this store is open."""
        if self.server is not None:
            self.server.lend()

    def supervise(self) -> None:
        """From now on bring an embedded server back when it ends."""
        if self.embedded is not None:
            self._supervisor = Supervisor(self.embedded, self._reconnect)

    async def _reconnect(self) -> None:
        assert self.embedded is not None  # noqa: S101 - only an embedded server is supervised
        before, self._driver = self._driver, _embedded_driver(self.embedded)
        await before.close()
        await _until_it_answers(self, START_SECONDS)

    async def _attended(self, session: AsyncSession, work: Coroutine[Any, Any, T]) -> T:
        """Do work over one session, so that the server ends it when whoever waits for it is cancelled."""
        return await (work if self._endings is None else self._endings.attended(work, lambda: _local_port(session)))

    async def _retried(self, attempted: Callable[[], Awaitable[T]]) -> T:
        clock = asyncio.get_running_loop().time
        begun = clock()
        for attempt in range(ATTEMPTS):
            if self._supervisor is not None:
                self._supervisor.refuse_while_away()
            try:
                return await attempted()
            except (Neo4jError, DriverError, OSError) as error:
                failure, patience = self._judged(error)
                pause = self.dialect.retry_delay * 2**attempt * random.uniform(0.5, 1.0)  # noqa: S311 - jitter
                if attempt == ATTEMPTS - 1 or clock() + pause > begun + patience:
                    raise failure from error
            await asyncio.sleep(pause)
        raise AssertionError("unreachable")

    def _judged(self, error: Exception) -> tuple[StoreError, float]:
        """Name a failure, and say for how many seconds another try may cure it."""
        chain = chain_of(error)
        if any(isinstance(each, IncompleteCommit) for each in chain):
            return OutcomeUnknown(str(error)), NEVER
        if any(isinstance(each, LOST) or _says_that_it_stops(each) for each in chain):
            return StoreUnavailable(str(error)), AWAY_SECONDS
        match error:
            case ConstraintError():
                return KeyTaken(str(error)), ALWAYS if self.dialect.constraint_races else NEVER
            case Neo4jError(code=code) if code in TIMEOUT_CODES:
                return StoreTimeout(str(error)), NEVER
            case Neo4jError(code=code) if code == UNKNOWN and self.dialect.embedded:
                return StoreError(str(error)), AWAY_SECONDS
            case Neo4jError() if error.is_retryable() or (error.code == OVERTAKEN and self.dialect.embedded):
                return StoreUnavailable(str(error)), ALWAYS
            case Neo4jError():
                return StoreError(f"{error.code}: {error.message}"), NEVER
            case _:
                return StoreError(str(error)), NEVER


@asynccontextmanager
async def open_store(place: Place) -> AsyncIterator[Store]:
    """Open the store of `place`, start the embedded server if it is that; close everything at the end.

    Raises:
        StoreMissing: The embedded server is not installed.
        StoreUnavailable: The server does not answer, or another process has the folder open.
        KeyMissing: The password of the embedded server is gone.
        KeyDamaged: It is another's.
    """
    if place.uri:
        auth = (place.user, place.password) if place.user else None
        store = Store(_driver(place.uri, auth), NEO4J, place.database or None, None, place.statement_seconds)
    else:
        embedded = await _claimed(place)
        store = Store(_embedded_driver(embedded), ARCADE, DATABASE, embedded, place.statement_seconds)
    try:
        await _until_it_answers(store, START_SECONDS if not place.uri else 0)
        store.supervise()
        yield store
    finally:
        await store.close()


async def _claimed(place: Place) -> ArcadeServer | Borrowed:
    """The embedded server of a place, started or borrowed."""
    if place.claim is not Claim.BORROWED:
        own = ArcadeServer(
            place.folder,
            heap=place.heap,
            java=place.java,
            command_milliseconds=round(place.statement_seconds * 1000),
        )
        try:
            await own.start()
        except StoreInUse:
            if place.claim is Claim.OWN:
                raise
        else:
            return own
    borrowed = Borrowed(place.folder)
    await borrowed.start()
    return borrowed


def _driver(uri: str, auth: tuple[str, str] | None) -> AsyncDriver:
    return AsyncGraphDatabase.driver(
        uri,
        auth=auth,
        notifications_min_severity="OFF",
        user_agent="zhengtu",
        connection_timeout=10.0,
        max_connection_pool_size=50,
    )


def _embedded_driver(server: ArcadeServer | Borrowed) -> AsyncDriver:
    return _driver(f"bolt://127.0.0.1:{server.bolt_port}", ("root", server.password))


async def _until_it_answers(store: Store, seconds: float) -> None:
    """Ask until there is an answer; a server that has ended, or has no more time, has failed."""
    loop = asyncio.get_running_loop()
    begun = loop.time()
    deadline = begun + seconds
    embedded = store.embedded
    while True:
        if embedded is not None:
            embedded.check()
        try:
            async with store._driver.session(database=store._database) as session:  # noqa: SLF001 - same module
                told = await (await session.run("RETURN 1")).consume()
        except (Neo4jError, DriverError, OSError) as error:  # or its database is still being created
            if embedded is not None and isinstance(error, AuthError) and loop.time() >= begun + STRANGER_SECONDS:
                raise damaged(embedded.password_file) from error
            if loop.time() >= deadline:
                raise StoreUnavailable(f"the store does not answer: {error}") from error
        else:
            store._database = store._database or told.database  # noqa: SLF001
            return
        await asyncio.sleep(PATIENCE if embedded is not None else 1)


def _says_that_it_stops(error: BaseException) -> bool:
    return isinstance(error, Neo4jError) and (error.code in LOST_CODES or (error.code, error.message) == LOST_ANSWER)


async def _answered(session: AsyncSession, query: neo4j.Query, parameters: dict[str, Any]) -> Any:
    return await _value(await session.run(query, parameters))


async def _committed(session: AsyncSession, work: Callable[[Unit], Awaitable[T]]) -> T:
    async with await session.begin_transaction() as transaction:
        unit = Unit(transaction)
        outcome = await work(unit)
        if unit.lastly is not None:
            await unit.lastly(unit)
        await transaction.commit()
        return outcome


def _local_port(session: AsyncSession) -> int | None:
    """The port from which a session asks; the driver has no public name for it."""
    return getattr(session._connection, "local_port", None)  # noqa: SLF001


async def _value(result: neo4j.AsyncResult) -> Any:
    records = await result.fetch(2)
    if not records:
        return None
    if len(records) > 1 or len(records[0]) != 1:
        with contextlib.suppress(Neo4jError):
            await result.consume()
        raise AssertionError("a statement returns one record with one value")
    return records[0][0]
