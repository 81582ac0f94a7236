"""Judging an order for a licence before anything is made of it (签发; GB/T 36903).

* The type and the issuer are known; the issuer is bound by a licence regulation and entitled to the type today, and on
  the day of issue that is printed.
* The issuer exists on the day; in the name of one that is gone nobody issues, its successor issues in its own.
* The actor holds the issuer's post.
* Number, days, photo, face and holders are complete and right; every refusal names its field, value and rule, which is
  the standard's or that of the policy that binds the issuer.
"""

from __future__ import annotations

from datetime import date

from graph.codes.citizen import parse_citizen_id
from graph.codes.uscc import parse_uscc
from graph.errors import Conflict, Forbidden, Malformed, NoPolicy, Text
from graph.law.access import require
from graph.law.acts import Act
from graph.law.citations import Matter, of_matter
from graph.law.policies import bound_by
from graph.law.policy import Policy
from graph.law.workflows import LICENSE
from graph.office.actor import Actor
from graph.refusal_codes import Code
from graph.subjects.licensing.memory import Issuer, IssueSetting
from graph.words.licensing import HOLDER_CODE_TYPES, Entitlement, Holder, HolderCategory, IssueOrder, LicenseType
from graph.words.periods import holds_on


def judge(order: IssueOrder, setting: IssueSetting, actor: Actor) -> tuple[LicenseType, Issuer]:
    """Say of which type and by whom an order is carried out, or refuse it.

    Args:
        order: What is ordered.
        setting: What the graph knows of its type and issuer.
        actor: Who orders, and when.

    Raises:
        Malformed: The order, with the field that is wrong.
        Forbidden: `POST_REQUIRED`, or `NOT_ENTITLED` where the authority may not issue the type today, or might not
            on the day that is printed.
        Conflict: `DEPARTMENT_ENDED`; the issuer no longer exists on this day.
        NoPolicy: `NO_POLICY`; no policy with a licence regulation binds the issuer.
    """
    on = actor.today
    row = bound_by(setting.issuer.policy if setting.issuer else None, on)
    kind, issuer = _type_of(setting, order, row), _issuer_of(setting, order)
    require(actor.principal, Act.ISSUE_LICENSE, order.issuer, on, row)
    _refuse_ended(issuer, order.issuer, on)
    _refuse_unbound(row, order.issuer)
    _refuse_unentitled(setting.entitlement, kind, issuer, order, on, row)
    _refuse_order(order, kind, on)
    _refuse_face(order, kind)
    _refuse_holders(order, kind, of_matter(row, Matter.LICENSE))
    return kind, issuer


def _type_of(setting: IssueSetting, order: IssueOrder, row: Policy | None) -> LicenseType:
    if setting.kind is None:
        rules = of_matter(row, Matter.LICENSE_TYPE)
        raise _malformed(Code.UNKNOWN_TYPE, "type", order.type_code, "没有这个证照类型", "no such licence type", *rules)
    return setting.kind


def _issuer_of(setting: IssueSetting, order: IssueOrder) -> Issuer:
    if setting.issuer is None:
        raise _malformed(Code.UNKNOWN_DEPARTMENT, "issuer", order.issuer, "没有这个部门", "no such department")
    return setting.issuer


def _refuse_ended(issuer: Issuer, code: str, on: date) -> None:
    if holds_on(on, None, issuer.valid_until):
        return
    raise Conflict(
        Text(
            f"{issuer.name}自{issuer.valid_until}起不再存在，请由其后继部门颁发",
            f"{issuer.name} has not existed since {issuer.valid_until}; its successor issues",
        ),
        code=Code.DEPARTMENT_ENDED,
        path=("issuer",),
        value=code,
    )


def _refuse_unbound(row: Policy | None, issuer: str) -> None:
    if row is None or row.table(LICENSE) is None:
        raise NoPolicy(
            Text("颁发机构没有适用的电子证照管理办法", "no licence regulation binds the issuer"),
            code=Code.NO_POLICY,
            path=("issuer",),
            value=issuer,
        )


def _refuse_unentitled(
    entitlement: Entitlement | None, kind: LicenseType, issuer: Issuer, order: IssueOrder, on: date, row: Policy | None
) -> None:
    for field, value, day in (("type", kind.code, on), ("issuedOn", order.issued_on.isoformat(), order.issued_on)):
        if entitlement is None or not entitlement.holds_on(day):
            raise Forbidden(
                Text(f"{issuer.name}在{day}不得颁发“{kind.name}”", f"{issuer.name} may not issue this type on {day}"),
                code=Code.NOT_ENTITLED,
                rules=of_matter(row, Matter.LICENSE_TYPE),
                path=(field,),
                value=value,
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


def _refuse_holders(order: IssueOrder, kind: LicenseType, rules: tuple[str, ...]) -> None:
    if not order.holders:
        raise _malformed(Code.HOLDER_MISSING, "holders", None, "缺少持证主体", "the holder is missing", *rules)
    for place, holder in enumerate(order.holders):
        _refuse_holder(holder, kind, f"holders.{place}", rules)


def _refuse_holder(holder: Holder, kind: LicenseType, where: str, rules: tuple[str, ...]) -> None:
    for field in ("name", "code"):
        if not getattr(holder, field).strip():
            raise _malformed(
                Code.HOLDER_MISSING,
                f"{where}.{field}",
                "",
                "持证主体须有名称和代码",
                "a holder has a name and a code",
                *rules,
            )
    match holder.code_type:
        case "111":
            parse_citizen_id(holder.code, (*where.split("."), "code"))
        case "001":
            parse_uscc(holder.code, (*where.split("."), "code"))
        case given if given not in HOLDER_CODE_TYPES:
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
            *rules,
        )


def _malformed(code: Code, path: str, value: str | None, zh: str, en: str, *rules: str) -> Malformed:
    return Malformed(Text(zh, en), code=code, rules=rules, path=tuple(path.split(".")), value=value)
