"""How a command ends: every way has its exit code and, where it is no success, one line for a person.

0 done, 1 the answer is no, 2 wrong usage, 3 undecided, 70 our failure; 130 and 143 interrupted by SIGINT or SIGTERM.
A server that is told to stop has done what it was asked: 0.
"""

import tempfile
from collections.abc import Callable, Coroutine
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import typer

from api.process.terminal import message
from graph.errors import Malformed, Refusal, Text

if TYPE_CHECKING:
    from api.process.stopping import Signals

T = TypeVar("T")


class Exit(IntEnum):
    """What the exit code says."""

    DONE = 0
    NO = 1
    USAGE = 2
    UNDECIDED = 3
    FAILURE = 70
    INTERRUPTED = 130


def run(command: Callable[[], object]) -> int:
    """Run a command and give its exit code."""
    try:
        command()
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else Exit.DONE if ended.code is None else Exit.USAGE
    except Refusal as refusal:
        message(_line(refusal))
        return Exit.USAGE if _is_usage(refusal) else Exit.NO
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except Exception as failure:  # noqa: BLE001 - the last catch: whatever it is, a person gets a line, the log the rest
        return _failed(failure)
    return Exit.DONE


def _failed(failure: Exception) -> Exit:
    """Tell a person what has failed."""
    from graph.law.checking import RowRefused  # noqa: PLC0415 - what knows the store and the law is loaded late
    from graph.store.errors import StoreError, StoreInUse  # noqa: PLC0415

    if isinstance(failure, StoreInUse):
        message(Text(f"另一个进程正在使用该库：{failure.folder}", str(failure)))
        return Exit.NO
    if isinstance(failure, RowRefused):
        message(Text(f"政策表有误，不能启动：{failure}", f"a policy's row is wrong, nothing is started: {failure}"))
        return Exit.FAILURE
    where = _recorded(failure)
    if isinstance(failure, StoreError):
        message(Text(f"图数据库不可用，详见 {where}", f"the store is not available: {failure} (see {where})"))
    elif isinstance(failure, OSError) and failure.filename is not None:
        file, why = failure.filename, failure.strerror
        message(Text(f"无法读写 {file}（{why}），详见 {where}", f"cannot use {file}: {why} (see {where})"))
    else:
        message(Text(f"系统故障（{type(failure).__name__}），详见 {where}", f"internal failure, see {where}"))
    return Exit.FAILURE


def attended(work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Do a piece of work and give its result; a signal ends it in order, and with the exit code that shells expect."""
    from api.process.stopping import run as run_until_told  # noqa: PLC0415

    results: list[T] = []

    async def kept() -> None:
        results.append(await work())

    signal = run_until_told(lambda _: kept())
    if signal is not None:
        message(Text("已中断；未完成的部分没有写入", "interrupted; what was not finished is not written"))
        raise typer.Exit(128 + signal)
    return results[0]


def stoppable(work: Callable[["Signals"], Coroutine[Any, Any, T]]) -> tuple[T, int | None]:
    """The same of work that takes the signals itself: its result, and the signal behind which it has stopped."""
    from api.process.stopping import run as run_until_told  # noqa: PLC0415

    results: list[T] = []

    async def kept(signals: "Signals") -> None:
        results.append(await work(signals))

    signal = run_until_told(kept)
    if not results:
        message(Text("已中断；未完成的部分没有写入", "interrupted; what was not finished is not written"))
        raise typer.Exit(128 + (signal or 0))
    return results[0], signal


def _is_usage(refusal: Refusal) -> bool:
    from api.identity.tokens import IssuerRefused  # noqa: PLC0415
    from api.process.settings import SettingRefused  # noqa: PLC0415

    return isinstance(refusal, SettingRefused | IssuerRefused | Malformed)


def _line(refusal: Refusal) -> Text:
    """One line: what, where, by which rule."""
    cited = f" [{', '.join(refusal.rules)}]" if refusal.rules else ""
    return Text(refusal.message.zh + cited, refusal.message.en + cited)


def _recorded(failure: Exception) -> Path:
    """Write a failure to the log, or, where there is no HOME to hold one, to a file of its own."""
    from api.process import logging  # noqa: PLC0415
    from api.process.settings import load  # noqa: PLC0415

    try:
        settings = load()
        folder = settings.logs if settings.home.is_dir() else Path(tempfile.mkdtemp(prefix="zhengtu-"))
        file = logging.configure(folder, terminal=False)
    except (Refusal, OSError):
        file = logging.configure(Path(tempfile.mkdtemp(prefix="zhengtu-")), terminal=False)
    logging.events().error("command failed", exc_info=failure)
    return file
