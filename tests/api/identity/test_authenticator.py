"""Tokens, with real keys: what is believed and what is not."""

import hmac
import stat
from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, RSAKey

from api.identity.authenticator import (
    PUBLIC,
    Authenticator,
    FetchedKeys,
    FixedKeys,
    Identity,
    Issuer,
    Unauthenticated,
    jwks_source,
)
from api.identity.tokens import ISSUER, KEY_FILE, IssuerRefused, existing_issuer, open_issuer
from api.process.settings import load
from graph.store.keyfile import KeyDamaged
from graph.words.people import SEALED, Role

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NAME = "https://issuer.example"
EC = ECKey.generate_key("P-256", {"kid": "ec-1"})
RSA = RSAKey.generate_key(2048, {"kid": "rsa-1"})
KEYS = KeySet([EC, RSA])


def claims(**changed: Any) -> dict[str, Any]:
    at = int(NOW.timestamp())
    given = {"iss": NAME, "aud": "zhengtu", "iat": at, "exp": at + 600, "sub": "zhang", "role": "staff"} | changed
    return {name: value for name, value in given.items() if value is not None}


def signed(key: Any = EC, algorithm: str = "ES256", header: dict[str, Any] | None = None, **changed: Any) -> str:
    return jwt.encode({"alg": algorithm, "kid": key.kid} | (header or {}), claims(**changed), key, [algorithm])


def authenticator(source: Any = None) -> Authenticator:
    return Authenticator([Issuer(NAME, "zhengtu", source or FixedKeys(KEYS))])


async def asked(token: str, now: datetime = NOW) -> Identity:
    return await authenticator().identify(f"Bearer {token}", now)


async def refused(authorization: str, now: datetime = NOW) -> str:
    with pytest.raises(Unauthenticated) as caught:
        await authenticator().identify(authorization, now)
    assert caught.value.code == "UNAUTHENTICATED"
    return caught.value.message.en


async def test_without_a_header_one_is_the_public() -> None:
    assert await authenticator().identify(None, NOW) == PUBLIC


async def test_a_token_becomes_role_subject_department_and_post() -> None:
    token = signed(department="11340200003035789K", post="cataloguer")
    assert await asked(token) == Identity(Role.STAFF, "zhang", "11340200003035789K", "cataloguer")


async def test_both_allowed_algorithms_work() -> None:
    assert (await asked(signed(RSA, "RS256"))).subject == "zhang"


async def test_the_audience_may_be_one_of_several() -> None:
    assert (await asked(signed(aud=["other", "zhengtu"]))).role is Role.STAFF


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"exp": int(NOW.timestamp()) - 31}, "expired"),
        ({"exp": None}, "missing"),
        ({"nbf": int(NOW.timestamp()) + 60}, "invalid_claim"),
        ({"aud": "another"}, "invalid_claim"),
        ({"aud": None}, "missing"),
        ({"iss": "https://another.example"}, "issuer"),
        ({"role": "emperor"}, "role"),
        ({"role": None}, "role"),
        ({"role": ["admin"]}, "role"),
        ({"sub": None}, "subject"),
        ({"sub": "x" * 300}, "form"),
        ({"sub": f"{SEALED}AAAA"}, "sealed"),
        ({"department": 7}, "form"),
    ],
)
async def test_a_claim_against_the_rules_is_refused(changed: dict[str, Any], word: str) -> None:
    assert word in await refused("Bearer " + signed(**changed))


async def test_a_changed_token_is_refused() -> None:
    head, body, mark = signed().split(".")
    forged = jwt.encode({"alg": "ES256"}, claims(role="admin"), ECKey.generate_key("P-256"), ["ES256"]).split(".")[1]
    assert "bad_signature" in await refused(f"Bearer {head}.{forged}.{mark}")
    assert "bad_signature" in await refused(f"Bearer {head}.{body}.{mark[:-4]}AAAA")


async def test_a_key_of_somebody_else_is_refused() -> None:
    stranger = ECKey.generate_key("P-256", {"kid": "ec-1"})
    assert "bad_signature" in await refused("Bearer " + signed(stranger))


async def test_an_unsigned_token_and_one_signed_with_the_public_key_as_secret_are_refused() -> None:
    _, body, _ = signed().split(".")
    for head in ('{"alg":"none"}', '{"alg":"None","typ":"JWT"}', '{"typ":"JWT"}'):
        await refused(f"Bearer {urlsafe_b64encode(head.encode()).decode().rstrip('=')}.{body}.")
    head = urlsafe_b64encode(b'{"alg":"HS256","kid":"rsa-1"}').decode().rstrip("=")
    mark = hmac.digest(RSA.as_pem(private=False), f"{head}.{body}".encode(), "sha256")
    await refused(f"Bearer {head}.{body}.{urlsafe_b64encode(mark).decode().rstrip('=')}")


