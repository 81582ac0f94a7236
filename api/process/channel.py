"""Questions and answers between two processes of one service, over a socket that only these two have.

1. One side asks (`Asking`), the other answers (`answer`): many questions may be open at once, each under a number.
2. Who no longer waits for an answer says so, and what is done for it is cancelled there.
3. An error is passed on as it was raised.
4. When one side has gone, the other learns it at once: what was asked fails, what was begun for it is cancelled.

Both sides are ours and run the same program: what they say is pickled, as between a program and its worker processes.
"""

from __future__ import annotations

import asyncio
import pickle
import socket
from asyncio import StreamReader, StreamWriter
from collections.abc import Awaitable, Callable, Mapping
from itertools import count
from typing import Any, Final, TypeAlias

LENGTH_BYTES: Final = 8
Answers: TypeAlias = Mapping[str, Callable[..., Awaitable[Any]]]
"""What can be asked, by name."""


class Gone(ConnectionError):  # noqa: N818 - it says what has happened
    """The other side has gone."""


class Asking:
    """The side that asks."""

    def __init__(self, reader: StreamReader, writer: StreamWriter) -> None:
        """Take both ends; `attend` has to run beside whatever asks."""
        self._reader, self._writer = reader, writer
        self._numbers = count()
        self._open: dict[int, asyncio.Future[Any]] = {}
        self._gone = False

    async def ask(self, what: str, *arguments: Any) -> Any:
        """Ask, and wait for the answer; cancelling this ends what is done for it.

        Raises:
            Gone: Nobody is there to answer.
            Exception: What answering has raised.
        """
        if self._gone:
            raise Gone(what)
        number, answer = next(self._numbers), asyncio.get_running_loop().create_future()
        self._open[number] = answer
        _say(self._writer, (number, what, arguments))
        try:
            return await answer
        except asyncio.CancelledError:
            if not self._gone:
                _say(self._writer, (number, None, ()))
            raise
        finally:
            del self._open[number]

    async def attend(self) -> None:
        """Hand on answers until the other side has gone."""
        try:
            while True:
                number, error, answer = await _heard(self._reader)
                asked = self._open.get(number)
                if asked is None or asked.done():
                    continue
                if error is None:
                    asked.set_result(answer)
                else:
                    asked.set_exception(error)
        except Gone:
            self._gone = True
            for each in self._open.values():
                if not each.done():
                    each.set_exception(Gone("it was not answered"))
        finally:
            self._writer.close()


async def answer(reader: StreamReader, writer: StreamWriter, answers: Answers) -> None:
    """Answer what is asked, until the other side has gone."""
    under_way: dict[int, asyncio.Task[None]] = {}

    async def answered(number: int, what: str, arguments: tuple[Any, ...]) -> None:
        try:
            found: tuple[int, Exception | None, Any] = (number, None, await answers[what](*arguments))
        except Exception as error:  # noqa: BLE001 - it is for who has asked
            found = (number, error, None)
        finally:
            del under_way[number]
        if not writer.is_closing():
            _say(writer, found)

    try:
        while True:
            number, what, arguments = await _heard(reader)
            if what is not None:
                under_way[number] = asyncio.create_task(answered(number, what, arguments))
            elif number in under_way:
                under_way[number].cancel()
    except Gone:
        pass
    finally:
        for each in list(under_way.values()):
            each.cancel()
        writer.close()


async def opened(end: socket.socket) -> tuple[StreamReader, StreamWriter]:
    """Both ends of what is said over one end of a pair of sockets."""
    return await asyncio.open_unix_connection(sock=end)


def _say(writer: StreamWriter, message: tuple[Any, ...]) -> None:
    said = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    writer.write(len(said).to_bytes(LENGTH_BYTES))
    writer.write(said)


async def _heard(reader: StreamReader) -> Any:
    try:
        length = int.from_bytes(await reader.readexactly(LENGTH_BYTES))
        return pickle.loads(await reader.readexactly(length))  # noqa: S301 - only another process of ours can say it
    except (asyncio.IncompleteReadError, OSError) as error:
        raise Gone(str(error)) from error
