"""Connecting, reading, writing, retrying: the only module that imports the driver.

1. A read is one auto-commit statement that returns one record with one value; it is run again on a transient failure.
2. A write is a unit of work in one transaction; it is run again as a whole when the server says that it lost a race.
3. Times travel as ISO text (`datetime($at)`), values leave as text; nodes never leave as nodes.
4. Statements are LiteralString: text built from input does not pass the type checker.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import random
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, LiteralString, TypeVar

import neo4j
import orjson
from neo4j import AsyncDriver, AsyncGraphDatabase, AsyncTransaction
from neo4j.exceptions import ConstraintError, DriverError, Neo4jError, ServiceUnavailable, SessionExpired

from graph.store.arcade import DATABASE, ArcadeServer
from graph.store.dialect import ARCADE, NEO4J, Dialect, FullText
from graph.store.errors import StoreError, StoreTimeout, StoreUnavailable

T = TypeVar("T")
ATTEMPTS = 6
START_SECONDS = 60.0
TIMEOUT_CODES = (
    "Neo.ClientError.Transaction.TransactionTimedOut",
    "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration",
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the store is."""

    folder: Path
    """Data of the embedded store; unused with a URI."""
    uri: str = ""
    """`neo4j://` or `bolt://`; empty = the embedded store."""
    user: str = ""
    password: str = ""
    heap: str = "512m"
    statement_seconds: float = 30.0
    """Time budget of one statement; on Neo4j of one read."""


class Unit:
    """One transaction of a unit of work."""

    def __init__(self, transaction: AsyncTransaction) -> None:
        """Wrap an open transaction."""
        self._transaction = transaction

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
        server: ArcadeServer | None,
        statement_seconds: float,
    ) -> None:
        """Hold what `open_store` opened."""
        self.dialect = dialect
        self.server = server
        self._driver = driver
        self._database = database
        self._statement_seconds = statement_seconds

    async def read(self, text: LiteralString, /, **parameters: Any) -> Any:
        """Answer one read statement: the single value of its single record.

        Raises:
            StoreUnavailable: No answer after several tries.
            StoreTimeout: The statement took longer than the server allows.
            StoreError: The statement failed.
        """
        query = neo4j.Query(text, timeout=self._statement_seconds)  # the embedded server has its own clock

        async def once() -> Any:
            async with self._driver.session(database=self._database, default_access_mode=neo4j.READ_ACCESS) as session:
                return await _value(await session.run(query, parameters))

        return await self._retried(once)

    async def write(self, work: Callable[[Unit], Awaitable[T]]) -> T:
        """Run `work` in one transaction; all of it is stored, or nothing.

        `work` may run several times and must not have effects of its own. What it raises rolls back and is passed on.

        Raises:
            StoreUnavailable: No answer, or the race was lost, after several tries.
            StoreError: A statement failed.
        """

        async def once() -> T:
            async with (
                self._driver.session(database=self._database) as session,
                await session.begin_transaction() as transaction,
            ):
                outcome = await work(Unit(transaction))
                await transaction.commit()
                return outcome

        return await self._retried(once)

    async def define(self, text: LiteralString) -> None:
        """Run one schema statement outside a transaction of ours."""
        async with self._driver.session(database=self._database) as session:
            await (await session.run(text)).consume()

    async def define_full_text(self, index: FullText) -> None:
        """Make a full-text index with an analyzer for Chinese, if it isn't there."""
        if self.server is None:
            await self.define(
                f"CREATE FULLTEXT INDEX {index.name} IF NOT EXISTS FOR (n:{index.label}) ON EACH [n.{index.property}] "
                "OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}"
            )
            await self.define("CALL db.awaitIndexes(60)")
            return
        for command in (
            f"CREATE VERTEX TYPE {index.label} IF NOT EXISTS",
            f"CREATE PROPERTY {index.label}.{index.property} IF NOT EXISTS STRING",
            (
                f"CREATE INDEX IF NOT EXISTS ON {index.label} ({index.property}) FULL_TEXT "
                'METADATA {"analyzer":"org.apache.lucene.analysis.cjk.CJKAnalyzer"}'
            ),
        ):
            await asyncio.to_thread(_arcade_sql, self.server, command)

    async def close(self) -> None:
        """Close the connection and stop the embedded server."""
        await self._driver.close()
        if self.server is not None:
            await self.server.stop()

    async def _retried(self, once: Callable[[], Awaitable[T]]) -> T:
        for attempt in range(ATTEMPTS):
            try:
                return await once()
            except (ServiceUnavailable, SessionExpired) as error:
                failure: StoreError = StoreUnavailable(str(error))
                cause: Exception = error
            except ConstraintError as error:
                if not self.dialect.constraint_races:
                    raise StoreError(str(error)) from error
                failure, cause = StoreError(str(error)), error
            except Neo4jError as error:
                if error.code in TIMEOUT_CODES:
                    raise StoreTimeout(str(error)) from error
                if not error.is_retryable():
                    raise StoreError(f"{error.code}: {error.message}") from error
                failure, cause = StoreUnavailable(str(error)), error
            except DriverError as error:
                raise StoreError(str(error)) from error
            if attempt == ATTEMPTS - 1:
                raise failure from cause
            await asyncio.sleep(self.dialect.retry_delay * 2**attempt * random.uniform(0.5, 1.0))  # noqa: S311 - jitter
        raise AssertionError("unreachable")


