"""A HOME as the service of a release left it, with the engine's own files: served, asked and verified by today's."""

from __future__ import annotations

import json
import signal
import tarfile
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from builders.more import left_out
from builders.processes import Ended, ask, left_behind, posted, running, token
from builders.releases import Kept, kept
from releases.deeds import SHOPS, VEHICLES
from releases.make import ADMINISTRATOR

from api.command.ending import Exit
from graph.words.people import Role

HOMES, BUREAUS = kept("home"), kept("bureau")
HELD = """{ resources { totalCount } licenses { totalCount edges { node { number digest state } } } }"""
FOUND = "query ($code: String!) { resource(by: {code: $code}) { name provider { name } } }"
WHO = "{ viewer { role } }"


def unpacked(store: Kept, folder: Path) -> Path:
    """A HOME of a test's own, in which a store's folder stands with the prepared classes of this run's runtime."""
    store.unpack(folder)
    with tarfile.open(store.folder / "store.tar.xz") as packed:
        packed.extractall(folder, filter="data")
    return folder


@left_out
@pytest.mark.parametrize("number", HOMES)
def test_a_demonstration_of_a_release_is_served_and_its_licences_verified(
    number: str, store_folder: Path, zhengtu: Callable[..., Ended]
) -> None:
    home, left = unpacked(HOMES[number], store_folder.parent), HOMES[number]
    with running(home, "serve") as server:
        url = server.url()
        assert httpx.get(f"{url}/readyz", timeout=60).json()["checks"]["demonstration"] == "True"
        held = ask(url, HELD, token(home, Role.AUDITOR, "a"))
        assert held["resources"]["totalCount"] == left.count("Resource")
        licenses = [edge["node"] for edge in held["licenses"]["edges"]]
        assert len(licenses) == left.count("License") == len(SHOPS) + 1
        assert sorted(each["state"] for each in licenses) == ["CANCELLED", "IN_FORCE", "REPLACED", "SUSPENDED"]
        assert "***" not in {each["number"] for each in licenses}
        assert ask(url, FOUND, code=VEHICLES)["resource"] == {
            "name": "机动车信息",
            "provider": {"name": "芜湖市公安局"},
        }
        sealed = sorted((left.folder / "archive").glob("*.pdf"))
        assert sorted(file.name for file in (home / "archive").rglob("*.*")) == [
            f"{file.stem}.locked" for file in sealed
        ]
        for file in sealed:
            answer = posted(url, file.read_bytes())
            state = next(each["state"] for each in licenses if each["digest"] == file.stem)
            assert answer.json()["summary"] == ("genuine" if state == "IN_FORCE" else "not_in_force")
        assert server.ends(signal.SIGTERM) == Exit.DONE
    assert left_behind(home) == []
    judged = zhengtu("zh", home, "verify", "--json", "--trust", str(home / "trust" / "root.pem"), *map(str, sealed))
    assert {json.loads(line)["summary"] for line in judged.stdout.splitlines()} == {"genuine"}


@left_out
@pytest.mark.parametrize("number", BUREAUS)
def test_the_administrator_of_a_bureau_is_still_one(number: str, store_folder: Path) -> None:
    home = unpacked(BUREAUS[number], store_folder.parent)
    with running(home, "serve", ZHENGTU_DEVELOPMENT_ISSUER="true") as server:
        url = server.url()
        roles = [ask(url, WHO, token(home, Role.ADMIN, who)) for who in (ADMINISTRATOR.subject, "somebody")]
        assert [each["viewer"]["role"] for each in roles] == ["ADMIN", "PUBLIC"]
        assert server.ends(signal.SIGTERM) == Exit.DONE
