"""`zhengtu doctor`: what still stands between this store and its first sealed licence, in order."""

from typing import TYPE_CHECKING, Final

import orjson
import typer

from api.command.ending import Exit, attended
from api.command.options import Json, settings_of
from api.process.clock import now
from api.process.terminal import said, words
from graph.errors import Text, printable

if TYPE_CHECKING:
    from api.service.steps import Step

HELP: Final = words(
    "检查首份证照签章之前还缺什么，按先后列出；不签发任何证照。退出码：0 可以签章，1 尚有缺项。",
    "Say what still stands before the first seal, in order; nothing is sealed. Exit: 0 nothing, 1 something.",
)
_SIGNS: Final = {"done": "✓", "blocks": "✗", "waits": "…", "hint": "!"}


def doctor(context: typer.Context, as_json: Json = False) -> None:
    """Go through everything that a first seal needs, and say what is missing."""
    from api.service.doctor import examine  # noqa: PLC0415 - commands load their rooms when they run
    from api.service.steps import State  # noqa: PLC0415

    settings = settings_of(context)
    steps = attended(lambda: examine(settings, now()))
    missing = [each for each in steps if each.state in {State.BLOCKS, State.WAITS}]
    if as_json:
        told = {"ready": not missing, "steps": [_as_json(each) for each in steps]}
        typer.echo(orjson.dumps(told).decode())
    else:
        for each in steps:
            for line in _lines(each):
                typer.echo(printable(line))
        typer.echo(said(_sum(len(missing), missing[0] if missing else None)))
    if missing:
        raise typer.Exit(Exit.NO)


def _lines(step: "Step") -> list[str]:
    head = f"{_SIGNS[step.state.value]} {said(step.what)}: {said(step.said)}"
    return [head] if step.cure is None else [head, f"    → {said(step.cure)}"]


def _sum(missing: int, first: "Step | None") -> Text:
    if first is None:
        return Text("可以签发首份证照", "a first licence can be sealed")
    return Text(f"还缺{missing}项，先办：{first.what.zh}", f"{missing} to go, first: {first.what.en}")


def _as_json(step: "Step") -> dict[str, object]:
    texts = {"what": step.what, "said": step.said, "cure": step.cure}
    told = {name: None if text is None else {"zh": text.zh, "en": text.en} for name, text in texts.items()}
    return {"name": step.name, "state": step.state.value, **told}
