"""A bureau's start, followed in an empty folder, and a backup of what came of it."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from builders.documents import follow, session
from builders.more import left_out
from builders.readers import BUREAU, run_here


@pytest.mark.slow
@left_out
@pytest.mark.parametrize("document", BUREAU)
def test_a_bureau_that_follows_the_document_has_a_store_and_a_backup(
    document: str, reader_folder: Callable[[str], Path]
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    chinese = document.endswith(".zh.md")
    operations, backup = BUREAU[document]
    with session(reader_folder("bureau"), f"http://127.0.0.1:{port}", chinese=chinese, ZHENGTU_PORT=port) as reader:
        wrong = follow(document, reader, lambda step: run_here(document, step))
        wrong += follow(operations, reader, lambda step: step.section == backup)
    assert not wrong, "\n\n".join(wrong)
