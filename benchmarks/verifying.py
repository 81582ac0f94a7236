"""Verifying one licence, against poppler's pdfsig, with the start of the process taken off both."""

from __future__ import annotations

import asyncio
import io
import shutil
import statistics
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial

from pyhanko.pdf_utils.generic import StreamObject
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter

from benchmarks.measuring import Outcome, Row, Skipped, alternating, processor_ms
from benchmarks.places import Work
from benchmarks.processes import ROOT, BenchmarkError, processor_ms_of, python
from benchmarks.specimen import specimen
from licenses.proof import verification
from licenses.proof.confinement.examining import examine
from licenses.proof.limits import LIMITS
from licenses.proof.verdict import Summary

TIMES = 10
PAIRS = 15
"""Runs of pdfsig in one round, each with one of its start."""
FILES = 20
COMMAND_ROUNDS = 2


def run(work: Work) -> Iterator[Outcome]:
    """In this process and as a command."""
    if shutil.which("pdfsig") is None:
        yield Skipped("verifying one licence", "pdfsig is missing (Debian, Ubuntu: apt-get install poppler-utils)")
        return
    at = datetime.now(UTC)
    one = specimen(work.folder / "authority", at)
    sealed, trust = one.seal(one.draw()), one.trust()
    signed_file, blank_file = str(work.folder / "sealed.pdf"), str(work.folder / "blank.pdf")
    (work.folder / "sealed.pdf").write_bytes(sealed)
    (work.folder / "blank.pdf").write_bytes(_blank())
    pdfsig = partial(_pdfsig, signed_file, blank_file)
    verdict = asyncio.run(verification.verify(sealed, trust, at))
    if verdict.summary is not Summary.GENUINE:
        raise BenchmarkError(f"our own licence is {verdict.summary}: {verdict.reason.en}")
    anchors = tuple(anchor.dump() for anchor in trust.anchors)
    examined = processor_ms(lambda: examine(sealed, anchors, trust.crls, at, LIMITS), TIMES)
    ours, theirs = alternating(work.rounds, examined, pdfsig)
    how = (
        "every question that a file answers offline, revocation and time included; pdfsig -no-ocsp checks digest, "
        "signature and certificate, less the same on a page without signature, medians of its processor time"
    )
    yield Row("verifying one licence, in process", ours, theirs, "pdfsig - its start", "CPU ms", how=how)
    ours, theirs = alternating(COMMAND_ROUNDS, partial(_command, str(one.authority.root_file), signed_file), pdfsig)
    how = f"`zhengtu verify` of {FILES + 1} files less that of one, by {FILES}"
    yield Row("verifying one licence, as a command", ours, theirs, "pdfsig - its start", "CPU ms", how=how)


def _command(root: str, file: str) -> float:
    """Processor time of one more file on the command line."""
    verify = python("api.command.zhengtu", "verify", "--json", "--trust", root)
    return (processor_ms_of([*verify, *[file] * (FILES + 1)], ROOT) - processor_ms_of([*verify, file], ROOT)) / FILES


def _pdfsig(signed: str, blank: str) -> float:
    """Processor time of pdfsig without that of its start."""
    taken: dict[str, list[float]] = {signed: [], blank: []}
    for _ in range(PAIRS):
        for file, times in taken.items():
            times.append(processor_ms_of(["pdfsig", "-no-ocsp", file], ROOT))
    return statistics.median(taken[signed]) - statistics.median(taken[blank])


def _blank() -> bytes:
    """A page with nothing on it."""
    writer = PdfFileWriter()
    content = writer.add_object(StreamObject(stream_data=b""))
    page = PageObject(contents=content, media_box=(0, 0, 100, 100))
    writer.insert_page(page)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()
