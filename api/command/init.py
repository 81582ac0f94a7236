"""`zhengtu init`: an empty store that a bureau starts from."""

from typing import Annotated, Final

import orjson
import typer

from api.command.ending import attended
from api.command.options import Json, settings_of
from api.process.clock import now
from api.process.terminal import message, words
from graph.errors import Text

HELP: Final = words(
    "建立空库：迁移、密钥与信任文件夹、首位管理员的一次性验证码（写到标准输出）。",
    "Make an empty store, folders of keys and trust; prints the first administrator's one-time code.",
)


def init(
    context: typer.Context,
    policy: Annotated[
        str, typer.Option(help=words("城市政策：WH、CZ、JZ、JI、CS", "the city's policy: WH, CZ, JZ, JI, CS"))
    ],
    new_code: Annotated[
        bool,
        typer.Option(
            "--new-code",
            help=words("已初始化的库：另取一个管理员验证码", "for an initialised store: another administrator's code"),
        ),
    ] = False,
    as_json: Json = False,
) -> None:
    """Make an empty store that a bureau starts from."""
    from api.service.founding import found  # noqa: PLC0415
    from graph.law.policies import POLICIES  # noqa: PLC0415
    from graph.words.china_time import china_time  # noqa: PLC0415

    offered = [row.id for row in POLICIES.values() if row.offered]
    if policy.upper() not in offered:
        listed = ", ".join(offered)
        raise typer.BadParameter(words(f"没有政策 {policy}；可用：{listed}", f"no policy {policy}; there are {listed}"))
    settings = settings_of(context)
    done = attended(lambda: found(settings, policy.upper(), now(), new_code=new_code))
    if as_json:
        typer.echo(orjson.dumps(done.to_json()).decode())
    else:
        typer.echo(done.code.text)
    until = china_time(done.code.until)
    message(
        Text(
            f"{done.home} 已按政策 {done.policy} 就绪。首位管理员登录后以此验证码调用 claimAdministration，"
            f"北京时间 {until:%Y-%m-%d %H:%M} 前有效，只能使用一次。",
            f"{done.home} is ready, with the policy {done.policy}. The administrator signs in and calls "
            f"claimAdministration with this code, once, before {until:%Y-%m-%d %H:%M} China time.",
        )
    )
    for each in done.missing:
        message(Text(f"  尚缺 {each.zh}", f"  missing: {each.en}"))
