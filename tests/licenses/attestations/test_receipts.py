"""What a receipt says of a verdict, whatever that says: as a document, and on its sheet."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from builders.more import LEFT_OUT

from graph.store.personal import PersonalData
from graph.words.attestations import AttestationKind
from graph.words.people import Role
from licenses.attestations.printed import Asker
from licenses.attestations.receipts import Enquiry, face_hash, sheet_of
from licenses.paper import sheet
from licenses.paper.attestation import MAX_ATTESTATION_BYTES, Attestation
from licenses.proof.causes import Cause
from licenses.proof.face_check import FaceAnswer
from licenses.proof.verdict import Answer, Basis, Finding, Question, Verdict, conclude, conclude_face

AT = datetime(2026, 3, 2, 2, tzinfo=UTC)
PERSONAL = PersonalData(b"\x17" * 32)
BLANKS = (
    "size", "limit", "what", "value", "seals", "bytes", "detail", "object", "algorithm", "signer", "issuer", "time",
    "from", "until", "revoked", "article", "date", "type", "zh", "en", "user", "purpose", "version", "differing",
    "successor", "identifier", "open", "offset", "fields", "timestamps", "as_of", "kind", "kind_en", "number", "about",
    "outcome", "outcome_en",
)  # fmt: skip


def verdict(finding: Finding, **answers: Answer) -> Verdict:
    findings = {question: Finding(answers.get(question.name, finding.answer), finding.cause, finding.evidence)
                for question in Question}  # fmt: skip
    return conclude(findings, seals=1, rests_on=(Basis.FILE,), at=AT, identifier="1.2", digest="ab" * 32)


def drawn(said: Verdict) -> tuple[bytes, bytes]:
    """The document of its receipt, and the pages."""
    enquiry = Enquiry(said, "办事" * 100, Asker(Role.STAFF, "S-1" * 200), 100)
    about = enquiry.about(PERSONAL)
    attestation = Attestation(
        kind=AttestationKind.RECEIPT,
        number="2026-000001",
        issuer_name="芜湖市数据资源管理局",
        issuer_code="11340200MB1912909J",
        made_at=AT,
        demonstration=True,
        about=about,
        outcome=said.summary.value,
        said=enquiry.said(),
    )
    return attestation.to_json(), sheet.draw(attestation, sheet_of(enquiry, about, "https://licenses.example"))


LETTERS = ("长", "\U0001f600", "\x1b")
LONGEST = (Cause.CODES_DIFFER, Cause.ANNOTATED_FILE, Cause.ATTESTATION)


@pytest.mark.parametrize(
    ("cause", "letter"),
    [
        pytest.param(cause, letter, marks=() if LONGEST.index(cause) == LETTERS.index(letter) else LEFT_OUT)
        for cause in LONGEST
        for letter in LETTERS
    ],
)
def test_a_receipt_of_the_longest_verdict_is_drawn_and_read_again(cause: Cause, letter: str) -> None:
    document, pages = drawn(verdict(Finding(Answer.NO, cause, dict.fromkeys(BLANKS, letter * 100_000))))
    assert len(document) < MAX_ATTESTATION_BYTES
    assert Attestation.from_json(document).outcome == "not_genuine"
    assert pages.startswith(b"%PDF-")


def test_a_state_that_is_not_known_is_not_called_in_force() -> None:
    true = Finding(Answer.YES, Cause.READABLE, {"bytes": "1"})
    for state, words in ((Answer.YES, "属实且有效"), (Answer.UNDECIDED, "属实，状态不明")):
        enquiry = Enquiry(verdict(true, IN_FORCE=state), "x", Asker(Role.PUBLIC, ""), 1)
        assert sheet_of(enquiry, enquiry.about(PERSONAL), "").outcome.zh == words


def test_a_face_is_told_by_a_hash_that_width_case_and_order_do_not_change() -> None:
    typed = [("姓名", "张三"), ("编号", "ab1")]
    assert face_hash(typed, PERSONAL) == face_hash([("编号", "ＡＢ１"), ("姓名", "张 三")], PERSONAL)
    assert face_hash(typed, PERSONAL) != face_hash([("姓名", "ab1"), ("编号", "张三")], PERSONAL)
    assert face_hash(typed, PERSONAL) != face_hash(typed, PersonalData(b"\x18" * 32))


def test_of_a_face_every_value_is_masked_in_whatever_is_printed_and_written() -> None:
    face = [("姓名", "欧阳修"), ("名", "李"), ("编号", "1234567890123456"), *[(f"k{n}", "secret") for n in range(20)]]
    said = conclude_face(FaceAnswer.PARTLY_WRONG, at=AT, identifier="1.2.156.3005.2.x", demonstration=False)
    enquiry = Enquiry(said, "x", Asker(Role.PUBLIC, ""), face=face)
    about = enquiry.about(PERSONAL)
    printed = sheet_of(enquiry, about, "")
    (shown,) = (line.words.zh for line in printed.lines if line.label.zh == "所核对照面")
    assert shown.startswith("23 项，其中：姓名：欧**；名：*；编号：1********；k0：s*****")
    written = json.dumps([about, enquiry.said()], ensure_ascii=False) + repr(printed)
    assert not [secret for secret in ("欧阳修", "1234567890123456", "secret", "李") if secret in written]
    assert printed.details == ()


@pytest.mark.parametrize(
    ("asker", "words"),
    [
        (Asker(Role.PUBLIC, ""), "未登录（匿名）"),
        (Asker(Role.PUBLIC, "somebody"), "未登录（匿名）"),
        (Asker(Role.HOLDER, "34020019900101101X"), "持证主体 340********1X"),
        (Asker(Role.HOLDER, "short"), "持证主体 ********"),
        (Asker(Role.RELYING_PARTY, "bank-1"), "用证单位 bank-1"),
    ],
)
def test_who_asked_is_named_as_far_as_a_third_may_read_it(asker: Asker, words: str) -> None:
    assert asker.words.zh == words
