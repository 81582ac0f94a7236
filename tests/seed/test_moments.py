"""The demonstration is loaded at any hour: what it tells lies in the past, on the morning of a Monday, too."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from graph.words.china_time import CHINA
from graph.words.exchange import Use
from graph.words.sharing import Purpose
from seed import exchanged

GRANT = ("G-1", "USE-1", "307001340200/000001", "DATA_CHECK", "2020-01-01", None, ["307001340200/000001#姓名"])
USE = Use("USE-1", "307001340200/000001", Purpose.DATA_CHECK)
MONDAY = datetime(2026, 11, 30, tzinfo=CHINA)


@pytest.mark.parametrize("hour", [0, 2, 3, 8, 9, 10, 23])
def test_no_use_is_told_before_it_was(hour: int) -> None:
    now = MONDAY + timedelta(hours=hour, minutes=22)
    told = [*exchanged._granted([GRANT], now), *exchanged._had(USE, "WH-13", now)]
    assert max(each.used_at for each in told) <= now
    assert len(told) > 50
    assert len({each.number for each in told}) == len(told)
