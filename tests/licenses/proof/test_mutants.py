"""No damage makes verification raise, and nothing damaged is called genuine that looks otherwise.

ZHENGTU_TEST_TORTURE=1 tries 10,000 mutants; a failure names its mutant and where its bytes are kept.
"""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn

import pytest
from builders import mutants, shapes, viewers
from builders.licenses import Authority
from builders.more import TORTURE, left_out
from builders.mutants import Mutant

from licenses.paper import face
from licenses.proof.trusted import TrustBundle
from licenses.proof.verdict import Answer, Question, Summary

SEEDS = [range(start, start + 200) for start in range(0, 10_000 if TORTURE else 200, 200)]
LAYOUTS = tuple(face.LAYOUTS) if TORTURE else ("证件卡",)
SECONDS = 60
"""After which verification is taken to hang."""

_SIGNATURE = re.compile(rb"<[0-9A-Fa-f]{2000,}>")


class Hangs(BaseException):
    """Verification did not come to an end."""


@pytest.fixture(scope="module")
def undamaged(authority: Authority) -> Mapping[str, bytes]:
    """What is damaged."""
    return {f"{layout}, {name}": data for layout in LAYOUTS for name, data in shapes.shapes(authority, layout).items()}


@left_out
@pytest.mark.slow
@pytest.mark.parametrize("seeds", SEEDS, ids=lambda seeds: f"{seeds[0]}-{seeds[-1]}")
def test_no_damage_raises_or_stays_intact_in_what_was_sealed_or_is_genuine_and_looks_otherwise(
    seeds: range, undamaged: Mapping[str, bytes], authority: Authority, tmp_path: Path
) -> None:
    trust = shapes.trust(authority)
    failures = [
        failure for mutant in mutants.mutants(undamaged, seeds) if (failure := objection(mutant, trust, tmp_path))
    ]
    assert failures == []


def objection(mutant: Mutant, trust: TrustBundle, folder: Path) -> str | None:
    """What is wrong with the verdict on a mutant."""
    try:
        with bounded():
            verdict = mutants.judged(mutant.data, trust, shapes.JUDGED_AT)
    except (Exception, Hangs) as error:  # noqa: BLE001 - each mutant is to be named with what it raised
        return kept(mutant, folder, f"{type(error).__name__}: {error}")
    if verdict[Question.INTACT].answer is Answer.YES and without_signature(mutant.data, mutant) != without_signature(
        mutant.sealed, mutant
    ):
        return kept(mutant, folder, "intact, but not what was sealed")
    if verdict.summary is Summary.GENUINE:
        shown = viewers.shown_as(mutant.data, mutant.sealed)
        if max(shown.values()) >= viewers.MOST_DIFFERING:
            return kept(mutant, folder, f"genuine, but shown otherwise: {shown}")
    return None


def without_signature(data: bytes, mutant: Mutant) -> tuple[bytes, bytes]:
    """The sealed bytes of a file: all that stood in the sealed revision but for the signature's value."""
    value = next(_SIGNATURE.finditer(mutant.sealed))
    return data[: value.start()], data[value.end() : len(mutant.sealed)]


def kept(mutant: Mutant, folder: Path, what: str) -> str:
    """Say what is wrong, and keep the bytes: keys are new in every run, so a seed alone does not bring them back."""
    file = folder / f"mutant-{mutant.seed}.pdf"
    file.write_bytes(mutant.data)
    return f"{mutant}: {what}; kept in {file}"


@contextmanager
def bounded() -> Iterator[None]:
    """Interrupt what goes on for too long."""

    def interrupt(number: int, frame: FrameType | None) -> NoReturn:
        raise Hangs(f"longer than {SECONDS} s")

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
