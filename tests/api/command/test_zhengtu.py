"""The command: what it prints where, and how it ends."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from api.command.ending import Exit, run
from api.command.zhengtu import app
from api.identity.authenticator import Authenticator, FixedKeys, Identity, Issuer
from api.identity.tokens import ISSUER, existing_issuer
from api.process.settings import Settings, load
from api.process.terminal import chinese
from graph.errors import Conflict, Text
from graph.words.people import Role

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Ended:
    """How a command ended and what it said."""

    returncode: int
    stdout: str
    stderr: str


Command = Callable[..., Ended]
HEAVY = {"PIL", "graphql", "licenses", "neo4j", "pyhanko", "seed", "starlette", "strawberry", "typst", "uvicorn"}
"""What takes long to import, and the rooms that need it."""
LOADED = """
import sys
from api.command.ending import run
from api.command.zhengtu import app
run(lambda: app(sys.argv[1:], prog_name="zhengtu"))
print("loaded", *{name.partition(".")[0] for name in sys.modules}, file=sys.stderr)
"""
"""Run the command, and say what was imported for it."""


@pytest.fixture
def zhengtu(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run the command in an empty folder, with an environment of its own."""
    monkeypatch.chdir(tmp_path)
    for name in os.environ:
        if name.startswith(("ZHENGTU_", "LC_", "LANG")):
            monkeypatch.delenv(name)

    def command(*arguments: str, **environment: str) -> Ended:
        with monkeypatch.context() as here:
            for name, value in environment.items():
                here.setenv(name, value)
            code = run(lambda: app(list(arguments), prog_name="zhengtu"))
        said = capsys.readouterr()
        return Ended(code, said.out, said.err)

    return command


@pytest.fixture
def process(tmp_path: Path) -> Command:
    """Run the command as a process of its own."""

    def command(*arguments: str, program: tuple[str, ...] = ("-m", "api.command.zhengtu"), **environment: str) -> Ended:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("ZHENGTU_", "LC_", "LANG"))}
        ended = subprocess.run(
            [sys.executable, *program, *arguments],
            cwd=tmp_path,
            env=kept | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "COLUMNS": "120"} | environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        return Ended(ended.returncode, ended.stdout, ended.stderr)

    return command


def test_help_lists_every_command_in_the_language_of_the_terminal(process: Command) -> None:
    english, chinese_ = process("--help"), process("--help", LANG="zh_CN.UTF-8")
    for name in ("init", "serve", "seed", "import", "verify", "token", "schema"):
        assert name in english.stdout
        assert name in chinese_.stdout
    assert "Exit codes" in english.stdout
    assert "退出码" in chinese_.stdout
    assert english.returncode == 0


@pytest.mark.parametrize(
    ("arguments", "needed"),
    [
        (("--help",), ""),
        (("token", "--role", "staff"), ""),
        (("import", "entries", "--columns"), "neo4j"),
        (("verify", __file__), "licenses"),
    ],
    ids=lambda given: given[0] if given else "",
)
def test_a_verb_imports_only_what_it_needs(process: Command, arguments: tuple[str, ...], needed: str) -> None:
    ended = process(*arguments, program=("-c", LOADED), ZHENGTU_DEVELOPMENT_ISSUER="1")
    word, *loaded = ended.stderr.splitlines()[-1].split()
    assert word == "loaded"
    assert HEAVY & set(loaded) == set(needed.split())


@pytest.mark.parametrize(
    "arguments", [("frobnicate",), ("token",), ("verify",), ("verify", "missing.pdf"), ("import", "x", "y")]
)
def test_wrong_usage_ends_with_2_and_says_so_on_stderr(zhengtu: Command, arguments: tuple[str, ...]) -> None:
    ended = zhengtu(*arguments)
    assert (ended.returncode, ended.stdout) == (Exit.USAGE, "")
    assert ended.stderr


def test_a_token_stands_alone_on_stdout_and_the_warning_on_stderr(zhengtu: Command, tmp_path: Path) -> None:
    ended = zhengtu(
        "token", "--role", "staff", "--subject", "zhang", "--post", "reviewer", ZHENGTU_DEVELOPMENT_ISSUER="1"
    )
    assert ended.returncode == 0
    assert ended.stdout.count("\n") == 1
    assert ended.stdout.count(".") == 2
    assert "WARNING" in ended.stderr
    assert (tmp_path / ".zhengtu" / "keys").is_dir()


async def test_the_token_is_one_that_the_server_believes(zhengtu: Command, tmp_path: Path) -> None:
    ended = zhengtu("token", "--role", "holder", "--department", "d", ZHENGTU_DEVELOPMENT_ISSUER="1")
    issuer = existing_issuer(load(home=tmp_path / ".zhengtu"))
    authenticating = Authenticator([Issuer(ISSUER, "zhengtu", FixedKeys(issuer.public_keys()))])
    given = await authenticating.identify(f"Bearer {ended.stdout.strip()}", datetime.now(UTC))
    assert given == Identity(Role.HOLDER, "holder", "d")


