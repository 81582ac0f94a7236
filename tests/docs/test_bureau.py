"""A bureau's start, followed in an empty folder to a sealed licence and an answered objection, and a backup of it."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from builders.documents import Session, follow, session
from builders.given import clock, hand_over, hand_over_roots
from builders.licenses import Authority
from builders.more import left_out
from builders.readers import BUREAU, run_here
from builders.stores import NEO4J

from graph.store.engine import Store

DEPARTMENT, CODE = "芜湖市市场监督管理局", "11340200MB3003290W"


@contextmanager
def reader(folder: Path, document: str, **given: str) -> Iterator[Session]:
    """Somebody in an empty folder to whom an authority has handed over what a bureau needs of it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    yesterday = datetime.now(UTC) - timedelta(days=1)
    authority, handed = Authority("Recognised", yesterday), folder / "given"
    lists = authority.lists(datetime.now(UTC))
    hand_over(handed / "keys", handed / "trust", authority, DEPARTMENT, CODE, yesterday, lists)
    hand_over_roots(handed / "trust", authority)
    with (
        clock(authority, lambda: datetime.now(UTC)) as service,
        session(
            folder, f"http://127.0.0.1:{port}", chinese=document.endswith(".zh.md"), ZHENGTU_PORT=port, TSA=service,
            **given,
        ) as opened,
    ):  # fmt: skip
        yield opened


@pytest.mark.slow
@left_out
@pytest.mark.parametrize("document", BUREAU)
def test_a_bureau_that_follows_the_document_has_a_licence_an_answer_and_a_backup(
    document: str, reader_folder: Callable[[str], Path]
) -> None:
    operations, backup = BUREAU[document]
    with reader(reader_folder("bureau"), document) as opened:
        wrong = follow(document, opened, lambda step: run_here(document, step))
        wrong += follow(operations, opened, lambda step: step.section == backup)
    assert not wrong, "\n\n".join(wrong)


@pytest.mark.slow
@pytest.mark.skipif(not NEO4J, reason="needs a Neo4j: `make test-neo4j` lends one (Java 17, Maven)")
@pytest.mark.parametrize("store", [pytest.param("neo4j", id="neo4j", marks=pytest.mark.neo4j)], indirect=True)
def test_the_same_document_is_followed_on_neo4j(store: Store, reader_folder: Callable[[str], Path]) -> None:
    assert store.server is None, "it belongs to nobody here"
    (document, *_) = BUREAU
    with reader(reader_folder("bureau"), document, ZHENGTU_STORE_URI=NEO4J) as opened:
        wrong = follow(document, opened, lambda step: run_here(document, step))
    assert not wrong, "\n\n".join(wrong)
