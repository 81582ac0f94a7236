"""What the register's answer says to a question, whether it was asked about a file or about an identifier alone.

Pure: the standing comes in as a value. A question is *not asked* where the register has nothing to answer it with.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from graph.codes.identifier import LicenseIdentifier
from graph.codes.report import CodeReport
from graph.subjects.licensing.rules import status_of
from graph.words.licensing import LicenseStatus
from licenses.proof.causes import Cause
from licenses.proof.register import IssuingRight, KeptCollected, Record, Standing
from licenses.proof.terms import summary_of
from licenses.proof.verdict import Answer, Basis, Finding, Question

_TOLD = frozenset(
    {
        Cause.ENTITLED, Cause.NOT_ENTITLED, Cause.ENTITLEMENT_UNKNOWN, Cause.REGISTERED, Cause.UNREGISTERED,
        Cause.NEWER_THAN_PACKAGE, Cause.IN_FORCE, Cause.SUSPENDED, Cause.CANCELLED, Cause.REPLACED,
        Cause.STATE_UNKNOWN, Cause.UNCONTESTED, Cause.CONTESTED,
    }
)  # fmt: skip
"""What only a register can say, or its trust package as of a day."""


def by_register(standing: Standing | None) -> Basis | None:
    """What a record comes from: the register or a trust package of it; None where there is no record."""
    if standing is None:
        return None
    if standing.as_of is not None:
        return Basis.TRUST_PACKAGE
    return Basis.REGISTER if standing.record is not None or standing.collected is not None else None


def as_of(findings: Mapping[Question, Finding], standing: Standing | None) -> dict[Question, Finding]:
    """The findings, with the day of the trust package that said them, where one did."""
    if standing is None or standing.as_of is None:
        return dict(findings)
    day = {"as_of": standing.as_of.isoformat()}
    return {
        question: replace(found, evidence={**found.evidence, **day}) if found.cause in _TOLD else found
        for question, found in findings.items()
    }


def identifier_wellformed(report: CodeReport[LicenseIdentifier] | None) -> Finding:
    """Whether an identifier follows GB/T 36904; which rule it breaks, where it does not."""
    if report is None:
        return Finding(Answer.NOT_ASKED, Cause.NO_IDENTIFIER)
    if report.right:
        return Finding(Answer.YES, Cause.WELLFORMED, {"identifier": report.text})
    return Finding(Answer.NO, Cause.MALFORMED, wrong_with(report))


def wrong_with(report: CodeReport[LicenseIdentifier]) -> dict[str, str]:
    """The gravest fault of an identifier, as evidence."""
    first = report.findings[0]
    evidence = {"identifier": report.text[:128], "finding": first.code, "zh": first.message.zh, "en": first.message.en}
    return evidence | ({"expected": first.expected} if first.expected else {})


def registered(standing: Standing | None) -> Finding:
    """Whether the register knows the licence."""
    if standing is None:
        return Finding(Answer.NOT_ASKED, Cause.NO_REGISTER)
    if standing.record is not None:
        return Finding(Answer.YES, Cause.REGISTERED, {"version": standing.record.version})
    if standing.collected is not None:
        return collected(standing.collected)
    if standing.keeps_issuer and standing.may_be_newer:
        return Finding(Answer.UNDECIDED, Cause.NEWER_THAN_PACKAGE)
    if standing.keeps_issuer and standing.may_be_lost:
        return Finding(Answer.UNDECIDED, Cause.MAY_BE_LOST)
    if standing.keeps_issuer:
        return Finding(Answer.NO, Cause.UNREGISTERED)
    return Finding(Answer.NOT_ASKED, Cause.NOT_KEPT_HERE)


def collected(kept: KeptCollected) -> Finding:
    """What the register says of a file that it did not issue and was brought: of paper it confirms nothing."""
    evidence = {"collected": kept.on.isoformat(), "issuer": kept.issuer}
    if kept.paper:
        return Finding(Answer.NOT_ASKED, Cause.COLLECTED_PAPER, evidence)
    said = summary_of(kept.summary)
    return Finding(Answer.YES, Cause.COLLECTED, {**evidence, "zh": said.zh, "en": said.en})


def absent(standing: Standing | None) -> Finding:
    """Why a question about the record cannot be asked."""
    why = registered(standing)
    return Finding(Answer.NOT_ASKED, why.cause, why.evidence)


def entitled(right: IssuingRight, codes: Mapping[str, str], on: date) -> Finding:
    """Whether the authority might issue the type on the day for which the register has decided it, else on this day."""
    told = {
        "article": right.article,
        "from": right.valid_from.isoformat() if right.valid_from else "",
        "until": right.valid_until.isoformat() if right.valid_until else "",
    }
    evidence = {**codes, "date": (right.on or on).isoformat(), **{name: fact for name, fact in told.items() if fact}}
    if right.entitled is None:
        return Finding(Answer.UNDECIDED, Cause.ENTITLEMENT_UNKNOWN, evidence)
    if right.entitled:
        return Finding(Answer.YES, Cause.ENTITLED, evidence)
    return Finding(Answer.NO, Cause.NOT_ENTITLED, evidence)


def in_force(record: Record, on: date) -> Finding:
    """The state of a licence on a day."""
    evidence = {"date": on.isoformat(), "now": record.state_now.name}
    match status_of(record.state, record.valid_from, record.valid_until, on):
        case LicenseStatus.SUSPENDED:
            return Finding(Answer.NO, Cause.SUSPENDED, evidence)
        case LicenseStatus.CANCELLED:
            return Finding(Answer.NO, Cause.CANCELLED, evidence)
        case LicenseStatus.REPLACED:
            return Finding(
                Answer.NO, Cause.REPLACED, evidence | ({"successor": record.replaced_by} if record.replaced_by else {})
            )
        case LicenseStatus.NOT_YET_VALID | LicenseStatus.EXPIRED as outside:
            return _outside(outside, record.valid_from, record.valid_until, on)
        case LicenseStatus.IN_FORCE:
            return Finding(Answer.YES, Cause.IN_FORCE, evidence)
        case LicenseStatus.UNDECIDED:
            return Finding(Answer.UNDECIDED, Cause.STATE_UNKNOWN, evidence)


def outside_dates(valid_from: date, valid_until: date | None, on: date) -> Finding | None:
    """A *no* where the dates alone say it; None where they leave it to a register."""
    status = status_of(None, valid_from, valid_until, on)
    return None if status is LicenseStatus.UNDECIDED else _outside(status, valid_from, valid_until, on)


def _outside(status: LicenseStatus, valid_from: date, valid_until: date | None, on: date) -> Finding:
    if status is LicenseStatus.NOT_YET_VALID:
        return Finding(Answer.NO, Cause.NOT_YET_VALID, {"date": on.isoformat(), "from": valid_from.isoformat()})
    return Finding(Answer.NO, Cause.EXPIRED, {"date": on.isoformat(), "until": str(valid_until)})


def uncontested(standing: Standing | None, record: Record | None) -> Finding:
    """Whether no objection is open."""
    if record is None:
        return absent(standing)
    if record.open_objections:
        return Finding(Answer.NO, Cause.CONTESTED, {"open": str(record.open_objections)})
    return Finding(Answer.YES, Cause.UNCONTESTED)
