"""Issuing a licence: order → decision → page → seal → archive → register (WHL-9, WHL-12, GB/T 36903, GB/T 36904).

1. Everything that can be refused is refused before anything is drawn (`prepare`, pure).
2. Drawing and sealing are processor work on picklable values (`make`); they run in worker processes.
3. The file is archived before the register knows of it: a crash between the two leaves a file that nobody refers to,
   never a record without its file.
4. One transaction writes the record, its holders, its digest and the journal; the identifier is unique.
"""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from typing import Any, Protocol

import orjson
from cryptography.x509 import load_der_x509_certificate
from graph.desk.acting import Actor
from graph.desk.once import do_once, once

from graph.codes.citizen import parse_citizen_id
from graph.codes.identifier import LicenseIdentifier, build_identifier, parse_identifier
from graph.codes.uscc import parse_uscc
from graph.errors import Conflict, Forbidden, Malformed, NoPolicy, NotFound, Text
from graph.law.access import require
from graph.law.acts import Act
from graph.law.policies import policy_on
from graph.model.license import FaceField, LicenseOrder, LicenseType
from graph.model.terms import AuthorityLevel, HolderCategory, LicenseCategory, LicenseState
from graph.store import journal
from graph.store import licenses as stored
from graph.store.engine import Store, Unit
from graph.store.personal import PersonalData
from graph.store.shapes import DEPARTMENT, LICENSE, LICENSE_TYPE
from graph.store.view import EVERYTHING, View
from licenses import face, sealing, stamp
from licenses.archive import Archive, digest_of
from licenses.metadata import Holder, LicenseMetadata
from licenses.sealer import Sealer
from licenses.timestamping import Timestamper

BEIJING = timezone(timedelta(hours=8))
"""The offset in which a licence states its times."""
CODE_TYPES: Mapping[str, str] = {
    "001": "统一社会信用代码", "099": "其他法人证件", "111": "公民身份号码", "114": "军官证", "115": "武警警官证",
    "118": "士兵证", "119": "武警士兵证", "120": "文职人员证", "122": "武警文职", "411": "外交护照", "412": "公务护照",
    "413": "公务普通护照", "414": "普通护照", "511": "台湾居民来往大陆通行证", "516": "港澳居民来往内地通行证",
    "999": "其他自然人证件",
}  # fmt: skip
"""Holder code types of GB/T 36903, annex A."""


class Seals(Protocol):
    """Who seals for a department and who tells the time."""

    def sealer(self, department: str, code: str, at: datetime) -> Sealer:
        """The sealer of a department."""
        ...

    def timestamper(self, at: datetime) -> Timestamper:
        """The source of trusted time."""
        ...


@dataclass(frozen=True, slots=True)
class Workshop:
    """Everything that issuing works with."""

    store: Store
    personal: PersonalData
    archive: Archive
    seals: Seals
    workers: Executor
    public_url: str
    demonstration: bool


@dataclass(frozen=True, slots=True)
class Job:
    """A licence that may be made: everything that a worker process needs."""

    order: LicenseOrder
    kind: LicenseType
    metadata: LicenseMetadata
    version: int
    stamp: tuple[str, str, bool]
    """Name and number of the seal, and whether it is a demonstration's; a worker draws it once."""
    sealer: Sealer
    timestamper: Timestamper
    verify_url: str
    replaces: str | None
    """Id of the licence that it replaces."""


async def issue(workshop: Workshop, order: LicenseOrder, actor: Actor, key: str | None = None) -> str:
    """Issue one licence; return its id. Under the same idempotency key nothing is issued twice.

    Raises:
        Malformed: The order, with the field that is wrong.
        Forbidden: The actor holds no such post, or the authority may not issue the type on this day.
        Conflict: The licence exists, or the one to be replaced is not in force.
        NoPolicy: No policy with a licence regulation binds the issuer.
    """
    use = once(actor, key, "ISSUE_LICENSE", _told_apart(order))
    if use is not None and (first := await use.before(workshop.store)) is not None:
        return first
    job = await prepare(workshop, order, actor)
    sealed = await asyncio.get_running_loop().run_in_executor(workshop.workers, make, job)
    (row,) = await _archived(workshop, [(job, sealed)])

    async def work(unit: Unit) -> str:
        await _write(unit, [row], [actor])
        return str(row["id"])

    return await do_once(workshop.store, use, work)


