"""Addresses in 芜湖: its seven districts with some streets and communities (table `streets`)."""

from dataclasses import dataclass
from random import Random

from seed.sheets import Row, listed, sheet


@dataclass(frozen=True, slots=True)
class Place:
    """An address (地址)."""

    division: str
    """GB/T 2260 code of the district, county or city at county level."""
    district: str
    street: str
    community: str
    number: int

    @property
    def territory(self) -> str:
        """The district with what it belongs to; 无为市 is administered by 芜湖 but written below the province."""
        return f"安徽省{'' if self.district.endswith('市') else '芜湖市'}{self.district}"

    @property
    def text(self) -> str:
        """The address as written on a form."""
        return f"{self.territory}{self.street}{self.number}号"


def place(rng: Random) -> Place:
    """Some address; the city's inner districts come more often than the outer ones."""
    rows = sheet("streets")
    return _place(rng.choices(rows, weights=range(len(rows) + 2, 2, -1))[0], rng)


def near(home: Place, rng: Random) -> Place:
    """Another address in the same district."""
    return _place(next(row for row in sheet("streets") if row["区划代码"] == home.division), rng)


def _place(row: Row, rng: Random) -> Place:
    street = rng.choice(listed(row["道路"]))
    return Place(row["区划代码"], row["名称"], street, rng.choice(listed(row["社区"])), rng.randint(1, 388))
