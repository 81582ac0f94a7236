"""What the register keeps of the files that it knows: locked, by keys that nobody has who has the store alone.

1. What was found in a file tells of its holders. It is locked with the key of the licence, as found in the file of its
   digest: in the row of another it does not open, and once a holder's data are erased it does not at all.
2. What was found about the papers of a seal is locked as found about these papers, with just these anchors and lists.
3. The papers themselves are public, and kept as they are; what was found in a file names them by their digest.
4. What does not open is as if nothing were kept, and is said in the log: a row was changed, or the key is another.
5. Keeping is for the next one who asks: where it fails, who asks now has his answer all the same.
"""

from __future__ import annotations

import base64
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar

from graph.store.engine import Store, Unit
from graph.store.errors import StoreError
from graph.store.files import digest_of
from graph.store.personal import PersonalData
from graph.store.sealed_keys import Key
from graph.subjects.licensing import keeping
from graph.subjects.licensing.keeping import FoundInFile
from graph.subjects.licensing.rekeying import FoundBefore
from graph.subjects.licensing.rows import KeptInStore
from licenses.proof.register import KeptOfFile

T = TypeVar("T")
_LOG = logging.getLogger("zhengtu.register")
_BELIEVED = 64
"""Hexadecimal digits before what was found about papers: with what it was found."""


def locked(key: Key, digest: str, kept: KeptOfFile) -> FoundInFile:
    """What was found in a file, as the store keeps it."""
    papers_id = digest_of(kept.papers.encode())
    found = _written_locked(key, kept.found, _found_in(digest, papers_id))
    return FoundInFile(digest, found, papers_id, kept.papers)


def relocked(personal: PersonalData, key: Key, before: FoundBefore) -> FoundBefore:
    """What an earlier release has kept of a file, under the key of its licence; what does not open goes."""
    about = _found_in(before.digest, before.papers_id)
    found = personal.examined.unlock(before.found or "", about)
    return replace(before, found=None if found is None else _written_locked(key, found, about))


def opened(personal: PersonalData, key: Key | None, digest: str, believing: str, row: KeptInStore) -> KeptOfFile | None:
    """What the store keeps of a file, where it can be believed; nothing, where the key of its licence is destroyed."""
    if key is None:
        return None
    papers = row.papers if isinstance(row.papers, str) else ""
    papers_id = digest_of(papers.encode())
    try:
        found = key.unlock(base64.b64decode(row.found, validate=True), _found_in(digest, papers_id))
    except (StoreError, ValueError, TypeError):
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


def _written_locked(key: Key, content: bytes, about: str) -> str:
    return base64.b64encode(key.lock(content, about)).decode("ascii")


def _found_in(digest: str, papers_id: str) -> str:
    return f"found in {digest}, which brings {papers_id}"


def _found_about(papers_id: str, believing: str) -> str:
    return f"found about {papers_id}, believing {believing}"
