"""Licences that other programs have saved, each told what became of it and what to do.

What people bring to a counter was opened, printed, merged or shrunk by something; none of it is the file that was
sealed.
"""

from __future__ import annotations

import asyncio
import re

import pytest
from builders.licenses import SEALED_AT, YEAR, Authority
from builders.saved_again import KINDS, NotInstalledError

from licenses.proof.verdict import Summary
from licenses.proof.verification import verify

NEXT = (re.compile("请"), re.compile(r"\b(give|fetch|ask|compare)\b"))
"""What a sentence says of the next step, in both languages."""


@pytest.mark.parametrize("kind", KINDS)
def test_what_another_program_saved_is_told_what_became_of_it_and_what_to_do(
    kind: str, genuine: bytes, authority: Authority
) -> None:
    save, cause = KINDS[kind]
    try:
        saved = save(genuine)
    except NotInstalledError as missing:
        pytest.skip(f"not tried: {missing}")
    verdict = asyncio.run(verify(saved, authority.bundle, SEALED_AT + YEAR))
    assert verdict.summary in {Summary.NOT_GENUINE, Summary.UNDECIDED}
    told = next(each for each in verdict.questions if verdict.reason.zh.endswith(each.reason.zh))
    assert told.evidence["cause"] == cause
    assert all(step.search(said) for step, said in zip(NEXT, (verdict.reason.zh, verdict.reason.en), strict=True))
