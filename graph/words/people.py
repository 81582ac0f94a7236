"""Who asks, as a token says it."""

from enum import unique
from typing import Final

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


SEALED: Final = "sealed.1."
"""Begins what the store calls somebody whose name in tokens tells his identity number (`store.subjects`)."""
_MASK: Final = "***"


def is_sealed(subject: str) -> bool:
    """Whether a name is one that the store has sealed."""
    return subject.startswith(SEALED)


def spoken(subject: str) -> str:
    """A name as it may stand in what is said: a sealed one tells nobody anything."""
    return _MASK if is_sealed(subject) else subject
