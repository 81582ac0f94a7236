"""The processes in which files are examined, and what is said of a file that one of them could not finish.

A server has a set of its own, which starts with it; everything else shares one set a process, made when the first
file comes.
"""

from __future__ import annotations

import atexit
import os
from datetime import datetime
from functools import cache

from licenses.proof.causes import Cause
from licenses.proof.confinement.confines import SERVING
from licenses.proof.confinement.pool import Confinement, Share
from licenses.proof.confinement.process import Stopped, Why
from licenses.proof.facts import FileFacts, unreadable
from licenses.proof.issued.grounds import Kept
from licenses.proof.issued.recognition import judged
from licenses.proof.limits import LIMITS, Limits
from licenses.proof.trusted import TrustBundle, TrustFindings
from licenses.proof.verdict import Answer, Finding

_WORK = "licenses.proof.confinement.examining:examine"
_KEPT = Kept()
"""What was learned in these processes."""


def serving_examiners() -> Confinement:
    """Return those of a server, not started yet: who comes when too many wait is refused."""
    return Confinement(_WORK, SERVING)


async def examined(
    data: bytes, trust: TrustBundle, at: datetime, limits: Limits, examiners: Confinement | Share | None = None
) -> tuple[FileFacts, TrustFindings | None]:
    """Have a file examined.

    Args:
        data: The file; anybody may have made it.
        trust: What is believed.
        at: The moment of judging.
        limits: What the file may cost.
        examiners: Where; in this process's own where None.

    Raises:
        Busy: The examiners are a server's, and too many wait; or no process can be started.
    """
    anchors = tuple(anchor.dump() for anchor in trust.anchors)
    recognised = judged(data, anchors, trust.crls, at, _KEPT.get) if limits == LIMITS else None
    if recognised is not None:
        return recognised
    examine = examiners or _of_process(os.getpid())
    found = await examine(limits.seconds, data, anchors, trust.crls, at, limits)
    if isinstance(found, Stopped):
        return unreadable(data, _unfinished(found, limits)), None
    facts, findings, learned = found
    if learned is not None:
        _KEPT.keep(*learned)
    return facts, findings


def _unfinished(stopped: Stopped, limits: Limits) -> Finding:
    match stopped.why:
        case Why.TIME:
            return Finding(Answer.NO, Cause.OUT_OF_TIME, {"limit": f"{limits.seconds:g}"})
        case Why.MEMORY:
            return Finding(Answer.NO, Cause.OUT_OF_MEMORY)
        case Why.DEATH:
            return Finding(Answer.NO, Cause.DAMAGED, {"detail": stopped.detail})


@cache
def _of_process(_process: int) -> Confinement:
    """Make the set of this process; one that was forked from it makes another."""
    made = Confinement(_WORK)
    atexit.register(made.close)
    return made
