"""Whether a trust package is believed: when each of these holds, in this order.

1. It is two lines, no longer than is read.
2. The seal on the second line is true over the bytes of the first.
3. The seal's certificate leads to an anchor of the *asker*, for sealing; the package's own anchors count only after.
   Nothing of the content is read before.
4. The content can be read.
5. The certificate is good now, by all lists that are known: the asker's and the package's. A package is news, not a
   paper to be kept, so it is not enough that the key was good when it sealed.
6. The certificate is that of the publisher whom the package names, and that one is who published the last one.
7. It was made before now, and has not expired; none lasts longer than a month, whatever it says.
8. It is not older than the last one that was believed of this publisher.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256

from graph.errors import Malformed
from graph.refusal_codes import Code
from graph.words.china_time import china_time
from licenses.proof.facts import Seal
from licenses.proof.limits import TooComplexError
from licenses.proof.package.contents import LONGEST, Contents, parted
from licenses.proof.package.refusing import refused
from licenses.proof.signatures import Signature, digest, judge_seal
from licenses.proof.trust import CLOCKS_DIFFER, assess
from licenses.proof.trusted import TrustBundle
from licenses.proof.verdict import Answer, Finding, in_words

_CADES = "/ETSI.CAdES.detached"


@dataclass(frozen=True, slots=True)
class Last:
    """The last package that was believed of a publisher."""

    sequence: int
    digest: str
    """SHA-256 of what it says, hexadecimal."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a verifier has seen of packages."""

    publisher: str | None = None
    """USCC of who published the last one; None before the first."""
    last: Mapping[str, Last] = field(default_factory=dict)
    """By publisher."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A package that is believed."""

    contents: Contents
    trust: TrustBundle
    """What the asker believes, and the package's anchors and lists."""
    seen: Seen
    """What has been seen now; it is kept before the package is used."""


async def open_package(
    package: bytes, trust: TrustBundle, at: datetime, seen: Seen, publisher: str | None = None
) -> Opened:
    """Open a package.

    Args:
        package: The file; anybody may have made it.
        trust: What the asker believes.
        at: Now, with zone.
        seen: What was seen before.
        publisher: USCC of who must have published it, whoever published the last one.

    Raises:
        Malformed: `TRUST_PACKAGE_…`, the rule that does not hold.
    """
    line, seal = _sealed(package)
    found = await assess(seal, trust, at)
    _require(found.signer_trusted)
    contents, widened = _read(line, trust)
    found = await assess(replace(seal, crls=contents.lists), trust, at)
    _require(found.signer_trusted)
    _require(found.certificate_valid_then)
    _of_publisher(contents, found.signer_code, publisher or seen.publisher)
    _in_time(contents, at)
    last = Last(contents.sequence, sha256(line).hexdigest())
    _not_older(last, seen.last.get(contents.publisher))
    return Opened(contents, widened, Seen(contents.publisher, {**seen.last, contents.publisher: last}))


def _sealed(package: bytes) -> tuple[bytes, Seal]:
    try:
        line, written = parted(package)
    except ValueError as cause:
        raise refused(Code.TRUST_PACKAGE_UNREADABLE, str(cause)) from cause
    try:
        signature = Signature.parse(written)
        judged = judge_seal(signature, _CADES, lambda algorithm: digest(algorithm, line))
    except (MemoryError, TooComplexError):
        raise
    except Exception as error:  # what is read was made by anybody, and a parser raises anything
        raise refused(Code.TRUST_PACKAGE_UNREADABLE, f"{type(error).__name__}") from error
    if judged.answer is not Answer.YES:
        raise refused(Code.TRUST_PACKAGE_CHANGED, in_words(judged))
    return line, Seal(signature.certificate, signature.others, claimed_time=None, timestamps=(), crls=(), ocsps=())


def _require(finding: Finding) -> None:
    if finding.answer is not Answer.YES:
        raise refused(Code.TRUST_PACKAGE_UNTRUSTED, in_words(finding))


def _read(line: bytes, trust: TrustBundle) -> tuple[Contents, TrustBundle]:
    try:
        contents = Contents.from_json(line)
        own = TrustBundle.of_pem(*contents.anchors, crls=contents.lists)
    except (ValueError, Malformed) as cause:
        raise refused(Code.TRUST_PACKAGE_UNREADABLE, str(cause)) from cause
    anchors = {anchor.dump(): anchor for anchor in (*trust.anchors, *own.anchors)}
    lists = dict.fromkeys((*trust.crls, *own.crls))
    return contents, TrustBundle(tuple(anchors.values()), tuple(lists))


def _of_publisher(contents: Contents, sealed_by: str | None, expected: str | None) -> None:
    if sealed_by != contents.publisher:
        raise refused(Code.TRUST_PACKAGE_PUBLISHER, sealed_by or "-", contents.publisher)
    if expected is not None and expected != contents.publisher:
        raise refused(Code.TRUST_PACKAGE_PUBLISHER, contents.publisher, expected)


def _in_time(contents: Contents, at: datetime) -> None:
    if contents.made > at + CLOCKS_DIFFER:
        raise refused(Code.TRUST_PACKAGE_FUTURE, _moment(contents.made), _moment(at))
    until = min(contents.expires, contents.made + LONGEST)
    if until <= at:
        raise refused(Code.TRUST_PACKAGE_EXPIRED, _moment(at), _moment(until))


def _not_older(package: Last, last: Last | None) -> None:
    """The same package may come again; another one of the same number is none of the register's."""
    if last is not None and package.sequence <= last.sequence and package != last:
        raise refused(Code.TRUST_PACKAGE_OLDER, str(package.sequence), str(last.sequence))


def _moment(at: datetime) -> str:
    return china_time(at).isoformat(timespec="seconds")
