"""Files made to keep a verifier from answering; that each is answered as not readable is among the attacks."""

from __future__ import annotations

import asyncio
import io
import os
import random
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from builders.bombs import BOMBS, HARMLESS
from builders.licenses import DEPARTMENT, KIND, SEALED_AT, Authority, metadata, page
from builders.more import LEFT_OUT
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields

from licenses.paper import face, stamp
from licenses.proof.limits import LIMITS
from licenses.proof.structure.form import filled_signature_fields
from licenses.proof.verdict import Summary, Verdict
from licenses.proof.verification import verify
from licenses.seal import sealing
from licenses.seal.sealing import _Revision

pytestmark = [*LEFT_OUT]

ROOT = Path(__file__).parents[4]


def judged(data: bytes, authority: Authority) -> Verdict:
    return asyncio.run(verify(data, authority.bundle, SEALED_AT + timedelta(days=3)))


@pytest.mark.parametrize("name", HARMLESS)
def test_what_only_looks_like_a_bomb_is_answered(authority: Authority, name: str) -> None:
    assert judged(HARMLESS[name](authority), authority).summary is not Summary.GENUINE


def largest(authority: Authority) -> bytes:
    """A licence with as much beside its page as the largest file can hold."""
    revision = _Revision(io.BytesIO(page()))
    content = random.Random(1).randbytes(LIMITS.bytes - (1 << 20))
    revision.root[pdf_name("/X")] = revision.add_object(generic.StreamObject({}, encoded_data=content))
    revision.update_root()  # type: ignore[no-untyped-call]
    output = io.BytesIO()
    revision.write(output)  # type: ignore[no-untyped-call]
    picture = stamp.draw(DEPARTMENT, "3402000000001", demonstration=True)
    place = face.LAYOUTS[KIND.layout].seal
    return sealing.seal(output.getvalue(), metadata(), picture, place, authority.sealer(), authority, SEALED_AT)


def test_the_largest_licence_has_memory_enough_also_under_an_archive_timestamp(authority: Authority) -> None:
    sealed = largest(authority)
    for data in (sealed, authority.archive(sealed, SEALED_AT + timedelta(days=1))):
        assert LIMITS.bytes - (1 << 20) < len(data) <= LIMITS.bytes
        assert judged(data, authority).summary is Summary.GENUINE


def test_a_licence_is_genuine_between_two_bombs(authority: Authority, genuine: bytes) -> None:
    bomb = BOMBS["cross-references of no width, 10¹² of them"](authority)

    async def together() -> list[Verdict]:
        at = SEALED_AT + timedelta(days=3)
        return await asyncio.gather(*(verify(data, authority.bundle, at) for data in (bomb, genuine, bomb, genuine)))

    found = [verdict.summary for verdict in asyncio.run(together())]
    assert found == [Summary.UNDECIDED, Summary.GENUINE] * 2


async def test_a_form_has_the_fields_that_the_library_finds(authority: Authority, genuine: bytes) -> None:
    archived = await asyncio.to_thread(authority.archive, genuine, SEALED_AT + timedelta(days=1))
    reader = PdfFileReader(io.BytesIO(archived))
    found = [field.reference for _, _, field in enumerate_sig_fields(reader, filled_status=True)]
    assert filled_signature_fields(reader) == found
    assert len(found) == 2


SCRIPT = """
import asyncio, sys
from datetime import UTC, datetime
from licenses.proof.trusted import TrustBundle
from licenses.proof.verification import verify
data = open(sys.argv[1], "rb").read()
print(asyncio.run(verify(data, TrustBundle(), datetime.now(UTC))).summary)
"""


def test_a_script_without_a_main_guard_verifies_from_any_folder(genuine: bytes, tmp_path: Path) -> None:
    (tmp_path / "licence.pdf").write_bytes(genuine)
    (tmp_path / "graph.py").write_text("raise ImportError('the folder of a script is not where the rooms are')")
    script = tmp_path / "elsewhere" / "script.py"
    script.parent.mkdir()
    script.write_text(SCRIPT)
    ended = subprocess.run(
        [sys.executable, script, tmp_path / "licence.pdf"], cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ended.stdout, ended.stderr) == ("undecided\n", "")
