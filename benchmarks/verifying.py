"""Verifying one licence: the short way and the long one against pyHanko and pdfsig, the command, and the service.

The start of the process is taken off where two processes are compared.
"""

from __future__ import annotations

import asyncio
import io
import shutil
import statistics
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from asn1crypto import x509
from pyhanko.pdf_utils.generic import StreamObject
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.dss import DocumentSecurityStore

from benchmarks.costs import Asked, Limits, compared
from benchmarks.measuring import Figure, Outcome, Row, Skipped, alternating, processor_ms
from benchmarks.places import FORGETFUL, READING, Serving, Work, serving
from benchmarks.processes import ROOT, BenchmarkError, processor_ms_of, python
from benchmarks.questions import CODE, POINT, asked
from benchmarks.specimen import Specimen, specimen
from licenses.proof import verification
from licenses.proof.confinement.examining import examine
from licenses.proof.issued.grounds import Kept
from licenses.proof.issued.recognition import judged
from licenses.proof.limits import LIMITS
from licenses.proof.verdict import Summary

TIMES = 10
ROUNDS = 30
"""At least; a round of the command has too few files for less."""
PAIRS = 5
"""Runs of pdfsig in one round, each with one of its start."""
FILES = 480
"""On the command line, more than one."""
COMMAND_ROUNDS = 3
MOST_MS = 1.5
"""Processor time of one licence as it is issued."""
MOST_LONG_MS = 15.0
"""The same the long way."""
LEAST_FILES = 300
"""A second, by one processor."""
MOST_START = 400.0
"""Milliseconds by the clock, until the command could begin."""
MOST_BY_POINT = 1.3
"""Of a known file by a point query."""
KNOWN = 24
"""Licences of the store in which one is known."""


def run(work: Work) -> Iterator[Outcome]:
    """In this process, as a command, and asked of the service."""
    at = datetime.now(UTC)
    one = specimen(work.folder / "authority", at)
    sealed = one.seal(one.draw())
    yield from _in_process(work, one, sealed, at)
    yield from _as_command(work, one)
    yield from _known(work)


def _in_process(work: Work, one: Specimen, sealed: bytes, at: datetime) -> Iterator[Outcome]:
    trust, rounds = one.trust(), max(ROUNDS, work.rounds)
    verdict = asyncio.run(verification.verify(sealed, trust, at))
    if verdict.summary is not Summary.GENUINE:
        raise BenchmarkError(f"our own licence is {verdict.summary}: {verdict.reason.en}")
    anchors, kept = tuple(anchor.dump() for anchor in trust.anchors), Kept()
    lesson = examine(sealed, anchors, trust.crls, at, LIMITS)[2]
    if lesson is None or lesson.learned is None:
        raise BenchmarkError("our own licence is not recognised")
    kept.keep(*lesson.learned)
    short = processor_ms(lambda: judged(sealed, anchors, trust.crls, at, kept.get), TIMES)
    long = processor_ms(lambda: examine(sealed, anchors, trust.crls, at, LIMITS), TIMES)
    how = "every question that a file answers offline, revocation and time included, its papers being known"
    (briefly,) = alternating(rounds, short)
    yield _against(briefly, MOST_MS, "verifying one licence as issued, in process", "CPU ms", how)
    (at_length,) = alternating(rounds, long)
    yield _against(at_length, MOST_LONG_MS, "verifying one licence the long way, in process", "CPU ms", how)
    ours, theirs = alternating(rounds, short, processor_ms(partial(_pyhanko, sealed, trust.anchors), 1))
    said = f"{how}; pyHanko validates seal, timestamp and chain by the validation data in the file"
    yield Row("verifying one licence as issued", ours, theirs, "pyHanko", "CPU ms", how=said)
    if shutil.which("pdfsig") is None:
        yield Skipped("verifying against pdfsig", "pdfsig is missing (Debian, Ubuntu: apt-get install poppler-utils)")
        return
    signed_file, blank_file = str(work.folder / "sealed.pdf"), str(work.folder / "blank.pdf")
    Path(signed_file).write_bytes(sealed)
    Path(blank_file).write_bytes(_blank())
    how += "; pdfsig -no-ocsp checks digest, signature and certificate, less the same on a page without signature"
    ours, theirs = alternating(rounds, short, partial(_pdfsig, signed_file, blank_file))
    yield Row("verifying one licence as issued", ours, theirs, "pdfsig - its start", "CPU ms", how=how, limit=1)
    ours, theirs = alternating(COMMAND_ROUNDS, long, partial(_pdfsig, signed_file, blank_file))
    yield Row("verifying one licence the long way", ours, theirs, "pdfsig - its start", "CPU ms", how=how)


