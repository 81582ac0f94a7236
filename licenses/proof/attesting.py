"""Judging a file that says it is an attestation (凭证) of a register: never a licence, whatever else is true of it.

* Gate, signature, time and certificate are asked as of a licence; the key has to be one for attestations.
* `registered` and `as_issued` are asked of the register that the file names: it has made this number, and this file.
* What only a licence has is not asked. That the issuer might issue it is undecided at best: so no summary ever says
  genuine of what is no licence.
* It is told to be an attestation (`Verdict.attestation`) only where all of that is a yes. Of one that was changed, or
  is sealed by another, no more is told than which one it claims to be.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Final

from graph.words.attestations import OUTCOMES, AttestationKind, AttestationName
from licenses.paper.attestation import Attestation
from licenses.proof.attested import Attested
from licenses.proof.causes import Cause
from licenses.proof.facts import FileFacts
from licenses.proof.judging import intact, trusted
from licenses.proof.register import Inquiry, KeptAttestation, Standing
from licenses.proof.terms import summary_of
from licenses.proof.trusted import TrustFindings, at_clock
from licenses.proof.verdict import Answer, Basis, Finding, Question, Verdict, conclude

_PROVING = (
    Question.READABLE,
    Question.SEALED,
    Question.INTACT,
    Question.SIGNER_TRUSTED,
    Question.TIME_TRUSTED,
    Question.CERTIFICATE_VALID_THEN,
    Question.REGISTERED,
    Question.AS_ISSUED,
)
_KINDS: Final[Mapping[AttestationKind, str]] = MappingProxyType(
    {AttestationKind.RECEIPT: "the receipt", AttestationKind.CALL_RECORD: "the record of a data call"}
)
"""What they are called in English, before their numbers."""
_OF_A_LICENSE = (Question.IDENTIFIER_WELLFORMED, Question.FACE_AGREES, Question.IN_FORCE, Question.UNCONTESTED)


def inquiry_about(said: Attestation, at: datetime) -> Inquiry:
    """What to ask a register about a file that says this."""
    name = AttestationName(said.kind, said.issuer_code, said.number)
    return Inquiry(identifier=None, type_code=None, issuer_code=None, on=at.date(), attestation=name)


def judge_attestation(
    facts: FileFacts, said: Attestation, trust: TrustFindings | None, standing: Standing | None, at: datetime
) -> Verdict:
    """Judge it.

    Args:
        facts: What the file is.
        said: What it says of itself.
        trust: What the trust bundle says to its seal; None where there is not one seal.
        standing: What a register says; None offline.
        at: The moment of judging.
    """
    kept = standing.attestation if standing is not None else None
    findings = {
        **dict.fromkeys(_OF_A_LICENSE, Finding(Answer.NOT_ASKED, Cause.OF_AN_ATTESTATION)),
        Question.READABLE: facts.readable,
        Question.SEALED: facts.sealed,
        Question.INTACT: intact(facts, trust, known=kept is not None and kept.digest == facts.digest),
        **trusted(facts, trust),
        Question.REGISTERED: _registered(said, standing, kept),
        Question.AS_ISSUED: _as_issued(said, standing, kept, facts),
    }
    proved = all(findings[question].answer is Answer.YES for question in _PROVING)
    findings[Question.ISSUER_ENTITLED] = _issuer(said, trust, proved=proved)
    shown = proved and findings[Question.ISSUER_ENTITLED].cause is Cause.ATTESTATION
    rests_on = [Basis.FILE]
    if trust is not None and trust.signer_trusted.cause is not Cause.NO_TRUST_BUNDLE:
        rests_on.append(Basis.TRUST_BUNDLE)
    if kept is not None:
        rests_on.append(Basis.REGISTER)
    verdict = conclude(
        findings,
        seals=facts.seals,
        rests_on=tuple(rests_on),
        at=at,
        digest=facts.digest,
        demonstration=said.demonstration or bool(trust and trust.demonstration),
    )
    return replace(verdict, attestation=_attested(said, trust)) if shown else verdict


def _attested(said: Attestation, trust: TrustFindings | None) -> Attested:
    return Attested(
        kind=said.kind,
        number=said.number,
        issuer=said.issuer_name,
        issuer_code=said.issuer_code,
        sealed_at=(trust.sealed_at if trust else None) or said.made_at,
        about=said.about,
        outcome=said.outcome,
    )


def _issuer(said: Attestation, trust: TrustFindings | None, *, proved: bool) -> Finding:
    """That it is no licence; and a contradiction where another than it names has sealed it."""
    code = trust.signer_code if trust is not None else None
    if code is not None and code != said.issuer_code:
        return Finding(Answer.NO, Cause.CODES_DIFFER, {"detail": f"seal / issuer_code: {code} ≠ {said.issuer_code}"})
    claimed = {
        "issuer": said.issuer_name,
        "kind": said.kind.zh,
        "kind_en": _KINDS[said.kind],
        "number": said.number,
    }
    if trust is None or code is None or not proved:
        return Finding(Answer.UNDECIDED, Cause.ATTESTATION_CLAIMED, claimed)
    outcome = OUTCOMES.get(said.outcome) or summary_of(said.outcome)
    told = {
        "time": at_clock(trust.sealed_at),
        "about": said.subject,
        "outcome": outcome.zh,
        "outcome_en": outcome.en,
    }
    return Finding(Answer.UNDECIDED, Cause.ATTESTATION, claimed | told)


def _registered(said: Attestation, standing: Standing | None, kept: KeptAttestation | None) -> Finding:
    if standing is None:
        return Finding(Answer.NOT_ASKED, Cause.NO_REGISTER)
    if kept is None:
        return Finding(Answer.NOT_ASKED, Cause.ATTESTATIONS_UNTOLD)
    if kept.digest is not None:
        return Finding(Answer.YES, Cause.ATTESTED, {"number": said.number})
    if kept.may_be_lost:
        return Finding(Answer.UNDECIDED, Cause.MAY_BE_LOST)
    if kept.keeps_issuer:
        return Finding(Answer.NO, Cause.UNATTESTED, {"number": said.number})
    return Finding(Answer.NOT_ASKED, Cause.ATTESTED_ELSEWHERE, {"issuer": said.issuer_name})


def _as_issued(said: Attestation, standing: Standing | None, kept: KeptAttestation | None, facts: FileFacts) -> Finding:
    if kept is None or kept.digest is None:
        why = _registered(said, standing, kept)
        return Finding(Answer.NOT_ASKED, why.cause, why.evidence)
    if kept.digest == facts.digest:
        return Finding(Answer.YES, Cause.ISSUED_FILE)
    begun = next((prefix for prefix in facts.prefixes if prefix.digest == kept.digest), None)
    if begun is not None and facts.intact.answer is Answer.YES and facts.extension is not None:
        more = {"bytes": str(facts.size - begun.size), "timestamps": str(facts.extension.timestamps)}
        return Finding(Answer.YES, Cause.EXTENDED_FILE, more)
    return Finding(Answer.NO, Cause.OTHER_ATTESTATION)
