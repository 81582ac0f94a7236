"""From facts to the verdict: the thirteen questions, answered one by one.

Pure: what the file says, what the trust bundle says and what the register says come in as values. A question is *not
asked* where there is nothing to ask it with; it is *no* only where something speaks against the licence.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from graph.codes.identifier import LicenseIdentifier, check_identifier
from graph.law.workdays import china_day
from graph.words.licensing import FileKind, KnownFile, LicenseState
from licenses.paper.metadata import LicenseMetadata
from licenses.proof.face_check import answer_face, differing
from licenses.proof.facts import FileFacts
from licenses.proof.reasons import Cause
from licenses.proof.register import IssuingRight, Record, Standing
from licenses.proof.trust import TrustFindings
from licenses.proof.verdict import Answer, Basis, Finding, Question, Verdict, conclude

_CERTIFICATE_QUESTIONS = (Question.SIGNER_TRUSTED, Question.TIME_TRUSTED, Question.CERTIFICATE_VALID_THEN)


def judge(
    facts: FileFacts,
    trust: TrustFindings | None,
    standing: Standing | None,
    at: datetime,
    on: date,
    face: Mapping[str, str] | None = None,
) -> Verdict:
    """Judge a file.

    Args:
        facts: What the file says of itself.
        trust: What the trust bundle says to its seal; None where there is not one seal.
        standing: What the register says; None offline, or where there is nothing to ask it about.
        at: The moment of judging.
        on: The date for which the state is asked.
        face: Face data that the asker has; without them the file's own are compared. They are compared for a file
            with a seal that is whole and trusted: anybody can make another, and would learn what the register has.
    """
    metadata = facts.metadata
    kept = _kept(standing)
    intact = _intact(facts, trust, kept)
    proved = intact.answer is Answer.YES and trust is not None and trust.signer_trusted.answer is Answer.YES
    findings = {
        Question.READABLE: facts.readable,
        Question.SEALED: facts.sealed,
        Question.INTACT: intact,
        **_trusted(facts, trust),
        Question.ISSUER_ENTITLED: _issuer_entitled(facts, trust, standing, on),
        Question.IDENTIFIER_WELLFORMED: _identifier_wellformed(metadata.identifier if metadata else None),
        Question.REGISTERED: _registered(standing),
        Question.AS_ISSUED: _as_issued(standing, kept, facts, intact, on),
        Question.FACE_AGREES: (
            _face_agrees(standing, kept, face or (metadata.face if metadata else None))
            if proved or kept is None
            else Finding(Answer.NOT_ASKED, Cause.FACE_WITHHELD)
        ),
        Question.IN_FORCE: _in_force(standing, kept, metadata, on),
        Question.UNCONTESTED: _uncontested(standing, kept),
    }
    asked_trust = trust is not None and trust.signer_trusted.answer is not Answer.NOT_ASKED
    asked = {Basis.FILE: True, Basis.TRUST_BUNDLE: asked_trust, Basis.REGISTER: kept is not None}
    return conclude(
        findings,
        seals=facts.seals,
        rests_on=tuple(basis for basis, was_there in asked.items() if was_there),
        at=at,
        identifier=metadata.identifier if metadata else None,
        digest=facts.digest,
        demonstration=_demonstration(metadata, trust, standing),
    )


def judge_identifier(
    identifier: str, standing: Standing, at: datetime, on: date, face: Mapping[str, str] | None = None
) -> Verdict:
    """Judge what a register says of an identifier alone, and of a face; the questions about a file are not asked."""
    kept = _kept(standing)
    no_file = Finding(Answer.NOT_ASKED, Cause.NO_FILE)
    file_questions = (Question.READABLE, Question.SEALED, Question.INTACT, *_CERTIFICATE_QUESTIONS, Question.AS_ISSUED)
    registered = _registered(standing)
    if registered.answer is Answer.NOT_ASKED:
        registered = Finding(Answer.UNDECIDED, registered.cause, registered.evidence)
    findings = {
        **dict.fromkeys(file_questions, no_file),
        Question.ISSUER_ENTITLED: _right(standing.right, _parts(identifier), on) if standing.right else no_file,
        Question.IDENTIFIER_WELLFORMED: _identifier_wellformed(identifier),
        Question.REGISTERED: registered,
        Question.FACE_AGREES: _face_agrees(standing, kept, face),
        Question.IN_FORCE: _in_force(standing, kept, None, on),
        Question.UNCONTESTED: _uncontested(standing, kept),
    }
    return conclude(
        findings,
        seals=None,
        rests_on=(Basis.REGISTER,),
        at=at,
        identifier=identifier,
        demonstration=standing.demonstration,
        face_check=None if face is None else answer_face(identifier, face, kept, on),
    )


def _kept(standing: Standing | None) -> Record | None:
    return standing.record if standing is not None else None


def _trusted(facts: FileFacts, trust: TrustFindings | None) -> dict[Question, Finding]:
    if trust is None:
        return dict.fromkeys(_CERTIFICATE_QUESTIONS, _without_seal(facts))
    found = (trust.signer_trusted, trust.time_trusted, trust.certificate_valid_then)
    return dict(zip(_CERTIFICATE_QUESTIONS, found, strict=True))


def _without_seal(facts: FileFacts) -> Finding:
    """Why nothing can be said of the seal's holder. One seal that cannot be read was asked about, in vain."""
    if facts.seals == 1:
        return Finding(Answer.UNDECIDED, Cause.SEAL_UNREADABLE)
    return Finding(Answer.NOT_ASKED, Cause.UNREADABLE_FILE if facts.seals is None else Cause.UNSEALED_FILE)


