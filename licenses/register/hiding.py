"""Numbers, reasons, words and names that a store has in the clear, from before they were encrypted.

Only the key of the personal data can encrypt them, so no migration of the schema can: it is done once, when a service
opens such a store with its key, and before anybody is answered. It is done in batches, and taken up where it ended; two
who open a store at once may do it beside each other (`graph.store.hiding`).
"""

from __future__ import annotations

from dataclasses import replace

from graph.store import hiding
from graph.store.engine import Store
from graph.store.migrating import write_indexes_anew
from graph.store.personal import PersonalData
from graph.store.sealing import seal_subjects
from graph.subjects.forgeries import hiding as forgeries
from graph.subjects.licensing import hiding as licenses
from graph.subjects.licensing.hiding import HiddenLicense, PlainLicense
from graph.words.licensing import CHANGE_REASON, NUMBER
from licenses.register.records import number_key, number_tells

BATCH = 1000
"""Nodes that are written in one transaction."""


async def hide(store: Store, personal: PersonalData) -> None:
    """Encrypt what stands in the clear and is personal by its content; the second time nothing is left.

    Args:
        store: A migrated store, whose holders and licences have keys (`rekeying`).
        personal: With the key by which its holders are encrypted.

    Raises:
        StoreError: The store is away, or a holder was encrypted with another key.
    """
    if await hiding.is_hidden(store):
        return
    left = await licenses.left(store)
    for start in range(0, len(left), BATCH):
        plain = await licenses.read(store, left[start : start + BATCH])
        rows = [hidden(personal, each) for each in plain]
        await store.write(lambda unit, rows=rows: licenses.write(unit, rows))  # type: ignore[misc]
    await forgeries.hide(store, personal)
    await hiding.hide_columns(store, personal)
    await hiding.key_requests(store)
    await seal_subjects(store, personal.subjects)
    await write_indexes_anew(store)
    await store.write(hiding.mark_hidden)


def hidden(personal: PersonalData, plain: PlainLicense) -> HiddenLicense:
    """What is written of a licence that is in the clear."""
    key = plain.key.opened(personal)
    known = () if key is None else zip(key.of_holders, plain.holder_codes, strict=True)
    tells = number_tells(plain.number, (own.decrypt(code, "Holder.code") for own, code in known))
    return HiddenLicense(
        plain.id,
        (key.of_license if tells and key is not None else personal).encrypt(plain.number, NUMBER),
        personal.lookup(plain.number),
        number_key(personal, plain.type_code, plain.issuer, plain.number) if plain.counts else None,
        tells,
        personal.hidden(plain.reason, CHANGE_REASON),
        tuple(replace(each, reason=personal.hidden(each.reason, CHANGE_REASON)) for each in plain.history),
    )
