"""The verdict on a licence, as published; the same value as at every other door."""

from enum import Enum

import strawberry

from api.objects.law import Text
from api.objects.scalars import DateTime
from licenses import verdict
from licenses.facecheck import FaceAnswer

VerdictSummary = strawberry.enum(
    Enum("VerdictSummary", {member.name: member.value for member in verdict.Summary}),  # type: ignore[misc]
    description="The verdict in a word (核验结论).",
)
VerdictAnswer = strawberry.enum(
    Enum("VerdictAnswer", {member.name: member.value for member in verdict.Answer}),  # type: ignore[misc]
    description="What can be said to a question (回答).",
)
VerdictQuestion = strawberry.enum(
    Enum("VerdictQuestion", {member.name: member.value for member in verdict.Question}),  # type: ignore[misc]
    description="What is asked of a licence, in this order (核验问题).",
)
FaceCheck = strawberry.enum(
    Enum("FaceCheck", {member.name: member.value for member in FaceAnswer}),  # type: ignore[misc]
    description="Answers to face data without a file, 0 to 7 (照面核验结果: GB/T 36906).",
)


@strawberry.type(description="A fact that an answer rests on.")
class Evidence:
    """A fact that an answer rests on."""

    name: str = strawberry.field(description="Name.")
    value: str = strawberry.field(description="Text.")


@strawberry.type(description="A question with its answer.")
class VerdictReply:
    """A question with its answer."""

    code: VerdictQuestion = strawberry.field(description="The question.")  # type: ignore[valid-type]
    answer: VerdictAnswer = strawberry.field(description="The answer.")  # type: ignore[valid-type]
    reason: Text = strawberry.field(description="Why, for a clerk.")
    evidence: list[Evidence] = strawberry.field(description="Facts that it rests on.")


@strawberry.type(description="What is to be said of a licence, with everything it rests on (核验意见).")
class Verdict:
    """What is to be said of a licence."""

    summary: VerdictSummary = strawberry.field(description="In a word (结论).")  # type: ignore[valid-type]
    reason: Text = strawberry.field(description="Why, for a clerk (理由).")
    questions: list[VerdictReply] = strawberry.field(description="All thirteen questions in order.")
    rests_on: list[str] = strawberry.field(description="What there was to judge with: file, trust bundle, register.")
    at: DateTime = strawberry.field(description="The moment for which it was judged.")
    identifier: str | None = strawberry.field(description="Licence identifier that the file or the asker gave.")
    digest: str | None = strawberry.field(description="SHA-256 of the file.")
    demonstration: bool = strawberry.field(description="演示: the seal or the register is a demonstration's.")
    face_check: FaceCheck | None = strawberry.field(  # type: ignore[valid-type]
        default=None, description="The answer to face data without a file; null otherwise."
    )

    @classmethod
    def of(cls, judged: verdict.Verdict, face: FaceAnswer | None = None) -> "Verdict":
        """The published form of a verdict."""
        return cls(
            summary=VerdictSummary[judged.summary.name],  # type: ignore[attr-defined]
            reason=Text.of(judged.reason),
            questions=[
                VerdictReply(
                    code=VerdictQuestion[reply.code.name],  # type: ignore[attr-defined]
                    answer=VerdictAnswer[reply.answer.name],  # type: ignore[attr-defined]
                    reason=Text.of(reply.reason),
                    evidence=[Evidence(name=name, value=value) for name, value in reply.evidence.items()],
                )
                for reply in judged.questions
            ],
            rests_on=[basis.value for basis in judged.rests_on],
            at=DateTime(judged.at.isoformat()),
            identifier=judged.identifier,
            digest=judged.digest,
            demonstration=judged.demonstration,
            face_check=None if face is None else FaceCheck[face.name],  # type: ignore[attr-defined]
        )
