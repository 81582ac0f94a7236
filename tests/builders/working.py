"""Work for processes that can be ended: what ends, what never ends, what takes too much."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path


def work(what: bytes, value: int = 0) -> int:
    """Do one of several things, and give a number."""
    match what.decode():
        case "double":
            return 2 * value
        case "name":
            return os.getpid()
        case "spin":
            while True:
                value += 1
        case "sleep":
            threading.Event().wait(value)
        case "pause":
            threading.Event().wait(0.5)
        case "take":
            return len(bytearray(value))
        case "keep":
            _KEPT.append(bytearray(value))
        case "leave":
            os._exit(value)
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
            time.sleep(10)
        case _:
            raise ValueError(what)
    return value


def announce(folder: bytes) -> None:
    """Leave a file with the number of this process there, once work has begun, and never end."""
    Path(folder.decode(), str(os.getpid())).touch()
    threading.Event().wait()


_KEPT: list[bytearray] = []
