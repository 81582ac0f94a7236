"""Verification as every endpoint of this server uses it: one judgement for GraphQL and HTTP."""

from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager, nullcontext

from api.graphql.context import Context
from api.graphql.lens.uploads import EMPTY_FILE, received
from api.process.logging import events
from graph.codes.typed_identifier import check_typed_identifier
from graph.errors import LimitExceeded, Malformed, Text
from graph.refusal_codes import Code
from graph.store.reading import day
from graph.words.people import Role
from licenses.proof import verification
from licenses.proof.codes import identifier_in
from licenses.proof.confinement.examiners import drawn
from licenses.proof.confinement.port import Share
from licenses.proof.drawings import Drawing, Undrawn
from licenses.proof.face_check import FAILURES, Face
from licenses.proof.verdict import Answer, Question, Verdict
from licenses.register.answering import GraphRegister

_FILE = ("input", "file")
"""Where a file stands in most inputs."""


async def file_verdict(context: Context, upload: object, at: str | None = None) -> Verdict:
    """Judge an uploaded file against the register.

    Raises:
        Refusal: See `judged_file`.
    """
    _, verdict = await judged_file(context, upload, at)
    return verdict


async def judged_file(
    context: Context,
    upload: object,
    at: str | None = None,
    path: tuple[str, ...] = _FILE,
    empty: Text = EMPTY_FILE,
) -> tuple[bytes, Verdict]:
    """The content of an uploaded file, and what is to be said of it; it is loaded when there is room for it.

    Args:
        context: The request.
        upload: What stands in the place of the file.
        at: The date for which its state is asked.
        path: Where in the input the file stands.
        empty: What is said of an empty one.

    Raises:
        Malformed: `FILE_MISSING`; none came, or an empty one.
        LimitExceeded: `FILE_TOO_LARGE`.
        Busy: There is no room.
    """
    async with _loaded(context, upload, path, empty) as content:
        return content, await _judged(context, content, at)


async def drawn_verdict(context: Context, upload: object) -> tuple[Verdict, Drawing]:
    """Judge an uploaded file, and draw what its seal covers; it raises what `file_verdict` raises.

    What cannot be read is not drawn either: a viewer would repair it, and show what nobody has sealed.
    """
    async with _loaded(context, upload) as content:
        verdict = await _judged(context, content, None)
        if verdict[Question.READABLE].answer is not Answer.YES:
            return verdict, Drawing(undrawn=Undrawn.UNREADABLE)
        return verdict, await drawn(content, _share(context))


async def identifier_verdict(context: Context, identifier: str, at: str | None) -> Verdict:
    """Say what the register knows of an identifier."""
    return await verification.verify_identifier(identifier, context.now, _register(context), on=day(at))


async def face_verdict(context: Context, identifier: str, face: Face, at: str | None) -> Verdict:
    """Answer a face without a file with one of eight codes.

    Raises:
        LimitExceeded: `TOO_MANY_ATTEMPTS`; the asker has guessed wrong too often, and nothing was compared.
    """
    typed = check_typed_identifier(identifier)
    if not typed.acceptable:
        return await _checked(context, identifier, face, at)
    try:
        async with context.backend.face_checks.attempt(_asker(context), typed.text, context.now) as attempt:
            verdict = await _checked(context, identifier, face, at)
            attempt.failed = verdict.face_check in FAILURES
            return verdict
    except LimitExceeded as refusal:
        role = context.facts.identity.role.name.lower()
        events().warning("face_check_refused", identifier=typed.text, asker=role, limit=refusal.limit)
        raise


async def qr_verdict(context: Context, content: str, at: str | None) -> Verdict:
    """Judge the content of a QR code: ours leads to an identifier; nothing in it is fetched.

    Raises:
        Malformed: Not one of ours.
    """
    identifier = identifier_in(content)
    if identifier is None:
        raise Malformed(
            Text("不是本系统的二维码", "not one of our codes"),
            code=Code.FOREIGN_QR,
            path=("input", "qr"),
            value=content[:200],
        )
    return await identifier_verdict(context, identifier, at)


async def _checked(context: Context, identifier: str, face: Face, at: str | None) -> Verdict:
    return await verification.verify_identifier(identifier, context.now, _register(context), face, day(at))


def _asker(context: Context) -> Hashable | None:
    """Who is counted as one: somebody with a token by his own name, everybody else together."""
    identity = context.facts.identity
    return None if identity.role is Role.PUBLIC else (identity.role, identity.subject)


@asynccontextmanager
async def _loaded(
    context: Context, upload: object, path: tuple[str, ...] = _FILE, empty: Text = EMPTY_FILE
) -> AsyncIterator[bytes]:
    """Load an uploaded file, and keep the room that it takes."""
    examiners, asker = context.backend.examiners, context.facts.asker
    with examiners.room(asker, getattr(upload, "size", None) or 0) if examiners is not None else nullcontext():
        content = await received(upload, context.backend.max_upload_bytes, *path)
        if not content:
            raise Malformed(empty, code=Code.FILE_MISSING, path=path)
        yield content


async def _judged(context: Context, content: bytes, at: str | None) -> Verdict:
    return await verification.verify(
        content, context.backend.trust(), context.now, _register(context), on=day(at), examiners=_share(context)
    )


def _share(context: Context) -> Share | None:
    examiners = context.backend.examiners
    return Share(examiners, context.facts.asker) if examiners is not None else None


def _register(context: Context) -> GraphRegister:
    return GraphRegister(context.backend.store, context.backend.personal, context.view.today, context.actor)
