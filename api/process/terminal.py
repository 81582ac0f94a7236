"""What a person reads at the terminal: in the language of the locale, answers on stdout, everything else on stderr."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from graph.errors import Text, printable

if TYPE_CHECKING:
    from rich.console import Console

Tell = Callable[[int, int, str], None]
"""`tell(done, total, what)`."""
STEPS = 10
"""Lines of a progress that nobody watches live."""


def chinese(environment: dict[str, str] | None = None) -> bool:
    """Tell whether the locale of the terminal is Chinese."""
    variables = dict(os.environ) if environment is None else environment  # noqa: TID251 - the terminal's locale
    named = next((variables[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if variables.get(name)), "")
    return named.lower().startswith("zh")


def words(zh: str, en: str) -> str:
    """Choose the words of the terminal's language."""
    return zh if chinese() else en


def said(text: Text) -> str:
    """A text in the terminal's language."""
    return words(text.zh, text.en)


def message(text: Text) -> None:
    """Tell a person something, on one line of stderr, in the terminal's language."""
    typer.echo(printable(said(text)), err=True)


@contextmanager
def progress(console: "Console", title: str) -> Iterator[Tell]:
    """A progress bar on a terminal; elsewhere, as in a log, a line for every tenth of the way."""
    if not console.is_terminal:
        yield _Lines(title)
        return
    from rich.progress import (  # noqa: PLC0415 - a command without progress does not load it
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as bar:
        task = bar.add_task(title, total=None)

        def tell(done: int, total: int, what: str) -> None:
            bar.update(task, completed=done, total=total, description=f"{title} {what}".strip())

        yield tell


def lines_of(title: str) -> Tell:
    """Writes a line for every tenth of the way."""
    return _Lines(title)


class _Lines:
    """Writes a line when a tenth more is done."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._step = -1

    def __call__(self, done: int, total: int, what: str) -> None:
        step = done * STEPS // total if total else STEPS
        if step > self._step:
            self._step = step
            typer.echo(f"{self._title} {done}/{total} {what}".rstrip(), err=True)
