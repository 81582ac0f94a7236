"""How a command ends: every way has its exit code and, where it is no success, one line for a person.

0 done, 1 the answer is no, 2 wrong usage, 3 undecided, 70 our failure; 130 and 143 interrupted by SIGINT or SIGTERM.
"""

import tempfile
from collections.abc import Callable
from enum import IntEnum
from pathlib import Path

from api.process.settings import SettingRefused, load
from api.process.terminal import message
from graph.errors import Malformed, Refusal, Text
from graph.store.errors import StoreError, StoreInUse


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
    except StoreInUse as occupied:
        message(Text(f"另一个进程正在使用该库：{occupied.folder}", str(occupied)))
        return Exit.NO
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except StoreError as away:
        where = _recorded(away)
        message(Text(f"图数据库不可用，详见 {where}", f"the store is not available: {away} (see {where})"))
        return Exit.FAILURE
    except Exception as failure:  # noqa: BLE001 - the last door: whatever it is, a person gets a line, the log the rest
        where = _recorded(failure)
        if isinstance(failure, OSError) and failure.filename is not None:
            file, why = failure.filename, failure.strerror
            message(Text(f"无法读写 {file}（{why}），详见 {where}", f"cannot use {file}: {why} (see {where})"))
            return Exit.FAILURE
        message(Text(f"系统故障（{type(failure).__name__}），详见 {where}", f"internal failure, see {where}"))
        return Exit.FAILURE
    return Exit.DONE


def _is_usage(refusal: Refusal) -> bool:
    from api.identity.tokens import IssuerRefused  # noqa: PLC0415

    return isinstance(refusal, SettingRefused | IssuerRefused | Malformed)


def _line(refusal: Refusal) -> Text:
    """One line: what, where, by which rule."""
    cited = f" [{', '.join(refusal.rules)}]" if refusal.rules else ""
    return Text(refusal.message.zh + cited, refusal.message.en + cited)


def _recorded(failure: Exception) -> Path:
    """Write a failure to the log, or, where there is no HOME to hold one, to a file of its own."""
    from api.process import logging  # noqa: PLC0415

    try:
        settings = load()
        folder = settings.logs if settings.home.is_dir() else Path(tempfile.mkdtemp(prefix="zhengtu-"))
        file = logging.configure(folder, terminal=False)
    except (Refusal, OSError):
        file = logging.configure(Path(tempfile.mkdtemp(prefix="zhengtu-")), terminal=False)
    logging.events().error("command failed", exc_info=failure)
    return file
