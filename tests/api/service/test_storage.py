"""A HOME and its store: the keys belong to what was written with them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from builders.more import LEFT_OUT, left_out
from builders.processes import Ended, command

from api.command.ending import Exit
from api.process.settings import Settings, load
from api.service.opening import demonstration_authority
from api.service.storage import PERSONAL_KEY, personal_data
from graph.errors import Conflict
from graph.store.engine import Store
from graph.store.keyfile import KeyDamaged, KeyMissing
from graph.subjects.installation import memory as installation_memory

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
WRITTEN = {
    "the mark of a key": "MATCH (z:Zhengtu {id: 'store'}) SET z.keyCheck = 'a hash'",
    "an administrator's code": "MATCH (z:Zhengtu {id: 'store'}) SET z.administrationCode = 'a hash'",
    "a holder": "CREATE (:Holder {id: 'h', codeHash: 'a hash'})",
    "a licence": "CREATE (:License {id: 'l', identifier: 'i'})",
    "a post": "CREATE (:Post {id: 'p'})",
}
"""What is only ever written with a key."""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A HOME of its own."""
    return load(home=tmp_path / "home")


async def test_a_fresh_store_gets_a_key_once(settings: Settings, store: Store) -> None:
    first = await personal_data(settings, store)
    content = (settings.keys / PERSONAL_KEY).read_bytes()
    again = await personal_data(settings, store)
    assert again.lookup("1") == first.lookup("1")
    assert (settings.keys / PERSONAL_KEY).read_bytes() == content


@pytest.mark.parametrize("statement", WRITTEN.values(), ids=WRITTEN)
async def test_a_store_that_was_used_with_a_key_gets_no_other(settings: Settings, store: Store, statement: str) -> None:
    await store.write(lambda unit: unit.run(statement))
    with pytest.raises(KeyMissing) as raised:
        await personal_data(settings, store)
    assert raised.value.value == str(settings.keys / PERSONAL_KEY)
    assert not settings.keys.exists()


async def test_a_key_that_was_taken_away_fits_again_when_it_is_brought_back(settings: Settings, store: Store) -> None:
    first, file = await personal_data(settings, store), settings.keys / PERSONAL_KEY
    kept = file.read_bytes()
    file.unlink()
    for _ in range(2):
        with pytest.raises(KeyMissing):
            await personal_data(settings, store)
        assert list(settings.keys.iterdir()) == []
    file.write_bytes(kept)
    assert (await personal_data(settings, store)).lookup("1") == first.lookup("1")


async def test_a_key_of_another_store_is_refused_and_left_where_it_is(settings: Settings, store: Store) -> None:
    await personal_data(settings, store)
    file = settings.keys / PERSONAL_KEY
    file.write_bytes(b"\x01" * 32)
    with pytest.raises(Conflict) as raised:
        await personal_data(settings, store)
    assert raised.value.code == "WRONG_KEY"
    assert file.read_bytes() == b"\x01" * 32


