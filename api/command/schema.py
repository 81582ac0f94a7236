"""`zhengtu schema`: the GraphQL schema that the code defines."""

from typing import Final

import orjson
import typer

from api.command.options import Json
from api.process.terminal import words

HELP: Final = words(
    "输出 GraphQL 模式（SDL；--json 为内省结果）。", "Print the GraphQL schema (--json: introspection)."
)


def schema(as_json: Json = False) -> None:
    """Print the schema that the code defines."""
    from api.graphql.schema import schema as defined  # noqa: PLC0415

    text = orjson.dumps(defined.introspect()).decode() if as_json else defined.as_str()
    typer.echo(text)
