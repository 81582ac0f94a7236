"""Five cities in one store, with one node of each kind that is not for everybody at each of four departments.

In each city 市局 provides and issues, its 信息中心 stands below it, 用数局 uses its data, 区局 belongs to a county of
the city. In 晋中 the bureau is bound and not the city. Everybody of whom a test asks holds one post, or none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cache

import orjson
from builders import catalogue as build
from builders import drafted, objections, office
from builders.city import uscc
from builders.entry_cases import case_of
from builders.office import gid
from builders.owed import owed

from graph.cases.notices import tell
from graph.codes.identifier import build_identifier
from graph.law.scope import Guarded
from graph.store.engine import Store, Unit
from graph.store.personal import PersonalData
from graph.store.sealed_keys import Key
from graph.subjects.duties import memory as duties_memory
from graph.subjects.entries import entering
from graph.subjects.entries import recording as entries_recording
from graph.subjects.entries.entering import Begun
from graph.subjects.forgeries import recording as forgeries_recording
from graph.subjects.forgeries.memory import VERDICT, hidden
from graph.subjects.granting import memory as granting_memory
from graph.subjects.installation import memory as installation_memory
from graph.subjects.licensing import defining as licensing_defining
from graph.subjects.licensing import drafting
from graph.subjects.licensing import recording as licensing_recording
from graph.subjects.lineage import recording as lineage_recording
from graph.subjects.objections.memory import WORDS
from graph.subjects.organisation import memory as organisation_memory
from graph.subjects.people.desk import principal_of
from graph.subjects.sharing import memory as sharing_memory
from graph.subjects.sources import memory as sources_memory
from graph.words.entries import EntryDraft, EntryState
from graph.words.forgeries import ForgeryCase, ForgeryEvent, ForgeryMove, Judged, Sighting
from graph.words.license_grants import LicenseGrant
from graph.words.licensing import (
    CHANGE_REASON,
    NUMBER,
    Holder,
    LicenseEvent,
    LicenseRecord,
    LicenseState,
)
from graph.words.notices import Notice, NoticeKind, Recipient, RecipientKind
from graph.words.objections import Objection, ObjectionGround
from graph.words.organisation import AuthorityLevel, Department, DepartmentKind, Post, PostKind
from graph.words.people import Role
from graph.words.sharing import RequestState, SharingRequest
from graph.words.sources import Consumer
from licenses.register.records import stored_holder

NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
TODAY = date(2026, 3, 2)
BEGAN = date(2020, 1, 1)
DIVISIONS = {"WH": "340200", "CZ": "431000", "JZ": "140700", "JI": "410800", "CS": "430100"}
ORDINARY = PostKind.APPLICANT


@cache
def _code(division: str, number: int) -> str:
    return uscc(number, division)


@dataclass(frozen=True)
class City:
    """A city by its departments."""

    policy: str
    division: str

    def __getattr__(self, name: str) -> str:
        """USCC of a department: `government`, `bureau`, `office`, `user`, `county`, `county_bureau`."""
        if name not in PLACES:
            raise AttributeError(name)
        return _code(self.division, PLACES.index(name) + 1)

    def subtree(self, place: str) -> frozenset[str]:
        """A department and those below it."""
        return frozenset(getattr(self, each) for each in PLACES if place in (each, *ABOVE[each]))

    def supervised(self, place: str) -> frozenset[str]:
        """What a supervising post there reaches."""
        root = place if place == "bureau" and self.policy == "JZ" else "county" if "county" in place else "government"
        return self.subtree(root)

    def partners(self, place: str) -> frozenset[str]:
        """Who shares a case with a department: 用数局 has asked 市局 for data and objects to them."""
        return frozenset({self.bureau, self.user}) if place in ("bureau", "user") else frozenset()


PLACES = ("government", "bureau", "office", "user", "county", "county_bureau")
ABOVE: dict[str, tuple[str, ...]] = {
    "government": (),
    "bureau": ("government",),
    "office": ("bureau", "government"),
    "user": ("government",),
    "county": ("government",),
    "county_bureau": ("county", "government"),
}
OWNERS = ("bureau", "office", "user", "county_bureau")
CITIES = tuple(City(policy, division) for policy, division in DIVISIONS.items())
EVERYWHERE = frozenset(getattr(city, place) for city in CITIES for place in PLACES)


@dataclass(frozen=True)
class Planted:
    """A node that is not for everybody."""

    what: Guarded
    label: str
    id: str
    owners: frozenset[str]
    """The departments by which it is seen."""
    own: str = ""
    """Subject by which it is seen besides."""
    secrets: tuple[str, ...] = ()
    """What nobody reads who does not see it."""
    besides: Guarded | None = None
    """What its departments have to show him as well: a notice of licences is for who sees them."""


@dataclass(frozen=True)
class Asker:
    """Somebody who asks."""

    role: Role
    subject: str = ""
    post: PostKind | None = None
    city: City | None = None
    place: str = ""
    department: str | None = None

    def __str__(self) -> str:
        """How a test names him."""
        known = f" {self.subject}" if self.role is Role.STAFF and not self.post else ""
        return (self.post or self.role).name + known + (f" {self.place} in {self.city.policy}" if self.city else "")


def askers() -> Iterator[Asker]:
    """Every role, and every post at the bureau and in the county of each city."""
    yield Asker(Role.PUBLIC)
    yield Asker(Role.STAFF, "nobody")
    for role in (Role.RELYING_PARTY, Role.SERVICE, Role.AUDITOR, Role.ADMIN):
        yield Asker(role, role.name.lower())
    for city in CITIES:
        yield Asker(Role.HOLDER, holder_code(city), city=city)
        yield Asker(Role.STAFF, objector(city), ORDINARY, city, "user")
        for role in (Role.AUDITOR, Role.ADMIN):
            yield Asker(role, role.name.lower(), city=city, department=city.county)
        for place in ("bureau", "county_bureau"):
            for kind in PostKind:
                yield Asker(Role.STAFF, person(city, place, kind), kind, city, place)


def person(city: City, place: str, kind: PostKind) -> str:
    """Subject of who holds a post."""
    return f"{city.policy}-{place}-{kind.name}"


def objector(city: City) -> str:
    """Subject of who objects for 用数局."""
    return f"{city.policy}-objector"


def holder_code(city: City, place: str = "bureau") -> str:
    """Citizen number of the holder of the licence that a department has issued."""
    return office.citizen(100 + 10 * CITIES.index(city) + PLACES.index(place))


def mentioned(city: City) -> tuple[str, ...]:
    """What the words of an objection name: an entry, a licence and a citizen that others may not see."""
    code = draft_code(city, "office")
    return code, identifier(city, "office"), holder_code(city, "office"), gid("Resource", code)


@dataclass
class FiveCities:
    """The store with the five cities, and what is planted in it."""

    store: Store
    personal: PersonalData
    planted: list[Planted] = field(default_factory=list)

    def hash(self, code: str) -> str:
        """Keyed hash of a holder's code."""
        return self.personal.lookup(code)

    async def principal(self, asker: Asker):  # type: ignore[no-untyped-def]
        """Who an asker is, as a request would read it."""
        hashed = self.hash(asker.subject) if asker.role is Role.HOLDER else ""
        return await principal_of(
            self.store, asker.role, hashed or asker.subject, TODAY, department=asker.department, holder=hashed
        )


