"""Which certificate numbers tell their holder, of licences that were entered before this was recorded.

Release 0.1.0 did not say it. Only the key of the personal data can tell, so no migration of the schema can: it is done
once, when a service opens such a store with its key. Until then such a number is shown as `***` to whoever does not see
the holders.
"""

from __future__ import annotations

from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.subjects.licensing import recording
from graph.subjects.licensing.keys import key_of_holder
from licenses.register.records import number_tells

BATCH = 1000
"""Licences that are judged in one transaction."""


async def judge_numbers(store: Store, personal: PersonalData) -> None:
    """Record of every licence that doesn't say it whether its number tells the holder; the second time nothing is left.

    Args:
        store: A migrated store.
        personal: With the key by which its holders are encrypted.

    Raises:
        StoreError: The store is away, or a holder was encrypted with another key.
    """
    if await recording.numbers_are_judged(store):
        return
    unjudged = await recording.unjudged_numbers(store)
    for start in range(0, len(unjudged), BATCH):
        numbers: dict[str, str] = {}
        codes: dict[str, list[str]] = {}
        part = unjudged[start : start + BATCH]
        for identity, number, holder, wrapped, cipher in await recording.numbers_with_holders(store, part):
            numbers[identity] = number
            key = key_of_holder(personal, holder, wrapped) or personal
            if cipher is not None:
                codes.setdefault(identity, []).append(key.decrypt(cipher, "Holder.code"))
        judged = {identity: number_tells(numbers[identity], known) for identity, known in codes.items()}
        await store.write(lambda unit, judged=judged: recording.judge_numbers(unit, judged))  # type: ignore[misc]
    await store.write(recording.mark_numbers_judged)
