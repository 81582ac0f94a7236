"""All five cities in one store, each with a provider, a user and an entry of every sharing type."""

from __future__ import annotations

from datetime import UTC, datetime

from builders import catalogue as build
from builders.city import ADMIN, City, uscc

from graph.store.engine import Store, Unit
from graph.store.personal import PersonalData
from graph.subjects.entries import recording
from graph.subjects.organisation.desk import Organisation, establish
from graph.subjects.sources.desk import Sources, add_sources
from graph.words.entries import EntryState, SharingType
from graph.words.organisation import DepartmentKind

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
CITIES = ("CZ", "JZ", "JI", "WH", "CS")
GOVERNMENT = {city: uscc(10 * at) for at, city in enumerate(CITIES, 1)}
PROVIDER = {city: uscc(10 * at + 1) for at, city in enumerate(CITIES, 1)}
USER = {city: uscc(10 * at + 2) for at, city in enumerate(CITIES, 1)}
_NUMBER = {SharingType.UNCONDITIONAL: 1, SharingType.CONDITIONAL: 2, SharingType.REFUSED: 3}


def code(city: str, sharing: SharingType = SharingType.CONDITIONAL) -> str:
    """Code of the entry of a sharing type in a city."""
    return f"30700134{10 + CITIES.index(city)}00/00000{_NUMBER[sharing]}"


async def asked_cities(store: Store, personal: PersonalData) -> City:
    """Establish them; the consumer of each is called `USE-WH`."""
    departments = []
    for city in CITIES:
        government = GOVERNMENT[city]
        departments += [
            build.department(government, f"{city}市人民政府", kind=DepartmentKind.GOVERNMENT, policy=city),
            build.department(PROVIDER[city], f"{city}民政局", parent=government),
            build.department(USER[city], f"{city}教育局", parent=government),
        ]
    await establish(store, Organisation(departments=tuple(departments)), personal, ADMIN)
    consumers = tuple(build.consumer(f"USE-{city}", department=USER[city]) for city in CITIES)
    await add_sources(store, Sources(legal_bases=(build.basis("LAW-1"),), consumers=consumers), ADMIN)

    async def entered(unit: Unit) -> None:
        for city in CITIES:
            drafts = [
                build.entry(
                    code(city, each), f"{city}{each.zh}", provider=PROVIDER[city], sharing=each,
                    sharing_condition="限履行职责使用",
                )
                for each in SharingType
            ]  # fmt: skip
            await recording.write_entries(unit, drafts, {PROVIDER[city]: city}, EntryState.PUBLISHED, NOW, "登记")

    await store.write(entered)
    return City(store, personal)
