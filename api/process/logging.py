"""What this process writes down: JSON lines under HOME/logs, warnings on the terminal.

`zhengtu.log` holds events and failures, `access.log` one line per request. Neither may hold personal data: bodies,
query strings and headers are never written, and whatever text does get written passes the masks below first.
"""

import logging
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from api.process import access_log
from api.process.clock import now
from api.process.log_files import File, Piped, PromptFile, PromptPiped
from graph.codes.quoted import NumberOf
from graph.codes.quoted import masked as mask_quoted
from graph.words.china_time import china_time

EVENTS: Final = "zhengtu"
EVENT_FILE: Final = "zhengtu.log"
ACCESS_FILE: Final = "access.log"
FILE_BYTES: Final = 16 * 1024 * 1024
KEPT_FILES: Final = 10
OF_EVENTS, OF_REQUESTS = b"e", b"r"
"""How lines of either file are told apart on their way to it."""
REPORTED_ELSEWHERE: Final = ("strawberry.execution", "uvicorn.access")
"""Loggers whose content is written by our own code, with the request's id and without personal data."""

MASKS: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    (re.compile(r"\beyJ[\w-]{5,}\.[\w-]+(?:\.[\w-]*)?"), "[token]"),
    (re.compile(r"(?i)\bbearer\s+[\w.~+/-]{8,}=*"), "Bearer [token]"),
    (re.compile(r"(?<!\d)[1-9]\d{16}[\dXx](?!\d)"), "[citizen id]"),
    # Among other digits it is known by its date of birth: some certificate numbers begin with one.
    (re.compile(r"[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]"), "[citizen id]"),
    (re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)"), "[telephone]"),
)

_SHOWN_AS: Final[Mapping[NumberOf, str]] = {
    NumberOf.CITIZEN: "[citizen id]", NumberOf.MOBILE: "[telephone]", NumberOf.PAPER: "[paper]",
}  # fmt: skip


def masked(text: str) -> str:
    """Replace tokens, citizen identity numbers and mobile telephone numbers in a text.

    Numbers are found by what they are, as in the words that are shown to people (`graph.codes.quoted`); then, since
    nobody has to read it here, by what they look like.
    """
    text = mask_quoted(text, _SHOWN_AS)
    for pattern, replacement in MASKS:
        text = pattern.sub(replacement, text)
    return text


def mask_event(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Mask every text of an event, a traceback included."""
    return {key: masked(value) if isinstance(value, str) else value for key, value in event.items()}


def stamp_event(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Say when an event was, in China's time as everything else that leaves the system."""
    event["timestamp"] = china_time(now()).isoformat()
    return event


SHARED: Final[tuple[Processor, ...]] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    stamp_event,
)


def configure(folder: Path, level: str = "info", *, terminal: bool = True) -> Path:
    """Send all events of this process to files in `folder`, and warnings to the terminal.

    Args:
        folder: Where the log files stand; made if it is not there.
        level: From which severity on events are written.
        terminal: Whether warnings and errors are shown on stderr as well.

    Returns:
        The file of events.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _detach()
    _FILES[OF_EVENTS] = PromptFile(folder / EVENT_FILE, FILE_BYTES, KEPT_FILES)
    _FILES[OF_REQUESTS] = File(folder / ACCESS_FILE, FILE_BYTES, KEPT_FILES)
    _write_to(_FILES[OF_EVENTS], _FILES[OF_REQUESTS], level)
    if terminal:
        shown = logging.StreamHandler(sys.stderr)
        shown.setLevel(logging.WARNING)
        shown.setFormatter(_formatter(structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())))
        _attach(logging.getLogger(), shown)
    return folder / EVENT_FILE


def hand_on(pipe: int, level: str) -> None:
    """Send all events of this process through a pipe to the one that writes the files."""
    _detach()
    _write_to(PromptPiped(pipe, OF_EVENTS), Piped(pipe, OF_REQUESTS), level)


def files() -> Mapping[bytes, File]:
    """The files of this process, by how the lines of others are told apart."""
    return dict(_FILES)


_FILES: Final[dict[bytes, File]] = {}


def _detach() -> None:
    """Let go of what an earlier call has set up."""
    root, requests = logging.getLogger(), logging.getLogger(access_log.LOGGER)
    for handler in list(root.handlers):
        if getattr(handler, "of_zhengtu", False):
            root.removeHandler(handler)
            handler.close()
    for handler in list(requests.handlers):
        requests.removeHandler(handler)
        handler.close()
    _FILES.clear()


def _write_to(happened: logging.Handler, asked: logging.Handler, level: str) -> None:
    """Send what has happened to one handler, what was asked to another."""
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    root, requests = logging.getLogger(), logging.getLogger(access_log.LOGGER)
    root.setLevel(level.upper())
    happened.setFormatter(_formatter(structlog.processors.JSONRenderer(ensure_ascii=False)))
    _attach(root, happened)
    asked.setFormatter(access_log.Lines(masked))
    _attach(requests, access_log.Queued(asked))
    requests.propagate = False
    for name in REPORTED_ELSEWHERE:
        logging.getLogger(name).disabled = True


def events() -> structlog.stdlib.BoundLogger:
    """Give the log of events and failures."""
    logger: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(EVENTS)
    return logger


def access(entry: Mapping[str, Any]) -> None:
    """Write one line about one request, without waiting for it."""
    bound = structlog.contextvars.get_contextvars()
    about = {"logger": access_log.LOGGER, "level": "info", "timestamp": now()}
    access_log.say({**entry, "event": "request", **bound, **about})


def _formatter(renderer: Processor) -> logging.Formatter:
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=list(SHARED),
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            mask_event,
            renderer,
        ],
    )


def _attach(logger: logging.Logger, handler: logging.Handler) -> None:
    handler.of_zhengtu = True  # type: ignore[attr-defined]  # so that a second call can tell ours from others'
    logger.addHandler(handler)
