"""From the register to a desk without network: a demonstration publishes a package, and licences are judged by it."""

from __future__ import annotations

import json
import signal
import sys
import time
from pathlib import Path

import httpx
import pytest
from builders.more import left_out
from builders.processes import SMALL, command, running
from builders.small_demonstration import tables

from api.command.ending import Exit

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a store is a process here")
BUREAU, NOBODY = "11340200MB1912909J", "11340200MB1912909X"
LICENSES = 41
"""One of each type, and one more."""


@left_out
@pytest.mark.slow
def test_what_a_demonstration_publishes_is_believed_where_its_root_is(migrated_folder: Path, tmp_path: Path) -> None:
    home, small = migrated_folder.parent, (tables(tmp_path / "tables"), str(LICENSES))
    with running(home, *small, program=SMALL) as server:
        server.says(r"made \d+")
        assert httpx.get(f"{server.url()}/trust", timeout=60).status_code == httpx.codes.NOT_FOUND
        beside = command(home, "trust", "export", "--as", BUREAU, LC_ALL="C.UTF-8")
        assert beside.returncode == Exit.DONE, beside.stderr
        assert httpx.get(f"{server.url()}/trust", timeout=60).status_code == httpx.codes.OK
        assert server.ends(signal.SIGTERM) == Exit.DONE

    nobody = command(home, "trust", "export", "--as", NOBODY, LC_ALL="C.UTF-8")
    assert (nobody.returncode, nobody.stdout) == (Exit.USAGE, "")
    made = command(home, "trust", "export", "--as", BUREAU, "--json", LC_ALL="C.UTF-8")
    assert made.returncode == Exit.DONE, made.stderr
    said = json.loads(made.stdout)
    assert (said["licenses"], said["file"]) == (LICENSES, str(home / "trust" / "published" / "trust.package"))
    samples = sorted(map(str, (home / "samples").glob("*.pdf")))

    desk = tmp_path / "desk"
    desk.mkdir()
    words = ("--json", "--trust", str(home / "trust" / "root.pem"), "--package", said["file"])
    judged = command(desk, "verify", *words, *samples, LC_ALL="C.UTF-8")
    verdicts = [json.loads(line) for line in judged.stdout.splitlines()]
    assert len(verdicts) == len(samples)
    assert all("trust package" in verdict["rests_on"] for verdict in verdicts)
    assert {verdict["summary"] for verdict in verdicts} <= {"genuine", "not_in_force"}
    assert judged.returncode == (Exit.DONE if all(each["summary"] == "genuine" for each in verdicts) else Exit.NO)

    with running(home, *small, program=SMALL) as server:
        given = httpx.get(f"{server.url()}/trust", timeout=60)
        assert given.content == Path(said["file"]).read_bytes()
        assert server.ends(signal.SIGTERM) == Exit.DONE

    file = Path(said["file"])
    file.unlink()
    with running(home, *small, program=SMALL, ZHENGTU_TRUST_PUBLISHER=BUREAU) as server:
        server.says(r"made \d+")
        for _ in range(600):
            if file.exists():
                break
            time.sleep(0.05)
        assert httpx.get(f"{server.url()}/trust", timeout=60).content == file.read_bytes()
        assert server.ends(signal.SIGTERM) == Exit.DONE