async def prepare(workshop: Workshop, order: LicenseOrder, actor: Actor, serial: str | None = None) -> Job:
    """Judge an order and put together what is to be made; see `issue` for refusals."""
    on = actor.today
    view = View(workshop.store, EVERYTHING, on)
    known = await stored.for_issue(view, order.type_code, order.issuer)
    kind, issuer = _type_of(known, order), _issuer_of(known, order)
    require(actor.principal, Act.ISSUE_LICENSE, order.issuer, on)
    _refuse_unbound(known.policy, on)
    _refuse_unentitled(known, kind, issuer, on)
    _refuse_order(order, kind, on)
    predecessor = await _predecessor(view, order)
    identifier = predecessor[1].next() if predecessor else build_identifier(
        order.type_code, order.issuer, serial or uuid.uuid4().hex.upper()
    )
    division = issuer["divisionId"]
    sealer = workshop.seals.sealer(issuer["name"], order.issuer, actor.now)
    return Job(
        order=order,
        kind=kind,
        metadata=_metadata(workshop, order, kind, issuer, division, identifier, actor),
        version=identifier.version,
        stamp=(issuer["name"], _seal_number(division, order.issuer), workshop.demonstration),
        sealer=sealer,
        timestamper=workshop.seals.timestamper(actor.now),
        verify_url=f"{workshop.public_url}/v/{identifier}",
        replaces=predecessor[0] if predecessor else None,
    )


def make(job: Job) -> bytes:
    """Draw and seal; the processor's part, without store or clock."""
    page = face.draw(job.metadata, job.kind, job.order.photo, job.verify_url)
    name, number, demonstration = job.stamp
    mark = stamp.draw(name, number, demonstration=demonstration)
    where = face.LAYOUTS[job.kind.layout].seal
    return sealing.seal(page, job.metadata, mark, where, job.sealer, job.timestamper, job.metadata.sealed_at)


async def enter(workshop: Workshop, made: Sequence[tuple[Job, bytes]], actors: Sequence[Actor]) -> list[str]:
    """Archive many files, then write all their records in one transaction; return their ids.

    Args:
        workshop: What issuing works with.
        made: What was prepared, with the sealed file.
        actors: Who issues each of them, and when.
    """
    rows = await _archived(workshop, made)

    async def work(unit: Unit) -> None:
        await _write(unit, rows, actors)

    await workshop.store.write(work)
    return [row["id"] for row in rows]


async def _archived(workshop: Workshop, made: Sequence[tuple[Job, bytes]]) -> list[dict[str, Any]]:
    for _, content in made:
        await asyncio.to_thread(workshop.archive.put, content)
    return [_row(workshop.personal, job, content) for job, content in made]


async def _write(unit: Unit, rows: Sequence[dict[str, Any]], actors: Sequence[Actor]) -> None:
    await _refuse_known(unit, rows)
    await stored.write_licenses(unit, rows)
    deeds = (actor.deed(Act.ISSUE_LICENSE, row["id"], ("WHL-9",)) for actor, row in zip(actors, rows, strict=True))
    await journal.record(unit, *deeds)


def _told_apart(order: LicenseOrder) -> list[object]:
    """Everything of an order that tells it from another, as JSON knows it."""
    holders = [[holder.name, holder.code, holder.code_type] for holder in order.holders]
    photo = digest_of(order.photo) if order.photo else None
    days = [str(order.issued_on), str(order.valid_from), str(order.valid_until)]
    return [order.type_code, order.issuer, holders, order.number, days, order.face, photo, order.replaces, order.change_reason]


def type_of(row: Sequence[Any]) -> LicenseType:
    """The licence type of a stored row."""
    values = dict(zip(LICENSE_TYPE.names, row, strict=True))
    return LicenseType(
        code=values["id"],
        name=values["name"],
        definer=values["definerName"],
        definer_code=values["definerCode"],
        definer_level=AuthorityLevel[values["definerLevel"]],
        holder_category=HolderCategory[values["holderCategory"]],
        validity=values["validity"],
        issuer_level=AuthorityLevel[values["issuerLevel"]],
        category=LicenseCategory[values["category"]],
        layout=values["layout"],
        colour=values["colour"],
        photo=values["photo"],
        number_format=values["numberFormat"],
        fields=tuple(FaceField(**each) for each in orjson.loads(values["fields"])),
    )


def _type_of(known: stored.TypeForIssue, order: LicenseOrder) -> LicenseType:
    if known.type_row is None:
        raise _malformed("UNKNOWN_TYPE", "type", order.type_code, "没有这个证照类型", "no such licence type", "WHL-8")
    return type_of(known.type_row)


