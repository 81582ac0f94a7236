"""A backup: whole or none, each file once, without a key, and recognised by who has the key."""

from __future__ import annotations

import gzip
from pathlib import Path

import orjson
import pytest
from builders.more import LEFT_OUT
from builders.registers import KEY, LATER, Register, flip
from builders.stores import NEO4J
from neo4j import GraphDatabase

from graph.errors import Conflict, NotFound, Text
from graph.refusal_codes import Code
from graph.store.personal import PersonalData
from licenses.register.publishing import Tell
from licenses.safekeeping import manifest
from licenses.safekeeping.folder import UNFINISHED, BackupFolder
from licenses.safekeeping.making import READINGS
from licenses.safekeeping.register import read_part

pytestmark = [*LEFT_OUT]


async def test_everything_of_the_graph_is_in_it_and_is_counted(register: Register, tmp_path: Path) -> None:
    made = await register.back_up(tmp_path / "b")
    nodes = await register.store.read("MATCH (n) WHERE NOT n:ThrowAway RETURN count(n)")
    edges = await register.store.read("MATCH ()-[r]->() RETURN count(r)")
    assert sum(part.rows for part in made.manifest.parts.values()) == nodes + edges
    columns, *rows = read_part(made.folder / "register", "License", made.manifest.parts["License"])
    assert {row[columns.index("digest")] for row in rows} == set(await register.digests())
    assert (made.manifest.archive.count, made.manifest.archive.missing) == (2, ())


async def test_no_key_is_in_it_and_what_is_kept_elsewhere_is_named(register: Register, tmp_path: Path) -> None:
    made = await register.back_up(tmp_path / "b")
    assert made.manifest.keys == ("personal.key",)
    files = [file for file in (tmp_path / "b").rglob("*") if file.is_file()]
    assert not [file for file in files if "key" in file.name]
    for file in files:
        content = file.read_bytes()
        plain = gzip.decompress(content) if file.suffix == ".gz" else content
        assert KEY not in plain
        assert KEY.hex().encode() not in plain


async def test_a_file_is_copied_once_whichever_backups_name_it(register: Register, tmp_path: Path) -> None:
    await register.back_up(tmp_path / "b")
    copies = {file: file.stat().st_mtime_ns for file in (tmp_path / "b" / "archive").rglob("*.locked")}
    again = await register.back_up(tmp_path / "b")
    assert {file: file.stat().st_mtime_ns for file in (tmp_path / "b" / "archive").rglob("*.locked")} == copies
    assert again.manifest.archive.count == len(copies) == 2
    assert len(BackupFolder(tmp_path / "b").whole()) == 2


async def test_a_file_that_is_damaged_later_does_not_damage_its_copy(register: Register, tmp_path: Path) -> None:
    first = await register.back_up(tmp_path / "b")
    flip(register.archive.place((await register.digests())[0]))
    assert (await register.back_up(tmp_path / "b")).manifest.archive == first.manifest.archive


async def test_a_file_that_the_archive_lacks_is_named(register: Register, tmp_path: Path) -> None:
    gone, _ = await register.digests()
    register.archive.place(gone).unlink()
    made = await register.back_up(tmp_path / "b")
    assert made.manifest.archive.missing == (f"{gone[:2]}/{gone[2:4]}/{gone}.locked",)


@pytest.mark.parametrize("place", [10, -10])
async def test_a_manifest_that_is_not_as_it_was_is_refused(register: Register, tmp_path: Path, place: int) -> None:
    made = await register.back_up(tmp_path / "b")
    assert manifest.read(made.folder, register.personal) == made.manifest
    with pytest.raises(Conflict) as other:
        manifest.read(made.folder, PersonalData(b"\x18" * 32))
    flip(made.folder / manifest.MANIFEST, place)
    with pytest.raises(Conflict) as refused:
        manifest.read(made.folder, register.personal)
    assert {other.value.code, refused.value.code} == {Code.BACKUP_DAMAGED}


async def test_a_part_of_the_register_that_is_not_as_it_was_is_refused(register: Register, tmp_path: Path) -> None:
    made = await register.back_up(tmp_path / "b")
    flip(made.folder / "register" / "License.jsonl.gz")
    with pytest.raises(Conflict) as refused:
        next(read_part(made.folder / "register", "License", made.manifest.parts["License"]))
    assert refused.value.code is Code.BACKUP_DAMAGED


