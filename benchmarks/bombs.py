"""Measure how files that are made to stop a verifier are answered, at two doors.

`PYTHONPATH=.:tests python -m benchmarks.bombs` makes every bomb of `tests/builders/bombs.py`, gives it to
`licenses.proof.verification.verify` and posts it to the `/verify` of a server of its own, and prints for each the
seconds to the answer, the cause, and by how much the processes of the server grew. Then it posts all of them at once,
asking `/healthz` meanwhile, and tells the server to stop while it is at the slowest. Linux only: it reads /proc.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from statistics import median

import httpx
from builders.bombs import BOMBS, HARMLESS
from builders.licenses import SEALED_AT, Authority, seal
from builders.processes import Running, grown, memory_of, running
from cryptography.hazmat.primitives import serialization

from licenses.proof.verdict import Question
from licenses.proof.verification import verify

WARM = b"%PDF-"
SLOWEST = "20 MB of /ByteRange"
MEBIBYTE = 1 << 20


def main() -> None:
    """Print the table, then what a server bears."""
    authority = Authority()
    files = {"a genuine licence": seal(authority)}
    files |= {name: make(authority) for name, make in (*BOMBS.items(), *HARMLESS.items())}
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "trust").mkdir()
        (home / "trust" / "root.pem").write_bytes(authority.root.certificate.public_bytes(serialization.Encoding.PEM))
        with running(home, "serve") as server:
            url = server.url()
            while memory_of(server.process.pid) == 0 or posted(url, WARM)[0] > 0.5:
                time.sleep(0.2)
            print(f"{'Python':>8}{'POST':>8}{'growth':>9}  cause            file")
            for name, data in files.items():
                one(server, authority, name, data)
            together(server, files)
            stopped(server, files[SLOWEST])


def one(server: Running, authority: Authority, name: str, data: bytes) -> None:
    """Print one line: seconds at both doors, growth of the server's processes, cause."""
    began = time.perf_counter()
    verdict = asyncio.run(verify(data, authority.bundle, SEALED_AT + timedelta(days=3)))
    python = time.perf_counter() - began
    with grown(server.process.pid) as growth:
        post, _ = posted(server.url(), data)
        time.sleep(0.1)
    cause = verdict[Question.READABLE].evidence["cause"]
    print(f"{python:6.2f} s{post:6.2f} s{growth() / MEBIBYTE:6.0f} MB  {cause:15}  {name}", flush=True)


def together(server: Running, files: dict[str, bytes]) -> None:
    """Post everything at once, from as many clients as there are files."""
    url, asked, over = server.url(), list[float](), [False]

    def alive() -> None:
        while not over[0]:
            asked.append(timed(lambda: httpx.get(f"{url}/healthz", timeout=60)))
            time.sleep(0.02)

    with grown(server.process.pid) as growth, ThreadPoolExecutor(len(files) + 1) as people:
        health = people.submit(alive)
        answers = list(people.map(lambda data: posted(url, data), files.values()))
        over[0] = True
        health.result()
    counts = Counter(status for _, status in answers)
    shown = ", ".join(f"{count} × {status}" for status, count in sorted(counts.items()))
    print(f"\nall at once: {shown}; the slowest answer {max(seconds for seconds, _ in answers):.2f} s,", end=" ")
    print(
        f"/healthz {median(asked) * 1000:.0f} ms (median of {len(asked)}; slowest {max(asked) * 1000:.0f} ms);", end=" "
    )
    print(f"growth {growth() / MEBIBYTE:.0f} MB")


def stopped(server: Running, data: bytes) -> None:
    """Tell the server to stop while every examiner is at work and more wait."""
    url = server.url()
    with ThreadPoolExecutor(6) as people:
        for _ in range(6):
            people.submit(posted, url, data)
        time.sleep(1)
        seconds = timed(lambda: server.ends(signal.SIGTERM))
        print(f"SIGTERM with six of the slowest under way: ended after {seconds:.1f} s")


def posted(url: str, data: bytes) -> tuple[float, int]:
    """Post a file; give seconds and status, 0 for a connection that was closed."""
    began = time.perf_counter()
    try:
        status = httpx.post(f"{url}/verify", content=data, headers={"content-type": "application/pdf"}, timeout=60)
    except httpx.TransportError:
        return time.perf_counter() - began, 0
    return time.perf_counter() - began, status.status_code


def timed(work: Callable[[], object]) -> float:
    """Seconds that some work takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    if not Path("/proc").is_dir():
        sys.exit("reads /proc: Linux only")
    os.environ.setdefault("PYTHONUTF8", "1")
    main()
