"""The real command as processes of their own: run to the end, or served, stopped and killed."""

from __future__ import annotations

import io
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread
from typing import Any

import httpx
import xlsxwriter

from api.identity.authenticator import Identity
from api.identity.tokens import existing_issuer
from api.process.settings import load
from graph.office.sheets.forms import Form
from graph.words.people import Role

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-m", "api.command.zhengtu")
SMALL = (sys.executable, "-m", "builders.small_demonstration")
SECONDS = 300.0
"""How long anything may take on a machine that is busy with other things."""


@dataclass(frozen=True)
class Ended:
    """How a command ended and what it said."""

    returncode: int
    stdout: str
    stderr: str

    @property
    def line(self) -> str:
        """What it said on stderr, which is one line for a person and no trace of a program."""
        assert self.stderr.count("\n") == 1, self.stderr
        assert "Traceback" not in self.stderr
        return self.stderr.strip()


SHORT_LIVED = ("-XX:TieredStopAtLevel=1", "-Darcadedb.indexDefaultPageSize=16384")
"""Java options of a store that a test needs for seconds: no time goes into compiling it for hours, nor into copying,
for each of its small writes, index pages that are made for a million nodes.
"""


def environment(home: Path, **given: str) -> dict[str, str]:
    """The environment of a command that works on a HOME of its own, on a port that the system chooses."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ZHENGTU_", "LC_", "LANG"))}
    paths = f"{ROOT}:{ROOT / 'tests'}"
    own = {"PYTHONPATH": paths, "PYTHONUTF8": "1", "COLUMNS": "120", "ZHENGTU_HOME": str(home), "ZHENGTU_PORT": "0"}
    own["ZHENGTU_STORE_JAVA"] = " ".join(SHORT_LIVED)
    return kept | own | given


def command(home: Path, *arguments: str, **given: str) -> Ended:
    """Run `zhengtu` to its end."""
    ended = subprocess.run(
        [*COMMAND, *arguments], cwd=home, env=environment(home, **given), capture_output=True, encoding="utf-8",
        timeout=SECONDS, check=False,
    )  # fmt: skip
    return Ended(ended.returncode, ended.stdout, ended.stderr)


@dataclass
class Running:
    """A command that is under way."""

    process: subprocess.Popen[bytes]
    said: Path
    """File of what it says on stderr."""
    home: Path

    def says(self, pattern: str) -> re.Match[str]:
        """Wait until it has said something."""
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            ended = self.process.poll() is not None
            found = re.search(pattern, self.said.read_text("utf-8"))
            if found:
                return found
            assert not ended, self.said.read_text("utf-8")
            assert "the load failed" not in self.said.read_text("utf-8"), (
                self.home / "logs" / "zhengtu.log"
            ).read_text()
            time.sleep(0.02)
        raise AssertionError(f"not said in {SECONDS} s: {pattern}\n{self.said.read_text('utf-8')}")

    def url(self) -> str:
        """Wait until it is served, and give the address."""
        return self.says(r"http://[\d.]+:\d+").group()

    def ends(self, number: signal.Signals | None = None) -> int:
        """Send a signal, if there is one, and wait for the end; give the exit code."""
        if number is not None:
            self.process.send_signal(number)
        return self.process.wait(SECONDS)


@contextmanager
def running(home: Path, *words: str, program: Sequence[str] = COMMAND, **given: str) -> Iterator[Running]:
    """A command under way; killed at the end if it is still there."""
    said = home / f"said-{time.monotonic_ns()}"
    with (
        said.open("wb") as stderr,
        subprocess.Popen(
            [*program, *words], cwd=home, env=environment(home, **given), stdin=subprocess.DEVNULL, stdout=stderr,
            stderr=stderr,
        ) as process,
    ):  # fmt: skip
        try:
            yield Running(process, said, home)
        finally:
            process.kill()


def left_behind(home: Path, seconds: float = 60.0) -> list[str]:
    """Processes of a HOME that do not end by themselves: servers by argument, workers by environment."""
    until = time.monotonic() + seconds
    while (found := _of(home)) and time.monotonic() < until:
        time.sleep(0.05)
    return found


def _of(home: Path) -> list[str]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes()
            if str(home).encode() in words + (folder / "environ").read_bytes() and int(folder.name) != os.getpid():
                found.append(words.replace(b"\0", b" ").decode(errors="replace"))
        except OSError:
            continue
    return found


def process_tree(process: int) -> list[int]:
    """A process and everything that it has started, and so on."""
    above = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            above[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    found = [process]
    for one in found:
        found += [child for child, parent in above.items() if parent == one]
    return found


def memory_of(process: int) -> int:
    """Bytes that a process and everything that it has started hold, what they share counted once."""
    total = 0
    for one in process_tree(process):
        with suppress(OSError):
            rolled = (Path("/proc") / str(one) / "smaps_rollup").read_text()
            total += 1024 * int(re.search(r"^Pss:\s+(\d+)", rolled, re.MULTILINE)[1])  # type: ignore[index]
    return total


@contextmanager
def grown(process: int) -> Iterator[Callable[[], int]]:
    """By how many bytes a process tree has grown at the most, looked at every few hundredths of a second."""
    begun, most, over = memory_of(process), [0], Event()

    def watch() -> None:
        while not over.wait(0.05):
            most[0] = max(most[0], memory_of(process))

    watching = Thread(target=watch)
    watching.start()
    try:
        yield lambda: most[0] - begun
    finally:
        over.set()
        watching.join()


def token(home: Path, role: Role, subject: str) -> str:
    """What `zhengtu token` prints for a HOME with a development issuer."""
    issuer = existing_issuer(load(home=home, development_issuer=True))
    return issuer.token(Identity(role, subject), datetime.now(UTC))


def excel(form: Form, *rows: dict[str, str]) -> bytes:
    """An Excel file of a form."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for place, column in enumerate(form.columns):
            sheet.write(0, place, column.name)
            for number, row in enumerate(rows, start=1):
                sheet.write(number, place, row.get(column.name, ""))
    return content.getvalue()


def ask(url: str, query: str, token: str | None = None, **variables: Any) -> dict[str, Any]:
    """Send a query and give its data."""
    headers = {"authorization": f"Bearer {token}"} if token else {}
    answer = httpx.post(f"{url}/graphql", json={"query": query, "variables": variables}, headers=headers, timeout=60)
    body: dict[str, Any] = answer.json()
    assert "errors" not in body, body
    data: dict[str, Any] = body["data"]
    return data


def patiently(send: Callable[[], httpx.Response]) -> httpx.Response:
    """Send a request again, as it is asked for, while the server has too much to do: on a busy machine it may."""
    for _ in range(60):
        answer = send()
        if answer.status_code != httpx.codes.SERVICE_UNAVAILABLE:
            return answer
        assert answer.headers["retry-after"].isdecimal()
        time.sleep(1)
    raise AssertionError("always busy")


def posted(url: str, file: bytes) -> httpx.Response:
    """Send a file to `POST /verify`, patiently."""
    headers = {"content-type": "application/pdf"}
    return patiently(lambda: httpx.post(f"{url}/verify", content=file, headers=headers, timeout=60))
