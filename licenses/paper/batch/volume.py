"""Many pages as one document of the composer, and each of them taken out again."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from PIL import Image

from licenses.paper.batch.glyphs import MOST_GLYPHS, used
from licenses.paper.batch.numbers import FONT_OBJECTS, At
from licenses.paper.batch.objects import REFERENCE, Document, NotOursError, found, stream
from licenses.paper.batch.structure import Numbers, Structure, Tree
from licenses.paper.batch.typefaces import Cut, Typeface
from licenses.paper.writer import write

GROUND: Final = "ground"
CODE: Final = "qr"
_NUMBERS: Final = Numbers(At.STRUCTURE, At.PAGE, At.DOCUMENT, At.ELEMENTS)
_IMAGE: Final = re.compile(rb"/Width (\d+)/Height (\d+)/")


@dataclass(frozen=True, slots=True)
class Blank:
    """What stands on a page in the place of a picture: one of its shape."""

    width: int
    height: int

    @property
    def png(self) -> bytes:
        """It, written."""
        return _picture(self.width, self.height)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page, with everything that it needs of what the pages of the volume share, under the numbers of a file."""

    contents: bytes
    resources: bytes
    structure: Structure
    fonts: tuple[tuple[int, tuple[bytes, ...]], ...]
    """The first object number of each font, and its objects."""
    photo: int | None
    """Object number of the photo, where the page has one."""
    letters: frozenset[str]
    """Every letter that its text has."""


@dataclass(frozen=True, slots=True)
class _Font:
    """A font of a page."""

    number: int
    """In the volume."""
    place: int
    """In the file."""
    cut: Cut
    letters: frozenset[str]


class Volume:
    """The pages of some faces."""

    def __init__(self, faces: Sequence[Mapping[str, Any]], blanks: Mapping[str, Blank], at: datetime) -> None:
        """Have them drawn.

        Args:
            faces: What is printed, as `face.printed` says it; a photo is the name of its blank.
            blanks: What stands for the pictures.
            at: When it is made.

        Raises:
            PictureRefused: A registered picture that they need may not be drawn.
        """
        given = {name: list(blank.png) for name, blank in blanks.items()}
        self._document = Document.of(write("volume.typ", {"faces": faces, "blanks": given}, at))
        self._pages = self._document.pages()
        if len(self._pages) != len(faces):
            raise NotOursError("pages")
        self._tree = Tree.read(self._document)
        self._shapes = {(blank.width, blank.height): name for name, blank in blanks.items()}
        self._typefaces: dict[int, Typeface] = {}
        self._roles: dict[int, int] = {}

    def leaf(self, index: int) -> Leaf:
        """Take a page out.

        Raises:
            NotOursError: It cannot be told apart; a face without room on one page is a blank.
        """
        page = self._pages[index]
        body = self._document.body(page)
        parents = int(found(rb"/StructParents (\d+)", body)[1])
        structure = self._tree.of_page(parents, page, _NUMBERS)
        content = int(found(rb"/Contents (\d+) 0 R", body)[1])
        packed = self._document.stream(content)[1]
        after = At.ELEMENTS + len(structure.elements)
        said = self._document.body(self._document.named(page, b"Resources"))
        fonts = self._fonts(said, zlib.decompress(packed), after)
        numbers = {font.number: font.place for font in fonts}
        numbers |= {photo: after + FONT_OBJECTS * (len(fonts) - 1) for photo in self._photos(said)}

        def placed(reference: re.Match[bytes]) -> bytes:
            number = int(reference[1])
            return b"%d 0 R" % (numbers.get(number) or self._role(number))

        return Leaf(
            contents=stream(b"/Filter/FlateDecode", packed),
            resources=REFERENCE.sub(placed, said),
            structure=structure,
            fonts=tuple((font.place, font.cut.objects) for font in fonts),
            photo=next((numbers[photo] for photo in self._photos(said)), None),
            letters=frozenset().union(*(font.letters for font in fonts)),
        )

    def _fonts(self, resources: bytes, content: bytes, after: int) -> list[_Font]:
        """The fonts of a page: the first has its place, others stand behind its structure."""
        named = {name: int(number) for name, number in re.findall(rb"/(f\d+) (\d+) 0 R", resources)}
        places = (At.FONT, *range(after, after + FONT_OBJECTS * len(named), FONT_OBJECTS))
        fonts = []
        for place, (name, glyphs) in zip(places, used(content, list(named)).items(), strict=False):
            typeface = self._typeface(named[name])
            fonts.append(
                _Font(named[name], int(place), typeface.cut(glyphs, place + 1), frozenset(typeface.said(glyphs)))
            )
        return fonts

    def _photos(self, resources: bytes) -> list[int]:
        """What stands for a photo among the pictures of a page."""
        pictures = [int(number) for number in re.findall(rb"/x\d+ (\d+) 0 R", resources)]
        return [number for number in pictures if self._shape(number) not in {GROUND, CODE}]

    def _typeface(self, number: int) -> Typeface:
        if number not in self._typefaces:
            made = Typeface(self._document, number)
            if made.count > MOST_GLYPHS:
                raise NotOursError("glyphs")
            self._typefaces[number] = made
        return self._typefaces[number]

    def _role(self, number: int) -> int:
        """Where in a file that stands which all pages share."""
        if number not in self._roles:
            body = self._document.body(number)
            profile = re.fullmatch(rb"\[/ICCBased (\d+) 0 R\]", body)
            if profile is not None:
                colours = found(rb"/N (\d)/", self._document.stream(int(profile[1]))[0])[1]
                self._roles[number] = {b"3": At.COLOUR, b"1": At.GREY}[colours]
            else:
                self._roles[number] = {GROUND: At.NOTHING, CODE: At.CODE}[self._shape(number)]
        return self._roles[number]

    def _shape(self, number: int) -> str:
        size = found(_IMAGE.pattern, self._document.stream(number)[0])
        return self._shapes[int(size[1]), int(size[2])]


@lru_cache(maxsize=256)
def _picture(width: int, height: int) -> bytes:
    written = io.BytesIO()
    Image.new("1", (width, height)).save(written, "PNG")
    return written.getvalue()
