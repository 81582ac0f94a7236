"""The verdict: one value that answers whether a licence is genuine, the same for every caller.

* Thirteen questions in a fixed order; each has an answer, a reason in both languages, and evidence.
* Four answers exist: yes, no, undecided (it was asked and could not be decided) and not_asked (nothing to ask it with).
* The summary follows from the answers alone. It is the first line that holds:
  1. `intact` no, or no seal at all: not genuine.
  2. `signer_trusted`, `certificate_valid_then` or `issuer_entitled` no: not genuine.
  3. `registered` or `as_issued` no: not genuine.
  4. any of these undecided, not readable, or more than one seal: undecided.
  5. `in_force` no: not in force.
  6. otherwise genuine.
* `time_trusted`, `identifier_wellformed`, `face_agrees` and `uncontested` are notices beside it: they never change it.
* A face without a file is answered with its code alone: no question is asked, and the summary follows from the code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum, unique
from functools import cached_property

from graph.errors import Text, quoted
from graph.words.china_time import china_time
from licenses.proof.attested import Attested
from licenses.proof.causes import Cause
from licenses.proof.face_check import FaceAnswer
from licenses.proof.wording import marked, quoted_all, sentence, worded


@unique
class Answer(StrEnum):
    """What can be said to a question."""

    YES = "yes"
    NO = "no"
    UNDECIDED = "undecided"
    NOT_ASKED = "not_asked"


@unique
class Question(StrEnum):
    """What is asked of a licence, in this order."""

    READABLE = "readable"
    """Is it a PDF that can be judged?"""
    SEALED = "sealed"
    """Does it bear exactly one seal?"""
    INTACT = "intact"
    """Is what is shown what was sealed? Needs no trust."""
    SIGNER_TRUSTED = "signer_trusted"
    """Does the seal's certificate lead to a trust anchor for sealing licences?"""
    TIME_TRUSTED = "time_trusted"
    """Is there a trusted time of sealing?"""
    CERTIFICATE_VALID_THEN = "certificate_valid_then"
    """Was the certificate good at that time?"""
    ISSUER_ENTITLED = "issuer_entitled"
    """May that authority issue this type, on that date?"""
    IDENTIFIER_WELLFORMED = "identifier_wellformed"
    """Does the licence identifier follow GB/T 36904?"""
    REGISTERED = "registered"
    """Does the register know it?"""
    AS_ISSUED = "as_issued"
    """Is this a file that the register issued?"""
    FACE_AGREES = "face_agrees"
    """Do the face data agree with the register?"""
    IN_FORCE = "in_force"
    """Its state on the date asked."""
    UNCONTESTED = "uncontested"
    """Is there no open objection?"""


@unique
class Summary(StrEnum):
    """The verdict in a word."""

    GENUINE = "genuine"
    NOT_GENUINE = "not_genuine"
    NOT_IN_FORCE = "not_in_force"
    UNDECIDED = "undecided"


@unique
class Basis(StrEnum):
    """What a summary rests on."""

    FILE = "file"
    TRUST_BUNDLE = "trust bundle"
    TRUST_PACKAGE = "trust package"
    """What the register said on the day of a package that it has signed."""
    REGISTER = "register"


@dataclass(frozen=True, slots=True)
class Finding:
    """An answer with its cause, before it is put into words."""

    answer: Answer
    cause: Cause
    evidence: Mapping[str, str] = field(default_factory=dict)
    """Facts that the answer rests on; also fills the blanks of the reason. A verdict quotes them."""


@dataclass(frozen=True)
class Reply:
    """A question with its answer."""

    code: Question
    answer: Answer
    reason: Text
    evidence: Mapping[str, str]
    """Name → text; `cause` is the stable name of the reason, for programs."""

    @cached_property
    def as_json(self) -> Mapping[str, object]:
        """The JSON form, made once: what is kept of a known file is said again and again."""
        reason = {"zh": self.reason.zh, "en": self.reason.en}
        return {"code": self.code.value, "answer": self.answer.value, "reason": reason, "evidence": dict(self.evidence)}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be said of a licence, with everything it rests on."""

    summary: Summary
    reason: Text
    questions: tuple[Reply, ...]
    """All thirteen, in order."""
    rests_on: tuple[Basis, ...]
    """What was there to judge with; offline the register is missing, without anchors the trust bundle too."""
    at: datetime
    """The moment for which it was judged."""
    identifier: str | None = None
    """The licence identifier that the file or the asker gave."""
    digest: str | None = None
    """SHA-256 of the file, hexadecimal; None where there was none."""
    demonstration: bool = False
    """演示: the seal or the register is a demonstration's; whatever the summary, this is no licence."""
    claims: tuple[str, ...] = ()
    """USCCs of the authorities whose it passes itself off as, that of its seal first; nothing is proved by them."""
    face_check: FaceAnswer | None = None
    """The answer to face data without a file; None where none were given, or a file was."""
    attestation: Attested | None = None
    """What the file is instead of a licence: an attestation of this register, whole and just as it was made."""

    def __getitem__(self, code: Question) -> Reply:
        return next(reply for reply in self.questions if reply.code is code)

    def to_json(self) -> dict[str, object]:
        """Return one JSON object, the same for every caller."""
        return {
            "summary": self.summary.value,
            "reason": {"zh": self.reason.zh, "en": self.reason.en},
            "demonstration": self.demonstration,
            "rests_on": [basis.value for basis in self.rests_on],
            "at": china_time(self.at).isoformat(),
            "identifier": self.identifier,
            "digest": self.digest,
            "questions": [reply.as_json for reply in self.questions],
            **({} if self.face_check is None else {"face_check": self.face_check.name.lower()}),
            **({} if self.attestation is None else {"attestation": self.attestation.to_json()}),
        }


