"""A register's trust package: made from its store, given out, believed, and remembered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import httpx
import pytest
from builders.office import ALICE, BOB, CIVIL, HEALTH, MARRIAGE, NOW, SHOP, TODAY, Office
from starlette.applications import Starlette
from starlette.routing import Route

from api.http.trust_package import TrustPackage
from api.service.packages import PUBLISHED, SEEN, keep_seen, seen_in
from graph.errors import Conflict, Malformed, Refusal
from graph.law.scope import EVERYTHING
from graph.office.actor import Actor
from graph.refusal_codes import Code
from graph.store.files import write_whole
from graph.store.view import View
from graph.subjects.licensing import publication
from graph.subjects.people.desk import principal_of
from graph.words.people import Role
from licenses.proof.package.answering import PackageRegister
from licenses.proof.package.opening import Last, Opened, Seen, open_package
from licenses.proof.verdict import Basis, Question, Summary
from licenses.proof.verification import verify
from licenses.register import lifecycle
from licenses.register.lifecycle import LicenseChange
from licenses.register.publishing import Published, Publisher, publish
from licenses.seal.seals import FolderSeals

AT = NOW + timedelta(hours=1)


def publisher(api: Office, code: str = CIVIL) -> Publisher:
    backend = api.service.backend
    trust = backend.trust()
    anchors = [anchor.dump() for anchor in trust.anchors]
    return Publisher(api.store, backend.workshop.seals, code, True, anchors, trust.crls)


async def published(api: Office, code: str = CIVIL, days: int = 7) -> Published:
    return await publish(publisher(api, code), AT, days, lambda *_: None)


async def opened(api: Office, made: Published, seen: Seen | None = None) -> Opened:
    return await open_package(made.package, api.service.backend.trust(), AT, seen or Seen())


async def test_what_the_register_knows_is_published_and_answers_offline(api: Office) -> None:
    made = await published(api)
    assert made.licenses == 2
    found = await opened(api, made)
    said = found.contents
    assert (said.publisher, said.publisher_name, said.demonstration) == (CIVIL, "民政局", True)
    assert said.expires - said.made == timedelta(days=7)
    assert said.types[MARRIAGE].name == "结婚登记证明"
    assert [field.label for field in said.types[MARRIAGE].fields] == ["姓名", "登记日期"]
    assert said.departments[HEALTH] == "卫生健康委员会"
    assert said.rights[SHOP, HEALTH][0].valid_until == date(2025, 1, 1)
    verdict = await verify(await api.sealed(), found.trust, AT, PackageRegister(said), {"姓名": "陈一凡"})
    assert verdict.summary is Summary.GENUINE
    assert Basis.TRUST_PACKAGE in verdict.rests_on
    assert verdict[Question.FACE_AGREES].answer == "yes"


async def test_a_licence_that_is_suspended_is_so_in_the_next_package(api: Office) -> None:
    before = await published(api)
    actor = Actor(await principal_of(api.store, Role.STAFF, "issuer", TODAY), NOW)
    view = View(api.store, EVERYTHING, TODAY)
    await lifecycle.change(
        api.store, api.service.backend.personal, view, actor, api.licenses[BOB], LicenseChange.SUSPEND, "复核"
    )
    after = await published(api)
    assert after.sequence > before.sequence
    seen = (await opened(api, before)).seen
    found = await opened(api, after, seen)
    register = PackageRegister(found.contents)
    summaries = [(await verify(await api.sealed(who), found.trust, AT, register)).summary for who in (ALICE, BOB)]
    assert summaries == [Summary.GENUINE, Summary.NOT_IN_FORCE]
    with pytest.raises(Malformed) as older:
        await opened(api, before, found.seen)
    assert older.value.code is Code.TRUST_PACKAGE_OLDER


async def test_licences_are_read_page_by_page(api: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publication, "PAGE", 1)
    told: list[tuple[int, int]] = []
    made = await publish(publisher(api), AT, 7, lambda done, total, _: told.append((done, total)))
    assert (made.licenses, told) == (2, [(1, 2), (2, 2)])


async def test_the_numbers_of_packages_never_fall_even_where_a_store_has_forgotten_them(api: Office) -> None:
    first, second = (await published(api)).sequence, (await published(api)).sequence
    assert second == first + 1
    await api.store.write(lambda unit: unit.run("MATCH (z:Zhengtu {id: 'store'}) SET z.packageSequence = null"))
    later = await publish(publisher(api), AT + timedelta(days=1), 7, lambda *_: None)
    assert later.sequence > second


@pytest.mark.parametrize(
    ("code", "days", "refused"),
    [
        ("91340200MA2N0000XX", 7, Code.UNKNOWN_DEPARTMENT),
        (CIVIL, 0, Code.OUT_OF_BOUNDS),
        (CIVIL, 32, Code.OUT_OF_BOUNDS),
    ],
)
async def test_who_is_no_department_publishes_nothing_and_nobody_for_years(
    api: Office, code: str, days: int, refused: Code
) -> None:
    with pytest.raises(Refusal) as found:
        await published(api, code, days)
    assert found.value.code is refused


async def test_a_department_that_cannot_seal_publishes_nothing(api: Office, tmp_path: Path) -> None:
    bare = replace(publisher(api), seals=FolderSeals(tmp_path, tmp_path, None))
    with pytest.raises(Conflict) as found:
        await publish(bare, AT, 7, lambda *_: None)
    assert found.value.code is Code.NO_SEAL


async def test_a_department_that_has_ended_publishes_nothing(api: Office) -> None:
    setting = "MATCH (d:Department {id: $id}) SET d.validUntil = date($until)"
    await api.store.write(lambda unit: unit.run(setting, id=HEALTH, until="2026-03-01"))
    with pytest.raises(Conflict) as found:
        await published(api, HEALTH)
    assert found.value.code is Code.DEPARTMENT_ENDED
    await api.store.write(lambda unit: unit.run(setting, id=HEALTH, until=None))


def test_what_was_seen_is_kept_and_read(tmp_path: Path) -> None:
    folder = tmp_path / "home" / "trust"
    assert seen_in(folder) == Seen()
    one = Seen("A", {"A": Last(7, "aa")})
    keep_seen(folder, one)
    assert seen_in(folder) == one
    keep_seen(folder, Seen("B", {"A": Last(6, "old"), "B": Last(1, "bb")}))
    assert seen_in(folder) == Seen("B", {"A": Last(7, "aa"), "B": Last(1, "bb")})
    assert [file.name for file in folder.iterdir()] == [SEEN]


@pytest.mark.parametrize("content", [b"", b"[]", b'{"publisher": "A"}', b'{"publisher": null, "last": {"A": 7}}'])
def test_a_memory_that_cannot_be_read_is_no_fresh_start(tmp_path: Path, content: bytes) -> None:
    (tmp_path / SEEN).write_bytes(content)
    with pytest.raises(Malformed) as found:
        seen_in(tmp_path)
    assert found.value.code is Code.TRUST_PACKAGE_UNREADABLE
    assert str(tmp_path / SEEN) in found.value.message.en


async def test_the_newest_package_is_given_to_everybody_and_once(tmp_path: Path) -> None:
    file = tmp_path / PUBLISHED
    transport = httpx.ASGITransport(Starlette(routes=[Route("/trust", TrustPackage(file).get)]))
    async with httpx.AsyncClient(transport=transport, base_url="http://register.example") as client:
        assert (await client.get("/trust")).status_code == httpx.codes.NOT_FOUND
        file.parent.mkdir(parents=True)
        write_whole(file, b"one\n")
        first = await client.get("/trust")
        assert (first.content, first.headers["content-type"]) == (b"one\n", "application/octet-stream")
        assert "max-age" in first.headers["cache-control"]
        again = await client.get("/trust", headers={"if-none-match": f'"x", {first.headers["etag"]}'})
        assert (again.status_code, again.content) == (httpx.codes.NOT_MODIFIED, b"")
        write_whole(file, b"another\n")
        newer = await client.get("/trust", headers={"if-none-match": first.headers["etag"]})
        assert (newer.status_code, newer.content) == (httpx.codes.OK, b"another\n")
