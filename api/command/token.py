"""`zhengtu token`: a development token for somebody, alone on stdout."""

from datetime import timedelta
from typing import Annotated, Final

import typer

from api.command.options import settings_of
from api.process.clock import now
from api.process.terminal import message, words

HELP: Final = words(
    "签发一个开发用令牌（仅限本机的演示或明确启用时），只把令牌写到标准输出。",
    "Issue a development token (this machine, a demonstration or by explicit setting); the token alone on stdout.",
)


def token(
    context: typer.Context,
    role: Annotated[str, typer.Option(help=words("角色：holder、staff 等", "role: holder, staff, …"))],
    subject: Annotated[str | None, typer.Option(help=words("主体", "who; by default named after the role"))] = None,
    department: Annotated[str | None, typer.Option(help=words("部门代码（USCC）", "department code (USCC)"))] = None,
    post: Annotated[str | None, typer.Option(help=words("以哪个岗位行事", "which post to act under"))] = None,
    hours: Annotated[int, typer.Option(min=1, max=24 * 30, help=words("有效小时数", "hours it is valid"))] = 12,
) -> None:
    """Print a bearer token."""
    from api.identity.authenticator import ROLES, Identity  # noqa: PLC0415 - commands load their rooms when they run
    from api.identity.tokens import WARNING, existing_issuer  # noqa: PLC0415
    from graph.words.people import Role  # noqa: PLC0415

    known = ROLES.get(role.lower())
    if known is None:
        listed = ", ".join(ROLES)
        raise typer.BadParameter(words(f"没有角色 {role}；可用：{listed}", f"no role {role}; there are {listed}"))
    who = subject or (None if known is Role.PUBLIC else role.lower())
    issuer = existing_issuer(settings_of(context))
    message(WARNING)
    identity = Identity(known, who, department, post)
    typer.echo(issuer.token(identity, now(), timedelta(hours=hours)))
