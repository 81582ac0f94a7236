"""Refusals as they are published: code, words, the articles in their own words, and where in the input."""

from collections.abc import Mapping
from typing import Any

from api.graphql.lens.citations import Rule, Text, cited
from api.graphql.lens.codes import ErrorCode
from api.graphql.lens.places import placed
from api.graphql.lens.values import attribute, shows
from graph import errors
from graph.office.published import recognised, recognised_in


@shows(errors.Refusal, "An answer of no: what was wrong, where, and by which article (不予办理).", interface=True)
class UserError:
    """An answer of no."""

    code: ErrorCode = attribute("Stable name, for programs.", through=ErrorCode.__getitem__)
    message: Text = attribute("For people.")
    rules: list[Rule] = attribute("Articles that are the reason, in their own words (依据条文).", through=cited)
    path: list[str] | None = attribute(
        "Where in the input: names of its fields, places in lists from 0; of a table `file`, its row and its column.",
        through=lambda path: path or None,
    )
    value: str | None = attribute("The offending value as given; of an ID number its first six places and the last.")
    limit: str | None = attribute("The bound that was passed.")


@shows(errors.Malformed, "The input cannot be what it claims to be (输入有误).")
class MalformedInput(UserError):  # noqa: N818 - a published type, not an exception
    """The input cannot be what it claims to be."""


@shows(errors.NotFound, "There is no such thing, or none that you may know of (不存在).")
class NotFound(UserError):  # noqa: N818 - a published type, not an exception
    """There is no such thing."""


@shows(errors.Forbidden, "Your role or post does not carry this act (无权办理).")
class Forbidden(UserError):  # noqa: N818 - a published type, not an exception
    """Role or post does not carry this act."""


@shows(errors.Conflict, "The state of things does not allow this act now (状态不允许).")
class Conflict(UserError):  # noqa: N818 - a published type, not an exception
    """The state does not allow this act."""


@shows(errors.LimitExceeded, "More was asked than one request may have (超出限度).")
class LimitExceeded(UserError):  # noqa: N818 - a published type, not an exception
    """More was asked than one request may have."""


@shows(errors.NoPolicy, "No policy binds this department on this day (没有适用的办法).")
class NoPolicy(UserError):  # noqa: N818 - a published type, not an exception
    """No policy binds this department."""


SHOWN: Mapping[type[errors.Refusal], type[UserError]] = {
    errors.Malformed: MalformedInput,
    errors.NotFound: NotFound,
    errors.Forbidden: Forbidden,
    errors.Conflict: Conflict,
    errors.LimitExceeded: LimitExceeded,
    errors.NoPolicy: NoPolicy,
}
"""Which refusal is shown as which error; a subclass is shown as its nearest ancestor here."""


def shown(refusal: errors.Refusal, given: Any) -> UserError:
    """The error that shows a refusal, over the refusal's own attributes; an ID number in it is not said back whole.

    It stands for the refusal because an executor raises an exception that a resolver returns.

    Args:
        refusal: What was refused.
        given: The type of the input of which it was; None where there was none.
    """
    error = object.__new__(next(SHOWN[each] for each in type(refusal).__mro__ if each in SHOWN))
    error.__dict__ = {
        **vars(refusal),
        "path": placed(refusal.path, given),
        "message": recognised_in(_with_other(refusal.message, placed(refusal.beside, given))),
        "value": recognised(refusal.value),
    }
    return error


def _with_other(message: errors.Text, beside: tuple[str, ...]) -> errors.Text:
    """A sentence with the other place that it is about; a table's is in the sentence already, by row and column."""
    if not beside or beside[0].isdigit():
        return message
    other = ".".join(beside)
    return errors.Text(f"{message.zh}（另一处：{other}）", f"{message.en} (the other: {other})")
