"""Verdicts and suspected forgeries: where a verdict points to, and how a case keeps one.

A case keeps it as every caller gets it, and reads it back as the value that it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import orjson

from graph.errors import Text
from licenses.proof.verdict import Answer, Basis, Question, Reply, Summary, Verdict


def kept_as(verdict: Verdict) -> str:
    """A verdict on a file, as a case keeps it."""
    return orjson.dumps(verdict.to_json()).decode()


def verdict_of(kept: str) -> Verdict:
    """The verdict that a case keeps."""
    said: Mapping[str, Any] = orjson.loads(kept)
    return Verdict(
        summary=Summary(said["summary"]),
        reason=Text(**said["reason"]),
        questions=tuple(
            Reply(Question(each["code"]), Answer(each["answer"]), Text(**each["reason"]), each["evidence"])
            for each in said["questions"]
        ),
        rests_on=tuple(map(Basis, said["rests_on"])),
        at=datetime.fromisoformat(said["at"]),
        identifier=said["identifier"],
        digest=said["digest"],
        demonstration=said["demonstration"],
    )


WAY_ON: Final = Text(
    "如有人持该文件办事，请将文件连同出示情形一并举报（reportForgery），由其所仿冒的部门认定；在认定之前不应视为伪造。",
    "If somebody has presented this file, hand it in with the circumstances (reportForgery): the department that it "
    "imitates decides. Until then it is suspected, and no forgery.",
)


def way_on(summary: Summary, questions: Sequence[Reply], digest: str | None) -> Text | None:
    """What to do with a file that is not genuine; None for any other, and for a copy, which is no forgery."""
    answers = {each.code: each.answer for each in questions}
    suspected = summary is Summary.NOT_GENUINE and digest is not None and answers.get(Question.SEALED) is not Answer.NO
    return WAY_ON if suspected else None
