"""Where documents are followed: a clone with its environment, a demonstration that is served, an empty folder."""

from __future__ import annotations

import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from builders.documents import ROOT, linked_venv
from builders.processes import running

LICENSES = 50
"""Enough that a business licence is among those in force, whatever the day."""


@pytest.fixture(scope="session")
def reader_folder(tmp_path_factory: pytest.TempPathFactory, prepared: Callable[..., Path]) -> Callable[[str], Path]:
    """Makes folders in which a reader may begin."""
    for needed in ("curl", "bash"):
        if shutil.which(needed) is None:
            pytest.skip(f"{needed} is missing: no document was followed")

    def make(name: str) -> Path:
        folder = tmp_path_factory.mktemp(name)
        linked_venv(folder, sys.prefix)
        (folder / ".zhengtu").mkdir(mode=0o700)
        prepared(folder / ".zhengtu" / "store", migrated=True)
        return folder

    return make


@pytest.fixture(scope="module")
def demonstration(reader_folder: Callable[[str], Path]) -> Iterator[tuple[Path, str]]:
    """A folder in which a demonstration is served, with its address; it has the whole catalogue and fewer licences.

    Who reads one language has one of his own: nothing there was done by following the other one.
    """
    folder = reader_folder("clone")
    program = (str(folder / ".venv" / "bin" / "python"), "-m", "builders.small_demonstration")
    tables = str(ROOT / "seed" / "tables")
    with running(folder, tables, str(LICENSES), program=program, ZHENGTU_HOME=".zhengtu") as server:
        url = server.url()
        server.says(r"made \d+")
        yield folder, url
        server.ends(signal.SIGTERM)
