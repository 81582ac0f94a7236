"""Every byte of the store and of the archive, after licences were issued: it names nobody.

Where a certificate number is a citizen ID number, it stands in the register; here no number is.
"""

from __future__ import annotations

import base64
import sys
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from builders import office
from builders.at_rest import citizens_in, files_of, words_in
from builders.more import LEFT_OUT
from builders.office import ALICE, BOB, NAMES, citizen

from graph.store.engine import Place, open_store
from graph.store.personal import PersonalData
from graph.subjects.organisation.memory import write_posts
from licenses.register.archive import FolderArchive
from licenses.register.workshop import Workshop
from licenses.seal.authority import DemonstrationAuthority

pytestmark = [*LEFT_OUT]

OFFICER = citizen(37)
"""What tokens call an officer."""
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


async def test_nothing_at_rest_names_a_holder_and_what_was_sealed_does(
    store_folder: Path, authority: DemonstrationAuthority, tmp_path: Path, personal: PersonalData
) -> None:
    """In a store of its own: others of this run hold numbers that tell."""
    archive = FolderArchive(tmp_path / "archive")
    async with open_store(Place(store_folder)) as store:
        store.subjects = personal.subjects
        await office.furnish(store, personal)
        numbered = [
            replace(each, id=f"{each.id}-2", subject=OFFICER) for each in office.posts() if each.subject == "issuer"
        ]
        await store.write(lambda unit: write_posts(unit, numbered, personal))
        with ThreadPoolExecutor(1) as workers:
            workshop = Workshop(store, personal, archive, authority, workers, office.PUBLIC_URL, True)
            for serial, holder in enumerate((ALICE, BOB), 1):
                placed = office.order(holder, f"J340200-2026-{serial:06}")
                by = OFFICER if serial == 1 else "issuer"
                identity = await office.issue_sealed(workshop, placed, f"REST{serial}", str(authority.folder), by)
                digest = await store.read("MATCH (l:License {id: $id}) RETURN l.digest", id=identity)
                sealed = await workshop.file(digest)
                assert words_in(sealed, NAMES.values()) == {NAMES[holder]}
                assert OFFICER not in citizens_in(sealed), "nor does the licence tell the number of who sealed it"
        under_way = _read(store_folder)
    assert under_way == _read(store_folder, archive.folder) == {"民政局"}, "what is no secret is found"


def _read(*folders: Path) -> set[str]:
    """Look for everybody in all files; say which words that are no secret stand there."""
    files, told, size = list(files_of(*folders)), set[str](), 0
    for file in files:
        content = file.read_bytes()
        size += len(content)
        assert words_in(content, NAMES.values()) == set(), file
        assert citizens_in(content) == set(), file
        told |= words_in(content, ["民政局"])
    sys.stdout.write(f"{size:,} bytes in {len(files)} files, and no citizen ID number\n")
    return told
