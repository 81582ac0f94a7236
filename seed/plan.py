"""The thousand licences of the demonstration: who gets what, when, and what became of it since.

- How many of a type, who may hold it and whether it can be suspended stand in the table `license_plan`.
- What a county's authority issues as well as the city's it issues to whom lives there, once it may.
- An authority issues only in the period for which `issuers` names it; some food and drug licences come from the bureau
  that was merged in 2019.
- Of a thousand about 60 are suspended, 40 cancelled, 80 expired on the day asked for, and 30 replaced by a version 002.
  Expired is nothing that is stored: those licences have a last day that has passed.
- The same arguments give the same plan; the day is an argument.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from random import Random

from graph.words.licensing import Holder, LicenseState
from seed.faces import Case, Validity, face_values
from seed.holdings import Award, Holdings
from seed.issuers import county_issuer, issue_windows
from seed.numbering import certificate_number, restarts_every_year, running_step, serial_of
from seed.people import Organisation, People, Person, people
from seed.places import Place, near
from seed.portraits import portrait_seed
from seed.sheets import Row, sheet
from seed.validity import OPEN_ENDED, term_in

SUSPENDED, CANCELLED, EXPIRED, REISSUED = 0.06, 0.04, 0.08, 0.03
"""Shares of all planned licences."""

CITIZEN_ID, CREDIT_CODE = "111", "001"
"""Holder code types of GB/T 36903, annex A."""


@dataclass(frozen=True, slots=True)
class PlannedLicense:
    """A licence to be made, and what happens to it afterwards."""

    type_code: str
    issuer: str
    """USCC of the issuing authority."""
    holders: tuple[Holder, ...]
    number: str
    serial: str
    """Serial part for the licence identifier, which tells nothing of the holder (`numbering.serial_of`)."""
    running: str
    """Year and running number: its serial in a demonstration that an earlier release has begun."""
    version: int
    """1, or 2 for a licence that replaces the one with the same serial."""
    issued_on: date
    valid_from: date
    valid_until: date | None
    face: Mapping[str, str]
    photo_seed: str | None
    """For `seed.portraits.portrait`."""
    state: LicenseState
    """To be brought about after issue."""
    state_on: date | None
    """When; None while it is in force."""
    state_reason: str
    """Why, in the words of the record; empty while it is in force."""


@dataclass(frozen=True, slots=True)
class _Slot:
    """A licence of which type, issuer, days and parties are settled."""

    license_type: Row
    issuer: str
    term: Validity
    award: Award
    expired: bool


_REASONS = {
    (LicenseState.SUSPENDED, True): ("登记信息待核实，暂停使用", "复核期间停用", "持证主体申请暂停使用"),
    (LicenseState.SUSPENDED, False): ("条件不符，整改期间停用", "持证主体申请歇业", "场所改造，持证主体申请停用"),
    (LicenseState.CANCELLED, True): ("持证主体申请注销", "登记事项已终止，依法注销"),
    (LicenseState.CANCELLED, False): ("持证主体不再从事许可活动，申请注销", "经营场所已拆迁，依法注销"),
    (LicenseState.REPLACED, True): ("遗失补发", "破损换发", "住址变更换发"),
    (LicenseState.REPLACED, False): ("遗失补发", "登记事项变更换发", "地址变更换发"),
}
"""Reasons for a state, by whether the holder is a person."""

_ADDRESS_KEYS = ("KZ_JTZZ", "KZ_ZZ", "KZ_JZDZ", "KZ_DZ", "KZ_ZS", "KZ_ZCDZ", "KZ_XXDZ", "KZ_DWDZ", "KZ_BGDZ", "KZ_CSDZ")
_LASTING_CATEGORIES = ("证件", "批文")
"""Categories of which a licence can be cancelled or replaced; a proof is simply asked for again."""


def plan(n: int = 1000, seed: int = 340200, *, on: date, crowd: People | None = None) -> tuple[PlannedLicense, ...]:
    """Plan `n` licences in the order of their issue.

    Args:
        n: How many, versions counted; 40 at least, so that every type occurs.
        seed: Another number gives another plan.
        on: The day on which the demonstration begins; nothing is issued on or after it.
        crowd: Who can hold licences; the people of the same seed by default.

    Raises:
        ValueError: The day is too early for the authorities of the demonstration, which began in March 2019.
    """
    rng = Random(f"plan/{seed}")  # noqa: S311 - deterministic data, no secret
    crowd = crowd or people(seed=seed)
    again = round(n * REISSUED)
    slots = _slots(n - again, round(n * EXPIRED), on, Holdings(crowd, rng), rng)
    written = _write(slots, crowd, rng)
    fated = _with_states(written, slots, n, on, rng)
    licenses = _with_second_versions(fated, slots, again, on, rng)
    return tuple(sorted(licenses, key=lambda one: (one.issued_on, one.running)))


def _slots(n: int, expired: int, on: date, holdings: Holdings, rng: Random) -> list[_Slot]:
    wanted = _shares(n)
    rng.shuffle(wanted)
    able_to_expire = [
        place for place, row in enumerate(wanted) if issue_windows(row["类型代码"], _validity(row), on, expired=True)
    ]
    gone = set(rng.sample(able_to_expire, min(expired, len(able_to_expire))))
    slots = []
    for place, row in enumerate(wanted):
        windows = issue_windows(row["类型代码"], _validity(row), on, expired=place in gone)
        if not windows:
            raise ValueError(on, row["类型代码"])
        issuer, first, last = rng.choice(windows)
        license_type = _types()[row["类型代码"]]
        term = term_in(first, last, license_type["有效期"], rng)
        award = holdings.award(row, license_type["名称"], term.issued_on)
        issuer = county_issuer(row["类型代码"], _home(award.parties[0]).division, term.issued_on) or issuer
        slots.append(_Slot(license_type, issuer, term, award, place in gone))
    return sorted(slots, key=lambda slot: slot.term.issued_on)


def _validity(row: Row) -> str:
    return _types()[row["类型代码"]]["有效期"]


def _shares(n: int) -> list[Row]:
    """Lines of the plan, each as often as its share of `n` and at least once; largest remainders fill up."""
    rows = sheet("license_plan")
    total = sum(int(row["千份数"]) for row in rows)
    exact = [int(row["千份数"]) * n / total for row in rows]
    counts = [max(1, int(share)) for share in exact]
    by_remainder = sorted(range(len(rows)), key=lambda k: int(exact[k]) - exact[k])
    for k in by_remainder[: max(0, n - sum(counts))]:
        counts[k] += 1
    while sum(counts) > n and max(counts) > 1:
        counts[counts.index(max(counts))] -= 1
    return [row for row, count in zip(rows, counts, strict=True) for _ in range(count)]


def _write(slots: Sequence[_Slot], crowd: People, rng: Random) -> list[PlannedLicense]:
    running: Counter[tuple[str, int]] = Counter()
    written = []
    for place, slot in enumerate(slots, 1):
        code, issued_on = slot.license_type["类型代码"], slot.term.issued_on
        form = slot.license_type["编号格式"]
        series = code, issued_on.year if restarts_every_year(form) else 0
        running[series] += rng.randint(1, running_step(form))
        case = Case(slot.license_type, slot.award.parties, slot.award.holders, _name(slot.issuer), slot.term, crowd)
        face = face_values(case, _fields()[code], rng)
        first = slot.award.parties[0]
        holders = slot.award.parties[: slot.award.holders]
        running_number = f"{issued_on.year}{place:06d}"
        number = certificate_number(
            form,
            holder=first.code,
            division=_home(first).division,
            issued_on=issued_on,
            sequence=running[series],
            face=face,
        )
        written.append(
            PlannedLicense(
                type_code=code,
                issuer=slot.issuer,
                holders=tuple(_holder(one) for one in holders),
                number=number,
                serial=serial_of(number, running_number),
                running=running_number,
                version=1,
                issued_on=issued_on,
                valid_from=slot.term.valid_from,
                valid_until=slot.term.valid_until,
                face=face,
                photo_seed=_photo(slot.license_type, holders),
                state=LicenseState.IN_FORCE,
                state_on=None,
                state_reason="",
            )
        )
    return written


def _with_states(
    written: Sequence[PlannedLicense], slots: Sequence[_Slot], n: int, on: date, rng: Random
) -> list[PlannedLicense]:
    """Suspend and cancel some of those that have not expired."""
    fated = list(written)
    current = [place for place, slot in enumerate(slots) if not slot.expired and _settled(slot, on)]
    can_stop = [place for place in current if _plan_of(slots[place])["可停用"] == "是"]
    stopped = rng.sample(can_stop, min(round(n * SUSPENDED), len(can_stop)))
    can_end = [place for place in current if place not in stopped and _lasting(slots[place])]
    ended = _sparing(rng.sample(can_end, min(round(n * CANCELLED), len(can_end))), can_end, slots)
    for places, state in ((stopped, LicenseState.SUSPENDED), (ended, LicenseState.CANCELLED)):
        for place in places:
            fated[place] = _turned(fated[place], state, _day_between(fated[place].issued_on, on, rng), rng)
    return fated


def _sparing(ended: Sequence[int], can_end: Sequence[int], slots: Sequence[_Slot]) -> list[int]:
    """Let one be in force, on any day, of the type that everybody is shown: the first of the plan."""
    shown = sheet("license_plan")[0]["类型代码"]
    own = [place for place, slot in enumerate(slots) if slot.license_type["类型代码"] == shown]
    if not set(own) <= set(ended):
        return list(ended)
    instead = next(place for place in can_end if place not in ended)
    return [instead if place == own[-1] else place for place in ended]


def _with_second_versions(
    fated: Sequence[PlannedLicense], slots: Sequence[_Slot], again: int, on: date, rng: Random
) -> list[PlannedLicense]:
    """Replace some of those in force by a version 002 with the same number, serial and last day."""
    licenses = list(fated)
    can_change = [
        place
        for place, slot in enumerate(slots)
        if fated[place].state is LicenseState.IN_FORCE and not slot.expired and _lasting(slot) and _settled(slot, on)
    ]
    for place in rng.sample(can_change, again):
        day = _day_between(fated[place].issued_on, on, rng)
        old = _turned(fated[place], LicenseState.REPLACED, day, rng)
        licenses[place] = old
        face = dict(old.face)
        if "址变更" in old.state_reason:
            moved = [key for key in _ADDRESS_KEYS if key in face][:1]
            face |= {key: near(_home(slots[place].award.parties[0]), rng).text for key in moved}
        licenses.append(replace(fated[place], version=2, issued_on=day, face=face))
    return licenses


def _turned(one: PlannedLicense, state: LicenseState, day: date, rng: Random) -> PlannedLicense:
    reasons = _REASONS[state, one.holders[0].person]
    return replace(one, state=state, state_on=day, state_reason=rng.choice(reasons))


def _day_between(issued_on: date, on: date, rng: Random) -> date:
    """Some weekday after issue and before the demonstration begins."""
    return term_in(issued_on + timedelta(days=1), on - timedelta(days=1), OPEN_ENDED, rng).issued_on


def _settled(slot: _Slot, on: date) -> bool:
    """Issued long enough ago for something to have happened since."""
    return slot.term.issued_on <= on - timedelta(days=30)


def _lasting(slot: _Slot) -> bool:
    return slot.license_type["证件类别"] in _LASTING_CATEGORIES


def _plan_of(slot: _Slot) -> Row:
    return next(row for row in sheet("license_plan") if row["类型代码"] == slot.license_type["类型代码"])


def _holder(one: Person | Organisation) -> Holder:
    return Holder.known_by(one.name, one.code, CITIZEN_ID if isinstance(one, Person) else CREDIT_CODE)


def _home(one: Person | Organisation) -> Place:
    return one.home if isinstance(one, Person) else one.seat


def _photo(license_type: Row, holders: Sequence[Person | Organisation]) -> str | None:
    if license_type["有照片"] != "是":
        return None
    return "+".join(portrait_seed(one) for one in holders if isinstance(one, Person))


@cache
def _types() -> Mapping[str, Row]:
    return {row["类型代码"]: row for row in sheet("license_types")}


@cache
def _fields() -> Mapping[str, list[Row]]:
    grouped: dict[str, list[Row]] = {}
    for row in sheet("license_fields"):
        grouped.setdefault(row["类型代码"], []).append(row)
    return grouped


@cache
def _names() -> Mapping[str, str]:
    return {row["代码"]: row["名称"] for row in sheet("departments")}


def _name(department: str) -> str:
    return _names()[department]
