"""Who asks: a bearer token is checked and becomes an identity.

1. No `Authorization` header: the public.
2. Anything else must be `Bearer` and a signed token of an issuer that is trusted here; a token that fails is an
   error (`UNAUTHENTICATED`), never silently the public.
3. Signature by a key of that issuer's JWKS and an algorithm of the allow list below; then `iss`, `aud`, `exp`, `nbf`.
4. A check that was passed is kept until the token expires, and holds as long as the very keys do that it was made with.
   It never holds at a time before it was made: a clock that is set back, or forth, asks again. A refusal is not kept.
5. The claims `role`, `sub`, `department`, `post`. What staff may do follows from posts in the graph: the token's
   `post` only chooses among those the person holds. No `sub` is one that a store has sealed (`store.subjects`).
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, Protocol
from urllib.error import URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

import orjson
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jws import extract_compact

from graph.errors import Refusal, Text
from graph.refusal_codes import Code
from graph.words.people import Role, is_sealed

ALGORITHMS: Final = ("ES256", "RS256")
ROLE_CLAIM: Final = "role"
DEPARTMENT_CLAIM: Final = "department"
POST_CLAIM: Final = "post"
LEEWAY: Final = timedelta(seconds=30)
TOKEN_BYTES: Final = 8 * 1024
JWKS_BYTES: Final = 256 * 1024
CLAIM_CHARACTERS: Final = 256
CHECKS_KEPT: Final = 4096
"""Tokens whose check is kept: of more, those that were asked with longest ago are checked again."""
ROLES: Final[Mapping[str, Role]] = {role.name.lower(): role for role in Role}
"""Roles as tokens write them."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What a token says of the one who asks."""

    role: Role
    subject: str | None = None
    """The person, organisation or program, by the issuer's name for it."""
    department: str | None = None
    """The department acted for, by its unified social credit code."""
    post: str | None = None
    """Which of the person's posts is acted under; the graph says whether it is held."""


PUBLIC: Final = Identity(Role.PUBLIC)


class Unauthenticated(Refusal):
    """A token was shown that proves nothing here."""


class KeySource(Protocol):
    """Where an issuer's public keys come from."""

    async def keys(self, kid: str | None, now: datetime) -> KeySet:
        """Give the keys, read anew if `kid` is not among those known."""


@dataclass(frozen=True, slots=True)
class FixedKeys:
    """Keys that this process holds already."""

    held: KeySet

    async def keys(self, kid: str | None, now: datetime) -> KeySet:  # noqa: ARG002 - the protocol's form
        """Give the keys."""
        return self.held


@dataclass(slots=True)
class FetchedKeys:
    """Keys of a JWKS that are kept for a while, and read again when an unknown key appears."""

    read: Callable[[], Awaitable[bytes]]
    lifetime: timedelta = timedelta(minutes=15)
    pause: timedelta = timedelta(minutes=1)
    """Between two readings at least: forged key names must not become requests to the issuer."""
    _held: KeySet | None = None
    _read_at: datetime | None = None
    _tried_at: datetime | None = None
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def keys(self, kid: str | None, now: datetime) -> KeySet:
        """Give the keys, read anew when they are old or `kid` is unknown, but not more often than `pause`.

        Raises:
            Unauthenticated: There are no keys, because they could not be read.
        """
        async with self._lock:
            if self._due(kid, now):
                self._tried_at = now
                try:
                    self._held = KeySet.import_key_set(orjson.loads(await self.read()))
                    self._read_at = now
                except (OSError, ValueError, KeyError, TypeError, JoseError) as error:
                    if self._held is None:
                        raise _unauthenticated("签发方的公钥暂不可用", "the issuer's keys are not available") from error
            if self._held is None:
                raise _unauthenticated("签发方的公钥暂不可用", "the issuer's keys are not available")
            return self._held

    def _due(self, kid: str | None, now: datetime) -> bool:
        if self._tried_at is not None and now - self._tried_at < self.pause:
            return False
        if self._held is None or self._read_at is None or now - self._read_at >= self.lifetime:
            return True
        return kid is not None and all(key.kid != kid for key in self._held.keys)


@dataclass(frozen=True, slots=True)
class Issuer:
    """An authority whose tokens are believed."""

    name: str
    audience: str
    source: KeySource


@dataclass(frozen=True, slots=True)
class Check:
    """A token that was found good."""

    identity: Identity
    issuer: Issuer
    kid: str | None
    keys: KeySet
    """Those that its signature was checked with."""
    made: datetime
    until: float
    """When the token expires, in seconds since 1970."""

    async def holds(self, now: datetime) -> bool:
        """Tell whether it need not be made again."""
        in_time = self.made <= now and now.timestamp() < self.until
        return in_time and await self.issuer.source.keys(self.kid, now) is self.keys


@dataclass(frozen=True, slots=True)
class Checks:
    """The checks that are kept, by a digest of the token: a token itself is held nowhere."""

    most: int = CHECKS_KEPT
    _kept: OrderedDict[bytes, Check] = field(default_factory=OrderedDict)

    def of(self, digest: bytes) -> Check | None:
        """Give the check of a token, which is then the last that would be dropped."""
        found = self._kept.get(digest)
        if found is not None:
            self._kept.move_to_end(digest)
        return found

    def keep(self, digest: bytes, check: Check) -> None:
        """Keep a check."""
        self._kept[digest] = check
        self._kept.move_to_end(digest)
        if len(self._kept) > self.most:
            self._kept.popitem(last=False)


