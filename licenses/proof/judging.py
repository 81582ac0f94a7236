"""From facts to the verdict: the thirteen questions, answered one by one.

Pure: what the file says, what the trust bundle says and what the register says come in as values. A question is *not
asked* where there is nothing to ask it with; it is *no* only where something speaks against the licence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from graph.codes.identifier import LicenseIdentifier, check_identifier
from graph.codes.report import CodeReport
from graph.words.china_time import china_day
from graph.words.license_files import FileKind, KnownFile
from licenses.paper.columns import says_same
from licenses.paper.metadata import LicenseMetadata
from licenses.proof import recorded
from licenses.proof.causes import Cause
from licenses.proof.face_check import differing
from licenses.proof.facts import FileFacts
from licenses.proof.printed import printed_by_itself
from licenses.proof.register import Record, Standing
from licenses.proof.trusted import TrustFindings
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
        face: Face data that the asker has; without them the file's own are compared with the register's. These are
            compared for a file with a seal that is whole and trusted: anybody can make another, and would learn what
            the register has. Where the register's are not there, what was given is compared with the file's own.
    """
    metadata = facts.metadata
    kept = _kept(standing)
    whole = intact(facts, trust, known=_known(facts, kept))
    proved = whole.answer is Answer.YES and trust is not None and trust.signer_trusted.answer is Answer.YES
    identifier = check_identifier(metadata.identifier) if metadata else None
    findings = {
        **_told_of_paper(facts, standing),
        Question.INTACT: whole,
        **trusted(facts, trust),
        Question.ISSUER_ENTITLED: _issuer_entitled(facts, trust, standing, identifier, on),
        Question.IDENTIFIER_WELLFORMED: recorded.identifier_wellformed(identifier),
        Question.REGISTERED: recorded.registered(standing),
        Question.AS_ISSUED: _as_issued(standing, kept, facts, whole, on, compared=proved),
        Question.FACE_AGREES: _face_agrees(standing, metadata, face, whole, proved=proved),
        Question.IN_FORCE: _in_force(standing, kept, metadata, on),
        Question.UNCONTESTED: recorded.uncontested(standing, kept),
    }
    asked_trust = trust is not None and trust.signer_trusted.cause is not Cause.NO_TRUST_BUNDLE
    rests_on = (Basis.FILE, Basis.TRUST_BUNDLE if asked_trust else None, recorded.by_register(standing))
    verdict = conclude(
        recorded.as_of(findings, standing),
        seals=facts.seals,
        rests_on=tuple(basis for basis in rests_on if basis is not None),
        at=at,
        identifier=metadata.identifier if metadata else None,
        digest=facts.digest,
        demonstration=_demonstration(metadata, trust, standing),
        as_of=standing.as_of if standing else None,
    )
    return replace(verdict, claims=_claims(metadata, trust))


def _told_of_paper(facts: FileFacts, standing: Standing | None) -> dict[Question, Finding]:
    """Whether it can be read and bears a seal; of what was collected as digitised paper, that it is that."""
    readable, sealed = facts.readable, facts.sealed
    if standing is not None and standing.collected is not None and standing.collected.paper:
        said = recorded.collected(standing.collected)
        if readable.answer is Answer.YES:
            sealed = replace(said, answer=sealed.answer)
        else:
            readable = replace(said, answer=readable.answer)
    return {Question.READABLE: readable, Question.SEALED: sealed}


def _claims(metadata: LicenseMetadata | None, trust: TrustFindings | None) -> tuple[str, ...]:
    """Whose it passes itself off as: by its seal, and by its face."""
    codes = (trust.signer_code if trust else None, metadata.issuer_code if metadata else None)
    return tuple(dict.fromkeys(code for code in codes if code))


def _kept(standing: Standing | None) -> Record | None:
    return standing.record if standing is not None else None


def _known(facts: FileFacts, record: Record | None) -> bool:
    """Whether the register has issued just this file."""
    return record is not None and record.file is not None and record.file.digest == facts.digest


