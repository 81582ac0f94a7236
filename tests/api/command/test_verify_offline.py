"""`zhengtu verify` with a trust package, revocation lists, a day and the data of a face."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from builders.licenses import DEPARTMENT, DEPARTMENT_CODE, Authority, seal
from builders.more import left_out
from builders.packages import PUBLISHER, contents, package
from builders.processes import command
from cryptography import x509
from cryptography.hazmat.primitives import serialization

from api.command.ending import Exit, run
from api.command.verify_batches import WORTH_WORKERS
from api.command.zhengtu import app
from api.service.packages import SEEN
from licenses.seal import certificates


@dataclass(frozen=True)
class Said:
    """What the command said."""

    code: int
    verdict: dict[str, Any]
    stderr: str

    def answers(self, question: str) -> str:
        """The answer to a question."""
        return str(next(one for one in self.verdict["questions"] if one["code"] == question)["answer"])


Verify = Callable[..., Said]


@pytest.fixture(scope="module")
def authority() -> Authority:
    """Who is trusted."""
    return Authority()


@pytest.fixture
def now() -> datetime:
    """The present, to the second, as a package says it."""
    return datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def verify(
    tmp_path: Path, authority: Authority, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Verify:
    """Verify one licence in a HOME of its own."""
    monkeypatch.setenv("ZHENGTU_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "root.pem").write_bytes(authority.root.certificate.public_bytes(serialization.Encoding.PEM))
    (tmp_path / "a.pdf").write_bytes(seal(authority))

    def told(*words: str) -> Said:
        code = run(lambda: app(["verify", "--json", "--trust", "root.pem", *words, "a.pdf"], prog_name="zhengtu"))
        spoken = capsys.readouterr()
        return Said(code, json.loads(spoken.out or "{}"), spoken.err)

    return told


def fresh(authority: Authority, now: datetime, sequence: int = 7, **changes: object) -> bytes:
    """A package of today."""
    said = contents(
        authority,
        **{"sequence": sequence, "made": now, "expires": now + timedelta(days=7), "lists": authority.lists(now)}
        | changes,
    )
    return package(authority, said, at=now)


def test_a_package_answers_and_its_publisher_is_named_and_remembered(
    verify: Verify, tmp_path: Path, authority: Authority, now: datetime
) -> None:
    Path("p").write_bytes(fresh(authority, now))
    first = verify("--package", "p")
    assert (first.code, first.verdict["summary"]) == (Exit.DONE, "genuine")
    assert first.verdict["rests_on"] == ["file", "trust bundle", "trust package"]
    assert [first.answers(code) for code in ("registered", "issuer_entitled", "in_force")] == ["yes"] * 3
    assert PUBLISHER in first.stderr
    assert "the first one of this publisher" in first.stderr
    assert (tmp_path / "home" / "trust" / SEEN).exists()
    assert "the first one" not in verify("--package", "p").stderr


def test_what_is_not_believed_is_wrong_usage_and_judges_nothing(
    verify: Verify, authority: Authority, now: datetime
) -> None:
    Path("new").write_bytes(fresh(authority, now))
    Path("old").write_bytes(fresh(authority, now, sequence=6))
    Path("spoilt").write_bytes(fresh(authority, now, sequence=8).replace(b'"sequence":8', b'"sequence":9'))
    own = contents(
        authority, publisher=DEPARTMENT_CODE, made=now, expires=now + timedelta(days=1), lists=authority.lists(now)
    )
    other = authority.sealer(DEPARTMENT, DEPARTMENT_CODE)
    Path("other").write_bytes(package(authority, own, other, now))
    assert verify("--package", "new").code == Exit.DONE
    for file, word in (("old", "not newer"), ("spoilt", "changed"), ("other", "--publisher"), ("a.pdf", "read")):
        said = verify("--package", file)
        assert (said.code, said.verdict) == (Exit.USAGE, {}), file
        assert word in said.stderr
        assert said.stderr.count("\n") == 1
    assert verify("--package", "other", "--publisher", DEPARTMENT_CODE).code == Exit.DONE
    assert verify("--package", "new").code == Exit.USAGE
    assert verify("--package", "new", "--publisher", PUBLISHER).code == Exit.DONE


def test_a_home_that_cannot_be_written_is_said_and_the_package_answers(
    verify: Verify, tmp_path: Path, authority: Authority, now: datetime
) -> None:
    (tmp_path / "home").write_bytes(b"a file")
    Path("p").write_bytes(fresh(authority, now))
    said = verify("--package", "p")
    assert said.code == Exit.DONE
    assert "cannot write to" in said.stderr


def test_a_list_that_revokes_the_seal_speaks_against_it(verify: Verify, authority: Authority, now: datetime) -> None:
    hand = authority.sealer()
    serial = x509.load_der_x509_certificate(hand.certificate).serial_number
    sealed_at = now - timedelta(days=20)
    older = authority.lists(now - timedelta(days=40))
    day = sealed_at.date()
    data = seal(authority, replace(hand, revocation=older), sealed_at, issued_on=day, valid_from=day)
    Path("a.pdf").write_bytes(data)
    revoked = certificates.revoked_entry(serial, now - timedelta(days=30), x509.ReasonFlags.key_compromise)
    newer, _ = authority.lists(now, revoked)
    Path("newer.crl").write_bytes(newer)
    as_pem = x509.load_der_x509_crl(newer).public_bytes(serialization.Encoding.PEM)
    Path("newer.pem").write_bytes(as_pem)
    assert verify().code == Exit.DONE
    for file in ("newer.crl", "newer.pem"):
        said = verify("--crl", file)
        assert (said.code, said.answers("certificate_valid_then")) == (Exit.NO, "no")
    for file in ("root.pem", "a.pdf"):
        none = verify("--crl", "newer.crl", "--crl", file)
        assert (none.code, f"{file}: There is no revocation list" in none.stderr) == (Exit.USAGE, True)


def test_a_day_and_a_face_are_asked_with_and_without_a_package(
    verify: Verify, authority: Authority, now: datetime
) -> None:
    Path("p").write_bytes(fresh(authority, now))
    for package_ in ((), ("--package", "p")):
        later = verify(*package_, "--on", "2030-01-01")
        assert (later.code, later.verdict["summary"]) == (Exit.NO, "not_in_force")
        right = verify(*package_, "--face", "KZ_GZ=建筑电工", "--face", "持证主体＝陈一凡")
        assert right.answers("face_agrees") == "yes"
        assert verify(*package_, "--face", "KZ_GZ=电焊工").answers("face_agrees") == "no"
    assert verify("--package", "p", "--face", "工种=建筑电工").answers("face_agrees") == "yes"


@left_out
def test_many_files_are_judged_by_a_package_in_processes_of_their_own(
    verify: Verify, tmp_path: Path, authority: Authority, now: datetime
) -> None:
    Path("p").write_bytes(fresh(authority, now))
    (tmp_path / "many").mkdir()
    for number in range(WORTH_WORKERS):
        (tmp_path / "many" / f"{number}.pdf").write_bytes(Path("a.pdf").read_bytes())
    words = ("verify", "--trust", "root.pem", "--package", "p", "--json", "--jobs", "2", "many")
    done = command(tmp_path, *words, LC_ALL="C.UTF-8")
    assert done.returncode == Exit.DONE, done.stderr
    verdicts = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(verdicts) == WORTH_WORKERS
    assert all("trust package" in verdict["rests_on"] for verdict in verdicts)


@pytest.mark.parametrize(
    "wrong",
    [
        ("--on", "2026-02-30"),
        ("--on", "tomorrow"),
        ("--on", "20260131"),
        ("--on", "2026-W05-6"),
        ("--on", ""),
        ("--face", "工种"),
        ("--face", "=建筑电工"),
        ("--face", "工种=1", "--face", "工种=2"),
        ("--publisher", PUBLISHER),
    ],
)
def test_what_cannot_be_is_wrong_usage(verify: Verify, wrong: tuple[str, ...]) -> None:
    said = verify(*wrong)
    assert (said.code, said.verdict) == (Exit.USAGE, {})
    assert wrong[0] in said.stderr
    assert wrong[0] == "--publisher" or wrong[1].partition("=")[0] in said.stderr, "what was given is named"
