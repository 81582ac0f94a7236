"""Trusted time (RFC 3161): who says when a licence was sealed.

`Timestamper` is the port. `LocalTimestamper` answers from a key of its own and belongs to the demonstration;
`HttpTimestamper` asks a timestamp service, as a bureau must. `answer` is the service itself as a function of its
arguments, for the local port and for an HTTP route alike. Steps of `answer`, after RFC 3161 §2.4:

1. the request is one DER object of version 1, or the answer is badDataFormat;
2. its digest is SHA-256, SHA-384 or SHA-512 and has that length, or the answer is badAlg;
3. a policy asked for is ours, or the answer is unacceptedPolicy;
4. the statement: policy, imprint as asked, serial, time to the second, the nonce as asked;
5. signed, with the certificate named in the signed attributes (ESSCertIDv2), and attached if asked for.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPException
from pathlib import Path
from typing import Protocol

from asn1crypto import tsp

from graph.errors import Malformed, Refusal, Text
from graph.refusal_codes import Code
from licenses.seal import cms
from licenses.seal.connections import Connections
from licenses.seal.sealer import SigningKey, private_key, sign_with

POLICY = "2.25.329800735698586629295641978511506172918"
"""Policy of the demonstration service; an OID under the UUID arc belongs to whoever drew the UUID."""

MEDIA_TYPE_QUERY = "application/timestamp-query"
MEDIA_TYPE_REPLY = "application/timestamp-reply"

_DIGEST_BYTES = {"sha256": 32, "sha384": 48, "sha512": 64}
_LONGEST_REPLY = 65_536
_CONNECTIONS = Connections()
_BIT_STRING, _GENERALIZED_TIME = 0x03, 0x18
_REJECTION = 2
_BAD_ALG, _BAD_DATA_FORMAT, _UNACCEPTED_POLICY = 0, 5, 15


class Timestamper(Protocol):
    """A source of RFC 3161 tokens, with the papers that prove it. Has to survive pickling."""

    @property
    def chain(self) -> tuple[bytes, ...]:
        """Certificates (DER) above the service's own, which comes with each token."""

    @property
    def revocation(self) -> tuple[bytes, ...]:
        """Current revocation lists (DER) of every authority in that chain."""

    def ask(self, request: bytes, at: datetime) -> bytes:
        """Answer a TimeStampReq (DER) with a TimeStampResp (DER).

        Args:
            request: The request.
            at: Now, for services that have no clock of their own.
        """


@dataclass(frozen=True, slots=True)
class LocalTimestamper:
    """A timestamp service in this process, for demonstrations: it believes the time it is told."""

    key: Path
    certificate: bytes
    chain: tuple[bytes, ...]
    revocation: tuple[bytes, ...]

    def ask(self, request: bytes, at: datetime) -> bytes:
        """Answer with this key at this time, under a random serial."""
        return answer(request, private_key(self.key), self.certificate, at, secrets.randbits(120), self.chain[:1])


@dataclass(frozen=True, slots=True)
class HttpTimestamper:
    """A timestamp service at an address; connections to it stay open between two questions."""

    url: str
    chain: tuple[bytes, ...]
    revocation: tuple[bytes, ...]
    timeout_seconds: float = 10.0

    def __post_init__(self) -> None:
        """Refuse an address that is not HTTP.

        Raises:
            Malformed: Another scheme.
        """
        if not self.url.startswith(("http://", "https://")):
            raise Malformed(
                Text("时间戳服务地址应为 http 或 https", "The address of the timestamp service must be http or https"),
                code=Code.TIMESTAMP_URL,
                path=("url",),
                value=self.url,
            )

    def ask(self, request: bytes, at: datetime) -> bytes:  # noqa: ARG002 - the service has its own clock
        """Ask the service.

        Raises:
            TimestampUnavailable: It cannot be reached, refuses or answers too much.
        """
        try:
            body = _CONNECTIONS.post(
                self.url, request, MEDIA_TYPE_QUERY, seconds=self.timeout_seconds, largest=_LONGEST_REPLY
            )
        except (OSError, HTTPException) as cause:
            raise _unavailable(self.url) from cause
        if body is None:
            raise _unavailable(self.url)
        return body


class TimestampUnavailable(Refusal):
    """No trusted time can be had now, so nothing is sealed."""


