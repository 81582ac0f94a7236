"""Whose certificates the command trusts."""

import os
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from builders.licenses import Authority, seal
from builders.processes import command
from cryptography.hazmat.primitives import serialization

from api.command.ending import Exit, run
from api.command.zhengtu import app
from licenses.proof.verdict import Question
from licenses.seal.authority import DemonstrationAuthority

Verify = Callable[..., str]


@pytest.fixture
def verify(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Verify:
    """Verify a file with a HOME of its own; give what is said on stderr."""
    monkeypatch.setenv("ZHENGTU_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    (tmp_path / "a.pdf").write_bytes(b"no pdf at all")

    def command(*words: str) -> str:
        assert run(lambda: app(["verify", *words, str(tmp_path / "a.pdf")], prog_name="zhengtu")) == Exit.UNDECIDED
        return capsys.readouterr().err

    return command


def test_without_trust_the_roots_of_home_are_trusted_and_named(verify: Verify, tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert verify() == "no --trust given: whose seal it is is not judged\n"
    assert not home.exists()
    DemonstrationAuthority.open(home, datetime(2020, 1, 1, tzinfo=UTC))
    assert verify() == f"no --trust given: trusting {home}/trust/root.pem\n"
    assert verify("--trust", str(home / "trust" / "root.pem")) == ""


def test_a_chain_of_the_timestamp_service_is_no_root(verify: Verify, tmp_path: Path) -> None:
    trust = tmp_path / "home" / "trust"
    trust.mkdir(parents=True)
    (trust / "tsa.pem").write_text("a chain")
    assert "not judged" in verify()


def test_neither_a_file_nor_its_name_speaks_to_the_terminal(tmp_path: Path) -> None:
    authority = Authority("evil\x1b[2J\x1b[H\u202eCA\x9b2J")
    root = Authority().root.certificate.public_bytes(serialization.Encoding.PEM)
    (tmp_path / "root.pem").write_bytes(root)
    forged = "X\x1b[2J\x1b[H/tmp/a.pdf: genuine\n  ✓ readable"
    files = {
        "a\x1b[2Jb\n  ✓ readable.pdf": seal(authority),
        "b\u202egpj.pdf": seal(authority, issuer_code=forged),
        os.fsdecode(b"c\x9b2J\xff.pdf"): b"no pdf",
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    for language, form in (("C.UTF-8", ()), ("zh_CN.UTF-8", ()), ("C.UTF-8", ("--json",))):
        ended = command(tmp_path, "verify", "--trust", "root.pem", *form, *files, LC_ALL=language)
        assert ended.returncode == Exit.NO, ended.stderr
        spoken = (ended.stdout + ended.stderr).replace("\n", "")
        assert not {unicodedata.category(letter) for letter in spoken} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
        assert len(ended.stdout.splitlines()) == len(files) * (1 if form else 2 + len(Question))


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="there is no file here that opens and cannot be read")
def test_a_file_that_cannot_be_read_is_named_and_those_after_it_are_judged(tmp_path: Path) -> None:
    (tmp_path / "root.pem").write_bytes(Authority().root.certificate.public_bytes(serialization.Encoding.PEM))
    (tmp_path / "a.pdf").write_bytes(b"no pdf at all")
    done = command(tmp_path, "verify", "--trust", "root.pem", "/proc/self/mem", "a.pdf", LC_ALL="C.UTF-8")
    assert done.returncode == Exit.UNDECIDED
    assert "cannot read /proc/self/mem" in done.stderr
    assert "a.pdf: undecided" in done.stdout
