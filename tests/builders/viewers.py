"""What programs show of a file: pdfium, poppler, MuPDF and pdf.js, each in a process of its own.

A verdict speaks of bytes; a clerk looks at a picture. Files may come from attackers, so an engine that crashes, hangs
or draws nothing has shown something else than the licence, and the next file finds it running again. Programs differ
in how they smooth a line, so a picture is only ever compared with one by the same engine.
"""

from __future__ import annotations

import atexit
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from typing import IO

from PIL import Image, ImageChops

Drawing = tuple[Image.Image, ...]
"""The first pages, in RGB; none where the engine could not draw the file."""

DOTS_PER_INCH = 72
MOST_PAGES = 2
"""A licence has one page; a second one is already another picture."""
TOLERANCE = 8
"""How far, of 255, a channel of a point may differ before the point does."""
MOST_DIFFERING = 0.0002
"""Share of a page's points that may differ between a file and what was sealed."""
SECONDS = 30.0
"""After which an engine is taken to hang."""

TESTS = Path(__file__).parents[1]
PDFJS = TESTS / "viewers"
BYTE_RANGE = re.compile(rb"/ByteRange\s*\[\s*0\s+\d+\s+(\d+)\s+(\d+)\s*\]")
_PPM = re.compile(rb"P6\s(\d+)\s(\d+)\s255\s")
_OLDEST_NODE = (20, 19)


class ViewerError(Exception):
    """An engine cannot draw what was sealed, so it cannot say whether something else draws like it."""


@dataclass(frozen=True)
class Engine:
    """A program that shows PDF files."""

    draw: Callable[[bytes], Drawing]
    missing: Callable[[], str | None]
    """Why it cannot be asked here, and how to get it; None where it can."""


def shown_as_sealed(data: bytes) -> dict[str, float]:
    """For each engine that is here: the share of points in which a file differs from its sealed revision."""
    return shown_as(data, sealed_revision(data))


def shown_as(data: bytes, sealed: bytes) -> dict[str, float]:
    """For each engine that is here: the share of points in which two files differ.

    Raises:
        ViewerError: The second one cannot be drawn.
    """
    return {name: shown_by(name, data, sealed) for name, engine in ENGINES.items() if engine.missing() is None}


def shown_by(engine: str, data: bytes, sealed: bytes) -> float:
    """The share of points in which two files differ, as one engine draws them.

    Raises:
        ViewerError: The second one cannot be drawn.
    """
    expected = drawn(engine, sealed)
    if not expected:
        raise ViewerError(f"{engine} does not draw the sealed revision")
    return differing(expected if data == sealed else ENGINES[engine].draw(data), expected)


@lru_cache(maxsize=64)
def drawn(engine: str, data: bytes) -> Drawing:
    """The pages of a file that several others are compared with."""
    return ENGINES[engine].draw(data)


def differing(one: Drawing, other: Drawing) -> float:
    """The share of points in which two drawings differ; all of them where number or size of the pages do."""
    if len(one) != len(other) or not one or any(a.size != b.size for a, b in zip(one, other, strict=True)):
        return 1.0
    return max(_differing(a, b) for a, b in zip(one, other, strict=True))


def _differing(one: Image.Image, other: Image.Image) -> float:
    red, green, blue = ImageChops.difference(one, other).split()
    largest = ImageChops.lighter(ImageChops.lighter(red, green), blue).histogram()
    return sum(largest[TOLERANCE + 1 :]) / (one.width * one.height)


def sealed_revision(data: bytes) -> bytes:
    """The file as it ended when it was sealed; what a later timestamp covers is more."""
    return data[: min(int(match[1]) + int(match[2]) for match in BYTE_RANGE.finditer(data))]