def _issuer_entitled(facts: FileFacts, trust: TrustFindings | None, standing: Standing | None, on: date) -> Finding:
    if trust is None:
        return _without_seal(facts)
    metadata = facts.metadata
    if metadata is None:
        return Finding(Answer.UNDECIDED, Cause.NO_METADATA)
    contradictions = _contradictions(metadata, trust.signer_code)
    if contradictions:
        return Finding(Answer.NO, Cause.CODES_DIFFER, {"detail": "; ".join(contradictions)})
    if trust.signer_code is None:
        return Finding(Answer.UNDECIDED, Cause.SIGNER_WITHOUT_CODE)
    codes = {"issuer": metadata.issuer_code, "type": metadata.type_code}
    if standing is None:
        return Finding(Answer.NOT_ASKED, Cause.CODES_AGREE, codes)
    if standing.right is None:
        known = Cause.ENTITLEMENT_UNKNOWN if standing.keeps_issuer else Cause.NOT_KEPT_HERE
        return Finding(Answer.UNDECIDED if standing.keeps_issuer else Answer.NOT_ASKED, known, codes)
    if standing.answered_by is not None:
        codes["answered_by"] = standing.answered_by
    return _right(standing.right, codes, china_day(trust.sealed_at) if trust.sealed_at else on)


def _contradictions(metadata: LicenseMetadata, signer_code: str | None) -> list[str]:
    """Compare the seal's holder, the licence data and the parts of the identifier."""
    named = check_identifier(metadata.identifier).value
    pairs = [("seal / ZZBFJGDM", signer_code, metadata.issuer_code)]
    if named is not None:
        pairs.append(("ZZBS / ZZBFJGDM", named.issuer, metadata.issuer_code))
        pairs.append(("ZZBS / ZZLXDM", named.type_code, metadata.type_code))
    return [f"{what}: {one} ≠ {other}" for what, one, other in pairs if one is not None and one != other]


def _right(right: IssuingRight, codes: Mapping[str, str], on: date) -> Finding:
    evidence = {
        **codes,
        "date": on.isoformat(),
        "article": right.article or "-",
        "from": right.valid_from.isoformat() if right.valid_from else "-",
        "until": right.valid_until.isoformat() if right.valid_until else "-",
    }
    if right.entitled is None:
        return Finding(Answer.UNDECIDED, Cause.ENTITLEMENT_UNKNOWN, evidence)
    if right.entitled:
        return Finding(Answer.YES, Cause.ENTITLED, evidence)
    return Finding(Answer.NO, Cause.NOT_ENTITLED, evidence)


def _parts(identifier: str) -> dict[str, str]:
    named: LicenseIdentifier | None = check_identifier(identifier).value
    return {"issuer": named.issuer if named else "-", "type": named.type_code if named else "-"}


def _identifier_wellformed(identifier: str | None) -> Finding:
    if identifier is None:
        return Finding(Answer.NOT_ASKED, Cause.NO_IDENTIFIER)
    report = check_identifier(identifier)
    if report.right:
        return Finding(Answer.YES, Cause.WELLFORMED, {"identifier": report.text})
    first = report.findings[0]
    evidence = {"identifier": report.text[:128], "finding": first.code, "zh": first.message.zh, "en": first.message.en}
    return Finding(Answer.NO, Cause.MALFORMED, evidence | ({"expected": first.expected} if first.expected else {}))


def _registered(standing: Standing | None) -> Finding:
    if standing is None:
        return Finding(Answer.NOT_ASKED, Cause.NO_REGISTER)
    if standing.record is not None:
        return Finding(Answer.YES, Cause.REGISTERED, {"version": standing.record.version})
    if standing.keeps_issuer:
        return Finding(Answer.NO, Cause.UNREGISTERED)
    return Finding(Answer.NOT_ASKED, Cause.NOT_KEPT_HERE)


def _absent(standing: Standing | None) -> Finding:
    """Why a question about the record cannot be asked."""
    registered = _registered(standing)
    return Finding(Answer.NOT_ASKED, registered.cause, registered.evidence)


