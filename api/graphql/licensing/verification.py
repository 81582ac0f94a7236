"""Verification as every endpoint of this server uses it: one judgement for GraphQL and HTTP."""

import re
from collections.abc import Mapping
from datetime import date

from api.graphql.context import Context
from api.graphql.lens.uploads import received
from api.graphql.licensing.verdict import Verdict
from graph.errors import Malformed, Text
from graph.refusal_codes import Code
from licenses.proof import verification
from licenses.proof.verdict import Verdict as Judged
from licenses.register.answering import GraphRegister

_IDENTIFIER = re.compile(r"/v/(?P<identifier>[0-9A-Za-z.\-]{20,128})\Z")


async def judged(context: Context, content: bytes, at: str | None = None) -> Judged:
    """Judge a file against the register."""
    backend = context.backend
    return await verification.verify(content, backend.trust, context.now, _register(context), on=_day(at))


async def file_verdict(context: Context, upload: object, at: str | None) -> Verdict:
    """Judge an uploaded file.

    Raises:
        Malformed: `FILE_MISSING`.
        LimitExceeded: `FILE_TOO_LARGE`.
    """
    content = await received(upload, context.backend.max_upload_bytes, "input", "file")
    return Verdict.of(await judged(context, content, at))


async def identifier_verdict(context: Context, identifier: str, at: str | None) -> Verdict:
    """Say what the register knows of an identifier."""
    found = await verification.verify_identifier(identifier, context.now, _register(context), on=_day(at))
    return Verdict.of(found)


async def qr_verdict(context: Context, content: str, at: str | None) -> Verdict:
    """Judge the content of a QR code: ours leads to an identifier; nothing in it is fetched.

    Raises:
        Malformed: Not one of ours.
    """
    found = _IDENTIFIER.search(content) if content.startswith(context.backend.public_url + "/v/") else None
    if found is None:
        raise Malformed(
            Text("不是本系统的二维码", "not one of our codes"),
            code=Code.FOREIGN_QR,
            path=("input", "qr"),
            value=content[:200],
        )
    return await identifier_verdict(context, found["identifier"], at)


async def face_verdict(context: Context, identifier: str, face: Mapping[str, str], at: str | None) -> Verdict:
    """Answer for face data with one of eight codes, beside what the register says of the identifier."""
    register, on = _register(context), _day(at)
    answer = await verification.verify_face(identifier, face, context.now, register, on)
    found = await verification.verify_identifier(identifier, context.now, register, face, on)
    return Verdict.of(found, answer)


def _register(context: Context) -> GraphRegister:
    return GraphRegister(context.backend.store, context.backend.personal, context.view.today)


def _day(at: str | None) -> date | None:
    return date.fromisoformat(at) if at else None
