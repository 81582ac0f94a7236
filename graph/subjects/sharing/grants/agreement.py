"""The signed security agreement of a grant (安全协议): kept for its two sides and the authority, who can read it.

The auditor reads it too. Who sees the grant for the sake of the platform or of the register does not: what two
departments signed is nothing that their channel needs.

It is kept before its grant knows of it, under a name of its own each time: a crash between the two, or a rival under
the same key, leaves a file that no grant refers to, which is removed when the store is opened (`cases.files.sweep`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from datetime import date
from typing import Final

from graph.cases.desk import Office
from graph.cases.files import CaseFolder, KeptFile, new_case, read_kept
from graph.errors import Refusal
from graph.law.access import Principal
from graph.law.posts import held_on
from graph.store.files import digest_of
from graph.subjects.sharing.grants import memory
from graph.subjects.sharing.grants.desk import Said, move_grant
from graph.words.grants import GrantEvent
from graph.words.organisation import PostKind
from graph.words.people import Role

_AUTHORITY: Final = frozenset({PostKind.AUTHORITY_OFFICER, PostKind.COUNTY_AUTHORITY_OFFICER})


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


def reads_agreement(principal: Principal, sides: Collection[str], on: date) -> bool:
    """Whether somebody may read what two departments signed: a side, the authority over one, its head, the auditor.

    Args:
        principal: Who wants to.
        sides: USCCs of the two departments.
        on: The day.
    """
    if principal.role is not Role.STAFF:
        return principal.role is Role.AUDITOR
    posts = held_on(principal.posts, on)
    own = {code for post in posts for code in (post.department, *post.predecessors)}
    over = {code for post in posts if _AUTHORITY & {post.kind, *post.leads} for code in post.supervises}
    return not (own | over).isdisjoint(sides)


async def agreement_file(office: Office, folder: CaseFolder, file: str) -> bytes | None:
    """A signed agreement, for those whose it is to read; every reading is in the journal first.

    Raises:
        NotFound: `FILE_NOT_FOUND`; the file is gone from where it was kept.
    """
    found = await memory.agreement_of(office.view, file)
    kept = found[0] if found and reads_agreement(office.actor.principal, found[1], office.actor.today) else None
    return await read_kept(office.store, office.actor, folder, kept, "READ_SECURITY_AGREEMENT")
