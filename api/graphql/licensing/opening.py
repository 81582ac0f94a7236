"""Opening what is locked with the key of a holder or a licence, for whoever may see it."""

import strawberry

from graph.store.sealed_keys import Key
from graph.subjects.licensing import memory as licensing_memory
from graph.subjects.licensing.keys import KeyOf, LockedKey, OpenedKey, key_of_holder

MASKED = "***"
"""What is shown of a personal value to who may not see it, where a client counts on a value."""


def opened(info: strawberry.Info, holder: str, key_cipher: str | None, cipher: str | None, column: str) -> str:
    """What is locked with the key of a holder; masked where it is erased."""
    key = key_of_holder(info.context.backend.personal, holder, key_cipher)
    return MASKED if key is None or cipher is None else key.decrypt(cipher, column)


async def key_of_license(info: strawberry.Info, license_id: str, key_cipher: str | None) -> OpenedKey | None:
    """The key of a licence, for those who see its holders; None for others, and where it was destroyed."""
    if key_cipher is None:
        return None
    holders = await info.context.load(licensing_memory.keys_of_holders, license_id)
    keys = tuple((holder, key) for holder, key, _ in holders)
    return LockedKey(license_id, key_cipher, keys).opened(info.context.backend.personal)


async def key_of_draft(info: strawberry.Info, draft_id: str, key_cipher: str | None) -> Key | None:
    """The same of a licence that is not issued yet."""
    if key_cipher is None:
        return None
    holders = await info.context.load(licensing_memory.keys_of_draft, draft_id)
    locked = LockedKey(draft_id, key_cipher, tuple(map(tuple, holders)), KeyOf.DRAFT)
    opened_key = locked.opened(info.context.backend.personal)
    return None if opened_key is None else opened_key.of_license
