"""Whose certificates the command trusts."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from api.command.ending import Exit, run
from api.command.zhengtu import app
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
