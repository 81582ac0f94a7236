"""A kind of attack: how it is made of any genuine licence, and what has to catch it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum, unique

from attacks.specimens import Specimen

from licenses.proof.causes import Cause
from licenses.proof.trusted import TrustBundle
from licenses.proof.verdict import Answer, Question

Build = Callable[[Specimen], bytes | None]


@unique
class Family(StrEnum):
    """What an attack plays with."""

    REPAIR = "parser repair"
    STRUCTURE = "structure"
    CMS = "cms"
    TRUST = "trust"
    TIME = "time"
    BOMBS = "bombs"
    RESAVED = "re-saved"


@dataclass(frozen=True)
class Catch:
    """A question, and the answers and causes with which it catches an attack."""

    question: Question
    answers: frozenset[Answer]
    causes: frozenset[Cause] = frozenset()
    """Any, where none are named."""


@dataclass(frozen=True)
class Attack:
    """A kind of attack."""

    name: str
    """What was done, in snake case."""
    family: Family
    build: Build
    """Makes it of a genuine licence; None where it does not apply, for the reason in `except_for`."""
    caught: tuple[Catch, ...]
    """What may catch it; nothing where it is harmless, and the licence stays genuine."""
    trust: Callable[[Specimen], TrustBundle] | None = None
    """What is believed beside what makes the specimen genuine; the twin is judged by the same."""
    judged_after: timedelta = timedelta(days=100)
    """How long after sealing twin and attack are judged."""
    except_for: str = ""
    under_timestamps: bool = False
    """Done once more in a revision before an archive timestamp of a trusted authority, and of an unknown one."""
    notice: Question | None = None
    """For what is harmless: a question that still does not say yes."""

    @property
    def harmless(self) -> bool:
        """Whether the licence stays genuine."""
        return not self.caught


def no(question: Question, *causes: Cause) -> tuple[Catch, ...]:
    """Something speaks against it."""
    return (Catch(question, frozenset({Answer.NO}), frozenset(causes)),)


def undecided(question: Question, *causes: Cause) -> tuple[Catch, ...]:
    """It cannot be decided."""
    return (Catch(question, frozenset({Answer.UNDECIDED}), frozenset(causes)),)


def not_yes(question: Question, *causes: Cause) -> tuple[Catch, ...]:
    """It depends on the specimen whether it is a no or undecided."""
    return (Catch(question, frozenset({Answer.NO, Answer.UNDECIDED}), frozenset(causes)),)


NOT_INTACT = no(Question.INTACT)
UNPROVED = not_yes(Question.INTACT)
"""An extension that changes nothing and that nobody vouches for."""
UNREADABLE = no(Question.READABLE)
BROKEN = UNREADABLE + NOT_INTACT
"""The library may give it up before its bytes are looked at."""
