"""What a store has to know that came back from a backup: what it does not know.

1. Between the backup and its return licences were issued, receipts made, numbers given. What was given then is never
   given again: numbers of attestations go on behind all that could have been taken meanwhile, which is `EACH_SECOND`
   for every second, far more than can be sealed; open drafts get new serials, and the next version of a licence that
   the backup had gets a serial of its own (`licenses.register.orders`). Numbers of trust packages grow with time.
2. Of that time nobody is told that something was never issued or made: it may have been (`lost`).
3. What was known of the store in memory holds of it no more: the slots of revisions go.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import LiteralString

from graph.store.engine import Unit
from graph.words.china_time import china_day
from graph.words.license_drafts import DraftState
from graph.words.lost import Lost

_LOSE: LiteralString = (
    "MATCH (z:Zhengtu {id: 'store'}) SET z.lost = coalesce(z.lost, []) + $lost, z.numbersBehind = "
    "CASE WHEN z.numbersYear = $year THEN z.numbersBehind + $behind ELSE $behind END, z.numbersYear = $year"
)
_SERIES: LiteralString = "MATCH (s:Series) SET s.last = coalesce(s.last, 0) + $behind"
_REVISIONS: LiteralString = "MATCH (x:Revision) DELETE x"
_DRAFTS: LiteralString = (
    "UNWIND $states AS k MATCH (c:LicenseDraft {state: k}) WHERE c.serial IS NOT NULL RETURN collect(c.id)"
)
_SERIALS: LiteralString = "UNWIND $rows AS row MATCH (c:LicenseDraft {id: row[0]}) SET c.serial = row[1]"


async def come_back(unit: Unit, lost: Lost) -> None:
    """Let a store that came back give nothing that was given meanwhile.

    Args:
        unit: The open transaction.
        lost: The time of which it does not know what happened.
    """
    year = str(china_day(lost.until).year)
    await unit.run(_LOSE, lost=lost.line, year=year, behind=lost.numbers)
    await unit.run(_SERIES, behind=lost.numbers)
    await unit.run(_REVISIONS)
    drafts: Sequence[str] = await unit.run(_DRAFTS, states=[state.name for state in DraftState if state.open])
    await unit.run(_SERIALS, rows=[[draft, uuid.uuid4().hex.upper()] for draft in drafts])
