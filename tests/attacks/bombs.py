"""Bombs: files that keep a parser from coming back; they are answered as not readable.

They are no licence's, so each is tried on one specimen.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from attacks.kinds import Attack, Build, Family, no
from attacks.specimens import Algorithm, Shape, Specimen
from builders.bombs import BOMBS as BUILT
from builders.licenses import Authority

from licenses.proof.causes import Cause
from licenses.proof.verdict import Question

_GIVEN_UP = no(
    Question.READABLE, Cause.OUT_OF_TIME, Cause.OUT_OF_MEMORY, Cause.TOO_COMPLEX, Cause.DAMAGED, Cause.CUT_OFF
)


def _once(build: Callable[[Authority], bytes]) -> Build:
    def built(specimen: Specimen) -> bytes | None:
        first = (specimen.algorithm, specimen.shape) == (Algorithm.P256, Shape.ISSUED)
        return build(specimen.authority) if first else None

    return built


BOMBS: tuple[Attack, ...] = tuple(
    Attack(
        "bomb_of_" + re.sub(r"\W+", "_", name.lower()).strip("_"),
        Family.BOMBS,
        _once(build),
        _GIVEN_UP,
        except_for="a bomb is no licence's file, so one specimen is enough",
    )
    for name, build in BUILT.items()
)
