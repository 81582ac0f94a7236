"""The verification endpoint: `POST /verify` takes what is asked (`enquiries`) and answers the verdict.

A program gets JSON; a browser, which says that it takes `text/html`, gets a page, with a picture of what the seal
covers, and `GET /verify` the forms. A file is judged and not kept; where the client leaves before that, it is judged no
further. A forgery is an answer like any other and has status 200.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Protocol

import orjson
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from api.graphql.lens.uploads import Part
from api.http.attending import Attending
from api.http.body import Bodies
from api.http.enquiries import Enquiry, FaceEnquiry, FileEnquiry, IdentifierEnquiry, enquiry_of
from api.http.errors import Reader, headers_of, refused, report, status_of
from api.http.pages.answer import Subject, Told
from api.http.pages.asking import FACE_FIELD, IDENTIFIER_FIELD, Asked, FaceLabel
from api.http.pages.frame import wants_page
from api.http.pages.verifying import VerifyPages
from api.identity.request import RequestFacts, RequestReader, language, request_id
from graph.codes.typed_identifier import check_typed_identifier, please_check
from graph.errors import Refusal
from graph.store.errors import StoreError
from graph.words.people import Role
from licenses.proof.drawings import Drawing
from licenses.proof.face_check import Face

Verdict = Mapping[str, Any]
"""As JSON: summary, questions, answers, reasons."""


class Verifier(Protocol):
    """What can be asked; each judges, and notes who has used a licence."""

    async def file(self, file: Part, facts: RequestFacts) -> Verdict:
        """Judge a file."""

    async def drawn(self, file: Part, facts: RequestFacts) -> tuple[Verdict, Drawing]:
        """Judge a file, and draw what its seal covers."""

    async def identifier(self, identifier: str, facts: RequestFacts) -> Verdict:
        """Say what the register knows of an identifier."""

    async def face(self, identifier: str, face: Face, facts: RequestFacts) -> Verdict:
        """Compare what stands on a licence; answered with a code alone."""

    async def labels(self, identifier: str, facts: RequestFacts) -> Sequence[FaceLabel]:
        """Say which fields the type of an identifier prints; nothing of a licence."""


@dataclass(frozen=True, slots=True)
class VerifyEndpoint:
    """`/verify`, and `/verify/fields`, where the fields of a face are asked for."""

    verifier: Verifier
    requests: RequestReader
    bodies: Bodies
    pages: VerifyPages

    async def answer(self, request: Request) -> Response:
        """Show the forms, or take what is asked."""
        return await (self.take(request) if request.method == "POST" else self.show(request))

    async def show(self, request: Request) -> Response:
        """Show the forms; with an identifier in the address, as a licence's page has it, that for its face."""
        try:
            typed = request.query_params.get(IDENTIFIER_FIELD, "")
            return await self._forms(typed, await self.requests.read(request))
        except (Refusal, StoreError) as error:
            return self._failed(request, error)

    async def fields(self, request: Request) -> Response:
        """Show the form for the face of an identifier that a person has typed: nobody knows yet what that is."""
        if request.method != "POST":  # somebody comes back to the address
            return await self.show(request)
        try:
            facts = await self.requests.read(request)
            async with enquiry_of(request, facts.asker, self.bodies) as enquiry:
                return await self._forms(getattr(enquiry, "identifier", ""), facts)
        except ClientDisconnect:
            return Response(status_code=HTTPStatus.BAD_REQUEST)
        except (Refusal, StoreError) as error:
            return self._failed(request, error)

    async def take(self, request: Request) -> Response:
        """Take what is asked, answer the verdict."""
        shown = wants_page(request)
        try:
            facts = await self.requests.read(request)
            async with enquiry_of(request, facts.asker, self.bodies) as enquiry:
                with Attending(request.receive):
                    told = await self._told(enquiry, facts, drawn=shown)
        except ClientDisconnect:
            return Response(status_code=HTTPStatus.BAD_REQUEST)
        except Refusal as refusal:
            return self._failed(request, refusal) if shown else refusal_of(request, refusal)
        except StoreError as error:
            if not shown:
                raise
            return self._failed(request, error)
        if shown:
            return self.pages.answer(told)
        return Response(orjson.dumps(told.verdict), media_type="application/json")

    async def _forms(self, typed: str, facts: RequestFacts) -> Response:
        if not typed:
            return self.pages.ask(Asked())
        read = check_typed_identifier(typed)
        if not read.acceptable:
            return self.pages.ask(Asked(typed, please_check(read.findings[0].message)))
        return self.pages.ask(Asked(read.text, None, await self.verifier.labels(read.text, facts)))

    async def _told(self, enquiry: Enquiry, facts: RequestFacts, *, drawn: bool) -> Told:
        match enquiry:
            case FileEnquiry(file) if drawn:
                verdict, drawing = await self.verifier.drawn(Part(file), facts)
                return Told(Subject.FILE, verdict, drawing)
            case FileEnquiry(file):
                return Told(Subject.FILE, await self.verifier.file(Part(file), facts))
            case IdentifierEnquiry(identifier):
                asked = ((IDENTIFIER_FIELD, identifier),)
                return Told(Subject.IDENTIFIER, await self.verifier.identifier(identifier, facts), asked=asked)
            case FaceEnquiry(identifier, face):
                fields = ((FACE_FIELD, f"{key}={value}") for key, value in face if value.strip())
                verdict = await self.verifier.face(identifier, face, facts)
                return Told(Subject.FACE, verdict, asked=((IDENTIFIER_FIELD, identifier), *fields))

    def _failed(self, request: Request, error: Refusal | StoreError) -> Response:
        number = request_id(request)
        if isinstance(error, Refusal):
            return self.pages.failed(error.message, error.code, status_of(error), headers_of(error), number)
        told = report(error, route=request.scope["route"].path)
        return self.pages.failed(told.text, told.code, told.status, told.headers, number)


def refusal_of(request: Request, refusal: Refusal) -> Response:
    """Give a refusal as the answer to a request that is no GraphQL."""
    reader = Reader(Role.PUBLIC, language(request), request_id(request))
    body = orjson.dumps({"errors": [refused(refusal, reader)]})
    return Response(body, status_of(refusal), headers_of(refusal), "application/json")
