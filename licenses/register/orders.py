"""Judging an order for a licence before anything is made of it (WHL-3, WHL-8, WHL-9, GB/T 36903).

* The type and the issuer are known; the issuer is bound by a licence regulation and entitled to the type on the day.
* The actor holds the issuer's post.
* Number, days, photo, face and holders are complete and right; every refusal names its field, value and rule.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from graph.codes.citizen import parse_citizen_id
from graph.codes.uscc import parse_uscc
from graph.errors import Forbidden, Malformed, NoPolicy, Text
from graph.law.access import require
from graph.law.acts import Act
from graph.law.policies import policy_on
from graph.office.actor import Actor
from graph.refusal_codes import Code
from graph.schema.nodes import DEPARTMENT, LICENSE_TYPE
from graph.subjects.licensing.memory import TypeForIssue
from graph.words.licensing import FaceField, Holder, HolderCategory, IssueOrder, LicenseCategory, LicenseType
from graph.words.organisation import AuthorityLevel

CODE_TYPES: Mapping[str, str] = {
    "001": "统一社会信用代码", "099": "其他法人证件", "111": "公民身份号码", "114": "军官证", "115": "武警警官证",
    "118": "士兵证", "119": "武警士兵证", "120": "文职人员证", "122": "武警文职", "411": "外交护照", "412": "公务护照",
    "413": "公务普通护照", "414": "普通护照", "511": "台湾居民来往大陆通行证", "516": "港澳居民来往内地通行证",
    "999": "其他自然人证件",
}  # fmt: skip
"""Holder code types of GB/T 36903, annex A."""

_REGULATION = "WHL"


@dataclass(frozen=True, slots=True)
class Judged:
    """What an order that may be carried out is carried out with."""

    kind: LicenseType
    issuer: str
    """USCC of the issuing department."""
    issuer_name: str
    division: str


def judge(order: IssueOrder, known: TypeForIssue, actor: Actor) -> Judged:
    """Say what an order is carried out with, or refuse it.

    Args:
        order: What is ordered.
        known: What the graph knows of its type and issuer.
        actor: Who orders, and when.

    Raises:
        Malformed: The order, with the field that is wrong.
        Forbidden: `POST_REQUIRED`, or `NOT_ENTITLED` where the authority may not issue the type on this day.
        NoPolicy: `NO_POLICY`; no policy with a licence regulation binds the issuer.
    """
    on = actor.today
    kind, issuer = _type_of(known, order), _issuer_of(known, order)
    require(actor.principal, Act.ISSUE_LICENSE, order.issuer, on)
    _refuse_unbound(known.policy, order.issuer, on)
    _refuse_unentitled(known, kind, issuer, on)
    _refuse_order(order, kind, on)
    _refuse_face(order, kind)
    _refuse_holders(order, kind)
    return Judged(kind, order.issuer, issuer["name"], issuer["divisionId"])


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


def _type_of(known: TypeForIssue, order: IssueOrder) -> LicenseType:
    if known.type_row is None:
        raise _malformed(
            Code.UNKNOWN_TYPE, "type", order.type_code, "没有这个证照类型", "no such licence type", "WHL-8"
        )
    return type_of(known.type_row)


def _issuer_of(known: TypeForIssue, order: IssueOrder) -> dict[str, Any]:
    if known.issuer_row is None:
        raise _malformed(Code.UNKNOWN_DEPARTMENT, "issuer", order.issuer, "没有这个部门", "no such department", "WHL-8")
    return dict(zip(DEPARTMENT.names, known.issuer_row, strict=True))


def _refuse_unbound(policy: str | None, issuer: str, on: date) -> None:
    if policy is None or _REGULATION not in policy_on(policy, on).prefixes:
        raise NoPolicy(
            Text("颁发机构没有适用的电子证照管理办法", "no licence regulation binds the issuer"),
            code=Code.NO_POLICY,
            rules=("WHL-2",),
            path=("issuer",),
            value=issuer,
        )


def _refuse_unentitled(known: TypeForIssue, kind: LicenseType, issuer: dict[str, Any], on: date) -> None:
    if known.entitled is not None:
        since, until = known.entitled
        if since <= on.isoformat() and (until is None or on.isoformat() < until):
            return
    raise Forbidden(
        Text(f"{issuer['name']}在该日不得颁发“{kind.name}”", f"{issuer['name']} may not issue this type on this day"),
        code=Code.NOT_ENTITLED,
        rules=("WHL-8",),
        path=("type",),
        value=kind.code,
    )


def _refuse_order(order: IssueOrder, kind: LicenseType, on: date) -> None:
    if not order.number.strip():
        raise _malformed(
            Code.NUMBER_REQUIRED, "number", "", "缺少证照编号", "the certificate number is missing", "GB-36903"
        )
    if order.issued_on > on:
        raise _malformed(
            Code.ISSUED_IN_FUTURE,
            "issuedOn",
            order.issued_on.isoformat(),
            "颁发日期晚于今天",
            "issued after today",
            "GB-36903",
        )
    if order.valid_until is not None and order.valid_until < order.valid_from:
        raise _malformed(
            Code.PERIOD_BACKWARDS, "validUntil", order.valid_until.isoformat(),
            "有效期截止早于起始", "validity ends before it begins", "GB-36903",
        )  # fmt: skip
    if kind.photo and order.photo is None:
        raise _malformed(Code.PHOTO_REQUIRED, "photo", None, "该类证照需要照片", "this type needs a photo", "GB-36903")


def _refuse_face(order: IssueOrder, kind: LicenseType) -> None:
    fields = {each.key: each for each in kind.fields if each.kind != "照片"}
    for key in order.face:
        if key not in fields:
            raise _malformed(
                Code.UNKNOWN_FIELD, f"face.{key}", key, "该类证照没有这个照面字段", "no such face field", "GB-36903"
            )
    for key, each in fields.items():
        if each.required and not order.face.get(key, "").strip():
            raise _malformed(
                Code.FIELD_MISSING,
                f"face.{key}",
                None,
                f"缺少照面字段“{each.label}”",
                f"face field {key} is missing",
                "GB-36903",
            )


def _refuse_holders(order: IssueOrder, kind: LicenseType) -> None:
    if not order.holders:
        raise _malformed(Code.HOLDER_MISSING, "holders", None, "缺少持证主体", "the holder is missing", "WHL-3")
    for place, holder in enumerate(order.holders):
        _refuse_holder(holder, kind, f"holders.{place}")


def _refuse_holder(holder: Holder, kind: LicenseType, where: str) -> None:
    for field in ("name", "code"):
        if not getattr(holder, field).strip():
            raise _malformed(
                Code.HOLDER_MISSING,
                f"{where}.{field}",
                "",
                "持证主体须有名称和代码",
                "a holder has a name and a code",
                "WHL-3",
            )
    match holder.code_type:
        case "111":
            parse_citizen_id(holder.code, (*where.split("."), "code"))
        case "001":
            parse_uscc(holder.code, (*where.split("."), "code"))
        case given if given not in CODE_TYPES:
            raise _malformed(
                Code.UNKNOWN_CODE_TYPE,
                f"{where}.codeType",
                given,
                "没有这种持证主体代码类型",
                "no such code type",
                "GB-36903",
            )
        case _:
            pass
    expected = {HolderCategory.PERSON: True, HolderCategory.ORGANISATION: False}.get(kind.holder_category)
    if expected is not None and holder.person is not expected:
        raise _malformed(
            Code.WRONG_HOLDER_KIND,
            where,
            holder.code_type,
            f"该类证照的持证主体应为{kind.holder_category.zh}",
            "the type is for another kind of holder",
            "WHL-3",
        )


def _malformed(code: Code, path: str, value: str | None, zh: str, en: str, rule: str) -> Malformed:
    return Malformed(Text(zh, en), code=code, rules=(rule,), path=tuple(path.split(".")), value=value)
