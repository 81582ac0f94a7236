"""The words that typer itself says, help and wrong usage, in the terminal's language.

Typer knows only English. Where the locale is Chinese, the frame of a help text is written in Chinese, and what typer
says of wrong usage is recognised by its form and said again.
"""

import re
import sys
from collections.abc import Sequence
from contextlib import _GeneratorContextManager
from re import Pattern
from typing import Any, Final

import typer
from typer._click.exceptions import ClickException, NoArgsIsHelpError, UsageError
from typer._click.formatting import HelpFormatter
from typer.core import TyperCommand, TyperGroup, TyperOption

from api.process.forms import compiled
from api.process.terminal import chinese, words

FORMS: Final[tuple[tuple[str, str], ...]] = (
    ("No such command {name}. Did you mean {other}?", "没有命令 {name}，是否指 {other}？"),
    ("No such command {name}.", "没有命令 {name}。"),
    ("Missing command.", "请给出命令。"),
    ("Missing option {name}. {inner}", "缺少选项 {name}。{inner}"),
    ("Missing option {name}.", "缺少选项 {name}。"),
    ("Missing argument {name}. {inner}", "缺少参数 {name}。{inner}"),
    ("Missing argument {name}.", "缺少参数 {name}。"),
    ("Choose from:{rest}", "可选：{rest}"),
    ("No such option: {name} (Possible options: {other})", "没有选项 {name}（相近的有 {other}）。"),
    ("No such option: {name}", "没有选项 {name}。"),
    ("Option {name} requires an argument.", "选项 {name} 须有值。"),
    ("Option {name} requires {count} arguments.", "选项 {name} 须有 {count} 个值。"),
    ("Option {name} does not take a value.", "选项 {name} 不带值。"),
    ("Argument {name} takes {count} values.", "参数 {name} 须有 {count} 个值。"),
    ("Got unexpected extra argument(s) ({rest})", "多出的参数：{rest}。"),
    ("Invalid value for {name}: {inner}", "{name} 的值无效：{inner}"),
    ("Invalid value: {inner}", "值无效：{inner}"),
    ("Could not open file {name}: {rest}", "无法打开文件 {name}。"),
    ("Value error, {inner}", "{inner}"),
    ("{kind} {name} does not exist.", "{kind} {name} 不存在。"),
    ("{kind} {name} is a file.", "{name} 是文件，不是文件夹。"),
    ("{kind} {name} is a directory.", "{name} 是文件夹，不是文件。"),
    ("{kind} {name} is not readable.", "{kind} {name} 不可读。"),
    ("{kind} {name} is not writable.", "{kind} {name} 不可写。"),
    ("{name} is not one of {rest}.", "{name} 不在可选值中：{rest}。"),
    ("Input should be less than or equal to {count}", "不得大于 {count}。"),
    ("Input should be greater than or equal to {count}", "不得小于 {count}。"),
    ("Input should be less than {count}", "须小于 {count}。"),
    ("Input should be greater than {count}", "须大于 {count}。"),
    ("Input should be a valid integer{rest}", "须为整数。"),
    ("Input should be a valid number{rest}", "须为数。"),
    ("Input should be a valid boolean{rest}", "须为 true 或 false。"),
    ("Value {name} is not a valid {rest}.", "{name} 不是可用的值。"),
)
OTHERWISE: Final = "用法有误（{message}）"
"""For a sentence that no row knows."""
KINDS: Final = {"file": "文件", "directory": "文件夹", "path": "路径", "File": "文件", "Path": "路径"}
SECTIONS: Final = {"Arguments": "参数", "Options": "选项", "Commands": "命令"}
FRAME: Final[tuple[tuple[str, str], ...]] = (
    (r"\[OPTIONS\]", "[选项]"),
    (r"COMMAND \[ARGS\]\.\.\.", "命令 [参数]..."),
    (r"<list\[Path\]>|<path>|<file>", "<文件>"),
    (r"<str>", "<文本>"),
    (r"<int(?: range)?>", "<整数>"),
    (r"\[required\]", "[必填]"),
    (r"\[default: ", "[默认 "),
)
"""What stands in usage lines and in the lists of a help text."""


def in_chinese(message: str) -> str:
    """Say in Chinese what typer says of wrong usage."""
    for form, ours in _COMPILED:
        match = form.fullmatch(message)
        if match is not None:
            return ours.format_map({name: _part(name, text) for name, text in match.groupdict().items()})
    return message if re.search(r"[一-鿿]", message) else OTHERWISE.format(message=message)


def _part(name: str, text: str) -> str:
    if name == "inner":
        return in_chinese(text)
    return KINDS.get(text, text) if name == "kind" else text


def _framed(text: str) -> str:
    for pattern, ours in FRAME:
        text = re.sub(pattern, ours, text)
    return text


class _ChineseFormatter(HelpFormatter):
    """Writes the frame of a help text in Chinese."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:  # noqa: ARG002
        super().write_usage(prog, _framed(args), "用法：")

    def section(self, name: str) -> "_GeneratorContextManager[None]":
        return super().section(SECTIONS.get(name, name))

    def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        super().write_dl([(_framed(first), _framed(second)) for first, second in rows], col_max, col_spacing)


class _Context(typer.Context):
    def make_formatter(self) -> HelpFormatter:
        if not chinese():
            return super().make_formatter()
        return _ChineseFormatter(width=self.terminal_width, max_width=self.max_content_width)


def _help_option(found: TyperOption | None) -> TyperOption | None:
    if found is not None:
        found.help = words("显示帮助并退出", "Show this message and exit.")
    return found


class Verb(TyperCommand):
    """A command whose help is in the terminal's language."""

    context_class = _Context

    def get_help_option(self, ctx: Any) -> TyperOption | None:
        """Give the option of the help."""
        return _help_option(super().get_help_option(ctx))


class Verbs(TyperGroup):
    """The command with all its verbs; it says in the terminal's language what is wrong with its usage."""

    context_class = _Context

    def get_help_option(self, ctx: Any) -> TyperOption | None:
        """Give the option of the help."""
        return _help_option(super().get_help_option(ctx))

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run, and end with the exit code of what came of it."""
        alone = standalone_mode and not chinese()
        try:
            code = super().main(args, prog_name, complete_var, alone, windows_expand_args, **extra)
            if not standalone_mode:
                return code
        except ClickException as wrong:
            if not standalone_mode:
                raise
            _show(wrong)
            sys.exit(wrong.exit_code)
        except typer.Abort:
            if not standalone_mode:
                raise
            typer.echo("已中止", err=True)
            sys.exit(1)
        sys.exit(code if isinstance(code, int) else 0)


def _show(wrong: ClickException) -> None:
    if isinstance(wrong, NoArgsIsHelpError):  # its message is the help, in Chinese already
        wrong.show()
        return
    if isinstance(wrong, UsageError) and wrong.ctx is not None:
        typer.echo(wrong.ctx.get_usage(), err=True)
        typer.echo(f"查看帮助：{wrong.ctx.command_path} {wrong.ctx.help_option_names[0]}\n", err=True)
    typer.echo(f"错误：{in_chinese(wrong.format_message())}", err=True)


_COMPILED: Final[tuple[tuple[Pattern[str], str], ...]] = tuple((compiled(form), ours) for form, ours in FORMS)