async def furnished(store: Store, personal: PersonalData) -> FiveCities:
    """Fill an empty store with the five cities."""
    cities = FiveCities(store, personal)
    await installation_memory.become_demonstration(store)

    async def work(unit: Unit) -> None:
        cities.planted.clear()
        await _organisation(cities, unit)
        await _licenses(cities, unit)
        await _entries(cities, unit)
        await _license_grants(cities, unit)
        await _cases(cities, unit)
        await _forgeries(cities, unit)
        await _notices(cities, unit)

    await store.write(work)
    return cities


async def _organisation(cities: FiveCities, unit: Unit) -> None:
    divisions = [build.division(city.division, name=city.policy) for city in CITIES]
    await organisation_memory.write_divisions(unit, divisions)
    await organisation_memory.write_departments(unit, [each for city in CITIES for each in _departments(city)])
    bound = [(c.policy, c.bureau if c.policy == "JZ" else c.government, BEGAN, None) for c in CITIES]
    await organisation_memory.write_bindings(unit, bound)
    posts: list[Post] = []
    for city in CITIES:
        posts.append(
            Post(f"{city.policy}-objector-1", ORDINARY, objector(city), f"异{city.policy}某", city.user, BEGAN)
        )
        for place in ("bureau", "county_bureau"):
            for kind in PostKind:
                subject = person(city, place, kind)
                posts.append(Post(f"{subject}-1", kind, subject, f"名{subject}某", getattr(city, place), BEGAN))
        for place in ("office", "user"):
            kind = PostKind.CONTACT
            posts.append(
                Post(
                    f"{person(city, place, kind)}-1", kind, "", f"名{city.policy}{place}某", getattr(city, place), BEGAN
                )
            )
    await organisation_memory.write_posts(unit, posts, cities.personal)
    cities.planted += [
        Planted(Guarded.PEOPLE, "Post", post.id, frozenset({post.department}), secrets=(post.id, post.name))
        for post in posts
        if post.kind is not PostKind.HEAD
    ]


