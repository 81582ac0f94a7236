"""The demonstration's catalogue: every table is right, a load is whole, and is not done twice."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from builders import catalogue as build
from builders.demonstrated import UNNAMED
from builders.more import left_out

from graph.errors import Conflict, Malformed
from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.subjects.installation.memory import installation
from graph.words.china_time import china_day
from seed import loader
from seed.catalogue import read_catalogue
from seed.loader import load_catalogue, seeded
from seed.sheets import TABLES, sheet
from seed.versions import bring_about

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
COUNTS = "MATCH (n) WITH labels(n)[0] AS kind, count(*) AS many RETURN collect([kind, many])"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables with the entries of one department, and only what hangs on them."""
    folder = tmp_path_factory.mktemp("tables") / "tables"
    shutil.copytree(TABLES, folder)
    for path in (folder / "entries").iterdir():
        if path.name != "minzhengju.csv":
            path.unlink()
    codes = {
        line.split(",")[0]
        for line in (folder / "entries/minzhengju.csv").read_text("utf-8").splitlines()
        if line[0] != ","
    }
    _keep(folder / "library_members.csv", lambda cells: cells[0] in codes)
    _keep(folder / "lineage.csv", lambda cells: cells[0] in codes and cells[1] in codes)
    _keep(folder / "item_lineage.csv", lambda cells: cells[0] in codes and cells[2] in codes)
    _keep(folder / "entry_changes.csv", lambda cells: cells[0] in codes)
    _keep(folder / "entries_prepared/prepared.csv", lambda _: False)
    _keep(folder / "sharing.csv", lambda cells: cells[2] in codes)
    return folder


def _keep(path: Path, wanted: Callable[[list[str]], bool]) -> None:
    head, *lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([head, *(line for line in lines if wanted(line.split(",")))]) + "\n", "utf-8")


def test_every_table_of_the_demonstration_reads_without_a_fault() -> None:
    found = read_catalogue()
    assert len(found.entries) >= 300
    assert sum(len(draft.items) for draft in found.entries) / len(found.entries) >= 8
    assert len(found.types) == 40
    assert all(kind.fields for kind in found.types)


