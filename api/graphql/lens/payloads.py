"""Mutations, and their payloads: what was done and what was refused stand apart, in one form for all.

* A mutation is one decorated function: `raise_objection(…) -> Objection` is published as
  `raiseObjection: RaiseObjectionPayload`, whose fields are `objection` and `errors`. It is null where the system
  failed, so that of several acts in one document the answers of those that were done are not lost.
* Exactly one of them is there: the thing, or at least one error.
* A refusal that the function raises, wherever it comes from, is in `errors`; with several reasons, all of them are.
  Where in the input is said by its type (`lens.places`), for every act alike.
  Whatever else is raised is a failure of the system, and an error of the operation.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

import strawberry
from strawberry.utils.str_converters import capitalize_first, to_camel_case

from api.graphql.lens.naming import snake
from api.graphql.lens.refusals import SHOWN, UserError, shown
from api.graphql.lens.registration import described
from api.graphql.lens.typed import refuse_acting
from api.graphql.lens.values import attribute, shows
from graph.errors import Refusal
from graph.office import review


@strawberry.input(description="What every act takes (办理请求).")
class Repeatable:
    """What every act takes: the inputs of mutations are made from it."""

    idempotency_key: str | None = strawberry.field(
        default=None,
        description="Sent again with the same key, the first answer is given again and nothing is done twice (幂等键).",
    )


@dataclass(frozen=True, slots=True)
class Payload:
    """The answer to an act: a thing, or refusals."""

    thing: Any = None
    refusals: tuple[Refusal, ...] = ()


def act(function: Callable[..., Any]) -> Any:
    """Publish a mutation: its name, the thing it answers with and its description are those of the function."""

    @wraps(function)
    async def answer(*given: Any, **named: Any) -> Payload:
        try:
            refuse_acting(named.get("input"))
            return Payload(await function(*given, **named))
        except tuple(SHOWN) as refusal:
            return Payload(refusals=review.reasons_of(refusal))

    signature = inspect.signature(function)
    given = signature.parameters["input"].annotation if "input" in signature.parameters else None
    payload = _published(to_camel_case(function.__name__), signature.return_annotation, given)
    return strawberry.mutation(resolver=answer, description=described(function), graphql_type=payload | None)


def _published(mutation: str, thing: type, given: Any) -> type:
    field = snake(thing.__name__).removeprefix("_")
    body = {
        "__annotations__": {field: thing | None, "errors": list[UserError]},
        field: attribute("As it is now; null where the act was refused (办理结果).", "thing"),
        "errors": attribute(
            f"Why it was refused: every reason, {review.SHOWN:,} at most; empty where it was done (不予办理的理由).",
            "refusals",
            through=lambda refusals: [shown(each, given) for each in refusals],
        ),
    }
    published = shows(Payload, f"The answer to `{mutation}`: what was done, or why it was not (办理结果).")
    return published(type(f"{capitalize_first(mutation)}Payload", (), body))
