"""What a demonstration prints when its door is open: addresses, tokens, a sample, queries to try."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from rich.console import Console
from rich.markup import escape

from api.auth import Identity
from api.rooms import Rooms
from api.tokens import open_issuer
from graph.model.terms import PostKind, Role

LIFETIME = timedelta(days=7)
QUERIES = (
    (
        "目录检索 / search the catalogue",
        '{ resources(search: "婚姻", first: 3) { totalCount facets { name counts { value count } } '
        "edges { node { code name provider { name } items { name dataType } } } } }",
    ),
    (
        "血缘 / lineage",
        '{ licenseType(by: {code: "%s"}) { id name resources { id name } } }',
    ),
    (
        "我的证照 / my licences (holder)",
        "{ viewer { licenses { edges { node { identifier typeName status fileUrl } } } } }",
    ),
)
TYPE_CODE = "11100000MB0143028R001"


class Player(Protocol):
    """Somebody to sign in as."""

    @property
    def role(self) -> Role: ...
    @property
    def subject(self) -> str | None: ...
    @property
    def who(self) -> str: ...
    @property
    def department(self) -> str | None: ...
    @property
    def post(self) -> PostKind | None: ...


@dataclass(frozen=True, slots=True)
class Announcement:
    """Prints what to try."""

    console: Console
    players: Iterable[Player]

    async def __call__(self, rooms: Rooms) -> None:
        """Print it."""
        address = f"http://{rooms.settings.host}:{rooms.settings.port}"
        say = self.console.print
        say(f"\n[bold]证图（演示）已开门 / Zhengtu (demonstration) is open: {address}/graphql[/bold]")
        say(f"  {address}/graphql   GraphiQL    {address}/verify   POST a PDF    {address}/readyz   {address}/metrics")
        say("\n[bold]令牌 / tokens[/bold] (Authorization: Bearer …; 7 days; development issuer, loopback only)")
        issuer = open_issuer(rooms.settings, demonstration=True)
        for player in self.players:
            identity = Identity(
                player.role, player.subject, player.department, player.post.name if player.post else None
            )
            label = player.role.name.lower() + (f" {player.post.name}" if player.post else "")
            say(f"[cyan]{label}[/cyan] {escape(player.who)}")
            self.console.print(issuer.token(identity, rooms.clock(), LIFETIME), soft_wrap=True, highlight=False)
        say(f"\n[bold]样例证照 / sample licences[/bold]: {rooms.settings.samples}/*.pdf (being sealed while you read)")
        say(f"  zhengtu verify --trust {rooms.settings.trust / 'root.pem'} {rooms.settings.samples}/营业执照.pdf")
        say(
            f"  curl -H 'Content-Type: application/pdf' --data-binary @{rooms.settings.samples}/营业执照.pdf {address}/verify"
        )
        say("\n[bold]查询 / queries[/bold]")
        for title, query in QUERIES:
            say(f"  {title}:\n    {escape(query.replace('%s', TYPE_CODE))}", highlight=False)
        say("\nCtrl-C 停止 / stops.")
