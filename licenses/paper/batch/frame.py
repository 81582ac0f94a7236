"""What all files of a batch have in common, learnt from one page that was drawn singly.

Colours, ornament, catalog, document information and XMP are the composer's own. What differs from file to file in the
texts among them – identifier, moments, the name of the instance – is found in that page by what it is there.
"""

from __future__ import annotations

import base64
import hashlib
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from licenses.paper.batch.numbers import At
from licenses.paper.batch.objects import REFERENCE, Document, NotOursError, found, packed_stream, stream
from licenses.paper.batch.volume import Leaf
from licenses.paper.metadata import LicenseMetadata
from licenses.paper.writer import write

HEADER: Final = b"%PDF-1.7\n%\x80\x80\x80\x80\n\n"
_GROUND: Final = re.compile(rb"/Artifact<<[^<>]*/Type/Background>>BDC\n(?:(?!EMC|BDC).)*EMC\s*", re.DOTALL)
_COLOUR_USED: Final = re.compile(rb"/(c\d+) (?=cs\b|CS\b)")
_OF_GROUND: Final = b"ground-"
_COLOUR_NAMES: Final = re.compile(rb"/ColorSpace<<([^<>]*)>>")
_INSTANCE: Final = rb"<xmpMM:InstanceID>([A-Za-z0-9+/=]+)</xmpMM:InstanceID>"


@dataclass(frozen=True, slots=True)
class Words:
    """A text of the composer with gaps for what differs from file to file."""

    pieces: tuple[bytes, ...]
    """Text and names of gaps, in turn."""

    @classmethod
    def learnt(cls, text: bytes, said: Mapping[bytes, bytes]) -> Words:
        """Find in a text what it says of one file.

        Args:
            text: The text.
            said: What stands in each gap, by its name.

        Raises:
            NotOursError: Something of it does not stand there.
        """
        names = {value: name for name, value in said.items()}
        pieces = re.split(b"(%b)" % b"|".join(re.escape(value) for value in sorted(names, key=len, reverse=True)), text)
        if set(pieces[1::2]) != set(names):
            raise NotOursError("gaps")
        return cls(tuple(names[piece] if place % 2 else piece for place, piece in enumerate(pieces)))

    def filled(self, said: Mapping[bytes, bytes]) -> bytes:
        """The text of another file."""
        return b"".join([said[piece] if place % 2 else piece for place, piece in enumerate(self.pieces)])


