"""Judging an order for a licence before anything is made of it (签发; GB/T 36903).

* The type and the issuer are known; the issuer is bound by a licence regulation and entitled to the type today, and on
  the day of issue that is printed.
* The issuer exists on the day; in the name of one that is gone nobody issues, its successor issues in its own.
* Number, days, photo, face and holders are complete and right, and the face says what the register says; all that is
  wrong with them is said at once. Every refusal names its field, value and rule, which is the standard's or that of the
  policy that binds the issuer.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import orjson

from graph.codes.identifier import LicenseIdentifier, build_identifier, parse_identifier
from graph.errors import Conflict, NoPolicy, Refusal, Text
from graph.law.citations import Matter, of_matter
from graph.law.policies import bound_by, unbinding
from graph.law.policy import Policy
from graph.law.workflow import Articles
from graph.law.workflows import LICENSE
from graph.office.review import Review
from graph.refusal_codes import Code
from graph.store.files import digest_of
from graph.subjects.licensing.naming import Known
from graph.subjects.licensing.rights import right_on, version_on
from graph.subjects.licensing.rows import Issuer, IssueSetting
from graph.words.licensing import Entitlement, IssueOrder, LicenseRecord, LicenseType
from graph.words.periods import holds_on
from licenses.paper.photos import faults_of_photo
from licenses.register.faults import LONGEST_REASON, STANDARD, fault_of_words, malformed
from licenses.register.ordered_days import faults_of_issue, faults_of_number, faults_of_validity, not_entitled
from licenses.register.ordered_face import completed, faults_of_face
from licenses.register.ordered_holders import faults_of_holders, faults_of_known


@dataclass(frozen=True, slots=True)
class Grounds:
    """On what an order rests on a day: its type, its issuer, and the right of the one to the other."""

    kind: LicenseType
    issuer: Issuer
    right: Entitlement
    """By which the issuer may issue the type today."""
    rights: tuple[Entitlement, ...]
    """All of them, over time."""
    row: Policy | None
    """The policy that binds the issuer."""


@dataclass(frozen=True, slots=True)
class Judged:
    """An order that may be carried out."""

    order: IssueOrder
    """With what follows from the register filled into its face."""
    grounds: Grounds
    """On what it rests."""
    predecessor: LicenseRecord | None = None
    """The licence that it replaces."""
    anew: bool = False
    """Whether the register came back from a backup since that one was sealed: a version of it may have been issued that
    is not known any more."""

    @property
    def kind(self) -> LicenseType:
        """Its type, as it is today."""
        return self.grounds.kind

    @property
    def issuer(self) -> Issuer:
        """Who issues it."""
        return self.grounds.issuer


def grounds_of(order: IssueOrder, setting: IssueSetting, on: date) -> Grounds:
    """Say of which type and by whom an order is carried out, or refuse it.

    Args:
        order: What is ordered.
        setting: What the graph knows of its type and issuer.
        on: The day on which it is made.

    Raises:
        Malformed: `UNKNOWN_TYPE`, `UNKNOWN_DEPARTMENT`.
        Forbidden: `NOT_ENTITLED`; the authority may not issue the type today.
        Conflict: `TYPE_ABOLISHED`, `TYPE_NOT_IN_FORCE`; `DEPARTMENT_ENDED`, the issuer no longer exists on this day.
        NoPolicy: `NO_POLICY`; no policy with a licence regulation binds the issuer.
    """
    row = bound_by(setting.issuer.policy if setting.issuer else None, on)
    kind, issuer = _type_of(setting, order, on, row), _issuer_of(setting, order)
    refuse_ended(issuer, order.issuer, on)
    _refuse_unbound(row, order.issuer, unbinding(issuer.nearest, on))
    right = right_on(setting.rights, on)
    if right is None:
        raise not_entitled(issuer, on, setting.rights, ("type",), kind.code, of_matter(row, Matter.LICENSE_TYPE))
    return Grounds(kind, issuer, right, setting.rights, row)


def judge(order: IssueOrder, grounds: Grounds, on: date, known: Sequence[Known | None] = ()) -> Judged:
    """Let an order pass that says nothing wrong.

    Args:
        order: What is ordered.
        grounds: On what it rests.
        on: The day on which it is made.
        known: How the register has each of its holders; None of whom it does not know, and nothing where it knows
            none.

    Raises:
        Malformed: The order, with the field that is wrong; `SeveralReasons` with all of them.
        Forbidden: `NOT_ENTITLED`, where the authority might not issue the type on the day that is printed.
        Conflict: `HOLDER_NAMED_OTHERWISE`, `HOLDER_OF_ANOTHER_KIND`.
    """
    Review(tuple(_faults(order, grounds, on, known))).refuse()
    return Judged(replace(order, face=completed(order, grounds.kind, grounds.issuer.name)), grounds)


def _faults(order: IssueOrder, grounds: Grounds, on: date, known: Sequence[Known | None]) -> Iterator[Refusal]:
    kind, issuer, row = grounds.kind, grounds.issuer, grounds.row
    yield from _faults_of_name(order, kind)
    yield from faults_of_holders(order, kind, of_matter(row, Matter.LICENSE), known)
    yield from faults_of_known(order, known, of_matter(row, Matter.LICENSE_HOLDER))
    yield from faults_of_number(order, kind, issuer)
    yield from faults_of_issue(order, issuer, grounds.rights, on, of_matter(row, Matter.LICENSE_TYPE))
    yield from faults_of_validity(order, kind, issuer)
    yield from faults_of_face(order, kind, issuer.name)
    yield from faults_of_photo(order.photo, kind)
    words = fault_of_words(order.change_reason, LONGEST_REASON, ("changeReason",))
    if words is not None:
        yield words


def _faults_of_name(order: IssueOrder, kind: LicenseType) -> Iterator[Refusal]:
    if order.type_name is not None and order.type_name != kind.name:
        yield malformed(
            Code.TYPE_NAME_DIFFERS, ("typeName",), order.type_name,
            f"证照名称应为“{kind.name}”，一字不差", f"the type is called {kind.name}, to the character", STANDARD,
            limit=kind.name,
        )  # fmt: skip


def _type_of(setting: IssueSetting, order: IssueOrder, on: date, row: Policy | None) -> LicenseType:
    if setting.kind is None:
        rules = of_matter(row, Matter.LICENSE_TYPE)
        raise malformed(
            Code.UNKNOWN_TYPE, ("type",), order.type_code, "没有这个证照类型", "no such licence type", *rules
        )
    kind = version_on(setting.versions or (setting.kind,), on)
    if kind is None:
        raise _not_in_force(setting.kind, on, of_matter(row, Matter.LICENSE_TYPE))
    return kind


def _not_in_force(kind: LicenseType, on: date, rules: tuple[str, ...]) -> Conflict:
    if kind.until is not None and kind.until <= on:
        return Conflict(
            Text(f"“{kind.name}”自{kind.until}起已废止", f"{kind.name} has been abolished since {kind.until}"),
            code=Code.TYPE_ABOLISHED, rules=rules, path=("type",), value=kind.code, limit=kind.until.isoformat(),
        )  # fmt: skip
    return Conflict(
        Text(f"“{kind.name}”在{on}尚未生效", f"{kind.name} is not in force on {on}"),
        code=Code.TYPE_NOT_IN_FORCE, rules=rules, path=("type",), value=kind.code,
    )  # fmt: skip


def _issuer_of(setting: IssueSetting, order: IssueOrder) -> Issuer:
    if setting.issuer is None:
        raise malformed(
            Code.UNKNOWN_DEPARTMENT, ("issuer",), order.issuer, "没有这个部门", "no such department", STANDARD
        )
    return setting.issuer


def refuse_ended(issuer: Issuer, code: str, on: date) -> None:
    """Refuse an issuer that is gone.

    Raises:
        Conflict: `DEPARTMENT_ENDED`.
    """
    if holds_on(on, None, issuer.valid_until):
        return
    raise Conflict(
        Text(
            f"{issuer.name}自{issuer.valid_until}起不再存在，请由其后继部门颁发",
            f"{issuer.name} has not existed since {issuer.valid_until}; its successor issues",
        ),
        code=Code.DEPARTMENT_ENDED,
        rules=of_matter(bound_by(issuer.policy, on), Matter.LICENSE_TYPE),
        path=("issuer",),
        value=code,
    )


def _refuse_unbound(row: Policy | None, issuer: str, why: Articles = ()) -> None:
    if row is None:
        raise unbound(issuer, why)
    if row.table(LICENSE) is None:
        raise unbound(issuer, row.binding.rules)


def unbound(issuer: str, why: Articles) -> NoPolicy:
    """The refusal of a department that no licence regulation binds.

    Args:
        issuer: USCC of the department.
        why: The articles that end the policy which bound it, or say whom it binds; none where none ever did.
    """
    return NoPolicy(
        Text("颁发机构没有适用的电子证照管理办法", "no licence regulation binds the issuer"),
        code=Code.NO_POLICY,
        rules=why,
        path=("issuer",),
        value=issuer,
    )


def identifier_of(said: Judged, serial: str) -> LicenseIdentifier:
    """The identifier that a licence will bear: the next version of the one that it replaces, else one of its own.

    Where that version may have been given already, it is the next one under a serial of its own.
    """
    if said.predecessor is not None:
        before = parse_identifier(said.predecessor.identifier, ("replaces",))
        if not said.anew:
            return before.next()
        return build_identifier(said.order.type_code, said.order.issuer, serial, before.version + 1)
    return build_identifier(said.order.type_code, said.order.issuer, serial)


def new_serial() -> str:
    """A serial of an identifier that nobody can guess, and that tells nothing."""
    return uuid.uuid4().hex.upper()


def told_apart(order: IssueOrder) -> str:
    """A digest of everything of an order that tells it from another."""
    said = [
        order.type_code,
        order.issuer,
        [holder.said for holder in order.holders],
        order.number,
        [str(order.issued_on), str(order.valid_from), str(order.valid_until)],
        order.face,
        digest_of(order.photo) if order.photo else None,
        order.replaces,
        order.change_reason,
        *([order.type_name] if order.type_name is not None else []),
    ]
    return digest_of(orjson.dumps(said))
