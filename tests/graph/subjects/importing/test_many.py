"""A file of 5,000 entries in one transaction, with no more memory than the embedded store has by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from builders.city import CIVIL, City, established
from builders.more import left_out, tortured
from builders.papers import PAPER, REVIEWED
from builders.tables import csv_of

from graph.store.engine import Place, open_store
from graph.store.migrating import migrate
from graph.store.personal import PersonalData
from graph.subjects.entries.sheet import ENTRIES
from graph.subjects.importing.batches import Outcome
from graph.subjects.importing.desk import Imported, import_file
from graph.words.imports import Kind

MANY, ITEMS = 5_000, 10
ENTRY = {
    "提供方代码": CIVIL, "格式分类": "数据库", "格式类型": "mysql", "共享类型": "无条件", "共享方式分类": "共享平台",
    "共享方式类型": "接口", "开放类型": "不予", "更新周期": "每日", "发布日期": "2026-01-15", "依据": "LAW-1",
    "来源系统": "SYS-1", "资源库": "LIB-1",
}  # fmt: skip
ITEM = {"数据类型": "C", "长度": "50", "项类别": "业务"}
COLUMNS = [column.name for column in ENTRIES.columns]


def rows() -> Iterator[dict[str, str]]:
    for number in range(MANY):
        own = ENTRY | {
            "资源代码": f"307001340200/{number:06d}",
            "资源名称": f"第{number}类婚姻登记信息",
            "摘要": f"第{number}类结婚、离婚登记的当事人、日期和机关",
        }
        for place in range(ITEMS):
            yield (own if place == 0 else {}) | ITEM | {"信息项": f"第{place}号登记事项"}


@left_out
@tortured
async def test_5000_entries_are_imported_at_once_within_the_memory_of_the_store(
    store_folder: Path, personal: PersonalData
) -> None:
    content, place = csv_of(*rows(), columns=COLUMNS), Place(store_folder)
    assert place.heap == "512m"
    async with open_store(place) as store:
        await migrate(store)
        city = await established(store, personal)
        assert store.server is not None
        process = store.server.pid
        done = await written(city, content)
        assert (done.written, {line.outcome for line in done.lines}) == (True, {Outcome.NEW})
        assert store.server.pid == process, "it ended, and was started again"
        assert await store.read("MATCH (:Resource)-[:HAS_ITEM]->(i:Item) RETURN count(i)") == MANY * ITEMS
        assert await city.count("EntryVersion") == await city.count("Resource") == MANY
        again = await written(city, content)
        assert {line.outcome for line in again.lines} == {Outcome.UNCHANGED}
        assert await city.count("EntryVersion") == MANY
    assert "OutOfMemoryError" not in (store_folder / "server.log").read_text("utf-8", errors="replace")


async def written(city: City, content: bytes) -> Imported:
    return await import_file(
        city.store, city.personal, city.admin, Kind.ENTRIES, content, commit=True, paper=PAPER, reviewed=REVIEWED
    )
