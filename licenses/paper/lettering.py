"""With what the characters of a page are drawn: the fonts of this installation, and its registered pictures.

1. Noto Serif SC, which comes with the product.
2. HanaMinA and HanaMinB (Debian's `fonts-hanazono`) where they are installed: with them all of GB 18030-2022.
3. A picture that the bureau has registered (`pictures`), as one letter of a font that is made for the page.

So whatever is printed is text: it can be selected, copied and read aloud, and its font is in the file.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import pylopdf_fonts_zh_cn as fonts
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, TTLibError

from graph.errors import Text
from graph.words.official import official
from licenses.paper import pictures
from licenses.paper.letters import is_rare_script, kind, never_drawn
from licenses.paper.pictures import DESCENT, UNIT, Outline, PictureRefused

DEBIAN_FOLDER: Final = Path("/usr/share/fonts/truetype/hanazono")
"""Where Debian's `fonts-hanazono` lies."""
RARE_FILES: Final = ("HanaMinA.ttf", "HanaMinB.ttf")
OWN_FAMILY: Final = "Zhengtu Registered"
FAMILIES: Final = ("Noto Serif SC", "HanaMinA", "HanaMinB", OWN_FAMILY)
"""In the order in which a character is looked for."""
CAP_HEIGHT: Final = 729
"""Of Noto Serif SC, in thousandths: a line with a registered picture is as high as any other."""

_PERHAPS_MISSING: Final = re.compile("[^ -~㐀-䶵一-鿯]")
"""Signs of ASCII, the first block of ideographs and Extension A are all in Noto Serif SC, and a page has many."""


@dataclass(frozen=True, slots=True)
class Lettering:
    """Where this installation has its fonts and pictures."""

    rare: Path = DEBIAN_FOLDER
    """Folder of the fonts for rare characters; they may be missing."""
    registered: Path | None = None
    """Folder of the registered pictures."""

    @property
    def rare_files(self) -> tuple[Path, ...]:
        """The fonts for rare characters that are there."""
        return tuple(file for name in RARE_FILES if (file := self.rare / name).is_file())


@dataclass(frozen=True, slots=True)
class Undrawable:
    """A character that cannot be printed, why, and what to do."""

    letter: str
    why: Text


class _Used:
    """What this process draws with; said once, when it starts."""

    lettering = Lettering()


def use(lettering: Lettering) -> None:
    """Say what this process draws with."""
    _Used.lettering = lettering


def in_use() -> Lettering:
    """What this process draws with."""
    return _Used.lettering


def undrawable(text: str) -> tuple[Undrawable, ...]:
    """The characters of a text that cannot be printed, each once, in order."""
    found = ((letter, _why_not(letter)) for letter in _asked_for(text))
    return tuple(Undrawable(letter, why) for letter, why in found if why is not None)


def outlines(text: str) -> tuple[Outline, ...]:
    """The registered pictures that a text needs, each once.

    Raises:
        PictureRefused: One of them may not be drawn.
    """
    folder, needed = in_use().registered, []
    for letter in _asked_for(text):
        file = pictures.file_of(folder, letter) if never_drawn(letter) is None else None
        if file is not None and not _in_rare(letter):
            needed.append(pictures.read(file, letter))
    return tuple(needed)


def font_of(letters: Iterable[Outline]) -> bytes:
    """Make a font (TrueType) of registered pictures."""
    made = FontBuilder(UNIT, isTTF=True)
    drawn = {".notdef": TTGlyphPen(None).glyph()}
    codes: dict[int, str] = {}
    for outline in letters:
        pen = TTGlyphPen(None)
        outline.draw(Cu2QuPen(pen, max_err=1.0))
        name = f"u{ord(outline.letter):05X}"
        drawn[name], codes[ord(outline.letter)] = pen.glyph(), name
    made.setupGlyphOrder(list(drawn))
    made.setupCharacterMap(codes)
    made.setupGlyf(drawn)
    made.setupHorizontalMetrics({name: (UNIT, getattr(glyph, "xMin", 0)) for name, glyph in drawn.items()})
    made.setupHorizontalHeader(ascent=UNIT - DESCENT, descent=-DESCENT)
    made.setupNameTable(
        {"familyName": OWN_FAMILY, "styleName": "Regular", "fullName": OWN_FAMILY, "psName": "ZhengtuRegistered"}
    )
    made.setupOS2(
        sTypoAscender=UNIT - DESCENT, sTypoDescender=-DESCENT, sCapHeight=CAP_HEIGHT, usWinAscent=UNIT, fsType=0
    )
    made.setupPost()
    made.updateHead(created=0, modified=0)
    made.font.recalcTimestamp = False
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def font_with(letter: str) -> Path | bytes:
    """The font that has a character, or one made of its registered picture; the product's own where nothing has it."""
    letter, own = official(letter), fonts.serif_path()
    if ord(letter) in _covered(own):
        return own
    for file in in_use().rare_files:
        if is_rare_script(letter) and ord(letter) in _covered(file):
            return file
    drawn = outlines(letter)
    return font_of(drawn) if drawn else own


def _asked_for(text: str) -> list[str]:
    """What the product's own font does not have, each once, and what it has but nobody can see."""
    looked_up = dict.fromkeys(_PERHAPS_MISSING.findall(official(text)))
    if not looked_up:
        return []
    own = _covered(fonts.serif_path())
    return [letter for letter in looked_up if ord(letter) not in own or letter == "\u00ad"]


def _why_not(letter: str) -> Text | None:
    never = never_drawn(letter)
    if never is not None:
        return never
    if _in_rare(letter):
        return None
    file = pictures.file_of(in_use().registered, letter)
    if file is None:
        return _cured(letter)
    try:
        pictures.read(file, letter)
    except PictureRefused as refused:
        return Text(
            f"已登记的图片 {file.name} 不能使用：{refused.text.zh}",
            f"its registered picture {file.name} cannot be used: {refused.text.en}",
        )
    return None


def _cured(letter: str) -> Text:
    what, name = kind(letter), f"U+{ord(letter):04X}.svg"
    register = Text(
        f"在字形图片文件夹 glyphs 中登记 {name}（或 .png）",
        f"register its picture {name} (or .png) in the folder glyphs",
    )
    if is_rare_script(letter) and len(in_use().rare_files) < len(RARE_FILES):
        return Text(
            f"{what.zh}；请安装字库 fonts-hanazono，或{register.zh}",
            f"it is {what.en}; install the fonts of fonts-hanazono, or {register.en}",
        )
    return Text(f"{what.zh}；请{register.zh}", f"it is {what.en}; {register.en}")


def _in_rare(letter: str) -> bool:
    return is_rare_script(letter) and any(ord(letter) in _covered(file) for file in in_use().rare_files)


@lru_cache(maxsize=8)
def _covered(file: Path) -> frozenset[int]:
    try:
        with file.open("rb") as stream, TTFont(stream, lazy=True) as font:
            covered: Any = font.getBestCmap()
            return frozenset(covered)
    except (TTLibError, OSError):
        return frozenset()  # a damaged font has no characters, and the page is refused by name
