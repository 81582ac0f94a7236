"""What the exchange platform (共享平台) asks and tells: who may use what, what was delivered, what was used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import unique
from typing import Generic, TypeVar

from graph.errors import Text
from graph.words.closed_list import ClosedList
from graph.words.entries import Affair, ItemKind, SharingType
from graph.words.grants import GrantEvent, GrantState, standing
from graph.words.sharing import Purpose
from graph.words.sources import ConsumerKind


@unique
class UseAnswer(ClosedList):
    """Whether something may be used now."""

    YES = "可以使用"
    APPLICATION = "须申请"
    """Not without a request."""
    NO = "不可使用"


@dataclass(frozen=True, slots=True)
class Use:
    """What somebody wants to use."""

    consumer: str
    resource: str
    purpose: Purpose
    items: tuple[str, ...] = ()
    """Names of the items; empty = all of the resource."""


@dataclass(frozen=True, slots=True)
class MayUse:
    """The answer to a use."""

    answer: UseAnswer
    reason: Text
    rules: tuple[str, ...] = ()
    """By which articles."""
    grant: str | None = None
    """Id of the grant that permits it, or would if it were not for the reason."""
    doubted: tuple[str, str] | None = None
    """Of an open objection to the data the policy that it keeps, and when it was raised."""


@dataclass(frozen=True, slots=True)
class HeldGrant:
    """A grant of the consumer for the resource; `user` is the department that asked for it, none of an older one."""

    id: str
    valid_from: date
    valid_until: date | None
    """Last day."""
    ended_on: date | None
    """First day on which it is cut."""
    ended_by: GrantEvent | None
    """By what; None of one that has not ended, or by its last day."""
    agreement_asked: bool
    agreement_on: date | None
    purpose: Purpose
    items: frozenset[str]
    """Names; empty = all of the resource."""
    policy: str | None
    kept_on: date | None
    user: str | None = None

    @property
    def over(self) -> date:
        """The day on which it was cut, or else its last day; of one without an end the last of all."""
        return self.ended_on or self.valid_until or date.max

    def on(self, day: date) -> GrantState | None:
        """Where it stood on a day; None = it was not given yet.

        By its days alone: one that ended before its agreement came had waited, and permitted nothing (JZ-11).
        """
        if day < self.valid_from:
            return None
        if self.ended_on is not None and day >= self.ended_on:
            return GrantState.ENDED
        agreed = not self.agreement_asked or (self.agreement_on is not None and self.agreement_on <= day)
        return standing(GrantState.ACTIVE if agreed else GrantState.WAITING, self.valid_until, day)


@dataclass(frozen=True, slots=True)
class AskedItem:
    """An item of the resource."""

    name: str
    kind: ItemKind
    sharing: SharingType


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the graph says of a use that is asked for."""

    consumer: ConsumerKind | None
    """Of what kind the consumer is; None = there is no such consumer on the day."""
    gone: str | None
    """Name of the department that the consumer belongs to, or that runs it, where it does not exist on the day."""
    published: bool
    """The entry stands in the catalogue; what is unknown does not."""
    policy: str | None
    """That binds the provider on the day."""
    nearest: str | None
    """The policy that binds it on other days, or the department above it; None = none does, or one binds it."""
    sharing: SharingType | None
    items: tuple[AskedItem, ...]
    """What is asked for of it; without names, all."""
    base_of: frozenset[str]
    """Policies of the base libraries in which the entry stands."""
    exclusive: bool
    """Whose department the entry names as one that needs no application (专用)."""
    affair: Affair | None
    """What the entry is about, where it says so."""
    concerned: bool
    """Whose department the entry names as one whom that concerns (相关单位)."""
    own: bool
    """The department that answers for the consumer answers for the data as well."""
    grants: tuple[HeldGrant, ...]
    doubted: tuple[str, str] | None
    agreement: bool = False
    """The entry asks for a security agreement."""
    left: tuple[tuple[str, str], ...] = ()
    """Ids of grants of another department, for which the consumer stood when it asked, each with its name."""
    dropped: frozenset[str] = frozenset()
    """Names, of those that are asked for, of items that the entry had in an earlier version and has no longer."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """That a provider has delivered data of a resource to the platform (数据归集记录)."""

    number: str
    """The platform's own number of the record."""
    resource: str
    delivered_at: datetime
    rows: int
    newest_on: date | None = None
    """Newest business date among the rows (最新业务日期); None = no row has one."""
    channel: str = ""
    """By which way, in the platform's words."""