class Stopped(Exception):  # noqa: N818 - nothing is wrong
    """Somebody stops it."""


@pytest.mark.parametrize(
    "at",
    ["archive", "register", "anchors and the rest"],
)
async def test_one_that_is_stopped_counts_for_nothing_and_is_taken_up(
    register: Register, tmp_path: Path, at: str
) -> None:
    first = await register.back_up(tmp_path / "b")

    def stopping(what: Text) -> Tell:
        def tell(*_: object) -> None:
            if what.en == at:
                raise Stopped

        return tell

    with pytest.raises(Stopped):
        await register.back_up(tmp_path / "b", stopping)
    folder = BackupFolder(tmp_path / "b")
    assert folder.chosen(None) == first.folder
    (half,) = folder.unfinished()
    assert half.endswith(UNFINISHED)
    with pytest.raises(NotFound) as refused:
        folder.chosen(half)
    assert half in refused.value.message.en
    made = await register.back_up(tmp_path / "b")
    assert made.taken_up == (half,)
    assert (folder.unfinished(), folder.chosen(None)) == ([], made.folder)


async def test_the_folder_of_backups_is_its_own_and_of_one_register(register: Register, tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "letter.txt").write_text("somebody's", encoding="ascii")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "zhengtu-backup").write_bytes(orjson.dumps({"form": 1, "register": "another"}))
    places = (tmp_path / "taken", tmp_path / "other", register.home / "b", register.home.parent)
    for place in places:
        with pytest.raises(Conflict) as refused:
            await register.back_up(place)
        assert refused.value.code is Code.BACKUP_PLACE
    assert not (register.home / "b").exists()


async def test_two_at_once_do_not_meet_in_one_folder(register: Register, tmp_path: Path) -> None:
    folder, mark = BackupFolder(tmp_path / "b"), register.personal.lookup("zhengtu key check")
    with folder.begun(mark, LATER), pytest.raises(Conflict) as refused:
        await register.back_up(tmp_path / "b")
    assert refused.value.code is Code.BACKUP_PLACE


async def test_what_another_program_has_put_into_the_store_is_named_and_left_out(
    register: Register, tmp_path: Path
) -> None:
    await register.store.write(
        lambda unit: unit.run("MATCH (l:License) WITH l LIMIT 1 SET l.colour = 'blue' CREATE (:Stranger {id: 'x'})")
    )
    made = await register.back_up(tmp_path / "b")
    assert set(made.manifest.strange) - {"ThrowAway"} == {"License.colour", "Stranger"}
    await register.store.write(lambda unit: unit.run("MATCH (s:Stranger) DELETE s"))


@pytest.mark.skipif(not NEO4J, reason="needs a Neo4j: `make test-neo4j` lends one (Java 17, Maven)")
@pytest.mark.parametrize("store", [pytest.param("neo4j", id="neo4j", marks=pytest.mark.neo4j)], indirect=True)
@pytest.mark.parametrize("writes", [1, READINGS])
async def test_a_neo4j_that_is_written_to_meanwhile_is_read_again_and_never_as_of_two_moments(
    register: Register, tmp_path: Path, writes: int
) -> None:
    written = list[int]()

    def writing(what: Text) -> Tell:
        if what.en == "register" and len(written) < writes:
            with GraphDatabase.driver(NEO4J) as driver:
                driver.execute_query("MATCH (l:License) SET l.changedAt = datetime()")
            written.append(1)
        return lambda *_: None

    folder = BackupFolder(tmp_path / "b")
    if writes < READINGS:
        made = await register.back_up(tmp_path / "b", writing)
        columns, *rows = read_part(made.folder / "register", "License", made.manifest.parts["License"])
        assert all(row[columns.index("changedAt")] for row in rows)
        return
    with pytest.raises(Conflict) as refused:
        await register.back_up(tmp_path / "b", writing)
    assert (refused.value.code, refused.value.limit) == (Code.BACKUP_DISTURBED, f"{READINGS} readings")
    assert folder.whole() == []