@dataclass(frozen=True, slots=True)
class Paper:
    """A file that is not sealed yet, and where its parts are."""

    data: bytes
    table: int
    size: int
    """One more than the highest object number."""
    packet: bytes
    """Its XMP."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What is the same in every file of a batch."""

    head: bytes
    """The file up to the last object that is the same in all."""
    offsets: tuple[tuple[int, int], ...]
    """Where each of these objects stands, by number."""
    colours: bytes
    """The colours of the ornament, as resources of a page begin to name them."""
    packet: Words
    information: Words
    document: bytes
    """The name of the document in its trailer."""

    @classmethod
    def learnt(cls, page: bytes, said: LicenseMetadata, ornament: Mapping[str, Any]) -> Frame:
        """Learn it.

        Args:
            page: A page that was drawn singly.
            said: What it says.
            ornament: The page form, its measures and its ground, as a face has them.

        Raises:
            NotOursError: The page is written otherwise than is known here.
        """
        document = Document.of(page)
        catalog = int(found(rb"/Root (\d+) 0 R", document.trailer)[1])
        information = int(found(rb"/Info (\d+) 0 R", document.trailer)[1])
        names = found(rb"/ID\[\(([^()]+)\)\(([^()]+)\)\]", document.trailer)
        packet = document.stream(document.named(catalog, b"Metadata"))[1]
        moments = _moments(said.sealed_at)
        ground = Document.of(write("ground.typ", ornament, said.sealed_at))
        return cls(
            *_laid_out(_common(document, catalog, ground)),
            colours=b"/ColorSpace<<" + _ground_colours(ground),
            packet=Words.learnt(
                packet,
                {
                    b"identifier": said.identifier.encode(),
                    b"iso": moments[b"iso"],
                    b"instance": found(_INSTANCE, packet)[1],
                },
            ),
            information=Words.learnt(
                document.body(information), {b"identifier": said.identifier.encode(), b"digits": moments[b"digits"]}
            ),
            document=names[1],
        )

    def file(self, leaf: Leaf, said: LicenseMetadata, attached: bytes, code: bytes, photo: bytes | None) -> Paper:
        """Put a file together.

        Args:
            leaf: Its page.
            said: What it says.
            attached: The same as the attached document.
            code: The object that draws its code.
            photo: The object of its photo.
        """
        instance = base64.b64encode(hashlib.sha256(attached).digest()[:16])
        moments = _moments(said.sealed_at)
        gaps = {b"identifier": said.identifier.encode(), b"instance": instance, **moments}
        packet = self.packet.filled(gaps)
        objects = {
            At.PARENTS: leaf.structure.parents,
            At.DOCUMENT: leaf.structure.document,
            At.RESOURCES: leaf.resources.replace(b"/ColorSpace<<", self.colours, 1),
            At.CONTENTS: leaf.contents,
            At.CODE: code,
            At.EMBEDDED: stream(
                b"/Type/EmbeddedFile/Filter/FlateDecode/Subtype/application#2Fjson/Params<</Size %d/ModDate(D:%bZ)>>"
                % (len(attached), moments[b"digits"]),
                zlib.compress(attached, 1),
            ),
            At.METADATA: stream(b"/Type/Metadata/Subtype/XML", packet),
            At.INFORMATION: self.information.filled(gaps),
            **dict(enumerate(leaf.structure.elements, At.ELEMENTS)),
        }
        for first, font in leaf.fonts:
            objects |= dict(enumerate(font, first))
        if leaf.photo is not None and photo is not None:
            objects[leaf.photo] = photo
        return self._written(objects, packet, instance)

    def _written(self, objects: Mapping[int, bytes], packet: bytes, instance: bytes) -> Paper:
        parts, at, offsets = [self.head], len(self.head), dict(self.offsets)
        for number, body in objects.items():
            part = b"%d 0 obj\n%b\nendobj\n" % (number, body)
            offsets[number] = at
            parts.append(part)
            at += len(part)
        size = len(offsets) + 1
        entries = "".join([f"{offsets[number]:010} 00000 n \n" for number in range(1, size)])
        parts.append(
            b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[(%b)(%b)]>>\n"
            b"startxref\n%d\n%%%%EOF\n"
            % (size, entries.encode(), size, At.CATALOG, At.INFORMATION, self.document, instance, at)
        )
        return Paper(b"".join(parts), at, size, packet)


