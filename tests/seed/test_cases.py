"""Every case of the demonstration is brought about once: who starts it again is answered at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from builders.more import LEFT_OUT

from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.subjects.installation.memory import begin_demonstration
from seed.cases import STEP, load_cases
from seed.catalogue import Tables
from seed.loader import load_catalogue, seeded

pytestmark = [*LEFT_OUT]
NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)


async def test_what_was_walked_is_not_walked_again_until_a_table_changes(
    embedded: Store, personal: PersonalData
) -> None:
    store = embedded
    tables, told = Tables(), list[str]()
    await load_catalogue(store, personal, NOW, tables=tables)
    await load_cases(store, personal, tables, NOW, lambda _done, _total, what: told.append(what))
    assert len(told) > 100
    assert STEP in (await seeded(store)).steps
    told.clear()
    await load_cases(store, personal, Tables(), NOW + timedelta(days=3), lambda _d, _t, what: told.append(what))
    assert told == []
    await begin_demonstration(store, "other tables", NOW.date())
    assert STEP not in (await seeded(store)).steps
