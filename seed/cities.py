"""The other four cities: a few entries of each, and what is under way with them by that city's own table.

- Each has one case at least in every state into which a row of its tables leads that 芜湖 has not, or has otherwise.
- The tables say what was done, and how many days before the demonstration was begun; the law says who did it
  (`officers`).
- They run in the order of their days. Each step has a key of its own: loaded again, nothing is done again.
- 晋中's entries come by cases, so that what was reviewed before release is published with each (JZ-11).
- A city whose text is not in force on that day, or was not when its entries came into the catalogue, has nothing.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

from graph.law.policies import bound_by
from graph.office.actor import Actor
from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.subjects.entries import sheet as entries_sheet
from graph.subjects.entries.desk import register
from graph.subjects.entries.setting import entry_setting
from graph.subjects.installation.memory import installation
from graph.subjects.sources import sheet as sources_sheet
from graph.subjects.sources.desk import Sources, add_sources
from graph.words.china_time import CHINA, china_day
from graph.words.entries import EntryDraft
from seed.city_acts import Desk
from seed.city_duties import owe
from seed.loader import CAUSE, LOADER, Progress, untold
from seed.reading import Reading
from seed.releasing import released
from seed.sheets import TABLES, Row

CITIES = ("CZ", "JZ", "JI", "CS")
HOME = "WH"
"""The city of which only duties stand here."""
_BEFORE = timedelta(days=90)
"""How long before the demonstration their entries came into the catalogue."""


@dataclass(frozen=True, slots=True)
class Cities:
    """The tables, read."""

    sources: Sources
    entries: dict[str, tuple[EntryDraft, ...]]
    """Those that are taken over into the catalogue, by policy."""
    drafts: dict[str, EntryDraft]
    """Every entry by its code, also those that come into the catalogue by cases."""
    acts: tuple[tuple[str, Row], ...]
    """What is done, each with the name of its table."""


def read_cities(folder: Path = TABLES) -> Cities:
    """Read them.

    Raises:
        Refusal: A cell that is wrong, with the file first in its path.
        SeveralReasons: All of them.
    """
    reading = Reading(folder / "cities")
    entries = {city: reading.all(f"entries/{city}", entries_sheet.read_entries) for city in CITIES}
    prepared = reading.all("prepared/*", entries_sheet.read_entries)
    found = Cities(
        Sources(
            reading.all("legal_bases", sources_sheet.read_legal_bases),
            reading.all("systems", sources_sheet.read_systems),
            consumers=reading.all("consumers", sources_sheet.read_consumers),
        ),
        entries,
        {draft.code: draft for draft in (*(each for drafts in entries.values() for each in drafts), *prepared)},
        tuple((name, row) for name in _ACTS for row in reading.rows(name)),
    )
    reading.review.refuse()
    return found


async def load_cities(
    store: Store, personal: PersonalData, cities: Cities, now: datetime, progress: Progress = untold
) -> int:
    """Bring about what is not there yet; say how many things are done.

    Args:
        store: A demonstration store with its catalogue.
        personal: Encrypts what is said.
        cities: The tables.
        now: The present.
        progress: Is told how much is done.
    """
    begun = datetime.combine((await installation(store)).day(now) - timedelta(days=1), time(9), CHINA)
    day = china_day(begun)
    bound = {HOME, *(city for city in CITIES if bound_by(city, day) and bound_by(city, day - _BEFORE))}
    await _catalogued(store, cities, bound, begun - _BEFORE)
    desk = Desk(store, personal, cities.drafts, begun, {})
    acts = [act for name, row in cities.acts if row["政策"] in bound for act in _ACTS[name](desk, row)]
    for done, (_, act) in enumerate(sorted(acts, key=lambda each: -each[0])):
        progress(done, len(acts), "郴州、晋中、焦作、长沙")
        await act()
    progress(len(acts), len(acts), "")
    return len(acts)


async def _catalogued(store: Store, cities: Cities, bound: set[str], at: datetime) -> None:
    """Enter what is not there; what is there has had things done to it."""
    actor = Actor(LOADER, at)
    drafts = [draft for city, each in cities.entries.items() if city in bound for draft in each]
    there = await entry_setting(store, actor.today, codes=[draft.code for draft in drafts])
    new = [draft for draft in drafts if draft.code not in there.registered]
    if new:
        await add_sources(store, cities.sources, actor)
        of_cities = [released(each, city, actor) for city, each in cities.entries.items() if city in bound]
        reviewed = {code: points for each in of_cities for code, points in each.items()}
        await register(store, new, actor, CAUSE, publish=True, reviewed=reviewed)


_Act = tuple[int, Callable[[], Awaitable[None]]]
"""What is done, and how many days before the demonstration."""


def _requests(desk: Desk, row: Row) -> Iterator[_Act]:
    yield int(row["几日前"]), lambda: desk.ask(row)
    if row["其后几日前"]:
        yield int(row["其后几日前"]), lambda: desk.ask_on(row)


def _entries(desk: Desk, row: Row) -> Iterator[_Act]:
    yield int(row["几日前"]), lambda: desk.approve(row)


def _objections(desk: Desk, row: Row) -> Iterator[_Act]:
    yield int(row["几日前"]), lambda: desk.object(row)


def _duties(desk: Desk, row: Row) -> Iterator[_Act]:
    yield int(row["几日前"]), lambda: owe(desk, row)


_ACTS: dict[str, Callable[[Desk, Row], Iterator[_Act]]] = {
    "requests": _requests, "entry_cases": _entries, "objections": _objections, "duties": _duties,
}  # fmt: skip
