"""What somebody asks to have verified: a file, an identifier, or an identifier with what stands on the licence.

A file comes as the body itself (`application/pdf`, `application/octet-stream`, a picture as `image/…`) or as the part
`file` of a multipart form, which holds no other file. What is typed comes as parts of such a form: `identifier`, and
each field of a face as `face`, written `姓名=张三`; a plain form sends it as a `key` and a `value`. One form asks one
thing.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from api.graphql.lens.uploads import EMPTY_FILE, NO_FILE
from api.http.body import Bodies
from api.http.errors import BadRequest, UnsupportedMediaType
from api.http.pages.asking import FACE_FIELD, FILE_PART, IDENTIFIER_FIELD, KEY_FIELD, VALUE_FIELD
from graph.errors import Text
from graph.refusal_codes import Code
from licenses.proof.confinement.shares import Asker
from licenses.proof.face_check import MOST_FIELDS, Face

PARTS: Final = (FILE_PART, IDENTIFIER_FIELD, FACE_FIELD, KEY_FIELD, VALUE_FIELD)
"""What a form may have."""
FILE_KINDS: Final = ("application/pdf", "application/octet-stream", "application/ofd")
PICTURES: Final = "image/"
MULTIPART: Final = "multipart/form-data"
FORM_FILES: Final = 64
"""Files of a form that are looked at, in order to name them; one is judged."""
FORM_FIELDS: Final = 2 * MOST_FIELDS + 8
"""Of a form: the pairs of the largest face, and what stands beside them."""


@dataclass(frozen=True, slots=True)
class FileEnquiry:
    """Whether a file is genuine."""

    file: UploadFile


@dataclass(frozen=True, slots=True)
class IdentifierEnquiry:
    """What the register knows of an identifier."""

    identifier: str


@dataclass(frozen=True, slots=True)
class FaceEnquiry:
    """Whether what stands on a licence is what the register knows."""

    identifier: str
    face: Face


Enquiry = FileEnquiry | IdentifierEnquiry | FaceEnquiry


@asynccontextmanager
async def enquiry_of(request: Request, asker: Asker, bodies: Bodies) -> AsyncIterator[Enquiry]:
    """Read what is asked; a file is there until this is left.

    Raises:
        UnsupportedMediaType: The body is of another kind.
        BadRequest: Nothing is asked, or more than one thing.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind in FILE_KINDS or kind.startswith(PICTURES):
        async with bodies.file(request, asker) as file:
            yield FileEnquiry(_some(file))
    elif kind == MULTIPART:
        async with bodies.form(request, asker, FORM_FILES, FORM_FIELDS) as read:
            yield enquiry_in(read)
    else:
        raise UnsupportedMediaType(
            Text(
                zh="请以 application/pdf 提交文件内容，或用 multipart/form-data 的 file 字段上传",
                en="send the file as application/pdf, or as the part 'file' of multipart/form-data",
            ),
            code=Code.UNSUPPORTED_MEDIA_TYPE,
            value=kind or None,
        )


def enquiry_in(read: FormData, *beside: str) -> Enquiry:
    """Read what a form asks.

    Args:
        read: The form.
        beside: Parts that it may have and that are read elsewhere.

    Raises:
        BadRequest: Nothing, or more than one thing, or something that is not asked here.
    """
    typed = _typed(read)
    file = None if typed else _the_file(read)
    _see_parts(read, (*PARTS, *beside))
    return typed or FileEnquiry(_some(file))


def _see_parts(read: FormData, known: Sequence[str]) -> None:
    """See that nothing is left unread: who misspells `face` would take an answer for one about the face.

    Raises:
        BadRequest: There is a part of another name.
    """
    given = (name for name, part in read.multi_items() if name not in known and not _is_nothing(part))
    others = tuple(dict.fromkeys(name[:80] for name in given))
    if others:
        named, may = ", ".join(others), ", ".join(known)
        raise BadRequest(
            Text(
                zh=f"表单中有不认识的部分（{named}）；可以有 {may}",
                en=f"the form has parts that are not known here ({named}); it may have {may}",
            ),
            code=Code.BAD_REQUEST,
            path=others,
        )


def _is_nothing(part: UploadFile | str) -> bool:
    """Whether it is what is sent of a field into which nothing was put."""
    return not (part.filename or part.size) if isinstance(part, UploadFile) else not part


def _typed(read: FormData) -> IdentifierEnquiry | FaceEnquiry | None:
    """What was typed; None where nothing of it stands in the form.

    Raises:
        BadRequest: A file stands beside it, or a field of the face has no value or no name.
    """
    identifiers, keys, values, faces = (
        [each for each in read.getlist(name) if isinstance(each, str)]
        for name in (IDENTIFIER_FIELD, KEY_FIELD, VALUE_FIELD, FACE_FIELD)
    )
    if not any((identifiers, keys, values, faces)):
        return None
    beside = [part for _, part in read.multi_items() if isinstance(part, UploadFile) and part.size]
    if beside or len(identifiers) > 1:
        raise BadRequest(
            Text(
                zh="一次只能核验一项：一个文件，或者一个证照标识",
                en="one thing is verified at a time: a file, or one identifier",
            ),
            code=Code.BAD_REQUEST,
            path=(IDENTIFIER_FIELD,),
        )
    face = [*_pairs(keys, values), *map(_field, faces)]
    identifier = identifiers[0] if identifiers else ""
    return FaceEnquiry(identifier, face) if keys or faces else IdentifierEnquiry(identifier)


def _pairs(keys: Sequence[str], values: Sequence[str]) -> Face:
    """The fields of a face as a form without scripts sends them; rows in which nothing was typed are none."""
    if len(keys) != len(values):
        raise BadRequest(
            Text(zh="照面的每一项须有名称和内容", en="each field of a face has a key and a value"),
            code=Code.MALFORMED_FORM,
            path=(KEY_FIELD, VALUE_FIELD),
            value=f"{len(keys)}, {len(values)}",
        )
    return [(key, value) for key, value in zip(keys, values, strict=True) if key.strip() or value.strip()]


def _field(given: str) -> tuple[str, str]:
    key, said, value = given.partition("=")
    if not said or not key.strip():
        raise BadRequest(
            Text("照面信息写作 名称=内容", "a field of a face is written as NAME=CONTENT"),
            code=Code.MALFORMED_FORM,
            path=(FACE_FIELD,),
        )
    return key, value


def _some(file: UploadFile | None) -> UploadFile:
    if file is None or not file.size:
        said = EMPTY_FILE if file is not None and file.filename else NO_FILE
        raise BadRequest(said, code=Code.FILE_MISSING, path=(FILE_PART,))
    return file


def _the_file(read: FormData) -> UploadFile | None:
    """Find the one file of a form.

    Raises:
        BadRequest: `SEVERAL_FILES`; no verdict could be for all of them.
    """
    parts = [(name, part) for name, part in read.multi_items() if isinstance(part, UploadFile) or name == FILE_PART]
    if len(parts) > 1:
        names = ", ".join(name[:80] for name, _ in parts)
        raise BadRequest(
            Text(
                zh=f"一次只能核验一个文件，本次收到 {len(parts)} 个（{names}）；均未核验",
                en=f"one file is judged at a time, and {len(parts)} came ({names}); none was judged",
            ),
            code=Code.SEVERAL_FILES,
            path=tuple(dict.fromkeys(name for name, _ in parts)),
            value=str(len(parts)),
            limit="1",
        )
    return next((part for name, part in parts if name == FILE_PART and isinstance(part, UploadFile)), None)
