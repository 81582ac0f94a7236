"""The verdict that a case keeps: written as every caller gets it, read back as the value that it was."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

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