def _departments(city: City) -> Iterator[Department]:
    for place in PLACES:
        above = ABOVE[place]
        yield build.department(
            getattr(city, place),
            f"{city.policy}{place}",
            kind=DepartmentKind.GOVERNMENT if place in ("government", "county") else DepartmentKind.DEPARTMENT,
            level=AuthorityLevel.COUNTY if "county" in place else AuthorityLevel.CITY,
            division=city.division,
            parent=getattr(city, above[0]) if above else None,
            phone=phone(city, place) if place in OWNERS else None,
        )


def phone(city: City, place: str) -> str:
    """Telephone of the contact of a department."""
    return f"0{CITIES.index(city)}55-88{PLACES.index(place)}7766"


def draft_code(city: City, place: str) -> str:
    """Code of the unpublished entry of a department."""
    return f"309{city.division}{PLACES.index(place)}/000009"


def published_code(city: City, place: str) -> str:
    """Code of its published entry."""
    return f"307{city.division}{PLACES.index(place)}/000007"


def identifier(city: City, place: str) -> str:
    """Identifier of the licence that it has issued."""
    serial = f"S{city.policy}{PLACES.index(place)}"
    return str(build_identifier(office.MARRIAGE, getattr(city, place), serial).text)


async def _entries(cities: FiveCities, unit: Unit) -> None:
    drafts, before, published, made, items = [], [], [], [], []
    for city in CITIES:
        for place in OWNERS:
            owner, code, shown = getattr(city, place), draft_code(city, place), published_code(city, place)
            mark = f"{city.policy}{place}"
            drafts.append(build.entry(code, f"未发布{mark}", (f"未项{mark}",), provider=owner))
            before.append(build.entry(shown, f"改名前{mark}", provider=owner))
            # What is published names an entry that is not.
            published.append(build.entry(shown, f"已发布{mark}", provider=owner, related=(code,)))
            made += [build.made_from(shown, code), build.made_from(office.MARRIAGE, code)]
            items.append(build.item_made_from((shown, "姓名"), (code, f"未项{mark}")))
            at = frozenset({owner})
            item, version = f"{code}#未项{mark}", f"{code}@1"
            cities.planted += [
                Planted(Guarded.ENTRIES, "Resource", code, at, secrets=(code, f"未发布{mark}")),
                Planted(Guarded.ENTRIES, "Item", item, at, secrets=(f"未项{mark}",)),
                Planted(Guarded.ENTRIES, "EntryVersion", version, at, secrets=(version,)),
                Planted(Guarded.ENTRIES, "EntryVersion", f"{shown}@1", at, secrets=(f"改名前{mark}",)),
            ]
    policies: dict[str, str | None] = {each.provider: None for each in drafts}
    for written, state in (
        (drafts, EntryState.DRAFT),
        (before, EntryState.DRAFT),
        (published, EntryState.PUBLISHED),
    ):
        await _write(unit, written, policies, state)
    for each in drafts:
        case = case_of(each, NOW, f"登记员-{each.code[-6:]}", id=f"案-{each.code}")
        await entering.enter(unit, [Begun(case, "WH")])
        cities.planted.append(
            Planted(Guarded.ENTRIES, "EntryCase", case.id, frozenset({each.provider}), secrets=(case.id,))
        )
        duty = owed(each.provider, each.code, NOW, id=f"义务-{each.code}")
        await duties_memory.open_duties(unit, [duty])
        cities.planted.append(
            Planted(Guarded.ENTRIES, "OwedDuty", duty.id, frozenset({each.provider}), secrets=(duty.id,))
        )
    await lineage_recording.write_lineage(unit, made)
    await lineage_recording.write_item_lineage(unit, items)


