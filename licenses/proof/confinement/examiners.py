"""The processes in which files are examined and drawn, and what is said of one that none of them could finish.

A server has a set of its own, which starts with it; everything else shares one set a process, made when the first
file comes.
"""

from __future__ import annotations

import atexit
import os
from dataclasses import replace
from datetime import datetime
from functools import cache

from graph.errors import Busy
from licenses.proof.causes import Cause
from licenses.proof.confinement.confines import SERVING
from licenses.proof.confinement.errands import Errand
from licenses.proof.confinement.pool import Confinement
from licenses.proof.confinement.port import Share
from licenses.proof.confinement.process import Stopped, Why
from licenses.proof.drawings import Drawing, Undrawn
from licenses.proof.facts import unreadable
from licenses.proof.issued.grounds import Kept
from licenses.proof.issued.recognition import LARGEST, judged
from licenses.proof.known_files import Examination, KnownFiles
from licenses.proof.limits import LIMITS, Limits
from licenses.proof.trusted import TrustBundle
from licenses.proof.verdict import Answer, Finding

_WORK = "licenses.proof.confinement.doing:do"
_KEPT = Kept()
"""What was learned in these processes."""
_FILES = KnownFiles()


def serving_examiners() -> Confinement:
    """Return those of a server, not started yet: who comes when too many wait is refused."""
    return Confinement(_WORK, SERVING)


async def drawn(data: bytes, examiners: Confinement | Share | None = None, limits: Limits = LIMITS) -> Drawing:
    """Have a file drawn; that it cannot be is told, and never raised.

    Args:
        data: The file; anybody may have made it.
        examiners: Where; in this process's own where None.
        limits: What the file may cost.
    """
    draw = examiners or _of_process(os.getpid())
    try:
        found = await draw(limits.seconds, data, Errand.DRAW, limits)
    except Busy:
        return Drawing(undrawn=Undrawn.BUSY)
    return Drawing(undrawn=Undrawn.UNREADABLE) if isinstance(found, Stopped) else found


async def examined(
    data: bytes, trust: TrustBundle, at: datetime, limits: Limits, examiners: Confinement | Share | None = None
) -> Examination:
    """Have a file examined, where it is not one that is recognised here.

    Args:
        data: The file; anybody may have made it.
        trust: What is believed.
        at: The moment of judging.
        limits: What the file may cost.
        examiners: Where; in this process's own where None.

    Raises:
        Busy: The examiners are a server's, and too many wait; or no process can be started.
    """
    anchors = trust.ders
    if limits == LIMITS and len(data) <= LARGEST:
        recognised = judged(data, anchors, trust.crls, at, _KEPT.get)
        if recognised is not None:
            return recognised
    examine = examiners or _of_process(os.getpid())
    found = await examine(limits.seconds, data, Errand.EXAMINE, anchors, trust.crls, at, limits)
    if isinstance(found, Stopped):
        return Examination(unreadable(data, _unfinished(found, limits)))
    facts, findings, lesson = found
    if lesson is None or limits != LIMITS:
        return Examination(facts, findings)
    if lesson.learned is not None:
        _KEPT.keep(*lesson.learned)
    return Examination(facts, findings, lesson.holds, brought=lesson.brought, grounds=lesson.grounds)


def remembers_any() -> bool:
    """Whether any file is remembered in this process."""
    return len(_FILES) > 0


def remembered(digest: str, trust: TrustBundle, at: datetime) -> Examination | None:
    """What was found in this process in a file that the register knows, where it still holds."""
    return _FILES.get(digest, trust.ders, trust.crls, at)


def remember(found: Examination, trust: TrustBundle) -> None:
    """Keep what was found in a file that the register knows."""
    _FILES.keep(replace(found, brought=None, grounds=None), trust.ders, trust.crls)


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
