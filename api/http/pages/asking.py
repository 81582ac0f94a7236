"""The forms by which a person asks: with a file or a photograph, with an identifier, with what stands on the licence.

Each posts by itself. Only the identifier ever stands in an address; what stands on a licence goes in a body.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final
from urllib.parse import urlencode

from api.http.pages import words
from api.http.pages.frame import FIELDS_PATH, VERIFY_PATH
from api.http.pages.markup import Content, Markup, both, tag
from api.http.pages.state import identifier
from graph.errors import Text

IDENTIFIER_FIELD: Final = "identifier"
FACE_FIELD: Final = "face"
"""A field of a face in one, `姓名=张三`."""
KEY_FIELD: Final = "key"
VALUE_FIELD: Final = "value"
FILE_PART: Final = "file"

_KINDS: Final = "application/pdf,.pdf,.ofd,image/*"
_PHOTOS: Final = "image/*"
_FREE_ROWS: Final = 4
"""Of a face whose type is not known here."""
_LONGEST_IDENTIFIER: Final = 256
_MULTIPART: Final = "multipart/form-data"
_MEBIBYTE: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class FaceLabel:
    """A field that a licence prints, by the word beside it."""

    label: str
    required: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known of what a person wants to ask, when the forms are shown."""

    identifier: str = ""
    """That he has come with."""
    wrong: Text | None = None
    """What is wrong with it."""
    labels: Sequence[FaceLabel] = ()
    """The fields that its type prints."""


def forms(asked: Asked, title: Text, most: int) -> Markup:
    """All ways to ask; that with a face where an identifier is known.

    Args:
        asked: What is known already.
        title: Above them.
        most: Bytes of the largest file.
    """
    face = _by_face(asked) if asked.identifier and asked.wrong is None else None
    ways = [_by_file(most), _by_identifier(asked)]
    if asked.wrong is not None:
        ways.reverse()  # what is to be mended comes first
    return tag(
        "section",
        tag("h2", title, id="ask-title"),
        tag("p", role="status", id="told", class_="unseen"),
        tag("div", face, *ways, class_="ways"),
        _waiting(most),
        id="ask",
        aria_labelledby="ask-title",
    )


def _by_file(most: int) -> Markup:
    hint = Text(words.FILE_HINT.zh.format(most=size(most)), words.FILE_HINT.en.format(most=size(most)))
    file = _form(
        tag("label", words.FILE, for_="file"),
        tag(
            "input", type="file", id="file", name=FILE_PART, accept=_KINDS, required=True, aria_describedby="file-hint"
        ),
        tag("p", hint, id="file-hint", class_="hint"),
        tag("button", words.VERIFY_FILE.zh, type="submit"),
        id="by-file",
        class_="zone",
        data_most=most,
    )
    photo = _form(
        tag("label", words.BY_PHOTO, for_="photo"),
        tag(
            "input", type="file", id="photo", name=FILE_PART, accept=_PHOTOS, capture="environment", required=True,
            aria_describedby="photo-hint",
        ),
        tag("p", words.PHOTO_HINT, id="photo-hint", class_="hint"),
        tag("button", words.VERIFY_PHOTO.zh, type="submit"),
        id="by-photo",
        class_="zone",
        data_most=most,
    )  # fmt: skip
    return _way(words.BY_FILE, file, photo)


def _by_identifier(asked: Asked) -> Markup:
    described = "identifier-hint identifier-wrong" if asked.wrong else "identifier-hint"
    typed = tag(
        "input", type="text", id="identifier", name=IDENTIFIER_FIELD, required=True, value=asked.identifier or None,
        maxlength=_LONGEST_IDENTIFIER, autocomplete="off", autocapitalize="characters", spellcheck="false",
        aria_describedby=described, aria_invalid="true" if asked.wrong else None,
    )  # fmt: skip
    form = _form(
        tag("label", words.IDENTIFIER, for_="identifier"),
        typed,
        tag("p", asked.wrong, id="identifier-wrong", class_="wrong") if asked.wrong else None,
        tag("p", words.IDENTIFIER_HINT, id="identifier-hint", class_="hint"),
        tag(
            "div",
            tag("button", words.LOOK_UP.zh, type="submit"),
            tag("button", words.TO_FACE.zh, type="submit", formaction=FIELDS_PATH, class_="second"),
            class_="buttons",
        ),
        id="by-identifier",
    )
    return _way(words.BY_IDENTIFIER, form)


def _by_face(asked: Asked) -> Markup:
    rows = [_row(number, each) for number, each in enumerate(asked.labels)] or [_free_row()] * _FREE_ROWS
    form = _form(
        tag("p", words.IDENTIFIER, identifier(asked.identifier), class_="known"),
        tag("input", type="hidden", name=IDENTIFIER_FIELD, value=asked.identifier),
        tag("p", words.FACE_HINT, class_="hint"),
        *rows,
        tag("button", words.FACE_ADD.zh, type="button", class_="second", hidden=True, data_add=True)
        if not asked.labels
        else None,
        tag("div", tag("button", words.CHECK_FACE.zh, type="submit"), class_="buttons"),
        id="by-face",
    )
    return _way(words.BY_FACE, form)


def _row(number: int, field: FaceLabel) -> Markup:
    known = f"face-{number}"
    need = words.FACE_REQUIRED if field.required else words.FACE_OPTIONAL
    return tag(
        "div",
        tag("label", field.label, tag("span", need.zh, class_="need"), for_=known),
        tag("input", type="hidden", name=KEY_FIELD, value=field.label),
        tag("input", type="text", id=known, name=VALUE_FIELD, autocomplete="off"),
        class_="field",
    )


def _free_row() -> Markup:
    key = tag("input", type="text", name=KEY_FIELD, autocomplete="off", aria_label=both(words.FACE_FIELD),
              placeholder=words.FACE_FIELD.zh)  # fmt: skip
    value = tag("input", type="text", name=VALUE_FIELD, autocomplete="off", aria_label=both(words.FACE_VALUE),
                placeholder=words.FACE_VALUE.zh)  # fmt: skip
    return tag("div", key, value, class_="pair")


def _way(title: Text, *contents: Content) -> Markup:
    return tag("section", tag("h3", title), *contents, class_="card way")


def _form(*contents: Content, **attributes: str | int) -> Markup:
    return tag("form", *contents, action=VERIFY_PATH, method="post", enctype=_MULTIPART, data_ask=True, **attributes)


def _waiting(most: int) -> Markup:
    """What the script shows while one waits, and what it says where there is no answer."""
    too_large = Text(words.TOO_LARGE.zh.format(most=size(most)), words.TOO_LARGE.en.format(most=size(most)))
    sentences = (
        ("stopped", words.STOPPED),
        ("unreachable", words.UNREACHABLE),
        ("unreadable", words.UNREADABLE),
        ("too-large", too_large),
    )
    return tag(
        "div",
        tag("p", words.WAITING),
        tag("progress", aria_label=both(words.WAITING)),
        tag("span", words.WAITED.zh, aria_hidden="true", data_waited=words.WAITED.zh),
        tag("button", words.STOP.zh, type="button", class_="second"),
        *chain.from_iterable((tag("template", text, id=name),) for name, text in sentences),
        id="waiting",
        hidden=True,
    )


def face_path(identifier: str) -> str:
    """Where what stands on a licence is compared."""
    return f"{VERIFY_PATH}?{urlencode({IDENTIFIER_FIELD: identifier})}#by-face"


def size(most: int) -> str:
    """A number of bytes for people."""
    return f"{most // _MEBIBYTE} MB" if most >= _MEBIBYTE else f"{most // 1024} KB"
