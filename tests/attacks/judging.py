"""Trying an attack: what the verdict has to say, and of the twin that nobody attacked."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from enum import StrEnum, unique

from attacks.kinds import Attack, Catch
from attacks.specimens import Specimen, authorities
from builders.licenses import SEALED_AT

from licenses.proof.trusted import TrustBundle
from licenses.proof.verdict import DECISIVE, Answer, Question, Summary, Verdict
from licenses.proof.verification import verify

_STANDING_IN_THE_WAY = {Question.READABLE, Question.SEALED, *DECISIVE}
_GENUINE: dict[tuple[Specimen, Callable[[Specimen], TrustBundle] | None, timedelta], bool] = {}
"""What was found of a twin already."""


@unique
class Cover(StrEnum):
    """What was put behind an attack so that it looks archived."""

    NOTHING = "plain"
    ARCHIVED = "under an archive timestamp"
    ESTRANGED = "under the timestamp of an unknown authority"


def attacked(attack: Attack, specimen: Specimen, cover: Cover = Cover.NOTHING) -> bytes | None:
    """Return the attacked file; None where the attack does not apply."""
    data = attack.build(specimen)
    if data is None or cover is Cover.NOTHING:
        return data
    ours, stranger = authorities()
    service = ours if cover is Cover.ARCHIVED else stranger
    return service.archive(data, SEALED_AT + timedelta(days=90), quiet=True)


def judged(data: bytes, attack: Attack, specimen: Specimen) -> Verdict:
    """Verify a file as the attack's victim would."""
    trust = attack.trust(specimen) if attack.trust else specimen.trust
    return asyncio.run(verify(data, trust, SEALED_AT + attack.judged_after))


def twin_is_genuine(attack: Attack, specimen: Specimen) -> bool:
    """Whether the file that was attacked is genuine, by the same bundle at the same time."""
    key = (specimen, attack.trust, attack.judged_after)
    if key not in _GENUINE:
        _GENUINE[key] = judged(specimen.data, attack, specimen).summary is Summary.GENUINE
    return _GENUINE[key]


def catch(verdict: Verdict) -> Question | None:
    """The first question that stood in the way; None where none did."""
    for reply in verdict.questions:
        if reply.code in _STANDING_IN_THE_WAY and reply.answer in {Answer.NO, Answer.UNDECIDED}:
            return reply.code
    return None


def objection(attack: Attack, verdict: Verdict) -> str | None:
    """Say what is wrong with a verdict; None where it is right."""
    first = catch(verdict)
    said = f"{verdict.summary}: " + (
        f"{first} {verdict[first].answer} {dict(verdict[first].evidence)}" if first else "no question stood in the way"
    )
    if attack.harmless:
        right = verdict.summary is Summary.GENUINE and (
            attack.notice is None or verdict[attack.notice].answer is not Answer.YES
        )
    else:
        right = verdict.summary is not Summary.GENUINE and any(_is(one, verdict, first) for one in attack.caught)
    return None if right else said


def _is(expected: Catch, verdict: Verdict, first: Question | None) -> bool:
    if first is not expected.question:
        return False
    reply = verdict[first]
    return reply.answer in expected.answers and (not expected.causes or reply.evidence["cause"] in expected.causes)
