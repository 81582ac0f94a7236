"""Objections to licences of the demonstration: one waits, one is in check, and no sample is doubted."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

from builders.more import left_out
from builders.small_demonstration import tables

from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.words.china_time import china_day
from graph.words.objections import ObjectionState
from graph.words.organisation import PostKind
from licenses.register.archive import FolderArchive
from licenses.register.workshop import Workshop
from licenses.seal.authority import DemonstrationAuthority
from seed.cast import player_in
from seed.doubts import load_doubts
from seed.licenses import load_licenses
from seed.loader import load_catalogue

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
DOUBTED = "MATCH (c:Objection)-[:ON]->(l:License) RETURN collect([c.state, l.identifier, l.issuerId])"
COUNT = 50


@left_out
async def test_in_every_open_state_of_wuhu_a_licence_is_doubted_and_none_twice(
    store: Store, personal: PersonalData, tmp_path: Path
) -> None:
    await load_catalogue(store, personal, NOW, folder=Path(tables(tmp_path / "tables")))
    authority = DemonstrationAuthority.open(tmp_path / "authority", datetime(2020, 7, 22, tzinfo=UTC))
    archive, workers = FolderArchive(tmp_path / "archive"), ThreadPoolExecutor(2)
    workshop = Workshop(store, personal, archive, authority, workers, "https://licenses.example", demonstration=True)
    day = china_day(NOW)
    assert await load_doubts(workshop, day, NOW, COUNT) == 0, "there are no licences yet"
    samples = tmp_path / "samples"
    await load_licenses(workshop, samples, day, lambda *_: None, COUNT)
    ours = player_in(PostKind.LICENSE_OFFICER).department
    found = []
    for now in (NOW, NOW + timedelta(days=9)):
        assert await load_doubts(workshop, day, now, COUNT) == 2
        found.append(sorted(map(tuple, await store.read(DOUBTED))))
    assert found[0] == found[1]
    assert {state for state, _, _ in found[0]} == {each.name for each in ObjectionState if each.open} - {"EXTENDED"}
    assert all(issuer != ours for _, _, issuer in found[0])
    sealed = [path.read_bytes() for path in samples.iterdir()]
    every = await store.read("MATCH (l:License) RETURN collect(l.identifier)")
    sampled = {name for name in every if any(name.encode() in each for each in sealed)}
    assert sampled
    assert not sampled & {name for _, name, _ in found[0]}
