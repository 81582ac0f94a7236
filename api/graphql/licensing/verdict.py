"""The verdict on a licence, as published; the same value as at every other endpoint."""

from datetime import datetime

from api.graphql.lens.citations import Text
from api.graphql.lens.scalars import DateTime
from api.graphql.lens.terms import publish
from api.graphql.lens.values import Pair, attribute, pairs, shows
from graph.words.attestations import AttestationKind
from licenses.proof import attested, verdict
from licenses.proof.face_check import FaceAnswer
from licenses.proof.verdict import Answer, Basis, Question, Summary
from licenses.register.forgery.verdicts import way_on

publish(
    Summary,
    "The verdict in a word (核验结论).",
    {
        "GENUINE": "True and in force (属实且有效).",
        "NOT_GENUINE": "Not what it claims to be (不属实).",
        "NOT_IN_FORCE": "True, but not in force on the day asked (属实但不在有效状态).",
        "UNDECIDED": "Could not be decided (无法判定).",
    },
    name="VerdictSummary",
)
publish(
    Answer,
    "What can be said to a question (回答).",
    {
        "YES": "Yes (是).",
        "NO": "No (否).",
        "UNDECIDED": "It was asked and could not be decided (无法判定).",
        "NOT_ASKED": "There is nothing to ask it with (未询问).",
    },
    name="VerdictAnswer",
)
publish(
    Question,
    "What is asked of a licence, in this order (核验问题).",
    {
        "READABLE": "Is it a PDF that can be judged (可读取)?",
        "SEALED": "Does it bear exactly one seal (有且仅有一个签章)?",
        "INTACT": "Is what is shown what was sealed (未被改动)?",
        "SIGNER_TRUSTED": "Does the seal's certificate lead to a trust anchor (签章证书可信)?",
        "TIME_TRUSTED": "Is there a trusted time of sealing (签章时间可信)?",
        "CERTIFICATE_VALID_THEN": "Was the certificate good at that time (签章时证书有效)?",
        "ISSUER_ENTITLED": "May that authority issue this type, on that date (有权颁发)?",
        "IDENTIFIER_WELLFORMED": "Does the identifier follow GB/T 36904 (标识合规)?",
        "REGISTERED": "Does the register know it (登记在册)?",
        "AS_ISSUED": "Is this a file that the register issued (与签发文件一致)?",
        "FACE_AGREES": "Do the face data agree with the register (照面一致)?",
        "IN_FORCE": "Is it in force on the date asked (处于有效状态)?",
        "UNCONTESTED": "Is there no open objection (无在办异议)?",
    },
    name="VerdictQuestion",
)
publish(
    Basis,
    "What there was to judge with (判定所依).",
    {
        "FILE": "The file (文件).",
        "TRUST_BUNDLE": "Trust anchors (信任锚).",
        "TRUST_PACKAGE": "What the register said on the day of a package that it has signed (信任包).",
        "REGISTER": "The register (登记库).",
    },
    name="VerdictBasis",
)
publish(
    FaceAnswer,
    "Answers to face data without a file (照面核验结果: GB/T 36906).",
    {
        "VALID": "0: correct and valid (信息正确，证照有效).",
        "NOT_ACTIVATED": "1: correct, not yet in force (信息正确，证照未生效).",
        "SUSPENDED": "2: correct, temporarily invalid (信息正确，证照暂停使用).",
        "NO_LONGER_VALID": "3: correct, no longer valid (信息正确，证照已失效).",
        "TOO_LITTLE": "4: too little to verify, or not kept here (信息不足或证照不在本登记簿保存，无法核验).",
        "NO_SUCH_LICENSE": "5: there is no such licence (证照不存在).",
        "PARAMETER_MISSING": "6: identifier or face is missing, or the identifier cannot be one (参数缺失或有误).",
        "PARTLY_WRONG": "7: some of it is wrong (部分信息有误).",
    },
    name="FaceCheck",
)


@shows(Pair, "A fact that an answer rests on.")
class Evidence:
    """A fact that an answer rests on."""

    name: str = attribute("Name.", "key")
    value: str = attribute("Text.")


@shows(verdict.Reply, "A question with its answer.")
class VerdictReply:
    """A question with its answer."""

    code: Question = attribute("The question.")
    answer: Answer = attribute("The answer.")
    reason: Text = attribute("Why, for a clerk.")
    evidence: list[Evidence] = attribute("Facts that it rests on.", through=pairs)


publish(
    AttestationKind,
    "What is attested (凭证种类).",
    {
        "RECEIPT": "What was answered to somebody who had a licence verified (核验回执).",
        "CALL_RECORD": "That data of a resource were used, and by whom (数据资源调用记录凭证: JZ-15.5).",
    },
)


@shows(attested.Attested, "An attestation of this register (凭证), whole and just as it was made; it is no licence.")
class Attestation:
    """An attestation of this register."""

    kind: AttestationKind = attribute("What it attests (种类).")
    number: str = attribute("Its number (编号).")
    issuer: str = attribute("The department that runs the register and has sealed it (出具机构).")
    issuer_code: str = attribute("USCC of that department.")
    sealed_at: DateTime = attribute("When it was sealed.", through=datetime.isoformat)
    about: list[Evidence] = attribute(
        "What it speaks of: `digest` and `bytes` of a file, or `identifier` (所述对象).", through=pairs
    )
    outcome: str = attribute("What it says of that; of a receipt the summary, as `POST /verify` writes it (结论).")


@shows(verdict.Verdict, "What is to be said of a licence, with everything it rests on (核验意见).")
class Verdict:
    """What is to be said of a licence."""

    summary: Summary = attribute("In a word (结论).")
    reason: Text = attribute("Why, for a clerk (理由).")
    questions: list[VerdictReply] = attribute("All thirteen questions in order.")
    rests_on: list[Basis] = attribute("What there was to judge with (判定所依).")
    at: DateTime = attribute("The moment for which it was judged.", through=datetime.isoformat)
    identifier: str | None = attribute("Licence identifier that the file or the asker gave.")
    digest: str | None = attribute("SHA-256 of the file.")
    demonstration: bool = attribute("演示: the seal or the register is a demonstration's.")
    next_step: Text | None = attribute(
        "What to do with a file that is not genuine; null for every other (下一步).",
        "summary", "questions", "digest", through=way_on,
    )  # fmt: skip
    face_check: FaceAnswer | None = attribute("All that is answered to a face without a file; null otherwise.")
    attestation: Attestation | None = attribute(
        "What the file is instead of a licence: an attestation of this register; null for any other file."
    )
