"""How a failure looks from outside.

- A refusal of the rooms below keeps its code and facts; a person reads it in his language, a program in both.
- Wrong GraphQL is told to those who may read the schema: everybody while introspection is on, otherwise who is known;
  the public learns only that it is wrong, or word lists would rebuild the schema from the answers.
- Where too much is asked at once, that is 503 too, with the seconds after which to try again.
- A store that is away is 503 on every address, with the seconds after which to try again.
- Whatever else happens is ours: the caller learns the request's id, the log learns the rest.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from graphql import GraphQLError, GraphQLSyntaxError

from api.http.wording import in_chinese
from api.identity.authenticator import Unauthenticated
from api.identity.request import Language
from api.process.logging import events
from graph.errors import (
    Busy,
    Conflict,
    Forbidden,
    LimitExceeded,
    Malformed,
    NoPolicy,
    NotFound,
    Refusal,
    Text,
    printable,
)
from graph.office.published import recognised, recognised_in
from graph.refusal_codes import Code
from graph.store.errors import OutcomeUnknown, StoreError, StoreTimeout, StoreUnavailable
from graph.words.people import Role

ARGUMENT: Final = "Argument '"
"""How graphql-core begins when the value of a variable turns out wrong only at the field that it is given to."""

MASKED_VALIDATION: Final = Text(
    zh="查询与接口模式（schema）不符；细节只向持有令牌的调用方说明",
    en="the document does not fit the schema; callers with a token are told why",
)
MASKED_INPUT: Final = Text(
    zh="变量的值与其类型不符；细节只向持有令牌的调用方说明",
    en="the variables do not fit their types; callers with a token are told why",
)
MASKED_FAILURE: Final = Text(zh="系统内部错误，请报告请求编号", en="internal failure; please report the request id")
OVERDUE: Final = Text(zh="操作超过时限，已中止", en="the operation took too long and was stopped")
STORE_AWAY: Final = Text(zh="图数据库暂不可用，请稍后重试", en="the store is not available; try again later")
OUTCOME_UNKNOWN: Final = Text(
    zh="图数据库在保存时中断，结果不明：请以相同的幂等键（idempotencyKey）重试，或先查询是否已保存",
    en="the store went away while saving; the outcome is unknown: repeat with the same idempotencyKey, or look first",
)

RETRYABLE: Final = frozenset(
    {
        Code.DEADLINE_EXCEEDED,
        Code.STORE_UNAVAILABLE,
        Code.OUTCOME_UNKNOWN,
        Code.TOO_MUCH_UNDER_WAY,
        Code.UPLOAD_STALLED,
        Code.VERIFICATION_BUSY,
    }
)
RETRY_AFTER: Final = {"retry-after": "5"}
"""Seconds in which an embedded store usually comes back, and a queue is usually over."""


class HttpRefusal(Refusal):
    """A request that HTTP itself does not allow here."""

    status = HTTPStatus.BAD_REQUEST


class BadRequest(HttpRefusal):
    """The request is not formed as this endpoint needs it."""


class MethodNotAllowed(HttpRefusal):
    """The method means nothing here."""

    status = HTTPStatus.METHOD_NOT_ALLOWED


class UnsupportedMediaType(HttpRefusal):
    """The body is of a kind that is not taken here."""

    status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE


class PayloadTooLarge(HttpRefusal):
    """The body is larger than the setting allows."""

    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE


class UploadStalled(HttpRefusal):
    """The body came too slowly."""

    status = HTTPStatus.REQUEST_TIMEOUT


class DeadlineExceeded(HttpRefusal):
    """The operation did not end in its time."""

    status = HTTPStatus.GATEWAY_TIMEOUT


STATUS: Final[tuple[tuple[type[Refusal], HTTPStatus], ...]] = (
    (Unauthenticated, HTTPStatus.UNAUTHORIZED),
    (Forbidden, HTTPStatus.FORBIDDEN),
    (NotFound, HTTPStatus.NOT_FOUND),
    (Conflict, HTTPStatus.CONFLICT),
    (Malformed, HTTPStatus.BAD_REQUEST),
    (LimitExceeded, HTTPStatus.BAD_REQUEST),
    (NoPolicy, HTTPStatus.UNPROCESSABLE_ENTITY),
    (Busy, HTTPStatus.SERVICE_UNAVAILABLE),
)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who will read an error."""

    role: Role
    language: Language
    request_id: str
    knows_schema: bool = False
    """Whether errors may say what the schema holds."""


def status_of(refusal: Refusal) -> HTTPStatus:
    """Give the HTTP status that fits a refusal."""
    if isinstance(refusal, HttpRefusal):
        return refusal.status
    return next((status for kind, status in STATUS if isinstance(refusal, kind)), HTTPStatus.BAD_REQUEST)


def headers_of(refusal: Refusal) -> dict[str, str]:
    """Give what the answer to a refusal says beside its body."""
    match status_of(refusal):
        case HTTPStatus.UNAUTHORIZED:
            return {"www-authenticate": 'Bearer error="invalid_token"'}
        case HTTPStatus.SERVICE_UNAVAILABLE:
            return dict(RETRY_AFTER)
        case HTTPStatus.REQUEST_TIMEOUT:
            return {"connection": "close"}  # what is still to come is nobody's
        case _:
            return {}