def trusted(facts: FileFacts, trust: TrustFindings | None) -> dict[Question, Finding]:
    """What the trust bundle says to its seal, question by question."""
    if trust is None:
        return dict.fromkeys(_CERTIFICATE_QUESTIONS, _without_seal(facts))
    found = (trust.signer_trusted, trust.time_trusted, trust.certificate_valid_then)
    return dict(zip(_CERTIFICATE_QUESTIONS, found, strict=True))


def _without_seal(facts: FileFacts) -> Finding:
    """Why nothing can be said of the seal's holder. One seal that cannot be read was asked about, in vain."""
    if facts.seals == 1:
        return Finding(Answer.UNDECIDED, Cause.SEAL_UNREADABLE)
    return Finding(Answer.NOT_ASKED, Cause.UNREADABLE_FILE if facts.seals is None else Cause.UNSEALED_FILE)


def _issuer_entitled(
    facts: FileFacts,
    trust: TrustFindings | None,
    standing: Standing | None,
    identifier: CodeReport[LicenseIdentifier] | None,
    on: date,
) -> Finding:
    if trust is None:
        return _without_seal(facts)
    metadata = facts.metadata
    if metadata is None or identifier is None:
        return Finding(Answer.UNDECIDED, Cause.NO_METADATA)
    contradictions = _contradictions(metadata, identifier.value, trust.signer_code)
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
    return recorded.entitled(standing.right, codes, china_day(trust.sealed_at) if trust.sealed_at else on)


def _contradictions(metadata: LicenseMetadata, named: LicenseIdentifier | None, signer_code: str | None) -> list[str]:
    """Compare the seal's holder, the licence data and the parts of the identifier."""
    pairs = [("seal / ZZBFJGDM", signer_code, metadata.issuer_code)]
    if named is not None:
        pairs.append(("ZZBS / ZZBFJGDM", named.issuer, metadata.issuer_code))
        pairs.append(("ZZBS / ZZLXDM", named.type_code, metadata.type_code))
    return [f"{what}: {one} ≠ {other}" for what, one, other in pairs if one is not None and one != other]


def intact(facts: FileFacts, trust: TrustFindings | None, *, known: bool) -> Finding:
    """Whether what is shown is what was sealed.

    What follows the seal counts as far as it has to prove nothing, a trusted timestamp covers it, or the file is known.
    """
    if facts.intact.answer is not Answer.YES or facts.extension is None:
        return facts.intact
    proved = facts.extension.reached(trust.covered if trust else 0)
    if known or proved >= facts.size:
        return facts.intact
    return Finding(Answer.UNDECIDED, Cause.EXTENSION_UNPROVED, {"bytes": str(facts.size - proved)})


def _as_issued(
    standing: Standing | None, record: Record | None, facts: FileFacts, intact: Finding, on: date, *, compared: bool
) -> Finding:
    if record is None:
        return recorded.absent(standing)
    if compared and (fields := _differing(facts.metadata, record)):
        return Finding(Answer.NO, Cause.FACTS_DIFFER, {"fields": ", ".join(fields)})
    if not record.files_known:
        return Finding(Answer.NOT_ASKED, Cause.FILES_UNTOLD)
    if record.file is None:
        return Finding(Answer.NO, Cause.OTHER_FILE)
    if record.file.digest == facts.digest:
        return _known_file(record.file, on)
    more = {"bytes": str(facts.size - next(one.size for one in facts.prefixes if one.digest == record.file.digest))}
    if intact.answer is Answer.YES and facts.extension is not None:
        if record.file.kind in {FileKind.ANNOTATED, FileKind.EARLIER_VERSION}:
            known = _known_file(record.file, on)  # what kind of file it is matters more than that it was extended
            return replace(known, evidence={**known.evidence, **more})
        if not facts.extension.timestamps:
            return Finding(Answer.YES, Cause.EXTENDED_BY_DATA, more)
        return Finding(Answer.YES, Cause.EXTENDED_FILE, more | {"timestamps": str(facts.extension.timestamps)})
    return Finding(Answer.UNDECIDED if intact.answer is Answer.UNDECIDED else Answer.NO, Cause.ALTERED_FILE, more)


