"""The receipts: `POST /receipts` has something verified, and answers with the sealed receipt of that (核验回执).

It takes a multipart form: `purpose`, and beside it what is asked (`enquiries`). The file is judged and not kept. Where
the client leaves before the answer is known nothing is made; what has got its number is made to its end. A refusal has
the form of `POST /verify`'s. `POST /data-uses/<number>/certificate` answers with the record of a call.
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

from api.http.attending import Attending
from api.http.body import Bodies
from api.http.enquiries import FORM_FIELDS, FORM_FILES, MULTIPART, Enquiry, enquiry_in
from api.http.errors import BadRequest, UnsupportedMediaType
from api.http.verify import refusal_of
from api.identity.request import RequestFacts, RequestReader
from graph.errors import Refusal, Text
from graph.refusal_codes import Code

PURPOSE: Final = "purpose"
NUMBER_HEADER: Final = "x-receipt-number"
SUMMARY_HEADER: Final = "x-verdict-summary"


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants a receipt of."""

    purpose: str
    enquiry: Enquiry


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


@dataclass(frozen=True, slots=True)
class CallRecord:
    """The record of a call that was made."""

    number: str
    file: bytes


CertifyCall = Callable[[str, RequestFacts], Awaitable[CallRecord]]
"""Makes the record of a call, by the platform's own number of it."""
CALL_RECORDS_PATH: Final = "/data-uses/{number:path}/certificate"


@dataclass(frozen=True, slots=True)
class CallRecordEndpoint:
    """`POST /data-uses/<number>/certificate`: the sealed record of a call, for who may see the use."""

    certify: CertifyCall
    requests: RequestReader

    async def take(self, request: Request) -> Response:
        """Answer with the record of a call."""
        try:
            facts = await self.requests.read(request)
            made = await self.certify(request.path_params["number"], facts)
        except Refusal as refusal:
            return refusal_of(request, refusal)
        plain, named = f"call-record-{made.number}.pdf", quote(f"调用记录凭证-{made.number}.pdf", safe="")
        headers = {
            "content-disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{named}",
            "cache-control": "no-store",
            NUMBER_HEADER: made.number,
        }
        return Response(made.file, HTTPStatus.CREATED, headers, "application/pdf")


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
        BadRequest: Nothing is, or more than one thing; or the purpose is not one text.
    """
    enquiry, given = enquiry_in(read, PURPOSE), read.getlist(PURPOSE)
    if len(given) > 1 or not all(isinstance(each, str) for each in given):
        raise BadRequest(
            Text(f"{PURPOSE} 只能给出一次，且为文字", f"{PURPOSE} is given once, as text"),
            code=Code.BAD_REQUEST,
            path=(PURPOSE,),
        )
    return Asked(str(given[0]) if given else "", enquiry)
