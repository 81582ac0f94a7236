"""What a running service believes is what lies in its folders."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from builders.licenses import SEALED_AT, Authority
from cryptography import x509
from cryptography.hazmat.primitives import serialization

from api.service.trust_anchors import LOOKED_AT_SECONDS, FolderTrust, bundle
from graph.errors import Malformed


def pem(authority: Authority) -> bytes:
    return authority.root.certificate.public_bytes(serialization.Encoding.PEM)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "crl").mkdir()
    (tmp_path / "root.pem").write_bytes(pem(Authority("First")))
    return tmp_path


def looked_at(trust: FolderTrust) -> list[str]:
    """The names of the anchors, once the time has passed for which files are taken as unchanged."""
    time.sleep(LOOKED_AT_SECONDS + 0.05)
    return [str(anchor.subject.native["organization_name"]) for anchor in trust().anchors]


def test_roots_and_lists_are_read_again_when_they_change(folder: Path) -> None:
    trust = FolderTrust(folder, (folder / "crl",))
    assert looked_at(trust) == ["First"]
    second = Authority("Second")
    (folder / "second.pem").write_bytes(pem(second))
    (folder / "crl" / "sealing.crl").write_bytes(second.lists(SEALED_AT)[0])
    assert looked_at(trust) == ["First", "Second"]
    assert trust().crls == ((folder / "crl" / "sealing.crl").read_bytes(),)
    (folder / "root.pem").unlink()
    assert looked_at(trust) == ["Second"]


def test_a_file_that_cannot_be_read_takes_nothing_away(folder: Path) -> None:
    trust = FolderTrust(folder, (folder / "crl",))
    (folder / "root.pem").write_bytes(b"half a certific")
    assert looked_at(trust) == ["First"]
    (folder / "root.pem").write_bytes(pem(Authority("Second")))
    assert looked_at(trust) == ["Second"]


def test_a_service_does_not_begin_with_a_folder_that_cannot_be_read(folder: Path) -> None:
    (folder / "root.pem").write_bytes(b"half a certific")
    with pytest.raises(Malformed):
        FolderTrust(folder, (folder / "crl",))


def test_lists_of_all_folders_are_believed_in_either_form(folder: Path) -> None:
    (folder / "more").mkdir()
    root, sealing = Authority("First").lists(SEALED_AT)
    (folder / "crl" / "root.crl").write_bytes(root)
    as_pem = x509.load_der_x509_crl(sealing).public_bytes(serialization.Encoding.PEM)
    (folder / "more" / "both.crl").write_bytes(
        as_pem + x509.load_der_x509_crl(root).public_bytes(serialization.Encoding.PEM)
    )
    assert bundle(folder, folder / "crl", folder / "more").crls == (root, sealing, root)


@pytest.mark.parametrize("name", ["root.pem", "crl/sealing.crl"])
def test_a_file_that_cannot_be_read_is_named(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"-----BEGIN NOTHING-----")
    with pytest.raises(Malformed) as refused:
        bundle(folder, folder / "crl")
    assert refused.value.value == str(folder / name)
    assert str(folder / name) in refused.value.message.zh