def _pyhanko(sealed: bytes, anchors: Sequence[x509.Certificate]) -> None:
    """Validate as the library's manual says."""
    reader = PdfFileReader(io.BytesIO(sealed))
    context = DocumentSecurityStore.read_dss(reader).as_validation_context({"trust_roots": list(anchors)})
    status = asyncio.run(async_validate_pdf_signature(reader.embedded_signatures[0], context, context))
    if not status.bottom_line:
        raise BenchmarkError("pyHanko does not believe our own licence")


def _as_command(work: Work, one: Specimen) -> Iterator[Outcome]:
    folder, root = work.folder / "verifying", str(one.authority.root_file)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    page = one.draw()
    for number in range(FILES + 1):
        (folder / f"{number:04}.pdf").write_bytes(one.seal(page))
    command = [*python("api.command.zhengtu"), "verify", "--trust", root, "--json", "--jobs", "1"]

    def each() -> float:
        all_of_them, first = ([*command, str(folder)], [*command, str(folder / "0000.pdf")])
        return (processor_ms_of(all_of_them, ROOT) - processor_ms_of(first, ROOT)) / FILES

    (took,) = alternating(COMMAND_ROUNDS, each)
    how = (
        f"`zhengtu verify --json` of {FILES + 1} licences less that of one, by {FILES}; at most that of {LEAST_FILES}/s"
    )
    yield _against(took, 1000 / LEAST_FILES, "one more file of the command", "CPU ms", how)
    (start,) = alternating(COMMAND_ROUNDS, partial(_wall_ms, [*python("api.command.zhengtu"), "verify", "--help"]))
    yield _against(start, MOST_START, "start of the command", "wall ms", "`zhengtu verify --help`")


def _known(work: Work) -> Iterator[Outcome]:
    """A file of the register, again and for the first time in a process, by a point query of the same service."""
    what, how = "a file that the register knows, {}", "POST /verify with a file that was issued here{}; a point query"
    again, first, least = "the second time in a process", "the first time in a process", "the least for the first time"
    for kind, when, limits, said in (
        ("", again, Limits(MOST_BY_POINT), ""),
        (FORGETFUL, first, Limits(), ""),
        (READING, least, Limits(), ", answered as soon as what is kept of it was read and opened"),
    ):
        with serving(work, licenses=KNOWN, how=kind) as servers:
            file = next(iter(sorted(servers.samples.glob("*.pdf")))).read_bytes()
            point = Asked(servers.app, servers.pid, asked(POINT, code=CODE))
            yield from _by_point(work, servers, what.format(when), file, point, limits, how.format(said))
            if kind == FORGETFUL:
                unknown, examined = "a file that the register does not know", "the same file with a line behind it"
                yield from _by_point(work, servers, unknown, file + b"\n", point, Limits(), f"{examined}, examined")


def _by_point(
    work: Work, servers: Serving, what: str, file: bytes, point: Asked, limits: Limits, how: str
) -> Iterator[Outcome]:
    ours = Asked(servers.app.replace("/graphql", "/verify"), servers.pid, file, media="application/pdf")
    yield from compared(work, servers.client, what, ours, point, "a point", limits, how)


def _against(figure: Figure, most: float, what: str, unit: str, how: str) -> Row:
    return Row(what, figure, Figure((most,) * len(figure.rounds)), "the limit", unit, how=how, limit=1)


def _wall_ms(command: list[str]) -> float:
    began = time.perf_counter()
    processor_ms_of(command, ROOT)
    return (time.perf_counter() - began) * 1000


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
