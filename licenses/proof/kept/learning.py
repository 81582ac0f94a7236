"""What there is to keep of a file, as it is issued here or after it was examined."""

from __future__ import annotations

from licenses.proof.brought import Brought, SealPapers
from licenses.proof.issued.recognition import claimed_time, facts_of, recognise
from licenses.proof.kept import form
from licenses.proof.known_files import Examination
from licenses.proof.register import KeptOfFile
from licenses.proof.structure.papers import unpacked


def to_keep(data: bytes, found: Examination) -> KeptOfFile | None:
    """What there is to keep of an examined file that the register knows; None where there is nothing."""
    return form.written(found.facts, found.brought) if found.brought is not None else as_issued(data)


def as_issued(data: bytes) -> KeptOfFile | None:
    """What there is to keep of a file that was just issued here; None where it is not of the shape that we write.

    What is found in it is what the long way finds. Whom its seal leads to is not asked.
    """
    try:
        file = recognise(data)
        facts = facts_of(file)
        certificates = (*map(unpacked, file.papers.certificates),)
        papers = SealPapers(
            (file.seal.certificate, *file.seal.others, *certificates),
            ((file.stamp.certificate, *file.stamp.others),),
            (*map(unpacked, file.papers.lists),),
        )
        return form.written(facts, Brought(papers, claimed_time(file), ((file.stated.time, 0),)))
    except Exception:  # noqa: BLE001 - the barrier: whatever is not of our shape is read when it is first verified
        return None
