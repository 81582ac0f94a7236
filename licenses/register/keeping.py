"""What the register keeps of the files that it knows: locked, with a key that is not in the store.

1. What was found in a file is locked as found in the file of its digest: in the row of another it does not open.
2. What was found about the papers of a seal is locked as found about these papers, with just these anchors and lists.
3. The papers themselves are public, and kept as they are; what was found in a file names them by their digest.
4. What does not open is as if nothing were kept, and is said in the log: a row was changed, or the key is another.
5. Keeping is for the next one who asks: where it fails, who asks now has his answer all the same.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from graph.store.engine import Store, Unit
from graph.store.errors import StoreError
from graph.store.personal import PersonalData
from graph.subjects.licensing import keeping
from graph.subjects.licensing.keeping import FoundInFile
from graph.subjects.licensing.rows import KeptInStore
from licenses.proof.kept.learning import as_issued
from licenses.proof.register import KeptOfFile
from licenses.register.archive import digest_of

T = TypeVar("T")
_LOG = logging.getLogger("zhengtu.register")
_BELIEVED = 64
"""Hexadecimal digits before what was found about papers: with what it was found."""


def locked(personal: PersonalData, digest: str, kept: KeptOfFile) -> FoundInFile:
    """What was found in a file, as the store keeps it."""
    papers_id = digest_of(kept.papers.encode())
    return FoundInFile(digest, personal.examined.lock(kept.found, _found_in(digest, papers_id)), papers_id, kept.papers)


def found_in(personal: PersonalData, content: bytes) -> FoundInFile | None:
    """The same of a file that was just issued; None where there is nothing to keep."""
    kept = as_issued(content)
    return None if kept is None else locked(personal, digest_of(content), kept)


def opened(personal: PersonalData, digest: str, believing: str, row: KeptInStore) -> KeptOfFile | None:
    """What the store keeps of a file, where it can be believed."""
    papers = row.papers if isinstance(row.papers, str) else ""
    papers_id = digest_of(papers.encode())
    found = personal.examined.unlock(row.found, _found_in(digest, papers_id))
    if found is None:
        _LOG.warning("what is kept of a file does not open; it is examined anew: %s", digest)
        return None
    grounds = row.grounds if isinstance(row.grounds, str) else ""
    if grounds[:_BELIEVED] != believing:
        return KeptOfFile(found, papers)
    known = personal.examined.unlock(grounds[_BELIEVED:], _found_about(papers_id, believing))
    if known is None:
        _LOG.warning("what is kept about the papers of a seal does not open; they are judged anew: %s", papers_id)
    return KeptOfFile(found, papers, known or b"")


async def keep_found(store: Store, found: FoundInFile) -> None:
    """Keep what was found in a file."""
    await _written(store, lambda unit: keeping.keep_found(unit, [found]))


async def keep_grounds(store: Store, personal: PersonalData, papers_id: str, believing: str, grounds: bytes) -> None:
    """Keep what was found about papers."""
    text = believing + personal.examined.lock(grounds, _found_about(papers_id, believing))
    await _written(store, lambda unit: keeping.keep_grounds(unit, papers_id, text))


async def _written(store: Store, work: Callable[[Unit], Awaitable[None]]) -> None:
    try:
        await store.write(work)
    except StoreError as cause:
        _LOG.warning("what was found in a file could not be kept: %s", type(cause).__name__)


def _found_in(digest: str, papers_id: str) -> str:
    return f"found in {digest}, which brings {papers_id}"


def _found_about(papers_id: str, believing: str) -> str:
    return f"found about {papers_id}, believing {believing}"
