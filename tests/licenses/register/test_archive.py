"""The archive: files are locked, named by what they are, and opened with the key of their licence alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from graph.errors import NotFound
from graph.store.files import digest_of
from graph.store.sealed_keys import Key
from licenses.register.archive import FORM, FolderArchive

CONTENT = b"%PDF-1.7 a licence of somebody %%EOF"


def files(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]


@pytest.mark.parametrize("settled", [False, True])
def test_a_file_lies_locked_and_is_named_by_what_it_is(tmp_path: Path, settled: bool) -> None:
    archive, key = FolderArchive(tmp_path), Key.make()
    digest = archive.put(CONTENT, key)
    if settled:
        archive.settle([digest])
    (file,) = files(tmp_path)
    assert file.name.split(".")[0] == digest_of(CONTENT)
    assert file.suffix == ".locked"
    assert file.read_bytes().startswith(FORM)
    assert b"licence of somebody" not in file.read_bytes()
    assert archive.get(digest, key) == CONTENT


def test_put_again_it_stays_as_it_is(tmp_path: Path) -> None:
    archive, key = FolderArchive(tmp_path), Key.make()
    digest = archive.put(CONTENT, key)
    before = [file.read_bytes() for file in files(tmp_path)]
    archive.put(CONTENT, key)
    assert [file.read_bytes() for file in files(tmp_path)] == before
    archive.settle([digest])
    archive.put(CONTENT, Key.make())
    assert archive.get(digest, key) == CONTENT
    assert archive.waiting() == []


def test_what_waits_is_the_last_attempts(tmp_path: Path) -> None:
    archive, first, second = FolderArchive(tmp_path), Key.make(), Key.make()
    digest = archive.put(CONTENT, first)
    archive.put(CONTENT, second)
    assert archive.get(digest, second) == CONTENT
    with pytest.raises(NotFound):
        archive.get(digest, first)


def test_another_key_another_name_and_another_byte_open_nothing(tmp_path: Path) -> None:
    archive, key = FolderArchive(tmp_path), Key.make()
    digest, other = archive.put(CONTENT, key), archive.put(b"another", key)
    archive.settle([digest, other])
    with pytest.raises(NotFound):
        archive.get(digest, Key.make())
    place, theirs = (archive.place(each) for each in (digest, other))
    whole = place.read_bytes()
    for damaged in (theirs.read_bytes(), whole[:-1] + bytes([whole[-1] ^ 1]), whole[: len(FORM)], CONTENT, b""):
        place.write_bytes(damaged)
        with pytest.raises(NotFound) as refused:
            archive.get(digest, key)
        assert refused.value.code == "FILE_NOT_FOUND"


@pytest.mark.parametrize("where", ["settled", "waiting"])
def test_a_file_of_an_earlier_release_is_not_read_before_it_is_locked(tmp_path: Path, where: str) -> None:
    archive, key, digest = FolderArchive(tmp_path), Key.make(), digest_of(CONTENT)
    folder = tmp_path / "waiting" if where == "waiting" else archive.place(digest).parent
    folder.mkdir(parents=True)
    (folder / f"{digest}.pdf").write_bytes(CONTENT)
    with pytest.raises(NotFound):
        archive.get(digest, key)
    assert archive.unlocked() == [digest]
    assert archive.lock(digest, key)
    assert archive.get(digest, key) == CONTENT
    assert archive.unlocked() == []
    assert not archive.lock(digest, key)


def test_a_file_that_is_not_what_its_name_says_is_left_alone(tmp_path: Path) -> None:
    archive, digest = FolderArchive(tmp_path), digest_of(CONTENT)
    place = archive.place(digest).with_suffix(".pdf")
    place.parent.mkdir(parents=True)
    place.write_bytes(b"half a licence")
    assert not archive.lock(digest, Key.make())
    assert place.read_bytes() == b"half a licence"


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Path]]:
    """What becomes of names, in order: made, renamed, removed, brought to the disk."""
    told: list[tuple[str, Path]] = []
    synced, renamed, removed, made = os.fsync, Path.rename, Path.unlink, Path.mkdir

    def fsync(handle: int) -> None:
        told.append(("synced", Path(f"/proc/self/fd/{handle}").readlink()))
        synced(handle)

    def rename(file: Path, place: Path) -> Path:
        told.append(("renamed", place))
        return renamed(file, place)

    def unlink(file: Path, missing_ok: bool = False) -> None:
        removed(file, missing_ok=missing_ok)
        told.append(("removed", file))

    def mkdir(folder: Path, mode: int = 0o777, parents: bool = False, exist_ok: bool = False) -> None:
        made(folder, mode, parents, exist_ok)
        told.append(("made", folder))

    for name, instead in (("rename", rename), ("unlink", unlink), ("mkdir", mkdir)):
        monkeypatch.setattr(Path, name, instead)
    monkeypatch.setattr("os.fsync", fsync)
    return told


def unsynced(told: list[tuple[str, Path]], *kinds: str) -> list[Path]:
    """Names whose folder was not brought to the disk after they came, or went."""
    return [
        path
        for place, (kind, path) in enumerate(told)
        if kind in kinds and ("synced", path.parent) not in told[place + 1 :]
    ]


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="what is synced is told by Linux")
def test_every_name_is_on_the_disk_before_anybody_counts_on_it(tmp_path: Path, disk: list[tuple[str, Path]]) -> None:
    archive, key = FolderArchive(tmp_path / "home" / "archive"), Key.make()
    digest = archive.put(CONTENT, key)
    (part,) = (path for kind, path in disk if kind == "synced" and path.suffix == ".part")
    assert disk.index(("synced", part)) < disk.index(("renamed", archive.waits_at(digest)))
    assert {path for kind, path in disk if kind == "made"} >= {tmp_path / "home", archive.folder, archive._room}
    assert unsynced(disk, "made", "renamed") == []
    disk.clear()
    archive.settle([digest])
    assert ("renamed", archive.place(digest)) in disk
    assert unsynced(disk, "made", "renamed") == []
    assert ("synced", archive._room) in disk


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="what is synced is told by Linux")
def test_a_file_that_is_locked_leaves_no_other_that_a_crash_could_bring_back(
    tmp_path: Path, disk: list[tuple[str, Path]]
) -> None:
    archive, digest = FolderArchive(tmp_path), digest_of(CONTENT)
    before = archive.place(digest).with_suffix(".pdf")
    before.parent.mkdir(parents=True)
    before.write_bytes(CONTENT)
    disk.clear()
    assert archive.lock(digest, Key.make())
    locked = disk.index(("renamed", archive.place(digest)))
    assert locked < disk.index(("synced", before.parent)) < disk.index(("removed", before))
    assert unsynced(disk, "made", "renamed", "removed") == []
