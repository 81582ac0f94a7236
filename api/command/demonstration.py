"""What a demonstration prints when it is served: what to do now, then who can be tried, and tokens.

- What to do comes first: an address to open, a query, a sample to verify, where to read on.
- It is said in the language of the terminal.
- What is meant to be copied is one line, however wide the terminal is.
- Everybody's token lies in a file that a shell can read, one variable a line; only its owner may. A token fills several
  lines of a screen, so only those that the query editor is tried with are printed.
"""

import asyncio
import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from pathlib import Path
from typing import Protocol

from rich.console import Console
from rich.table import Table
from rich.text import Text as Line

from api.graphql.lens.ids import global_id
from api.identity.authenticator import Identity
from api.identity.tokens import DevelopmentIssuer, open_issuer
from api.process.terminal import said, words
from api.service.opening import Service
from graph.errors import Text
from graph.law.policies import policy
from graph.subjects.waiting.rules import without_turn
from graph.words.organisation import PostKind
from graph.words.people import Role

LIFETIME = timedelta(days=7)
VARIABLES = "tokens.env"
SAMPLE = "营业执照.pdf"
BUSINESS_LICENSE = global_id("LicenseType", "11100000MB0143028R001")
"""The 营业执照."""
QUERIES = (
    (
        Text("检索目录", "search the catalogue"),
        '{ resources(search: "婚姻", first: 3) { totalCount edges { node { code name provider { name } } } } }',
    ),
    (
        Text("数据血缘：营业执照由什么而来", "lineage: what a business licence is made from"),
        f'{{ lineage(of: "{BUSINESS_LICENSE}", depth: 8) {{ nodes {{ depth kind name }} }} }}',
    ),
    (Text("条文", "an article"), '{ rules(policy: "WH", about: "10个工作日") { document article words } }'),
    (
        Text("我的证照（以 $HOLDER 的身份）", "my licences (as $HOLDER)"),
        "{ viewer { licenses { edges { node { identifier typeName status fileUrl } } } } }",
    ),
)
STORIES = (
    (
        Text("申请数据，从需求到使用", "a request for data, from need to use"),
        "$APPLICANT → $SCHOOLS → $SERVICE",
    ),
    (Text("目录条目，从登记到发布", "an entry, from draft to published"), "$CATALOGUER → $PLATFORM_OFFICER"),
    (
        Text("数据异议，从提出到告知", "an objection to data, from raise to notice"),
        "$APPLICANT → $SCHOOLS",
    ),
)
SHOWN = "WH"
"""Policy of the city that is shown."""
WAITING = "{ waiting(whose: MINE) { cases { case { id } name state dueOn age nextSteps { mutation rules { id } } } } }"
FOLLOWED = Text("docs/stories.zh.md（三个故事）", "docs/stories.md (three stories)")
"""Where they are told step by step."""
ELSEWHERE = Text("docs/cities.zh.md（三个故事在其余四地）", "docs/cities.md (the stories in the other four)")
"""Where it is told what those do who are printed city by city."""
GUIDE = Text("docs/tour.zh.md（导览）", "docs/tour.md (a tour)")
"""What to read next."""
PRINTED = (Role.HOLDER, PostKind.ISSUER, Role.AUDITOR)
"""Whose tokens are printed: a holder, somebody who issues, somebody who sees everything."""


