"""What stands before a first seal is said in order, and is said to be put right only where it works."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

from builders.licenses import Authority
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pydantic import HttpUrl

from api.process.settings import Settings
from api.service.doctor import diagnose
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
from graph.words.face_fields import FaceField
from graph.words.licensing import Entitlement, HolderCategory, LicenseCategory, LicenseType
from graph.words.organisation import AuthorityLevel, Department, DepartmentKind, Post, PostKind
from graph.words.people import Role
from licenses.seal.seals import FolderSeals

NOW = datetime(2026, 5, 20, 1, 30, tzinfo=UTC)
ACTOR = Actor(Principal(Role.ADMIN, "somebody"), NOW)
GOVERNMENT, BUREAU = "11340200MB9835637J", "11340200MB3003290W"
TYPE = "11100000MB0143028R001"
FIRST = ("sign-in", "administrator", "department", "license-type", "trust", "time")
"""What a store lacks that was only just made, in order; what waits for another left out."""


@contextmanager
def clock(authority: Authority) -> Iterator[str]:
    """A timestamp service on this machine."""

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(authority.ask(asked, NOW))

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Answering) as served:
        thread = Thread(target=served.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{served.server_port}/"
        finally:
            served.shutdown()
            thread.join()


def pem(*ders: bytes) -> bytes:
    """Certificates as text."""
    return b"".join(x509.load_der_x509_certificate(each).public_bytes(Encoding.PEM) for each in ders)


def bring_keys(settings: Settings, authority: Authority) -> None:
    """Put key, certificate, chain and lists of the bureau where they belong."""
    sealer = authority.sealer("芜湖市市场监督管理局", BUREAU)
    for folder in (settings.keys / "seals", settings.trust / "seals", settings.trust / "crl"):
        folder.mkdir(parents=True, exist_ok=True)
    key = sealer.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (settings.keys / "seals" / f"{BUREAU}.pem").write_bytes(key)
    (settings.trust / "seals" / f"{BUREAU}.pem").write_bytes(pem(sealer.certificate, *sealer.chain))
    for number, listed in enumerate(sealer.revocation):
        (settings.trust / "crl" / f"{number}.crl").write_bytes(listed)


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
        (FaceField("KZ_MC", "名称", "文本"),),
    )  # fmt: skip
    await add_types(store, [kind], [], ACTOR)
    steps = await asked(store, settings)
    assert blocking(steps) == ["entitlement", "trust", "time"]
    assert steps["issuer"].state is steps["seal"].state is State.WAITS
    await add_types(store, [kind], [Entitlement(TYPE, BUREAU, since)], ACTOR)
    assert blocking(await asked(store, settings)) == ["issuer", "trust", "time"]
    await establish(
        store, Organisation(posts=(Post("P-1", PostKind.ISSUER, "issuer-1", "王签发", BUREAU, since),)), personal, ACTOR
    )
    assert blocking(await asked(store, settings)) == ["trust", "time"]

    settings.trust.mkdir(parents=True)
    (settings.trust / "root.pem").write_bytes(pem(authority.chain[-1]))
    assert blocking(await asked(store, settings)) == ["seal", "time"]
    bring_keys(settings, authority)
    assert blocking(await asked(store, settings)) == ["time"]
    with clock(authority) as address:
        settings = Settings(home=tmp_path, development_issuer=True, tsa_url=HttpUrl(address))
        steps = await asked(store, settings)
        assert blocking(steps) == []
        assert [name for name, each in steps.items() if each.state is State.HINT] == ["address", "license-officer"]
        assert steps["seal"].said.zh == "芜湖市市场监督管理局"
        await _wrong_papers(store, settings, authority)


async def _wrong_papers(store: Store, settings: Settings, authority: Authority) -> None:
    """Each file that is not what it should be is named as what it is."""
    key, lists = settings.keys / "seals" / f"{BUREAU}.pem", settings.trust / "crl"
    another = authority.sealer().key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    wrong: dict[str, Callable[[], object]] = {
        "do not belong together": lambda: key.write_bytes(another),
        "no current revocation list": lambda: lists.rename(lists.with_name("gone")),
        "leads to no trusted root": lambda: (settings.trust / "root.pem").write_bytes(pem(Authority().chain[-1])),
        "is missing": lambda: key.rename(key.with_suffix(".gone")),
    }
    for said, spoil in wrong.items():
        bring_keys(settings, authority)
        assert blocking(await asked(store, settings)) == []
        spoil()
        steps = await asked(store, settings)
        assert steps["seal"].state is State.BLOCKS
        assert said in steps["seal"].said.en
        (settings.trust / "root.pem").write_bytes(pem(authority.chain[-1]))
