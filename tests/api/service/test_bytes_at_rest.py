"""Every byte of the store and of the archive, after licences were issued: it names nobody.

Where a certificate number is a citizen ID number, it stands in the register; here no number is.
"""

from __future__ import annotations

import base64
import sys
import zlib
from pathlib import Path

import pytest
from builders.at_rest import citizens_in, files_of, words_in
from builders.office import ALICE, NAMES, Office

PLANTED = f"持证人 陈一凡，{ALICE}。"


@pytest.mark.parametrize(
    "form",
    [
        PLANTED.encode(),
        PLANTED.encode("utf-16-le"),
        PLANTED.encode("utf-16-be"),
        PLANTED.encode("gb18030"),
        b"stream\r\n" + zlib.compress(PLANTED.encode()) + b"\nendstream",
        b'{"x":"' + base64.b64encode(PLANTED.encode()) + b'"}',
        b"abcde" + base64.urlsafe_b64encode(PLANTED.encode()) + b"xyz",
        base64.b64encode(zlib.compress(PLANTED.encode())),
        zlib.compress(base64.b64encode(PLANTED.encode("utf-16-le"))),
    ],
)
def test_the_reader_finds_what_is_there_in_whatever_form(form: bytes) -> None:
    content = b"\0\x78\x9c" + b"noise" * 7 + form + b"\xff" * 9
    assert citizens_in(content) == {ALICE}
    assert words_in(content, ["陈一凡", "李二宁"]) == {"陈一凡"}


async def test_what_was_sealed_names_its_holder_and_what_lies_in_the_archive_does_not(api: Office) -> None:
    assert words_in(await api.sealed(), NAMES.values()) == {NAMES[ALICE]}
    archive = list(files_of(Path(api.service.settings.archive)))
    assert archive
    for file in archive:
        assert citizens_in(file.read_bytes()) == set(), file
        assert words_in(file.read_bytes(), NAMES.values()) == set(), file


async def test_no_byte_of_the_store_names_a_holder(api: Office) -> None:
    if api.store.server is None:
        pytest.skip("a Neo4j keeps its files elsewhere")
    files = list(files_of(Path(api.store.server.folder)))
    told = set[str]()
    for file in files:
        content = file.read_bytes()
        assert words_in(content, NAMES.values()) == set(), file
        assert citizens_in(content) == set(), file
        told |= words_in(content, ["民政局"])
    assert told == {"民政局"}, "what is no secret is found"
    size = sum(file.stat().st_size for file in files)
    sys.stdout.write(f"{size:,} bytes in {len(files)} files of the store, and no citizen ID number\n")
