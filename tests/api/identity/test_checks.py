"""A token's check is kept: until it expires, as long as its keys are held, and never where it was refused."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

from api.identity.authenticator import Authenticator, Checks, FetchedKeys, FixedKeys, Issuer, Unauthenticated

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NAME = "https://issuer.example"
KEY = ECKey.generate_key("P-256", {"kid": "ec-1"})
LIFETIME = timedelta(minutes=10)


def signed(key: ECKey = KEY, **changed: Any) -> str:
    at = int(NOW.timestamp())
    given = {"iss": NAME, "aud": "zhengtu", "iat": at, "sub": "zhang", "role": "staff"}
    claims = given | {"exp": at + int(LIFETIME.total_seconds())} | changed
    return jwt.encode({"alg": "ES256", "kid": key.kid}, claims, key, ["ES256"])


def authenticator(source: Any = None, most: int = 16) -> Authenticator:
    return Authenticator([Issuer(NAME, "zhengtu", source or FixedKeys(KeySet([KEY])))], Checks(most))


async def subject(authenticating: Authenticator, token: str, now: datetime = NOW) -> str | None:
    """Whose a token is, or None where it is refused."""
    try:
        return (await authenticating.identify(f"Bearer {token}", now)).subject
    except Unauthenticated:
        return None


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The tokens whose signature was checked."""
    found: list[str] = []
    genuine: Callable[..., Any] = jwt.decode

    def noted(token: str, *given: Any, **named: Any) -> Any:
        found.append(token)
        return genuine(token, *given, **named)

    monkeypatch.setattr("api.identity.authenticator.jwt.decode", noted)
    return found


async def test_a_token_is_checked_once_until_it_expires(checked: list[str]) -> None:
    authenticating, token = authenticator(), signed()
    for second in range(0, 600, 60):
        assert await subject(authenticating, token, NOW + timedelta(seconds=second)) == "zhang"
    assert checked == [token]


async def test_from_its_last_moment_on_it_is_checked_again(checked: list[str]) -> None:
    authenticating, token = authenticator(), signed()
    assert await subject(authenticating, token) == "zhang"
    assert await subject(authenticating, token, NOW + LIFETIME) == "zhang"  # clocks may differ by half a minute
    assert await subject(authenticating, token, NOW + LIFETIME + timedelta(seconds=31)) is None
    assert checked == [token] * 3


async def test_a_clock_that_is_set_back_asks_again(checked: list[str]) -> None:
    authenticating, token = authenticator(), signed(nbf=int(NOW.timestamp()))
    assert await subject(authenticating, token, NOW + timedelta(minutes=1)) == "zhang"
    assert await subject(authenticating, token, NOW - timedelta(minutes=1)) is None
    assert await subject(authenticating, token, NOW + timedelta(minutes=2)) == "zhang"
    assert checked == [token] * 2


async def test_a_refused_token_is_checked_each_time_and_counts_when_its_time_has_come(checked: list[str]) -> None:
    authenticating, token = authenticator(), signed(nbf=int(NOW.timestamp()) + 120)
    for _ in range(3):
        assert await subject(authenticating, token) is None
    assert checked == [token] * 3
    assert await subject(authenticating, token, NOW + timedelta(minutes=3)) == "zhang"


async def test_a_key_that_is_taken_back_ends_what_was_checked_with_it(checked: list[str]) -> None:
    new = ECKey.generate_key("P-256", {"kid": "ec-2"})
    published = [KeySet([KEY])]

    async def reading() -> bytes:
        return orjson.dumps(published[-1].as_dict(private=False))

    authenticating, token = authenticator(FetchedKeys(reading, lifetime=timedelta(minutes=5))), signed()
    assert await subject(authenticating, token) == "zhang"
    published.append(KeySet([new]))
    assert await subject(authenticating, token, NOW + timedelta(minutes=4)) == "zhang"
    assert checked == [token]
    assert await subject(authenticating, token, NOW + timedelta(minutes=5)) is None
    assert await subject(authenticating, signed(new), NOW + timedelta(minutes=5)) == "zhang"


async def test_keys_that_are_read_again_check_again_and_those_that_could_not_be_read_do_not(checked: list[str]) -> None:
    answers = [orjson.dumps(KeySet([KEY]).as_dict(private=False)) for _ in range(2)]

    async def reading() -> bytes:
        if not answers:
            raise OSError("down")
        return answers.pop()

    authenticating, token = authenticator(FetchedKeys(reading, lifetime=timedelta(minutes=3))), signed()
    for minute, times in ((0, 1), (2, 1), (3, 2), (5, 2), (6, 2), (9, 2)):
        assert await subject(authenticating, token, NOW + timedelta(minutes=minute)) == "zhang"
        assert len(checked) == times, minute


async def test_a_changed_token_is_not_taken_for_the_one_that_was_checked() -> None:
    authenticating, token = authenticator(), signed()
    assert await subject(authenticating, token) == "zhang"
    head, _, mark = token.split(".")
    body = signed(role="admin").split(".")[1]
    for forged in (f"{head}.{body}.{mark}", token[:-4] + "AAAA", token + "=", token.swapcase()):
        assert await subject(authenticating, forged) is None
    assert await subject(authenticating, token) == "zhang"


async def test_only_so_many_checks_are_kept_those_longest_unasked_go_first(checked: list[str]) -> None:
    authenticating = authenticator(most=2)
    tokens = {name: signed(sub=name) for name in ("wang", "li", "zhao")}
    for name in ("wang", "li", "wang", "zhao", "wang", "li"):
        assert await subject(authenticating, tokens[name]) == name
    assert checked == [tokens[name] for name in ("wang", "li", "zhao", "li")]


async def test_no_token_is_held_where_its_check_is_kept() -> None:
    authenticating, token = authenticator(), signed()
    assert await subject(authenticating, token) == "zhang"
    assert token not in repr(authenticating)
    assert token.rpartition(".")[2] not in repr(authenticating)
