"""The other end of `licenses.proof.confinement.pool`: a process that does one piece of work after the other.

* It knows no room: what it works with is imported when it is told what its work is.
* Processor time is counted by the kernel, which ends the process when it is spent; nothing that runs here can prevent
  it. What it may take of memory beyond its programs is bounded in the same way (on Linux; where the kernel does not
  keep that bound, the clocks do).
* It ends when whoever started it is gone, and a Ctrl-C is not meant for it.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import os
import resource
import signal
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread
from typing import Any, Final, NoReturn

MEMORY_EXHAUSTED: Final = 77
"""Exit code of a process that has got no more memory."""
READY: Final = "ready"
BEGUN: Final = "begun"
_SIZE: Final = Path("/proc/self/statm")
"""First number: pages of address space."""
_MMAP_THRESHOLD: Final = -3
"""M_MMAP_THRESHOLD of mallopt(3)."""
_WORN: Final = 4
"""A process that has grown by more than this part of what it may is not given another piece of work."""


def main(channel: int, work: str, memory: int) -> None:
    """Work until the other end is closed.

    Args:
        channel: File descriptor of the connection; standard input is a pipe that is closed when the parent is gone.
        work: `module:function`, called with the bytes and arguments that are received.
        memory: Bytes that it may take at the most beyond what the programs themselves need.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in (signal.SIGTERM, signal.SIGPROF):
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    Thread(target=_end_with_parent, daemon=True).start()
    _give_back()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    module, _, name = work.partition(":")
    function = getattr(importlib.import_module(module), name)
    gc.freeze()
    begun = _address_space()
    if begun:
        resource.setrlimit(resource.RLIMIT_AS, (begun + memory, begun + memory))
    with Connection(channel) as connection:
        connection.send(READY)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what a hostile file makes libraries say is nobody's to read
        try:
            while _one(connection, function, begun, begun + memory // _WORN):
                pass
        except EOFError:
            return
        except MemoryError:
            os._exit(MEMORY_EXHAUSTED)


def _one(connection: Connection, function: Callable[..., Any], begun: int, worn: int) -> bool:
    """Do one piece of work; say with the answer, and here, whether another one can be taken."""
    seconds, memory, arguments = connection.recv()
    if begun:
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (min(most, begun + memory), most))
    data = connection.recv_bytes()
    connection.send(BEGUN)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    answer = function(data, *arguments)
    signal.setitimer(signal.ITIMER_PROF, 0)
    del data, arguments
    gc.collect()  # parsers make circles, and what one file leaves would be missing for the next
    stays = _address_space() <= worn
    connection.send((answer, stays))
    return stays


def _give_back() -> None:
    """Have what is freed returned to the system at once: a file is one large block, and so are its copies."""
    library = ctypes.CDLL(None)
    if hasattr(library, "mallopt"):  # glibc, which otherwise keeps more the larger the blocks were
        library.mallopt(_MMAP_THRESHOLD, 1 << 20)


def _address_space() -> int:
    """Return its size in bytes; 0 where the system does not say."""
    try:
        return int(_SIZE.read_text().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def _end_with_parent() -> NoReturn:
    while os.read(sys.stdin.fileno(), 1):
        pass
    os._exit(0)
