"""Ordinary texts full of figures that are nobody's number: tables, lists, codes, as clerks write them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from stdnum.cn import uscc

_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def ordinary(count: int, seed: int = 1) -> Iterator[str]:
    """So many texts of each kind."""
    chance = random.Random(seed)
    for _ in range(count):
        for kind in KINDS:
            yield kind(chance)


def _day(chance: random.Random) -> tuple[int, int, int]:
    return chance.randint(1950, 2030), chance.randint(1, 12), chance.randint(1, 28)


def _days(chance: random.Random) -> str:
    form = chance.choice(("{}-{:02}-{:02}", "{}/{:02}/{:02}", "{}.{:02}.{:02}", "{}{:02}{:02}", "{}年{:02}月{:02}日"))
    return chance.choice(("\n", "、", "  ", "，", "\t")).join(form.format(*_day(chance)) for _ in range(20))


def _moments(chance: random.Random) -> str:
    lines = [
        f"{'{}-{:02}-{:02}'.format(*_day(chance))} {chance.randint(0, 23):02}:{chance.randint(0, 59):02}:"
        f"{chance.randint(0, 59):02}"
        for _ in range(20)
    ]
    return "\n".join(lines)


def _amounts(chance: random.Random) -> str:
    return chance.choice(("，", "\n", " ")).join(f"{chance.randrange(10**9):,}" for _ in range(20))


def _prices(chance: random.Random) -> str:
    return chance.choice(("/", "\n", " ")).join(f"{chance.randrange(10**7) / 100:.2f}" for _ in range(20))


def _telephones(chance: random.Random) -> str:
    return chance.choice(("、", "/", " ")).join(
        chance.choice((f"0553-{chance.randrange(3_000_000, 8_999_999)}", f"1{chance.randrange(3 * 10**9, 10**10)}"))
        for _ in range(10)
    )


def _organisations(chance: random.Random) -> str:
    return "、".join(_uscc(chance) for _ in range(10))


def _uscc(chance: random.Random) -> str:
    body = "91340200MA" + "".join(chance.choice(_SIGNS) for _ in range(7))
    return body + uscc.calc_check_digit(body + "0")


def _numbers(chance: random.Random) -> str:
    """Of licences: a division, a year or day, a running number, twenty figures together."""
    forms: tuple[Callable[[], str], ...] = (
        lambda: f"340200{chance.randint(2015, 2026)}{chance.randrange(10**10):010}",
        lambda: f"皖({chance.randint(2015, 2026)})芜湖市不动产权第{chance.randrange(10**7):07}号",
        lambda: f"J340200-{chance.randint(2015, 2026)}-{chance.randrange(10**6):06}",
        lambda: f"JY1340200{chance.randrange(10**7):07}",
        lambda: f"{chance.randrange(10**19, 10**20)}",
    )
    return "、".join(chance.choice(forms)() for _ in range(10))


def _counts(chance: random.Random) -> str:
    return chance.choice((" ", ",", "\t", ", ")).join(
        str(chance.randrange(10 ** chance.randint(1, 6))) for _ in range(60)
    )


def _places(chance: random.Random) -> str:
    return "；".join(f"{chance.uniform(73, 135):.6f},{chance.uniform(18, 53):.6f}" for _ in range(10))


KINDS = (
    _days, _moments, _amounts, _prices, _telephones, _organisations, _numbers, _counts, _places,
)  # fmt: skip