def _intact(facts: FileFacts, trust: TrustFindings | None, record: Record | None) -> Finding:
    """What follows the seal counts as far as it has to prove nothing, a trusted timestamp covers it, or it is known."""
    if facts.intact.answer is not Answer.YES or facts.extension is None:
        return facts.intact
    proved = max(facts.extension.proved, trust.covered if trust else 0)
    known = record is not None and record.file is not None and record.file.digest == facts.digest
    if known or proved >= facts.size:
        return facts.intact
    return Finding(Answer.UNDECIDED, Cause.EXTENSION_UNPROVED, {"bytes": str(facts.size - proved)})


def _as_issued(
    standing: Standing | None, record: Record | None, facts: FileFacts, intact: Finding, on: date
) -> Finding:
    if record is None:
        return _absent(standing)
    if record.file is None:
        return Finding(Answer.NO, Cause.OTHER_FILE)
    if record.file.digest == facts.digest:
        return _known_file(record.file, on)
    more = {"bytes": str(facts.size - next(one.size for one in facts.prefixes if one.digest == record.file.digest))}
    if intact.answer is Answer.YES and facts.extension is not None:
        return Finding(Answer.YES, Cause.EXTENDED_FILE, more | {"timestamps": str(facts.extension.timestamps)})
    return Finding(Answer.UNDECIDED if intact.answer is Answer.UNDECIDED else Answer.NO, Cause.ALTERED_FILE, more)


def _known_file(file: KnownFile, on: date) -> Finding:
    match file.kind:
        case FileKind.ISSUED:
            return Finding(Answer.YES, Cause.ISSUED_FILE)
        case FileKind.SEALED:
            return Finding(Answer.YES, Cause.WITHOUT_VALIDATION_DATA)
        case FileKind.TIMESTAMPED:
            return Finding(Answer.YES, Cause.TIMESTAMPED_FILE)
        case FileKind.EARLIER_VERSION:
            return Finding(Answer.YES, Cause.EARLIER_VERSION_FILE, {"version": file.version or "-"})
        case FileKind.ANNOTATED:
            until = file.until.isoformat() if file.until else "-"
            lapsed = file.until is not None and file.until < on
            return Finding(
                Answer.YES,
                Cause.ANNOTATED_FILE_LAPSED if lapsed else Cause.ANNOTATED_FILE,
                {"user": file.user or "-", "purpose": file.purpose or "-", "until": until},
            )


def _face_agrees(standing: Standing | None, record: Record | None, face: Mapping[str, str] | None) -> Finding:
    if record is None:
        return _absent(standing)
    if not face:
        return Finding(Answer.NOT_ASKED, Cause.FACE_NOT_GIVEN)
    if not record.face:
        return Finding(Answer.NOT_ASKED, Cause.FACE_UNKNOWN)
    wrong = differing(face, record.face)
    evidence = {"compared": str(len(face)), "differing": str(len(wrong))}
    if wrong:
        return Finding(Answer.NO, Cause.FACE_DIFFERS, evidence)
    return Finding(Answer.YES, Cause.FACE_AGREES, evidence)


def _in_force(standing: Standing | None, record: Record | None, metadata: LicenseMetadata | None, on: date) -> Finding:
    if record is not None:
        return _by_record(record, on)
    if metadata is not None:
        stated = _by_dates(metadata.valid_from, metadata.valid_until, on)
        if stated is not None:
            return stated
    return _absent(standing)


def _by_record(record: Record, on: date) -> Finding:
    evidence = {"date": on.isoformat(), "now": record.state_now.name}
    match record.state:
        case LicenseState.SUSPENDED:
            return Finding(Answer.NO, Cause.SUSPENDED, evidence)
        case LicenseState.CANCELLED:
            return Finding(Answer.NO, Cause.CANCELLED, evidence)
        case LicenseState.REPLACED:
            return Finding(Answer.NO, Cause.REPLACED, evidence | {"successor": record.replaced_by or "-"})
        case LicenseState.IN_FORCE:
            outside = _by_dates(record.valid_from, record.valid_until, on)
            return outside or Finding(Answer.YES, Cause.IN_FORCE, evidence)
        case None:
            return Finding(Answer.UNDECIDED, Cause.STATE_UNKNOWN, evidence)


def _by_dates(first: date, last: date | None, on: date) -> Finding | None:
    if on < first:
        return Finding(Answer.NO, Cause.NOT_YET_VALID, {"date": on.isoformat(), "from": first.isoformat()})
    if last is not None and last < on:
        return Finding(Answer.NO, Cause.EXPIRED, {"date": on.isoformat(), "until": last.isoformat()})
    return None


def _uncontested(standing: Standing | None, record: Record | None) -> Finding:
    if record is None:
        return _absent(standing)
    if record.open_objections:
        return Finding(Answer.NO, Cause.CONTESTED, {"open": str(record.open_objections)})
    return Finding(Answer.YES, Cause.UNCONTESTED)


def _demonstration(metadata: LicenseMetadata | None, trust: TrustFindings | None, standing: Standing | None) -> bool:
    return bool(
        (metadata and metadata.demonstration)
        or (trust and trust.demonstration)
        or (standing and standing.demonstration)
    )
