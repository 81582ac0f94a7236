"""`zhengtu batch` as processes: by the tokens of who may, killed and taken up again, beside a service and without."""

from __future__ import annotations

import json
import re
import signal
import sys
from pathlib import Path
from typing import Any

import pytest
from builders import firms
from builders.license_sheets import csv_of
from builders.more import left_out, tortured
from builders.processes import SMALL, Ended, command, running, token
from builders.small_demonstration import tables

from api.command.batch_lines import sentence_of
from api.command.ending import Exit
from graph.refusal_codes import Code
from graph.words.people import Role

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a store is a process here")
CHINESE = re.compile(r"[一-鿿]")
MANY = 250
"""More than a transaction."""


def test_what_a_row_was_left_behind_for_is_said_in_both_languages() -> None:
    sentences = [sentence_of(code) for code in Code if not code.says.startswith("A catalogue entry:")]
    assert not [each for each in sentences if CHINESE.search(each.en) or not CHINESE.search(each.zh)]


class Desk:
    """Somebody at the terminal of a HOME."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def says(self, who: str, *words: str) -> Ended:
        return command(self.home, "batch", *words, LC_ALL="C.UTF-8", ZHENGTU_TOKEN=self.token(who))

    def token(self, who: str) -> str:
        return token(self.home, Role.STAFF, who)

    def receives(self, file: Path, *words: str) -> Ended:
        named = ("--type", firms.KIND, "--issuer", firms.ISSUER, "--json")
        return self.says(firms.OFFICER, "receive", str(file), *named, *words)

    def last(self, ended: Ended) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(ended.stdout.splitlines()[-1])
        return told


def archived(home: Path) -> int:
    return sum(1 for file in (home / "archive").rglob("*") if file.is_file())


@left_out
@tortured
def test_a_batch_is_killed_and_taken_up_again_beside_a_service_and_without_one(
    migrated_folder: Path, tmp_path: Path
) -> None:
    home, small = migrated_folder.parent, (tables(tmp_path / "tables"), "1")
    with running(home, *small, program=SMALL) as server:
        server.says(r"made \d+")
        assert server.ends(signal.SIGTERM) == Exit.DONE
    desk, before = Desk(home), archived(home)
    file, mixed = tmp_path / "firms.csv", tmp_path / "mixed.csv"
    file.write_bytes(firms.sheet(MANY))
    mixed.write_bytes(csv_of(firms.firm(900), firms.firm(901, 持证主体代码="91340200MA0000901X")))

    _is_refused(desk, file, mixed, tmp_path / "copy.xlsx")
    batch = _received(desk, file)

    with running(home, *small, program=SMALL) as server:
        server.says(r"made \d+")
        made = desk.says(firms.MAKER, "make", batch, "--json")
        assert (made.returncode, desk.last(made)["states"]) == (Exit.DONE, {"MADE": MANY}), made.stderr
        early = desk.says(firms.ISSUES, "issue", batch)
        assert (early.returncode, early.stdout) == (Exit.NO, "")
        reviewed = desk.says(firms.OFFICER, "review", batch, "--json")
        assert desk.last(reviewed)["states"] == {"REVIEWED": MANY}, reviewed.stderr
        assert server.ends(signal.SIGTERM) == Exit.DONE

    with running(home, "batch", "issue", batch, LC_ALL="C.UTF-8", ZHENGTU_TOKEN=desk.token(firms.ISSUES)) as issuing:
        issuing.says(rf"issue (1\d\d|200)/{MANY}")
        issuing.ends(signal.SIGKILL)
    desk.says(firms.ISSUES, "issue", batch)
    issued = desk.last(desk.says(firms.ISSUES, "show", batch, "--json"))
    assert issued["states"] == {"ISSUED": MANY}
    assert archived(home) - before == MANY
    again = desk.says(firms.ISSUES, "issue", batch)
    assert (again.returncode, again.line) == (Exit.NO, f"nothing of this batch waits for this step: {MANY} issued")
    shown = desk.says(firms.OFFICER, "show", batch, "--refused")
    assert (shown.returncode, f"issued\t{MANY}\n" in shown.stdout) == (Exit.DONE, True)


def _is_refused(desk: Desk, file: Path, mixed: Path, copy: Path) -> None:
    tried = desk.receives(mixed, "--dry-run", "--copy", str(copy))
    rows = [json.loads(line) for line in tried.stdout.splitlines()]
    assert tried.returncode == Exit.NO, tried.stderr
    assert [each["outcome"] for each in rows] == ["would be received", "refused"]
    assert rows[1]["reasons"][0]["code"] in {code.name for code in Code}
    assert copy.stat().st_size

    nobody = command(desk.home, "batch", "show", "x", LC_ALL="C.UTF-8")
    assert (nobody.returncode, nobody.stdout) == (Exit.USAGE, "")
    assert "ZHENGTU_TOKEN" in nobody.stderr
    wrong = command(desk.home, "batch", "show", "x", LC_ALL="C.UTF-8", ZHENGTU_TOKEN="wrong")
    assert (wrong.returncode, wrong.stdout) == (Exit.NO, "")
    unknown = desk.says(firms.OFFICER, "show", "x")
    assert (unknown.returncode, unknown.line) == (Exit.NO, "there is no such batch of licences")
    not_his = desk.says(firms.ISSUES, "receive", str(file), "--type", firms.KIND, "--issuer", firms.ISSUER, "--dry-run")
    assert (not_his.returncode, not_his.stdout) == (Exit.NO, ""), not_his.stderr
    no_sheet = desk.receives(Path(sys.executable))
    assert (no_sheet.returncode, no_sheet.stdout) == (Exit.USAGE, ""), no_sheet.stderr


def _received(desk: Desk, file: Path) -> str:
    """Have a sheet received by halves: stopped on the way, and brought again."""
    words = ("batch", "receive", str(file), "--type", firms.KIND, "--issuer", firms.ISSUER)
    with running(desk.home, *words, LC_ALL="C.UTF-8", ZHENGTU_TOKEN=desk.token(firms.OFFICER)) as receiving:
        receiving.says(rf"receiving 0/{MANY}")
        assert receiving.ends(signal.SIGTERM) == 128 + signal.SIGTERM
        receiving.says("the same command again goes on")
    received = desk.receives(file)
    assert received.returncode == Exit.DONE, received.stderr
    assert [json.loads(line)["row"] for line in received.stdout.splitlines()[:-1]] == [*range(2, MANY + 2)]
    batch = desk.last(received)["batch"]
    assert desk.last(received)["states"] == {"RECEIVED": MANY}
    told: str = batch
    return told
