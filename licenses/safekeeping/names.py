"""What licences say of their holders, names and kinds of codes, taken from files where the register says otherwise.

* Up to 0.1.0 a later licence could write another name, and another kind, over a holder's (`Wrong.HOLDER_NAME`).
* The file is what was sealed: it opens with the key of its licence, and is the one of its digest.
* Of a licence that keeps its own names nothing is written, nor of one whose file cannot be read: a check tells what is
  wrong with it.
"""

from __future__ import annotations

import asyncio

from graph.errors import NotFound
from graph.law.scope import EVERYTHING
from graph.office.actor import Actor
from graph.store import journal
from graph.store.engine import Unit
from graph.store.view import View
from graph.subjects.licensing import checked as licensing
from graph.subjects.licensing.checked import CheckedLicense
from graph.subjects.licensing.holders import SealedName, keep_sealed_names
from graph.subjects.licensing.keys import OpenedKey
from graph.subjects.licensing.naming import NAME
from licenses.register.windows import windows
from licenses.safekeeping.checking import STEP, Checker
from licenses.safekeeping.comparing import key_of, sealed_holders


async def take_names(checker: Checker, actor: Actor) -> list[str]:
    """Give licences what they were sealed under, where the register has something else; the ids of those."""
    view, taken = View(checker.store, EVERYTHING, actor.today), list[str]()
    for begin, end in windows(await licensing.count_licenses(view), STEP):
        found = await licensing.checked_licenses(view, begin, end)
        names = [name for each in found for name in await asyncio.to_thread(_sealed, checker, each)]

        async def work(unit: Unit) -> list[str]:
            kept = await keep_sealed_names(unit, names)  # noqa: B023
            await journal.record(unit, *[actor.deed("KEEP_SEALED_NAMES", identity) for identity in kept])
            return kept

        if names:
            taken.extend(await checker.store.write(work))
    return taken


def _sealed(checker: Checker, each: CheckedLicense) -> list[SealedName]:
    """The holders of a licence who stand otherwise in its file."""
    opened = key_of(each, checker.personal)
    if each.record is None or not isinstance(opened, OpenedKey):
        return []
    try:
        sealed = sealed_holders(checker.archive.get(each.record.digest, opened.of_license))
    except NotFound:
        return []
    named = zip(each.holders, opened.of_holders, sealed, strict=False)
    return [
        SealedName(each.id, seq, key.encrypt(said.name, NAME), said.code_type)
        for seq, (holder, key, said) in enumerate(named, 1)
        if holder is not None
        and (key.decrypt(holder.name_cipher, NAME), holder.code_type) != (said.name, said.code_type)
    ]
