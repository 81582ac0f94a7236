"""Whose certificates the command trusts."""

import csv
import os
import unicodedata
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from builders.licenses import Authority, metadata, seal
from builders.more import left_out
from builders.processes import command
from cryptography.hazmat.primitives import serialization

from api.command.ending import Exit, run
from api.command.verdict_lines import head_of_table, table_line
from api.command.verify_batches import WORTH_WORKERS, told
from api.command.verify_sources import Unreadable, _member_name, listed
from api.command.zhengtu import app
from graph.errors import Text
from licenses.proof.verdict import Question, Summary, Verdict
from licenses.seal.authority import DemonstrationAuthority

Verify = Callable[..., str]
NOTHING = Verdict(Summary.UNDECIDED, Text("", ""), (), (), datetime(2026, 1, 1, tzinfo=UTC))
AT = 6
"""Column of the moment of judging."""


@pytest.fixture(scope="module")
def authority() -> Authority:
    """The authority that is trusted."""
    return Authority()


@pytest.fixture(scope="module")
def genuine(authority: Authority) -> bytes:
    """A genuine licence."""
    return seal(authority)


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


@left_out
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


def zipped(archive: Path, files: dict[str, bytes]) -> Path:
    """Write an archive."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in files.items():
            opened.writestr(name, content)
    return archive


def test_of_folders_and_archives_the_pdf_files_are_verified_and_the_end_is_summed_up(
    tmp_path: Path, genuine: bytes, authority: Authority
) -> None:
    (tmp_path / "root.pem").write_bytes(authority.root.certificate.public_bytes(serialization.Encoding.PEM))
    folder = tmp_path / "folder" / "below"
    folder.mkdir(parents=True)
    (folder / "a.PDF").write_bytes(genuine)
    (folder / "note.txt").write_text("no licence")
    zipped(folder / "b.zip", {"x/1.pdf": genuine, "x/note.txt": b"", "inner.zip": b"PK", "../../2.pdf": b"no pdf"})
    done = command(tmp_path, "verify", "--trust", "root.pem", "--csv", "folder", LC_ALL="C.UTF-8")
    rows = list(csv.DictReader(done.stdout.splitlines()))
    assert [(row["file"], row["summary"]) for row in rows] == [
        ("folder/below/a.PDF", "genuine"),
        ("folder/below/b.zip!x/1.pdf", "genuine"),
        ("folder/below/b.zip!../../2.pdf", "undecided"),
    ]
    assert rows[0]["identifier"] == rows[1]["identifier"] == metadata().identifier
    assert rows[0]["signer_trusted"] == "yes"
    assert "3 files: 2 genuine, 1 undecided" in done.stderr
    assert "2 more files do not end in .pdf" in done.stderr
    assert "folder/below/b.zip!inner.zip (an archive in an archive; unpack it first)" in done.stderr
    assert done.returncode == Exit.UNDECIDED
    assert {file.name for file in tmp_path.rglob("*") if file.is_file()} == {"root.pem", "a.PDF", "note.txt", "b.zip"}


def test_a_name_that_a_spreadsheet_would_calculate_is_shown_instead() -> None:
    assert table_line("=1+1.pdf", NOTHING).startswith("'=1+1.pdf,undecided,")
    assert next(csv.reader([head_of_table()]))[7:] == list(Question)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"no archive", "no ZIP archive"),
        (b"", "no ZIP archive"),
        (b"PK\x05\x06" + bytes(8) + b"\xff\xff\xff\xff" + bytes(6), "no ZIP archive"),
    ],
)
def test_an_archive_that_cannot_be_opened_or_lists_too_much_is_named(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "a.zip").write_bytes(content)
    found = listed([tmp_path / "a.zip"])
    assert found.documents == ()
    assert [said in refused.said.en for refused in found.refused] == [True]


def test_an_archive_that_would_unpack_to_much_more_than_it_is_is_not_opened(tmp_path: Path) -> None:
    bomb = zipped(tmp_path / "a.zip", {f"{number}.pdf": bytes(5 << 20) for number in range(14)})
    (refused,) = listed([bomb]).refused
    assert "unpack to more than" in refused.said.en
    assert listed([zipped(tmp_path / "b.zip", {"1.pdf": bytes(40 << 20)})]).documents[0].content(1 << 20) == bytes(
        (1 << 20) + 1
    )


def test_a_member_that_is_damaged_or_encrypted_is_named_and_those_after_it_are_read(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "a.zip", {"1.pdf": b"one" * 100, "2.pdf": b"two"})
    data = bytearray(archive.read_bytes())
    data[36:39] = b"\xff\xff\xff"
    archive.write_bytes(bytes(data))
    first, second = listed([archive]).documents
    with pytest.raises(Unreadable, match=r"1\.pdf"):
        first.content(1_000)
    assert second.content(100) == b"two"
    flagged = archive.read_bytes().replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01")
    (tmp_path / "b.zip").write_bytes(flagged)
    with pytest.raises(Unreadable, match=r"2\.pdf"):
        listed([tmp_path / "b.zip"]).documents[1].content(100)


def test_names_in_archives_of_chinese_windows_are_read_and_none_speaks_to_the_terminal(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "a.zip", {"证照\x1b[2J.pdf": b""})
    assert listed([archive]).documents[0].name.endswith("a.zip!证照\\x1b[2J.pdf")
    written = "营业执照.pdf".encode("gb18030").decode("cp437")
    assert _member_name(zipfile.ZipInfo(written)) == "营业执照.pdf"


@left_out
def test_many_workers_say_what_one_says_in_the_same_order(tmp_path: Path, genuine: bytes, authority: Authority) -> None:
    for number in range(WORTH_WORKERS + 30):
        (tmp_path / f"{number:03}.pdf").write_bytes(genuine if number % 40 else b"no pdf")
    documents = listed([tmp_path]).documents
    alone, together = (list(told(documents, authority.bundle, table_line, workers)) for workers in (1, 2))

    def without_time(line: str) -> list[str]:
        return [cell for index, cell in enumerate(next(csv.reader([line]))) if index != AT]

    assert [without_time(one.line) for one in alone] == [without_time(one.line) for one in together]
    assert {one.summary for one in together} == {Summary.GENUINE, Summary.UNDECIDED}