async def test_an_algorithm_outside_the_list_is_refused_though_the_key_is_known() -> None:
    await refused("Bearer " + jwt.encode({"alg": "PS256", "kid": "rsa-1"}, claims(), RSA, ["PS256"]))


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Basic dTpw", "Bearer a.b.c", "Bearer x", "Bearer 令牌", "Bearer " + "a" * 9000]
)
async def test_a_header_that_is_no_token_is_refused_and_never_the_public(header: str) -> None:
    await refused(header)


async def test_keys_are_read_again_when_an_unknown_one_signs_but_not_for_every_forgery() -> None:
    new = ECKey.generate_key("P-256", {"kid": "ec-2"})
    published = [KeySet([EC]), KeySet([EC, new])]
    read = 0

    async def reading() -> bytes:
        nonlocal read
        read += 1
        return orjson.dumps(published[min(read, 2) - 1].as_dict(private=False))

    authenticating = authenticator(FetchedKeys(reading))
    await authenticating.identify("Bearer " + signed(), NOW)
    for _ in range(3):
        with pytest.raises(Unauthenticated):
            await authenticating.identify("Bearer " + signed(new), NOW)
    assert read == 1
    later = NOW + timedelta(minutes=2)
    assert (await authenticating.identify("Bearer " + signed(new), later)).subject == "zhang"
    assert read == 2


async def test_keys_outlive_a_failure_of_their_source_but_none_means_nobody_enters() -> None:
    answers: list[bytes | OSError] = [OSError("down"), orjson.dumps(KEYS.as_dict(private=False)), OSError("down")]

    async def reading() -> bytes:
        answer = answers.pop(0)
        if isinstance(answer, OSError):
            raise answer
        return answer

    authenticating = authenticator(FetchedKeys(reading))
    with pytest.raises(Unauthenticated):
        await authenticating.identify("Bearer " + signed(), NOW)
    assert (await authenticating.identify("Bearer " + signed(), NOW + timedelta(minutes=2))).subject
    token = signed(exp=int(NOW.timestamp()) + 7200)
    assert (await authenticating.identify("Bearer " + token, NOW + timedelta(minutes=60))).subject
    assert answers == []


async def test_keys_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "jwks.json").write_bytes(orjson.dumps(KEYS.as_dict(private=False)))
    authenticating = authenticator(jwks_source(str(tmp_path / "jwks.json")))
    assert (await authenticating.identify("Bearer " + signed(), NOW)).role is Role.STAFF


async def test_the_development_issuer_signs_what_its_own_keys_check(tmp_path: Path) -> None:
    issuer = open_issuer(load(home=tmp_path), demonstration=True)
    authenticating = Authenticator([Issuer(ISSUER, "zhengtu", FixedKeys(issuer.public_keys()))])
    given = Identity(Role.HOLDER, "h-1", None, None)
    token = issuer.token(given, NOW)
    assert await authenticating.identify("Bearer " + token, NOW) == given
    with pytest.raises(Unauthenticated):
        await authenticating.identify("Bearer " + token, NOW + timedelta(hours=13))
    with pytest.raises(Unauthenticated):
        await authenticator().identify("Bearer " + token, NOW)


def test_the_development_key_is_kept_and_nobody_else_may_read_it(tmp_path: Path) -> None:
    settings = load(home=tmp_path)
    first, second = open_issuer(settings, demonstration=True), existing_issuer(settings)
    assert first.key.thumbprint() == second.key.thumbprint()
    (file,) = settings.keys.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert not any("d" in key for key in first.public_keys().as_dict(private=False)["keys"])


def test_the_development_issuer_works_on_loopback_for_a_demonstration_or_by_setting_only(tmp_path: Path) -> None:
    with pytest.raises(IssuerRefused):
        open_issuer(load(home=tmp_path), demonstration=False)
    with pytest.raises(IssuerRefused):
        existing_issuer(load(home=tmp_path))
    with pytest.raises(IssuerRefused):
        open_issuer(load(home=tmp_path, host="0.0.0.0"), demonstration=True)
    with pytest.raises(IssuerRefused):
        existing_issuer(load(home=tmp_path, host="0.0.0.0", development_issuer=True))
    assert list(tmp_path.iterdir()) == []
    assert open_issuer(load(home=tmp_path, development_issuer=True), demonstration=False).audience == "zhengtu"


@pytest.mark.parametrize("content", [b"", b"-----BEGIN PRIVATE KEY-----", b"\xff" * 40])
def test_an_issuers_key_that_is_none_is_refused_by_its_name_and_left(tmp_path: Path, content: bytes) -> None:
    settings, file = load(home=tmp_path), tmp_path / "keys" / KEY_FILE
    file.parent.mkdir()
    file.write_bytes(content)
    with pytest.raises(KeyDamaged) as served:
        open_issuer(settings, demonstration=True)
    with pytest.raises(KeyDamaged) as asked:
        existing_issuer(settings)
    assert served.value.value == asked.value.value == str(file)
    assert file.read_bytes() == content
