"""What is written into a copy of the program to see in how many places a thing is written."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Edit:
    """One place in which something is written: a few lines that stand together."""

    module: str
    behind: str
    """The line behind which they are written."""
    lines: str
    instead: bool = False
    """Whether they are written in its place."""


def write(folder: Path, edit: Edit) -> None:
    """Make an edit; the line behind which it stands is there once."""
    module = folder / edit.module
    lines = module.read_text("utf-8").split("\n")
    at = lines.index(edit.behind)
    lines[at : at + 1] = [*([] if edit.instead else [edit.behind]), *edit.lines.split("\n")]
    module.write_text("\n".join(lines), "utf-8")


def run(folder: Path, script: str, *arguments: str, also: tuple[Path, ...] = ()) -> None:
    """Run a script on the copy; what it asserts holds.

    Args:
        folder: The copy.
        script: The script.
        arguments: What it is given.
        also: Where else it finds modules.
    """
    path = os.pathsep.join(str(each) for each in (folder, *also))
    tried = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": path},
    )
    assert tried.returncode == 0, tried.stderr[-3_000:]
