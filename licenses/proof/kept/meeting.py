"""Meeting a file: what this process remembers of it, else what the register has kept, before anything is read in it.

Only where neither is there is it examined; and where it then turns out to be one that the register knows, that is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from licenses.proof.brought import digest_of
from licenses.proof.confinement.examiners import remembered, remembers_any
from licenses.proof.grounds import Grounds
from licenses.proof.issued.recognition import LARGEST
from licenses.proof.kept import grounds as grounds_kept
from licenses.proof.kept.learning import to_keep
from licenses.proof.kept.recalling import Recalled, recalled
from licenses.proof.known_files import Examination
from licenses.proof.register import KeepingRegister, KnownAtOnce
from licenses.proof.trusted import TrustBundle


@dataclass(frozen=True, slots=True)
class Met:
    """What is known of a file before a look into it."""

    found: Examination | None = None
    """None where it has to be examined."""
    known: KnownAtOnce | None = None
    """What the register says of it, where that was read with what it has kept."""
    recalled: Recalled | None = None
    """What was made of that."""


async def meet(data: bytes, trust: TrustBundle, at: datetime, register: KeepingRegister | None) -> Met:
    """Say what is known of a file by its digest alone; of one that is larger than a licence, nothing."""
    if len(data) > LARGEST or (register is None and not remembers_any()):
        return Met()
    digest = sha256(data).hexdigest()
    here = remembered(digest, trust, at)
    if here is not None or register is None:
        return Met(here)
    known = await register.at_once(digest, grounds_kept.believing(trust.ders, trust.crls))
    before = await recalled(known.kept, digest, trust, at) if known is not None else None
    return Met() if before is None else Met(before.examination, known, before)


async def keep(data: bytes, found: Examination, met: Met, trust: TrustBundle, register: KeepingRegister) -> None:
    """Have the register keep what it does not yet: what was found in a file that it knows, and about its papers."""
    believing = grounds_kept.believing(trust.ders, trust.crls)
    if met.recalled is not None:
        await _keep_grounds(register, met.recalled.papers_id, believing, met.recalled.learned)
    elif met.found is None and (kept := to_keep(data, found)) is not None:
        await register.keep_found(found.facts.digest, kept)
        await _keep_grounds(register, digest_of(kept.papers), believing, found.grounds)


async def _keep_grounds(register: KeepingRegister, papers_id: str, believing: str, grounds: Grounds | None) -> None:
    if grounds is not None:
        await register.keep_grounds(papers_id, believing, grounds_kept.written(grounds))
