"""Options that several verbs have: `--json`, and the settings with the file that `--config` names."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Final

import typer

from api.process.terminal import words
from graph.errors import quoted
from graph.words.derived_lists import DerivedList
from graph.words.imports import Kind

if TYPE_CHECKING:
    from api.process.settings import Settings

KINDS_ZH: Final = "、".join(each.value for each in Kind)
KINDS_EN: Final = ", ".join(each.value for each in Kind)
DERIVED: Final = {each.value: each for each in DerivedList}
Json = Annotated[bool, typer.Option("--json", help=words("输出 JSON，供程序读取", "print JSON for programs"))]


def settings_of(context: typer.Context) -> "Settings":
    """Read the settings, with the file that `--config` names."""
    from api.process.settings import load  # noqa: PLC0415 - a command without settings does not load their rules

    return load(context.obj)


def day_of(text: str | None, option: str) -> date | None:
    """The day that an option names.

    Raises:
        BadParameter: It is none.
    """
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:  # Python reads other forms as well
        said = quoted(text)
        raise typer.BadParameter(
            words(f"“{said}”不是日期；日期写作 2026-01-31", f"'{said}' is no day; a day is written 2026-01-31"),
            param_hint=option,
        )
    return day


def kind_named(word: str) -> Kind:
    """The kind of table that an argument names.

    Raises:
        BadParameter: There is none.
    """
    try:
        return Kind(word)
    except ValueError:
        if word in DERIVED:
            why = DERIVED[word].no_import
            raise typer.BadParameter(words(why.zh, why.en), param_hint="KIND") from None
        said = words(f"没有内容 {quoted(word)}；可用：{KINDS_ZH}", f"no kind {quoted(word)}; there are {KINDS_EN}")
        raise typer.BadParameter(said, param_hint="KIND") from None
