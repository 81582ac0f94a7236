"""What a process has in hand in the archive is its own as long as it is there, and nobody's afterwards."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from builders.owners import ELSEWHERE, GONE

from graph.store.files import digest_of
from graph.store.sealed_keys import Key
from licenses.register.archive import FolderArchive
from licenses.register.owners import MARK, has_ended, is_of_here, own_mark

CONTENT = b"%PDF-1.7 a licence"
DIGEST = digest_of(CONTENT)
OTHER = digest_of(b"another")


def left_behind(archive: FolderArchive, mark: str, digest: str = DIGEST, end: str = "locked") -> Path:
    """Something in the waiting room under the mark of a process, written an hour ago."""
    room = archive.folder / "waiting"
    room.mkdir(exist_ok=True)
    name = f"{digest}.{mark}.{end}" if mark else f"{digest}.{end}"
    (room / name).write_bytes(b"locked")
    then = (datetime.now(UTC) - timedelta(hours=1)).timestamp()
    os.utime(room / name, (then, then))
    return room / name


def test_a_mark_tells_a_process_that_is_there_from_one_that_is_not() -> None:
    assert re.fullmatch(MARK, own_mark())
    assert not has_ended(own_mark())
    assert is_of_here(own_mark())
    assert has_ended(GONE)
    assert not has_ended(ELSEWHERE)
    assert not is_of_here(ELSEWHERE)
    assert not has_ended("")
    assert not has_ended("host 1 2 3")


def test_of_a_child_that_was_killed_it_is_known_before_anybody_has_asked_for_it() -> None:
    words = "from licenses.register.owners import own_mark; print(own_mark(), flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", words], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        mark = child.stdout.readline().decode().strip()
        assert not has_ended(mark)
        child.kill()
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
        assert has_ended(mark)


def test_a_file_that_waits_is_read_whoever_has_it_in_hand(tmp_path: Path) -> None:
    archive, key = FolderArchive(tmp_path), Key.make()
    archive.put_all([(CONTENT, DIGEST, key)])
    own = archive.waits_at(DIGEST)
    assert own_mark() in own.name
    for mark in (GONE, ELSEWHERE):
        own.rename(own.with_name(f"{DIGEST}.{mark}.locked"))
        assert archive.waiting() == [DIGEST]
        assert archive.get(DIGEST, key) == CONTENT
        own = archive.waits_at(DIGEST)
    archive.settle([DIGEST, OTHER])
    assert archive.waiting() == []
    assert archive.get(DIGEST, key) == CONTENT


@pytest.mark.parametrize(
    ("mark", "alone", "nobodys"),
    [
        (GONE, False, True), ("", False, True), (ELSEWHERE, False, False), (ELSEWHERE, True, True),
        (own_mark(), True, False),
    ],
    ids=["gone", "of an earlier program", "elsewhere", "elsewhere, and nobody is there", "own"],
)  # fmt: skip
def test_what_is_nobodys(tmp_path: Path, mark: str, alone: bool, nobodys: bool) -> None:
    archive = FolderArchive(tmp_path)
    left_behind(archive, mark)
    half = left_behind(archive, mark, OTHER, "01234567.part")
    assert archive.left(None, alone=alone) == [DIGEST] * nobodys
    assert half.exists() is not nobodys


def test_what_was_left_a_moment_ago_may_still_be_written(tmp_path: Path) -> None:
    archive = FolderArchive(tmp_path)
    written = left_behind(archive, GONE)
    assert archive.left(datetime.now(UTC) - timedelta(hours=2), alone=False) == []
    assert archive.left(datetime.now(UTC) - timedelta(minutes=5), alone=False) == [written.name.split(".")[0]]


def test_who_drops_what_is_nobodys_leaves_what_another_has_in_hand(tmp_path: Path) -> None:
    archive, key = FolderArchive(tmp_path), Key.make()
    left_behind(archive, GONE)
    archive.put_all([(CONTENT, DIGEST, key)])
    archive.drop([DIGEST])
    assert [each.name for each in (tmp_path / "waiting").iterdir()] == [f"{DIGEST}.{GONE}.locked"], "first one's own"
    archive.drop([DIGEST])
    assert archive.waiting() == []
