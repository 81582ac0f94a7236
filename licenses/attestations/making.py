"""Making an attestation: what is to be made as one picklable value, and the drawing and sealing of it.

`make` is processor work without store or clock; it runs in worker processes.
"""

from __future__ import annotations

from dataclasses import dataclass

from licenses.paper import sheet, stamp
from licenses.paper.attestation import Attestation
from licenses.paper.sheet import Sheet
from licenses.register.making import seal_number
from licenses.seal import sealing
from licenses.seal.sealer import Sealer
from licenses.seal.timestamping import Timestamper


@dataclass(frozen=True, slots=True)
class Job:
    """An attestation that has its number: everything that a worker process needs."""

    attestation: Attestation
    sheet: Sheet
    division: str
    """Division code of the department that attests; its seal's number begins with it."""
    sealer: Sealer
    timestamper: Timestamper


def make(job: Job) -> bytes:
    """Draw and seal."""
    said = job.attestation
    number = seal_number(job.division, said.issuer_code)
    mark = stamp.draw(said.issuer_name, number, use_line=stamp.ATTESTING_LINE, demonstration=said.demonstration)
    pages = sheet.draw(said, job.sheet)
    return sealing.seal(pages, None, mark, sheet.SEAL, job.sealer, job.timestamper, said.made_at, f"出具{said.kind.zh}")
