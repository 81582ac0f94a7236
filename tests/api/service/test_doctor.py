"""What stands before a first seal is said in order, and is said to be put right only where it works."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import orjson
from builders.city import uscc
from builders.given import clock, hand_over, pem
from builders.licenses import Authority
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption, PrivateFormat
from joserfc.jwk import ECKey
from pydantic import HttpUrl

from api.process.settings import Settings
from api.service.doctor import diagnose, examine
from api.service.steps import State, Step
from graph.law.access import Principal
from graph.office.actor import Actor
from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.subjects.installation import administrators
from graph.subjects.installation.desk import initialise
from graph.subjects.licensing.desk import add_types
from graph.subjects.licensing.readiness import readiness
from graph.subjects.organisation.desk import Organisation, establish
from graph.words.face_fields import FaceField, FieldRole
from graph.words.licensing import Entitlement, HolderCategory, LicenseCategory, LicenseType
from graph.words.organisation import AuthorityLevel, Department, DepartmentKind, Post, PostKind
from graph.words.people import Role
from licenses.seal.seals import FolderSeals

NOW = datetime(2026, 5, 20, 1, 30, tzinfo=UTC)
ACTOR = Actor(Principal(Role.ADMIN, "somebody"), NOW)
GOVERNMENT, BUREAU = "11340200MB9835637J", "11340200MB3003290W"
CIVIL, ELSEWHERE = "11340200003003083K", uscc(77, "340100")
TYPE = "11100000MB0143028R001"
FIRST = ("sign-in", "administrator", "department", "license-type", "trust", "time")
"""What a store lacks that was only just made, in order; what waits for another left out."""


async def asked(store: Store, settings: Settings) -> dict[str, Step]:
    """What the doctor says now."""
    seals = FolderSeals(settings.keys, settings.trust, str(settings.tsa_url) if settings.tsa_url else None)
    found = await readiness(store, date(2026, 5, 20))
    return {each.name: each for each in await diagnose(settings, found, seals, settings.trust / "crl", NOW)}


def blocking(steps: dict[str, Step]) -> list[str]:
    """What blocks, in order."""
    return [name for name, each in steps.items() if each.state is State.BLOCKS]


async def test_a_bureau_that_puts_right_what_is_said_first_comes_to_its_first_seal(
    store: Store, personal: PersonalData, tmp_path: Path
) -> None:
    settings, authority = Settings(home=tmp_path), Authority()
    assert blocking(await asked(store, settings)) == ["store", "sign-in", "administrator", "trust", "time"]
    await initialise(store, personal, "WH", ACTOR)
    assert blocking(await asked(store, settings)) == list(FIRST)
    settings = Settings(home=tmp_path, development_issuer=True)
    await store.write(lambda unit: administrators.register(unit, "somebody", NOW))
    assert blocking(await asked(store, settings)) == list(FIRST[2:])

    since = date(2019, 3, 1)
    government = Department(
        GOVERNMENT, "芜湖市人民政府", "市政府", AuthorityLevel.CITY, DepartmentKind.GOVERNMENT, "340200", None, since,
        policy="WH",
    )  # fmt: skip
    bureau = Department(
        BUREAU, "芜湖市市场监督管理局", "市市场监管局", AuthorityLevel.CITY, DepartmentKind.DEPARTMENT, "340200",
        GOVERNMENT, since,
    )  # fmt: skip
    await establish(store, Organisation(departments=(government, bureau)), personal, ACTOR)
    assert blocking(await asked(store, settings)) == ["license-type", "trust", "time"]
    kind = LicenseType(
        TYPE, "营业执照", "国家市场监督管理总局", TYPE[:18], AuthorityLevel.NATIONAL, HolderCategory.ORGANISATION,
        "长期", AuthorityLevel.COUNTY, LicenseCategory.CERTIFICATE, "证件卡", "#1f4e79", False, "",
        (FaceField("KZ_MC", "名称", "文本", role=FieldRole.HOLDER_NAME),),
    )  # fmt: skip
    await add_types(store, [kind], [], ACTOR)
    steps = await asked(store, settings)
    assert blocking(steps) == ["entitlement", "trust", "time"]
    assert steps["issuer"].state is steps["seal"].state is State.WAITS
    await add_types(store, [kind], [Entitlement(TYPE, BUREAU, since)], ACTOR)
    needed = ["license-officer", "maker", "reviewer", "issuer"]
    assert blocking(await asked(store, settings)) == [*needed, "trust", "time"]
    for number, (kind_of_post, where, filed) in enumerate(
        (
            (PostKind.LICENSE_OFFICER, BUREAU, since),
            (PostKind.PLATFORM_OFFICER, GOVERNMENT, None),
            (PostKind.LICENSE_REVIEWER, BUREAU, None),
            (PostKind.ISSUER, BUREAU, None),
        ),
        1,
    ):
        post = Post(f"P-{number}", kind_of_post, f"staff-{number}", "王某", where, since, filed_on=filed)
        await establish(store, Organisation(posts=(post,)), personal, ACTOR)
        assert blocking(await asked(store, settings)) == [*needed[number:], "trust", "time"]
    assert blocking(await asked(store, settings)) == ["trust", "time"]

    settings.trust.mkdir(parents=True)
    (settings.trust / "root.pem").write_bytes(pem(authority.chain[-1]))
    assert blocking(await asked(store, settings)) == ["seal", "time"]
    hand_over(settings.keys, settings.trust, authority, "芜湖市市场监督管理局", BUREAU)
    assert blocking(await asked(store, settings)) == ["time"]
    with clock(authority, lambda: NOW) as address:
        settings = Settings(home=tmp_path, development_issuer=True, tsa_url=HttpUrl(address))
        steps = await asked(store, settings)
        assert blocking(steps) == []
        assert [name for name, each in steps.items() if each.state is State.HINT] == ["address"]
        assert steps["seal"].said.zh == "芜湖市市场监督管理局"
        await _wrong_papers(store, settings, authority)


async def test_posts_that_lie_apart_make_no_licence(store: Store, personal: PersonalData, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, development_issuer=True)
    since = date(2019, 3, 1)
    await initialise(store, personal, "WH", ACTOR)
    city, made = DepartmentKind.GOVERNMENT, DepartmentKind.DEPARTMENT
    departments = [
        Department(code, name, name, AuthorityLevel.CITY, kind, "340200", above, since, policy=policy)
        for code, name, kind, above, policy in (
            (GOVERNMENT, "芜湖市人民政府", city, None, "WH"),
            (BUREAU, "芜湖市市场监督管理局", made, GOVERNMENT, None),
            (CIVIL, "芜湖市民政局", made, GOVERNMENT, None),
            (ELSEWHERE, "合肥市数据局", made, None, None),
        )
    ]
    await establish(store, Organisation(departments=tuple(departments)), personal, ACTOR)
    kind = LicenseType(
        TYPE, "营业执照", "国家市场监督管理总局", TYPE[:18], AuthorityLevel.NATIONAL, HolderCategory.ORGANISATION,
        "长期", AuthorityLevel.COUNTY, LicenseCategory.CERTIFICATE, "证件卡", "#1f4e79", False, "",
        (FaceField("KZ_MC", "名称", "文本", role=FieldRole.HOLDER_NAME),),
    )  # fmt: skip
    await add_types(store, [kind], [Entitlement(TYPE, BUREAU, since), Entitlement(TYPE, CIVIL, since)], ACTOR)

    async def appoint(identity: str, kind: PostKind, subject: str, where: str) -> dict[str, Step]:
        filed = since if kind is PostKind.LICENSE_OFFICER else None
        post = Post(identity, kind, subject, "王某", where, since, filed_on=filed)
        await establish(store, Organisation(posts=(post,)), personal, ACTOR)
        return await asked(store, settings)

    await appoint("P-1", PostKind.LICENSE_OFFICER, "zhao", BUREAU)
    steps = await appoint("P-2", PostKind.PLATFORM_OFFICER, "qian", ELSEWHERE)
    assert steps["maker"].state is State.BLOCKS, "he makes nothing for a department of another city"
    await appoint("P-3", PostKind.PLATFORM_OFFICER, "qian", GOVERNMENT)
    steps = await appoint("P-4", PostKind.LICENSE_REVIEWER, "sun", CIVIL)
    assert steps["reviewer"].state is State.BLOCKS, "he reviews for a department whose officer is not filed"
    assert "芜湖市民政局有，但还缺" in steps["reviewer"].said.zh
    steps = await appoint("P-5", PostKind.LICENSE_REVIEWER, "sun", BUREAU)
    assert blocking(steps) == ["administrator", "issuer", "trust", "time"]
    steps = await appoint("P-6", PostKind.ISSUER, "sun", BUREAU)
    assert steps["persons"].state is State.BLOCKS, "nobody issues what he has reviewed"
    assert "zhengtu import posts posts.xlsx --commit" in str(steps["persons"].cure)
    steps = await appoint("P-7", PostKind.ISSUER, "li", BUREAU)
    assert "persons" not in steps
    assert blocking(steps) == ["administrator", "trust", "time"]


async def test_an_identity_provider_whose_keys_are_not_read_lets_nobody_sign_in(store: Store, tmp_path: Path) -> None:
    keys = tmp_path / "jwks.json"
    settings = Settings(home=tmp_path, jwks=str(keys), issuer="https://idp.example")
    key = ECKey.generate_key("P-256", {"kid": "1"}).as_dict(private=False)
    for content, works in (
        (None, False),
        (b"junk", False),
        (b'{"keys":[]}', False),
        (orjson.dumps({"keys": [key]}), True),
    ):
        if content is not None:
            keys.write_bytes(content)
        said = (await asked(store, settings))["sign-in"]
        assert (said.state is State.DONE) is works, content
        assert works or str(keys) in said.said.zh


async def test_what_is_to_be_typed_is_a_command_as_it_stands(store: Store, tmp_path: Path) -> None:
    steps = await asked(store, Settings(home=tmp_path))
    for each in steps.values():
        for words in (each.cure.zh, each.cure.en) if each.cure else ():
            assert not re.search(r"zhengtu [^，；,;]*<", words), words


async def test_files_of_trust_that_cannot_be_read_are_named(store: Store, tmp_path: Path) -> None:
    settings, authority = Settings(home=tmp_path), Authority()
    hand_over(settings.keys, settings.trust, authority, "芜湖市市场监督管理局", BUREAU)
    for file in (settings.trust / "crl" / "9.crl", settings.trust / "root.pem"):
        file.write_bytes(b"junk")
        said = (await asked(store, settings))["trust"]
        assert said.state is State.BLOCKS
        assert str(file) in said.said.en
        file.unlink()


async def test_a_home_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    steps = await examine(Settings(home=tmp_path / "mistyped", tsa_url=HttpUrl("http://127.0.0.1:1/")), NOW)
    assert "127.0.0.1:1" in next(each for each in steps if each.name == "time").said.en
    assert next(each for each in steps if each.name == "store").state is State.BLOCKS
    assert list(tmp_path.iterdir()) == []


async def _wrong_papers(store: Store, settings: Settings, authority: Authority) -> None:
    """Each file that is not what it should be is named as what it is."""
    key, lists = settings.keys / "seals" / f"{BUREAU}.pem", settings.trust / "crl"
    another = authority.sealer().key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    papers = settings.trust / "seals" / f"{BUREAU}.pem"
    locked = authority.sealer().key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"secret"))

    def folder(file: Path) -> None:
        file.unlink()
        file.mkdir()

    wrong: dict[str, Callable[[], object]] = {
        "is protected by a password": lambda: key.write_bytes(locked),
        f"{BUREAU}.pem is empty": lambda: key.write_bytes(b""),
        f"{BUREAU}.pem is not a usable private key": lambda: key.write_bytes(b"junk"),
        "is a folder": lambda: folder(key),
        f"{papers} is a folder": lambda: folder(papers),
        f"{papers} is empty": lambda: papers.write_bytes(b""),
        "do not belong together": lambda: key.write_bytes(another),
        "no current revocation list": lambda: lists.rename(lists.with_name("gone")),
        "leads to no trusted root": lambda: (settings.trust / "root.pem").write_bytes(pem(Authority().chain[-1])),
        "holds no readable certificate": lambda: papers.write_bytes(b"junk"),
        "is missing": lambda: key.rename(key.with_suffix(".gone")),
    }
    for said, spoil in wrong.items():
        for file in (key, papers):
            if file.is_dir():
                file.rmdir()
        hand_over(settings.keys, settings.trust, authority, "芜湖市市场监督管理局", BUREAU)
        assert blocking(await asked(store, settings)) == []
        spoil()
        steps = await asked(store, settings)
        assert steps["seal"].state is State.BLOCKS
        assert said in steps["seal"].said.en
        (settings.trust / "root.pem").write_bytes(pem(authority.chain[-1]))
