"""Which duties of an entry its version follows: those whose cause it names.

* What a department owes of a duty that was moved to it is followed by each of its entries that rests on that.
* A version that names a legal basis follows what is owed of it, or of the one whose place it has taken.
* One that names none says in words what it follows: the code or the title of a basis that changed.
* Words that name another document (《…》) name another cause.
* Where nothing is named but a kind of cause, it is clear which is meant as long as one of that kind is owed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from graph.words.duties import DutyEvent, DutyKind, OwedDuty
from graph.words.entry_cases import CauseKind, Ground

CAUSES: Final[Mapping[CauseKind, DutyEvent]] = MappingProxyType(
    {CauseKind.LAW_AMENDED: DutyEvent.LAW_AMENDED, CauseKind.DUTY_MOVED: DutyEvent.DUTY_MOVED}
)
"""What a version names that follows it."""
_OF_THE_STATE: Final = "中华人民共和国"
"""Before the title of a law, which is often named without it."""
_TITLE: Final = re.compile("《([^《》]+)》")


@dataclass(frozen=True, slots=True)
class Called:
    """A legal basis, as words call it."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Owed:
    """What is owed of an entry, with the basis of which it is owed."""

    duty: OwedDuty
    bases: tuple[Called, ...] = ()
    """The basis that changed, and what has taken its place."""
    received: bool = False
    """It is owed by the department to which a duty was moved, and the entry rests on that duty."""


def cause_named(cause: str) -> CauseKind:
    """What kind of cause an import names, which has words only: one of the terms, wherever it stands."""
    return next((kind for kind in CAUSES if kind.zh in cause), CauseKind.OTHER)


def followed(ground: Ground, owed: Sequence[Owed]) -> Collection[str]:
    """The ids of those updates that a version follows.

    Args:
        ground: What the version is made for.
        owed: Everything that is owed of its entry.
    """
    received = {each.duty.id for each in owed if each.received}
    return {*received, *_named(ground, [each for each in owed if not each.received])}


def _named(ground: Ground, owed: Sequence[Owed]) -> Collection[str]:
    updates = [each for each in owed if each.duty.kind is DutyKind.CATALOGUE_UPDATE]
    if ground.basis is not None:
        return {each.duty.id for each in updates if any(one.code == ground.basis for one in each.bases)}
    alike = [each for each in updates if each.duty.trigger is CAUSES.get(ground.kind)]
    named = {each.duty.id for each in alike if any(_called(one, ground.cause) for one in each.bases)}
    if named or len(alike) != 1 or _TITLE.search(ground.cause):
        return named
    return {alike[0].duty.id}


def _called(basis: Called, words: str) -> bool:
    title = basis.title.strip("《》").removeprefix(_OF_THE_STATE)
    if any(each.removeprefix(_OF_THE_STATE) == title for each in _TITLE.findall(words)):
        return True
    outside = _TITLE.sub("", words)  # of one title another may be a part
    return title in outside or _stands(basis.code, words)


def _stands(code: str, words: str) -> bool:
    """Whether a code stands in words, and is no part of a longer one."""
    return re.search(rf"(?<![A-Za-z0-9-]){re.escape(code)}(?![A-Za-z0-9-])", words) is not None