def test_without_a_demonstration_there_is_no_token(zhengtu: Command, tmp_path: Path) -> None:
    ended = zhengtu("token", "--role", "staff", LANG="zh_CN.UTF-8")
    assert (ended.returncode, ended.stdout) == (Exit.USAGE, "")
    assert "ZHENGTU_DEVELOPMENT_ISSUER" in ended.stderr
    assert "演示" in ended.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_role_that_does_not_exist_is_answered_with_those_that_do(zhengtu: Command) -> None:
    ended = zhengtu("token", "--role", "emperor")
    assert ended.returncode == Exit.USAGE
    assert "relying_party" in ended.stderr


def test_a_wrong_setting_is_one_line_for_a_person(zhengtu: Command) -> None:
    ended = zhengtu("token", "--role", "staff", ZHENGTU_PORT="99999")
    assert ended.returncode == Exit.USAGE
    assert ended.stderr.count("\n") == 1
    assert "ZHENGTU_PORT" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_settings_file_named_by_option_is_read(zhengtu: Command, tmp_path: Path) -> None:
    (tmp_path / "my.toml").write_text(f'development_issuer = true\nhome = "{tmp_path}/elsewhere"\n')
    assert zhengtu("--config", "my.toml", "token", "--role", "staff").returncode == 0
    assert (tmp_path / "elsewhere" / "keys").is_dir()
    assert zhengtu("--config", "missing.toml", "token", "--role", "staff").returncode == Exit.USAGE


def test_a_file_that_is_no_licence_is_undecided(zhengtu: Command, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"no pdf at all")
    (tmp_path / "b.pdf").write_bytes(b"")
    ended = zhengtu("verify", "--json", "a.pdf", "b.pdf")
    assert ended.returncode == Exit.UNDECIDED
    verdicts = [json.loads(line) for line in ended.stdout.splitlines()]
    assert [verdict["file"] for verdict in verdicts] == ["a.pdf", "b.pdf"]
    assert {verdict["summary"] for verdict in verdicts} == {"undecided"}
    assert {verdict["at"][-6:] for verdict in verdicts} == {"+08:00"}
    assert len(verdicts[0]["questions"]) == 13


def test_an_anchor_that_is_no_certificate_is_wrong_usage(zhengtu: Command, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"no pdf at all")
    ended = zhengtu("verify", "--trust", "a.pdf", "a.pdf")
    assert (ended.returncode, ended.stdout) == (Exit.USAGE, "")


def test_the_worst_of_many_files_decides(zhengtu: Command, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"no pdf at all")
    ended = zhengtu("verify", "a.pdf", str(unsealed(tmp_path)), LANG="zh_CN.UTF-8")
    assert "无法判定" in ended.stdout
    assert ended.returncode == Exit.NO
    assert "不真实" in ended.stdout


def unsealed(folder: Path) -> Path:
    """Write the smallest PDF that can be read and bears no seal."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
    ]
    text, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(text))
        text += b"%d 0 obj" % number + content + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    text += b"xref\n0 4\n0000000000 65535 f \n" + table
    text += b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % text.index(b"xref\n")
    (folder / "unsealed.pdf").write_bytes(text)
    return folder / "unsealed.pdf"


def test_every_way_to_end_has_its_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ZHENGTU_HOME", str(tmp_path))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def conflict() -> None:
        raise Conflict(Text("已归档", "already archived"), rules=("WH-21",))

    def failure() -> None:
        raise ZeroDivisionError("the secret 340200199001011234")

    def exits(code: int | None) -> Callable[[], None]:
        return lambda: sys.exit(code)

    assert run(lambda: None) == Exit.DONE
    assert run(exits(None)) == Exit.DONE
    assert run(exits(3)) == Exit.UNDECIDED
    assert run(conflict) == Exit.NO
    assert capsys.readouterr().err == "already archived [WH-21]\n"
    assert run(failure) == Exit.FAILURE
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.count("\n") == 1
    assert "secret" not in shown.err
    log = tmp_path / "logs" / "zhengtu.log"
    assert str(log) in shown.err
    assert "ZeroDivisionError" in log.read_text()
    assert "340200199001011234" not in log.read_text()


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"LANG": "zh_CN.UTF-8"}, True),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, False),
        ({"LC_ALL": "", "LC_MESSAGES": "zh_TW", "LANG": "en"}, True),
        ({}, False),
    ],
)
def test_the_locale_follows_the_order_of_posix(environment: dict[str, str], expected: bool) -> None:
    assert chinese(environment) is expected


def test_no_setting_is_missing_from_the_names_others_rely_on() -> None:
    promised = {"home", "host", "port", "store_uri", "store_user", "store_password_file", "public_url"}
    assert promised <= set(Settings.model_fields)