@unique
class UseFault(ClosedList):
    """In what a use was outside of what permits it (超出授权的使用)."""

    DAY = "使用当日授权不在有效状态"
    """Its grant was not given yet, or had ended."""
    WAITING = "使用当日授权待提交安全协议"
    """Its grant waited for the signed agreement, and permitted nothing."""
    PURPOSE = "用途不在授权内"
    ITEMS = "信息项不在授权内"
    GRANT = "所引授权不是该使用方对该资源的授权"
    """It names a grant of somebody else, for something else, or one that there is not."""
    CONSUMER = "使用当日使用方或其所属部门不存在"
    """Who has used it, or the department that he stands for, was not there."""
    NOT_DIRECT = "不能直接获取"
    """It was had without a grant, and cannot be had so."""
    RULE = "所引条文不是直接获取的依据"
    """It can be had without a grant, and by another article."""


@dataclass(frozen=True, slots=True)
class Outside:
    """In what a use was outside of what permits it."""

    number: str
    """Of the record."""
    faults: tuple[UseFault, ...]
    rules: tuple[str, ...]
    """Articles that say so."""


@dataclass(frozen=True, slots=True)
class DataUse:
    """That somebody has used data of a resource (数据使用记录)."""

    number: str
    """The platform's own number of the record."""
    consumer: str
    resource: str
    used_at: datetime
    rows: int
    purpose: Purpose
    caller: str
    """Program that called."""
    grant: str | None = None
    rule: str | None = None
    """The article by which it is had without a grant; one of the two is there."""
    person: str = ""
    """Who had it called: his name or number, in the platform's words."""
    item: str = ""
    """Code of the service item (事项) for which."""
    business: str = ""
    """Number of the piece of business (办件编号)."""
    items: tuple[str, ...] = ()
    """Names of the items that were used; empty = the platform does not say, and they are taken for all."""


@dataclass(frozen=True, slots=True)
class JudgedUse(DataUse):
    """A use as it is kept: with what was found when it was told."""

    faults: tuple[UseFault, ...] = ()
    rules: tuple[str, ...] = ()
    """Articles that say so."""


@dataclass(frozen=True, slots=True)
class NamedUse:
    """A use with the names of those whom it concerns."""

    use: JudgedUse
    consumer: str
    resource: str
    provider: str
    provided_by: str
    """USCC of the provider."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a batch of records."""

    written: int
    """Records that are new."""
    known: int
    """Records that were there already, the same."""
    outside: tuple[Outside, ...] = ()
    """Uses among them, new or known, that were outside of what permits them."""


@unique
class Freshness(ClosedList):
    """Whether what was delivered is as new as the entry's update cycle says (更新情况)."""

    NO_FACTS = "没有记录"
    """Nothing was delivered, or nothing that has a business date."""
    NOT_MEASURED = "不定期更新，不作判断"
    FRESH = "及时"
    STALE = "超期未更新"


@dataclass(frozen=True, slots=True)
class MonthDelivered:
    """What was delivered of a resource in a month."""

    month: str
    """`2026-03`, of China."""
    deliveries: int
    rows: int
    """All together; 0 = a zero report (零报告)."""


@dataclass(frozen=True, slots=True)
class UsedBy:
    """How much a consumer has used of a resource in a period."""

    consumer: str
    uses: int
    rows: int


@dataclass(frozen=True, slots=True)
class ExchangeFacts:
    """What the platform's records say of a resource in a period, and nothing else."""

    resource: str
    freshness: Freshness
    newest_on: date | None
    """Newest business date that was ever delivered."""
    delivered_at: datetime | None
    """When something was delivered last."""
    months: tuple[MonthDelivered, ...]
    """Months of the period in which something was delivered; of the others there are no facts."""
    used_by: tuple[UsedBy, ...]
    """Consumers that have used it in the period; of the others there are no facts."""


T = TypeVar("T", Delivery, JudgedUse)


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A page of records, the newest first."""

    records: tuple[tuple[str, T], ...]
    """Each behind its place in the list, which begins with its moment."""
    more: bool
    """Whether there are more on the side to which the page was read."""
