"""Documents as a reader follows them: their blocks in order, in one shell, each answer compared with what is printed.

- ```console: a line `$ …` is typed, `> …` goes on with it; what follows is read, as a terminal shows stdout and stderr.
- ```graphql: is sent to the server. Its first line may be `# as $NAME`: with the token in that shell variable. A
  "$NAME" inside stands for the shell variable. The ```json block behind it is the whole answer.
- A token that no shell variable has stands in the file of the demonstration, from where a reader copies it.
- Variables that a query declares are sent with it as a reader fills them in: `$request` is the first id of a request in
  the last answer that has one, `$case` that of a case of an entry, and so on; `$today` is the day, `$now` the moment.
- An answer that is JSON is compared as a value, so a document may lay it out as it likes.
- A line `… 12 lines` (`…… 12 行`) stands for exactly so many lines.
- What differs between two runs is replaced on both sides by the patterns of `VARYING`, and nothing else is.
- http://127.0.0.1:8000 stands for the server of the test, which listens on a port that was free; /srv/zhengtu for the
  folder in which the reader is.
"""

from __future__ import annotations

import json
import os
import re
import select
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from builders.processes import SHORT_LIVED

ROOT = Path(__file__).parents[2]
ADDRESS = "http://127.0.0.1:8000"
"""Where a demonstration listens by itself, as documents write it."""
PLACE = "/srv/zhengtu"
"""Where a reader is, as documents write it."""
SECONDS = 120.0
"""How long one command may take on a machine that is busy with other things."""
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
LEFT_OUT = re.compile(r"^\s*(?:… (\d+) lines?|…… (\d+) 行)$")
ASKER = re.compile(r"^# as \$(\w+)\n")
NAMED = re.compile(r'"\$([A-Z_]+)"')
DECLARED = re.compile(r"\$(\w+): (?:ID|Date|DateTime)!")
BEGINS = {
    "request": "U2hhcmluZ1JlcXVlc3Q6", "case": "RW50cnlDYXNlOj", "objection": "T2JqZWN0aW9uOj",
    "resource": "UmVzb3VyY2U6", "grant": "R3JhbnQ6",
}  # fmt: skip
"""Variable → how the ids begin that it may be."""
TOKENS = ".zhengtu/samples/tokens.env"
END = "\x1e"

