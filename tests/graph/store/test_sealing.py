"""An older store's names that tell identity numbers are sealed wherever they stand, with what was made from them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from builders.office import citizen
from builders.stores import wipe

from graph.schema.nodes import ALL, INNER
from graph.store.engine import Store
from graph.store.journal_parts import close_off, parts_read
from graph.store.personal import PersonalData
from graph.store.sealing import seal_subjects

NUMBER, WIDE = citizen(31), f"cn-{citizen(32)}"
PLAIN = (
    "CREATE (:Post {id: 'P1', subject: $a}) CREATE (:Post {id: 'P2', subject: 'zhao'}) "
    "CREATE (:Post {id: 'P3', subject: ''}) "
    "CREATE (:Administrator {id: $a}) "
    "CREATE (:Journal {id: 'J1', act: 'APPOINT_ADMINISTRATOR', about: $a, subject: $b, role: 'ADMIN'}) "
    "CREATE (:Journal {id: 'J2', act: 'ISSUE_LICENSE', about: 'L1', subject: $a, role: 'STAFF'}) "
    "CREATE (:Journal {id: 'J3', act: 'RAISE_OBJECTION', about: 'O2', subject: $hash, role: 'HOLDER'}) "
    "CREATE (:LicenseUse {id: 'U1', licenseId: 'L1', subject: $b, pair: 'L1|' + $b}) "
    "CREATE (:CollectedFile {id: 'C1', collectedBy: $a}) "
    "CREATE (:Objection {id: 'O1', raisedBy: $a, openKey: $a + '|License|L1|ACCURACY'}) "
    "CREATE (:Objection {id: 'O2', raisedBy: $hash, openKey: $hash + '|License|L1|ACCURACY'}) "
    "CREATE (:Objection {id: 'O3', raisedBy: $b}) "
    "CREATE (:ForgeryCase {id: 'G1', decidedBy: $a, reporters: [$b, 'bank', $a], history: []}) "
    "CREATE (:ForgerySighting {id: 'S1', subject: $b}) CREATE (:Notice {id: 'N1', recipient: $b}) "
    "CREATE (:LicenseDraft {id: 'D1', history: ['2026-03-02T10:00:00+08:00|RECEIVE|' + $a, "
    "'2026-03-02T10:00:00+08:00|MAKE|maker']})"
)
EVERYTHING = "MATCH (n) WHERE n.id IS NOT NULL AND NOT n:Zhengtu RETURN collect([labels(n)[0], n.id, properties(n)])"
NAMING = {"subject", "raisedBy", "decidedBy", "reporters", "recipient", "collectedBy"}
HASH = "1" * 17 + "3" * 47
"""Of a holder's code; what looks like a number in it is none."""


@pytest.fixture
async def older(store: Store) -> Store:
    await store.write(wipe)
    await store.write(lambda unit: unit.run(PLAIN, a=NUMBER, b=WIDE, hash=HASH))
    return store


async def test_every_name_that_tells_a_number_is_sealed_and_nothing_else(older: Store, personal: PersonalData) -> None:
    a, b = personal.subjects.kept(NUMBER), personal.subjects.kept(WIDE)
    before = await older.read(EVERYTHING)
    await seal_subjects(older, personal.subjects)
    after = await older.read(EVERYTHING)
    expected = str(sorted(before, key=str)).replace(WIDE, b).replace(NUMBER, a)
    assert sorted(str(sorted(after, key=str))) == sorted(expected)
    assert NUMBER not in str(after)
    assert WIDE not in str(after)
    pair, key = await older.read("MATCH (u:LicenseUse) MATCH (o:Objection {id: 'O1'}) RETURN [u.pair, o.openKey]")
    assert (pair, key) == (f"L1|{b}", f"{a}|License|L1|ACCURACY")
    assert await older.read("MATCH (o:Objection {id: 'O2'}) RETURN o.raisedBy") == HASH


async def test_the_second_time_nothing_is_changed(older: Store, personal: PersonalData) -> None:
    await seal_subjects(older, personal.subjects)
    once, writes = await older.read(EVERYTHING), older.writes
    await seal_subjects(older, personal.subjects)
    assert await older.read(EVERYTHING) == once
    assert older.writes == writes


async def test_parts_of_the_journal_that_were_closed_off_before_stay_whole(
    older: Store, personal: PersonalData
) -> None:
    at = "MATCH (j:Journal) SET j.part = 'open', j.at = datetime('2026-03-02T10:00:00Z'), j.detail = '', j.rules = []"
    await older.write(lambda unit: unit.run(at))
    head = await close_off(older, personal, datetime(2026, 3, 3, tzinfo=UTC))
    await seal_subjects(older, personal.subjects)
    (part,) = await parts_read(older, personal, 1, head.parts)
    assert (part.there, part.made) == (3, part.mark)
    changed = personal.subjects.kept(citizen(33))
    for name in (changed, f"{changed[:-8]}AAAAAAA="):
        await older.write(lambda unit, name=name: unit.run("MATCH (j:Journal {id: 'J2'}) SET j.subject = $n", n=name))  # type: ignore[misc]
        (part,) = await parts_read(older, personal, 1, head.parts)
        assert part.made != part.mark, "nor is one name put in the place of another"


def test_every_column_that_names_somebody_is_among_them() -> None:
    named = {f"(:{shape.label} " for shape in (*ALL, *INNER) for column in shape.columns if column.name in NAMING}
    assert [each for each in named if each not in PLAIN] == []
