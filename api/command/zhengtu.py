"""The `zhengtu` command: puts the rooms together.

The only module that may import every room; each command imports what it needs inside itself, so that `zhengtu token`
does not wait for a PDF library. Results go to stdout, everything else to stderr. The exit code is an answer:
0 done, 1 the answer is no, 2 wrong usage, 3 undecided, 70 our failure; 130 and 143 interrupted by SIGINT or SIGTERM.
A server that is told to stop has done what it was asked: 0.
"""

import asyncio
import sys
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import orjson
import typer

from api.command.ending import Exit, run
from api.command.usage import Verb, Verbs
from api.process.settings import Settings, load
from api.process.terminal import chinese, message, progress, words
from graph.errors import Text

if TYPE_CHECKING:
    from api.service.opening import Service
    from api.service.serving import Demonstration
    from licenses.proof.trust import TrustBundle


class ImportKind(StrEnum):
    """What a file to import lists."""

    DEPARTMENTS = "departments"
    SYSTEMS = "systems"
    LIBRARIES = "libraries"
    BASES = "bases"
    ENTRIES = "entries"


app: Final = typer.Typer(
    name="zhengtu",
    cls=Verbs,
    help=words(
        "证图：城市政务信息资源与电子证照的一张图。", "One graph of a city's information resources and licences."
    ),
    epilog=words(
        "退出码：0 完成；1 答案为否；2 用法错误；3 无法判定；70 系统故障；130、143 被中断。",
        "Exit codes: 0 done, 1 the answer is no, 2 wrong usage, 3 undecided, 70 our failure, 130 or 143 interrupted.",
    ),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Json = Annotated[bool, typer.Option("--json", help=words("输出 JSON，供程序读取", "print JSON for programs"))]


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(version("zhengtu"))
        raise typer.Exit


@app.callback()
def zhengtu(
    context: typer.Context,
    config: Annotated[
        Path | None,
        typer.Option(
            help=words("TOML 设置文件；默认为工作目录中的 zhengtu.toml", "TOML file of settings; zhengtu.toml here")
        ),
    ] = None,
    _version: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=_show_version, help=words("显示版本", "show the version")),
    ] = False,
) -> None:
    """Keep where the settings are; a command that needs none does not read them."""
    context.obj = config


