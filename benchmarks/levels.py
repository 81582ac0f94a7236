"""What other validators find in the files of a demonstration: level, PDF/A, what `pdfsig` says.

`python -m benchmarks.levels VALIDATORS HOME [URL]`

VALIDATORS is a command that asks EU DSS and veraPDF: it takes `--trust ROOT --policy strict FILE…`, and prints for each
file and program a line of JSON (`tool`: `dss` or `verapdf`). Looked at are the samples of HOME; of the service at URL
receipts as well, and a sample that pyHanko archives with its timestamps, once and again.
"""

import io
import json
import shlex
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import httpx
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.timestamps import HTTPTimeStamper

from licenses.proof.reading import read

Made = tuple[str, bytes]
Said = tuple[str, ...]
"""What is said of a file: level and outcome, PDF/A, `pdfsig`."""


def receipts(url: str, genuine: bytes, unknown: str) -> Iterator[Made]:
    """Receipts of files, of an identifier and of a face."""
    metadata = read(genuine).metadata
    assert metadata is not None
    altered = bytearray(genuine)
    altered[genuine.index(b"stream") + 40] ^= 1
    face = [f"{key}={value}" for key, value in metadata.face.items()]
    first = _receipt(url, file=genuine)
    yield "of a genuine file", first
    yield "of an altered file", _receipt(url, file=bytes(altered))
    yield "of an unreadable file", _receipt(url, file=genuine[: len(genuine) // 2])
    yield "of a receipt", _receipt(url, file=first)
    yield "of an identifier", _receipt(url, identifier=metadata.identifier)
    yield "of an unknown identifier", _receipt(url, identifier=unknown)
    yield "of a face", _receipt(url, identifier=metadata.identifier, face=face)


def _receipt(url: str, file: bytes | None = None, **asked: Any) -> bytes:
    content: Any = {"file": ("licence.pdf", file)} if file is not None else {"file": ("", b"")}
    answer = httpx.post(f"{url}/receipts", data={"purpose": "核对级别", **asked}, files=content, timeout=60)
    answer.raise_for_status()
    return answer.content


def archived(url: str, genuine: bytes) -> Iterator[Made]:
    """A licence that a library archives, and archives again."""
    stamper = PdfTimeStamper(HTTPTimeStamper(f"{url}/tsa"))
    for name in ("archived", "archived again"):
        output = io.BytesIO()
        stamper.timestamp_pdf(IncrementalPdfFileWriter(io.BytesIO(genuine)), "sha256", output=output)
        genuine = output.getvalue()
        yield name, genuine


def looked_at(validators: Sequence[str], root: Path, files: Iterable[Path]) -> Counter[Said]:
    """What is said of how many files."""
    named = [str(file) for file in files]
    words = [*validators, "--trust", str(root), "--policy", "strict", *named]
    told = subprocess.run(words, capture_output=True, text=True, check=False)
    lines = [json.loads(line) for line in told.stdout.splitlines()]
    if len(lines) != 2 * len(named):
        raise SystemExit(f"{' '.join(validators)}: {len(lines)} lines of {len(named)} files\n{told.stderr}")
    said = {file: ["", "", _pdfsig(file)] for file in named}
    for line in lines:
        if line["tool"] == "dss":
            (one,) = line["signatures"]
            said[line["file"]][0] = f"{one['level']}, {one['indication']}, DocMDP {one['docMDP']}, {line['verdict']}"
        else:
            said[line["file"]][1] = f"PDF/A-{line['flavour']} {'yes' if line['compliant'] else 'no'}"
    return Counter(map(tuple, said.values()))


def _pdfsig(file: str) -> str:
    """What poppler says of the first signature, which is the seal."""
    told = subprocess.run(["pdfsig", "-no-ocsp", file], capture_output=True, text=True, check=False).stdout
    seal = told.partition("Signature #2")[0]
    valid = "valid" if "Signature is Valid" in seal else "not valid"
    return f"pdfsig: {valid}, {'total' if 'Total document signed' in seal else 'not total'}"


def main(validators: str, home: Path, url: str | None) -> None:
    """Print a line for each kind of file and what is said of it."""
    root, samples = home / "trust" / "root.pem", sorted((home / "samples").glob("*.pdf"))
    with tempfile.TemporaryDirectory() as folder:
        groups = {"samples": samples}
        if url is not None:
            genuine = samples[0].read_bytes()
            made = {"receipts": [*receipts(url, genuine, "1.2.156.3005.2.x")], "archives": [*archived(url, genuine)]}
            groups |= {group: _written(Path(folder), group, files) for group, files in made.items()}
        for group, files in groups.items():
            for said, count in looked_at(shlex.split(validators), root, files).items():
                print(f"{group}: {count} of {len(files)}: {'; '.join(said)}")


def _written(folder: Path, group: str, made: Iterable[Made]) -> list[Path]:
    files = []
    for name, content in made:
        files.append(folder / f"{group} {name}.pdf")
        files[-1].write_bytes(content)
    return files


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else None)