async def _write(unit: Unit, written: list[EntryDraft], policies: dict[str, str | None], state: EntryState) -> None:
    # The cause, which everybody reads of what is published, names what others may not see.
    city = CITIES[0]
    cause = f"登记：资源-{draft_code(city, 'county_bureau')}，sfz_{holder_code(city, 'county_bureau')}"
    await entries_recording.write_entries(unit, written, policies, state, NOW, cause)


async def _licenses(cities: FiveCities, unit: Unit) -> None:
    await licensing_defining.write_types(unit, [office.kind(office.MARRIAGE, "结婚登记证明")])
    records, holders, keys, number = [], [], dict[str, Key](), 0
    for city in CITIES:
        for place in OWNERS:
            number += 1
            code = holder_code(city, place)
            name = f"持{city.policy}{place}"
            at, own = frozenset({getattr(city, place)}), code if place == "bureau" else ""
            key = Key.make()
            record = _record(cities, key, city, place, code, name)
            records.append(record)
            keys[record.id] = key
            holders.append(stored_holder(cities.personal, f"holder-{number:03}", Holder.known_by(name, code, "111")))
            cities.planted += [
                Planted(Guarded.LICENSES, "License", record.id, at, own, (record.id, record.identifier)),
                Planted(Guarded.HOLDERS, "Holder", f"holder-{number:03}", at, own, (f"holder-{number:03}", name, code)),
            ]
    await licensing_recording.write_licenses(unit, cities.personal, records, keys, holders, ())
    waiting = [drafted.waiting(cities.personal, issuer, NOW) for issuer in {record.issuer for record in records}]
    await drafting.enter_drafts(unit, cities.personal, [(each, None, opening) for each, opening in waiting])
    cities.planted += [
        Planted(Guarded.LICENSES, "LicenseDraft", each.id, frozenset({each.issuer}), secrets=(each.id,))
        for each, _ in waiting
    ]


def _record(cities: FiveCities, key: Key, city: City, place: str, code: str, name: str) -> LicenseRecord:
    face = orjson.dumps({"KZ_XM": name, "KZ_DJRQ": "2026-03-01"}).decode()
    return LicenseRecord(
        id=f"license-{city.policy}-{place}",
        identifier=identifier(city, place),
        number=key.encrypt(f"号{code}", NUMBER),
        number_hash=cities.hash(f"号{code}"),
        number_key=code,
        number_personal=True,
        version=1,
        state=LicenseState.IN_FORCE,
        history=(LicenseEvent(NOW, LicenseState.IN_FORCE, cities.personal.encrypt(f"换证_{code}", CHANGE_REASON)),),
        issued_on=TODAY,
        valid_from=TODAY,
        valid_until=None,
        sealed_at=NOW,
        digest=f"{city.policy}{place}".ljust(64, "0"),
        size=1,
        seal_serial="1",
        type_code=office.MARRIAGE,
        type_name="结婚登记证明",
        issuer=getattr(city, place),
        face_cipher=key.encrypt(face, "License.face"),
        holder_hashes=(cities.hash(code),),
        change_reason=cities.personal.encrypt(f"ID{code}", CHANGE_REASON),
        replaces_id=None,
    )


