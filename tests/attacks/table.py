"""All kinds of attack, and which of them a short run tries on what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from attacks.bombs import BOMBS
from attacks.harmless import HARMLESS
from attacks.judging import Cover
from attacks.kinds import Attack
from attacks.repair_body import BODY
from attacks.repair_table import TABLE
from attacks.resaved import SAVED
from attacks.seal_value import VALUES
from attacks.specimens import Algorithm, Shape
from attacks.structure_catalog import CATALOG
from attacks.structure_page import PAGES
from attacks.times import STAMPS
from attacks.trust import SIGNERS

ATTACKS: tuple[Attack, ...] = (*TABLE, *BODY, *CATALOG, *PAGES, *VALUES, *SIGNERS, *STAMPS, *BOMBS, *SAVED, *HARMLESS)

_REPEATED = [name for name, times in Counter(attack.name for attack in ATTACKS).items() if times > 1]
assert not _REPEATED, _REPEATED
_SPREAD = 97
"""One of so many of the rest is in the sample; prime, so that every shape and every cover has its turn."""


@dataclass(frozen=True)
class Case:
    """A kind of attack on one specimen."""

    attack: Attack
    algorithm: Algorithm = Algorithm.P256
    shape: Shape = Shape.ISSUED
    cover: Cover = Cover.NOTHING

    def __str__(self) -> str:
        return f"{self.attack.name}-{self.algorithm}-{self.shape}-{self.cover}".replace(" ", "_")


def cases() -> Iterator[Case]:
    """Every kind on every specimen; under every cover where it goes under one, which no key has a part in."""
    for attack, algorithm, shape in product(ATTACKS, Algorithm, Shape):
        covered = attack.under_timestamps and algorithm is Algorithm.P256
        for cover in Cover if covered else (Cover.NOTHING,):
            yield Case(attack, algorithm, shape, cover)


ALL: tuple[Case, ...] = tuple(cases())
_FIRST = {Case(attack) for attack in ATTACKS}
SAMPLE: tuple[Case, ...] = (
    *(one for one in ALL if one in _FIRST),
    *[one for one in ALL if one not in _FIRST][::_SPREAD],
)
"""Every kind once on a licence as it is issued, and a fixed spread over all others."""
