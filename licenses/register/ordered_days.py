"""Days and number of an order: whether they can be, and agree with its type.

* The day of issue is no later than today, and the issuer existed and was entitled on it.
* Validity begins no earlier than the issuer, and no more than a year after the issue; of a licence that replaces
  another it may begin as that one's did, and be over. It ends on a last day that the type's ranges give, on no other.
* The number is of the type's form.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from graph.codes.number_format import LONGEST_NUMBER, Numbered, fault_of_number
from graph.codes.report import normalise
from graph.errors import Forbidden, Refusal, Text
from graph.refusal_codes import Code
from graph.subjects.licensing.rights import periods_of, right_on
from graph.subjects.licensing.rows import Issuer
from graph.words.licensing import Entitlement, IssueOrder, LicenseType
from graph.words.validity import LONG_TERM, last_days, terms_of
from licenses.register.faults import STANDARD, fault_of_words, fault_of_written, malformed
from licenses.register.starred import starred

MOST_DAYS_AHEAD = 366
"""So many days after its issue a licence begins to be valid at the latest."""


def faults_of_issue(
    order: IssueOrder, issuer: Issuer, rights: Sequence[Entitlement], on: date, rules: tuple[str, ...]
) -> Iterator[Refusal]:
    """What is wrong with the day of issue."""
    day, path = order.issued_on, ("issuedOn",)
    if day > on:
        yield malformed(
            Code.ISSUED_IN_FUTURE, path, day.isoformat(), "颁发日期晚于今天", "issued after today", STANDARD
        )
    elif issuer.valid_from is not None and day < issuer.valid_from:
        yield malformed(
            Code.ISSUED_BEFORE_ISSUER, path, day.isoformat(),
            f"颁发日期早于颁发机构成立之日{issuer.valid_from}", f"the issuer exists since {issuer.valid_from}",
            *rules, limit=issuer.valid_from.isoformat(),
        )  # fmt: skip
    elif right_on(rights, day) is None:
        yield not_entitled(issuer, day, rights, path, day.isoformat(), rules)


def not_entitled(
    issuer: Issuer,
    day: date,
    rights: Sequence[Entitlement],
    path: tuple[str, ...],
    value: str,
    rules: tuple[str, ...],
) -> Forbidden:
    """The refusal of who may not issue the type on a day; it names the periods in which he may."""
    periods = periods_of(rights)
    return Forbidden(
        Text(
            f"{issuer.name}在{day}不得颁发该类证照；{periods.zh}",
            f"{issuer.name} may not issue this type on {day}; {periods.en}",
        ),
        code=Code.NOT_ENTITLED,
        rules=rules,
        path=path,
        value=value,
        limit=periods.zh,
    )


def faults_of_validity(order: IssueOrder, kind: LicenseType, issuer: Issuer) -> Iterator[Refusal]:
    """What is wrong with the period of validity."""
    first, last = order.valid_from, order.valid_until
    if order.replaces is None and issuer.valid_from is not None and first < issuer.valid_from:
        yield _begins(first, issuer.valid_from, "早于颁发机构成立之日", "before the issuer existed")
    if (first - order.issued_on).days > MOST_DAYS_AHEAD:
        yield _begins(first, order.issued_on, "晚于颁发日期一年以上", "more than a year after the issue")
    if last is not None and last < first:
        yield malformed(
            Code.PERIOD_BACKWARDS, ("validUntil",), last.isoformat(),
            "有效期截止早于起始", "validity ends before it begins", STANDARD,
        )  # fmt: skip
    elif last is not None and last < order.issued_on and order.replaces is None:
        yield malformed(
            Code.PERIOD_BACKWARDS, ("validUntil",), last.isoformat(),
            f"有效期截止早于颁发日期{order.issued_on}", f"validity ends before the day of issue, {order.issued_on}",
            STANDARD, limit=order.issued_on.isoformat(),
        )  # fmt: skip
    elif last not in (allowed := last_days(first, terms_of(kind.validity))):
        shown = "、".join(LONG_TERM if day is None else day.isoformat() for day in allowed)
        yield malformed(
            Code.VALIDITY_RANGE, ("validUntil",), LONG_TERM if last is None else last.isoformat(),
            f"该类证照有效期为{kind.validity}，自{first}起应至{shown}",
            f"the type is valid for {kind.validity}: from {first} until {shown}",
            "GB-36902", limit=shown,
        )  # fmt: skip


def _begins(first: date, bound: date, zh: str, en: str) -> Refusal:
    return malformed(
        Code.VALIDITY_BEGINS, ("validFrom",), first.isoformat(),
        f"有效期起始{zh}（{bound}）", f"validity begins {en} ({bound})", STANDARD, limit=bound.isoformat(),
    )  # fmt: skip


def faults_of_number(order: IssueOrder, kind: LicenseType, issuer: Issuer) -> Iterator[Refusal]:
    """What is wrong with the certificate number."""
    path = ("number",)
    if not order.number.strip():
        yield malformed(Code.NUMBER_REQUIRED, path, "", "缺少证照编号", "the certificate number is missing", STANDARD)
        return
    words = fault_of_words(order.number, LONGEST_NUMBER, path)
    words = words or fault_of_written(order.number, path)
    if words is not None:
        yield words
        return
    first = normalise(order.holders[0].code) if order.holders else ""
    facts = Numbered(issuer.division, order.issued_on, first, again=order.replaces is not None)
    wrong = fault_of_number(kind.number_format, order.number, facts)
    if wrong is not None:
        value = starred(order.number) if "{身份证}" in kind.number_format else order.number
        yield malformed(Code.NUMBER_FORM, path, value, *wrong, STANDARD, limit=kind.number_format)