async def _license_grants(cities: FiveCities, unit: Unit) -> None:
    """市局, 用数局 and 区局 are 用证单位."""
    consumers: list[Consumer] = []
    grants: list[LicenseGrant] = []
    for city in CITIES:
        for place in ("bureau", "user", "county_bureau"):
            number, user = f"L{city.policy}{place}", f"{city.policy}-LICENSES-{place}"
            words, at = f"用证{city.policy}{place}", getattr(city, place)
            consumers.append(build.consumer(user, name=f"证{place}", department=at))
            grants.append(build.license_grant(number, user, license_type=office.MARRIAGE, scenario=words))
            secrets = (number, words)
            cities.planted.append(
                Planted(Guarded.LICENSE_GRANTS, "LicenseGrant", number, frozenset({at}), secrets=secrets)
            )
    await sources_memory.write_consumers(unit, consumers)
    await granting_memory.write_license_grants(unit, grants)


async def _cases(cities: FiveCities, unit: Unit) -> None:
    """用数局 asks 市局 and objects; 区局 asks and objects within itself; the holder objects to his licence."""
    consumers: list[Consumer] = []
    requests: list[SharingRequest] = []
    for city in CITIES:
        consumers += [
            build.consumer(f"{city.policy}-USE-{place}", name=f"用{place}", department=getattr(city, place))
            for place in ("user", "county_bureau")
        ]
        for place, provider in (("user", "bureau"), ("county_bureau", "county_bureau")):
            number, words = f"Q{city.policy}{place}", f"拟办{city.policy}{place}"
            granted = {"state": RequestState.GRANTED, "answered_on": date(2026, 2, 5)}
            requests.append(
                build.request(
                    number, published_code(city, provider), f"{city.policy}-USE-{place}", scenario=words, **granted
                )
            )
            at = frozenset({getattr(city, place), getattr(city, provider)})
            cities.planted += [
                Planted(Guarded.EXCHANGES, "SharingRequest", number, at, secrets=(words,)),
                Planted(Guarded.EXCHANGES, "Grant", f"{number}/G", at),
            ]
    await sources_memory.write_consumers(unit, consumers)
    await sharing_memory.write_requests(unit, cities.personal, requests)
    for city in CITIES:
        bureau, license_id = city.bureau, f"license-{city.policy}-bureau"
        hashed = cities.hash(holder_code(city))
        entry, at_home = published_code(city, "bureau"), published_code(city, "county_bureau")
        county = city.county_bureau
        await _object(cities, unit, city, 1, ("Resource", entry), (objector(city), bureau), {bureau, city.user})
        await _object(cities, unit, city, 2, ("Resource", at_home), ("somebody", county), {county})
        await _object(cities, unit, city, 3, ("License", license_id), (hashed, bureau), {bureau})


async def _object(
    cities: FiveCities,
    unit: Unit,
    city: City,
    number: int,
    on: tuple[str, str],
    who: tuple[str, str],
    parties: set[str],
) -> None:
    """Raise an objection whose words name an entry and a licence that others may not see."""
    identity, mark = objection_id(city, number), f"疑{city.policy}{number}"
    words = f"{mark}：与{'、'.join(mentioned(city))}不一致"
    objection = Objection(
        id=identity, on_kind=on[0], on_id=on[1], ground=ObjectionGround.ACCURACY,
        words=cities.personal.hidden(words, WORDS), raised_at=NOW,
        raised_by=who[0], answers=who[1],
    )  # fmt: skip
    await objections.enter(unit, objection, sorted(parties), city.policy)
    own = holder_code(city) if number == 3 else who[0]
    cities.planted.append(Planted(Guarded.OBJECTIONS, "Objection", identity, frozenset(parties), own, (identity, mark)))


