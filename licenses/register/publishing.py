"""Publishing a trust package (信任包): what the register knows, sealed by the department that answers for it.

1. The publisher is a department that exists and can seal, or nothing is read.
2. Everything is said as of the moment before the first licence is read; what changes meanwhile may be in it already.
3. Licences are read page by page, and only their records are kept.
4. The number of the package is larger than every one before it.
5. The seal is over the whole of what is said, with a timestamp.
"""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from graph.errors import Conflict, Malformed, Text
from graph.law.scope import EVERYTHING
from graph.refusal_codes import Code
from graph.store.engine import Store
from graph.store.view import View
from graph.subjects.licensing import publication
from graph.subjects.licensing.publication import PublishedFacts, PublishedLicense
from graph.words.china_time import china_day, china_time
from licenses.proof.package.contents import LONGEST, Contents, TypeKnown, by_issuer, joined
from licenses.proof.package.states import KEY_BYTES, KnownState, States, written
from licenses.register.workshop import Seals
from licenses.seal import cms
from licenses.seal.sealer import Sealer
from licenses.seal.timestamping import Timestamper, token_for

Tell = Callable[[int, int, str], None]
"""`tell(done, total, what)`."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes, and from what."""

    store: Store
    seals: Seals
    code: str
    """USCC of the department."""
    demonstration: bool
    anchors: Sequence[bytes]
    """Roots (DER) that it trusts."""
    lists: Sequence[bytes]
    """Revocation lists (DER) that it knows beside those of its own chain."""


@dataclass(frozen=True, slots=True)
class Published:
    """A package and what it is."""

    package: bytes
    sequence: int
    licenses: int
    expires: datetime


async def publish(publisher: Publisher, at: datetime, days: int, tell: Tell) -> Published:
    """Make a package.

    Args:
        publisher: Who publishes it.
        at: Now, with zone.
        days: For how long it is to be believed.
        tell: Told how far it is.

    Raises:
        Malformed: `UNKNOWN_DEPARTMENT`, or `OUT_OF_BOUNDS`: longer than a package is believed.
        Conflict: `DEPARTMENT_ENDED`; or the department cannot seal.
        TimestampUnavailable: No trusted time.
    """
    made = china_time(at).replace(microsecond=0)
    if not timedelta(0) < timedelta(days=days) <= LONGEST:
        raise Malformed(
            Text("有效天数超出范围", "so many days cannot be"),
            code=Code.OUT_OF_BOUNDS, path=("days",), value=str(days), limit=f"1–{LONGEST.days}",
        )  # fmt: skip
    view = View(publisher.store, EVERYTHING, china_day(at))
    facts = await publication.published_facts(view, publisher.code)
    sealer = publisher.seals.sealer(_name(facts, publisher.code, view), publisher.code, at)
    timestamper = publisher.seals.timestamper(at)
    key = secrets.token_bytes(KEY_BYTES)
    contents = Contents(
        publisher=publisher.code,
        publisher_name=facts.publisher or "",
        sequence=await publication.next_sequence(publisher.store, int(at.timestamp())),
        made=made,
        expires=made + timedelta(days=days),
        demonstration=publisher.demonstration,
        anchors=tuple(publisher.anchors),
        lists=tuple(dict.fromkeys((*publisher.lists, *sealer.revocation, *timestamper.revocation))),
        types={one.code: TypeKnown(one.name, one.fields) for one in facts.types},
        departments=facts.departments,
        rights=by_issuer(facts.rights),
        states=States(await _records(view, key, tell), key),
    )
    return Published(
        await asyncio.to_thread(sealed, contents, sealer, timestamper, at),
        contents.sequence,
        len(contents.states),
        contents.expires,
    )


def sealed(contents: Contents, sealer: Sealer, timestamper: Timestamper, at: datetime) -> bytes:
    """Seal what is said, and put the package together.

    Raises:
        TimestampUnavailable: No trusted time.
    """
    line = contents.to_json()
    seal = cms.sign(
        hashlib.sha256(line).digest(),
        sealer.certificate,
        sealer.sign,
        certificates=(sealer.certificate, *sealer.chain[:-1]),
        timestamp=lambda value: token_for(timestamper, value, at),
    )
    return joined(line, seal)


async def _records(view: View, key: bytes, tell: Tell) -> bytes:
    total, records = await publication.count_licenses(view), list[bytes]()
    async for page in publication.published_licenses(view):
        records += [known(one).record(one.identifier, key) for one in page]
        tell(len(records), max(total, len(records)), "")
    return await asyncio.to_thread(written, records)


def known(license_: PublishedLicense) -> KnownState:
    """What a package says of a licence: its state since the day of the last change, where there was one."""
    changes = license_.history[1:]
    return KnownState(
        license_.state,
        china_day(changes[-1].at) if changes else None,
        license_.valid_from,
        license_.valid_until,
        license_.open_objections,
    )


def _name(facts: PublishedFacts, code: str, view: View) -> str:
    if facts.publisher is None:
        raise Malformed(
            Text(f"没有代码为 {code} 的部门", f"there is no department {code}"),
            code=Code.UNKNOWN_DEPARTMENT, path=("as",), value=code,
        )  # fmt: skip
    if facts.publisher_until is not None and facts.publisher_until <= view.today:
        raise Conflict(
            Text(f"{facts.publisher}已于 {facts.publisher_until} 撤销", f"{facts.publisher} has ended"),
            code=Code.DEPARTMENT_ENDED, path=("as",), value=code,
        )  # fmt: skip
    return facts.publisher
