"""What a demonstration prints when its door is open: tokens, a sample, queries and addresses to try.

- The tokens come first, because they are long; what is read and copied stays on the screen below them.
- What is meant to be copied is one line, however wide the terminal is.
- The tokens also lie in a file that a shell can read, one variable a line; only its owner may.
"""

import asyncio
import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from rich.console import Console
from rich.table import Table
from rich.text import Text as Line

from api.auth import Identity
from api.identity import global_id
from api.rooms import Rooms
from api.terminal import said, words
from api.tokens import DevelopmentIssuer, open_issuer
from graph.errors import Text
from graph.model.terms import PostKind, Role

LIFETIME = timedelta(days=7)
VARIABLES = "tokens.env"
SAMPLE = "营业执照.pdf"
BUSINESS_LICENSE = global_id("LicenseType", "11100000MB0143028R001")
"""The 营业执照."""
QUERIES = (
    (
        Text("检索目录", "search"),
        '{ resources(search: "婚姻", first: 3) { totalCount edges { node { code name provider { name } } } } }',
    ),
    (
        Text("数据血缘", "lineage"),
        f'{{ lineage(of: "{BUSINESS_LICENSE}", depth: 8) {{ nodes {{ depth kind name }} }} }}',
    ),
    (Text("条文", "rule"), '{ rule(id: "WH-13") { document article words } }'),
    (
        Text("我的证照（$HOLDER）", "my licences ($HOLDER)"),
        "{ viewer { licenses { edges { node { identifier typeName status fileUrl } } } } }",
    ),
)


class Player(Protocol):
    """Somebody to sign in as."""

    @property
    def role(self) -> Role:
        """What kind of asker."""

    @property
    def subject(self) -> str | None:
        """Who, in the token."""

    @property
    def who(self) -> str:
        """Who, for people."""

    @property
    def department(self) -> str | None:
        """Department of the post, by USCC."""

    @property
    def post(self) -> PostKind | None:
        """Which post to act under."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """Prints what to try."""

    console: Console
    players: Iterable[Player]

    async def __call__(self, rooms: Rooms) -> None:
        """Write the token file, and print everything."""
        players = tuple(self.players)
        issuer = open_issuer(rooms.settings, demonstration=True)
        tokens = {variable(player): _token(issuer, player, rooms) for player in players}
        file = rooms.settings.samples / VARIABLES
        await asyncio.to_thread(write_tokens, file, tokens)
        self._tokens(tokens)
        self._players(players, file)
        self._samples(rooms)
        self._queries(rooms, file)
        self._addresses(address(rooms))

    def _tokens(self, tokens: Mapping[str, str]) -> None:
        self._heading("令牌", "bearer tokens")
        for name, token in tokens.items():
            self._copyable(f"{name}={token}", style="dim")

    def _players(self, players: Iterable[Player], file: Path) -> None:
        self._heading(
            f"以谁的身份 · 令牌 7 天内有效，另存于 {file}", f"who they are · valid for 7 days, also in {file}"
        )
        table = Table.grid(padding=(0, 2))
        for _ in range(3):
            table.add_column(no_wrap=True)
        for player in players:
            table.add_row(Line(f"  ${variable(player)}", style="cyan"), Line(player.who), Line(player.subject or ""))
        self.console.print(table)
        another = words("另发一个", "another one")
        subject = words("公民身份号码或 USCC", "citizen id or USCC")
        self._copyable(f"  {another}: {command()} token --role holder --subject <{subject}>")

    def _samples(self, rooms: Rooms) -> None:
        settings = rooms.settings
        sample = settings.samples / SAMPLE
        self._heading(
            f"样例证照 · {settings.samples}/*.pdf（首次启动时陆续签发）",
            f"sample licences · {settings.samples}/*.pdf (sealed one by one at the first start)",
        )
        self._copyable(f"  {command()} verify --trust {settings.trust / 'root.pem'} {sample}")
        self._copyable(f"  curl -H 'Content-Type: application/pdf' --data-binary @{sample} {address(rooms)}/verify")

    def _queries(self, rooms: Rooms, file: Path) -> None:
        self._heading("查询（GraphiQL）", "queries for GraphiQL")
        for title, query in QUERIES:
            self._copyable(f"  {said(title)}")
            self._copyable(f"    {query}")
        self._copyable(words("  命令行", "  by curl"))
        self._copyable(
            f'    . {_sourced(file)}; curl {address(rooms)}/graphql -H "Authorization: Bearer $HOLDER"'
            " -H 'Content-Type: application/json' -d '{\"query\": \"{ viewer { licenses { totalCount } } }\"}'"
        )

    def _addresses(self, door: str) -> None:
        self._heading("证图（演示）已开门", "Zhengtu, a demonstration, is open")
        self._copyable(words("  浏览器     ", "  browser    ") + f"{door}/graphql")
        self._copyable(words("  核验       ", "  verify     ") + f"{door}/verify   (POST)")
        self._copyable(words("  运行状态   ", "  state      ") + f"{door}/readyz   {door}/metrics")
        self._copyable(
            words("  仅限本机；人员与证照均为虚构。", "  This machine only; people and licences are invented.")
        )
        self._copyable(words("  按 Ctrl-C 停止。\n", "  Ctrl-C stops.\n"))

    def _heading(self, zh: str, en: str) -> None:
        self.console.print()
        self.console.print(Line(words(zh, en), style="bold"), soft_wrap=True)

    def _copyable(self, text: str, style: str = "") -> None:
        self.console.print(Line(text, style=style), soft_wrap=True)


def variable(player: Player) -> str:
    """The shell variable that holds a player's token: the post, or else the role."""
    return player.post.name if player.post else player.role.name


def write_tokens(file: Path, tokens: Mapping[str, str]) -> None:
    """Write tokens as shell variables, for their owner's eyes only; what stood there is replaced."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
        opened.writelines(f"{name}={token}\n" for name, token in tokens.items())


def address(rooms: Rooms) -> str:
    """Where this service listens."""
    host = rooms.settings.host
    return f"http://{f'[{host}]' if ':' in host else host}:{rooms.settings.port}"


def command() -> str:
    """The `zhengtu` command of this environment, as it can be called from the working folder."""
    installed = Path(sys.executable).with_name("zhengtu")
    here = Path.cwd()
    return str(installed.relative_to(here) if installed.is_relative_to(here) else installed)


def _sourced(file: Path) -> str:
    """The path as a shell's `.` needs it: without a slash it would be looked for in PATH."""
    return str(file) if file.is_absolute() else f"./{file}"


def _token(issuer: DevelopmentIssuer, player: Player, rooms: Rooms) -> str:
    post = player.post.name if player.post else None
    return issuer.token(Identity(player.role, player.subject, player.department, post), rooms.clock(), LIFETIME)
