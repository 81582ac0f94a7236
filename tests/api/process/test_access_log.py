"""A line for each request: queued at once, written by a thread, all of them by the end."""

import json
import logging
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from api.process.access_log import Queued, record
from api.process.logging import access, configure

LINES = 3_000
ENTRY = {
    "client": "127.0.0.1",
    "method": "GET",
    "route": "/graphql",
    "status": 200,
    "bytes": 12,
    "ms": 1.5,
    "role": None,
}
PROGRAM = """
import sys
from pathlib import Path
from api.process.logging import access, configure
configure(Path(sys.argv[1]), terminal=False)
for number in range(int(sys.argv[2])):
    access({"status": number})
"""


class Slow(logging.Handler):
    """A file on a disk that does not answer before it is told to, and may fail."""

    def __init__(self) -> None:
        super().__init__()
        self.answers = threading.Event()
        self.failures = 0
        self.written: list[int] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.answers.wait(10)
        if self.failures:
            self.failures -= 1
            raise OSError("no space left on device")
        self.written.append(record.__dict__["entry"]["number"])


@pytest.fixture
def disk() -> Iterator[Slow]:
    slow = Slow()
    yield slow
    slow.answers.set()


def said(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "access.log").read_text("utf-8").splitlines()]


def closed() -> None:
    for handler in logging.getLogger("zhengtu.access").handlers:
        handler.close()


def test_every_line_is_written_in_order_when_the_log_is_closed(tmp_path: Path) -> None:
    configure(tmp_path, terminal=False)
    for number in range(LINES):
        access({"status": number})
    closed()
    assert [line["status"] for line in said(tmp_path)] == list(range(LINES))


def test_a_log_that_is_configured_anew_leaves_nothing_of_the_one_before(tmp_path: Path) -> None:
    for name in ("first", "second"):
        configure(tmp_path / name, terminal=False)
        access({"route": name})
    closed()
    assert [line["route"] for name in ("first", "second") for line in said(tmp_path / name)] == ["first", "second"]


def test_a_process_that_ends_normally_has_written_every_line(tmp_path: Path) -> None:
    for ending in ("", "sys.exit(3)", "raise RuntimeError"):
        folder = tmp_path / (ending.partition("(")[0] or "end")
        command = [sys.executable, "-c", PROGRAM + ending, str(folder), str(LINES)]
        subprocess.run(command, check=False, stderr=subprocess.DEVNULL)
        assert len(said(folder)) == LINES, ending


def test_who_asks_does_not_wait_for_the_disk(disk: Slow) -> None:
    log = Queued(disk, most=100)
    for number in range(50):
        log.handle(record({"number": number}))
    assert disk.written == []
    disk.answers.set()
    log.close()
    assert disk.written == list(range(50))


def test_the_thread_is_woken_once_a_moment_and_not_for_every_line(disk: Slow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.process.access_log.MOMENT", 60)
    disk.answers.set()
    log = Queued(disk)
    for number in range(5):
        log.handle(record({"number": number}))
        time.sleep(0.02)
    assert disk.written in ([], [0])
    log.close()
    assert disk.written == list(range(5))


def test_a_full_queue_ends_the_moment(disk: Slow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.process.access_log.MOMENT", 60)
    disk.answers.set()
    log = Queued(disk, most=2)
    for number in range(20):
        log.handle(record({"number": number}))
    log.close()
    assert disk.written == list(range(20))


def test_behind_a_full_queue_one_waits_and_no_line_is_dropped(disk: Slow) -> None:
    log = Queued(disk, most=2)
    asking = threading.Thread(target=lambda: [log.handle(record({"number": number})) for number in range(20)])
    asking.start()
    asking.join(0.1)
    assert asking.is_alive()
    disk.answers.set()
    asking.join(10)
    log.close()
    assert disk.written == list(range(20))


def test_a_line_that_cannot_be_written_costs_no_other(disk: Slow) -> None:
    log = Queued(disk)
    disk.failures = 2
    disk.answers.set()
    for number in range(5):
        log.handle(record({"number": number}))
    log.close()
    log.close()
    assert disk.written == [2, 3, 4]


def test_a_line_has_the_id_and_the_moment_of_the_request_and_nothing_personal(tmp_path: Path) -> None:
    configure(tmp_path, terminal=False)
    with structlog.contextvars.bound_contextvars(request_id="id-340200199001011234"):
        access(ENTRY)
    closed()
    (line,) = said(tmp_path)
    assert list(line) == [*ENTRY, "event", "request_id", "logger", "level", "timestamp"]
    assert {name: line[name] for name in ENTRY} == ENTRY
    assert line["request_id"] == "id-[citizen id]"
    assert str(line["timestamp"]).endswith("+08:00")


def test_a_full_file_is_kept_beside_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.process.logging.FILE_BYTES", 2_000)
    configure(tmp_path, terminal=False)
    for number in range(20):
        access({"status": number})
    closed()
    files = sorted(tmp_path.glob("access.log*"), reverse=True)
    assert len(files) > 1
    lines = [json.loads(line)["status"] for file in files for line in file.read_text("utf-8").splitlines()]
    assert sorted(lines) == list(range(20))