class Player(Protocol):
    """Somebody to sign in as."""

    @property
    def role(self) -> Role:
        """What kind of asker."""

    @property
    def subject(self) -> str | None:
        """Who, in the token."""

    @property
    def name(self) -> str:
        """Name of the person, department or programme; empty where the role says it all."""

    @property
    def department(self) -> str | None:
        """Department of the post, by USCC."""

    @property
    def post(self) -> PostKind | None:
        """Which post to act under."""

    @property
    def city(self) -> str:
        """Policy of a city that is not the one that is shown; empty where it is that one."""

    @property
    def called(self) -> str:
        """A variable of his own, of a second one in a post; empty where post or role name it."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """Prints what to try."""

    console: Console
    players: Iterable[Player]

    async def __call__(self, service: Service) -> None:
        """Write the token file, and print everything."""
        players = tuple(self.players)
        issuer = open_issuer(service.settings, demonstration=True)
        tokens = {variable(player): _token(issuer, player, service) for player in players}
        file = service.settings.samples / VARIABLES
        await asyncio.to_thread(write_tokens, file, tokens)
        self._steps(service, file)
        self._stories()
        self._queries()
        here = [player for player in players if not player.city]
        self._players(here, file)
        self._elsewhere([player for player in players if player.city])
        self._tokens({variable(player): tokens[variable(player)] for player in here if kind(player) in PRINTED})
        self._copyable("\n" + words("从这里开始：", "Begin here: ") + f"{address(service)}/graphql\n")

    def _steps(self, service: Service, file: Path) -> None:
        settings, url = service.settings, address(service)
        sample = settings.samples / SAMPLE
        self._heading(
            Text("证图演示已启动", "The demonstration of Zhengtu is open"),
            Text("仅限本机；人员与证照均为虚构", "this machine only; people and licences are invented"),
        )
        self._step(Text("1  用浏览器打开", "1  open in a browser"), f"{url}/graphql")
        self._step(Text("2  在其中运行这条查询", "2  run this query there"), QUERIES[0][1])
        self._step(
            Text(
                "3  核验一份样例证照：用终端、程序或浏览器（首次启动时逐份签发，约需一分钟）",
                "3  verify a sample licence, at the terminal, by HTTP or in the browser (at the first start they are"
                " sealed one by one, for about a minute)",
            ),
            f"{command()} verify --trust {settings.trust / 'root.pem'} {sample}",
            f"curl -H 'Content-Type: application/pdf' --data-binary @{sample} {url}/verify",
            f"{url}/verify",
        )
        self._step(
            Text("4  以某人的身份查询：载入令牌，再提问", "4  ask as somebody: read the tokens, then ask"),
            f". {_sourced(file)}",
            f'curl -sG -H "Authorization: Bearer $HOLDER" {url}/graphql'
            " --data-urlencode 'query={ viewer { licenses { totalCount } } }'",
        )
        self._step(
            Text("5  接着读；看运行状态", "5  read on; see how it runs"), said(GUIDE), f"{url}/readyz   {url}/metrics"
        )
        self._copyable("  " + words("Ctrl-C 停止", "Ctrl-C stops"))

    def _stories(self) -> None:
        self._heading(Text("三个故事", "Three stories"), FOLLOWED)
        for title, people in STORIES:
            self._copyable(f"  {said(title)}  {people}")
        self._step(Text("各人的待办（以其身份）", "what waits for each (as he)"), WAITING)

    def _queries(self) -> None:
        self._heading(Text("更多查询", "More queries"))
        for title, query in QUERIES[1:]:
            self._step(title, query)

    def _players(self, players: Iterable[Player], file: Path) -> None:
        self._heading(
            Text("可以扮演的人", "Who can be tried"),
            Text(f"令牌 7 天内有效，全部写在 {file}", f"tokens are valid for 7 days; all of them are in {file}"),
        )
        table = Table.grid(padding=(0, 2))
        for _ in range(3):
            table.add_column(no_wrap=True)
        for player in players:
            shown = f"{words(kind(player).zh, variable(player).replace('_', ' ').lower())} {player.name}".rstrip()
            table.add_row(Line(f"  ${variable(player)}", style="cyan"), Line(shown), Line(player.subject or ""))
        self.console.print(table)
        idle = [variable(player) for player in players if player.post in without_turn(SHOWN)]
        self._copyable(
            "  "
            + words(
                f"{policy(SHOWN).city}的条文没有由这些岗位办理的环节，本人没有待办："
                f"{'、'.join(f'${each}' for each in idle)}；$HEAD 不写 whose，即看本部门的待办",
                f"no row of {policy(SHOWN).id} waits for these, and nothing does: "
                f"{', '.join(f'${each}' for each in idle)}; $HEAD sees the department's without whose",
            )
        )
        self._step(
            Text(
                "谁办证照的哪一步（licenseDrafts 中各步都有待办）",
                "who takes which step of a licence (licenseDrafts has some for each)",
            ),
            words(
                "$LICENSE_OFFICER 报送 → $PLATFORM_OFFICER 制作 → $LICENSE_REVIEWER 审核 → $ISSUER 签发",
                "$LICENSE_OFFICER hands in → $PLATFORM_OFFICER makes → $LICENSE_REVIEWER reviews → $ISSUER issues",
            ),
        )
        whom = words("<公民身份号码或统一社会信用代码>", "<citizen id or USCC>")
        self._step(Text("另发一个", "another one"), f"{command()} token --role holder --subject {whom}")

    def _elsewhere(self, players: Iterable[Player]) -> None:
        self._copyable(f"  {words('其余四地', 'in the other four cities')}  {said(ELSEWHERE)}")
        for city, found in groupby(players, lambda player: player.city):
            variables = " ".join(f"${variable(player)}" for player in found)
            self._copyable(f"     {policy(city).city}  {variables}", style="cyan")

    def _tokens(self, tokens: Mapping[str, str]) -> None:
        self._heading(
            Text("令牌", "Tokens"),
            Text(
                '粘贴到 GraphiQL 的 Headers：{"Authorization": "Bearer <令牌>"}',
                'for the Headers of GraphiQL: {"Authorization": "Bearer <token>"}',
            ),
        )
        for name, token in tokens.items():
            self._copyable(f"{name}={token}", style="dim")

    def _heading(self, title: Text, note: Text | None = None) -> None:
        self.console.print()
        self.console.print(Line.assemble((said(title), "bold"), f"  {said(note)}" if note else ""), soft_wrap=True)

    def _step(self, title: Text, *copied: str) -> None:
        self._copyable(f"  {said(title)}")
        for line in copied:
            self._copyable(f"     {line}", style="cyan")

    def _copyable(self, text: str, style: str = "") -> None:
        self.console.print(Line(text, style=style), soft_wrap=True)


def kind(player: Player) -> Role | PostKind:
    """What a player is: the post, or else the role."""
    return player.post or player.role


def variable(player: Player) -> str:
    """The shell variable that holds a player's token: the post, or else the role; behind its city, of another one."""
    return player.called or "_".join(filter(None, (player.city, kind(player).name)))


def write_tokens(file: Path, tokens: Mapping[str, str]) -> None:
    """Write tokens as shell variables, for their owner's eyes only; what stood there is replaced."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
        opened.writelines(f"{name}={token}\n" for name, token in tokens.items())


def address(service: Service) -> str:
    """Where this service listens."""
    host = service.settings.host
    return f"http://{f'[{host}]' if ':' in host else host}:{service.settings.port}"


def command() -> str:
    """The `zhengtu` command of this environment, as it can be called from the working folder."""
    installed = Path(sys.executable).with_name("zhengtu")
    here = Path.cwd()
    return str(installed.relative_to(here) if installed.is_relative_to(here) else installed)


def _sourced(file: Path) -> str:
    """The path as a shell's `.` needs it: without a slash it would be looked for in PATH."""
    return str(file) if file.is_absolute() else f"./{file}"


def _token(issuer: DevelopmentIssuer, player: Player, service: Service) -> str:
    post = player.post.name if player.post else None
    return issuer.token(Identity(player.role, player.subject, player.department, post), service.clock(), LIFETIME)