def _differing(metadata: LicenseMetadata | None, record: Record) -> tuple[str, ...]:
    """Name the columns that the file states otherwise than the register."""
    if metadata is None or not record.stated:
        return ()
    pairs = metadata.pairs()
    keys = {**record.stated, **metadata.face}
    return tuple(key for key in keys if not says_same(key, pairs.get(key), record.stated.get(key)))


def _known_file(file: KnownFile, on: date) -> Finding:
    match file.kind:
        case FileKind.ISSUED:
            return Finding(Answer.YES, Cause.ISSUED_FILE)
        case FileKind.SEALED:
            return Finding(Answer.YES, Cause.WITHOUT_VALIDATION_DATA)
        case FileKind.TIMESTAMPED:
            return Finding(Answer.YES, Cause.TIMESTAMPED_FILE)
        case FileKind.EARLIER_VERSION:
            return Finding(Answer.YES, Cause.EARLIER_VERSION_FILE, {"version": file.version or ""})
        case FileKind.ANNOTATED:
            return _annotated(file, on)


def _annotated(file: KnownFile, on: date) -> Finding:
    if not (file.user and file.purpose and file.until):
        return Finding(Answer.YES, Cause.ANNOTATED_FILE_UNTOLD)
    return Finding(
        Answer.YES,
        Cause.ANNOTATED_FILE_LAPSED if file.until < on else Cause.ANNOTATED_FILE,
        {"user": file.user, "purpose": file.purpose, "until": file.until.isoformat()},
    )


def _face_agrees(
    standing: Standing | None,
    metadata: LicenseMetadata | None,
    given: Mapping[str, str] | None,
    intact: Finding,
    *,
    proved: bool,
) -> Finding:
    record = _kept(standing)
    if record is None or not record.files_known:
        return _agrees_with_file(standing, metadata, given, intact)
    if not proved:
        return Finding(Answer.NOT_ASKED, Cause.FACE_WITHHELD)
    face = given or (metadata.face if metadata else None)
    if not face:
        return Finding(Answer.NOT_ASKED, Cause.FACE_NOT_GIVEN)
    if not record.face:
        return Finding(Answer.NOT_ASKED, Cause.FACE_ERASED if record.erased else Cause.FACE_UNKNOWN)
    wrong = differing(face, record.face, record.printed)
    return _agreement(face, wrong, Cause.FACE_AGREES, Cause.FACE_DIFFERS)


def _agrees_with_file(
    standing: Standing | None, metadata: LicenseMetadata | None, given: Mapping[str, str] | None, intact: Finding
) -> Finding:
    if not given:
        return recorded.absent(standing) if _kept(standing) is None else Finding(Answer.NOT_ASKED, Cause.FACE_NOT_GIVEN)
    if metadata is None:
        return Finding(Answer.NOT_ASKED, Cause.NO_METADATA)
    if intact.answer is not Answer.YES:
        return Finding(Answer.NOT_ASKED, Cause.FACE_WITHHELD)
    own = printed_by_itself(metadata, standing.fields if standing else ())
    return _agreement(given, differing(given, {}, own), Cause.FACE_OF_FILE, Cause.FACE_DIFFERS_FROM_FILE)


def _agreement(face: Mapping[str, str], wrong: Sequence[str], agrees: Cause, differs: Cause) -> Finding:
    evidence = {"compared": str(len(face)), "differing": str(len(wrong))}
    return Finding(Answer.NO, differs, evidence) if wrong else Finding(Answer.YES, agrees, evidence)


def _in_force(standing: Standing | None, record: Record | None, metadata: LicenseMetadata | None, on: date) -> Finding:
    if record is not None:
        return recorded.in_force(record, on)
    if metadata is not None:
        stated = recorded.outside_dates(metadata.valid_from, metadata.valid_until, on)
        if stated is not None:
            return stated
    if standing is not None and standing.collected is not None and not standing.collected.paper:
        return Finding(Answer.UNDECIDED, Cause.STATE_NOT_COLLECTED)
    return recorded.absent(standing)


def _demonstration(metadata: LicenseMetadata | None, trust: TrustFindings | None, standing: Standing | None) -> bool:
    return bool(
        (metadata and metadata.demonstration)
        or (trust and trust.demonstration)
        or (standing and standing.demonstration)
    )
