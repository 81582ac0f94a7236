"""Who asks, as a token says it."""

from enum import unique

from graph.words.closed_list import ClosedList


@unique
class Role(ClosedList):
    """Role in a token; what staff may do follows from posts."""

    PUBLIC = "公众"
    HOLDER = "持证主体"
    RELYING_PARTY = "用证单位"
    STAFF = "工作人员"
    SERVICE = "平台服务"
    AUDITOR = "审计"
    ADMIN = "管理员"