def published(errors: Sequence[GraphQLError], reader: Reader, *, validating: bool) -> list[dict[str, Any]]:
    """Give the top-level errors of an operation as this reader may see them.

    Args:
        errors: As graphql-core and the resolvers raised them.
        reader: Who asked.
        validating: Whether they come from before execution.
    """
    if not reader.knows_schema and any(_is_of_the_schema(error) for error in errors):
        masked = MASKED_VALIDATION if validating else MASKED_INPUT
        return [entry(masked, _misfit(validating=validating), reader)]
    return [_published(error, reader, validating=validating) for error in errors]


def refused(refusal: Refusal, reader: Reader, path: Sequence[str | int] | None = None) -> dict[str, Any]:
    """Give a refusal as a top-level error."""
    facts: dict[str, Any] = {
        "rules": list(refusal.rules),
        "field": list(refusal.path),
        "value": recognised(refusal.value),
        "limit": refusal.limit,
        **refusal.extra,
    }
    return entry(refusal.message, refusal.code, reader, path, {key: fact for key, fact in facts.items() if fact})


def entry(
    text: Text,
    code: Code,
    reader: Reader,
    path: Sequence[str | int] | None = None,
    facts: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Form one entry of `errors`; what the asker wrote stands in it as something that nothing acts on.

    An ID number is not said back whole.
    """
    text = recognised_in(Text(printable(text.zh), printable(text.en)))
    message = text.zh if reader.language is Language.ZH else text.en
    extensions: dict[str, Any] = {
        "code": code,
        "requestId": reader.request_id,
        "retryable": code in RETRYABLE,
        "text": {"zh": text.zh, "en": text.en},
        **(facts or {}),
    }
    return {"message": message, **({"path": list(path)} if path else {}), "extensions": extensions}


@dataclass(frozen=True, slots=True)
class Failed:
    """How a failure that is no refusal is told."""

    text: Text
    code: Code
    status: HTTPStatus

    @property
    def headers(self) -> Mapping[str, str]:
        """What the answer says beside the error."""
        return RETRY_AFTER if self.status is HTTPStatus.SERVICE_UNAVAILABLE else {}


def failure(error: BaseException | None) -> Failed:
    """Name a failure as far as the caller can act on it."""
    match error:
        case StoreTimeout():
            return Failed(OVERDUE, Code.DEADLINE_EXCEEDED, HTTPStatus.GATEWAY_TIMEOUT)
        case OutcomeUnknown():
            return Failed(OUTCOME_UNKNOWN, Code.OUTCOME_UNKNOWN, HTTPStatus.SERVICE_UNAVAILABLE)
        case Busy():
            return Failed(error.message, error.code, HTTPStatus.SERVICE_UNAVAILABLE)
        case StoreUnavailable():
            return Failed(STORE_AWAY, Code.STORE_UNAVAILABLE, HTTPStatus.SERVICE_UNAVAILABLE)
        case _:
            return Failed(MASKED_FAILURE, Code.INTERNAL, HTTPStatus.INTERNAL_SERVER_ERROR)


def report(error: BaseException, **where: str) -> Failed:
    """Write a failure down, and name it: a store that is away has said why once, each request need not say it again."""
    told = failure(error)
    if isinstance(error, StoreUnavailable):
        events().warning("store unavailable", code=told.code, reason=str(error), **where)
    else:
        events().error("request failed", code=told.code, exc_info=error, **where)
    return told


def _published(error: GraphQLError, reader: Reader, *, validating: bool) -> dict[str, Any]:
    cause = error.original_error
    match cause:
        case Refusal():
            return refused(cause, reader, error.path)
        case StoreError():
            told = report(cause, path=_dotted(error))
            return entry(told.text, told.code, reader, error.path)
        case _:
            pass
    if _is_graphqls(cause) and (error.path is None or error.message.startswith(ARGUMENT)):
        return _wrong(error, reader, validating=validating)
    events().error("unexpected failure", path=_dotted(error), exc_info=cause or error)
    return entry(MASKED_FAILURE, Code.INTERNAL, reader, error.path)


def _wrong(error: GraphQLError, reader: Reader, *, validating: bool) -> dict[str, Any]:
    unread = isinstance(error, GraphQLSyntaxError)
    code = Code.GRAPHQL_PARSE_FAILED if unread else _misfit(validating=validating)
    if error.path is not None and not reader.knows_schema:
        return entry(MASKED_INPUT, code, reader, error.path)
    facts = entry(_in_both(error), code, reader, error.path)
    if error.locations:
        facts["locations"] = [{"line": place.line, "column": place.column} for place in error.locations]
    return facts


def _misfit(*, validating: bool) -> Code:
    """The code of a document, or of variables, that do not fit the schema."""
    return Code.GRAPHQL_VALIDATION_FAILED if validating else Code.BAD_USER_INPUT


def _in_both(error: GraphQLError) -> Text:
    """The sentence of graphql-core, with the words of the scalar that refused a value in each language."""
    cause: BaseException | None = error
    while isinstance(cause, GraphQLError):
        cause = cause.original_error
    if not isinstance(cause, Refusal):
        return Text(in_chinese(error.message), error.message)
    zh, en = (error.message.replace(str(cause), words) for words in (cause.message.zh, cause.message.en))
    return Text(in_chinese(zh), en)


def _is_of_the_schema(error: GraphQLError) -> bool:
    """Whether it was found by comparing the request with the schema: its words are the schema's."""
    cause = error.original_error
    return not isinstance(error, GraphQLSyntaxError) and error.path is None and _is_graphqls(cause)


def _is_graphqls(cause: Exception | None) -> bool:
    return cause is None or isinstance(cause, GraphQLError)


def _dotted(error: GraphQLError) -> str:
    return ".".join(str(step) for step in error.path or ())