VARYING: Mapping[str, tuple[str, str]] = {
    "the moment of a run": (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?\+08:00", "<time>"),
    "the same, for people": (r"北京时间 \d{4}-\d\d-\d\d \d\d:\d\d|\d{4}-\d\d-\d\d \d\d:\d\d China time", "<time>"),
    "serial and check character of a licence identifier": (
        r"(1\.2\.156\.3005\.2\.\w{21}\.\w{18})\.(?:\w{32}|\w{10})\.(\d{3})\.\w",
        r"\1.<serial>.\2.<check>",
    ),
    "the id of a licence": (r"TGljZW5zZTox[\w-]+", "<id>"),
    "the id of a licence to be issued": (r"TGljZW5zZURyYWZ0O[\w-]+", "<id>"),
    "the id of an objection": (r"T2JqZWN0aW9uOj[\w-]+", "<id>"),
    "the id of a request for data": (r"U2hhcmluZ1JlcXVlc3Q6[\w-]+", "<id>"),
    "the id of a grant": (r"R3JhbnQ6[\w-]+", "<id>"),
    "the id of a case of an entry": (r"RW50cnlDYXNlOj[\w-]+", "<id>"),
    "the id of a suspected forgery": (r"Rm9yZ2VyeUNhc2U6[\w-]+|\b\d{8}-[0-9a-f]{12}\b", "<case>"),
    "the day on which a case is due": (r'("dueOn": ?)"\d{4}-\d\d-\d\d"', r"\1<day>"),
    "a token": (r"eyJ[\w-]{20,}\.[\w-]+\.[\w-]+", "<token>"),
    "a digest": (r"\b[0-9a-f]{64}\b", "<digest>"),
    "the id of a request": (r'("requestId": ?|"request_id": ?)"[^"]+"', r'\1"<request>"'),
    "a one-time code": (r"\b(?:[0-9A-Z]{5}-){4}[0-9A-Z]{5}\b", "<code>"),
    "how long an answer took": (r'("seconds": ?|"milliseconds": ?)[\d.]+', r"\1<duration>"),
}
"""What may differ, and what it is replaced by."""


@dataclass(frozen=True)
class Step:
    """One thing that a document has its reader do, and what it says he then reads."""

    line: int
    section: str
    """The heading of the second level that it stands under."""
    command: str
    """What is typed, or a GraphQL document."""
    answer: str
    graphql: bool = False


def steps(text: str) -> Iterator[Step]:
    """The steps of a document in order."""
    blocks = list(FENCE.finditer(text))
    for place, block in enumerate(blocks):
        line = text.count("\n", 0, block.start()) + 1
        section = (["", *HEADING.findall(text, 0, block.start())])[-1]
        kind, content = block.groups()
        if kind == "console":
            yield from _typed(line, section, content)
        if kind == "graphql":
            answer = blocks[place + 1].groups() if place + 1 < len(blocks) else ("", "")
            assert answer[0] == "json", f"line {line}: a query is followed by its answer"
            yield Step(line, section, content, answer[1], graphql=True)


def kinds(text: str) -> set[str]:
    """Which kinds of blocks a document has."""
    return {block.group(1) for block in FENCE.finditer(text)}


def _typed(line: int, section: str, content: str) -> Iterator[Step]:
    found: list[tuple[int, list[str], list[str]]] = []
    for number, each in enumerate(content.splitlines(), start=line + 1):
        if each.startswith("$ "):
            found.append((number, [each[2:]], []))
            continue
        assert found, f"line {number}: an answer without a command"
        _, command, answer = found[-1]
        if each.startswith("> ") and not answer:
            command.append(each[2:])
        else:
            answer.append(each)
    for number, command, answer in found:
        yield Step(number, section, "\n".join(command), "\n".join(answer))


@dataclass
class Session:
    """A shell that stays open from the first step of a document to its last."""

    shell: subprocess.Popen[bytes]
    folder: Path
    url: str
    read: dict[str, str] = field(default_factory=dict)
    """Variable → the id for it that was read last, the first of its answer."""

    def does(self, step: Step) -> str:
        """Do a step, and say what is then read."""
        return self._asks(step.command) if step.graphql else self.types(step.command)

    def types(self, command: str) -> str:
        """Type a command; say what the terminal shows."""
        assert self.shell.stdin is not None
        assert self.shell.stdout is not None
        ended = f"\n__code=$?; printf '%s' '{END}'; (exit $__code)\n"
        typed = command.replace(ADDRESS, self.url).replace(PLACE, str(self.folder))
        self.shell.stdin.write((typed + ended).encode())
        self.shell.stdin.flush()
        said, until = b"", time.monotonic() + SECONDS
        while not said.endswith(END.encode()):
            ready, _, _ = select.select([self.shell.stdout], [], [], max(0.0, until - time.monotonic()))
            assert ready, f"not ended in {SECONDS} s: {command}\n{said.decode(errors='replace')}"
            read = os.read(self.shell.stdout.fileno(), 65536)
            assert read, f"the shell ended: {command}\n{said.decode(errors='replace')}"
            said += read
        return said.decode().removesuffix(END).replace(self.url, ADDRESS).replace(str(self.folder), PLACE)

    def _asks(self, document: str) -> str:
        headers = {}
        if asker := ASKER.match(document):
            headers["authorization"] = f"Bearer {self._value(asker.group(1))}"
        query = NAMED.sub(lambda named: json.dumps(self._value(named.group(1))), document)
        sent = {"query": query, "variables": {name: self._filled_in(name) for name in DECLARED.findall(document)}}
        answer = httpx.post(f"{self.url}/graphql", json=sent, headers=headers, timeout=SECONDS)
        self.read |= ids(answer.text)
        return answer.text.replace(self.url, ADDRESS)

    def _value(self, name: str) -> str:
        value = self.types(f'printf %s "${{{name}:-$(sed -n s/^{name}=//p {TOKENS} 2>/dev/null)}}"')
        assert value, f"${name} is empty"
        return value

    def _filled_in(self, name: str) -> str:
        if name == "today":
            return self.types("printf %s $(TZ=Asia/Shanghai date +%F)")
        if name == "now":
            return self.types("printf %s $(TZ=Asia/Shanghai date +%FT%T+08:00)")
        assert name in self.read, f"no answer before has the id for ${name}"
        return self.read[name]


@contextmanager
def session(folder: Path, url: str, *, chinese: bool, **given: str) -> Iterator[Session]:
    """Open a shell in a folder; what it leaves running is killed."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ZHENGTU_", "LC_", "LANG"))}
    own = {
        "LANG": "zh_CN.UTF-8" if chinese else "C.UTF-8",
        "PYTHONUTF8": "1",
        "COLUMNS": "120",
        "ZHENGTU_STORE_JAVA": " ".join(SHORT_LIVED),
    }
    with subprocess.Popen(
        ["bash", "--noprofile", "--norc"], cwd=folder, env=kept | own | given, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
    ) as shell:  # fmt: skip
        try:
            yield Session(shell, folder, url)
        finally:
            os.killpg(shell.pid, signal.SIGKILL)


def ids(answer: str) -> dict[str, str]:
    """Variable → the id that an answer names first for it."""
    found = {name: re.search(rf'"id": ?"({begins}[\w-]+)"', answer) for name, begins in BEGINS.items()}
    return {name: first.group(1) for name, first in found.items() if first}


def differences(step: Step, said: str) -> str:
    """Compare what a document says with what was read; empty where they agree."""
    expected, found = _value(step.answer), _value(said)
    if expected is not None and found is not None:
        wanted, got = _laid_out(expected), _laid_out(found)
    else:
        wanted, got = _lines(step.answer), _lines(said)
    return "" if _agree(wanted, got) else "\n".join(["--- printed", *wanted, "--- read", *got])


def normal(text: str) -> str:
    """A text without what may differ between two runs."""
    for pattern, replacement in VARYING.values():
        text = re.sub(pattern, replacement, text)
    return text


def _value(text: str) -> Any | None:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _laid_out(value: Any) -> list[str]:
    return _lines(json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True))


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in normal(text).strip("\n").splitlines()]


def _agree(wanted: list[str], got: list[str]) -> bool:
    at = 0
    for line in wanted:
        if left_out := LEFT_OUT.match(line):
            at += int(left_out.group(1) or left_out.group(2))
        elif at < len(got) and got[at] == line:
            at += 1
        else:
            return False
    return at == len(got)


def linked_venv(folder: Path, prefix: str) -> Path:
    """Give a folder the environment of the tests as its `.venv`, as `make` would; return its interpreter."""
    (folder / ".venv").symlink_to(prefix)
    return folder / ".venv" / "bin" / "python"


def follow(document: str, reader: Session, wanted: Callable[[Step], bool]) -> list[str]:
    """Do the steps of a document that are wanted; say where what is read is not what it says."""
    file = ROOT / document
    text = file.read_text("utf-8")
    read = [(step, reader.does(step)) for step in steps(text) if wanted(step)]
    wrong = [(step, said) for step, said in read if differences(step, said)]
    if wrong and os.environ.get("ZHENGTU_TEST_WRITE_DOCS"):
        from builders.rewriting import rewritten  # noqa: PLC0415 - it is built on this module

        file.write_text(rewritten(text, wrong), "utf-8")
    return [f"{document}:{step.line}: {step.command}\n{differences(step, said)}" for step, said in wrong]
