"""Taking holders: who is there keeps his id and his key; who is not comes with those that are brought for him.

* Two who bring the same new holder agree on one key: it is taken in the transaction of the write, by the keyed hash of
  his code.
* Somebody for whom licences are only being made has an id and a key, and nothing that is shown: no name, no code.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import LiteralString

from graph.store.engine import Unit
from graph.store.errors import StoreError
from graph.store.personal import PersonalData
from graph.store.sealed_keys import Key
from graph.subjects.licensing.keys import key_of_holder
from graph.words.licensing import StoredHolder

_TAKE_HOLDERS: LiteralString = (
    "UNWIND $rows AS row MERGE (h:Holder {codeHash: row.codeHash}) "
    "ON CREATE SET h.id = row.id, h.keyCipher = row.keyCipher SET h.taken = row.id, "
    "h.person = CASE WHEN h.codeType IS NULL THEN row.person ELSE h.person END "
    "RETURN collect([h.codeHash, h.id, h.keyCipher, h.nameCipher, coalesce(h.codeType, '')])"
)
"""What is written of who is there already, another value each time, makes whoever erases him wait (`erasure`), or this;
the same value again would be no writing.
"""


@dataclass(frozen=True, slots=True)
class TakenHolder:
    """A holder as he is in the transaction that takes him."""

    key: Key = field(repr=False)
    name_cipher: str | None = field(repr=False)
    """None of whom no licence was issued to yet."""
    code_type: str
    """Of which document his code is; empty of whom no licence was issued to yet."""


async def take_holders(unit: Unit, personal: PersonalData, holders: Sequence[StoredHolder]) -> dict[str, TakenHolder]:
    """Holders with the keys and the names that they have now, by the hashes of their codes.

    Args:
        unit: The open transaction.
        personal: Opens the keys.
        holders: Each with the id and the key that are his if he is new; the same one may stand there twice.
    """
    taken = [{"id": v.id, "codeHash": v.code_hash, "keyCipher": v.key_cipher, "person": v.person} for v in holders]
    found = await unit.run(_TAKE_HOLDERS, rows=taken)
    if any(wrapped is None for _, _, wrapped, _, _ in found):  # who was erased while this waited for it is a new holder
        found = await unit.run(_TAKE_HOLDERS, rows=taken)
    taken_holders: dict[str, TakenHolder] = {}
    for code_hash, identity, wrapped, name, code_type in found:
        key = key_of_holder(personal, identity, wrapped)
        if key is None:
            raise StoreError("a holder has no key: the store was not brought to its current form")
        taken_holders[code_hash] = TakenHolder(key, name, code_type)
    return taken_holders