def _issuer_of(known: stored.TypeForIssue, order: LicenseOrder) -> dict[str, Any]:
    if known.issuer_row is None:
        raise _malformed("UNKNOWN_DEPARTMENT", "issuer", order.issuer, "没有这个部门", "no such department", "WHL-8")
    return dict(zip(DEPARTMENT.names, known.issuer_row, strict=True))


def _refuse_unbound(policy: str | None, on: date) -> None:
    if policy is None or "WHL" not in policy_on(policy, on).prefixes:
        raise NoPolicy(
            Text("颁发机构没有适用的电子证照管理办法", "no licence regulation binds the issuer"),
            code="NO_POLICY",
            rules=("WHL-2",),
            path=("issuer",),
        )


def _refuse_unentitled(known: stored.TypeForIssue, kind: LicenseType, issuer: dict[str, Any], on: date) -> None:
    if known.entitled is not None:
        since, until = known.entitled
        if since <= on.isoformat() and (until is None or on.isoformat() < until):
            return
    raise Forbidden(
        Text(f"{issuer['name']}在该日不得颁发“{kind.name}”", f"{issuer['name']} may not issue this type on this day"),
        code="NOT_ENTITLED",
        rules=("WHL-8",),
        path=("type",),
        value=kind.code,
    )


def _refuse_order(order: LicenseOrder, kind: LicenseType, on: date) -> None:
    if not order.number.strip():
        raise _malformed("NUMBER_REQUIRED", "number", "", "缺少证照编号", "the certificate number is missing", "GB-36903")
    if order.issued_on > on:
        raise _malformed(
            "ISSUED_IN_FUTURE", "issuedOn", order.issued_on.isoformat(), "颁发日期晚于今天", "issued after today", "GB-36903"
        )
    if order.valid_until is not None and order.valid_until < order.valid_from:
        raise _malformed(
            "PERIOD_BACKWARDS", "validUntil", order.valid_until.isoformat(),
            "有效期截止早于起始", "validity ends before it begins", "GB-36903",
        )  # fmt: skip
    if kind.photo and order.photo is None:
        raise _malformed("PHOTO_REQUIRED", "photo", None, "该类证照需要照片", "this type needs a photo", "GB-36903")
    _refuse_face(order, kind)
    _refuse_holders(order, kind)


def _refuse_face(order: LicenseOrder, kind: LicenseType) -> None:
    fields = {each.key: each for each in kind.fields if each.kind != "照片"}
    for key in order.face:
        if key not in fields:
            raise _malformed("UNKNOWN_FIELD", f"face.{key}", key, "该类证照没有这个照面字段", "no such face field", "GB-36903")
    for key, each in fields.items():
        if each.required and not order.face.get(key, "").strip():
            raise _malformed(
                "FIELD_MISSING", f"face.{key}", None, f"缺少照面字段“{each.label}”", f"face field {key} is missing", "GB-36903"
            )


def _refuse_holders(order: LicenseOrder, kind: LicenseType) -> None:
    if not order.holders:
        raise _malformed("HOLDER_MISSING", "holders", None, "缺少持证主体", "the holder is missing", "WHL-3")
    for place, holder in enumerate(order.holders):
        where = ("holders", str(place))
        if holder.code_type not in CODE_TYPES:
            raise _malformed("UNKNOWN_CODE_TYPE", "holders", holder.code_type, "没有这种持证主体代码类型", "no such code type", "GB-36903")
        if holder.code_type == "111":
            parse_citizen_id(holder.code, (*where, "code"))
        if holder.code_type == "001":
            parse_uscc(holder.code, (*where, "code"))
        expected = {HolderCategory.PERSON: True, HolderCategory.ORGANISATION: False}.get(kind.holder_category)
        if expected is not None and holder.person is not expected:
            raise Malformed(
                Text(f"该类证照的持证主体应为{kind.holder_category.zh}", "the type is for another kind of holder"),
                code="WRONG_HOLDER_KIND",
                rules=("WHL-3",),
                path=where,
            )


