"""The real command without its start: a process that has read the program forks one for each time it is run.

python -m builders.forking

Each line of stdin is an order; each line of stdout says how the command ended. What a process finds when it is read,
such as the locale, is what the first one was started with; arguments, settings and what is said are each command's own.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import cast

from builders.processes import Ended, environment

PROGRAM = (sys.executable, "-m", "builders.forking")
LOCALES = {"en": {"LC_ALL": "C.UTF-8"}, "zh": {"LC_ALL": "zh_CN.UTF-8"}}


@dataclass(frozen=True)
class Forks:
    """A process that runs the command in the locale it was started with."""

    process: subprocess.Popen[str]

    def command(self, home: Path, *arguments: str, **settings: str) -> Ended:
        """Run `zhengtu` to its end on a HOME."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps([str(home), arguments, {"ZHENGTU_HOME": str(home)} | settings]) + "\n")
        self.process.stdin.flush()
        return Ended(**json.loads(self.process.stdout.readline()))


@contextmanager
def forks(**given: str) -> Iterator[Forks]:
    """Start such a process; it ends with its last command."""
    with subprocess.Popen(
        PROGRAM, env=environment(Path(), **given), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:  # fmt: skip
        yield Forks(process)


def main() -> None:
    """Fork for each order; in the fork, be the command."""
    # who asks does not need the program, and the forks need not read again what the command reads when it runs
    from api.command import importing  # noqa: F401, PLC0415
    from api.command.zhengtu import main as zhengtu  # noqa: PLC0415
    from api.service import founding, serving  # noqa: F401, PLC0415

    gc.freeze()
    while order := sys.stdin.readline():
        home, arguments, settings = json.loads(order)
        with tempfile.TemporaryFile() as stdout, tempfile.TemporaryFile() as stderr:
            if (child := os.fork()) == 0:
                os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
                os.dup2(stdout.fileno(), 1)
                os.dup2(stderr.fileno(), 2)
                os.environ.update(settings)
                os.chdir(home)
                sys.argv = [zhengtu.__code__.co_filename, *arguments]
                sys.modules["__main__"].__package__ = zhengtu.__module__.rpartition(".")[0]
                _ends(zhengtu)
            code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            ended = Ended(code, _said(stdout.fileno()), _said(stderr.fileno()))
            sys.stdout.write(json.dumps(asdict(ended)) + "\n")
            sys.stdout.flush()


def _ends(command: Callable[[], None]) -> None:
    """End this process as a command says, without taking a whole program apart."""
    try:
        command()
    except SystemExit as ended:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(cast("int", ended.code))


def _said(file: int) -> str:
    return os.pread(file, os.fstat(file).st_size, 0).decode()


if __name__ == "__main__":
    main()
