"""`zhengtu backup`, `restore`, `check`: beside a service that runs, killed on the way, damaged."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import time
from pathlib import Path

import httpx
import pytest
from builders.more import left_out, tortured
from builders.processes import COMMAND, SECONDS, Ended, environment, running
from builders.registers import flip
from builders.releases import kept
from PIL import Image
from releases.deeds import MARKET

from api.command.ending import Exit

HOME = kept("home")["0.1.0"]


def zhengtu(home: Path, *words: str) -> Ended:
    ended = subprocess.run(
        [*COMMAND, *words], cwd=home, env=environment(home), capture_output=True, encoding="utf-8", timeout=SECONDS,
        check=False,
    )  # fmt: skip
    return Ended(ended.returncode, ended.stdout, ended.stderr)


def killed(home: Path, *words: str, at: str) -> None:
    """Run a command until it says something, and kill it."""
    with subprocess.Popen(
        [*COMMAND, *words], cwd=home, env=environment(home), stderr=subprocess.PIPE, stdout=subprocess.DEVNULL,
        encoding="utf-8",
    ) as process:  # fmt: skip
        assert process.stderr is not None
        for line in process.stderr:
            if line.startswith(at):
                process.send_signal(signal.SIGKILL)
                break
        assert process.wait(SECONDS) == -signal.SIGKILL


@pytest.fixture
def home(store_folder: Path) -> Path:
    """The home of an earlier release."""
    HOME.unpack(store_folder.parent)
    subprocess.run(["tar", "-xf", HOME.folder / "store.tar.xz", "-C", store_folder.parent], check=True)
    return store_folder.parent


def emptied(home: Path) -> None:
    """Leave the keys, as after a lost disk."""
    for name in ("store", "archive", "evidence", "trust", "authority"):
        shutil.rmtree(home / name, ignore_errors=True)


@left_out
@pytest.mark.slow
def test_what_was_backed_up_while_it_was_served_comes_back_and_is_whole(
    home: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    there = tmp_path_factory.mktemp("elsewhere") / "backups"
    with running(home, "serve", ZHENGTU_WORKERS="2") as server:
        url = server.url()
        made = zhengtu(home, "backup", str(there), "--json")
        assert made.returncode == Exit.DONE, made.stderr
        checked = zhengtu(home, "check", "--json")
        assert checked.returncode == Exit.DONE, checked.stdout
        ready = httpx.get(f"{url}/readyz", timeout=60).json()
        assert (ready["status"], ready["checks"]["archive"], ready["checks"]["journal"]) == ("ready", "ok", "ok")
    refused = zhengtu(home, "restore", str(there))
    assert (refused.returncode, "--over" in refused.stderr) == (Exit.NO, True)
    emptied(home)
    done = zhengtu(home, "restore", str(there), "--json")
    assert done.returncode == Exit.DONE, done.stderr
    assert json.loads(done.stdout)["rows"] == json.loads(made.stdout)["rows"]
    again = zhengtu(home, "check", "--json")
    assert json.loads(again.stdout)["licenses"] == json.loads(checked.stdout)["licenses"] > 0
    assert again.returncode == Exit.DONE
    found = json.loads(again.stdout)
    assert found["lints"] == json.loads(checked.stdout)["lints"]
    assert len(found["findings"]) == min(sum(found["lints"].values()), 100) > 0


@left_out
@tortured
def test_a_backup_and_a_restore_that_are_killed_are_taken_up(
    home: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    there = tmp_path_factory.mktemp("elsewhere") / "backups"
    first = zhengtu(home, "backup", str(there)).stdout.strip()
    killed(home, "backup", str(there), at="archive")
    assert list((there / "backups").glob("*.unfinished"))
    emptied(home)
    killed(home, "restore", str(there), at="register")
    refused = zhengtu(home, "check")
    assert (refused.returncode, "restore again" in refused.stderr) == (Exit.NO, True)
    done = zhengtu(home, "restore", str(there))
    assert done.returncode == Exit.DONE, done.stderr
    assert done.stdout.strip() == Path(first).name
    assert zhengtu(home, "check").returncode == Exit.DONE
    again = zhengtu(home, "backup", str(there))
    assert "it is taken up" in again.stderr
    assert not list((there / "backups").glob("*.unfinished"))


@left_out
@pytest.mark.slow
def test_a_flipped_bit_is_found_and_the_service_says_so(home: Path) -> None:
    assert zhengtu(home, "check").returncode == Exit.DONE
    file = next((home / "archive").rglob("*.locked"))
    flip(file)
    found = zhengtu(home, "check", "--json")
    assert found.returncode == Exit.NO
    assert [(each["head"], each["wrong"]) for each in json.loads(found.stdout)["faults"]] == [
        ("archive", "file-damaged")
    ]
    with running(home, "serve") as server:
        answer = httpx.get(f"{server.url()}/readyz", timeout=60)
        assert (answer.status_code, answer.json()["status"]) == (200, "damaged")
        assert answer.json()["checks"]["archive"] == "damaged: 1"
        assert file.stem not in answer.text
    flip(file)
    assert zhengtu(home, "check").returncode == Exit.DONE


@left_out
@tortured
def test_a_service_finds_by_itself_what_is_damaged(home: Path) -> None:
    assert zhengtu(home, "check").returncode == Exit.DONE
    flip(next((home / "archive").rglob("*.locked")))
    with running(home, "serve") as server:
        url, until = server.url(), time.monotonic() + SECONDS
        while httpx.get(f"{url}/readyz", timeout=60).json()["status"] != "damaged":
            assert time.monotonic() < until
            time.sleep(1)


def test_without_its_key_nothing_is_restored(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    refused = zhengtu(tmp_path, "restore", str(tmp_path / "b"))
    assert (refused.returncode, "personal.key" in refused.stderr) == (Exit.NO, True)


@left_out
@pytest.mark.slow
def test_files_are_collected_and_a_list_is_compared_beside_the_service(
    home: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    brought = tmp_path_factory.mktemp("brought")
    Image.new("L", (60, 40), 200).save(brought / "scan.png")
    (brought / "letter.txt").write_text("nobody asks for it", encoding="ascii")
    (brought / "list.csv").write_text("证照编号,状态\nX-1,正常\n", encoding="utf-8")
    with running(home, "serve") as server:
        assert server.url()
        refused = zhengtu(home, "collect", str(brought), "--issuer", MARKET)
        assert (refused.returncode, refused.stdout.count("\n")) == (Exit.NO, 1)
        outcomes = []
        for words in (("--dry-run",), (), ()):
            done = zhengtu(home, "collect", str(brought), "--issuer", MARKET, "--paper", "--json", *words)
            assert done.returncode == Exit.DONE, done.stderr
            outcomes.append(json.loads(done.stdout)["outcome"])
        assert outcomes == ["COLLECTED", "COLLECTED", "ALREADY"]
        told = json.loads(zhengtu(home, "collected", "--issuer", MARKET, "--json").stdout)
        assert (told["kind"], told["summary"]) == ("DIGITISED", "")
        out = brought / "out.png"
        zhengtu(home, "collected", "--issuer", MARKET, "--get", told["digest"], "-o", str(out))
        assert out.read_bytes() == (brought / "scan.png").read_bytes()
        report = brought / "report.xlsx"
        compared = zhengtu(home, "compare", str(brought / "list.csv"), "--issuer", MARKET, "-o", str(report), "--json")
        assert compared.returncode == Exit.NO, compared.stderr
        kinds = json.loads(compared.stdout)["kinds"]
        assert (kinds["ONLY_THERE"], kinds["ONLY_HERE"] > 0, report.is_file()) == (1, True, True)
