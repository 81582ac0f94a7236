"""What this process writes down: JSON lines under HOME/logs, warnings on the terminal.

`zhengtu.log` holds events and failures, `access.log` one line per request. Neither may hold personal data: bodies,
query strings and headers are never written, and whatever text does get written passes the masks below first.
"""

import logging.handlers
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from api.process import access_log
from api.process.clock import now
from graph.words.china_time import china_time

EVENTS: Final = "zhengtu"
EVENT_FILE: Final = "zhengtu.log"
ACCESS_FILE: Final = "access.log"
FILE_BYTES: Final = 16 * 1024 * 1024
KEPT_FILES: Final = 10
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


def masked(text: str) -> str:
    """Replace tokens, citizen identity numbers and mobile telephone numbers in a text."""
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
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    root = logging.getLogger()
    for handler in list(root.handlers):
        if getattr(handler, "of_zhengtu", False):
            root.removeHandler(handler)
            handler.close()
    root.setLevel(level.upper())
    _attach(root, _file(folder / EVENT_FILE, _formatter(structlog.processors.JSONRenderer(ensure_ascii=False))))
    if terminal:
        shown = logging.StreamHandler(sys.stderr)
        shown.setLevel(logging.WARNING)
        shown.setFormatter(_formatter(structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())))
        _attach(root, shown)
    requests = logging.getLogger(access_log.LOGGER)
    for handler in list(requests.handlers):
        requests.removeHandler(handler)
        handler.close()
    lines = access_log.File(folder / ACCESS_FILE, FILE_BYTES, KEPT_FILES)
    lines.setFormatter(access_log.Lines(masked))
    _attach(requests, access_log.Queued(lines))
    requests.propagate = False
    for name in REPORTED_ELSEWHERE:
        logging.getLogger(name).disabled = True
    return folder / EVENT_FILE


def events() -> structlog.stdlib.BoundLogger:
    """Give the log of events and failures."""
    logger: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(EVENTS)
    return logger


def access(entry: Mapping[str, Any]) -> None:
    """Write one line about one request, without waiting for it."""
    bound = structlog.contextvars.get_contextvars()
    about = {"logger": access_log.LOGGER, "level": "info", "timestamp": now()}
    access_log.say({**entry, "event": "request", **bound, **about})


def _file(path: Path, lines: logging.Formatter) -> logging.Handler:
    handler = logging.handlers.RotatingFileHandler(path, maxBytes=FILE_BYTES, backupCount=KEPT_FILES, encoding="utf-8")
    handler.setFormatter(lines)
    return handler


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
