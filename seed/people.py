"""Synthetic holders: persons and organisations that exist nowhere but in the demonstration.

- Every citizen ID has area 340200, a prefecture's code that is given to nobody, and a right check digit (GB 11643).
- Every unified social credit code has a right check character (GB 32100) and a body made by chance.
- The same number and seed give the same people, on every machine and in every year.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from stdnum.cn import ric

from graph.codes.uscc import uscc_check_character
from seed.names import BRANDS, CALLINGS, female_name, male_name
from seed.places import Place, place
from seed.sheets import Row, sheet

AREA = "340200"
FIRST_BIRTH = date(1950, 1, 1)
LAST_BIRTH = date(2006, 12, 31)
PERSONS_PER_ORGANISATION = 4

_ORGANISATION_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_BODY_PREFIXES = {"91": "MA", "93": "MF", "51": "MJ", "52": "MJ"}
"""What the organisation part of a code begins with, by registration category."""


_CAPITALS = (3, 5, 10, 30, 50, 100, 200, 300, 500, 1000, 2000, 3000, 5000, 10000, 20000)
"""Registered capitals that occur, in units of 10,000 yuan."""


@dataclass(frozen=True, slots=True)
class Person:
    """A natural person (自然人)."""

    code: str
    """Citizen ID number (公民身份号码)."""
    name: str
    sex: str
    """男 or 女."""
    ethnicity: str
    """民族 without the syllable 族."""
    born: date
    home: Place
    phone: str
    """In a number range that no exchange serves."""
    calling: str
    """教师, 医师, 护士, 驾驶员 or 职工."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """An enterprise, cooperative, association or private institution (法人和其他组织)."""

    code: str
    """Unified social credit code (统一社会信用代码)."""
    name: str
    kind: str
    """企业, 农民专业合作社, 社会团体 or 民办非企业单位."""
    trade: str
    """Line of the table `trades`."""
    industry: str
    """Class of GB/T 4754, code and name."""
    scope: str
    """Scope of business (经营范围)."""
    sponsor: str
    """Supervising authority (业务主管单位) of an association or private institution, empty otherwise."""
    representative: Person
    capital: int
    """Registered capital in units of 10,000 yuan."""
    founded: date
    seat: Place


@dataclass(frozen=True)
class People:
    """Everybody in the demonstration who can hold a licence."""

    persons: tuple[Person, ...]
    organisations: tuple[Organisation, ...]


def people(n: int = 300, seed: int = 340200) -> People:
    """Make `n` holders: four fifths persons, one fifth organisations led by some of them.

    Args:
        n: How many holders in all; 300 gives 240 persons and 60 organisations.
        seed: Another number gives other people.
    """
    rng = Random(f"people/{seed}")  # noqa: S311 - deterministic data, no secret
    size = n // (PERSONS_PER_ORGANISATION + 1)
    persons = _persons(n - size, rng)
    return People(persons, _organisations(size, persons, rng))


def citizen_id(born: date, sequence: int) -> str:
    """A citizen ID of area 340200 with its check digit; an odd sequence number is a man's."""
    body = f"{AREA}{born:%Y%m%d}{sequence:03d}"
    return body + ric.calc_check_digit(body + "0")


def credit_code(category: str, body: str) -> str:
    """A unified social credit code of 芜湖 for a registration category (`91`) and an eight-character body."""
    code = category + AREA + body + _organisation_check(body)
    return code + uscc_check_character(code + "0")


def _persons(n: int, rng: Random) -> tuple[Person, ...]:
    persons: dict[str, Person] = {}
    names: set[str] = set()
    callings = [calling for calling, share in CALLINGS for _ in range(round(share * n))]
    while len(persons) < n:
        calling = callings[len(persons)] if len(persons) < len(callings) else "职工"
        person = _person(calling, rng)
        if person.code not in persons and person.name not in names:
            persons[person.code] = person
            names.add(person.name)
    shuffled = list(persons.values())
    rng.shuffle(shuffled)
    return tuple(shuffled)


def _person(calling: str, rng: Random) -> Person:
    youngest = LAST_BIRTH if calling == "职工" else date(1997, 12, 31)
    eldest = FIRST_BIRTH if calling == "职工" else date(1965, 1, 1)
    born = eldest + timedelta(days=rng.randint(0, (youngest - eldest).days))
    woman = rng.random() < {"护士": 0.95, "教师": 0.65, "驾驶员": 0.08}.get(calling, 0.5)
    name, ethnicity = (female_name if woman else male_name)(rng)
    return Person(
        code=citizen_id(born, 2 * rng.randint(0, 499) + (not woman)),
        name=name,
        sex="女" if woman else "男",
        ethnicity=ethnicity,
        born=born,
        home=place(rng),
        phone=f"0553-000{rng.randint(0, 9999):04d}",
        calling=calling,
    )


def _organisations(n: int, persons: tuple[Person, ...], rng: Random) -> tuple[Organisation, ...]:
    trades = [row for row in sheet("trades") for _ in range(int(row["数量"]))]
    adults = [one for one in persons if one.calling == "职工" and one.born.year in range(1958, 1996)]
    leaders = rng.sample(adults, min(n, len(adults)))
    brands = rng.sample(BRANDS, len(BRANDS))
    made: dict[str, Organisation] = {}
    while len(made) < n:
        k = len(made)
        one = _organisation(k, trades[k % len(trades)], leaders[k % len(leaders)], brands[k % len(brands)], rng)
        made.setdefault(one.code, one)
    return tuple(made.values())


def _organisation(k: int, trade: Row, leader: Person, brand: str, rng: Random) -> Organisation:
    names = trade["名称"].split("/")
    least, most = trade["注册资本"].split("-")
    category = trade["登记前缀"]
    body = _BODY_PREFIXES[category] + "".join(rng.choice("0123456789ABCDEFGHJKLMNPQRTUWXY") for _ in range(6))
    seat = place(rng)
    return Organisation(
        code=credit_code(category, body),
        name="芜湖市" + names[k % len(names)].replace("{字号}", brand),
        kind=trade["类别"],
        trade=trade["行业"],
        industry=trade["行业类别"],
        scope=trade["经营范围"],
        sponsor=trade["业务主管单位"],
        representative=leader,
        capital=rng.choice([sum_ for sum_ in _CAPITALS if int(least) <= sum_ <= int(most)]),
        founded=date(2003, 1, 1) + timedelta(days=rng.randint(0, 5200)),
        seat=seat,
    )


def _organisation_check(body: str) -> str:
    """Check character of the organisation part of a credit code (GB 11714)."""
    pairs = zip(body, _ORGANISATION_WEIGHTS, strict=True)
    rest = 11 - sum(_ORGANISATION_ALPHABET.index(char) * weight for char, weight in pairs) % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))
