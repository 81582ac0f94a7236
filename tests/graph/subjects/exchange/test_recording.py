"""A record keeps its digest from one release to the next, so that it stays known."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from graph.store.personal import PersonalData
from graph.subjects.exchange.recording import digest_of
from graph.words.exchange import DataUse
from graph.words.sharing import Purpose

PERSONAL = PersonalData(bytes(32))
USE = DataUse("U-1", "USE-1", "E-1", datetime(2026, 3, 1, 1, tzinfo=UTC), 3, Purpose.DATA_CHECK, "平台", "Q/G", None)
WRITTEN = (
    '{"number":"U-1","consumer":"USE-1","resource":"E-1","used_at":"2026-03-01T01:00:00+00:00","rows":3,'
    '"purpose":"数据校核","caller":"平台","grant":"Q/G","rule":null,"person":"","item":"","business":""}'
)
"""What was hashed of it before uses said their items."""


def test_a_use_that_says_no_items_has_the_digest_of_before() -> None:
    assert digest_of(USE, PERSONAL) == PERSONAL.lookup_as_written(WRITTEN)


def test_items_tell_a_use_from_another_one() -> None:
    with_items = replace(USE, items=("姓名",))
    assert len({digest_of(each, PERSONAL) for each in (USE, with_items, replace(with_items, items=("住址",)))}) == 3