def test_a_wrong_cell_is_told_with_file_row_and_column(small: Path, tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    shutil.copytree(small, folder)
    path = folder / "systems/D1.csv"
    path.write_text(path.read_text("utf-8").replace("市级财政", "某处", 1), "utf-8")
    with pytest.raises(Malformed) as refused:
        read_catalogue(folder)
    assert (refused.value.path, refused.value.value) == (("systems/D1.csv", "2", "资金来源"), "某处")


async def test_a_load_is_told_step_by_step_and_marks_the_store(
    store: Store, personal: PersonalData, small: Path
) -> None:
    told: list[tuple[int, int, str]] = []
    assert (await seeded(store, small)).demonstration is False
    state = await load_catalogue(store, personal, NOW, lambda *what: told.append(what), small)
    assert state.demonstration
    assert state.complete
    assert [done for done, _, _ in told] == sorted(done for done, _, _ in told)
    assert told[0][0] == 0
    assert told[-1][0] == told[-1][1]
    counts = dict(await store.read(COUNTS))
    assert counts["Department"] == len(sheet("departments"))
    assert counts["Resource"] == counts["EntryVersion"] > 10

    before = await store.read(COUNTS)
    assert await load_catalogue(store, personal, NOW, lambda *what: pytest.fail(str(what)), small) == state
    assert await store.read(COUNTS) == before


async def test_an_interrupted_load_goes_on_where_it_stopped(
    store: Store, personal: PersonalData, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_: object, **__: object) -> None:
        raise RuntimeError("the power is gone")

    with monkeypatch.context() as broken:
        broken.setattr(loader, "add_lineage", fails)
        with pytest.raises(RuntimeError):
            await load_catalogue(store, personal, NOW, folder=small)
    state = await seeded(store, small)
    assert (state.demonstration, state.complete) == (True, False)
    assert state.steps[-1] == "license_types"
    told: list[str] = []
    await load_catalogue(store, personal, NOW, lambda _done, _total, what: told.append(what), small)
    assert told == ["溯源关系", "条目变更与撤销", "共享申请", ""]
    assert (await seeded(store, small)).complete


@left_out
async def test_changed_tables_are_loaded_again_and_entries_that_did_not_change_keep_their_version(
    store: Store, personal: PersonalData, small: Path, tmp_path: Path
) -> None:
    await load_catalogue(store, personal, NOW, folder=small)
    folder = tmp_path / "tables"
    shutil.copytree(small, folder)
    path = folder / "entries/minzhengju.csv"
    path.write_text(path.read_text("utf-8").replace("每月", "每周", 1), "utf-8")
    assert (await seeded(store, folder)).complete is False
    await load_catalogue(store, personal, NOW, folder=folder)
    assert await store.read("MATCH (r:Resource) WHERE r.version = 2 RETURN count(r)") == 1


@left_out
async def test_a_demonstration_stays_that_of_the_day_on_which_it_was_begun(
    store: Store, personal: PersonalData, small: Path, tmp_path: Path
) -> None:
    later, begun = NOW + timedelta(days=40), china_day(NOW)
    assert (await installation(store)).day(later) == china_day(later)
    await load_catalogue(store, personal, NOW, folder=small)
    assert (await installation(store)).day(later) == begun
    # as an earlier release has begun it: the day is that of its catalogue, also when other tables come
    await store.write(lambda unit: unit.run("MATCH (z:Zhengtu {id: 'store'}) SET z.demonstrationOn = null"))
    assert (await installation(store)).day(later) == begun
    folder = tmp_path / "tables"
    shutil.copytree(small, folder)
    path = folder / "entries/minzhengju.csv"
    path.write_text(path.read_text("utf-8").replace("每月", "每周", 1), "utf-8")
    await load_catalogue(store, personal, later, folder=folder)
    assert (await installation(store)).day(later) == begun


async def test_a_store_in_use_is_left_alone(store: Store, personal: PersonalData, small: Path) -> None:
    await build.add_departments(store)
    with pytest.raises(Conflict) as refused:
        await load_catalogue(store, personal, NOW, folder=small)
    assert refused.value.code == "STORE_NOT_EMPTY"
    assert (await seeded(store, small)).demonstration is False


@left_out
async def test_the_whole_catalogue_is_loaded(store: Store, personal: PersonalData) -> None:
    await load_catalogue(store, personal, NOW)
    counts = dict(await store.read(COUNTS))
    catalogue = read_catalogue()
    assert counts["Resource"] == len(catalogue.entries)
    assert counts["Item"] == sum(len(draft.items) for draft in catalogue.entries)
    assert counts["SharingRequest"] == len(catalogue.requests)
    edges = "MATCH ()-[e:{}]->() RETURN count(e)"
    assert await store.read(edges.format("DERIVES_FROM")) == len(catalogue.lineage)
    assert await store.read(edges.format("ITEM_FROM")) == len(catalogue.item_lineage)
    assert await store.read("MATCH (r:Resource) WHERE r.policyId IS NULL RETURN count(r)") == 0
    assert await store.read(UNNAMED) == []
    done = Counter(row["办理"] for row in catalogue.versions.changes)
    for _ in range(2):  # brought about again, nothing is done again
        versions = (
            "MATCH (r:Resource) WHERE r.version > 1 OR r.state <> 'PUBLISHED' RETURN collect([r.state, r.version])"
        )
        assert Counter(map(tuple, await store.read(versions))) == {
            ("PUBLISHED", 2): done["发布"],
            ("WITHDRAWN", 2): done["撤销"],
        }
        cases = Counter(await store.read("MATCH (c:EntryCase) RETURN collect(c.state)"))
        assert cases == {
            "PUBLISHED": done["发布"], "CHANGING": done["变更"], "PARALLEL": done["停用"], "WITHDRAWN": done["撤销"],
            "REGISTERED": done["登记"] + 1, "DRAFT": 1,
        }  # fmt: skip
        await bring_about(store, personal, catalogue.entries, catalogue.versions, catalogue.organisation.posts, NOW)
