"""Refusals as members of result unions: code, words, the articles in their own words, and where in the input."""

from typing import Any, TypeVar

import strawberry

from api.graphql.lens.codes import ErrorCode
from api.graphql.lens.rules import Rule, Text, cited
from graph import errors

T = TypeVar("T")


@strawberry.interface(description="An answer of no: what was wrong, where, and by which article (不予办理).")
class UserError:
    """An answer of no."""

    code: ErrorCode = strawberry.field(description="Stable name, for programs.")
    message: Text = strawberry.field(description="For people.")
    rules: list[Rule] = strawberry.field(description="Articles that are the reason, in their own words (依据条文).")
    path: list[str] | None = strawberry.field(description="Where in the input.")
    value: str | None = strawberry.field(description="The offending value as given.")
    limit: str | None = strawberry.field(description="The bound that was passed.")


@strawberry.type(description="The input cannot be what it claims to be (输入有误).")
class MalformedInput(UserError):  # noqa: N818 - a published type, not an exception
    """The input cannot be what it claims to be."""


@strawberry.type(description="There is no such thing, or none that you may know of (不存在).")
class NotFound(UserError):  # noqa: N818 - a published type, not an exception
    """There is no such thing."""


@strawberry.type(description="Your role or post does not carry this act (无权办理).")
class Forbidden(UserError):  # noqa: N818 - a published type, not an exception
    """Role or post does not carry this act."""


@strawberry.type(description="The state of things does not allow this act now (状态不允许).")
class Conflict(UserError):  # noqa: N818 - a published type, not an exception
    """The state does not allow this act."""


@strawberry.type(description="More was asked than one request may have (超出限度).")
class LimitExceeded(UserError):  # noqa: N818 - a published type, not an exception
    """More was asked than one request may have."""


@strawberry.type(description="No policy binds this department on this day (没有适用的办法).")
class NoPolicy(UserError):  # noqa: N818 - a published type, not an exception
    """No policy binds this department."""


SHOWN: dict[type[errors.Refusal], type[UserError]] = {
    errors.Malformed: MalformedInput,
    errors.NotFound: NotFound,
    errors.Forbidden: Forbidden,
    errors.Conflict: Conflict,
    errors.LimitExceeded: LimitExceeded,
    errors.NoPolicy: NoPolicy,
}
"""Which refusal is shown as which member; a subclass is shown as its nearest ancestor here."""


def shown(refusal: errors.Refusal) -> UserError:
    """The published form of a refusal."""
    kind = next(SHOWN[each] for each in type(refusal).__mro__ if each in SHOWN)
    return kind(
        code=ErrorCode[refusal.code],
        message=Text.of(refusal.message),
        rules=cited(refusal.rules),
        path=list(refusal.path) or None,
        value=refusal.value,
        limit=refusal.limit,
    )


def _handler(refusal: type[errors.Refusal], member: type[UserError]) -> Any:
    class Handler(strawberry.ExceptionHandler):  # type: ignore[type-arg]
        exception_type = refusal
        error_type = member

        def handle(self, exception: Any, *, field: Any, info: Any) -> Any:  # noqa: ARG002 - strawberry's signature
            return shown(exception)

    return Handler()


HANDLERS = tuple(_handler(refusal, member) for refusal, member in SHOWN.items())
"""Turn a refusal that a use case raises into a member of the field's union; resolvers have no try/except."""

Refused = MalformedInput | NotFound | Forbidden | Conflict | LimitExceeded | NoPolicy
"""Members that every result union has."""


def result(name: str, description: str) -> Any:
    """Name the union of a mutation's result; it stands beside the members in an annotation."""
    return strawberry.union(name, description=description)
