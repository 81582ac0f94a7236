"""Taking a step of a batch at the terminal: who takes it, how far it is, and what a signal does."""

import os
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

import typer
from rich.console import Console

from api.command.batch_lines import go_on
from api.command.ending import stoppable
from api.process.clock import now
from api.process.stopping import Signals
from api.process.terminal import progress, words
from api.service.presence import authenticator
from api.service.serving import with_service
from graph.store.engine import Claim
from graph.words.license_batches import BatchRun
from licenses.register.batches.running import Present, Tell
from licenses.register.workshop import Workshop

if TYPE_CHECKING:
    from api.process.settings import Settings
    from api.service.opening import Service

T = TypeVar("T")
VARIABLE: Final = "ZHENGTU_TOKEN"


@dataclass(frozen=True, slots=True)
class Desk:
    """Where somebody takes a step."""

    workshop: Workshop
    present: Present
    tell: Tell


def token_of(file: Path | None) -> str:
    """The bearer token of whoever takes the step: of a file, or of the environment; never an argument."""
    if file is not None:
        return file.read_text("utf-8", "replace").strip()
    held = os.environ.get(VARIABLE, "").strip()  # noqa: TID251 - what proves who somebody is stands in no settings
    if not held:
        raise typer.BadParameter(
            words(
                f"请用环境变量 {VARIABLE} 或 --token-file 给出办理人的令牌",
                f"give the token of whoever takes this step in {VARIABLE} or by --token-file",
            )
        )
    return held


def taken(settings: "Settings", token: str, title: str, work: Callable[[Desk], Awaitable[T]]) -> tuple[T, int | None]:
    """Take a step, beside a service that runs or without one; a signal stops it behind the licences in hand.

    Args:
        settings: Where everything is.
        token: Of whoever takes it.
        title: What is shown of it.
        work: Takes it.

    Returns:
        What came of it, and the exit code where a signal has stopped it.

    Raises:
        Unauthenticated: The token proves nothing here.
    """

    async def attended(signals: Signals) -> T:
        results: list[T] = []

        async def step(service: "Service") -> None:
            checks = authenticator(settings, demonstration=service.backend.demonstration)
            identity = await checks.identify(f"Bearer {token}", now())
            with heard(title, signals) as tell:
                results.append(await work(Desk(service.backend.workshop, service.present(identity), tell)))

        await with_service(settings, step, claim=Claim.EITHER)
        return results[0]

    result, signal = stoppable(attended)
    if signal is not None:
        go_on()
    return result, None if signal is None else 128 + signal


@contextmanager
def heard(title: str, signals: Signals) -> Iterator[Tell]:
    """Show how far a step is; from its beginning on a signal stops it behind the licences that it has in hand."""
    begun = now()
    stopping: list[bool] = []
    with progress(Console(stderr=True), title) as show:

        def tell(run: BatchRun) -> bool:
            signals.instead(lambda: stopping.append(True))
            done = run.done + run.refused
            show(done, run.total, speed(done, run.total, now() - begun))
            return not stopping

        yield tell


def speed(done: int, total: int, passed: timedelta) -> str:
    """Rate and remaining time of a step, so many licences after its beginning."""
    seconds = passed.total_seconds()
    if not done or seconds <= 0:
        return ""
    rate = done / seconds
    left = timedelta(seconds=round(max(total - done, 0) / rate))
    return words(f"{rate:.1f} 份/秒，剩余 {left}", f"{rate:.1f}/s, {left} left")
