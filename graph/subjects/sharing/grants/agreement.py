"""The signed security agreement of a grant (安全协议): kept for its two sides and the authority, who can read it.

It is kept before its grant knows of it, under a name of its own each time: a crash between the two, or a rival under
the same key, leaves a file that no grant refers to, which is removed when the store is opened (`cases.files.sweep`).
"""

from __future__ import annotations

import asyncio

from graph.cases.desk import Office
from graph.cases.files import CaseFolder, KeptFile, new_case, read_kept
from graph.errors import Refusal
from graph.store.files import digest_of
from graph.subjects.sharing.grants import memory
from graph.subjects.sharing.grants.desk import Said, move_grant
from graph.words.grants import GrantEvent


async def file_agreement(office: Office, folder: CaseFolder, grant: str, content: bytes) -> str:
    """Hand in the agreement for which a grant waits; say the id of the grant.

    Raises:
        Refusal: See `desk.move_grant`; then nothing is kept.
    """
    kept = KeptFile(new_case(office.actor.today), digest_of(content))

    async def keep() -> None:
        await asyncio.to_thread(folder.put, kept.case, content)

    try:
        return await move_grant(office, grant, GrantEvent.FILE_AGREEMENT, Said(agreement=kept), keep=keep)
    except Refusal:  # whatever else is raised may have been written all the same
        await asyncio.to_thread(folder.destroy, kept)
        raise


async def agreement_file(office: Office, folder: CaseFolder, file: str) -> bytes | None:
    """A signed agreement, for those who may see its grant; every reading is in the journal first.

    Raises:
        NotFound: `FILE_NOT_FOUND`; the file is gone from where it was kept.
    """
    kept = await memory.agreement_of(office.view, file)
    return await read_kept(office.store, office.actor, folder, kept, "READ_SECURITY_AGREEMENT")