@dataclass
class Servant:
    """A process that draws one file after the other; started when first needed, and again when it died or hung.

    A file goes to it as its length in four bytes and its bytes; what it draws comes back in the same way, a message a
    page (`width height` and the points in RGB), then an empty one. `error: …` stands for a file that it cannot draw.
    """

    command: Sequence[str]
    folder: Path
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def draw(self, data: bytes) -> Drawing:
        """The first pages of a file."""
        process = self.process = self.process or self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        hangs = threading.Timer(SECONDS, process.kill)
        hangs.start()
        try:
            process.stdin.write(struct.pack(">I", len(data)) + data)
            process.stdin.flush()
            messages = list(iter(partial(_message, process.stdout), b""))
        except (OSError, EOFError):
            self.end()
            return ()
        finally:
            hangs.cancel()
        return () if any(message.startswith(b"error:") for message in messages) else tuple(map(_page, messages))

    def end(self) -> None:
        """End the process, whatever it does."""
        if self.process is not None:
            self.process.kill()
            with suppress(OSError):
                self.process.communicate()
            self.process = None

    def _started(self) -> subprocess.Popen[bytes]:
        atexit.unregister(self.end)
        atexit.register(self.end)
        return subprocess.Popen(
            self.command, cwd=self.folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )


def _message(stream: IO[bytes]) -> bytes:
    head = stream.read(4)
    content = stream.read(struct.unpack(">I", head)[0]) if len(head) == struct.calcsize(">I") else b""
    if len(head) != struct.calcsize(">I") or len(content) != struct.unpack(">I", head)[0]:
        raise EOFError
    return content


def _page(message: bytes) -> Image.Image:
    line, _, points = message.partition(b"\n")
    width, height = (int(number) for number in line.split())
    return Image.frombytes("RGB", (width, height), points)


def _poppler(data: bytes) -> Drawing:
    return _printed(["pdftoppm", "-q", "-r", str(DOTS_PER_INCH), "-l", str(MOST_PAGES), "-"], data)


def _mutool(data: bytes) -> Drawing:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:  # it seeks in what it reads
        file.write(data)
        file.flush()
        draw = ["mutool", "draw", "-q", "-r", str(DOTS_PER_INCH), "-F", "ppm", "-o", "-"]
        return _printed([*draw, file.name, f"1-{MOST_PAGES}"], b"")


def _printed(command: Sequence[str], data: bytes) -> Drawing:
    """The pictures that a program writes to stdout, one after the other; what it wrote before it failed counts."""
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return ()
    pages, rest = list[Image.Image](), done.stdout
    while (head := _PPM.match(rest)) is not None:
        width, height = int(head[1]), int(head[2])
        end = head.end() + width * height * 3
        if len(rest) < end:
            break
        pages.append(Image.frombytes("RGB", (width, height), rest[head.end() : end]))
        rest = rest[end:]
    return tuple(pages)


@lru_cache
def _without_program(program: str, package: str) -> str | None:
    return None if shutil.which(program) else f"{program} is missing (Debian, Ubuntu: apt-get install {package})"


@lru_cache
def _without_pdfjs() -> str | None:
    if shutil.which("node") is None or _node() < _OLDEST_NODE:
        return "pdf.js needs node 20.19 or later"
    if not (PDFJS / "node_modules" / "pdfjs-dist").exists():
        return "pdf.js is not installed (npm ci --prefix tests/viewers)"
    return None


def _node() -> tuple[int, ...]:
    said = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout
    return tuple(int(number) for number in re.findall(r"\d+", said))


_BOUNDS = (str(MOST_PAGES), str(DOTS_PER_INCH))
PDFIUM = Servant((sys.executable, "-m", "builders.pdfium", *_BOUNDS), TESTS)

ENGINES = {
    "pdfium": Engine(PDFIUM.draw, lambda: None),
    "poppler": Engine(_poppler, partial(_without_program, "pdftoppm", "poppler-utils")),
    "mutool": Engine(_mutool, partial(_without_program, "mutool", "mupdf-tools")),
    "pdf.js": Engine(Servant(("node", "draw.mjs", *_BOUNDS), PDFJS).draw, _without_pdfjs),
}