async def test_a_home_that_loses_the_race_for_a_store_keeps_no_key_of_it(
    settings: Settings, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, other = installation_memory.is_keyed, load(home=settings.home.parent / "other")

    async def overtaken(asked: Store) -> bool:
        before = await real(asked)
        monkeypatch.setattr(installation_memory, "is_keyed", real)
        await personal_data(other, asked)
        return before

    monkeypatch.setattr(installation_memory, "is_keyed", overtaken)
    with pytest.raises(Conflict) as raised:
        await personal_data(settings, store)
    assert raised.value.code == "WRONG_KEY"
    assert list(settings.keys.iterdir()) == []
    assert (other.keys / PERSONAL_KEY).exists()


@pytest.mark.parametrize("content", [b"", b"k" * 31, b"k" * 33], ids=["empty", "cut", "longer"])
async def test_a_key_file_that_is_no_key_is_refused_by_its_name_and_left(
    settings: Settings, store: Store, content: bytes
) -> None:
    file = settings.keys / PERSONAL_KEY
    await personal_data(settings, store)
    file.write_bytes(content)
    with pytest.raises(KeyDamaged) as raised:
        await personal_data(settings, store)
    assert raised.value.value == str(file)
    assert str(file) in raised.value.message.zh
    assert str(file) in raised.value.message.en
    assert file.read_bytes() == content


async def test_a_key_file_that_cannot_be_read_is_refused_by_its_name(settings: Settings, store: Store) -> None:
    file = settings.keys / PERSONAL_KEY
    file.mkdir(parents=True)
    with pytest.raises(KeyDamaged) as raised:
        await personal_data(settings, store)
    assert raised.value.value == str(file)


@pytest.mark.parametrize("content", [b"", b"-----BEGIN PRIVATE KEY-----", b"\xff" * 40])
async def test_every_file_of_an_authority_is_looked_at_before_it_seals(
    settings: Settings, store: Store, content: bytes
) -> None:
    await demonstration_authority(settings, store)
    files = [*settings.keys.iterdir(), *(settings.home / "authority").iterdir(), settings.trust / "root.pem"]
    assert len(files) == 6
    for file in files:
        kept = file.read_bytes()
        file.write_bytes(content)
        with pytest.raises(KeyDamaged) as raised:
            await demonstration_authority(settings, store)
        assert raised.value.value == str(file)
        assert file.read_bytes() == content
        file.write_bytes(kept)
    assert (await demonstration_authority(settings, store)).root_file == settings.trust / "root.pem"


async def _marked(settings: Settings, store: Store) -> None:
    await demonstration_authority(settings, store)


async def _sealed(settings: Settings, store: Store) -> None:
    await store.write(lambda unit: unit.run("CREATE (:License {id: 'l', identifier: 'i'})"))


@pytest.mark.parametrize("used", [_marked, _sealed], ids=["marked", "licences without a mark"])
async def test_a_demonstration_that_has_sealed_gets_no_second_authority(
    tmp_path: Path, store: Store, used: Callable[[Settings, Store], Awaitable[None]]
) -> None:
    await used(load(home=tmp_path / "first"), store)
    empty = load(home=tmp_path / "home")
    with pytest.raises(KeyMissing) as raised:
        await demonstration_authority(empty, store)
    assert raised.value.value == str(empty.trust / "root.pem")
    assert not empty.home.exists()


async def test_an_authority_of_another_store_is_refused(settings: Settings, store: Store) -> None:
    first = await demonstration_authority(settings, store)
    again = await demonstration_authority(settings, store)
    assert again.root_file.read_bytes() == first.root_file.read_bytes()
    await store.write(lambda unit: unit.run("MATCH (z:Zhengtu {id: 'store'}) SET z.authority = 'another'"))
    with pytest.raises(Conflict) as raised:
        await demonstration_authority(settings, store)
    assert raised.value.code == "WRONG_AUTHORITY"


@pytest.fixture(scope="module")
def founded(
    tmp_path_factory: pytest.TempPathFactory, prepared: Callable[..., Path], zhengtu: Callable[..., Ended]
) -> Path:
    """A HOME that is a bureau's; who takes something from it gives it back."""
    home = tmp_path_factory.mktemp("founded")
    prepared(home / "store", migrated=True)
    assert zhengtu("zh", home, "init", "--policy", "WH").returncode == Exit.DONE
    return home


@contextmanager
def without(file: Path) -> Iterator[None]:
    """A file that is not there, and is the same as before afterwards."""
    kept = file.read_bytes()
    file.unlink()
    try:
        yield
    finally:
        file.write_bytes(kept)


@left_out
@pytest.mark.slow
@pytest.mark.parametrize(
    "content",
    [pytest.param("", id="empty", marks=LEFT_OUT), pytest.param("x" * 31, id="cut", marks=LEFT_OUT), "x" * 32],
)
def test_a_store_whose_password_is_another_is_refused_by_the_name_of_the_file(founded: Path, content: str) -> None:
    file = founded / "store" / "root.password"
    with without(file):
        file.write_text(content)
        refused = command(founded, "serve", LANG="zh_CN.UTF-8")
        assert (refused.returncode, refused.stdout) == (Exit.NO, "")
        assert str(file) in refused.line
        assert "备份" in refused.line
        assert file.read_text() == content


@pytest.mark.slow
@pytest.mark.parametrize("name", [f"keys/{PERSONAL_KEY}", pytest.param("store/root.password", marks=LEFT_OUT)])
def test_a_command_without_its_key_says_so_in_a_line_and_makes_none(
    founded: Path, zhengtu: Callable[..., Ended], name: str
) -> None:
    file = founded / name
    with without(file):
        for arguments in (("serve",), ("init", "--policy", "WH", "--new-code")):
            refused = zhengtu("zh", founded, *arguments)
            assert (refused.returncode, refused.stdout) == (Exit.NO, "")
            assert str(file) in refused.line
            assert "备份" in refused.line
            assert not file.exists()
    assert zhengtu("zh", founded, "init", "--policy", "WH", "--new-code").returncode == Exit.DONE
