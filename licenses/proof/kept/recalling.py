"""A file that the register knows, by what was kept of it: nothing is read in it, and nobody is asked to examine it.

1. What the file says of itself follows from its bytes, and these from the digest under which it was kept.
2. The papers of its seal are those under whose digest they were kept.
3. Whom they lead to is known, where it was found before with the same anchors and lists, and still holds: in this
   process, or kept beside the papers. Else it is judged anew, as of any file (`trust`), which needs no PDF.
4. Whatever is of another form than what is written here is as if nothing were kept.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

from licenses.proof.brought import Brought, SealPapers, digest_of
from licenses.proof.facts import FileFacts, Seal
from licenses.proof.grounds import Grounds
from licenses.proof.issued.grounds import Kept
from licenses.proof.issued.learning import grounds_of, held
from licenses.proof.issued.recognition import findings_of
from licenses.proof.kept import form
from licenses.proof.kept import grounds as grounds_kept
from licenses.proof.kept.form import FileForm
from licenses.proof.known_files import Examination
from licenses.proof.register import KeptOfFile
from licenses.proof.spans import Span
from licenses.proof.trusted import TrustBundle, TrustFindings

_LOG = logging.getLogger("zhengtu.proof")
_KNOWN = Kept()
"""What was found about papers in this process."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """What is known of a file without a look into it."""

    examination: Examination
    papers_id: str
    learned: Grounds | None = None
    """What was found about its papers just now, which nobody has kept."""


async def recalled(kept: KeptOfFile, digest: str, trust: TrustBundle, at: datetime) -> Recalled | None:
    """Believe what was kept of a file; None where it cannot be believed.

    Args:
        kept: What the register kept, which nobody else can have written.
        digest: SHA-256 of the file.
        trust: What is believed.
        at: The moment of judging.
    """
    try:
        file = form.read(kept.found)
        if file.facts.digest != digest or digest_of(kept.papers) != file.papers_id:
            raise ValueError("of another file")
        return await _judged(file, kept, trust, at)
    except Exception as cause:  # noqa: BLE001 - the barrier: what another form makes this raise, it is examined anew
        _LOG.warning("what is kept of a file is of another form; it is examined anew: %s", type(cause).__name__)
        return None


async def _judged(file: FileForm, kept: KeptOfFile, trust: TrustBundle, at: datetime) -> Recalled:
    key = ((file.papers_id.encode(),), trust.ders, trust.crls)
    if len(file.stamps) == 1 and not file.stamps[0][1]:
        stamped = file.stamps[0][0]
        for grounds in (_KNOWN.get(key), grounds_kept.read(kept.grounds) if kept.grounds else None):
            if grounds is not None and grounds.hold(stamped, at):
                _KNOWN.keep(key, grounds)
                findings = findings_of(grounds, stamped)
                return Recalled(Examination(file.facts, findings, grounds.judged.since(stamped)), file.papers_id)
    from licenses.proof.trust import assess  # noqa: PLC0415 - a library that a command without a register never needs

    seal = Brought(SealPapers.read(kept.papers), file.claimed_time, file.stamps).seal()
    findings = await assess(seal, trust, at)
    holds, learned = _learned(file.facts, seal, findings, trust, at)
    if learned is not None:
        _KNOWN.keep(key, learned)
    return Recalled(Examination(file.facts, findings, holds), file.papers_id, learned)


def _learned(
    facts: FileFacts, seal: Seal, findings: TrustFindings, trust: TrustBundle, at: datetime
) -> tuple[Span | None, Grounds | None]:
    spans = held(facts, seal, findings, trust.ders, trust.crls, at)
    if spans is None:
        return None, None
    return spans.holds, grounds_of(seal, findings, spans)
