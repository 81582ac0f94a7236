"""What stands on a synthetic licence: face fields and certificate number, made from the tables.

- `face_words` says for every field of every type what it reads: text with placeholders in braces, alternatives
  separated by `|`. A line for the holder's trade (行业) goes before a line for the type, which goes before a line for
  all types. Lines marked 联动 choose the same alternative in one face, so that 电梯 is not called 叉车 two fields on.
- `license_types` has the number's form (编号格式) with the placeholders of `seed.numbering`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random
from types import MappingProxyType

from graph.words.face_fields import FieldKind
from graph.words.written_days import chinese_day
from seed.people import Organisation, People, Person
from seed.places import Place, near
from seed.sheets import Row, sheet

PICTURES = frozenset(kind.zh for kind in FieldKind if kind.pictorial)
"""Kinds of a field that carries a picture and no text."""

_LEGAL_FORMS = {"企业": "有限责任公司(自然人投资或控股)", "农民专业合作社": "农民专业合作社"}
_PROJECTS = (
    "安置房二期工程", "邻里中心工程", "标准化厂房项目", "商业综合体项目", "社区服务中心改扩建工程", "仓储物流基地一期",
    "研发楼及配套工程", "地下停车场工程", "住宅小区三期", "职工宿舍楼工程", "雨污分流改造工程", "智能制造车间扩建工程",
)  # fmt: skip

_SLOT = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class Validity:
    """When a licence was issued and for how long it is good."""

    issued_on: date
    valid_from: date
    valid_until: date | None
    """Last day of validity; None is 长期."""


@dataclass(frozen=True, slots=True)
class Case:
    """One licence about to be written."""

    license_type: Row
    parties: tuple[Person | Organisation, ...]
    """The holders, the first one first; then who is named beside them without holding it (the other former spouse)."""
    holders: int
    """How many of the parties hold it."""
    issuer: str
    """Name of the issuing authority."""
    term: Validity
    neighbours: People
    """Where names of further people and firms come from."""


def face_values(case: Case, fields: Sequence[Row], rng: Random) -> dict[str, str]:
    """Text for every field of a face but the photo.

    Args:
        case: The licence.
        fields: Lines of `license_fields` of its type.
        rng: Source of chance; the same state gives the same face.

    Raises:
        KeyError: A field has no line in `face_words`, or a line has an unknown placeholder.
    """
    shared = rng.randrange(2520)
    pen = _Pen(case, rng, _site(case, rng))
    trade = getattr(case.parties[0], "trade", "")
    face = {}
    for field in fields:
        if field["类型"] in PICTURES:
            continue
        wording = _wording(field["类型代码"], field["字段键"], trade)
        choices = wording["取值"].split("|")
        chosen = choices[shared % len(choices)] if wording["联动"] else rng.choice(choices)
        face[field["字段键"]] = pen.write(chosen)
    return face


@cache
def _words() -> Mapping[tuple[str, str, str], Row]:
    rows = sheet("face_words")
    return MappingProxyType({(row["类型代码"], row["字段键"], row["行业"]): row for row in rows})


def _wording(type_code: str, key: str, trade: str) -> Row:
    words = _words()
    for place_to_look in ((type_code, key, trade), (type_code, key, ""), ("", key, "")):
        if place_to_look in words:
            return words[place_to_look]
    raise KeyError(type_code, key)


def _site(case: Case, rng: Random) -> Place:
    """Where the licensed thing is: for a person at home, for an organisation at its seat or a branch nearby."""
    first = case.parties[0]
    if isinstance(first, Person):
        return first.home
    return first.seat if rng.random() < 0.5 else near(first.seat, rng)  # noqa: PLR2004 - every second one a branch


@dataclass(frozen=True, slots=True)
class _Pen:
    """Fills the placeholders of one face."""

    case: Case
    rng: Random
    site: Place

    def write(self, text: str) -> str:
        return _SLOT.sub(lambda slot: self._fill(slot[1]), text)

    def _fill(self, slot: str) -> str:
        word, _, argument = slot.partition(":")
        if argument:
            return _WITH_ARGUMENT[word](self, argument)
        if word in _PLAIN:
            return _PLAIN[word](self)
        role, _, what = word.rpartition(".")
        return _OF_PARTY[what](_ROLES[role](self.case))

    def firm(self, *trades: str) -> str:
        firms = [one for one in self.case.neighbours.organisations if not trades or one.trade in trades]
        return self.rng.choice(firms).name

    def years_from_issue(self, years: int) -> int:
        return self.case.term.issued_on.year + years


def _male(case: Case) -> Person | Organisation:
    return next(one for one in case.parties if isinstance(one, Person) and one.sex == "男")


def _female(case: Case) -> Person | Organisation:
    return next(one for one in case.parties if isinstance(one, Person) and one.sex == "女")


def _sum_in_words(tens_of_thousands: int) -> str:
    return f"{tens_of_thousands}万元整" if tens_of_thousands else "零元整"


def _period(term: Validity) -> str:
    if term.valid_until is None:
        return "长期"
    return f"{chinese_day(term.valid_from)}至{chinese_day(term.valid_until)}"


def _common_ownership(case: Case) -> str:
    return "单独所有" if case.holders == 1 else "共同共有"


def _number(pen: _Pen, bounds: str) -> str:
    """`a-b` or `a-b:step`."""
    span, _, step = bounds.partition(":")
    low, high = span.split("-")
    return str(pen.rng.randrange(int(low), int(high) + 1, int(step or 1)))


def _day(pen: _Pen, bounds: str) -> str:
    """`a..b`: that many days after issue, as an ISO date."""
    low, high = bounds.split("..")
    return (pen.case.term.issued_on + timedelta(days=pen.rng.randint(int(low), int(high)))).isoformat()


def _digits(pen: _Pen, count: str) -> str:
    return "".join(pen.rng.choice("0123456789") for _ in range(int(count)))


_ROLES: Mapping[str, Callable[[Case], Person | Organisation]] = {
    "": lambda case: case.parties[0],
    "男": _male,
    "女": _female,
    "另": lambda case: case.parties[-1],
}

_OF_PARTY: Mapping[str, Callable[[Person | Organisation], str]] = {
    "名称": lambda one: one.name,
    "证件": lambda one: one.code,
    "地址": lambda one: one.home.text if isinstance(one, Person) else one.seat.text,
    "性别": lambda one: one.sex if isinstance(one, Person) else "",
    "民族": lambda one: one.ethnicity if isinstance(one, Person) else "",
    "出生": lambda one: one.born.isoformat() if isinstance(one, Person) else "",
    "电话": lambda one: one.phone if isinstance(one, Person) else "",
    "法人": lambda one: one.representative.name if isinstance(one, Organisation) else one.name,
    "范围": lambda one: one.scope if isinstance(one, Organisation) else "",
    "注册资本": lambda one: _sum_in_words(one.capital) if isinstance(one, Organisation) else "",
    "企业类型": lambda one: _LEGAL_FORMS.get(one.kind, "") if isinstance(one, Organisation) else "",
    "行业类别": lambda one: one.industry if isinstance(one, Organisation) else "",
    "主管": lambda one: one.sponsor if isinstance(one, Organisation) else "",
    "成立": lambda one: one.founded.isoformat() if isinstance(one, Organisation) else "",
    "成立文": lambda one: chinese_day(one.founded) if isinstance(one, Organisation) else "",
}
"""What a party's papers say; an organisation's words are empty for a person and the other way round."""

_PLAIN: Mapping[str, Callable[[_Pen], str]] = {
    "全体名称": lambda pen: "、".join(one.name for one in pen.case.parties[: pen.case.holders]),
    "共有": lambda pen: _common_ownership(pen.case),
    "起": lambda pen: pen.case.term.valid_from.isoformat(),
    "止": lambda pen: pen.case.term.valid_until.isoformat() if pen.case.term.valid_until else "长期",
    "颁发": lambda pen: pen.case.term.issued_on.isoformat(),
    "颁发文": lambda pen: chinese_day(pen.case.term.issued_on),
    "有效期": lambda pen: _period(pen.case.term),
    "机关": lambda pen: pen.case.issuer,
    "年": lambda pen: str(pen.case.term.issued_on.year),
    "年月文": lambda pen: f"{pen.case.term.issued_on.year}年{pen.case.term.issued_on.month}月",
    "月": lambda pen: str(pen.case.term.issued_on.month),
    "月日文": lambda pen: chinese_day(pen.case.term.issued_on)[5:],
    "区划": lambda pen: pen.site.division,
    "区": lambda pen: pen.site.district,
    "辖区": lambda pen: pen.site.territory,
    "社区": lambda pen: pen.site.community,
    "分址": lambda pen: pen.site.text,
    "址": lambda pen: near(pen.site, pen.rng).text,
    "路": lambda pen: near(pen.site, pen.rng).street,
    "路二": lambda pen: near(pen.site, pen.rng).street,
    "人": lambda pen: pen.rng.choice(pen.case.neighbours.persons).name,
    "单位": lambda pen: pen.firm(),
    "房企": lambda pen: pen.firm("房地产"),
    "建企": lambda pen: pen.firm("建筑"),
    "运企": lambda pen: pen.firm("运输", "建筑"),
    "医企": lambda pen: pen.firm("医疗", "口腔"),
    "项目": lambda pen: f"{pen.site.street}{pen.rng.choice(_PROJECTS)}",
}

_WITH_ARGUMENT: Mapping[str, Callable[[_Pen, str], str]] = {
    "整": _number,
    "号": _digits,
    "日": _day,
    "年后": lambda pen, years: str(pen.years_from_issue(int(years))),
    "成立后": lambda pen, years: _after_founding(pen.case, int(years)),
}


def _after_founding(case: Case, years: int) -> str:
    founded = case.parties[0].founded if isinstance(case.parties[0], Organisation) else case.term.issued_on
    return chinese_day(founded.replace(day=min(founded.day, 28), year=founded.year + years))
