"""Notices (通知): what somebody is told of a case, by which article, and what he can do about it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto, unique
from typing import Final

from graph.words.closed_list import ClosedList
from graph.words.duties import DutyKind, Reporter


@unique
class NoticeKind(ClosedList):
    """What is told (通知类别)."""

    ENTRY_WAITING = "目录条目待办理"
    """To whose step comes next."""
    ENTRY_SENT_BACK = "目录条目已退回"
    ENTRY_PUBLISHED = "目录条目已发布"
    ENTRY_CHANGED = "目录条目已发布新版本"
    """Of an entry that was in the catalogue before: to its department, and to every user of the data."""
    ENTRY_ENDING = "目录条目即将停用"
    """To every user of the data, and to who takes it offline when its time is over."""
    ENTRY_TIME_OVER = "并行期已满，可以停用"
    """To whose step that is, on the first working day after it."""
    ENTRY_WITHDRAWN = "目录条目已撤销"
    REQUEST_WAITING = "共享申请待办理"
    """To whose step comes next."""
    REQUEST_MOVED = "共享申请办理进展"
    REQUEST_GRANTED = "共享申请已授权"
    REQUEST_REFUSED = "共享申请已拒绝"
    REQUEST_CLOSED = "共享申请已办结"
    REQUEST_WITHDRAWN = "共享申请已撤回"
    GRANT_WAITING = "授权待提交安全协议"
    """To the department that may use the data once the signed agreement is there."""
    GRANT_AGREED = "安全协议已提交"
    GRANT_CUT = "授权已收回"
    GRANT_GIVEN_UP = "授权不再使用"
    GRANT_LEFT_BEHIND = "使用方已改属其他部门，授权不随之转移"
    """To the department that has the grant, and to the one to which its consumer has come."""
    GRANT_PUBLISHED = "授权数据已公开发布"
    GRANT_PASSED_ON = "授权数据已提供给第三方"
    GRANT_DATA_DESTROYED = "授权数据已销毁"
    BASIS_CHANGED = "依据变化，目录待更新"
    """To the department whose entries rest on it: they are to follow."""
    ELEMENT_CHANGED = "数据元变更，信息项与其不同"
    """To the department whose published items differ from it from then on."""
    DATA_CHANGED = "数据已变更"
    """To the authority, and to every user of the data."""
    DELETION_APPLIED_FOR = "已申报从不予共享目录中删除"
    """To the authority that keeps the list: an entry on it is shared by now."""
    DUTY_EXCUSED = "已准予免责"
    CASE_DUE_SOON = "即将到期"
    """To the department whose turn it is: its term ends within two working days."""
    CASE_OVERDUE = "已逾期"
    """Likewise, on the first working day after its term has ended."""
    CASE_OVERDUE_STILL = "逾期未办"
    """To the head of that department, a working day later."""
    GRANT_ENDING = "授权即将期满"
    """To the department that may use the data: in thirty days it may no longer."""
    OBJECTION_RAISED = "异议待核查"
    """To the department that answers."""
    OBJECTION_TAKEN_UP = "异议已受理"
    OBJECTION_EXTENDED = "核查延期"
    OBJECTION_SETTLED = "异议已办结"
    OBJECTION_WITHDRAWN = "异议已撤回"
    FORGERY_SUSPECTED = "疑似伪造待认定"
    """To the department that is imitated."""
    FORGERY_CONFIRMED = "已认定伪造"
    FORGERY_DISMISSED = "疑似伪造已排除"
    FORGERY_REPORTED = "伪造已报送征信部门"
    LICENSE_SENT_BACK = "待签发证照已退回"
    """To whose step comes next: the centre, where its page is to be made anew, and the department, whose data it is."""
    LICENSE_WITHDRAWN = "待签发证照已撤回"
    """To who had it before him: there is nothing left to be done."""


NEVER_MUTED: Final = frozenset(
    {
        NoticeKind.ENTRY_WAITING, NoticeKind.ENTRY_SENT_BACK, NoticeKind.ENTRY_ENDING,
        NoticeKind.ENTRY_TIME_OVER, NoticeKind.GRANT_CUT,
        NoticeKind.REQUEST_WAITING, NoticeKind.GRANT_WAITING, NoticeKind.BASIS_CHANGED, NoticeKind.OBJECTION_RAISED,
        NoticeKind.FORGERY_SUSPECTED, NoticeKind.FORGERY_CONFIRMED, NoticeKind.LICENSE_SENT_BACK,
        NoticeKind.CASE_DUE_SOON, NoticeKind.CASE_OVERDUE, NoticeKind.CASE_OVERDUE_STILL,
    }
)  # fmt: skip
"""Orders: what tells somebody that he has to act, by a row of a city or because he was late; nobody mutes them.

A test reads off the tables of all cities which kinds these are.
"""


@unique
class RecipientKind(Enum):
    """As what somebody is told."""

    SUBJECT = auto()
    """A person or program, as tokens name it."""
    DEPARTMENT = auto()
    """A department, by its USCC: whoever holds a post in it."""
    HOLDER = auto()
    """A holder of licences, by the keyed hash of his code."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Exactly one who is told."""

    kind: RecipientKind
    id: str

    def __post_init__(self) -> None:
        """Refuse nobody.

        Raises:
            ValueError: The public has no name, and is told nothing.
        """
        if not self.id:
            raise ValueError(f"a notice to nobody: {self.kind.name}")


@dataclass(frozen=True, slots=True)
class ReportAsked:
    """What is said to make a report or hand in a plan."""

    kind: DutyKind
    period: date
    """Its first day."""
    department: str
    """USCC of who is to report."""
    reporter: Reporter
    """As what."""


@dataclass(frozen=True, slots=True)
class BasisTold:
    """What is said of a legal basis that has changed, or of a consumer that has come to another department."""

    on: date
    """The day on which that takes effect."""
    document: str | None
    """Number of the document that did it; None where nobody did."""
    entries: int
    """How many entries that rest on it are concerned."""
    names: tuple[str, ...] = ()
    """Names of the first of them; of a consumer that moved his own."""
    receiver: str | None = None
    """Name of the department to which a duty was moved, or a consumer has come."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice to one recipient."""

    kind: NoticeKind
    about: str
    """Label of the case: `Objection`, `ForgeryCase`, `LicenseDraft`, `EntryCase`, `SharingRequest`, `Grant`,
    `OwedDuty`; or of what it is about, `LegalBasis`, `DataElement`."""
    about_id: str
    state: str
    """Name of the state that the case entered."""
    at: datetime
    """When somebody is told, with zone."""
    recipient: Recipient
    rules: tuple[str, ...] = ()
    """Articles that have him told; empty where it is a service of the product."""
    acts: tuple[str, ...] = ()
    """Names of the GraphQL mutations by which he can act on the case."""
    since: datetime | None = None
    """When the case entered its state, where that was before: a reminder is known by it. None = as he is told."""
    name: str | None = None
    """What the case is called, where a reminder tells it: of a report that is owed nothing is kept that says so."""
    due_on: date | None = None
    """The last day of the term of which somebody is reminded."""
    report: ReportAsked | None = None
    """The report or plan of which somebody is reminded: nothing is kept of it before it is made."""
    basis: BasisTold | None = None
    """What becomes of a legal basis, of which a department is told."""
