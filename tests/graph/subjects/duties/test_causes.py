"""Which duties a version follows: those whose cause it names, by code or in words."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime

import pytest
from builders.owed import owed

from graph.subjects.duties.causes import Called, Owed, followed
from graph.words.duties import DutyEvent, DutyKind
from graph.words.entry_cases import CauseKind, Ground

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
PRICE = Called("D1-001", "中华人民共和国价格法")
OPENNESS = Called("D1-002", "政府信息公开条例")
NEWER = Called("D1-003", "政府信息公开条例（2026年修订）")


def _owed(number: int, *bases: Called, trigger: DutyEvent = DutyEvent.LAW_AMENDED) -> Owed:
    duty = owed("D", f"{number:08d}", AT, id=str(number), kind=DutyKind.CATALOGUE_UPDATE, trigger=trigger)
    return Owed(duty, bases)


TWO = (_owed(1, PRICE), _owed(2, OPENNESS, NEWER))


def _followed(words: str, *owed: Owed, kind: CauseKind = CauseKind.LAW_AMENDED, basis: str | None = None) -> str:
    found: Collection[str] = followed(Ground(kind, words, basis=basis), owed)
    return "".join(sorted(found))


@pytest.mark.parametrize(
    ("words", "met"),
    [
        ("《某某完全无关法》修订", ""),
        ("法律修订", ""),
        ("《中华人民共和国价格法》修订", "1"),
        ("《价格法》修订", "1"),
        ("价格法修订", "1"),
        ("《价格法实施办法》修订", ""),
        ("依据 D1-001 修订", "1"),
        ("依据 D1-0011 修订", ""),
        ("《政府信息公开条例》废止", "2"),
        ("依 D1-003 重新登记", "2"),
        ("《价格法》《政府信息公开条例》均已修订", "12"),
    ],
)
def test_words_meet_what_they_name(words: str, met: str) -> None:
    assert _followed(words, *TWO) == met


def test_a_basis_that_is_named_decides_alone() -> None:
    assert _followed("《价格法》修订", *TWO, basis="D1-002") == "2"
    assert _followed("随之变更", *TWO, basis="D1-003") == "2"
    assert _followed("随之变更", *TWO, basis="D1-009") == ""
    assert _followed("随之变更", *TWO, kind=CauseKind.OTHER, basis="D1-001") == "1"


def test_the_kind_of_a_cause_is_enough_where_one_duty_can_be_meant() -> None:
    moved = _owed(3, Called("W-1", "民政局职责"), trigger=DutyEvent.DUTY_MOVED)
    assert _followed("随之变更", TWO[0], moved) == "1"
    assert _followed("随之变更", TWO[0], moved, kind=CauseKind.DUTY_MOVED) == "3"
    assert _followed("随之变更", TWO[0], kind=CauseKind.OTHER) == ""
    assert _followed("《某某完全无关法》修订", TWO[0]) == ""
