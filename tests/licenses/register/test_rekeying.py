"""A store of 0.1.0 is brought under keys of its holders: stopped anywhere, the next time makes it whole."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest
from builders.at_rest import files_of
from builders.killed_rekeying import POINTS
from builders.more import left_out, sample
from builders.releases import Kept, kept
from builders.stores import NEO4J, wipe

from api.process.settings import Settings
from api.service.steps import State
from api.service.unlocked import hints
from graph.errors import NotFound, Text
from graph.store.engine import Store
from graph.store.files import digest_of
from graph.store.migrating import migrate
from graph.store.personal import PersonalData
from graph.subjects.licensing.keys import LockedKey, key_of_holder
from licenses.register import rekeying
from licenses.register.archive import FolderArchive
from licenses.register.archiving import sealed_file
from licenses.register.rekeying import bring_under_keys
from licenses.register.unlocked import Left as Unlocked
from licenses.register.unlocked import UnlockedFile, unlocked_files

RELEASE = kept("home")["0.1.0"]
HELD = (
    "RETURN [COLLECT { MATCH (h:Holder) RETURN [h.id, h.keyCipher, h.nameCipher, h.codeCipher, h.codeHash] }, "
    "COLLECT { MATCH (l:License) RETURN [l.id, l.keyCipher, l.faceCipher, l.digest, "
    "COLLECT { MATCH (l)-[e:HELD_BY]->(h:Holder) RETURN [h.id, h.keyCipher] ORDER BY e.seq }] }]"
)
PLAIN = "MATCH (h:Holder) RETURN collect([h.id, h.nameCipher])"


class Stopped(Exception):  # noqa: N818 - nothing is wrong
    """Somebody stops it."""


class Left:
    """The store of a release with its archive, as it was left."""

    def __init__(self, store: Store, home: Path) -> None:
        self.store, self.archive = store, FolderArchive(home / "archive")
        self.personal = PersonalData.from_file(home / "keys" / "personal.key")
        self.told: list[tuple[str, int, int]] = []
        self.stop_at = 0

    def tell(self, what: Text, done: int, of: int) -> None:
        self.told.append((what.en, done, of))
        if len(self.told) == self.stop_at:
            raise Stopped

    async def bring(self) -> None:
        await bring_under_keys(self.store, self.personal, self.archive, self.tell)

    async def is_whole(self) -> None:
        """Everybody can be read, and every file; nothing lies open."""
        holders, licenses = await self.store.read(HELD)
        assert len(holders) == RELEASE.count("Holder")
        for identity, wrapped, name, code, code_hash in holders:
            key = key_of_holder(self.personal, identity, wrapped)
            assert key is not None
            assert key.decrypt(name, "Holder.name")
            assert self.personal.lookup(key.decrypt(code, "Holder.code")) == code_hash
        assert len(licenses) == RELEASE.count("License")
        for identity, wrapped, face, digest, held in licenses:
            opened = LockedKey(identity, wrapped, tuple(map(tuple, held))).opened(self.personal)
            assert opened is not None
            assert opened.of_license.decrypt(face, "License.face").startswith("{")
            assert digest_of(await sealed_file(self.archive, self.store, self.personal, digest)) == digest
        assert {file.suffix for file in files_of(self.archive.folder)} == {".locked"}


@pytest.fixture
async def left(kept_store: Store, tmp_path: Path) -> Left:
    await _put_back(kept_store, RELEASE)
    RELEASE.unpack(tmp_path)
    return Left(kept_store, tmp_path)


async def _put_back(store: Store, release: Kept) -> None:
    await store.write(wipe)
    await release.load(store)
    assert await migrate(store) == release.schema


async def test_it_is_done_once_and_told(left: Left) -> None:
    assert len(await left.store.read(PLAIN)) == RELEASE.count("Holder")
    await left.bring()
    await left.is_whole()
    count = {"holders": RELEASE.count("Holder"), "licences": RELEASE.count("License"), "files": 4}
    assert left.told == [(what, many, many) for what, many in count.items()]
    before = await left.store.read(HELD)
    await left.bring()
    assert await left.store.read(HELD) == before
    assert len(left.told) == len(count)


async def test_stopped_anywhere_it_goes_on_where_it_was(left: Left, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rekeying, "BATCH", 1)
    many = RELEASE.count("Holder") + RELEASE.count("License") + 4
    stops = 0
    for _ in range(many):
        left.told.clear()
        left.stop_at = 1
        with pytest.raises(Stopped):
            await left.bring()
        stops += 1
    left.stop_at = 0
    await left.bring()
    assert stops == many
    await left.is_whole()


async def test_killed_after_the_locked_file_and_before_the_other_goes_it_loses_none(left: Left) -> None:
    opened = {file: file.read_bytes() for file in files_of(left.archive.folder)}
    await left.bring()
    for file, content in opened.items():
        file.write_bytes(content)
    await left.store.write(lambda unit: unit.run("MATCH (z:Zhengtu) SET z.filesLocked = false"))
    await left.bring()
    await left.is_whole()


async def test_a_file_that_no_licence_has_is_named_left_and_not_read(
    left: Left, caplog: pytest.LogCaptureFixture
) -> None:
    stray = left.archive.folder / "ab" / "cd" / f"{digest_of(b'stray')}.pdf"
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"stray")
    await left.bring()
    assert stray.read_bytes() == b"stray"
    assert digest_of(b"stray") in caplog.text
    with pytest.raises(NotFound):
        await sealed_file(left.archive, left.store, left.personal, digest_of(b"stray"))
    stray.unlink()
    await left.is_whole()


async def test_what_stays_unlocked_is_told_apart_and_locked_once_it_is_put_right(
    left: Left, caplog: pytest.LogCaptureFixture
) -> None:
    stray, damaged, *_ = (digest_of(b"stray"), *left.archive.unlocked())
    folder = left.archive.folder
    (folder / "waiting").mkdir(exist_ok=True)
    (folder / "waiting" / f"{stray}.pdf").write_bytes(b"stray")
    (place,) = folder.rglob(f"{damaged}.pdf")
    whole = place.read_bytes()
    place.write_bytes(whole[:-1])
    asked = await unlocked_files(left.store, left.archive)
    assert {each.why for each in asked} == {Unlocked.DAMAGED, Unlocked.FOREIGN, Unlocked.WAITING}
    await left.bring()
    left_over = {each.digest: each.why for each in await unlocked_files(left.store, left.archive)}
    assert left_over == {stray: Unlocked.FOREIGN, damaged: Unlocked.DAMAGED}
    assert [f"({why.name}): {digest}" in caplog.text for digest, why in left_over.items()] == [True, True]
    told = {
        each.name: each for each in hints(Settings(home=folder.parent), await unlocked_files(left.store, left.archive))
    }
    assert {name: each.state for name, each in told.items()} == {
        "archive-damaged": State.HINT, "archive-foreign": State.HINT,
    }  # fmt: skip
    assert damaged in told["archive-damaged"].said.zh
    assert told["archive-damaged"].cure != told["archive-foreign"].cure

    (folder / "waiting" / f"{stray}.pdf").unlink()
    place.write_bytes(whole)
    await left.bring()
    assert await unlocked_files(left.store, left.archive) == []
    await left.is_whole()


async def test_what_is_brought_back_after_all_were_locked_is_locked_once_somebody_has_looked(left: Left) -> None:
    digest = left.archive.unlocked()[0]
    (place,) = left.archive.folder.rglob(f"{digest}.pdf")
    whole = place.read_bytes()
    await left.bring()
    place.write_bytes(whole)
    await left.bring()
    assert left.archive.unlocked() == [digest]
    assert await unlocked_files(left.store, left.archive) == [UnlockedFile(digest, Unlocked.WAITING)]
    await left.bring()
    await left.is_whole()


async def test_a_file_of_an_erased_licence_is_told_as_such(left: Left) -> None:
    digest = left.archive.unlocked()[0]
    (place,) = left.archive.folder.rglob(f"{digest}.pdf")
    whole = place.read_bytes()
    await left.bring()
    erased = "MATCH (:FileDigest {id: $digest})-[:OF]->(l:License) SET l.keyCipher = null, l.erasedAt = datetime($at)"
    await left.store.write(lambda unit: unit.run(erased, digest=digest, at="2026-03-02T10:00:00+08:00"))
    place.write_bytes(whole)
    assert await unlocked_files(left.store, left.archive) == [UnlockedFile(digest, Unlocked.ERASED)]


async def test_a_file_that_a_crash_left_waiting_is_locked_with_the_others(left: Left) -> None:
    first = next(iter(files_of(left.archive.folder)))
    room = left.archive.folder / "waiting"
    room.mkdir()
    first.rename(room / first.name)
    await left.bring()
    await left.is_whole()


@left_out
@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="killed as Linux kills")
@pytest.mark.parametrize("point", sample(POINTS, lambda point: point == "transaction"))
async def test_killed_at_any_point_it_is_whole_after_the_next_time(left: Left, tmp_path: Path, point: str) -> None:
    kills = 0
    for wait in (0, 1, 2, 0, 1, 3, 0, 5, 1, 2):
        words = (sys.executable, "-m", "builders.killed_rekeying", place(left.store), str(tmp_path), point, str(wait))
        paths = os.pathsep.join((str(Path(__file__).parents[3]), str(Path(__file__).parents[2])))
        process = await asyncio.create_subprocess_exec(*words, env=os.environ | {"PYTHONPATH": paths})
        ended = await process.wait()
        assert ended in {0, -signal.SIGKILL}
        kills += ended != 0
    assert kills
    await left.bring()
    assert left.archive.waiting() == []
    await left.is_whole()


def place(store: Store) -> str:
    """Where another process finds the store."""
    if store.server is None:
        return NEO4J
    store.lend()
    return str(store.server.folder)
