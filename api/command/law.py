"""`zhengtu law`: which article is carried out where; what the tables say of a workflow (`law_draw`)."""

import re
from collections import defaultdict
from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

import orjson
import typer

from api.command import law_draw
from api.command.options import Json
from api.command.usage import Verb, Verbs
from api.process.terminal import message, words
from graph.errors import Text
from graph.law.articles import DOCUMENTS
from graph.law.tracing import WORDS_ONLY, Carried, Traced, trace

HELP: Final = words(
    "办法条文：逐条列出由哪些规则、代码和测试落实，绘出流程。",
    "The articles, what carries each, what they make of a case.",
)
_TRACE: Final = words(
    "逐条列出：状态、政策表中的位置、代码、测试（--json 为逐行 JSON）。",
    "Every article: state, places in the rows, code, tests (--json: a line each).",
)
_STATES: Final = words(
    "已实现：有规则据以作出决定，且有测试；部分实现：其中尚缺的见末尾；代码中提及：无规则，由所列模块落实；仅有文字：表中写明，尚无决定"
    "以其为据；待实现：尚无；无需软件：不涉及软件。",
    "CARRIED: a decision rests on a row that cites it, and a test names it. PARTLY: so is some of it; what is missing "
    "stands at the end. NAMED: no row, the modules do what it asks. WORDS: a row says it, and no decision rests on it "
    "yet. WAITING: nothing yet. NOTHING_ASKED: it asks nothing of software.",
)
_ROOMS: Final = ("api", "graph", "licenses", "seed")
_ROWS: Final = "graph.law.cities"
"""Rows are not code: what they cite is asked of the rows themselves."""
_NAMED: Final = re.compile(rf"\b(?:{'|'.join(document.prefix for document in DOCUMENTS)})-\d+(?:\.\d+)?")

app: Final = typer.Typer(name="law", cls=Verbs, help=HELP, no_args_is_help=True, rich_markup_mode=None)
app.command("draw", cls=Verb, help=law_draw.HELP)(law_draw.draw_workflow)


@app.command("trace", cls=Verb, help=_TRACE, epilog=_STATES)
def trace_articles(as_json: Json = False) -> None:
    """Print every article of every policy with what carries it."""
    tests = Path(__file__).parents[2] / "tests"
    if not tests.is_dir():
        message(
            Text("此处没有源代码中的测试，按未测试计", "the tests of the source are not here; all count as untested")
        )
    tried = _mentions({f"tests/{file.relative_to(tests)}": file for file in sorted(tests.rglob("*.py"))})
    traced = list(trace(_mentions(_modules()), tried))
    for each in traced:
        typer.echo(orjson.dumps(_json(each)).decode() if as_json else _line(each))
    counts = ", ".join(f"{words(each.value, each.name)} {sum(one.state is each for one in traced)}" for each in Carried)
    message(Text(f"共{len(traced)}条：{counts}", f"{len(traced)} articles: {counts}"))
    for each in traced:
        if each.missing is not None:
            message(Text(f"{each.rule.id} 尚缺：{each.missing.zh}", f"{each.rule.id} lacks: {each.missing.en}"))
    message(Text(f"仅有文字的表项：{'、'.join(WORDS_ONLY)}", f"cells that are words only: {', '.join(WORDS_ONLY)}"))


def _modules() -> dict[str, Traversable]:
    found: dict[str, Traversable] = {}
    for room in _ROOMS:
        _walk(room, files(room), found)
    return {name: file for name, file in found.items() if not name.startswith(_ROWS)}


def _walk(name: str, folder: Traversable, found: dict[str, Traversable]) -> None:
    for each in sorted(folder.iterdir(), key=lambda one: one.name):
        if each.is_dir():
            _walk(f"{name}.{each.name}", each, found)
        elif each.name.endswith(".py"):
            found[f"{name}.{each.name.removesuffix('.py')}"] = each


def _mentions(sources: Mapping[str, Traversable]) -> Mapping[str, list[str]]:
    """Which sources name which article."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, file in sources.items():
        for article in dict.fromkeys(_NAMED.findall(file.read_text(encoding="utf-8"))):
            found[article].append(name)
    return found


def _line(traced: Traced) -> str:
    cells = (traced.rule.id, words(traced.state.value, traced.state.name), *map(" ".join, _places(traced)))
    return "\t".join(cell or "-" for cell in cells)


def _places(traced: Traced) -> tuple[tuple[str, ...], ...]:
    return traced.rows, traced.code, traced.tests


def _json(traced: Traced) -> dict[str, object]:
    rows, code, tests = _places(traced)
    missing = traced.missing
    return {
        "article": traced.rule.id,
        "state": traced.state.name,
        "rows": rows,
        "code": code,
        "tests": tests,
        "missing": words(missing.zh, missing.en) if missing else None,
    }
