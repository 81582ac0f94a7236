"""The `zhengtu` command: puts the rooms together.

The only module that may import every room; each command imports what it needs inside itself, so that `zhengtu token`
does not wait for a PDF library. Results go to stdout, everything else to stderr. The exit code is an answer:
0 done, 1 the answer is no, 2 wrong usage, 3 undecided, 70 our failure.
"""

import asyncio
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from enum import IntEnum, StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import orjson
import typer

from api.settings import SettingRefused, Settings, load
from graph.errors import Malformed, Refusal, Text

if TYPE_CHECKING:
    from rich.console import Console

    from api.rooms import Rooms
    from api.serving import Demonstration


class Exit(IntEnum):
    """What the exit code says."""

    DONE = 0
    NO = 1
    USAGE = 2
    UNDECIDED = 3
    FAILURE = 70


class ImportKind(StrEnum):
    """What a file to import lists."""

    DEPARTMENTS = "departments"
    SYSTEMS = "systems"
    ENTRIES = "entries"


def chinese(environment: dict[str, str] | None = None) -> bool:
    """Tell whether the locale of the terminal is Chinese."""
    variables = dict(os.environ) if environment is None else environment
    named = next((variables[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if variables.get(name)), "")
    return named.lower().startswith("zh")


def words(zh: str, en: str) -> str:
    """Choose the words of the terminal's language."""
    return zh if chinese() else en


app: Final = typer.Typer(
    name="zhengtu",
    help=words(
        "政图：城市政务信息资源与电子证照的一张图。", "One graph of a city's information resources and licences."
    ),
    epilog=words(
        "退出码：0 完成；1 答案为否；2 用法错误；3 无法判定；70 系统故障。",
        "Exit codes: 0 done, 1 the answer is no, 2 wrong usage, 3 undecided, 70 our failure.",
    ),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Json = Annotated[bool, typer.Option("--json", help=words("输出 JSON，供程序读取", "print JSON for programs"))]


@app.callback()
def zhengtu(
    context: typer.Context,
    config: Annotated[
        Path | None,
        typer.Option(
            help=words("TOML 设置文件；默认为工作目录中的 zhengtu.toml", "TOML file of settings; zhengtu.toml here")
        ),
    ] = None,
    shown_version: Annotated[bool, typer.Option("--version", help=words("显示版本", "show the version"))] = False,
) -> None:
    """Keep where the settings are; a command that needs none does not read them."""
    if shown_version:
        typer.echo(version("zhengtu"))
        raise typer.Exit
    context.obj = config


@app.command(
    help=words(
        "签发一个开发用令牌（仅限本机的演示或明确启用时），只把令牌写到标准输出。",
        "Issue a development token (this machine, a demonstration or by explicit setting); the token alone on stdout.",
    )
)
def token(
    context: typer.Context,
    role: Annotated[str, typer.Option(help=words("角色", "role") + ": holder, staff, …")],
    subject: Annotated[str | None, typer.Option(help=words("主体", "who; by default named after the role"))] = None,
    department: Annotated[str | None, typer.Option(help=words("部门代码（USCC）", "department code (USCC)"))] = None,
    post: Annotated[str | None, typer.Option(help=words("以哪个岗位行事", "which post to act under"))] = None,
    hours: Annotated[int, typer.Option(min=1, max=24 * 30, help=words("有效小时数", "hours it is valid"))] = 12,
) -> None:
    """Print a bearer token."""
    from api.auth import ROLES, Identity  # noqa: PLC0415 - commands load their rooms when they run
    from api.tokens import WARNING, existing_issuer  # noqa: PLC0415
    from graph.model.terms import Role  # noqa: PLC0415

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
    help=words("输出 GraphQL 模式（SDL；--json 为内省结果）。", "Print the GraphQL schema (--json: introspection).")
)
def schema(as_json: Json = False) -> None:
    """Print the schema that the code defines."""
    from api.schema import schema as defined  # noqa: PLC0415

    text = orjson.dumps(defined.introspect()).decode() if as_json else defined.as_str()
    typer.echo(text)


@app.command(
    help=words(
        "离线验证电子证照文件；不连接数据库，不访问网络。退出码：0 真实，1 不真实或不在有效状态，3 无法判定。",
        "Verify licence files offline. Exit: 0 genuine, 1 not genuine or not in force, 3 undecided.",
    )
)
def verify(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...", exists=True, dir_okay=False, readable=True, help=words("PDF 文件", "PDF files")
        ),
    ],
    trust: Annotated[
        list[Path] | None,
        typer.Option(
            exists=True, dir_okay=False, help=words("信任的根证书（PEM，可多次给出）", "trusted root (PEM), repeatable")
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Print one verdict a file."""
    from licenses.reading import LIMITS  # noqa: PLC0415
    from licenses.trust import TrustBundle  # noqa: PLC0415
    from licenses.verdict import Summary  # noqa: PLC0415
    from licenses.verification import verify as judge  # noqa: PLC0415

    bundle = TrustBundle.of_pem(*(anchor.read_bytes() for anchor in trust or ()))
    if not bundle.anchors:
        message(
            Text("未给出信任根（--trust），不判断签章证书是否可信", "no --trust given: whose seal it is is not judged")
        )
    found = set()
    for file in files:
        verdict = asyncio.run(judge(_content(file, LIMITS.bytes), bundle, datetime.now(UTC)))
        found.add(verdict.summary)
        if as_json:
            typer.echo(orjson.dumps({"file": str(file), **verdict.to_json()}).decode())
        else:
            typer.echo(_told(file, verdict.to_json()))
    if found & {Summary.NOT_GENUINE, Summary.NOT_IN_FORCE}:
        raise typer.Exit(Exit.NO)
    if Summary.UNDECIDED in found:
        raise typer.Exit(Exit.UNDECIDED)


@app.command(
    help=words(
        "建立空库：迁移、首位管理员、密钥与信任文件夹。", "Make an empty store: migrations, keys, first administrator."
    )
)
def init(
    context: typer.Context,
    policy: Annotated[
        str, typer.Option(help=words("城市政策：WH、CZ、JZ、JI、CS", "the city's policy: WH, CZ, JZ, JI, CS"))
    ],
) -> None:
    """Make an empty store that a bureau starts from."""
    raise _not_wired("init", context, policy)  # SEAM: composition root


@app.command(
    help=words("提供服务：GraphQL、验证窗口、证照页面。", "Serve GraphQL, the verification counter, licence pages.")
)
def serve(
    context: typer.Context,
    demo: Annotated[
        bool, typer.Option("--demo", help=words("先装载演示数据（仅一次）", "load the demonstration first, once"))
    ] = False,
) -> None:
    """Serve until told to stop."""
    from api.serving import run_server  # noqa: PLC0415 - commands load their rooms when they run

    run_server(settings_of(context), _demonstration() if demo else None)


@app.command(help=words("装载演示数据，显示进度。", "Load the demonstration, with progress."))
def seed(context: typer.Context) -> None:
    """Load the demonstration into the store."""
    from api.serving import with_rooms  # noqa: PLC0415

    shown = _demonstration()

    async def load(rooms: "Rooms") -> None:
        await shown.catalogue(rooms)
        await shown.licenses(rooms)

    asyncio.run(with_rooms(settings_of(context), load, demonstration=True))


@app.command(
    "import", help=words("从 CSV 或 Excel 导入；默认只试运行。", "Import from CSV or Excel; a dry run unless --commit.")
)
def import_(
    context: typer.Context,
    kind: Annotated[ImportKind, typer.Argument(help=words("导入内容", "what the file lists"))],
    file: Annotated[Path, typer.Argument(metavar="FILE", exists=True, dir_okay=False, readable=True)],
    commit: Annotated[bool, typer.Option("--commit", help=words("写入数据库", "write to the store"))] = False,
    as_json: Json = False,
) -> None:
    """Read a file row by row, say what would change, and change it on request."""
    raise _not_wired("import", context, kind, file, commit, as_json)  # SEAM: graph.desk


def _demonstration() -> "Demonstration":
    """The demonstration's steps, each with its progress on stderr."""
    from rich.console import Console  # noqa: PLC0415

    from api.serving import Demonstration, now  # noqa: PLC0415
    from api.trying import Announcement  # noqa: PLC0415
    from graph.law.workdays import china_day  # noqa: PLC0415
    from seed.cast import cast  # noqa: PLC0415
    from seed.licenses import load_licenses  # noqa: PLC0415
    from seed.loader import load_catalogue  # noqa: PLC0415

    console = Console(stderr=True)

    async def catalogue(rooms: "Rooms") -> None:
        with _progress(console, words("装载目录", "catalogue")) as tell:
            await load_catalogue(rooms.store, rooms.services.personal, now(), tell)

    async def licenses(rooms: "Rooms") -> None:
        with _progress(console, words("签发证照", "sealing licences")) as tell:
            workshop, samples = rooms.services.workshop, rooms.settings.samples
            await load_licenses(workshop, samples, china_day(now()), tell)

    return Demonstration(catalogue, Announcement(console, cast()), licenses)


@contextmanager
def _progress(console: "Console", title: str) -> Iterator[Callable[[int, int, str], None]]:
    """A progress bar on stderr; where that is no terminal, a line now and then."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as bar:
        task = bar.add_task(title, total=None)

        def tell(done: int, total: int, what: str) -> None:
            bar.update(task, completed=done, total=total, description=f"{title} {what}".strip())

        yield tell


def settings_of(context: typer.Context) -> Settings:
    """Read the settings, with the file that `--config` names."""
    return load(context.obj)


def message(text: Text) -> None:
    """Tell a person something, on stderr, in the terminal's language."""
    typer.echo(words(text.zh, text.en), err=True)


def main() -> None:
    """Run the command; every way it can end has an exit code and, where it is no success, one line for a person."""
    sys.exit(run(app))


def run(command: Callable[[], object]) -> int:
    """Run a command and give its exit code."""
    try:
        command()
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else Exit.DONE if ended.code is None else Exit.USAGE
    except Refusal as refusal:
        message(_line(refusal))
        return Exit.USAGE if _is_usage(refusal) else Exit.NO
    except Exception as failure:  # noqa: BLE001 - the last door: whatever it is, a person gets a line, the log the rest
        where = _recorded(failure)
        message(Text(f"系统故障（{type(failure).__name__}），详见 {where}", f"internal failure, see {where}"))
        return Exit.FAILURE
    return Exit.DONE


def _content(file: Path, limit: int) -> bytes:
    """Read no more than what can be judged: one byte beyond the limit is enough to be refused."""
    with file.open("rb") as opened:
        return opened.read(limit + 1)


def _not_wired(name: str, *given: object) -> RuntimeError:
    return RuntimeError(f"the command {name!r} is not wired to its rooms yet ({len(given)} arguments)")


def _is_usage(refusal: Refusal) -> bool:
    from api.tokens import IssuerRefused  # noqa: PLC0415

    return isinstance(refusal, SettingRefused | IssuerRefused | Malformed)


def _line(refusal: Refusal) -> Text:
    """One line: what, where, by which rule."""
    cited = f" [{', '.join(refusal.rules)}]" if refusal.rules else ""
    return Text(refusal.message.zh + cited, refusal.message.en + cited)


def _recorded(failure: Exception) -> Path:
    """Write a failure to the log, or, where there is no HOME to hold one, to a file of its own."""
    from api import logging  # noqa: PLC0415

    try:
        settings = load()
        folder = settings.logs if settings.home.is_dir() else Path(tempfile.mkdtemp(prefix="zhengtu-"))
        file = logging.configure(folder, terminal=False)
    except (Refusal, OSError):
        file = logging.configure(Path(tempfile.mkdtemp(prefix="zhengtu-")), terminal=False)
    logging.events().error("command failed", exc_info=failure)
    return file


def _told(file: Path, verdict: dict[str, object]) -> str:
    """A verdict for a person: the summary, and what stood in its way or was not asked."""
    language = "zh" if chinese() else "en"
    reason = verdict["reason"]
    lines = [f"{file}: {_SUMMARIES[str(verdict['summary'])][language]}" + _marked(verdict)]
    lines.append(f"  {reason[language]}" if isinstance(reason, dict) else "")
    questions = verdict["questions"]
    for question in questions if isinstance(questions, list) else ():
        sign = _SIGNS[question["answer"]]
        lines.append(f"  {sign} {question['code']:<24}{question['reason'][language]}")
    return "\n".join(lines)


def _marked(verdict: dict[str, object]) -> str:
    return words("（演示）", " (demonstration)") if verdict["demonstration"] else ""


_SIGNS: Final = {"yes": "✓", "no": "✗", "undecided": "?", "not_asked": "-"}
_SUMMARIES: Final = {
    "genuine": {"zh": "真实", "en": "genuine"},
    "not_genuine": {"zh": "不真实", "en": "not genuine"},
    "not_in_force": {"zh": "不在有效状态", "en": "not in force"},
    "undecided": {"zh": "无法判定", "en": "undecided"},
}

if __name__ == "__main__":
    main()
