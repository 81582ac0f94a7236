"""The receipts: `POST /receipts` has something verified, and answers with the sealed receipt of that (核验回执).

It takes a multipart form: `purpose`; and `file`, or `identifier`, or an `identifier` with `face` once for each field,
as `姓名=张三`. The file is judged and not kept. Where the client leaves before the answer is known nothing is made;
what has got its number is made to its end. A refusal has the form of `POST /verify`'s.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final
from urllib.parse import quote

from starlette.datastructures import FormData
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from api.graphql.lens.uploads import Part
from api.http.attending import Attending
from api.http.body import Bodies
from api.http.errors import BadRequest, UnsupportedMediaType
from api.http.verify import FILE_PART, FORM_FILES, MULTIPART, refusal_of, the_file
from api.identity.request import RequestFacts, RequestReader
from graph.errors import Refusal, Text
from graph.refusal_codes import Code
from licenses.proof.face_check import MOST_FIELDS

PURPOSE: Final = "purpose"
IDENTIFIER: Final = "identifier"
FACE: Final = "face"
FORM_FIELDS: Final = MOST_FIELDS + 8
NUMBER_HEADER: Final = "x-receipt-number"
SUMMARY_HEADER: Final = "x-verdict-summary"


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants a receipt of."""

    purpose: str
    file: Part | None = None
    size: int | None = None
    """Bytes of the file."""
    identifier: str = ""
    face: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt that was made."""

    number: str
    summary: str
    file: bytes


Lasting = Callable[[], None]
"""Called once what is done would leave a trace, so that it has to be done to its end."""
MakeReceipt = Callable[[Asked, RequestFacts, Lasting], Awaitable[Receipt]]
"""Answers what is asked, and makes the receipt of that."""


@dataclass(frozen=True, slots=True)
class ReceiptEndpoint:
    """`POST /receipts`."""

    receipt: MakeReceipt
    requests: RequestReader
    bodies: Bodies

    async def take(self, request: Request) -> Response:
        """Take what is asked about, answer with its receipt."""
        try:
            facts = await self.requests.read(request)
            _see_form(request)
            async with self.bodies.form(request, facts.asker, FORM_FILES, FORM_FIELDS) as read:
                asked = _asked(read)
                lasting = asyncio.Event()
                with Attending(request.receive, lambda: not lasting.is_set()):
                    receipt = await self.receipt(asked, facts, lasting.set)
        except ClientDisconnect:
            return Response(status_code=HTTPStatus.BAD_REQUEST)
        except Refusal as refusal:
            return refusal_of(request, refusal)
        return Response(receipt.file, HTTPStatus.CREATED, _headers(receipt), "application/pdf")


def _headers(receipt: Receipt) -> dict[str, str]:
    """What the answer says beside the file; the name in both forms of RFC 6266."""
    plain, named = f"receipt-{receipt.number}.pdf", quote(f"核验回执-{receipt.number}.pdf", safe="")
    return {
        "content-disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{named}",
        "cache-control": "no-store",
        NUMBER_HEADER: receipt.number,
        SUMMARY_HEADER: receipt.summary,
    }


def _see_form(request: Request) -> None:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != MULTIPART:
        raise UnsupportedMediaType(
            Text(
                "请以 multipart/form-data 提交 purpose 和 file（或 identifier）",
                "send purpose and file (or identifier) as multipart/form-data",
            ),
            code=Code.UNSUPPORTED_MEDIA_TYPE,
            value=kind or None,
        )


def _asked(read: FormData) -> Asked:
    """Read what is asked.

    Raises:
        BadRequest: `SEVERAL_FILES`; `RECEIPT_OF_WHAT`, it is not of one thing; or `BAD_REQUEST`, a field is not as it
            has to be.
    """
    file, identifier = the_file(read), _text(read, IDENTIFIER)
    face = tuple(_field(given) for given in read.getlist(FACE))
    whole = file is not None and bool(file.size)
    if whole is bool(identifier) or (face and not identifier):
        raise BadRequest(
            Text(
                "请给出一个文件（file），或证照标识（identifier），后者可另附照面信息（face）",
                "give a file, or an identifier, with the latter a face besides if you like",
            ),
            code=Code.RECEIPT_OF_WHAT,
            path=(FILE_PART, IDENTIFIER),
        )
    purpose = _text(read, PURPOSE)
    if file is None or not whole:
        return Asked(purpose, identifier=identifier, face=face)
    return Asked(purpose, Part(file), file.size)


def _text(read: FormData, name: str) -> str:
    given = read.getlist(name)
    if len(given) > 1 or not all(isinstance(each, str) for each in given):
        raise _malformed(name, f"{name} 只能给出一次，且为文字", f"{name} is given once, as text")
    return str(given[0]) if given else ""


def _field(given: object) -> tuple[str, str]:
    key, said, value = given.partition("=") if isinstance(given, str) else ("", "", "")
    if not said or not key.strip():
        raise _malformed(FACE, "照面信息写作 名称=内容", "a field of a face is written as NAME=CONTENT")
    return key, value


def _malformed(name: str, zh: str, en: str) -> BadRequest:
    return BadRequest(Text(zh, en), code=Code.BAD_REQUEST, path=(name,))
