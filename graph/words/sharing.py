"""Sharing requests and grants (共享申请、授权): WH-13, CZ-11, JZ-14, JI-19, CS-29."""

from dataclasses import dataclass
from datetime import date
from enum import unique

from graph.words.closed_list import ClosedList


@unique
class Purpose(ClosedList):
    """What shared data are used for (用途): CZ-11."""

    ADMINISTRATIVE_BASIS = "行政依据"
    REFERENCE = "工作参考"
    DATA_CHECK = "数据校核"
    COLLABORATION = "业务协同"
    OTHER = "其他"
    """What it is for is said in words."""


def scope_in_words(scope: str, use: str) -> str:
    """With whom and for what something is shared, in words (共享范围、具体用途); nothing where neither is stated."""
    said = (("共享范围", scope.strip()), ("具体用途", use.strip()))
    return "；".join(f"{called}：{words}" for called, words in said if words)


@unique
class RequestState(ClosedList):
    """State of a sharing request that was decided elsewhere, or waits there, as tables say it."""

    WAITING = "待答复"
    GRANTED = "已授权"
    REFUSED = "已拒绝"


@dataclass(frozen=True, slots=True)
class SharingRequest:
    """What a consumer asks of a provider, and the answer it got."""

    id: str
    consumer: str
    resource: str
    purpose: Purpose
    purpose_words: str
    scenario: str
    opened_on: date
    state: RequestState
    basis: str = ""
    """Legal or duty basis in words (JI-19.1)."""
    answered_on: date | None = None
    refusal: str = ""
    """Why it was refused (WH-13: 应说明理由)."""
    grant_until: date | None = None
    """Last day on which the grant may be used (授权期限); None = it has no end."""
    grant_items: tuple[str, ...] = ()
    """Names of the granted items; empty = all of the resource."""
