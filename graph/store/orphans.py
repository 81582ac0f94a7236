"""Server processes of a store folder, recognised by their pid and by the folder in their command line."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path

ORPHAN_SECONDS = 10.0
"""How long an orphan may take to end when it is asked, and again when it is killed."""


def stop_orphan(pid_file: Path, folder: Path) -> None:
    """Stop a child that outlived its parent."""
    with contextlib.suppress(FileNotFoundError, ValueError):
        pid = int(pid_file.read_text(encoding="ascii"))
        for word, patience in ((signal.SIGTERM, ORPHAN_SECONDS), (signal.SIGKILL, ORPHAN_SECONDS)):
            if str(folder) in command_line(pid):
                os.kill(pid, word)
                deadline = time.monotonic() + patience
                while time.monotonic() < deadline and str(folder) in command_line(pid):
                    time.sleep(0.05)
    pid_file.unlink(missing_ok=True)


def command_line(pid: int) -> str:
    """The command line of a running process; empty when there is none."""
    if Path("/proc/self").exists():  # Linux, where a small installation has no ps
        try:
            return Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8", errors="replace").replace("\0", " ")
        except OSError:
            return ""
    listed = subprocess.run(  # noqa: S603 - a number that we wrote
        ["ps", "-p", str(pid), "-o", "command="],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    return listed.stdout