@dataclass(frozen=True, slots=True)
class Authenticator:
    """Turns `Authorization` headers into identities."""

    issuers: Sequence[Issuer]
    checks: Checks = field(default_factory=Checks)

    async def identify(self, authorization: str | None, now: datetime) -> Identity:
        """Say who asks.

        Raises:
            Unauthenticated: A header is there and proves nothing.
        """
        if authorization is None:
            return PUBLIC
        scheme, _, token = authorization.partition(" ")
        token = token.strip()
        if scheme.lower() != "bearer" or not token:
            raise _unauthenticated("只接受 Bearer 令牌", "only bearer tokens are taken")
        if len(token) > TOKEN_BYTES or not token.isascii():
            raise _unauthenticated("令牌过长或含有非法字符", "the token is too long or holds foreign characters")
        digest = sha256(token.encode()).digest()
        check = self.checks.of(digest)
        if check is None or not await check.holds(now):
            check = await self._check(token, now)
            self.checks.keep(digest, check)
        return check.identity

    async def _check(self, token: str, now: datetime) -> Check:
        try:
            unverified = extract_compact(token.encode())
            header, body = unverified.headers(), orjson.loads(unverified.payload)
            name = body.get("iss") if isinstance(body, dict) else None
            issuer = next((known for known in self.issuers if known.name == name), None)
            if issuer is None:
                raise _unauthenticated("令牌的签发方不受信任", "the token's issuer is not trusted here")
            kid = _kid(header)
            keys = await issuer.source.keys(kid, now)
            claims = jwt.decode(token, keys, algorithms=list(ALGORITHMS)).claims
            _rules(issuer, now).validate(claims)
        except (JoseError, ValueError, TypeError, KeyError) as error:
            # The reason is a word of the library, as `expired_token` or `bad_signature`: it tells nothing of the key.
            reason = getattr(error, "error", "invalid_token")
            raise _unauthenticated(f"令牌无效（{reason}）", f"the token is not valid ({reason})") from error
        return Check(identity(claims), issuer, kid, keys, now, claims["exp"])


def identity(claims: Mapping[str, Any]) -> Identity:
    """Read the identity from verified claims.

    Raises:
        Unauthenticated: The role is none of ours, a claim has a wrong form, or a role that needs a subject has none.
    """
    role = ROLES.get(str(claims.get(ROLE_CLAIM)))
    if role is None:
        raise _unauthenticated("令牌中的角色（role）不存在", "the token's role is none of ours")
    subject, department, post = (_text(claims, name) for name in ("sub", DEPARTMENT_CLAIM, POST_CLAIM))
    if role is not Role.PUBLIC and subject is None:
        raise _unauthenticated("令牌缺少主体（sub）", "the token names no subject")
    if subject is not None and is_sealed(subject):
        raise _unauthenticated(
            "令牌的主体（sub）是库内封存的名称", "the token's subject is one that a store has sealed"
        )
    return Identity(role, subject, department, post)


def jwks_source(location: str) -> KeySource:
    """Make a source from the setting `jwks`: an `https://` address or the path of a file."""
    if location.startswith("https://"):
        return FetchedKeys(lambda: asyncio.to_thread(_download, location))
    return FetchedKeys(lambda: asyncio.to_thread(Path(location).read_bytes))


def _rules(issuer: Issuer, now: datetime) -> jwt.JWTClaimsRegistry:
    return jwt.JWTClaimsRegistry(
        now=int(now.timestamp()),
        leeway=int(LEEWAY.total_seconds()),
        iss={"essential": True, "value": issuer.name},
        aud={"essential": True, "value": issuer.audience},
        exp={"essential": True},
    )


def _kid(header: Mapping[str, Any]) -> str | None:
    kid = header.get("kid")
    return kid if isinstance(kid, str) else None


def _text(claims: Mapping[str, Any], name: str) -> str | None:
    value = claims.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or not value or len(value) > CLAIM_CHARACTERS:
        raise _unauthenticated(f"令牌的 {name} 格式不正确", f"the token's {name} has a wrong form")
    return value


class _NoRedirects(HTTPRedirectHandler):
    def redirect_request(self, *_: object, **__: object) -> None:
        """Follow nowhere: the address of the keys is part of the trust."""


def _download(address: str) -> bytes:
    request = Request(address, headers={"Accept": "application/json"})  # noqa: S310 - settings allow https only
    try:
        with build_opener(_NoRedirects).open(request, timeout=5) as answer:
            content: bytes = answer.read(JWKS_BYTES + 1)
    except URLError as error:
        raise OSError(str(error)) from error
    if len(content) > JWKS_BYTES:
        raise ValueError("key set too large")
    return content


def _unauthenticated(zh: str, en: str) -> Unauthenticated:
    return Unauthenticated(Text(zh=zh, en=en), code=Code.UNAUTHENTICATED)