def answer(
    request: bytes, key: SigningKey, certificate: bytes, now: datetime, serial: int, chain: tuple[bytes, ...] = ()
) -> bytes:
    """Answer one request (DER) with one response (DER); a refusal is a response too.

    Args:
        request: TimeStampReq.
        key: The service's private key.
        certificate: Its certificate (DER).
        now: The time to state.
        serial: Number of this token; never used twice.
        chain: Certificates (DER) to attach behind the service's own when the request asks for certificates.
    """
    query = _read(request)
    if query is None:
        return _refuse(_BAD_DATA_FORMAT)
    imprint = query["message_imprint"]
    length = _DIGEST_BYTES.get(imprint["hash_algorithm"]["algorithm"].native)
    if length is None or len(imprint["hashed_message"].native) != length:
        return _refuse(_BAD_ALG)
    if query["req_policy"].native not in (None, POLICY):
        return _refuse(_UNACCEPTED_POLICY)
    statement = _statement(query, now, serial)
    token = cms.sign(
        hashlib.sha256(statement).digest(),
        certificate,
        lambda data: sign_with(key, data),
        certificates=(certificate, *chain) if query["cert_req"].native else (),
        content_type=cms.TIMESTAMP_INFO,
        content=statement,
    )
    granted = cms.tlv(cms.SEQUENCE, cms.integer(0))
    return cms.tlv(cms.SEQUENCE, granted, token)


def token_for(timestamper: Timestamper, digest: bytes, at: datetime) -> bytes:
    """Ask for a token over a SHA-256 digest and make sure that it answers this question.

    Raises:
        TimestampUnavailable: The service refuses, or its answer is about something else.
    """
    nonce = secrets.randbits(64)
    imprint = cms.tlv(cms.SEQUENCE, cms.sha256_algorithm(), cms.tlv(cms.OCTETS, digest))
    query = cms.tlv(cms.SEQUENCE, cms.integer(1), imprint, cms.integer(nonce), cms.BOOLEAN_TRUE)
    try:
        reply = tsp.TimeStampResp.load(timestamper.ask(query, at), strict=True)
        if reply["status"]["status"].native not in ("granted", "granted_with_mods"):
            raise _unavailable(None)
        token = reply["time_stamp_token"]
        statement = token["content"]["encap_content_info"]["content"].parsed
        answered = statement["message_imprint"]["hashed_message"].native
        if answered != digest or statement["nonce"].native != nonce:
            raise _unavailable(None)
        encoded: bytes = token.dump()
    except (ValueError, TypeError, KeyError, AttributeError) as cause:
        raise _unavailable(None) from cause
    return encoded


def _read(request: bytes) -> tsp.TimeStampReq | None:
    try:
        query = tsp.TimeStampReq.load(request, strict=True)
        understood = query["version"].native == "v1" and query.native is not None
    except (ValueError, TypeError, KeyError):
        return None
    return query if understood else None


def _statement(query: tsp.TimeStampReq, now: datetime, serial: int) -> bytes:
    nonce = query["nonce"].native
    return cms.tlv(
        cms.SEQUENCE,
        cms.integer(1),
        cms.object_identifier(POLICY),
        query["message_imprint"].dump(),
        cms.integer(serial),
        cms.tlv(_GENERALIZED_TIME, now.astimezone(UTC).strftime("%Y%m%d%H%M%SZ").encode()),
        cms.tlv(cms.SEQUENCE, cms.integer(1)),
        b"" if nonce is None else query["nonce"].dump(),
    )


def _refuse(failure: int) -> bytes:
    """Encode a rejection; the reason is the number of a bit (PKIFailureInfo)."""
    bits = bytes((7 - failure % 8, *bytes(failure // 8), 1 << (7 - failure % 8)))
    return cms.tlv(cms.SEQUENCE, cms.tlv(cms.SEQUENCE, cms.integer(_REJECTION), cms.tlv(_BIT_STRING, bits)))


def _unavailable(url: str | None) -> TimestampUnavailable:
    return TimestampUnavailable(
        Text("时间戳服务不可用，未签章", "The timestamp service is not available; nothing was sealed"),
        code=Code.TIMESTAMP_UNAVAILABLE,
        path=("timestamper",),
        value=url,
    )
