"""The use of a licence (用证): what the register recognises is kept as a use before it is answered.

* Whose use is kept, the rules say; of anybody else nothing is written.
* A use that cannot be written is not answered: who may object to a licence is who has a recorded use (WHL-19).
* Verified again, it is used again.
"""

from __future__ import annotations

import uuid

from graph.office.actor import Actor
from graph.store.engine import Store, Unit
from graph.subjects.licensing import recording
from graph.subjects.licensing.rules import leaves_use
from graph.words.license_uses import LicenseUse, Recognition


async def keep_use(store: Store, user: Actor, license_id: str, how: Recognition) -> None:
    """Keep that somebody has used a licence, if his uses are kept.

    Args:
        store: The graph.
        user: Who verifies the licence.
        license_id: The licence that the register recognised.
        how: By what.

    Raises:
        StoreError: It could not be written, or nobody knows whether it was.
    """
    if not leaves_use(user.principal, user.today):
        return
    use = LicenseUse(uuid.uuid4().hex, license_id, user.principal.subject, user.now, how)

    async def work(unit: Unit) -> None:
        await recording.write_use(unit, use)

    await store.write(work)
