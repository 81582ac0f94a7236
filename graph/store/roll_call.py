"""Bringing a roll up to date from the store, before each answer that is counted by it.

1. It is read once, in parts by the index of the ids, and from then on by revisions: each answer asks how far the slots
   have counted, and reads what was written since. So nobody is answered by an older state than when he asked.
2. A part is taken whole or not at all. Reading that was cut short goes on where it ended.
3. What shows in a slot may show in the last of its nodes some moments later: what was written in the last second is
   read again.
4. It is read from the beginning where a slot is not what it was, or has forgotten some of what was written since, or
   where there are more nodes or fewer than on the roll: somebody emptied the store, brought an older one back, took out
   or put in by hand, or wrote more than slots tell of.
"""

from __future__ import annotations

import asyncio
import logging
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence

from graph.store.engine import Store
from graph.store.errors import StoreError
from graph.store.revisions import slots
from graph.store.roll import Roll, Slot
from graph.store.roll_texts import RollTexts

PART = 250
"""Nodes that are read by one statement, and taken while nobody else has his turn: some 20 ms."""
LAST = "\uffff"
"""Comes behind every id."""
_LOG = logging.getLogger("zhengtu.store")


async def called(store: Store, texts: RollTexts) -> Roll:
    """The roll of a kind, no older than now.

    Raises:
        StoreError: The store did not answer.
    """
    roll = store.rolls.of(texts.label, texts.reads)
    asked = roll.begun
    async with roll.calling:
        if roll.done <= asked:  # else somebody has brought it up to date since this was asked
            roll.begun += 1
            await _renewed(store, texts, roll)
            roll.done = roll.begun
    return roll


async def _renewed(store: Store, texts: RollTexts, roll: Roll) -> None:
    """Read until roll and store have the same size; the third time from the beginning, which then is as it is."""
    for forgets in (False, False, True):
        if forgets:
            roll.clear()
        if await _read(store, texts, roll) == len(roll):
            return


async def _read(store: Store, texts: RollTexts, roll: Roll) -> int:
    """Read what is not on the roll; tell how many nodes there were when that was begun."""
    at = asyncio.get_running_loop().time()
    settled = {slot: known.settled for slot, known in roll.slots.items()}
    asked = [[slot, settled.get(slot, 0) if settled else -1] for slot in slots(texts.label)]
    found, size = await store.read(texts.standing, slots=asked)
    standing = {slot: (epoch, number, tokens) for slot, epoch, number, tokens in found}
    if roll.slots and not _follow(roll.slots, standing):
        roll.clear()
    if not roll.slots:
        # Of each slot the last write may not show everywhere yet.
        roll.slots = {slot: Slot(epoch, number - 1, number, at) for slot, (epoch, number, _) in standing.items()}
    await _read_parts(store, texts, roll)
    written = list[str]()
    for slot, (_, number, tokens) in standing.items():
        written += tokens[: number - roll.slots.setdefault(slot, Slot()).settled]
    await _read_written(store, texts, roll, written)
    for slot, (epoch, number, _) in standing.items():
        roll.slots[slot].read(epoch, number, at)
    return int(size)


def _follow(known: Mapping[str, Slot], standing: Mapping[str, tuple[str, int, Sequence[str]]]) -> bool:
    """Whether the slots are those that were known, and tell of every transaction since."""
    there = known.keys() <= standing.keys()
    return there and all(known.get(slot, Slot()).follows(*each) for slot, each in standing.items())


async def _read_written(store: Store, texts: RollTexts, roll: Roll, tokens: Sequence[str]) -> None:
    """Read what was written by some transactions; where that was cut short and they are the same, the rest of it."""
    if not tokens:
        return
    ids: list[str] = sorted(await store.read(texts.written, tokens=tokens))
    begun, read_to = roll.partly
    begin = bisect_right(ids, read_to) if begun == tokens else 0
    for start in range(begin, len(ids), PART):
        part = ids[start : start + PART]
        roll.put(await store.read(texts.these, ids=part))
        roll.partly = tokens, part[-1]
    roll.partly = (), ""


async def _read_parts(store: Store, texts: RollTexts, roll: Roll) -> None:
    if roll.read_to is None:
        return
    ends = await store.read(texts.ends, step=PART) if store.dialect.sorts_ranges else []
    for end in [*(each for each in ends if each > roll.read_to), LAST]:
        while roll.read_to != end:
            rows = await store.read(texts.part, low=roll.read_to, high=end, limit=PART)
            roll.put(rows)
            roll.read_to = rows[-1][0] if len(rows) == PART else end
    roll.read_to = None
    _LOG.info("%d nodes of %s are counted in memory", len(roll), texts.label)


async def call(store: Store, rolls: Iterable[RollTexts]) -> None:
    """Read rolls, one after the other, so that nobody has to wait for it; what cannot be read, whoever asks reads."""
    for texts in rolls:
        try:
            await called(store, texts)
        except StoreError as error:
            _LOG.warning("%s is not counted in memory yet: %s", texts.label, error)
