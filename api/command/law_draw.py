"""`zhengtu law draw`: the states and moves of a workflow as a picture, as the policies' tables have them."""

import shutil
import subprocess
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Final

import typer

from api.process.terminal import chinese, words
from graph.cases.drawing import draw
from graph.cases.labels import Language
from graph.errors import NotFound, Text
from graph.law.policies import POLICIES
from graph.law.policy import Policy
from graph.law.workflow import Workflow
from graph.law.workflows import WORKFLOWS
from graph.refusal_codes import Code

HELP: Final = words(
    "绘出一个流程的状态和办理步骤（Graphviz 文本；已装有 dot 的可输出 SVG）。",
    "Draw the states and moves of a workflow (Graphviz text; SVG where `dot` is installed).",
)
_PROGRAM: Final = "dot"
_PACKAGE: Final = "graphviz"
_SECONDS: Final = 60


class Format(StrEnum):
    """As what a picture is printed."""

    DOT = "dot"
    SVG = "svg"


class DrawingUnavailable(NotFound):
    """There is nothing on this machine that makes a picture of the text."""


def draw_workflow(
    workflow: Annotated[
        str,
        typer.Argument(
            metavar="WORKFLOW", help=words("流程：" + "、".join(WORKFLOWS), "workflow: " + ", ".join(WORKFLOWS))
        ),
    ],
    policy: Annotated[
        str | None,
        typer.Option(
            help=words("政策编号；默认为有该流程的全部政策", "id of a policy; else all that have the workflow")
        ),
    ] = None,
    lang: Annotated[
        Language | None, typer.Option(help=words("图中文字；默认随系统语言", "words in it; else those of the locale"))
    ] = None,
    format_: Annotated[Format, typer.Option("--format", help=words("输出格式", "as what it is printed"))] = Format.DOT,
) -> None:
    """Print the picture."""
    found = WORKFLOWS.get(workflow)
    if found is None:
        there = ", ".join(WORKFLOWS)
        said = words(f"没有流程 {workflow[:40]}；可用：{there}", f"no workflow {workflow[:40]}; there are {there}")
        raise typer.BadParameter(said, param_hint="WORKFLOW")
    rows = _asked(found, policy)
    text = draw(found, rows, lang or (Language.ZH if chinese() else Language.EN))
    typer.echo(_svg(text) if format_ is Format.SVG else text, nl=False)


def _asked(workflow: Workflow, policy: str | None) -> tuple[Policy, ...]:
    """The rows that are drawn: the one that was named, or all that know the workflow."""
    known: Mapping[str, Policy] = {name: row for name, row in POLICIES.items() if row.table(workflow) is not None}
    if policy is None:
        return tuple(known.values())
    if policy not in known:
        name, there = policy[:40], ", ".join(known)
        said = (
            words(f"政策 {name} 没有“{workflow.name.zh}”；有的：{there}", f"{name} has no {workflow.id}; {there} have")
            if policy in POLICIES
            else words(f"没有政策 {name}；可用：{there}", f"no policy {name}; there are {there}")
        )
        raise typer.BadParameter(said, param_hint="--policy")
    return (known[policy],)


def _svg(text: str) -> str:
    """The picture that `dot` makes of the text.

    Raises:
        DrawingUnavailable: `DOT_NOT_INSTALLED`; there is no `dot` on this machine.
    """
    program = shutil.which(_PROGRAM)
    if program is None:
        raise DrawingUnavailable(
            Text(
                f"未找到 {_PROGRAM}，不能输出 SVG：请安装软件包 {_PACKAGE}；不带 --format svg 时输出的文本不需要它",
                f"there is no {_PROGRAM}, and no SVG without it: install the package {_PACKAGE}; "
                "the text, without --format svg, needs none",
            ),
            code=Code.DOT_NOT_INSTALLED,
            path=("format",),
            value=_PROGRAM,
        )
    drawn = subprocess.run(  # noqa: S603 - a program of this machine, given the text on its standard input
        [program, "-Tsvg"], input=text, capture_output=True, encoding="utf-8", timeout=_SECONDS, check=True
    )
    return drawn.stdout
