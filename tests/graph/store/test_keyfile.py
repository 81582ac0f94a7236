"""Key files: whole or not there, made once, never replaced."""

from __future__ import annotations

import multiprocessing
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from graph.store.keyfile import KeyMissing, make_once, missing

ROOT = Path(__file__).parents[3]
KILLED = """
import os, signal, sys
from pathlib import Path
from graph.store import keyfile

def dies(*_):
    os.kill(os.getpid(), signal.SIGKILL)

setattr(os, sys.argv[2], dies)
keyfile.make_once(Path(sys.argv[1]), b"k" * 32)
"""


def test_a_key_file_is_its_owners_alone_and_leaves_no_draft(tmp_path: Path) -> None:
    file = tmp_path / "keys" / "a.key"
    assert make_once(file, b"first")
    assert file.read_bytes() == b"first"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert list(file.parent.iterdir()) == [file]


def test_a_file_that_is_there_is_never_replaced(tmp_path: Path) -> None:
    file = tmp_path / "a.key"
    for content in (b"", b"first"):
        file.write_bytes(content)
        assert not make_once(file, b"second")
        assert file.read_bytes() == content
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("moment", ["fsync", "link"])
def test_a_kill_leaves_no_half_written_key_and_the_next_start_makes_one(tmp_path: Path, moment: str) -> None:
    file = tmp_path / "a.key"
    for _ in range(2):  # what the first leaves behind does not disturb the second
        killed = subprocess.run([sys.executable, "-c", KILLED, str(file), moment], cwd=ROOT, check=False)
        assert killed.returncode == -signal.SIGKILL
        assert not file.exists()
    assert make_once(file, b"k" * 32)
    assert file.read_bytes() == b"k" * 32


def _rival(path: str, number: int) -> bool:
    return make_once(Path(path), number.to_bytes(32, "big"))


def test_of_rivals_one_makes_the_key_and_all_find_the_same(tmp_path: Path) -> None:
    file = tmp_path / "a.key"
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        made = pool.starmap(_rival, [(str(file), number) for number in range(16)])
    assert made.count(True) == 1
    assert file.read_bytes() == made.index(True).to_bytes(32, "big")
    assert list(tmp_path.iterdir()) == [file]


def test_a_missing_key_is_named_in_both_languages(tmp_path: Path) -> None:
    refusal = missing(tmp_path / "a.key", "数据由它加密", "data are encrypted with it")
    assert isinstance(refusal, KeyMissing)
    assert refusal.code == "KEY_MISSING"
    for text, backup in ((refusal.message.zh, "备份"), (refusal.message.en, "backup")):
        assert str(tmp_path / "a.key") in text
        assert backup in text
