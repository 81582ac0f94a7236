"""The command that verifies: bombs among licences, and an end that leaves nothing behind."""

from __future__ import annotations

import signal
import sys
import time
from pathlib import Path

import pytest
from builders.bombs import BOMBS
from builders.licenses import Authority, seal
from builders.more import left_out
from builders.processes import Running, command, left_behind, process_tree, running
from cryptography.hazmat.primitives import serialization

from api.command.ending import Exit

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked for in /proc")
SLOWEST = "300,000 revisions"


@pytest.fixture(scope="module")
def authority() -> Authority:
    """The authority that is trusted."""
    return Authority()


@pytest.fixture
def folder(tmp_path: Path, authority: Authority) -> Path:
    """A licence, two bombs, and the root."""
    (tmp_path / "licence.pdf").write_bytes(seal(authority))
    (tmp_path / "widths.pdf").write_bytes(BOMBS["cross-references of no width, 10¹² of them"](authority))
    (tmp_path / "slow.pdf").write_bytes(BOMBS[SLOWEST](authority))
    (tmp_path / "root.pem").write_bytes(authority.root.certificate.public_bytes(serialization.Encoding.PEM))
    return tmp_path


@left_out
def test_a_bomb_among_licences_is_not_readable_and_the_licences_are_genuine(folder: Path) -> None:
    files = [str(folder / name) for name in ("licence.pdf", "widths.pdf", "licence.pdf")]
    ended = command(folder, "verify", "--trust", str(folder / "root.pem"), "--json", *files)
    assert ended.returncode == Exit.UNDECIDED
    summaries = [line.split('"summary":"')[1].split('"')[0] for line in ended.stdout.splitlines()]
    assert summaries == ["genuine", "undecided", "genuine"]
    assert '"code":"readable","answer":"no"' in ended.stdout
    assert ended.stderr == ""


@left_out
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_command_that_is_stopped_leaves_no_examiner(folder: Path, number: signal.Signals) -> None:
    with running(folder, "verify", *[str(folder / "slow.pdf")] * 3) as verifying:
        while not examined_by(verifying):
            time.sleep(0.01)
        assert verifying.ends(number) != Exit.DONE
    assert left_behind(folder) == []
    assert "Traceback" not in verifying.said.read_text("utf-8")


def examined_by(verifying: Running) -> bool:
    """Whether an examiner has been started."""
    return len(process_tree(verifying.process.pid)) > 1
