"""Verification as every endpoint of this server uses it: one judgement for GraphQL and HTTP."""

import re
from collections.abc import Mapping

from api.graphql.context import Context
from api.graphql.lens.uploads import received
from graph.errors import Malformed, Text
from graph.refusal_codes import Code
from graph.store.reading import day
from licenses.proof import verification
from licenses.proof.verdict import Verdict
from licenses.register.answering import GraphRegister

_IDENTIFIER = re.compile(r"/v/(?P<identifier>[0-9A-Za-z.\-]{20,128})\Z")


async def judged(context: Context, content: bytes, at: str | None = None) -> Verdict:
    """Judge a file against the register."""
    backend = context.backend
    return await verification.verify(
        content, backend.trust, context.now, _register(context), on=day(at), examiners=backend.examiners
    )


async def file_verdict(context: Context, upload: object, at: str | None) -> Verdict:
    """Judge an uploaded file.

    Raises:
        Malformed: `FILE_MISSING`.
        LimitExceeded: `FILE_TOO_LARGE`.
    """
    content = await received(upload, context.backend.max_upload_bytes, "input", "file")
    return await judged(context, content, at)


async def identifier_verdict(
    context: Context, identifier: str, at: str | None, face: Mapping[str, str] | None = None
) -> Verdict:
    """Say what the register knows of an identifier, and of face data with one of eight codes."""
    return await verification.verify_identifier(identifier, context.now, _register(context), face, day(at))


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


def _register(context: Context) -> GraphRegister:
    return GraphRegister(context.backend.store, context.backend.personal, context.view.today)