@asynccontextmanager
async def open_store(place: Place) -> AsyncIterator[Store]:
    """Open the store of `place`, start the embedded server if it is that; close everything at the end.

    Raises:
        StoreMissing: The embedded server is not installed.
        StoreUnavailable: The server does not answer, or another process has the folder open.
    """
    server = None
    if place.uri:
        dialect, uri, database, auth = NEO4J, place.uri, None, (place.user, place.password) if place.user else None
    else:
        server = ArcadeServer(place.folder, heap=place.heap, command_milliseconds=round(place.statement_seconds * 1000))
        await server.start()
        dialect, uri, database = ARCADE, f"bolt://127.0.0.1:{server.bolt_port}", DATABASE
        auth = ("root", server.password)
    driver = AsyncGraphDatabase.driver(
        uri,
        auth=auth,
        notifications_min_severity="OFF",
        user_agent="zhengtu",
        connection_timeout=10.0,
        max_connection_pool_size=50,
    )
    store = Store(driver, dialect, database, server, place.statement_seconds)
    try:
        await _until_it_answers(store)
        yield store
    finally:
        await store.close()


async def _until_it_answers(store: Store) -> None:
    loop = asyncio.get_running_loop()
    deadline = loop.time() + START_SECONDS
    while True:
        if store.server is not None:
            store.server.check()
        failure: Exception
        try:
            async with store._driver.session(database=store._database) as session:  # noqa: SLF001 - same module
                await (await session.run("RETURN 1")).consume()
        except (ServiceUnavailable, SessionExpired, OSError) as error:
            failure = error
        except Neo4jError as error:
            if store.server is None:
                raise StoreUnavailable(f"{error.code}: {error.message}") from error
            failure = error  # the database is still being created
        else:
            return
        if loop.time() > deadline or store.server is None:
            raise StoreUnavailable(f"the store does not answer: {failure}") from failure
        await asyncio.sleep(0.05)


async def _value(result: neo4j.AsyncResult) -> Any:
    records = await result.fetch(2)
    if not records:
        return None
    if len(records) > 1 or len(records[0]) != 1:
        with contextlib.suppress(Neo4jError):
            await result.consume()
        raise AssertionError("a statement returns one record with one value")
    return records[0][0]


def _arcade_sql(server: ArcadeServer, command: str) -> None:
    """Send one schema command, which Cypher has no words for, to the child's own HTTP port."""
    credentials = base64.b64encode(f"root:{server.password}".encode()).decode()
    request = urllib.request.Request(
        f"http://127.0.0.1:{server.http_port}/api/v1/command/{DATABASE}",
        data=orjson.dumps({"language": "sql", "command": command}),
        headers={"Authorization": f"Basic {credentials}", "Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
            answer.read()
    except OSError as error:
        body = error.read().decode() if isinstance(error, urllib.error.HTTPError) else ""
        raise StoreError(f"{command}: {error} {body}") from error