@app.command(
    cls=Verb,
    help=words(
        "签发一个开发用令牌（仅限本机的演示或明确启用时），只把令牌写到标准输出。",
        "Issue a development token (this machine, a demonstration or by explicit setting); the token alone on stdout.",
    ),
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
    typer.echo(issuer.token(identity, datetime.now(UTC), timedelta(hours=hours)))


@app.command(
    cls=Verb,
    help=words("输出 GraphQL 模式（SDL；--json 为内省结果）。", "Print the GraphQL schema (--json: introspection)."),
)
def schema(as_json: Json = False) -> None:
    """Print the schema that the code defines."""
    from api.graphql.schema import schema as defined  # noqa: PLC0415

    text = orjson.dumps(defined.introspect()).decode() if as_json else defined.as_str()
    typer.echo(text)


@app.command(
    cls=Verb,
    help=words(
        "离线验证电子证照文件；不连接数据库，不访问网络。退出码：0 真实，1 不真实或不在有效状态，3 无法判定。",
        "Verify licence files offline. Exit: 0 genuine, 1 not genuine or not in force, 3 undecided.",
    ),
)
def verify(
    context: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...", exists=True, dir_okay=False, readable=True, help=words("PDF 文件", "PDF files")
        ),
    ],
    trust: Annotated[
        list[Path] | None,
        typer.Option(
            exists=True,
            dir_okay=False,
            help=words(
                "信任的根证书（PEM，可多次给出）；默认为 HOME/trust",
                "trusted root (PEM), repeatable; else those in HOME/trust",
            ),
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Print one verdict a file."""
    from api.command.verdict_lines import told  # noqa: PLC0415
    from licenses.proof.opening import LIMITS  # noqa: PLC0415
    from licenses.proof.verdict import Summary  # noqa: PLC0415
    from licenses.proof.verification import verify as judge  # noqa: PLC0415

    bundle = _trusted(context, trust)
    found = set()
    for file in files:
        verdict = asyncio.run(judge(_content(file, LIMITS.bytes), bundle, datetime.now(UTC)))
        found.add(verdict.summary)
        if as_json:
            typer.echo(orjson.dumps({"file": str(file), **verdict.to_json()}).decode())
        else:
            typer.echo(told(file, verdict.to_json()))
    if found & {Summary.NOT_GENUINE, Summary.NOT_IN_FORCE}:
        raise typer.Exit(Exit.NO)
    if Summary.UNDECIDED in found:
        raise typer.Exit(Exit.UNDECIDED)


@app.command(
    cls=Verb,
    help=words(
        "建立空库：迁移、密钥与信任文件夹、首位管理员的一次性验证码（写到标准输出）。",
        "Make an empty store, folders of keys and trust; prints the first administrator's one-time code.",
    ),
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
    from api.service.founding import Founded, found  # noqa: PLC0415
    from graph.law.policies import POLICIES  # noqa: PLC0415

    offered = [row.id for row in POLICIES.values() if row.offered]
    if policy.upper() not in offered:
        listed = ", ".join(offered)
        raise typer.BadParameter(words(f"没有政策 {policy}；可用：{listed}", f"no policy {policy}; there are {listed}"))
    settings, founded = settings_of(context), list[Founded]()

    async def work() -> None:
        founded.append(await found(settings, policy.upper(), datetime.now(UTC), new_code=new_code))

    _attend(work)
    done = founded[0]
    if as_json:
        typer.echo(orjson.dumps(done.to_json()).decode())
    else:
        typer.echo(done.code.text)
    message(
        Text(
            f"{done.home} 已按政策 {done.policy} 就绪。首位管理员登录后以此验证码调用 claimAdministration，"
            f"{done.code.until:%Y-%m-%d %H:%M} UTC 前有效，只能使用一次。",
            f"{done.home} is ready, with the policy {done.policy}. The administrator signs in and calls "
            f"claimAdministration with this code, once, before {done.code.until:%Y-%m-%d %H:%M} UTC.",
        )
    )
    for each in done.missing:
        message(Text(f"  尚缺 {each.zh}", f"  missing: {each.en}"))


@app.command(
    cls=Verb,
    help=words("提供服务：GraphQL、验证窗口、证照页面。", "Serve GraphQL, the verification counter, licence pages."),
)
def serve(
    context: typer.Context,
    demo: Annotated[
        bool, typer.Option("--demo", help=words("先装载演示数据（仅一次）", "load the demonstration first, once"))
    ] = False,
) -> None:
    """Serve until told to stop."""
    from api.service.serving import run_server  # noqa: PLC0415 - commands load their rooms when they run

    run_server(settings_of(context), _demonstration() if demo else None)


@app.command(cls=Verb, help=words("装载演示数据，显示进度。", "Load the demonstration, with progress."))
def seed(context: typer.Context) -> None:
    """Load the demonstration into the store."""
    from api.service.serving import resumed, with_service  # noqa: PLC0415

    shown = _demonstration()

    async def load_all(service: "Service") -> None:
        await resumed(service, shown.catalogue)
        await resumed(service, shown.licenses)

    settings = settings_of(context)
    _attend(lambda: with_service(settings, load_all, demonstration=True))


@app.command(
    "import",
    cls=Verb,
    help=words(
        "从 CSV 或 Excel 导入；默认只试运行。退出码：0 无误，1 有误（未写入任何内容）。",
        "Import from CSV or Excel; a dry run unless --commit. Exit: 0 clean, 1 refused and nothing written.",
    ),
)
def import_(
    context: typer.Context,
    kind: Annotated[
        ImportKind, typer.Argument(metavar=words("内容", "KIND"), help=words("导入内容", "what the file lists"))
    ],
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE",
            exists=True,
            dir_okay=False,
            readable=True,
            show_default=False,
            help=words("CSV 或 Excel 文件", "CSV or Excel file"),
        ),
    ] = None,
    columns: Annotated[
        bool, typer.Option("--columns", help=words("只输出应有的列名（CSV 表头）", "only print the columns, as CSV"))
    ] = False,
    commit: Annotated[bool, typer.Option("--commit", help=words("写入数据库", "write to the store"))] = False,
    as_json: Json = False,
) -> None:
    """Read a file row by row, say what would change, and change it on request."""
    from api.command import importing  # noqa: PLC0415
    from graph.subjects.importing.desk import Imported, Kind  # noqa: PLC0415

    what = Kind(kind.value)
    if columns:
        names, optional = importing.columns(what)
        typer.echo(orjson.dumps({"columns": names, "optional": optional}).decode() if as_json else ",".join(names))
        message(Text(f"可省略的列：{'、'.join(optional)}", f"may be left out: {', '.join(optional)}"))
        return
    if file is None:
        raise typer.BadParameter(words("请给出文件 FILE", "give the FILE to import"))
    settings, outcomes, given = settings_of(context), list[Imported](), file

    async def work() -> None:
        outcomes.append(await importing.take_in(settings, what, given, datetime.now(UTC), commit=commit))

    _attend(work)
    outcome = outcomes[0]
    if as_json:
        typer.echo(orjson.dumps(importing.as_json(file, outcome)).decode())
    else:
        for line in importing.told(outcome, chinese=chinese()):
            typer.echo(line)
    if not outcome.clean:
        raise typer.Exit(Exit.NO)


def _demonstration() -> "Demonstration":
    """The demonstration's steps, each with its progress on stderr."""
    from rich.console import Console  # noqa: PLC0415

    from api.command.demonstration import Announcement  # noqa: PLC0415
    from api.service.serving import Demonstration, now  # noqa: PLC0415
    from graph.law.workdays import china_day  # noqa: PLC0415
    from seed.cast import cast  # noqa: PLC0415
    from seed.licenses import load_licenses  # noqa: PLC0415
    from seed.loader import load_catalogue  # noqa: PLC0415

    console = Console(stderr=True)

    async def catalogue(service: "Service") -> None:
        with progress(console, words("装载目录", "catalogue")) as tell:
            await load_catalogue(service.store, service.services.personal, now(), tell)

    async def licenses(service: "Service") -> None:
        with progress(console, words("签发证照", "sealing licences")) as tell:
            workshop, samples = service.services.workshop, service.settings.samples
            await load_licenses(workshop, samples, china_day(now()), tell)

    def failed() -> None:
        message(Text("演示证照未能全部签发，详见日志", "the demonstration's licences were not all sealed, see the log"))

    return Demonstration(catalogue, Announcement(console, cast()), licenses, failed)


def _attend(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Do a piece of work; a signal ends it in order, and with the exit code that shells expect."""
    from api.process.stopping import run as run_until_told  # noqa: PLC0415

    signal = run_until_told(lambda _: work())
    if signal is not None:
        message(Text("已中断；未完成的部分没有写入", "interrupted; what was not finished is not written"))
        raise typer.Exit(128 + signal)


def _trusted(context: typer.Context, trust: list[Path] | None) -> "TrustBundle":
    """The anchors that were named, or else those of HOME, saying so."""
    from api.service.trust_anchors import anchor_files, bundle  # noqa: PLC0415
    from licenses.proof.trust import TrustBundle  # noqa: PLC0415

    if trust:
        return TrustBundle.of_pem(*(anchor.read_bytes() for anchor in trust))
    folder = settings_of(context).trust
    known = anchor_files(folder)
    if known:
        named = ", ".join(str(file) for file in known)
        message(Text(f"未给出 --trust，信任 {named}", f"no --trust given: trusting {named}"))
        return bundle(folder)
    message(Text("未给出信任根（--trust），不判断签章证书是否可信", "no --trust given: whose seal it is is not judged"))
    return TrustBundle.of_pem()


def settings_of(context: typer.Context) -> Settings:
    """Read the settings, with the file that `--config` names."""
    return load(context.obj)


def main() -> None:
    """Run the command; every way it can end has an exit code and, where it is no success, one line for a person."""
    sys.exit(run(app))


def _content(file: Path, limit: int) -> bytes:
    """Read no more than what can be judged: one byte beyond the limit is enough to be refused."""
    with file.open("rb") as opened:
        return opened.read(limit + 1)


if __name__ == "__main__":
    main()