async def _predecessor(view: View, order: LicenseOrder) -> tuple[str, LicenseIdentifier] | None:
    if order.replaces is None:
        return None
    row = await stored.by_identifier(view, order.replaces)
    if row is None:
        raise NotFound(
            Text("没有要变更的证照", "no such licence to replace"), code="LICENSE_NOT_FOUND", path=("replaces",), value=order.replaces
        )
    values = dict(zip(LICENSE.names, row, strict=True))
    if values["state"] not in (LicenseState.IN_FORCE.name, LicenseState.SUSPENDED.name) or (
        values["typeId"] != order.type_code or values["issuerId"] != order.issuer
    ):
        raise Conflict(
            Text("要变更的证照不是本机关同类的有效证照", "the licence to replace is not one of this authority and type in force"),
            code="NOT_REPLACEABLE",
            rules=("WHL-9", "WHL-10"),
            path=("replaces",),
            value=values["state"],
        )
    return values["id"], parse_identifier(order.replaces, ("replaces",))


def _metadata(
    workshop: Workshop,
    order: LicenseOrder,
    kind: LicenseType,
    issuer: dict[str, Any],
    division: str,
    identifier: LicenseIdentifier,
    actor: Actor,
) -> LicenseMetadata:
    made = LicenseMetadata(
        name=kind.name,
        type_name=kind.name,
        type_code=kind.code,
        number=order.number,
        identifier=identifier.text,
        version=f"{identifier.version:03}",
        issuer_name=issuer["name"],
        issuer_code=order.issuer,
        division=division,
        issued_on=order.issued_on,
        valid_from=order.valid_from,
        valid_until=order.valid_until,
        holders=tuple(Holder(h.name, h.code, CODE_TYPES[h.code_type], h.code_type) for h in order.holders),
        seal_name=f"{issuer['name']}电子证照专用章",
        sealed_at=actor.now.astimezone(BEIJING).replace(microsecond=0),
        sealed_by=actor.principal.subject,
        face=dict(order.face),
        demonstration=workshop.demonstration,
    )
    if order.replaces is None:
        return made
    return replace(
        made, predecessor=order.replaces, change_reason=order.change_reason or "变更", changed_at=made.sealed_at
    )


def _row(personal: PersonalData, job: Job, content: bytes) -> dict[str, Any]:
    order, metadata = job.order, job.metadata
    hashes = [personal.lookup(holder.code) for holder in order.holders]
    return {
        "id": uuid.uuid4().hex,
        "plain": {
            "identifier": metadata.identifier, "number": order.number, "version": job.version,
            "state": LicenseState.IN_FORCE.name, "digest": digest_of(content), "size": len(content),
            "typeId": order.type_code, "typeName": job.kind.name, "issuerId": order.issuer,
            "faceCipher": personal.encrypt(orjson.dumps(order.face).decode(), "License.face"), "holderHashes": hashes,
            "sealSerial": f"{load_der_x509_certificate(job.sealer.certificate).serial_number:X}", "changeReason": order.change_reason,
        },
        "issuedOn": order.issued_on.isoformat(),
        "validFrom": order.valid_from.isoformat(),
        "validUntil": order.valid_until.isoformat() if order.valid_until else None,
        "sealedAt": metadata.sealed_at.isoformat(),
        "digest": digest_of(content),
        "replaces": job.replaces,
        "holders": [
            {
                "id": uuid.uuid4().hex, "codeHash": hashed, "seq": seq,
                "plain": {
                    "person": holder.person, "codeType": holder.code_type,
                    "nameCipher": personal.encrypt(holder.name, "Holder.name"),
                    "codeCipher": personal.encrypt(holder.code, "Holder.code"),
                },
            }
            for seq, (holder, hashed) in enumerate(zip(order.holders, hashes, strict=True), 1)
        ],
    }  # fmt: skip


async def _refuse_known(unit: Unit, rows: Sequence[dict[str, Any]]) -> None:
    known = await stored.known_identifiers(unit, [row["plain"]["identifier"] for row in rows])
    if known:
        raise Conflict(
            Text("电子证照标识已经存在", "the licence identifier exists already"),
            code="LICENSE_EXISTS",
            rules=("GB-36904",),
            path=("identifier",),
            value=known[0],
        )


def _seal_number(division: str, issuer: str) -> str:
    """The 13 digits of a seal: division and a number; the demonstration derives the number from the USCC."""
    return division + f"{int(digest_of(issuer.encode())[:8], 16) % 10_000_000:07}"


def _malformed(code: str, path: str, value: str | None, zh: str, en: str, rule: str) -> Malformed:
    return Malformed(Text(zh, en), code=code, rules=(rule,), path=tuple(path.split(".")), value=value)
