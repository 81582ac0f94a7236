"""The page composer: one template and what it is to print, in; one PDF/A-3b file, out.

What is printed reaches a template as data, never as markup, so a name cannot become a command. Every kind of page is
written here, with the same fonts.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
import threading
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import pylopdf_fonts_zh_cn as fonts
import typst

from graph.words.official import official
from licenses.paper import lettering
from licenses.paper.headings import with_headings
from licenses.paper.pictures import Outline

_TEMPLATES: Final = Path(__file__).with_name("templates")


_KEPT_FOR: Final = 10
"""Documents for which the composer keeps what it has met in one."""


class PageOverflow(Exception):  # noqa: N818 - it is an answer, not a malfunction
    """A template has no room for what it is to print, at the smallest size."""


def write(template: str, printed: Mapping[str, Any], at: datetime, **inputs: str) -> bytes:
    """Write a document.

    Args:
        template: Name of the template.
        printed: What it prints, as JSON knows it: its input `printed`.
        at: When it is made.
        inputs: Everything else that the template asks for, as it is.

    Returns:
        PDF/A-3b, tagged.

    Raises:
        PageOverflow: It has no room for it.
        PictureRefused: A registered picture that it needs may not be drawn.
    """
    text = official(json.dumps(printed, ensure_ascii=False))
    given = {**inputs, "printed": text, "fonts": json.dumps(lettering.FAMILIES)}
    own = lettering.outlines(text)
    if not own:
        return _compiled(_compiler(_folders()), template, given, at)
    return _with_own(own, template, given, at)


def drawn_with(template: str, text: str) -> bytes:
    """With what a text is written: the template, the composer, the fonts, and the registered pictures that it needs.

    Raises:
        PictureRefused: A registered picture that it needs may not be drawn.
    """
    own = lettering.outlines(official(text))
    rare = [file.name for file in lettering.in_use().rare_files]
    return repr((_composer(template), rare, own)).encode()


@lru_cache
def _composer(template: str) -> tuple[str, ...]:
    """What of the installation a page depends on; a new one begins with a new process."""
    parts = sorted(_TEMPLATES.glob("*.typ"))
    written = (hashlib.sha256(part.read_bytes()).hexdigest() for part in parts)
    return (template, *map(version, ("typst", "pylopdf-fonts-zh-cn")), *written)


def forget() -> None:
    """Have the composer forget what it has met: of some hundred pages it keeps seventy megabytes, for ten documents."""
    composer = _compiler(_folders())
    with _WRITING:
        for _ in range(_KEPT_FOR):
            composer.compile(input=b"")


def _with_own(own: tuple[Outline, ...], template: str, given: dict[str, str], at: datetime) -> bytes:
    """Write with registered pictures; the composer reads a font from a file, and when it first needs it."""
    with tempfile.TemporaryDirectory(prefix="zhengtu-") as folder:
        made = Path(folder)
        (made / "registered.ttf").write_bytes(lettering.font_of(own))
        return _compiled(_made((*_folders(), made)), template, given, at)


def _folders() -> tuple[Path, ...]:
    """Where the fonts for rare characters are: the composer takes folders of fonts, and no single one."""
    used = lettering.in_use()
    return (used.rare,) if used.rare_files else ()


@lru_cache(maxsize=2)
def _compiler(rare: tuple[Path, ...]) -> typst.Compiler:
    """The composer of this process: it keeps what it has read."""
    return _made(rare)


def _made(more: tuple[Path, ...]) -> typst.Compiler:
    paths = [str(fonts.serif_path().parent), *map(str, more)]
    own = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=paths)
    return typst.Compiler(root=str(_TEMPLATES), font_paths=own, ignore_system_fonts=True)


_WRITING = threading.Lock()
"""A composer writes one page at a time, and threads of one process share it."""


def _compiled(compiler: typst.Compiler, template: str, given: dict[str, str], at: datetime) -> bytes:
    try:
        with _WRITING:
            pages = compiler.compile(
                input=str(_TEMPLATES / template),
                format="pdf",
                pdf_standards="a-3b",
                pdf_tags=True,
                timestamp=at,
                sys_inputs=given,
            )
    except typst.TypstError as cause:
        if "FACE_OVERFLOW" not in str(cause):
            raise
        raise PageOverflow from cause
    assert isinstance(pages, bytes)  # noqa: S101 - one document in PDF form is bytes
    return with_headings(pages)
