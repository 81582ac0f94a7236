"""A version of an entry on its way into the catalogue, or an entry on its way out of it: where its case stands."""

from enum import unique

from graph.words.closed_list import ClosedList


@unique
class EntryCaseState(ClosedList):
    """Where the case of an entry stands."""

    DRAFT = "草稿"
    """The department has it, and nobody else waits for it: a new entry that was sent back."""
    REGISTERED = "已登记"
    REVIEWED = "已审核"
    TYPED = "已定共享类型"
    CONFIRMED = "已确认不予共享"
    FILED = "已备案"
    PUBLISHED = "已发布"
    CHANGING = "变更中"
    PARALLEL = "停用过渡"
    """The end of a published entry is announced; it stays in the catalogue for the time being."""
    WITHDRAWN = "已撤销"

    @property
    def open(self) -> bool:
        """Whether somebody is waited for."""
        return self not in (EntryCaseState.DRAFT, EntryCaseState.PUBLISHED, EntryCaseState.WITHDRAWN)

    @property
    def ended(self) -> bool:
        """Whether the case is over; another can be opened for the entry."""
        return self in (EntryCaseState.PUBLISHED, EntryCaseState.WITHDRAWN)


@unique
class EntryEvent(ClosedList):
    """What is done to it."""

    REGISTER = "登记"
    REVIEW = "审核"
    SEND_BACK = "退回"
    FIX_TYPE = "确定共享类型"
    CONFIRM_REFUSED = "确认不予共享"
    FILE = "备案"
    PUBLISH = "发布"
    CHANGE = "变更"
    WITHDRAW = "申请撤销"
    GO_OFFLINE = "下线"
