"""Which department followed which: once each, and in no circle, not even together with what the graph has already.

* A department that follows itself by a way round would answer for its own licences after it is gone, for ever.
* Duties pass within a city, or to and from who is above cities.
* Who was merged, renamed or abolished is there no longer: one whose days were left open is named, as it goes on acting.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from graph.codes.division import COUNTRY, cities_apart
from graph.errors import Conflict, Refusal, Text
from graph.office.lives import Life
from graph.office.references import circle, in_circle, stands_twice
from graph.office.review import Hint
from graph.refusal_codes import Code
from graph.words.organisation import Succession, SuccessionKind


def faults_of_successions(
    successions: Sequence[Succession], steps: Sequence[tuple[str, str]], places: Mapping[str, str]
) -> Iterator[Refusal]:
    """Everything that is wrong with the successions of a batch.

    Args:
        successions: The batch; paths count it from 1.
        steps: Every step onwards from the successors that it names, as the graph has them.
        places: The divisions of their departments, by code.
    """
    first: dict[tuple[str, str], int] = {}
    for position, one in enumerate(successions, start=1):
        path, pair = ("successions", str(position), "successor"), (one.predecessor, one.successor)
        if one.predecessor == one.successor:
            yield in_circle(pair, "部门不能由自身承接", "a department is not followed by itself", path)
        elif (before := first.setdefault(pair, position)) != position:
            other = ("successions", str(before), "successor")
            yield stands_twice(f"{one.predecessor} → {one.successor}", path, other)
        elif cities_apart(*(places.get(code, COUNTRY) for code in pair)):
            yield _elsewhere(one, path)
    yield from _circle(first, steps)


def hints_of_successions(successions: Sequence[Succession], lives: Mapping[str, Life]) -> Iterator[Hint]:
    """Name departments that were followed, and whose days do not end with that.

    Args:
        successions: The batch; paths count it from 1.
        lives: The days of their departments, by code.
    """
    for position, one in enumerate(successions, start=1):
        life = lives.get(one.predecessor)
        if one.kind in _ENDING and life is not None and (life.until is None or life.until > one.on):
            words = Text(
                f"部门 {one.predecessor} 自{one.on}起由 {one.successor} 承接（{one.kind.zh}），其存续期尚未止于该日，"
                "仍可办理业务；请登记其止",
                f"department {one.predecessor} was followed by {one.successor} on {one.on} and does not end with that: "
                "it goes on acting; register its end",
            )
            yield Hint(Code.DEPARTMENT_ENDED, words, (), ("successions", str(position), "predecessor"), one.predecessor)


_ENDING = frozenset({SuccessionKind.MERGED, SuccessionKind.RENAMED, SuccessionKind.ABOLISHED})
"""After these there is no predecessor; one that was split may go on."""


def _elsewhere(one: Succession, path: tuple[str, ...]) -> Conflict:
    words = Text(
        f"部门 {one.successor} 属于其他城市，不能承接 {one.predecessor} 的职责",
        f"department {one.successor} is of another city than {one.predecessor}, and does not follow it",
    )
    return Conflict(words, code=Code.ANOTHER_CITY, path=path, value=one.successor)


def _circle(places: dict[tuple[str, str], int], steps: Sequence[tuple[str, str]]) -> Iterator[Refusal]:
    """Refuse each succession of the batch that closes a circle, and name the next one of it."""
    way = circle([*places, *steps])
    if way is None:
        return
    rows = [places[pair] for pair in pairwise(way) if pair in places]
    for at, row in enumerate(rows):
        refused = in_circle(
            way,
            "承接关系成环，部门承接了自身",
            "departments that follow themselves",
            ("successions", str(row), "successor"),
        )
        if len(rows) > 1:
            refused.beside = ("successions", str(rows[(at + 1) % len(rows)]), "successor")
        yield refused
