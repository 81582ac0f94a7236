"""A weak substitute for a real issuer: bearer tokens for development and demonstration.

Whoever can read the key file can be anybody. Therefore the issuer works on loopback only, only for a demonstration or
where an operator asked for it by name, and says what it is wherever it appears: in the tokens' `iss`, in the log, on
the terminal.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

from api.identity.authenticator import DEPARTMENT_CLAIM, POST_CLAIM, ROLE_CLAIM, Identity
from api.process.settings import Settings, is_loopback
from graph.errors import Forbidden, Text
from graph.refusal_codes import Code
from graph.store.keyfile import make_once, reading

ISSUER: Final = "zhengtu-development-issuer"
KEY_FILE: Final = "development-issuer.pem"
ALGORITHM: Final = "ES256"
LIFETIME: Final = timedelta(hours=12)
WARNING: Final = Text(
    zh="警告：开发用令牌签发方已启用。任何能读取密钥文件的人都可以冒充任何人，仅供本机开发与演示。",
    en="WARNING: the development token issuer is on. Whoever reads its key file can be anybody: this machine only.",
)


class IssuerRefused(Forbidden):
    """The development issuer may not work here."""


@dataclass(frozen=True, slots=True)
class DevelopmentIssuer:
    """An issuer whose private key lies in HOME/keys."""

    key: ECKey
    audience: str

    def token(self, identity: Identity, now: datetime, lifetime: timedelta = LIFETIME) -> str:
        """Sign a bearer token that says what `identity` says, from `now` on."""
        claims: dict[str, object] = {
            "iss": ISSUER,
            "aud": self.audience,
            "iat": int(now.timestamp()),
            "exp": int((now + lifetime).timestamp()),
            ROLE_CLAIM: identity.role.name.lower(),
        }
        optional = {"sub": identity.subject, DEPARTMENT_CLAIM: identity.department, POST_CLAIM: identity.post}
        claims |= {name: value for name, value in optional.items() if value is not None}
        return jwt.encode({"alg": ALGORITHM, "kid": self.key.kid}, claims, self.key, [ALGORITHM])

    def public_keys(self) -> KeySet:
        """Give the keys that check its tokens."""
        return KeySet([ECKey.import_key(self.key.as_dict(private=False))])


def open_issuer(settings: Settings, *, demonstration: bool) -> DevelopmentIssuer:
    """Open the development issuer, making its key at the first time.

    Raises:
        IssuerRefused: The address is not loopback, or neither is the store a demonstration nor was it asked for.
    """
    _allow(settings, wanted=demonstration or settings.development_issuer)
    return _read(settings, _made(settings.keys / KEY_FILE))


def existing_issuer(settings: Settings) -> DevelopmentIssuer:
    """Open the development issuer that a demonstration in this HOME has made; the store is not asked.

    Raises:
        IssuerRefused: The address is not loopback, or there is none and it was not asked for.
    """
    path = settings.keys / KEY_FILE
    _allow(settings, wanted=path.is_file() or settings.development_issuer)
    return _read(settings, _made(path))


def _allow(settings: Settings, *, wanted: bool) -> None:
    if not is_loopback(settings.host):
        raise IssuerRefused(
            Text(
                zh=f"开发用令牌签发方只在本机回环地址上工作，当前 host 为 {settings.host}",
                en=f"the development issuer works on a loopback address only; host is {settings.host}",
            ),
            code=Code.DEVELOPMENT_ISSUER_REFUSED,
            path=("host",),
            value=settings.host,
        )
    if not wanted:
        raise IssuerRefused(
            Text(
                zh=f"{settings.home} 不是演示环境；如需开发用令牌，请设置 ZHENGTU_DEVELOPMENT_ISSUER=true",
                en=f"{settings.home} holds no demonstration; for development tokens: ZHENGTU_DEVELOPMENT_ISSUER=true",
            ),
            code=Code.DEVELOPMENT_ISSUER_REFUSED,
            path=("development_issuer",),
        )


def _made(path: Path) -> Path:
    """Make the key where there is none: nothing is kept that only this key opens, so a new one loses open tokens."""
    if not path.is_file():
        make_once(path, ECKey.generate_key("P-256").as_pem(private=True))
    return path


def _read(settings: Settings, path: Path) -> DevelopmentIssuer:
    with reading(path):
        key = ECKey.import_key(path.read_bytes())
    key.ensure_kid()
    return DevelopmentIssuer(key, settings.audience)
