"""What is said of a licence that another program has saved, of each kind: the table of `docs/figures.md`.

`PYTHONPATH=.:tests python -m benchmarks.resaved`
"""

from __future__ import annotations

import asyncio
import sys

from builders.licenses import SEALED_AT, YEAR, Authority, seal
from builders.saved_again import KINDS, NotInstalledError

from licenses.proof.verification import verify


def main() -> None:
    """Print the table."""
    authority = Authority()
    sealed = seal(authority)
    for kind, (save, cause) in KINDS.items():
        try:
            verdict = asyncio.run(verify(save(sealed), authority.bundle, SEALED_AT + YEAR))
        except NotInstalledError as missing:
            print(f"SKIPPED {kind}: {missing}", file=sys.stderr)
            continue
        said = verdict.reason.zh.removeprefix("【演示】").replace(str(verdict.identifier), "…")
        print(f"| {kind} | {verdict.summary.value} | `{cause.name}` | {said} |")


if __name__ == "__main__":
    main()
