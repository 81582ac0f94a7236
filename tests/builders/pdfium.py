"""A process that draws PDF files with pdfium, one after the other, until its input ends.

python -m builders.pdfium PAGES DOTS_PER_INCH

It is a process of its own because a file may crash it or never let it go; `builders.viewers` says how it is spoken to.
"""

from __future__ import annotations

import struct
import sys

import pypdfium2


def main(most_pages: int, dots_per_inch: int) -> None:
    """Draw what comes."""
    while head := sys.stdin.buffer.read(4):
        data = sys.stdin.buffer.read(struct.unpack(">I", head)[0])
        try:
            messages = draw(data, most_pages, dots_per_inch)
        except pypdfium2.PdfiumError as error:
            messages = [f"error: {error}".encode()]
        for message in (*messages, b""):
            sys.stdout.buffer.write(struct.pack(">I", len(message)) + message)
        sys.stdout.buffer.flush()


def draw(data: bytes, most_pages: int, dots_per_inch: int) -> list[bytes]:
    """The first pages, with annotations and form fields: the seal is one."""
    file = pypdfium2.PdfDocument(data)
    try:
        file.init_forms()
        pages = []
        for number in range(min(len(file), most_pages)):
            picture = file[number].render(scale=dots_per_inch / 72).to_pil().convert("RGB")
            pages.append(f"{picture.width} {picture.height}\n".encode() + picture.tobytes())
        return pages
    finally:
        file.close()


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
