"""`zhengtu export`: a list as a file of its owner's; that it imports again is shown in `importing/test_desk.py`."""

from __future__ import annotations

import stat
import subprocess
from pathlib import Path

import orjson
import pytest
from builders.more import left_out
from builders.processes import COMMAND, SECONDS, environment
from builders.releases import kept

from api.command.ending import Exit

HOME = kept("home")["0.1.0"]


@pytest.fixture
def home(store_folder: Path) -> Path:
    home = store_folder.parent
    HOME.unpack(home)
    subprocess.run(["tar", "-xf", HOME.folder / "store.tar.xz", "-C", home], check=True)
    return home


def said(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *words], cwd=home, env=environment(home), capture_output=True, encoding="utf-8", timeout=SECONDS,
        check=False,
    )  # fmt: skip


@left_out
def test_a_list_is_written_whole_and_for_its_owner_alone(home: Path) -> None:
    ended = said(home, "export", "license-types", "--out", "now.csv", "--json")
    assert ended.returncode == Exit.DONE, ended.stderr
    (file,) = orjson.loads(ended.stdout)["files"]
    assert stat.S_IMODE((home / "now.csv").stat().st_mode) == 0o600
    assert (home / "now.csv").read_bytes().startswith("\ufeff类型代码,名称".encode())
    lines = (home / "now.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) - 1 == file["rows"] > file["values"] > 0


@left_out
@pytest.mark.parametrize(
    ("name", "code"), [("there.xlsx", Exit.NO), ("now.txt", Exit.USAGE), ("away/now.csv", Exit.USAGE)]
)
def test_what_is_there_is_not_written_over_and_another_ending_is_refused(home: Path, name: str, code: Exit) -> None:
    (home / "there.xlsx").write_bytes(b"mine")
    ended = said(home, "export", "departments", "--out", name)
    assert (ended.returncode, ended.stdout) == (code, "")
    assert name.partition("/")[0] in ended.stderr
    assert (home / "there.xlsx").read_bytes() == b"mine"
    assert not (home / name).exists() or name == "there.xlsx"


@left_out
def test_one_list_of_the_entries_is_written_and_of_another_kind_there_is_none(home: Path) -> None:
    ended = said(home, "export", "entries", "--list", "open", "--out", "open.csv", "--json")
    assert ended.returncode == Exit.DONE, ended.stderr
    assert orjson.loads(ended.stdout) == {"kind": "entries", "files": [{"file": "open.csv"}]}
    assert stat.S_IMODE((home / "open.csv").stat().st_mode) == 0o600
    assert (home / "open.csv").read_bytes().startswith("\ufeff资源代码,资源名称".encode())
    wrong = said(home, "export", "departments", "--list", "open", "--out", "departments-open.csv")
    assert (wrong.returncode, wrong.stdout, (home / "departments-open.csv").exists()) == (Exit.USAGE, "", False)


@pytest.mark.parametrize("words", [("export", "entries"), ("check",), ("backup", "kept")], ids=lambda each: each[0])
def test_who_looks_into_a_store_that_is_not_there_makes_none(tmp_path: Path, words: tuple[str, ...]) -> None:
    ended = said(tmp_path, *words)
    assert ended.returncode not in (Exit.DONE, Exit.USAGE), ended.stdout
    assert "zhengtu init" in ended.stderr
    assert not (tmp_path / "store").exists()