def _common(document: Document, catalog: int, ground: Document) -> dict[int, bytes]:
    """The objects that every file has alike."""
    body = document.body(catalog)
    intents = document.named(catalog, b"OutputIntents")
    intent = int(found(rb"\[(\d+) 0 R\]", document.body(intents))[1])
    attached = int(found(rb"/AF\[(\d+) 0 R\]", body)[1])
    structure = document.named(catalog, b"StructTreeRoot")
    (page,) = document.pages()
    box = found(rb"/MediaBox\[([-\d. ]+)\]", document.body(page))[1]
    file = found(rb"/EF<</F (\d+) 0 R", document.body(attached))[1]
    top = found(rb"/K\[(\d+) 0 R\]", document.body(structure))[1]
    parents = found(rb"/Nums\[0 (\d+) 0 R\]", document.body(structure))[1]
    profiles = _profiles(document)
    placed = {
        document.named(catalog, b"Pages"): At.PAGES, document.named(catalog, b"Metadata"): At.METADATA,
        intents: At.INTENTS, intent: At.INTENT, structure: At.STRUCTURE, attached: At.ATTACHED, int(file): At.EMBEDDED,
        int(top): At.DOCUMENT, int(parents): At.PARENTS, page: At.PAGE,
        profiles[At.COLOUR]: At.COLOUR_PROFILE, profiles[At.GREY]: At.GREY_PROFILE,
    }  # fmt: skip

    def moved(number: int) -> bytes:
        return REFERENCE.sub(lambda each: b"%d 0 R" % placed[int(each[1])], document.body(number))

    return {
        At.PAGES: moved(document.named(catalog, b"Pages")),
        At.INTENT: moved(intent),
        At.INTENTS: moved(intents),
        At.STRUCTURE: moved(structure),
        At.PAGE: b"<</Type/Page/Resources %d 0 R/MediaBox[%b]/StructParents 0/Parent %d 0 R/Contents[%d 0 R %d 0 R]>>"
        % (At.RESOURCES, box, At.PAGES, At.GROUND, At.CONTENTS),
        At.COLOUR_PROFILE: document.body(profiles[At.COLOUR]),
        At.GREY_PROFILE: document.body(profiles[At.GREY]),
        At.COLOUR: b"[/ICCBased %d 0 R]" % At.COLOUR_PROFILE,
        At.GREY: b"[/ICCBased %d 0 R]" % At.GREY_PROFILE,
        At.GROUND: _ground(ground),
        At.NOTHING: stream(b"/Type/XObject/Subtype/Form/BBox[0 0 1 1]", b""),
        At.ATTACHED: moved(attached),
        At.CATALOG: moved(catalog),
    }


def _profiles(document: Document) -> dict[int, int]:
    """The colour profiles of a document, by what is drawn in them."""
    seen = {}
    for number in range(1, len(document.places)):
        profile = re.fullmatch(rb"\[/ICCBased (\d+) 0 R\]", document.body(number))
        if profile is not None:
            seen[_colours(document, int(profile[1]))] = int(profile[1])
    if set(seen) != {At.COLOUR, At.GREY}:
        raise NotOursError("colours")
    return seen


def _colours(document: Document, profile: int) -> int:
    return At.COLOUR if b"/N 3/" in document.stream(profile)[0] else At.GREY


def _ground(document: Document) -> bytes:
    """The ornament of a page form, as the first content of a page.

    It is drawn under the page and not put into the place of its picture there: scaled twice, its lines would be other
    ones by a hair.
    """
    (page,) = document.pages()
    drawn = document.unpacked(document.named(page, b"Contents"))
    if not _GROUND.fullmatch(drawn):
        raise NotOursError("ground")
    return packed_stream(b"", _COLOUR_USED.sub(b"/" + _OF_GROUND + rb"\1 ", drawn), level=9)


def _ground_colours(document: Document) -> bytes:
    """The colours that it is drawn in, under names of their own."""
    (page,) = document.pages()
    named = found(_COLOUR_NAMES.pattern, document.body(document.named(page, b"Resources")))[1]
    colours = [
        (_OF_GROUND + name, _colours(document, int(found(rb"(\d+) 0 R", document.body(int(number)))[1])))
        for name, number in re.findall(rb"/(c\d+) (\d+) 0 R", named)
    ]
    return b"".join(b"/%b %d 0 R" % colour for colour in colours)


def _laid_out(objects: Mapping[int, bytes]) -> tuple[bytes, tuple[tuple[int, int], ...]]:
    head, offsets = HEADER, []
    for number, body in objects.items():
        offsets.append((int(number), len(head)))
        head += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    return head, tuple(offsets)


def _moments(at: datetime) -> dict[bytes, bytes]:
    """A moment as the composer writes it."""
    utc = at.astimezone(UTC)
    return {b"iso": utc.strftime("%Y-%m-%dT%H:%M:%S+00:00").encode(), b"digits": utc.strftime("%Y%m%d%H%M%S").encode()}
