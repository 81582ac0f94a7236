"""Lines of other processes reach the files of the one that has them: whole, in order, each in its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from api.process.log_files import taking
from api.process.logging import OF_EVENTS, OF_REQUESTS, configure, events, files

LINES, OTHERS = 400, 2
PROGRAM = """
import sys
from api.process.logging import access, events, hand_on
hand_on(int(sys.argv[1]), "info")
for number in range(int(sys.argv[2])):
    access({"status": number, "route": "电话13912345678"})
    if number % 100 == 0:
        events().info("happened", number=number)
"""


def said(file: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def test_every_line_of_every_process_is_written_by_one_of_them(tmp_path: Path) -> None:
    configure(tmp_path, terminal=False)
    assert set(files()) == {OF_EVENTS, OF_REQUESTS}
    begun = []
    for _ in range(OTHERS):
        lines, pipe = os.pipe()
        program = [sys.executable, "-c", PROGRAM, str(pipe), str(LINES)]
        begun.append((subprocess.Popen(program, pass_fds=[pipe]), taking(lines, files())))
        os.close(pipe)
    events().info("happened", number=-1)
    for process, taken in begun:
        assert process.wait(60) == 0
        taken.join(60)
    requests = said(tmp_path / "access.log")
    assert sorted(int(str(line["status"])) for line in requests) == sorted(list(range(LINES)) * OTHERS)
    assert {line["route"] for line in requests} == {"电话[telephone]"}
    assert len(said(tmp_path / "zhengtu.log")) == 1 + OTHERS * LINES // 100


def test_a_file_that_is_full_is_turned_over_whoever_has_made_the_line(tmp_path: Path) -> None:
    configure(tmp_path, terminal=False)
    file = files()[OF_REQUESTS]
    file.maxBytes = 100
    for number in range(10):
        file.take(f"{number} " + "x" * 40)
    file.flush()
    assert len((tmp_path / "access.log").read_text("utf-8").splitlines()) == 2
    assert (tmp_path / "access.log.1").exists()