DECISIVE = (
    Question.INTACT,
    Question.SIGNER_TRUSTED,
    Question.CERTIFICATE_VALID_THEN,
    Question.ISSUER_ENTITLED,
    Question.REGISTERED,
    Question.AS_ISSUED,
)
"""The questions of lines 1 to 3, in the order in which a no is reported."""


def summarise(answers: Mapping[Question, Answer], seals: int | None) -> tuple[Summary, Question | None]:
    """Apply the summary rule.

    Args:
        answers: The answer to every question.
        seals: How many seals the file bears; None where there is no file or it could not be read.

    Returns:
        The summary, and the question whose answer decided it; None where none stood in the way.
    """
    if answers[Question.INTACT] is Answer.NO:
        return Summary.NOT_GENUINE, Question.INTACT
    if seals == 0:
        return Summary.NOT_GENUINE, Question.SEALED
    for question in DECISIVE:
        if answers[question] is Answer.NO:
            return Summary.NOT_GENUINE, question
    if answers[Question.READABLE] in {Answer.NO, Answer.UNDECIDED}:
        return Summary.UNDECIDED, Question.READABLE
    if seals is not None and seals > 1:
        return Summary.UNDECIDED, Question.SEALED
    for question in DECISIVE:
        if answers[question] is Answer.UNDECIDED:
            return Summary.UNDECIDED, question
    if answers[Question.IN_FORCE] is Answer.NO:
        return Summary.NOT_IN_FORCE, Question.IN_FORCE
    return Summary.GENUINE, None


def conclude(
    findings: Mapping[Question, Finding],
    *,
    seals: int | None,
    rests_on: tuple[Basis, ...],
    at: datetime,
    identifier: str | None = None,
    digest: str | None = None,
    demonstration: bool = False,
    as_of: date | None = None,
) -> Verdict:
    """Put findings into words and sum them up.

    Raises:
        KeyError: A question has no finding; none may be left out.
    """
    replies = tuple(_reply(question, findings[question]) for question in Question)
    summary, decisive = summarise({reply.code: reply.answer for reply in replies}, seals)
    state = findings[Question.IN_FORCE].answer
    reason = in_words(_genuine_because(rests_on, state, as_of) if decisive is None else findings[decisive])
    return Verdict(
        summary=summary,
        reason=marked(reason) if demonstration else reason,
        questions=replies,
        rests_on=rests_on,
        at=at,
        identifier=None if identifier is None else quoted(identifier),
        digest=digest,
        demonstration=demonstration,
    )


FACE_SUMMARIES: Mapping[FaceAnswer, tuple[Summary, Cause]] = {
    FaceAnswer.VALID: (Summary.GENUINE, Cause.FACE_VALID),
    FaceAnswer.NOT_ACTIVATED: (Summary.NOT_IN_FORCE, Cause.FACE_NOT_ACTIVATED),
    FaceAnswer.SUSPENDED: (Summary.NOT_IN_FORCE, Cause.FACE_SUSPENDED),
    FaceAnswer.NO_LONGER_VALID: (Summary.NOT_IN_FORCE, Cause.FACE_NO_LONGER_VALID),
    FaceAnswer.TOO_LITTLE: (Summary.UNDECIDED, Cause.FACE_TOO_LITTLE),
    FaceAnswer.NO_SUCH_LICENSE: (Summary.NOT_GENUINE, Cause.FACE_OF_NO_LICENSE),
    FaceAnswer.PARAMETER_MISSING: (Summary.UNDECIDED, Cause.FACE_PARAMETER_MISSING),
    FaceAnswer.PARTLY_WRONG: (Summary.NOT_GENUINE, Cause.FACE_PARTLY_WRONG),
}


def conclude_face(
    answer: FaceAnswer, *, at: datetime, identifier: str, demonstration: bool, because: Finding | None = None
) -> Verdict:
    """Sum up a face without a file from its code.

    Args:
        answer: The code.
        at: The moment for which it was judged.
        identifier: As the asker gave it.
        demonstration: The register is a demonstration's.
        because: What is wrong with the parameters, where that is known without the register.
    """
    summary, cause = FACE_SUMMARIES[answer]
    reason = in_words(because or Finding(Answer.NOT_ASKED, cause))
    return Verdict(
        summary=summary,
        reason=marked(reason) if demonstration else reason,
        questions=tuple(_reply(question, Finding(Answer.NOT_ASKED, Cause.ONLY_THE_CODE)) for question in Question),
        rests_on=(Basis.REGISTER,),
        at=at,
        identifier=quoted(identifier),
        demonstration=demonstration,
        face_check=answer,
    )


def _reply(question: Question, finding: Finding) -> Reply:
    facts = quoted_all(finding.evidence)
    return Reply(question, finding.answer, worded(finding.cause, facts), {"cause": finding.cause.value, **facts})


def in_words(finding: Finding) -> Text:
    """The sentence of a finding."""
    return sentence(finding.cause, finding.evidence)


def _genuine_because(rests_on: tuple[Basis, ...], state: Answer, as_of: date | None) -> Finding:
    return Finding(Answer.YES, _genuine_cause(rests_on, state), {"as_of": as_of.isoformat() if as_of else ""})


def _genuine_cause(rests_on: tuple[Basis, ...], state: Answer) -> Cause:
    if state is Answer.UNDECIDED:
        return Cause.GENUINE_STATE_UNKNOWN
    if Basis.REGISTER in rests_on:
        return Cause.GENUINE_BY_REGISTER if Basis.FILE in rests_on else Cause.GENUINE_BY_IDENTIFIER
    if Basis.TRUST_PACKAGE in rests_on and state is Answer.YES:
        return Cause.GENUINE_BY_PACKAGE
    return Cause.GENUINE_BY_TRUST
