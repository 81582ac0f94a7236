"""A receipt (核验回执): what was answered to somebody who had a licence verified, for whoever he shows it to.

* It says the whole verdict as it was answered, what was asked about, who asked, for what purpose, and when.
* A file is told by its digest and size, never by its name or content. What somebody typed from the face of a licence is
  masked, and told by a hash under the register's key: only the register can say whether it was just that.
* It proves what was answered then. It is no licence, and says so.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import orjson

from graph.errors import Text, quoted
from graph.store.personal import PersonalData
from graph.words.attestations import AttestationKind
from licenses.attestations.printed import Asker, how_to_check, moment, same
from licenses.attestations.statement import Statement
from licenses.paper.sheet import Line, Sheet
from licenses.proof.face_check import Face
from licenses.proof.terms import ANSWERS, BASES, QUESTIONS, SUMMARIES
from licenses.proof.verdict import Answer, Question, Reply, Summary, Verdict

_COLOURS: Final[Mapping[Summary, str]] = {
    Summary.GENUINE: "#1b6e3c",
    Summary.NOT_GENUINE: "#a61b1b",
    Summary.NOT_IN_FORCE: "#9a5b00",
    Summary.UNDECIDED: "#4a5568",
}
_ANSWER_COLOURS: Final[Mapping[Answer, str]] = {
    Answer.YES: "#1b6e3c",
    Answer.NO: "#a61b1b",
    Answer.UNDECIDED: "#9a5b00",
    Answer.NOT_ASKED: "#6b7280",
}
_TITLE: Final = Text("核验回执", "RECEIPT OF VERIFICATION")
_DETAILS: Final = Text("逐项答复", "Every question and its answer")
_STATE_UNKNOWN: Final = Text("属实，状态不明", "genuine, state unknown")
_MOST_FACE: Final = 12
"""Fields of a face that are printed; of more, how many there were."""
_LONGEST_KEY: Final = 16
_MOST_STARS: Final = 8
_GROUP: Final = 8


@dataclass(frozen=True, slots=True)
class Enquiry:
    """What was asked, and what came of it."""

    verdict: Verdict
    purpose: str
    """As `written.purpose_of` gave it."""
    asker: Asker
    size: int | None = None
    """Bytes of the file; None where there was none."""
    face: Face | None = None
    """What was typed from the face of a licence; None where nothing was."""

    def about(self, personal: PersonalData) -> dict[str, str]:
        """What was asked about, name → text."""
        if self.verdict.digest is not None:
            return {"digest": self.verdict.digest, "bytes": str(self.size)}
        asked = {"identifier": self.verdict.identifier or ""}
        return asked if self.face is None else asked | {"face": face_hash(self.face, personal)}

    def said(self) -> dict[str, Any]:
        """What the attached document says beside that."""
        return {"purpose": self.purpose, "asker": self.asker.said, "verdict": self.verdict.to_json()}


def receipt_of(enquiry: Enquiry, personal: PersonalData, public_url: str) -> Statement:
    """The receipt of what was asked.

    Args:
        enquiry: What was asked and answered.
        personal: Hashes a face.
        public_url: Where people reach the service.
    """
    about = enquiry.about(personal)
    sheet = sheet_of(enquiry, about, public_url)
    return Statement(AttestationKind.RECEIPT, about, enquiry.verdict.summary.value, enquiry.said(), sheet)


def face_hash(face: Face, personal: PersonalData) -> str:
    """The keyed hash of a face: the same for the same fields in whichever order and width they are typed."""
    fields = sorted([_narrow(key), _narrow(value)] for key, value in face)
    return personal.lookup(orjson.dumps(["receipt face", fields]).decode())


def _narrow(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def sheet_of(enquiry: Enquiry, about: Mapping[str, str], public_url: str) -> Sheet:
    """What is printed of it.

    Args:
        enquiry: What was asked and answered.
        about: As `Enquiry.about` gave it.
        public_url: Where people reach the service.
    """
    verdict = enquiry.verdict
    told = () if verdict.face_check is not None else tuple(map(_detail, verdict.questions))
    return Sheet(
        title=_TITLE,
        colour=_COLOURS[verdict.summary],
        outcome=_outcome(verdict),
        reason=verdict.reason,
        lines=tuple(_lines(enquiry, about)),
        details=told,
        details_title=_DETAILS,
        notes=(
            Text(
                "本回执只说明登记簿在上述时间对所核验对象的答复；它不是电子证照，此后的变化须重新核验。",
                "This says what the register answered at that time; it is no licence, and what has changed since is "
                "not in it.",
            ),
            how_to_check("本回执", public_url),
        ),
    )


def _outcome(verdict: Verdict) -> Text:
    if verdict.attestation is not None:
        kind = verdict.attestation.kind
        return Text(f"不是证照，而是{kind.zh}", f"no licence, but a {kind.name.lower()}")
    asked = verdict.summary is Summary.GENUINE and verdict.face_check is None
    if asked and verdict[Question.IN_FORCE].answer is not Answer.YES:
        return _STATE_UNKNOWN
    return SUMMARIES[verdict.summary]


def _detail(reply: Reply) -> Line:
    return Line(QUESTIONS[reply.code], reply.reason, ANSWERS[reply.answer].zh, _ANSWER_COLOURS[reply.answer])


def _lines(enquiry: Enquiry, about: Mapping[str, str]) -> list[Line]:
    verdict = enquiry.verdict
    basis = [BASES[each] for each in verdict.rests_on]
    lines = []
    if verdict.digest is not None:
        digest = " ".join(verdict.digest[at : at + _GROUP] for at in range(0, len(verdict.digest), _GROUP))
        lines.append(Line(Text("所核验文件", "File"), same(f"SHA-256 {digest}，{about['bytes']} 字节")))
    if verdict.identifier:
        asked = Text("所查询标识", "Identifier") if verdict.digest is None else Text("证照标识", "Licence")
        lines.append(Line(asked, same(verdict.identifier)))
    if enquiry.face is not None:
        lines.append(Line(Text("所核对照面", "Face"), same(_masked_face(enquiry.face))))
        lines.append(Line(Text("照面密钥摘要", "Keyed hash of it"), same(about["face"])))
    return [
        *lines,
        Line(Text("核验用途", "Purpose"), same(enquiry.purpose)),
        Line(Text("核验申请人", "Asked by"), enquiry.asker.words),
        Line(Text("核验时间", "Time"), moment(verdict.at)),
        Line(
            Text("答复依据", "Rests on"),
            Text("、".join(one.zh for one in basis), ", ".join(one.en for one in basis)),
        ),
    ]


def _masked_face(face: Face) -> str:
    shown = "；".join(f"{quoted(key, _LONGEST_KEY)}：{_starred(value)}" for key, value in face[:_MOST_FACE])
    return shown if len(face) <= _MOST_FACE else f"{len(face)} 项，其中：{shown}"


def _starred(value: str) -> str:
    """A value of which only that it was there is left; of two letters and more also how it begins."""
    plain = quoted(value)
    return plain[:1] + "*" * min(len(plain) - 1, _MOST_STARS) if len(plain) > 1 else "*" * len(plain)