async def _forgeries(cities: FiveCities, unit: Unit) -> None:
    """Somebody who objects for 用数局, and 用证单位, met files that imitate licences of 市局 and 区局."""
    for city in CITIES:
        for number, (place, reporter) in enumerate(
            (("bureau", objector(city)), ("county_bureau", Role.RELYING_PARTY.name.lower())), start=1
        ):
            department, identity = getattr(city, place), f"2026031{number}-{city.division}{number:06d}"
            digest = hashlib.sha256(identity.encode()).hexdigest()
            met = Sighting(NOW, f"情形{city.policy}{number}", Holder.known_by(f"持{city.policy}{number}", "", "111"))
            case = ForgeryCase(
                id=identity, digest=digest, size=1, judged=Judged.NOT_GENUINE,
                verdict=cities.personal.hidden(KEPT_VERDICT, VERDICT), suspected_at=NOW,
                imitates=department, reporters=(reporter,), sightings=(hidden(cities.personal, met),),
                history=(ForgeryMove(NOW, ForgeryEvent.SUSPECT, ""),), entered_at=NOW,
            )  # fmt: skip
            await forgeries_recording.enter(unit, case, city.policy)
            cities.planted.append(
                Planted(
                    Guarded.FORGERIES, "ForgeryCase", identity, frozenset({department}), reporter, (identity, digest)
                )
            )


KEPT_VERDICT = (
    '{"summary":"not_genuine","reason":{"zh":"不属实","en":"not genuine"},"questions":[],"rests_on":["file"],'
    '"at":"2026-03-02T10:00:00+08:00","identifier":null,"digest":null,"demonstration":true}'
)


async def _notices(cities: FiveCities, unit: Unit) -> None:
    """市局 and 区局 are told of what they answer, the holder and the objector of what came of theirs; 用证单位 too."""
    told = [
        notice
        for city in CITIES
        for notice in (
            _told(city, 1, RecipientKind.DEPARTMENT, city.bureau),
            _told(city, 2, RecipientKind.DEPARTMENT, city.county_bureau),
            _told(city, 1, RecipientKind.SUBJECT, objector(city)),
            _told(city, 3, RecipientKind.HOLDER, cities.hash(holder_code(city))),
        )
    ]
    told.append(_told(CITIES[0], 3, RecipientKind.SUBJECT, Role.RELYING_PARTY.name.lower()))
    told += [
        replace(_told(city, 1, RecipientKind.DEPARTMENT, city.bureau), about="Objection", state=f"DATA_{city.policy}")
        for city in CITIES
    ]
    await tell(unit, told)
    own = {cities.hash(holder_code(city)): holder_code(city) for city in CITIES}
    for notice in told:
        to = notice.recipient
        rows = await unit.run(
            "MATCH (n:Notice {aboutId: $on, about: $about}) WHERE $to IN [n.recipient, n.departmentId, n.holderHash] "
            "RETURN collect(n.id)",
            on=notice.about_id,
            about=notice.about,
            to=to.id,
        )
        (identity,) = rows
        department = to.kind is RecipientKind.DEPARTMENT
        owners = frozenset({to.id} if department else ())
        cities.planted.append(
            Planted(
                Guarded.DATA_NOTICES if notice.about == "Objection" else Guarded.NOTICES,
                "Notice",
                identity,
                owners,
                "" if department else own.get(to.id, to.id),
                (identity, notice.state),
                Guarded.LICENSES if department and notice.about == "License" else None,
            )
        )


def _told(city: City, number: int, kind: RecipientKind, to: str) -> Notice:
    state = f"STATE_{city.policy}_{number}_{kind.name}_{to[-4:]}"
    # Of a licence, of which everybody is told to whom it was sent.
    return Notice(
        NoticeKind.OBJECTION_RAISED, "License", objection_id(city, number), state, NOW, Recipient(kind, to),
        acts=("takeUpObjection",),
    )  # fmt: skip


def objection_id(city: City, number: int) -> str:
    """Id of one of the three objections of a city."""
    return f"2026030{number}-{city.division}{number:06x}"
